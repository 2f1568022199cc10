/** How looking into a backup looks, and comparing it. */

import { css } from "lit";

export const backupStyles = css`
  :host {
    display: block;
    container-type: inline-size;
  }
  .box {
    border: 1px solid var(--line);
    border-radius: var(--round);
    overflow: clip;
  }
  .note {
    padding: 10px 12px;
    overflow-wrap: anywhere;
  }
  .note + .note {
    padding-top: 0;
  }
  .bad,
  .warn {
    color: var(--tone);
  }
  .bar {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    align-items: center;
    padding: 8px 10px;
  }
  .bar.end {
    border-top: 1px solid var(--line);
  }
  .foot {
    position: sticky;
    bottom: 0;
    background: var(--paper);
  }
  .bar input[type="search"] {
    flex: 1 1 150px;
    width: auto;
    min-height: 32px;
    padding-block: 4px;
  }
  .spread {
    flex: 1;
    min-width: 0;
  }
  .choices {
    display: inline-flex;
    flex-wrap: wrap;
    border: 1px solid var(--line);
    border-radius: 16px;
    overflow: hidden;
  }
  .choices button {
    min-height: 30px;
    padding: 3px 12px;
    border: 0;
    border-radius: 0;
    font-variant-numeric: tabular-nums;
  }
  .choices button:focus-visible {
    outline-offset: -2px;
  }
  .choices [aria-selected="true"],
  .choices [aria-pressed="true"] {
    background: color-mix(in srgb, var(--accent) 16%, transparent);
    color: var(--link);
  }
  li,
  .item {
    padding: 8px 12px;
    border-top: 1px solid var(--line);
  }
  .entry {
    display: flex;
    gap: 10px;
    align-items: baseline;
  }
  .entry input {
    flex: none;
    align-self: center;
  }
  .name {
    flex: 1;
    min-width: 0;
    overflow-wrap: anywhere;
  }
  .name b {
    font-weight: var(--ha-font-weight-medium, 500);
  }
  .tag {
    color: var(--tone);
  }
  .entry + plex-sync-difference {
    margin-top: 6px;
  }
  pre {
    max-height: 420px;
    margin: 0;
    padding: 10px 12px;
    border-top: 1px solid var(--line);
    overflow: auto;
    font-size: var(--small);
    line-height: 1.5;
    direction: ltr;
  }
`;
