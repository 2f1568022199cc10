/** Carries out what the user asks for: confirm, act, tell, offer the way back. */

import type { Confirm } from "../dialogs/confirm.js";
import type { Choose } from "../dialogs/choose.js";
import type { PinsDialog } from "../dialogs/pins.js";
import type { Context } from "../elements/part.js";
import type { ActRequest } from "../elements/record.js";
import type { ActionName } from "../logic/acts.js";
import { messageOf } from "../wire/hass.js";
import type { PlanNote, Run, TimelineRecord } from "../wire/records.js";

export interface Dialogs {
  confirm: Confirm;
  choose: Choose;
  pins: PinsDialog;
}

export interface Toast {
  message: string;
  /** The way back, where there is one. */
  action?: { text: string; run: () => Promise<unknown> };
}

/** What `undo`, `redo` and `apply_plan` answer, as far as it is told. */
interface RunAnswer {
  run?: number | null;
  result?: string;
  counts?: Partial<Record<string, number>>;
  changed_since?: unknown[];
  conflicts?: unknown[];
  /** The records that the run has left. */
  records?: number[];
}

const CHANGED_SINCE = "changed_since";

/** Acts for one card. */
export class Performer {
  constructor(
    private readonly context: () => Context,
    private readonly dialogs: () => Dialogs,
    private readonly toast: (toast: Toast) => void,
    private readonly busy: (record: number, isBusy: boolean) => void,
  ) {}

  #text = (key: string, values?: Record<string, string | number>): string =>
    this.context().texts.text(key, values);

