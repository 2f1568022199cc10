/** Fields and their values in the words of people. */

import type { Formats } from "../format/locale.js";
import type { Localizer } from "../texts/localizer.js";
import type { Json } from "../wire/records.js";
import { isEmpty } from "./values.js";

const LONGEST = 120;
const SMILEYS = [
  [35, "🙁"],
  [60, "😐"],
  [101, "🙂"],
] as const;

/** How one user sees fields and values. */
export class FieldWords {
  constructor(
    private readonly texts: Localizer,
    private readonly formats: Formats,
    private readonly scoreFormat: string | null | undefined,
  ) {}

  /** "Progress"; a path without a name stays a path. */
  readonly label = (path: string): string => {
    const [head = "", ...rest] = path.split(".");
    const name = this.texts.maybe(`fields.${head}`);
    if (name === undefined) return path;
    return rest.length ? `${name} · ${rest.join(" · ")}` : name;
  };

  /** A value as it is shown beside its label. */
  readonly value = (path: string, value: Json | undefined): string => {
    if (isEmpty(value)) return this.texts.text("values.empty");
    const field = path.split(".")[0] ?? "";
    if (typeof value === "boolean")
      return this.texts.text(value ? "values.yes" : "values.no");
    if (typeof value === "number") return this.#number(field, value);
    if (typeof value === "string") return this.#string(field, value);
    if (Array.isArray(value)) return cut(value.map((each) => plain(each)).join(", "));
    return cut(JSON.stringify(value));
  };

  /** A score, as the user rates on AniList. */
  readonly score = (raw: number): string => {
    switch (this.scoreFormat) {
      case "POINT_10_DECIMAL":
        return `${this.formats.number(raw / 10, 1)}/${this.formats.number(10)}`;
      case "POINT_10":
        return `${this.formats.number(clamped(Math.round(raw / 10), 10))}/${this.formats.number(10)}`;
      case "POINT_5":
        return "★".repeat(clamped(Math.round(raw / 20), 5)).padEnd(5, "☆");
      case "POINT_3":
        return SMILEYS.find(([below]) => raw <= below)?.[1] ?? "🙂";
      default:
        return `${this.formats.number(raw)}/${this.formats.number(100)}`;
    }
  };

  #number(field: string, value: number): string {
    if (field === "score") return this.score(value);
    if (field === "progress") return this.texts.text("values.episodes", { count: value });
    if (field === "repeat") return this.texts.text("values.times", { count: value });
    return this.formats.number(value, 2);
  }

  #string(field: string, value: string): string {
    if (field === "status") return this.texts.maybe(`statuses.${value}`) ?? value;
    if (field.endsWith("_at") && /^\d{4}(-\d\d){0,2}$/.test(value)) {
      return this.formats.partialDay(value);
    }
    return cut(value);
  }
}

function clamped(value: number, highest: number): number {
  return Math.max(1, Math.min(value, highest));
}

function plain(value: Json): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** A long text, cut where people stop to read. */
export function cut(text: string, longest = LONGEST): string {
  return text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
}
