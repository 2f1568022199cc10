/** How the card looks as a whole. */

import { css } from "lit";

export const timelineStyles = css`
  :host {
    display: block;
    height: 100%;
  }
  ha-card {
    display: flex;
    flex-direction: column;
    height: 100%;
    overflow: hidden;
  }
  ha-card.grid {
    --feed-height: none;
  }
  ha-card.panel {
    --feed-height: none;
    height: calc(100dvh - var(--header-height, 56px) - 16px);
  }
  .card {
    display: flex;
    flex: 1 1 auto;
    flex-direction: column;
    min-height: 0;
  }
  .bar {
    display: flex;
    gap: 10px;
    align-items: flex-start;
    padding: 9px 16px;
    border-bottom: 1px solid var(--line);
    background: color-mix(in srgb, var(--tone, var(--warn)) 12%, transparent);
    font-size: var(--small);
    overflow-wrap: anywhere;
    --mdc-icon-size: 18px;
  }
  .bar ha-icon {
    flex: none;
    color: var(--tone, var(--warn));
  }
  .filter {
    display: flex;
    gap: 8px;
    align-items: center;
    justify-content: space-between;
    margin-top: -8px;
    padding: 0 16px 6px;
  }
  .filter button {
    margin-inline-end: -8px;
  }
  .notice {
    display: grid;
    gap: 10px;
    justify-items: center;
    align-content: center;
    min-height: 180px;
    padding: 24px;
    text-align: center;
  }
  .choices {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    justify-content: center;
  }
`;
