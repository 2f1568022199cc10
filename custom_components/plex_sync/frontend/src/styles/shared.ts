/** What all parts of the cards look like: Home Assistant's tokens, each with a fallback. */

import { css } from "lit";

export const tokens = css`
  :host {
    --ink: var(--primary-text-color, #141414);
    --quiet: var(--secondary-text-color, #5e5e5e);
    --line: var(--divider-color, rgba(127, 127, 127, 0.25));
    --paper: var(--ha-card-background, var(--card-background-color, #fff));
    --accent: var(--primary-color, #009ac7);
    --on-accent: var(--text-primary-color, #fff);
    --good: color-mix(in srgb, var(--success-color, #43a047) 78%, var(--ink));
    --bad: color-mix(in srgb, var(--error-color, #db4437) 88%, var(--ink));
    --warn: color-mix(in srgb, var(--warning-color, #ffa600) 62%, var(--ink));
    --back: color-mix(in srgb, var(--info-color, #039be5) 82%, var(--ink));
    --link: color-mix(in srgb, var(--accent) 78%, var(--ink));
    --wash: color-mix(in srgb, var(--ink) 4%, transparent);
    --round: 10px;
    --small: var(--ha-font-size-s, 12px);
    --normal: var(--ha-font-size-m, 14px);
    color: var(--ink);
    font-size: var(--normal);
    line-height: 1.45;
  }
  /* What is not translated reads as it is written, on a page of the other direction. */
  :host(:dir(rtl)) {
    text-align: right;
  }
  :host(:dir(rtl)) * {
    unicode-bidi: plaintext;
  }
  .arrow {
    display: inline-block;
  }
  :host(:dir(rtl)) .arrow {
    transform: scaleX(-1);
  }
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  [hidden] {
    display: none !important;
  }
  h2,
  h3,
  p,
  ul,
  ol,
  dl,
  dd {
    margin: 0;
    padding: 0;
  }
  ul,
  ol {
    list-style: none;
  }
  .small {
    font-size: var(--small);
  }
  .quiet {
    color: var(--quiet);
  }
  .one-line {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .only-heard {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  a {
    color: var(--link);
    text-decoration: none;
  }
  a:hover {
    text-decoration: underline;
  }
  :focus-visible {
    outline: 2px solid var(--accent);
    outline-offset: 2px;
  }
  .good {
    --tone: var(--good);
  }
  .bad {
    --tone: var(--bad);
  }
  .warn {
    --tone: var(--warn);
  }
  .back {
    --tone: var(--back);
  }
  .gone {
    --tone: var(--quiet);
  }
  @media (prefers-reduced-motion: reduce) {
    * {
      animation: none !important;
      transition: none !important;
    }
  }
`;

export const controls = css`
  button,
  select,
  input {
    font: inherit;
    color: inherit;
  }
  button {
    min-height: 36px;
    padding: 6px 14px;
    border: 1px solid var(--line);
    border-radius: 18px;
    background: none;
    cursor: pointer;
    white-space: nowrap;
  }
  button:hover:not(:disabled) {
    background: var(--wash);
  }
  button:disabled {
    cursor: default;
    opacity: 0.5;
  }
  button.filled {
    border-color: transparent;
    background: var(--accent);
    color: var(--on-accent);
    font-weight: var(--ha-font-weight-medium, 500);
  }
  button.filled:hover:not(:disabled) {
    background: color-mix(in srgb, var(--accent) 88%, var(--ink));
  }
  button.danger {
    border-color: transparent;
    background: var(--error-color, #db4437);
    color: #fff;
  }
  button.link {
    min-height: 32px;
    padding: 4px 8px;
    border: 0;
    border-radius: 8px;
    color: var(--link);
  }
  button.icon {
    display: inline-grid;
    flex: none;
    place-items: center;
    width: 36px;
    padding: 0;
    border: 0;
    border-radius: 50%;
    color: var(--quiet);
    --mdc-icon-size: 22px;
  }
  button.icon[aria-expanded="true"] {
    background: var(--wash);
    color: var(--ink);
  }
  input[type="text"],
  input[type="search"] {
    width: 100%;
    min-width: 0;
    min-height: 36px;
    padding: 6px 14px;
    border: 1px solid var(--line);
    border-radius: 18px;
    background: none;
  }
  input::-webkit-search-cancel-button {
    filter: grayscale(1);
    opacity: 0.6;
    cursor: pointer;
  }
  input::placeholder {
    color: var(--quiet);
    opacity: 1;
  }
  input[type="checkbox"] {
    width: 16px;
    height: 16px;
    margin: 0;
    accent-color: var(--accent);
  }
  label.check {
    display: inline-flex;
    align-items: center;
    gap: 8px;
    min-height: 32px;
    cursor: pointer;
  }
  @media (pointer: coarse) {
    button.link {
      min-height: 40px;
    }
    button.icon {
      width: 40px;
      min-height: 40px;
    }
  }
`;

export const dialogs = css`
  dialog {
    width: min(560px, calc(100vw - 32px));
    max-height: min(720px, calc(100dvh - 48px));
    margin: auto;
    padding: 0;
    border: 0;
    border-radius: 20px;
    background: var(--paper);
    color: var(--ink);
    box-shadow: 0 12px 48px rgba(0, 0, 0, 0.35);
    overflow: hidden;
  }
  dialog[open] {
    display: flex;
    flex-direction: column;
  }
  dialog::backdrop {
    background: rgba(0, 0, 0, 0.45);
  }
  dialog h2 {
    padding: 20px 24px 4px;
    font-size: 18px;
    font-weight: 500;
    line-height: 1.3;
  }
  dialog .body {
    flex: 1 1 auto;
    min-height: 0;
    padding: 8px 24px 16px;
    overflow-y: auto;
    overflow-wrap: anywhere;
  }
  dialog .feet {
    display: flex;
    flex-wrap: wrap;
    justify-content: flex-end;
    gap: 8px;
    padding: 12px 24px 20px;
  }
  @media (max-width: 480px) {
    dialog h2,
    dialog .body,
    dialog .feet {
      padding-inline: 18px;
    }
  }
`;
