/** What happened, why, and what can be done: records in sentences. */

import type { Formats } from "../format/locale.js";
import type { Localizer, Values } from "../texts/localizer.js";
import type { Edit, Json, JsonObject, TimelineRecord } from "../wire/records.js";
import type { FieldWords } from "./fields.js";
import { cut } from "./fields.js";
import { isEmpty, isObject, textOf } from "./values.js";

/** A piece of the line that says what changed: "Episode 8 → 9". */
export interface Piece {
  label: string;
  from: string;
  to: string;
}

const SHOWN_EPISODES = 6;
const MUSIC = new Set(["playlist", "album", "liked", "track"]);
/** Reasons why something did not get into a playlist on Plex. */
const WRITING = new Set([
  "changed_meanwhile",
  "refused",
  "not_applied",
  "not_kept",
  "not_clearable",
]);
const WITH_TIME = ["at", "last_viewed_at"];

/** Says things about records in one user's language. */
export class Sentences {
  constructor(
    private readonly texts: Localizer,
    private readonly formats: Formats,
    private readonly words: FieldWords,
  ) {}

  /** What changed, in pieces of one line. */
  readonly pieces = (record: PieceSource): Piece[] => {
    const isMusic = isOfMusic(record);
    if (record.deleted) {
      return [this.#word(isMusic ? "pieces.playlist_deleted" : "pieces.deleted")];
    }
    const created = isMusic ? "pieces.playlist_created" : "pieces.created";
    const pieces: Piece[] = record.created ? [this.#word(created)] : [];
    let more = record.more_edits;
    const lists = new Map<string, Edit[]>();
    const hasStatus = record.edits.some((edit) => edit.field === "status");
    for (const edit of record.edits) {
      if (edit.kind !== "set") {
        lists.set(edit.field, [...(lists.get(edit.field) ?? []), edit]);
      } else if (edit.field === "poster") {
        pieces.push(this.#word("pieces.poster"));
      } else if (
        !(isFilm(record) && edit.field === "progress" && hasStatus) &&
        !(isMusic && record.created && edit.field === "title")
      ) {
        pieces.push(this.#piece(edit));
      }
    }
    for (const [field, edits] of lists) {
      // What is new holds nothing yet: all that is not told beside is added too.
      const untold = record.created && lists.size === 1 ? more : 0;
      pieces.push(this.#listPiece(field, edits, untold));
      more -= untold;
    }
    if (more) pieces.push(this.#word("pieces.more", { count: more }));
    return pieces;
  };

  /** The pieces as plain text, for a plan, a toast or a screen reader. */
  readonly line = (record: PieceSource): string =>
    this.pieces(record).map(plainPiece).join(" · ");

  /** Edits as plain text, of what has no other facts. */
  readonly changes = (edits: Edit[]): string =>
    edits.map((edit) => plainPiece(this.#piece(edit))).join(" · ");

  /** Why a field was set: its rule and the evidence for it. */
  readonly why = (edit: Edit): string => {
    const rule = edit.rule ?? "";
    if (!rule) return "";
    return (
      this.texts.maybe(`rules.${rule}`, this.#values(edit.evidence ?? {})) ??
      this.texts.text("rules.unknown", { rule })
    );
  };

  /** What is wrong with a problem's subject. */
  readonly problem = (record: TimelineRecord): string => {
    const values: Values = {
      ...this.#values(record.details),
      title: record.title,
      season: record.subtitle,
      message: record.message,
      service: this.#service(record),
    };
    const fields = record.details.fields;
    const named: Values = Array.isArray(fields)
      ? { fields: this.formats.list(fields.map((each) => this.words.label(textOf(each)))) }
      : {};
    const kept: Values = record.reason.startsWith("not_")
      ? { fields: this.#fieldNames(record.message) }
      : {};
    return (
      this.#reason(record, "text", { ...values, ...kept, ...named }) ??
      this.#unmatched(record) ??
      (record.message || this.texts.text("reasons.unknown.text", { reason: record.reason }))
    );
  };

  /** What the user can do about it; empty where there is nothing to say. */
  readonly advice = (record: TimelineRecord): string =>
    this.#reason(record, "advice", {
      ...this.#values(record.details),
      service: this.#service(record),
    }) ?? (isOfMusic(record) && this.#unmatched(record) ? this.#matchAdvice(record) : "");

  /** What was tried, for who wants to know. */
  readonly tried = (record: TimelineRecord): string[] => {
    const { ids, episodes, candidates, total } = record.details;
    const lines: string[] = [];
    // Plex's own guid says nothing to people, nor to the mappings.
    const told = (Array.isArray(ids) ? ids : []).map(textOf).filter(isForeign);
    if (told.length) lines.push(this.texts.text("tried.ids", { ids: told.join(", ") }));
    if (
      Array.isArray(episodes) &&
      episodes.length &&
      typeof total === "number" &&
      total > 1
    ) {
      lines.push(
        this.texts.text("tried.episodes", {
          count: episodes.length,
          total,
          episodes: this.#episodes(episodes),
        }),
      );
    }
    const names = Array.isArray(candidates) ? this.#names(candidates) : "";
    if (names) lines.push(this.texts.text("tried.candidates", { names }));
    if (record.times > 1) {
      lines.push(
        this.texts.text("tried.times", {
          count: record.times,
          since: this.formats.moment(record.first_seen),
        }),
      );
    }
    return lines;
  };

  /** A text about a reason; music may have words of its own for it. */
  #reason(record: TimelineRecord, part: "text" | "advice", values: Values) {
    const { maybe } = this.texts;
    const own = isOfMusic(record)
      ? maybe(`reasons.${record.reason}_music.${part}`, values)
      : undefined;
    return own ?? maybe(`reasons.${record.reason}.${part}`, values);
  }

  /** Why no track of the library was taken for one of a playlist. */
  #unmatched(record: TimelineRecord): string | undefined {
    const why = this.texts.maybe(`matching.${record.reason}`);
    if (why === undefined) return undefined;
    const key = record.problem === "review" ? "tried.unsure" : "tried.missing";
    return this.texts.text(key, { why });
  }

  #matchAdvice(record: TimelineRecord): string {
    const isReview = record.problem === "review";
    return this.texts.text(isReview ? "tried.unsure_advice" : "tried.missing_advice");
  }

  #piece(edit: Edit): Piece {
    const label =
      this.texts.maybe(`pieces.labels.${edit.field}`) ?? this.words.label(edit.field);
    const show = (value: Json | undefined) =>
      edit.field === "progress" || edit.field === "repeat"
        ? this.formats.number(Number(value ?? 0))
        : cut(this.words.value(edit.field, value), 40);
    const from = isEmpty(edit.before) ? "" : show(edit.before);
    const to = show(edit.after);
    return { label: edit.field === "status" ? "" : label, from, to };
  }

  #listPiece(field: string, edits: Edit[], untold: number): Piece {
    const count = (kind: string) =>
      edits.filter((edit) => edit.kind === kind).length + (kind === "insert" ? untold : 0);
    const parts = (["insert", "remove", "move"] as const)
      .filter((kind) => count(kind))
      .map((kind) => this.texts.text(`pieces.${kind}`, { count: count(kind) }));
    return { label: this.words.label(field), from: "", to: parts.join(" · ") };
  }

  #word(key: string, values: Values = {}): Piece {
    return { label: this.texts.text(key, values), from: "", to: "" };
  }

  /** The evidence, each value as it stands in a sentence. */
  #values(evidence: JsonObject): Values {
    const values: Values = {};
    for (const [name, value] of Object.entries(evidence)) {
      if (typeof value === "number") {
        values[name] = WITH_TIME.includes(name) ? this.formats.moment(value * 1000) : value;
      } else if (Array.isArray(value)) {
        values[name] = this.#episodes(value);
      } else if (value === null) {
        values[name] = "?";
      } else if (!isObject(value)) {
        values[name] = String(value);
      }
    }
    return values;
  }

  #episodes(values: Json[]): string {
    const ranges = asRanges(values.filter((each) => typeof each === "number"));
    const texts = ranges.map(([first, last]) =>
      first === last
        ? this.formats.number(first)
        : `${this.formats.number(first)}–${this.formats.number(last)}`,
    );
    const rest =
      texts.length > SHOWN_EPISODES ? [...texts.slice(0, SHOWN_EPISODES), "…"] : texts;
    return rest.join(", ");
  }

  #names(candidates: Json[]): string {
    return this.formats.list(
      candidates
        .map((each) => (isObject(each) ? (each.title ?? each.id) : each))
        .filter((each) => !isEmpty(each))
        .slice(0, 3)
        .map(textOf),
    );
  }

