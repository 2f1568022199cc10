/** How the playlists card looks as a whole. */

import { css } from "lit";
import { bandStyles } from "./band-styles.js";
import { selectionStyles } from "./selection.js";
import { timelineStyles } from "./timeline-styles.js";

export const playlistsStyles = [
  timelineStyles,
  bandStyles,
  selectionStyles,
  css`
    ha-card.grid,
    ha-card.panel {
      --list-height: none;
    }
    header {
      display: flex;
      flex-wrap: wrap;
      gap: 10px 16px;
      align-items: center;
      padding: 14px 16px 10px;
    }
    .names {
      flex: 1 1 150px;
      min-width: 0;
    }
    .add {
      display: grid;
      place-items: center;
      min-width: 36px;
      min-height: 36px;
      color: var(--quiet);
    }
    h2 {
      font-size: 18px;
      font-weight: 500;
      line-height: 1.3;
    }
    .switch {
      display: flex;
      align-items: center;
    }
    .switch select {
      min-width: 0;
      padding: 0;
      border: 0;
      background: none;
      font-size: inherit;
      font-weight: inherit;
      appearance: none;
    }
    .handing {
      padding: 0 16px 10px;
    }
    .card > .bands {
      padding: 0 16px 10px;
    }
    .items {
      flex: 1 1 auto;
      min-height: 0;
      max-height: var(--list-height, 640px);
      overflow-y: auto;
    }
    .items > li {
      border-top: 1px solid var(--line);
    }
  `,
];
