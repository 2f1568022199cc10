/** Loaded on every page: tells of the cards and of the dashboard, and defines their shells. */

import { CARDS } from "./cards.js";
import { STRATEGY } from "./config.js";
import { define, whenReady } from "./define.js";
import { DashboardStrategy } from "./strategy-shell.js";

const DOCUMENTATION = "https://github.com/plex-sync/plex-sync";

interface Offer {
  type: string;
  name: string;
  description: string;
  documentationURL: string;
}

interface CardOffer extends Offer {
  preview: boolean;
}

interface StrategyOffer extends Offer {
  strategyType: string;
}

declare global {
  interface Window {
    customCards?: CardOffer[];
    customStrategies?: StrategyOffer[];
  }
}

/** Adds an offer to a list of a picker, unless it is there already. */
function offer<T extends Offer>(list: T[], added: T): void {
  if (!list.some(({ type }) => type === added.type)) list.push(added);
}

for (const { type, name, description } of CARDS) {
  offer((window.customCards ??= []), {
    type,
    name,
    description,
    preview: true,
    documentationURL: DOCUMENTATION,
  });
}
offer((window.customStrategies ??= []), {
  type: STRATEGY,
  strategyType: "dashboard",
  name: "Plex Sync",
  description: "A view for each profile: its cards, and its entities beside them.",
  documentationURL: DOCUMENTATION,
});

void whenReady().then(() => {
  for (const { type, shell } of CARDS) define(type, shell);
  define(`ll-strategy-dashboard-${STRATEGY}`, DashboardStrategy);
});
