/** What can be done with a record, by this user, with this edition of the integration. */

import type { HomeAssistant } from "../wire/hass.js";
import type { Rights, Run, TimelineRecord } from "../wire/records.js";

export type ActionName =
  | "sync"
  | "stop"
  | "get_plan"
  | "apply_plan"
  | "discard_plan"
  | "ignore"
  | "explain"
  | "set_mapping"
  | "remove_mapping"
  | "retry"
  | "undo"
  | "redo"
  | "delete_history"
  | "pin"
  | "unpin"
  | "get_pins"
  | "search_anilist"
  | "create_backup"
  | "preview_backup"
  | "compare_backup"
  | "verify_backup"
  | "keep_backup"
  | "delete_backup"
  | "restore_backup"
  | "sync_all"
  | "sync_playlists"
  | "sync_albums"
  | "update_items"
  | "decide"
  | "forget_decision"
  | "send_to_lidarr"
  | "send_to_slskd";

export type Act =
  "choose" | "retry" | "ignore" | "undo" | "redo" | "pin" | "difference" | "why" | "delete";

const ADMINISTER = new Set<ActionName>([
  "delete_history",
  "set_mapping",
  "remove_mapping",
  "delete_backup",
  "restore_backup",
  "update_items",
]);
const SEE = new Set<ActionName>([
  "get_plan",
  "explain",
  "get_pins",
  "search_anilist",
  "preview_backup",
  "compare_backup",
]);
const UNMAPPED = new Set([
  "no_ids",
  "id_unknown",
  "season_unknown",
  "episode_unknown",
  "other_numbering",
  "ordering_differs",
  "ambiguous",
  "search_unsure",
  "no_such_media",
]);
/** Runs whose changes can be taken back as one. */
const UNDOABLE_RUNS = new Set([
  "full",
  "poll",
  "targeted",
  "retry",
  "apply",
  "redo",
  "restore",
]);

/** Tells what may be done. */
export class Permissions {
  constructor(
    private readonly services: HomeAssistant["services"],
    private readonly rights: Rights,
  ) {}

  /** Whether the action is there, and the user may run it. */
  readonly may = (action: ActionName): boolean => {
    if (!this.services.plex_sync?.[action]) return false;
    if (SEE.has(action)) return true;
    return ADMINISTER.has(action) ? this.rights.administer : this.rights.act;
  };

  /** The acts of a record, the likeliest first. */
  readonly actsOf = (record: TimelineRecord): Act[] => {
    const acts: Act[] = [];
    const open = record.problem !== null && record.closed_at === null;
    const settled = record.outcome !== "pending" && record.problem === null;
    if (open && UNMAPPED.has(record.reason) && record.subjects.length) {
      if (this.may("search_anilist") && this.may("set_mapping")) acts.push("choose");
    }
    if (open && this.may("retry")) acts.push("retry");
    if (open && this.may("ignore")) acts.push("ignore");
    if (settled && record.undone_by === null) {
      if (record.outcome === "undone" && this.may("redo")) acts.push("redo");
      if (record.outcome !== "undone" && this.may("undo")) acts.push("undo");
    }
    // The target of a track's problem is a whole playlist: a pin would say too much.
    const isOfTrack = record.subjects.some(({ kind }) => kind === "track");
    if (record.target !== null && !isOfTrack && this.may("pin")) acts.push("pin");
    if (record.problem === null) acts.push("difference");
    if (record.problem !== null) acts.push("why");
    if (this.may("delete_history") && record.outcome !== "pending") acts.push("delete");
    return acts;
  };

  /** Whether a run can be taken back as one. */
  readonly canUndoRun = (run: Run): boolean => {
    const changes = (run.counts.synced ?? 0) + (run.counts.deleted ?? 0);
    return (
      run.ended_at !== null &&
      changes > 0 &&
      UNDOABLE_RUNS.has(run.kind) &&
      this.may("undo")
    );
  };
}
