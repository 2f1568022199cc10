/** How the feed looks. */

import { css } from "lit";

export const feedStyles = css`
  :host {
    position: relative;
    display: flex;
    flex: 1 1 auto;
    flex-direction: column;
    min-height: 0;
  }
  .scroller {
    flex: 1 1 auto;
    min-height: 160px;
    max-height: var(--feed-height, 640px);
    overflow-y: auto;
    overscroll-behavior: contain;
    scrollbar-width: thin;
    border-top: 1px solid var(--line);
  }
  .scroller:focus-visible {
    outline-offset: -2px;
  }
  .chunk {
    content-visibility: auto;
    contain-intrinsic-size: auto 6200px;
  }
  .run {
    display: flex;
    gap: 8px;
    align-items: center;
    min-height: 40px;
    padding: 4px 16px;
    border-top: 1px solid var(--line);
    background: var(--wash);
    color: var(--quiet);
    font-size: var(--small);
    font-variant-numeric: tabular-nums;
  }
  .chunk:first-child li:first-child .run {
    border-top: 0;
  }
  .run .words {
    flex: 1;
    min-width: 0;
  }
  .run .words::first-letter {
    text-transform: uppercase;
  }
  .run .words {
    display: block;
  }
  .run button {
    margin-inline-end: -8px;
  }
  .fresh {
    position: absolute;
    z-index: 2;
    inset-block-start: 10px;
    inset-inline: 0;
    width: max-content;
    margin-inline: auto;
    box-shadow: 0 3px 12px rgba(0, 0, 0, 0.3);
  }
  .foot {
    display: grid;
    gap: 6px;
    justify-items: center;
    padding: 16px;
    border-top: 1px solid var(--line);
    font-size: var(--small);
    text-align: center;
  }
  .foot:first-child {
    border-top: 0;
  }
  .empty {
    padding: 44px 16px;
    font-size: var(--normal);
    --mdc-icon-size: 40px;
  }
  .empty ha-icon {
    color: var(--quiet);
    opacity: 0.6;
  }
`;
