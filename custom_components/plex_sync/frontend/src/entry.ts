/** Loaded on every page: tells of the card, and defines its thin shell. */

import { TIMELINE } from "./config.js";
import { define, whenReady } from "./define.js";
import { TimelineShell } from "./shell.js";

interface CardOffer {
  type: string;
  name: string;
  description: string;
  preview: boolean;
  documentationURL: string;
  getEntitySuggestion?: (hass: unknown, entityId: string) => unknown;
}

declare global {
  interface Window {
    customCards?: CardOffer[];
  }
}

window.customCards ??= [];
if (!window.customCards.some(({ type }) => type === TIMELINE)) {
  window.customCards.push({
    type: TIMELINE,
    name: "Plex Sync timeline",
    description: "What was synced and why, live; with undo, retry and pins.",
    preview: true,
    documentationURL: "https://github.com/plex-sync/plex-sync",
  });
}

void whenReady().then(() => {
  define(TIMELINE, TimelineShell);
});
