/** What is chosen about several saved items at once. Pure. */

import type { Item } from "../wire/items.js";

export const MODES = ["keep_edits", "mirror", "append"] as const;

/** What several items can be given together. */
export type Choices = Pick<
  Item,
  "sync" | "interval_days" | "category" | "mode" | "hand_off"
>;

/** Items that had the same values before they were changed. */
export interface Former {
  items: string[];
  choices: Partial<Choices>;
}

const NAMES = ["sync", "interval_days", "category", "mode", "hand_off"] as const;

/** The values that all items share; what differs among them is left out. */
export function sharedChoices(items: readonly Item[]): Partial<Choices> {
  const [first, ...others] = items;
  if (!first) return {};
  const names = NAMES.filter((name) => others.every((item) => item[name] === first[name]));
  return picked(first, names);
}

/** What of a draft is not so already for every item. */
export function changedChoices(
  items: readonly Item[],
  draft: Partial<Choices>,
): Partial<Choices> {
  const shared = sharedChoices(items);
  return picked(
    draft,
    NAMES.filter((name) => name in draft && draft[name] !== shared[name]),
  );
}

/** The way back: what items had, those of equal values together. */
export function formerChoices(items: readonly Item[], changes: Partial<Choices>): Former[] {
  const names = NAMES.filter((name) => name in changes);
  const groups = new Map<string, Former>();
  for (const item of items) {
    const choices = picked(item, names);
    const key = JSON.stringify(choices);
    const group = groups.get(key) ?? { items: [], choices };
    group.items.push(item.item);
    groups.set(key, group);
  }
  return [...groups.values()];
}

function picked(
  values: Partial<Choices>,
  names: readonly (keyof Choices)[],
): Partial<Choices> {
  return Object.fromEntries(names.map((name) => [name, values[name]]));
}
