/** How a line of the timeline looks. */

import { css } from "lit";

export const recordStyles = css`
  :host {
    display: block;
    container-type: inline-size;
  }
  .entry {
    position: relative;
    display: grid;
    grid-template-columns: 44px minmax(0, 1fr);
    gap: 0 12px;
    padding: 12px 16px 8px;
    border-top: 1px solid var(--line);
  }
  .entry::before {
    content: "";
    position: absolute;
    inset-block: 0;
    inset-inline-start: 0;
    width: 3px;
    background: var(--tone);
  }
  .top {
    display: flex;
    gap: 12px;
    align-items: baseline;
  }
  h3 {
    flex: 1;
    min-width: 0;
    font-size: 15px;
    font-weight: var(--ha-font-weight-medium, 500);
    line-height: 1.35;
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
    overflow: hidden;
    overflow-wrap: anywhere;
  }
  time {
    flex: none;
    font-variant-numeric: tabular-nums;
  }
  .outcome {
    color: var(--tone);
  }
  .origin {
    display: flex;
    flex-wrap: wrap;
    gap: 0 5px;
    align-items: baseline;
    margin-top: 1px;
    overflow-wrap: anywhere;
  }
  .origin > * {
    display: inline-flex;
    gap: 3px;
    align-items: baseline;
    min-width: 0;
  }
  .origin > :not(:last-child)::after {
    content: "·" / "";
    margin-inline-start: 2px;
    color: var(--quiet);
  }
  .origin ha-icon {
    align-self: center;
    --mdc-icon-size: 13px;
  }
  .pieces {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 6px;
    margin-top: 6px;
  }
  .pieces:empty {
    display: none;
  }
  .piece {
    display: inline-flex;
    flex-wrap: wrap;
    gap: 0 5px;
    max-width: 100%;
    padding: 1px 9px;
    border-radius: 12px;
    background: color-mix(in srgb, var(--ink) 7%, transparent);
    font-size: var(--small);
    line-height: 1.6;
    font-variant-numeric: tabular-nums;
    overflow-wrap: anywhere;
  }
  .from,
  .arrow {
    color: var(--quiet);
  }
  .to {
    font-weight: var(--ha-font-weight-medium, 500);
  }
  .trouble {
    margin-top: 6px;
    color: var(--tone);
    overflow-wrap: anywhere;
  }
  .acts {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    margin-top: 4px;
    margin-inline: -8px 0;
  }
  .acts .icon {
    width: 32px;
    min-height: 32px;
    margin-inline: auto -7px;
    --mdc-icon-size: 18px;
  }
  .below {
    grid-column: 2 / 3;
    min-width: 0;
    padding: 6px 0 8px;
  }
  @container (max-width: 420px) {
    .below {
      grid-column: 1 / 3;
    }
  }
`;