  #fieldNames(message: string): string {
    if (message === "*") return this.texts.text("values.whole_entry");
    return this.formats.list(message.split(", ").map((name) => this.words.label(name)));
  }

  #service(record: TimelineRecord): string {
    const isMusic = isOfMusic(record);
    if (isMusic && WRITING.has(record.reason)) return "Plex";
    const other = record.links.find((link) => link.label !== "Plex")?.label;
    return other ?? (isMusic ? "Plex" : "AniList");
  }
}

interface PieceSource {
  edits: Edit[];
  more_edits: number;
  created: boolean;
  deleted: boolean;
  subjects: { kind: string }[];
}

/** Whether an id is one of a catalogue, not Plex's own. */
function isForeign(id: string): boolean {
  return !id.startsWith("plex:");
}

/** Whether a record is about a saved item or a track of one. */
function isOfMusic(record: PieceSource): boolean {
  return record.subjects.some(({ kind }) => MUSIC.has(kind));
}

function isFilm(record: PieceSource): boolean {
  return (
    record.subjects.length > 0 && record.subjects.every(({ kind }) => kind === "movie")
  );
}

/** Numbers as ranges: 1, 2, 3, 7 becomes 1–3, 7. */
export function asRanges(numbers: number[]): [number, number][] {
  const ranges: [number, number][] = [];
  for (const number of [...numbers].sort((a, b) => a - b)) {
    const last = ranges.at(-1);
    if (last && number === last[1] + 1) last[1] = number;
    else ranges.push([number, number]);
  }
  return ranges;
}

function plainPiece({ label, from, to }: Piece): string {
  return [label, from && to ? `${from} → ${to}` : from || to].filter(Boolean).join(" ");
}
