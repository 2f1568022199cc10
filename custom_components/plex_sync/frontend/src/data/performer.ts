/** Carries out what the user asks for: confirm, act, tell, offer the way back. */

import type { ActRequest } from "../elements/record.js";
import type { Context } from "../elements/part.js";
import type { PlanNote, TimelineRecord } from "../wire/records.js";
import type { Dialogs, Toast } from "./acting.js";
import { Returning } from "./returning.js";

export type { Dialogs, Toast } from "./acting.js";

/** What `apply_plan` answers, as far as it is told. */
interface Applied {
  run?: number | null;
  counts?: Partial<Record<string, number>>;
  changed_since?: unknown[];
}

/** Acts for one card. */
export class Performer extends Returning {
  constructor(
    context: () => Context,
    dialogs: () => Dialogs,
    toast: (toast: Toast) => void,
    private readonly busy: (record: number, isBusy: boolean) => void,
  ) {
    super(context, dialogs, toast);
  }

  /** Does what a button of a record says. */
  async perform({ act, record }: ActRequest): Promise<void> {
    const acts: Partial<Record<string, (record: TimelineRecord) => Promise<void>>> = {
      undo: (each) => this.undo(each),
      redo: (each) => this.redo(each),
      retry: this.#retry,
      ignore: this.#ignore,
      choose: this.#choose,
      delete: this.#delete,
      pin: this.#pin,
    };
    await this.guarded(async () => {
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
    await this.guarded(async () => {
      const answer = await this.context().api.act<{ queued?: boolean }>("sync", { kind });
      this.toast({ message: this.text(answer.queued ? "toast.queued" : "toast.sync") });
    });
  }

  /** Ends the run under way. */
  async stop(): Promise<void> {
    await this.guarded(() => this.context().api.act("stop"));
  }

  /** Writes the plan that waits. */
  async applyPlan(plan: PlanNote): Promise<void> {
    const { changes, deleted } = plan.counts;
    const { confirmed } = await this.dialogs().confirm.ask({
      title: this.text("plan.apply_title"),
      texts: [
        this.text("plan.apply_text", { count: changes }),
        deleted ? this.text("plan.apply_deletes", { count: deleted }) : "",
      ],
      confirm: this.text("acts.apply"),
      danger: deleted > 0,
    });
    if (!confirmed) return;
    await this.guarded(async () => {
      const answer = await this.context().api.act<Applied>("apply_plan");
      const written = (answer.counts?.synced ?? 0) + (answer.counts?.deleted ?? 0);
      const left = answer.changed_since?.length ?? 0;
      const parts = [this.text("plan.applied", { count: written })];
      if (left) parts.push(this.text("plan.changed_since", { count: left }));
      const { run } = answer;
      this.toast({
        message: parts.join(" · "),
        ...(run ? this.way("undo", { run_id: run }) : {}),
      });
    });
  }

  /** Forgets the plan that waits. */
  async discardPlan(): Promise<void> {
    const { confirmed } = await this.dialogs().confirm.ask({
      title: this.text("plan.discard_title"),
      texts: [this.text("plan.discard_text")],
      confirm: this.text("acts.discard"),
    });
    if (!confirmed) return;
    await this.guarded(async () => {
      await this.context().api.act("discard_plan");
      this.toast({ message: this.text("plan.discarded") });
    });
  }

  #retry = async (record: TimelineRecord): Promise<void> => {
    this.toast({ message: this.text("toast.retry", { title: record.title }) });
    await this.context().api.act("retry", { record_ids: [record.record] });
  };

  #ignore = async (record: TimelineRecord): Promise<void> => {
    const { title } = record;
    const { confirmed } = await this.dialogs().confirm.ask({
      title: this.text("confirm.ignore_title"),
      texts: [this.text("confirm.ignore_text", { title })],
      confirm: this.text("acts.ignore"),
    });
    if (!confirmed) return;
    await this.context().api.act("ignore", { record: record.record });
    this.toast({ message: this.text("toast.ignored", { title }) });
  };

  #choose = async (record: TimelineRecord): Promise<void> => {
    const hit = await this.dialogs().choose.ask(record);
    if (!hit) return;
    const { api, permissions } = this.context();
    const subject = record.subjects[0]?.key;
    await api.act("set_mapping", { subject, anilist_id: hit.id });
    this.toast({
      message: this.text("toast.chosen", { title: hit.title }),
      ...this.way("remove_mapping", { subject }),
    });
    if (permissions.may("retry")) await api.act("retry", { record_ids: [record.record] });
  };

  #delete = async (record: TimelineRecord): Promise<void> => {
    const { title } = record;
    const isProblem = record.problem !== null;
    const { confirmed, option } = await this.dialogs().confirm.ask({
      title: this.text("confirm.delete_title"),
      texts: [
        this.text(isProblem ? "confirm.delete_problem_text" : "confirm.delete_text", {
          title,
        }),
      ],
      confirm: this.text("confirm.delete"),
      danger: true,
      ...(isProblem ? { option: this.text("confirm.delete_ignore") } : {}),
    });
    if (!confirmed) return;
    await this.context().api.act("delete_history", {
      record_ids: [record.record],
      ...(option ? { ignore: true } : {}),
    });
    this.toast({ message: this.text("toast.removed") });
  };

  #pin = async (record: TimelineRecord): Promise<void> => {
    if (record.target) await this.dialogs().pins.showOne(record.target, record.title);
  };
}
