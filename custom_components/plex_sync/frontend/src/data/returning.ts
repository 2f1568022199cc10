/** Takes changes back, and makes them again; what was changed since is asked about. */

import type { Refusal } from "../wire/hass.js";
import type { Json, Run, TimelineRecord } from "../wire/records.js";
import { Acting } from "./acting.js";

type Action = "undo" | "redo";

/** A target that holds something else than was left there. */
interface Conflict {
  title: string;
  fields: { field: string; there: Json; wanted: Json }[];
}

/** What `undo` and `redo` answer, as far as it is told. */
interface Answer {
  conflicts?: Conflict[];
  /** What was left as it is: changed since, pinned, not allowed. */
  skipped?: unknown[];
  /** The records that the run has left. */
  records?: number[];
}

const CHANGED_SINCE = "changed_since";
const MOST_SHOWN = 6;

export class Returning extends Acting {
  /** Takes all changes of a run back; says whether that was done. */
  async undoRun(run: Pick<Run, "run" | "counts" | "started_at">): Promise<boolean> {
    const count = (run.counts.synced ?? 0) + (run.counts.deleted ?? 0);
    const when = this.context().formats.moment(run.started_at);
    const { confirmed } = await this.dialogs().confirm.ask({
      title: this.text("confirm.undo_run_title"),
      texts: [this.text("confirm.undo_run_text", { count, when })],
      confirm: this.text("acts.undo_run"),
      danger: true,
    });
    if (!confirmed) return false;
    return this.guarded(async () => {
      const done = await this.#settled("undo", { run_id: run.run });
      if (done) this.#tell("toast.undone_run", "redo", done);
      return done !== null;
    });
  }

  /** Takes a change back; with a pin, where the user says so. */
  async undo(record: TimelineRecord): Promise<void> {
    const { title } = record;
    const { permissions, say } = this.context();
    const { confirmed, option } = await this.dialogs().confirm.ask({
      title: this.text("confirm.undo_title"),
      texts: [
        record.created
          ? this.text("confirm.undo_created", { title })
          : this.text("confirm.undo_text", { title, changes: say.line(record) }),
      ],
      confirm: this.text("acts.undo"),
      danger: record.created,
      ...(permissions.may("pin") ? { option: this.text("acts.undo_pin") } : {}),
    });
    if (!confirmed) return;
    const done = await this.#settled("undo", {
      record_ids: [record.record],
      ...(option ? { pin: true } : {}),
    });
    if (done) this.#tell("toast.undone", "redo", done, title);
  }

  /** Makes a change again that was taken back. */
  async redo(record: TimelineRecord): Promise<void> {
    const { title } = record;
    const changes = this.context().say.line(record);
    const { confirmed } = await this.dialogs().confirm.ask({
      title: this.text("confirm.redo_title"),
      texts: [this.text("confirm.redo_text", { title, changes })],
      confirm: this.text("acts.redo"),
    });
    if (!confirmed) return;
    const done = await this.#settled("redo", { record_ids: [record.record] });
    if (done) this.#tell("toast.redone", "undo", done, title);
  }

  /** Does it; where something has changed since, only when that is confirmed. */
  async #settled(action: Action, data: Record<string, unknown>): Promise<Answer | null> {
    const { api } = this.context();
    let done: Answer | null = null;
    let conflicts: Conflict[] = [];
    try {
      done = await api.act<Answer>(action, data);
      conflicts = done.conflicts ?? [];
      if (!conflicts.length) return done;
    } catch (error) {
      if ((error as Refusal).translation_key !== CHANGED_SINCE) throw error;
      if (action === "undo") conflicts = await this.#conflictsOf(data);
    }
    const { confirmed } = await this.dialogs().confirm.ask({
      title: this.text("confirm.conflict_title"),
      texts: [this.text("confirm.conflict_text"), ...this.#lines(conflicts)],
      confirm: this.text("confirm.overwrite"),
      danger: true,
    });
    if (!confirmed) return done;
    return api.act<Answer>(action, { ...data, confirm_conflicts: true });
  }

  /** Asks what stands in the way of an undo; nothing is done. */
  async #conflictsOf(data: Record<string, unknown>): Promise<Conflict[]> {
    const plan = { ...data, dry_run: true };
    return (await this.context().api.act<Answer>("undo", plan)).conflicts ?? [];
  }

  /** Says what would be overwritten: "Title: Episode 9 → 3". */
  #lines(conflicts: Conflict[]): string[] {
    const { say } = this.context();
    const lines = conflicts.slice(0, MOST_SHOWN).map(({ title, fields }) => {
      const changes = say.changes(
        fields.map(({ field, there, wanted }) => ({
          field,
          kind: "set" as const,
          before: there,
          after: wanted,
        })),
      );
      return changes ? this.text("confirm.redo_text", { title, changes }) : title;
    });
    const more = conflicts.length - lines.length;
    return more > 0 ? [...lines, this.text("pieces.more", { count: more })] : lines;
  }

  /** Tells what was done and what was left, and offers the way back. */
  #tell(key: string, back: Action, done: Answer, title = ""): void {
    const records = done.records ?? [];
    const left = done.skipped?.length ?? 0;
    const parts = [
      this.text(key, { title }),
      left ? this.text("toast.left", { count: left }) : "",
    ];
    this.toast({
      message: parts.filter(Boolean).join(" · "),
      ...(records.length ? this.way(back, { record_ids: records }) : {}),
    });
  }
}