  /** Does what a button of a record says. */
  async perform({ act, record }: ActRequest): Promise<void> {
    const acts: Partial<Record<string, (record: TimelineRecord) => Promise<void>>> = {
      undo: this.#undo,
      redo: this.#redo,
      retry: this.#retry,
      ignore: this.#ignore,
      choose: this.#choose,
      delete: this.#delete,
      pin: this.#pin,
    };
    await this.#guarded(async () => {
      this.busy(record.record, true);
      try {
        await acts[act]?.(record);
      } finally {
        this.busy(record.record, false);
      }
    });
  }

  /** Begins a sync. */
  async sync(kind: string): Promise<void> {
    await this.#guarded(async () => {
      const answer = await this.context().api.act<{ queued?: boolean }>("sync", { kind });
      this.toast({ message: this.#text(answer.queued ? "toast.queued" : "toast.sync") });
    });
  }

  /** Ends the run under way. */
  async stop(): Promise<void> {
    await this.#guarded(() => this.context().api.act("stop"));
  }

  /** Takes all changes of a run back. */
  async undoRun(run: Run): Promise<void> {
    const count = (run.counts.synced ?? 0) + (run.counts.deleted ?? 0);
    const when = this.context().formats.moment(run.started_at);
    const { confirmed } = await this.dialogs().confirm.ask({
      title: this.#text("confirm.undo_run_title"),
      texts: [this.#text("confirm.undo_run_text", { count, when })],
      confirm: this.#text("acts.undo_run"),
      danger: true,
    });
    if (!confirmed) return;
    await this.#guarded(async () => {
      const done = await this.#withConflicts("undo", { run_id: run.run });
      if (done) this.#tellReturn("toast.undone_run", "redo", done);
    });
  }

  /** Writes the plan that waits. */
  async applyPlan(plan: PlanNote): Promise<void> {
    const { changes, deleted } = plan.counts;
    const { confirmed } = await this.dialogs().confirm.ask({
      title: this.#text("plan.apply_title"),
      texts: [
        this.#text("plan.apply_text", { count: changes }),
        deleted ? this.#text("plan.apply_deletes", { count: deleted }) : "",
      ],
      confirm: this.#text("acts.apply"),
      danger: deleted > 0,
    });
    if (!confirmed) return;
    await this.#guarded(async () => {
      const answer = await this.context().api.act<RunAnswer>("apply_plan");
      const written = (answer.counts?.synced ?? 0) + (answer.counts?.deleted ?? 0);
      const left = answer.changed_since?.length ?? 0;
      const parts = [this.#text("plan.applied", { count: written })];
      if (left) parts.push(this.#text("plan.changed_since", { count: left }));
      const { run } = answer;
      this.toast({
        message: parts.join(" · "),
        ...(run ? this.#way("undo", { run_id: run }) : {}),
      });
    });
  }

  /** Forgets the plan that waits. */
  async discardPlan(): Promise<void> {
    const { confirmed } = await this.dialogs().confirm.ask({
      title: this.#text("plan.discard_title"),
      texts: [this.#text("plan.discard_text")],
      confirm: this.#text("acts.discard"),
    });
    if (!confirmed) return;
    await this.#guarded(async () => {
      await this.context().api.act("discard_plan");
      this.toast({ message: this.#text("plan.discarded") });
    });
  }

  #undo = async (record: TimelineRecord): Promise<void> => {
    const { title } = record;
    const changes = this.context().say.line(record);
    const { confirmed, option } = await this.dialogs().confirm.ask({
      title: this.#text("confirm.undo_title"),
      texts: [
        record.created
          ? this.#text("confirm.undo_created", { title })
          : this.#text("confirm.undo_text", { title, changes }),
      ],
      confirm: this.#text("acts.undo"),
      danger: record.created,
      ...(this.context().permissions.may("pin")
        ? { option: this.#text("acts.undo_pin") }
        : {}),
    });
    if (!confirmed) return;
    const done = await this.#withConflicts("undo", {
      record_ids: [record.record],
      ...(option ? { pin: true } : {}),
    });
    if (done) this.#tellReturn("toast.undone", "redo", done, title);
  };

  #redo = async (record: TimelineRecord): Promise<void> => {
    const { title } = record;
    const changes = this.context().say.line(record);
    const { confirmed } = await this.dialogs().confirm.ask({
      title: this.#text("confirm.redo_title"),
      texts: [this.#text("confirm.redo_text", { title, changes })],
      confirm: this.#text("acts.redo"),
    });
    if (!confirmed) return;
    const done = await this.#withConflicts("redo", { record_ids: [record.record] });
    if (done) this.#tellReturn("toast.redone", "undo", done, title);
  };

  /** Tells what was taken back or done again, and offers the way back. */
  #tellReturn(key: string, back: "undo" | "redo", done: RunAnswer, title = ""): void {
    const records = done.records ?? [];
    this.toast({
      message: this.#text(key, { title }),
      ...(records.length ? this.#way(back, { record_ids: records }) : {}),
    });
  }

  /** A toast's button that runs an action, where the user may. */
  #way(action: ActionName, data: Record<string, unknown>): Pick<Toast, "action"> {
    const { api, permissions } = this.context();
    if (!permissions.may(action)) return {};
    const text = this.#text(action === "redo" ? "acts.redo" : "acts.undo");
    return { action: { text, run: () => api.act(action, data) } };
  }

  /** Undoes or redoes; where someone has changed it since, the user is asked once more. */
  async #withConflicts(
    action: "undo" | "redo",
    data: Record<string, unknown>,
  ): Promise<RunAnswer | null> {
    const { api } = this.context();
    let done: RunAnswer | null = null;
    let told = "";
    try {
      done = await api.act<RunAnswer>(action, data);
      if (!done.conflicts?.length) return done;
    } catch (error) {
      if (!isConflict(error)) throw error;
      told = messageOf(error);
    }
    const { confirmed } = await this.dialogs().confirm.ask({
      title: this.#text("confirm.conflict_title"),
      texts: [told, this.#text("confirm.conflict_text")],
      confirm: this.#text("confirm.overwrite"),
      danger: true,
    });
    if (!confirmed) return done;
    return api.act<RunAnswer>(action, { ...data, confirm_conflicts: true });
  }

  #retry = async (record: TimelineRecord): Promise<void> => {
    this.toast({ message: this.#text("toast.retry", { title: record.title }) });
    await this.context().api.act("retry", { record_ids: [record.record] });
  };

  #ignore = async (record: TimelineRecord): Promise<void> => {
    const { title } = record;
    const { confirmed } = await this.dialogs().confirm.ask({
      title: this.#text("confirm.ignore_title"),
      texts: [this.#text("confirm.ignore_text", { title })],
      confirm: this.#text("acts.ignore"),
    });
    if (!confirmed) return;
    await this.context().api.act("ignore", { record: record.record });
    this.toast({ message: this.#text("toast.ignored", { title }) });
  };

  #choose = async (record: TimelineRecord): Promise<void> => {
    const hit = await this.dialogs().choose.ask(record);
    if (!hit) return;
    const { api, permissions } = this.context();
    const subject = record.subjects[0]?.key;
    await api.act("set_mapping", { subject, anilist_id: hit.id });
    this.toast({
      message: this.#text("toast.chosen", { title: hit.title }),
      ...this.#way("remove_mapping", { subject }),
    });
    if (permissions.may("retry")) await api.act("retry", { record_ids: [record.record] });
  };

  #delete = async (record: TimelineRecord): Promise<void> => {
    const { title } = record;
    const isProblem = record.problem !== null;
    const { confirmed, option } = await this.dialogs().confirm.ask({
      title: this.#text("confirm.delete_title"),
      texts: [
        this.#text(isProblem ? "confirm.delete_problem_text" : "confirm.delete_text", {
          title,
        }),
      ],
      confirm: this.#text("confirm.delete"),
      danger: true,
      ...(isProblem ? { option: this.#text("confirm.delete_ignore") } : {}),
    });
    if (!confirmed) return;
    await this.context().api.act("delete_history", {
      record_ids: [record.record],
      ...(option ? { ignore: true } : {}),
    });
    this.toast({ message: this.#text("toast.removed") });
  };

  #pin = async (record: TimelineRecord): Promise<void> => {
    if (record.target) await this.dialogs().pins.showOne(record.target, record.title);
  };

  async #guarded(work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.toast({ message: this.#text("state.error", { message: messageOf(error) }) });
    }
  }
}

function isConflict(error: unknown): boolean {
  return (
    typeof error === "object" &&
    error !== null &&
    "translation_key" in error &&
    error.translation_key === CHANGED_SINCE
  );
}
