/** How the top of the card looks. */

import { css } from "lit";

export const headerStyles = css`
  :host {
    display: block;
    container-type: inline-size;
  }
  header {
    display: grid;
    grid-template: "name buttons" auto "summary buttons" auto / minmax(0, 1fr) auto;
    gap: 0 12px;
    align-items: center;
    padding: 14px 16px 12px;
  }
  .names {
    grid-area: name;
    min-width: 0;
  }
  .summary {
    grid-area: summary;
    text-wrap: pretty;
  }
  h2 {
    font-size: 18px;
    font-weight: var(--ha-font-weight-medium, 500);
    line-height: 1.3;
  }
  .switch {
    position: relative;
    display: inline-flex;
    align-items: center;
    max-width: 100%;
  }
  .switch select {
    max-width: 100%;
    margin: -4px 0 -4px -6px;
    margin-inline: -6px 0;
    padding: 4px 26px 4px 6px;
    padding-inline: 6px 26px;
    border: 0;
    border-radius: 8px;
    background: none;
    font: inherit;
    text-overflow: ellipsis;
    appearance: none;
    cursor: pointer;
  }
  .switch option {
    background: var(--paper);
    color: var(--ink);
  }
  .switch ha-icon {
    position: absolute;
    inset-inline-end: 2px;
    pointer-events: none;
    color: var(--quiet);
  }
  .buttons {
    grid-area: buttons;
    display: flex;
    gap: 6px;
    align-items: center;
  }
  .buttons .icon:last-of-type {
    margin-inline: -6px;
  }
  .search {
    padding: 0 16px 12px;
  }
  .narrow {
    display: none;
  }
  @container (max-width: 520px) {
    header {
      grid-template: "name buttons" auto "summary summary" auto / minmax(0, 1fr) auto;
      row-gap: 2px;
      padding-top: 10px;
    }
    .wide {
      display: none;
    }
    .narrow {
      display: block;
    }
    .buttons {
      gap: 2px;
    }
    .buttons .filled {
      margin-inline-end: 4px;
    }
  }
`;
