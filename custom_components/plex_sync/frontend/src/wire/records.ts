/** What the integration sends: profiles, runs, records, plans. */

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
export type JsonObject = Record<string, Json>;
export type State = JsonObject;

export const OUTCOMES = [
  "synced",
  "failed",
  "not_found",
  "review",
  "deleted",
  "undone",
  "pending",
] as const;
export type Outcome = (typeof OUTCOMES)[number];
export type Counters = Partial<Record<Outcome, number>>;

export interface Rights {
  act: boolean;
  administer: boolean;
}

export interface Profile {
  config_entry_id: string;
  title: string;
  kind: string;
  status_entity_id: string | null;
  rights: Rights;
  score_format?: string | null;
}

export interface Progress {
  stage: string;
  section: string;
  section_index: number;
  section_count: number;
  processed: number;
  total: number | null;
  waiting_seconds: number | null;
}

export interface Status {
  activity: string;
  running: string | null;
  progress: Progress | null;
  last_sync: string | null;
  last_checked: string | null;
  next_full: string | null;
  next_poll: string | null;
  dry_run: boolean;
  problem: { service: string; reason: string; text: string } | null;
}

export interface Subject {
  key: string;
  title: string;
  subtitle: string;
  section: string;
  kind: string;
  links: Link[];
}

export interface Link {
  label: string;
  url: string;
}

export interface Edit {
  field: string;
  kind: "set" | "insert" | "remove" | "move" | "replace";
  before?: Json;
  after?: Json;
  position?: number | null;
  origin?: number | null;
  rule?: string;
  evidence?: JsonObject;
}

export interface TimelineRecord {
  record: number;
  run: number | null;
  outcome: Outcome;
  problem: string | null;
  at: string;
  first_seen: string;
  times: number;
  closed_at: string | null;
  target: string | null;
  title: string;
  subtitle: string;
  section: string;
  subjects: Subject[];
  /** Where a cover may be got, the best first. */
  pictures: string[];
  adult?: boolean;
  links: Link[];
  edits: Edit[];
  more_edits: number;
  created: boolean;
  deleted: boolean;
  reason: string;
  message: string;
  details: JsonObject;
  undoes: number[];
  undone_by: number | null;
}

export interface Run {
  run: number;
  kind: string;
  origin: string;
  started_at: string;
  ended_at: string | null;
  seconds: number | null;
  result: string;
  reason: string;
  message: string;
  counts: Partial<Record<string, number>>;
  notes: Partial<Record<string, number>>;
}

export interface Page {
  records: TimelineRecord[];
  /** The runs that the records belong to. */
  runs: Run[];
  next: number | null;
}

export interface PlanNote {
  at: string;
  reason: string;
  details: JsonObject;
  counts: { changes: number; created: number; deleted: number; lowered: number };
}

/** A change of a kept plan, as `get_plan` answers. */
export interface PlannedChange {
  fingerprint: string;
  target: string;
  title: string;
  subjects: Subject[];
  edits: Edit[];
  conflicts: Edit[];
  creates: boolean;
  deletes: boolean;
  lowers: boolean;
}

/** A page of a kept plan, as `get_plan` answers. */
export interface PlanPage {
  changes: PlannedChange[];
  change_count: number;
  cursor: number | null;
}

export interface Detail {
  record: TimelineRecord;
  before: State | null;
  after: State | null;
  /** How long the sequences are of which the states hold a page. */
  lengths: { before: Record<string, number>; after: Record<string, number> };
  /** What came into each sequence, left it or moved in it: a page. */
  sequences?: Record<string, SequenceEdits>;
  /** What the things in sequences are called; those that are gone have no name. */
  names?: Record<string, string>;
}

export interface SequenceEdits {
  insert: number;
  remove: number;
  move: number;
  replace: number;
  count: number;
  edits: Edit[];
}

export type Push =
  | {
      type: "first";
      profile: Profile;
      status: Status;
      counters: Counters;
      page: Page;
      plan: PlanNote | null;
    }
  | { type: "status"; status: Status }
  | { type: "counters"; counters: Counters }
  | {
      type: "records";
      added: TimelineRecord[];
      changed: TimelineRecord[];
      removed: number[];
      runs: Run[];
    }
  | { type: "plan"; plan: PlanNote | null }
  | { type: "gone"; reason: "reloading" | "removed" };
