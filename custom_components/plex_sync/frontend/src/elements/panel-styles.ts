/** How the panel looks: as Home Assistant's own pages do. */

import { css } from "lit";

export const panelStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    height: calc(
      100dvh - var(--safe-area-inset-top, 0px) - var(--safe-area-inset-bottom, 0px)
    );
    background: var(--primary-background-color);
    color: var(--primary-text-color);
  }
  header {
    display: flex;
    flex: none;
    gap: 4px 24px;
    align-items: center;
    box-sizing: border-box;
    height: var(--header-height, 56px);
    padding: 0 12px;
    border-bottom: var(--app-header-border-bottom, 1px solid var(--divider-color));
    background: var(--app-header-background-color, var(--card-background-color));
    color: var(--app-header-text-color, var(--primary-text-color));
  }
  h1 {
    margin: 0;
    padding-inline-start: 12px;
    overflow: hidden;
    font-size: var(--ha-font-size-xl, 20px);
    font-weight: var(--ha-font-weight-normal, 400);
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .menu {
    width: 48px;
    height: 48px;
    margin-inline-start: -8px;
    border-color: transparent;
    color: inherit;
  }
  nav {
    display: flex;
    align-self: stretch;
    min-width: 0;
    overflow-x: auto;
    scrollbar-width: none;
  }
  nav a {
    display: flex;
    gap: 8px;
    align-items: center;
    padding: 0 14px;
    border-bottom: 2px solid transparent;
    color: inherit;
    text-decoration: none;
    white-space: nowrap;
    opacity: 0.75;
    --mdc-icon-size: 20px;
  }
  nav a[aria-current] {
    border-color: currentcolor;
    opacity: 1;
  }
  nav a:focus-visible {
    outline: 2px solid currentcolor;
    outline-offset: -4px;
  }
  main {
    flex: 1 1 auto;
    box-sizing: border-box;
    width: 100%;
    max-width: 1200px;
    min-height: 0;
    margin: 0 auto;
    padding: 16px;
    overflow-y: auto;
  }
  :host([narrow]) main {
    padding: 0;
    --ha-card-border-radius: 0;
    --ha-card-border-width: 0;
  }
  :host([narrow]) nav a ha-icon {
    display: none;
  }
  :host([narrow]) header {
    gap: 4px;
  }
  /* On a phone the tabs say enough; a screen reader still hears the name. */
  :host([narrow]) h1:has(+ nav) {
    position: absolute;
    width: 1px;
    height: 1px;
    clip-path: inset(50%);
  }
`;
