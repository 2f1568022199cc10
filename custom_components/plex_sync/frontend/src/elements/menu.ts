/** A menu below a button: how it looks, and where it stands. */

import { css } from "lit";

const GAP = 4;
const EDGE = 8;
/** The height of an item. */
const ITEM = 42;

/** Puts a menu below its button, or above where there is no room; it stands in the top layer. */
export function placeMenu(menu: HTMLElement | null, button: HTMLElement): void {
  if (!menu) return;
  const { top, bottom, left, right } = button.getBoundingClientRect();
  const items = menu.childElementCount;
  const fits = bottom + GAP + items * ITEM + EDGE <= window.innerHeight;
  const isRightToLeft = getComputedStyle(button).direction === "rtl";
  const { style } = menu;
  style.top = fits ? `${bottom + GAP}px` : "auto";
  style.bottom = fits ? "auto" : `${window.innerHeight - top + GAP}px`;
  style.left = isRightToLeft ? `${Math.max(EDGE, left)}px` : "auto";
  style.right = isRightToLeft ? "auto" : `${Math.max(EDGE, window.innerWidth - right)}px`;
}

export const menuStyles = css`
  [popover] {
    position: fixed;
    inset: auto;
    margin: 0;
    padding: 6px 0;
    min-width: 180px;
    border: 1px solid var(--line);
    border-radius: 12px;
    background: var(--paper);
    color: var(--ink);
    box-shadow: 0 6px 24px rgba(0, 0, 0, 0.25);
  }
  .item {
    display: block;
    width: 100%;
    min-height: 40px;
    padding: 9px 16px;
    border: 0;
    border-radius: 0;
    color: var(--ink);
    text-align: start;
  }
  a.item:hover {
    background: var(--wash);
    text-decoration: none;
  }
  .item:focus-visible {
    outline-offset: -2px;
  }
`;
