/** How the question before a restore looks. */

import { css } from "lit";

export const restoreStyles = css`
  .body {
    display: grid;
    gap: 12px;
    align-content: start;
    grid-template-columns: minmax(0, 1fr);
  }
  .bad {
    color: var(--bad);
  }
  .consent {
    display: grid;
    gap: 4px;
    padding: 10px 12px;
    border: 1px solid color-mix(in srgb, var(--warn) 50%, transparent);
    border-radius: var(--round);
    background: color-mix(in srgb, var(--warn) 9%, transparent);
  }
  .changes {
    max-height: 240px;
    border: 1px solid var(--line);
    border-radius: var(--round);
    overflow-y: auto;
  }
  .changes li {
    padding: 7px 12px;
    overflow-wrap: anywhere;
  }
  .changes li + li {
    border-top: 1px solid var(--line);
  }
  label.check {
    align-items: flex-start;
    min-height: 0;
    padding-block: 3px;
  }
  label.check input {
    flex: none;
    margin-top: 3px;
  }
  button:disabled {
    opacity: 0.5;
  }
`;
