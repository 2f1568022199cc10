/** A timeline of made-up titles, for the card picker: nothing is asked of anybody. */

import type { Localizer } from "../texts/localizer.js";
import type { HomeAssistant } from "../wire/hass.js";
import type { Edit, Profile, Run, TimelineRecord } from "../wire/records.js";
import { Timeline } from "./timeline.js";

const HOUR = 3_600_000;

/** Returns a timeline that is never opened. */
export function sampleTimeline(hass: () => HomeAssistant, texts: Localizer): Timeline {
  const now = Date.now();
  const timeline = new Timeline(
    hass,
    "",
    () => undefined,
    () => false,
  );
  timeline.standing = "live";
  timeline.profile = profile();
  timeline.counters = { synced: 456, failed: 0, not_found: 1, deleted: 0, undone: 3 };
  timeline.status = {
    activity: "idle",
    running: null,
    progress: null,
    last_sync: iso(now - 120_000),
    last_checked: iso(now - 120_000),
    next_full: iso(now + 8 * HOUR),
    next_poll: null,
    dry_run: false,
    problem: null,
  };
  const season = texts.text("explain.season", { season: 1 });
  const change = (field: string, before: Edit["before"], after: Edit["after"]): Edit => ({
    field,
    before,
    after,
    kind: "set",
    rule: "some_watched",
  });
  timeline.feed.reset(
    [
      record(4, "Frieren: Beyond Journey’s End", season, now, [change("progress", 8, 9)]),
      record(3, "Dororo", season, now, [
        change("progress", 23, 24),
        change("status", "CURRENT", "COMPLETED"),
      ]),
      {
        ...record(2, "Kino’s Travels", season, now, []),
        outcome: "not_found",
        problem: "not_found",
        reason: "id_unknown",
      },
    ],
    [run(now)],
    null,
  );
  return timeline;
}

function profile(): Profile {
  return {
    config_entry_id: "",
    title: "Plex Sync",
    kind: "anime",
    status_entity_id: null,
    rights: { act: false, administer: false },
  };
}

function run(now: number): Run {
  return {
    run: 1,
    kind: "poll",
    origin: "notification",
    started_at: iso(now - 120_000),
    ended_at: iso(now - 118_000),
    seconds: 1.8,
    result: "ok",
    reason: "",
    message: "",
    counts: { synced: 2, not_found: 1 },
    notes: {},
  };
}

function record(
  id: number,
  title: string,
  subtitle: string,
  now: number,
  edits: Edit[],
): TimelineRecord {
  return {
    record: id,
    run: 1,
    outcome: "synced",
    problem: null,
    at: iso(now - 120_000),
    first_seen: iso(now - 120_000),
    times: 1,
    closed_at: null,
    target: null,
    title,
    subtitle,
    section: "Anime",
    subjects: [{ key: "", title, subtitle, section: "Anime", kind: "season", links: [] }],
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
  };
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
