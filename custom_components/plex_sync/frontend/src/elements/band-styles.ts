/** How chips look by which a list is narrowed. */

import { css } from "lit";

export const bandStyles = css`
  .bands {
    display: flex;
    flex-wrap: wrap;
    gap: 6px;
    padding-bottom: 8px;
  }
  .bands button {
    min-height: 32px;
    padding: 3px 12px;
  }
  .bands button[aria-pressed="true"] {
    border-color: var(--accent);
    background: color-mix(in srgb, var(--accent) 14%, transparent);
  }
`;
