/** Values of states: which are empty, which are alike. */

import type { Json, JsonObject } from "../wire/records.js";

/** Whether a value says nothing: `null`, an empty text, an empty list. */
export function isEmpty(value: Json | undefined): boolean {
  if (value === null || value === undefined || value === "") return true;
  if (Array.isArray(value)) return value.length === 0;
  return typeof value === "object" && Object.keys(value).length === 0;
}

/** Whether two values are the same, as JSON; all empty values are. */
export function same(first: Json | undefined, second: Json | undefined): boolean {
  if (isEmpty(first) || isEmpty(second)) return isEmpty(first) && isEmpty(second);
  return canonical(first) === canonical(second);
}

/** JSON with its keys in order. */
export function canonical(value: Json | undefined): string {
  return JSON.stringify(value ?? null, (_, part: Json) =>
    isObject(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}

/** Whether a value is an object with keys. */
export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A value as text: a string as it is, anything else as JSON. */
export function textOf(value: Json | undefined): string {
  return typeof value === "string" ? value : JSON.stringify(value ?? null);
}
