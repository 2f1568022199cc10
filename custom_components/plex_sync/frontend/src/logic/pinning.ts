/** Which fields are pinned, of one entry or of several at once. */

import type { Pin } from "../wire/pins.js";

/** Of all entries, of none, or only of some of them. */
export type Mark = "all" | "none" | "some";
export type Marks = ReadonlyMap<string, Mark>;

export interface PinChange {
  pin: Pin;
  added: string[];
  lifted: string[];
}

/** Tells of each field which of the entries have it pinned. */
export function marksOf(pins: readonly Pin[], fields: readonly string[]): Marks {
  return new Map(
    fields.map((field) => {
      const count = pins.filter((pin) => pin.fields.includes(field)).length;
      return [field, count === 0 ? "none" : count === pins.length ? "all" : "some"];
    }),
  );
}

/** What has to change for the marks to hold; a field of "some" stays as it is. */
export function changesFor(pins: readonly Pin[], marks: Marks): PinChange[] {
  const fields = [...marks];
  return pins.flatMap((pin) => {
    const has = (field: string) => pin.fields.includes(field);
    const added = fields.filter(([field, mark]) => mark === "all" && !has(field));
    const lifted = fields.filter(([field, mark]) => mark === "none" && has(field));
    const names = (marked: [string, Mark][]) => marked.map(([field]) => field);
    return added.length || lifted.length
      ? [{ pin, added: names(added), lifted: names(lifted) }]
      : [];
  });
}

/** The way back of a change. */
export function reversed({ pin, added, lifted }: PinChange): PinChange {
  return { pin, added: lifted, lifted: added };
}
