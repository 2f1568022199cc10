import { Formats } from "../src/format/locale.js";
import { FieldWords } from "../src/logic/fields.js";
import { Sentences } from "../src/logic/sentences.js";
import { Localizer, type Texts } from "../src/texts/localizer.js";
import type { Locale } from "../src/wire/hass.js";
import type { Edit, Run, TimelineRecord } from "../src/wire/records.js";

export const NOW = Date.parse("2026-11-21T20:15:00Z");

export function formats(locale: Partial<Locale> = {}, zone = "UTC"): Formats {
  const whole: Locale = {
    language: "en",
    time_format: "24",
    time_zone: "server",
    ...locale,
  };
  const hass = { locale: whole, config: { time_zone: zone } };
  return new Formats(hass, () => NOW);
}

export function words(scoreFormat: string | null = null, texts?: Texts): FieldWords {
  const shapes = formats();
  return new FieldWords(new Localizer("en", texts, shapes.number), shapes, scoreFormat);
}

export function sentences(scoreFormat: string | null = null): Sentences {
  const shapes = formats();
  const texts = new Localizer("en", undefined, shapes.number);
  return new Sentences(texts, shapes, new FieldWords(texts, shapes, scoreFormat));
}

export function edit(field: string, before: Edit["before"], after: Edit["after"]): Edit {
  return { field, before, after, kind: "set" };
}

export function record(
  id: number,
  { edits = [], ...rest }: Partial<TimelineRecord> = {},
): TimelineRecord {
  return {
    record: id,
    run: 1,
    outcome: "synced",
    problem: null,
    at: "2026-11-21T20:14:00Z",
    first_seen: "2026-11-21T20:14:00Z",
    times: 1,
    closed_at: null,
    target: "1",
    title: `Title ${id}`,
    subtitle: "Season 1",
    section: "Anime",
    subjects: [
      { key: `k${id}`, title: "", subtitle: "", section: "", kind: "season", links: [] },
    ],
    pictures: [],
    links: [],
    edits,
    more_edits: 0,
    created: false,
    deleted: false,
    reason: "",
    message: "",
    details: {},
    undoes: [],
    undone_by: null,
    ...rest,
  };
}

export function run(id: number, rest: Partial<Run> = {}): Run {
  return {
    run: id,
    kind: "full",
    origin: "schedule",
    started_at: "2026-11-21T02:00:00Z",
    ended_at: "2026-11-21T02:00:04Z",
    seconds: 4.1,
    result: "ok",
    reason: "",
    message: "",
    counts: { synced: 2 },
    notes: {},
    ...rest,
  };
}
