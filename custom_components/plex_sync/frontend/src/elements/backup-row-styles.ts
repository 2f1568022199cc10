/** How a backup in the list looks: a row of the table where there is room for one. */

import { css } from "lit";

export const backupRowStyles = css`
  :host {
    display: grid;
    grid-column: 1 / -1;
    grid-template-columns: subgrid;
    align-items: center;
    padding: 10px 16px;
    border-top: 1px solid var(--line);
  }
  .made {
    display: grid;
    min-width: 0;
  }
  .when {
    font-size: 15px;
    font-weight: var(--ha-font-weight-medium, 500);
    line-height: 1.35;
  }
  .when::first-letter {
    text-transform: uppercase;
  }
  .meta {
    display: flex;
    flex-wrap: wrap;
    column-gap: 5px;
  }
  .meta > :not(:last-child)::after {
    content: "·" / "";
    margin-inline-start: 5px;
    color: var(--quiet);
  }
  .meta ha-icon {
    --mdc-icon-size: 13px;
    margin-inline-end: 2px;
    vertical-align: 1px;
  }
  .state {
    color: var(--tone);
  }
  .state::before {
    content: "";
    display: inline-block;
    width: 8px;
    height: 8px;
    margin-inline-end: 5px;
    border-radius: 50%;
    background: var(--tone);
  }
  .file {
    justify-self: start;
    max-width: 100%;
    overflow: hidden;
    font-size: 11px;
    text-overflow: ellipsis;
    white-space: nowrap;
    direction: ltr;
  }
  .account {
    min-width: 0;
    overflow-wrap: anywhere;
  }
  .note {
    display: block;
    color: var(--tone, var(--quiet));
  }
  .number {
    text-align: end;
    white-space: nowrap;
    font-variant-numeric: tabular-nums;
  }
  .acts {
    display: flex;
    flex-wrap: wrap;
    justify-content: flex-end;
    align-items: center;
    margin-inline-end: -8px;
  }
  .acts [aria-expanded="true"]:not(.icon) {
    background: color-mix(in srgb, var(--accent) 14%, transparent);
  }
  .slim {
    display: none;
  }
  @container backups (max-width: 700px) {
    :host {
      display: flex;
      flex-wrap: wrap;
      gap: 2px 5px;
      padding-block: 10px 4px;
    }
    .made,
    .acts {
      flex: 1 0 100%;
    }
    .account,
    .entries,
    .size {
      color: var(--quiet);
      font-size: var(--small);
      text-align: start;
    }
    .account:not(:has(.quiet.wide))::after,
    .entries:not(:has(.none))::after {
      content: "·" / "";
    }
    .account::after {
      margin-inline-start: 5px;
    }
    .account:has(.quiet.wide),
    .entries:has(.none),
    .wide {
      display: none;
    }
    .note {
      display: inline;
      margin-inline-start: 5px;
    }
    .acts {
      justify-content: flex-start;
      margin-inline: -8px;
    }
    .acts .icon {
      margin-inline-start: auto;
    }
    .slim {
      display: inline;
    }
  }
`;
