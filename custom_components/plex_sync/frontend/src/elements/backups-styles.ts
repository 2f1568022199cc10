/** How the backups card looks as a whole. */

import { css } from "lit";
import { timelineStyles } from "./timeline-styles.js";

export const backupsStyles = [
  timelineStyles,
  css`
    ha-card.grid,
    ha-card.panel {
      --list-height: none;
    }
  `,
];
