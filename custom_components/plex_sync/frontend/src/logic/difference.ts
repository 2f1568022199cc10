/** The difference between two states: flat paths, the fields that people know first. */

import type { Json, SequenceEdits, State } from "../wire/records.js";
import { isEmpty, isObject, same } from "./values.js";

export type Change = "changed" | "added" | "removed" | "unchanged";

export interface Row {
  path: string;
  change: Change;
  before: Json | undefined;
  after: Json | undefined;
  /** Whether it is a field that has a name for people. */
  known: boolean;
}

/** Fields with names, in the order in which people look for them. */
export const KNOWN_FIELDS = [
  "status",
  "progress",
  "score",
  "repeat",
  "started_at",
  "completed_at",
  "notes",
  "private",
  "hidden_from_status_lists",
  "custom_lists",
  "advanced_scores",
  "priority",
  "tracks",
  "title",
  "summary",
  "poster",
];

const ORDER: Change[] = ["changed", "added", "removed", "unchanged"];

/** Lays an object out as paths; lists are values, empty objects are nothing. */
export function flatten(state: State | null, prefix = ""): Map<string, Json> {
  const found = new Map<string, Json>();
  for (const [name, value] of Object.entries(state ?? {})) {
    const path = prefix + name;
    if (isObject(value)) {
      for (const [inner, each] of flatten(value, `${path}.`)) found.set(inner, each);
    } else {
      found.set(path, value);
    }
  }
  return found;
}

/** Compares two states, changes first. */
export function difference(
  before: State | null,
  after: State | null,
  sequences: Record<string, SequenceEdits> = {},
): Row[] {
  const left = flatten(before);
  const right = flatten(after);
  const paths = new Set([...left.keys(), ...right.keys()]);
  const isWhole = before === null || after === null;
  return [...paths]
    .map((path) => {
      const row = rowOf(path, left.get(path), right.get(path), isWhole);
      // Of a long sequence only a page is here: what changed may stand beyond it.
      if (sequences[path]) row.change = sequences[path].count ? "changed" : "unchanged";
      return row;
    })
    .filter((row) => !(isEmpty(row.before) && isEmpty(row.after)))
    .sort(byWeight);
}

/** The rows that a search and the wish to see unchanged ones leave. */
export function shown(
  rows: Row[],
  search: string,
  unchanged: boolean,
  label: (path: string) => string,
): Row[] {
  const needle = search.trim().toLocaleLowerCase();
  return rows.filter(
    (row) =>
      (unchanged || row.change !== "unchanged") &&
      (!needle ||
        row.path.toLocaleLowerCase().includes(needle) ||
        label(row.path).toLocaleLowerCase().includes(needle)),
  );
}

function rowOf(
  path: string,
  before: Json | undefined,
  after: Json | undefined,
  isWhole: boolean,
): Row {
  const known = rankOf(path) < KNOWN_FIELDS.length;
  const change =
    isWhole && isBlank(before ?? after) ? "unchanged" : changeOf(before, after);
  return { path, change, before, after, known };
}

/** What a new entry holds anyway: 0, or no. */
function isBlank(value: Json | undefined): boolean {
  return value === 0 || value === false;
}

function changeOf(before: Json | undefined, after: Json | undefined): Change {
  if (same(before, after)) return "unchanged";
  if (isEmpty(before)) return "added";
  return isEmpty(after) ? "removed" : "changed";
}

function byWeight(first: Row, second: Row): number {
  return (
    Number(first.change === "unchanged") - Number(second.change === "unchanged") ||
    rankOf(first.path) - rankOf(second.path) ||
    ORDER.indexOf(first.change) - ORDER.indexOf(second.change) ||
    first.path.localeCompare(second.path)
  );
}

function rankOf(path: string): number {
  const place = KNOWN_FIELDS.indexOf(path.split(".")[0] ?? "");
  return place < 0 ? KNOWN_FIELDS.length : place;
}
