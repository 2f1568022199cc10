/** How a difference looks. */

import { css } from "lit";

export const differenceStyles = css`
  :host {
    display: block;
    container-type: inline-size;
  }
  .box {
    border: 1px solid var(--line);
    border-radius: var(--round);
    overflow: hidden;
  }
  .note {
    padding: 12px;
    color: var(--quiet);
  }
  .bar {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px;
    padding: 8px 10px;
  }
  .bar input[type="search"] {
    flex: 1 1 130px;
    width: auto;
    min-height: 32px;
    padding-block: 4px;
  }
  .bar.end {
    justify-content: flex-end;
    padding-block: 2px;
    border-top: 1px solid var(--line);
  }
  .tabs {
    display: inline-flex;
    border: 1px solid var(--line);
    border-radius: 16px;
    overflow: hidden;
  }
  .tabs button {
    min-height: 30px;
    padding: 3px 12px;
    border: 0;
    border-radius: 0;
  }
  .tabs button:focus-visible {
    outline-offset: -2px;
    border-radius: 16px;
  }
  .tabs [aria-selected="true"] {
    background: color-mix(in srgb, var(--accent) 16%, transparent);
    color: var(--link);
  }
  .row {
    display: grid;
    grid-template-columns: minmax(88px, 130px) 1fr 1fr;
    gap: 2px 12px;
    padding: 8px 12px;
    border-top: 1px solid var(--line);
    font-variant-numeric: tabular-nums;
    overflow-wrap: anywhere;
  }
  .label code {
    font-size: 0.92em;
  }
  .same,
  .why,
  .sequence {
    grid-column: 2 / 4;
  }
  .same,
  .why {
    color: var(--quiet);
  }
  .sequence .place {
    display: inline-block;
    min-width: 2.4em;
    text-align: end;
  }
  .why {
    font-size: var(--small);
  }
  .none {
    color: var(--quiet);
  }
  .minus {
    color: var(--bad);
  }
  .plus {
    color: var(--good);
  }
  .minus::before {
    content: "− " / "";
  }
  .plus::before {
    content: "+ " / "";
  }
  .sides {
    display: grid;
    grid-template-columns: 1fr 1fr;
    border-top: 1px solid var(--line);
  }
  .side {
    min-width: 0;
    padding: 8px 12px;
  }
  .side + .side {
    border-inline-start: 1px solid var(--line);
  }
  pre {
    max-height: 320px;
    margin: 6px 0 0;
    overflow: auto;
    font-size: var(--small);
    line-height: 1.5;
    direction: ltr;
  }
  @container (max-width: 420px) {
    .row {
      grid-template-columns: 1fr 1fr;
    }
    .label,
    .same,
    .why,
    .sequence {
      grid-column: 1 / 3;
    }
    .label {
      color: var(--quiet);
    }
    .sides {
      grid-template-columns: 1fr;
    }
    .side + .side {
      border-inline-start: 0;
      border-top: 1px solid var(--line);
    }
  }
`;
