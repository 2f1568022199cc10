/** Saved items as the card picker shows them; nothing is asked. */

import type { HomeAssistant } from "../wire/hass.js";
import type { Item } from "../wire/items.js";
import { Items } from "./items.js";

const HOUR = 3_600_000;

function item(title: string, counts: Partial<Item>): Item {
  return {
    item: title,
    kind: "playlist",
    title,
    sync: true,
    interval_days: 0,
    category: "",
    mode: "keep_edits",
    hand_off: true,
    state: "synced",
    total: 0,
    matched: 0,
    review: 0,
    missing: 0,
    last_sync: new Date(Date.now() - 5 * HOUR).toISOString(),
    next_due: null,
    text: "",
    url: "",
    picture: "",
    media_reason: "",
    offer: null,
    ...counts,
  };
}

/** Makes three items of different standing. */
export function sampleItems(hass: () => HomeAssistant): Items {
  const items = new Items(hass, "", () => undefined);
  items.list = [
    item("Morning run", { category: "Sport", total: 42, matched: 42 }),
    item("Liked Songs", {
      kind: "liked",
      total: 318,
      matched: 301,
      review: 5,
      missing: 12,
    }),
    item("Four Seasons Later", { kind: "album", state: "owned", total: 11, matched: 11 }),
  ];
  return items;
}
