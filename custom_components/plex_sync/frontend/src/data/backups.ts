/** The backups of one profile as they are on the screen, and what is done with them. */

import type { Confirm } from "../dialogs/confirm.js";
import type { Context } from "../elements/part.js";
import { messageOf } from "../wire/hass.js";
import {
  BackupApi,
  type Backup,
  type BackupList,
  type Chosen,
  type Restored,
  type RestoreWish,
} from "../wire/backups.js";
import { ConnectionLost } from "../wire/refusal.js";
import { Acting, type Toast } from "./acting.js";

/** How a restore has ended: with a summary, or with what stood in its way. */
export interface Ending {
  backup: Backup;
  done: Restored | null;
  error: string;
  at: number;
}

/** What can be asked before something is done. */
export interface Questions {
  confirm: Confirm;
  restore: { ask(backup: Backup, chosen: Chosen | null): Promise<RestoreWish | null> };
}

export class Backups extends Acting<Questions> {
  list: BackupList | null = null;
  error = "";
  /** The files that something is done with. */
  busy: ReadonlySet<string> = new Set();
  creating = false;
  /** The backup that is being restored. */
  restoring: Backup | null = null;
  ending: Ending | null = null;
  /** Moves when the list of today has become another by a restore, or by taking it back. */
  epoch = 0;
  #reading = 0;

  constructor(
    context: () => Context,
    questions: () => Questions,
    toast: (toast: Toast) => void,
    private readonly changed: () => void,
  ) {
    super(context, questions, toast);
  }

  get #api(): BackupApi {
    return new BackupApi(this.context().api);
  }

  /** Reads the list; what was there stays until there is an answer. */
  async load(): Promise<void> {
    const reading = ++this.#reading;
    try {
      const list = await this.#api.list();
      if (reading !== this.#reading) return;
      this.list = list;
      this.error = "";
    } catch (error) {
      if (reading !== this.#reading) return;
      this.error = messageOf(error);
    }
    this.changed();
  }

  /** Takes a backup now. */
  async create(): Promise<void> {
    this.creating = true;
    this.changed();
    await this.guarded(async () => {
      const { created } = await this.#api.create();
      this.toast({ message: this.text(created ? "backups.made" : "backups.unchanged") });
    });
    this.creating = false;
    await this.load();
  }

  /** Reads a file anew. */
  verify(backup: Backup): Promise<void> {
    return this.#with(backup, async () => {
      const { check } = await this.#api.verify(backup.backup);
      const state = this.text(`backups.checks.${check}`);
      this.toast({ message: this.text("backups.verified", { state }) });
    });
  }

  /** Marks a file, or takes the mark away. */
  keep(backup: Backup): Promise<void> {
    return this.#with(backup, async () => {
      await this.#api.keep(backup.backup, !backup.keep);
      this.toast({
        message: this.text(backup.keep ? "backups.not_kept" : "backups.is_kept"),
        action: {
          text: this.text("acts.undo"),
          run: () => this.keep({ ...backup, keep: !backup.keep }),
        },
      });
    });
  }

  /** Deletes a file, after a question. */
  async delete(backup: Backup): Promise<void> {
    const { confirmed } = await this.dialogs().confirm.ask({
      title: this.text("backups.delete_title"),
      texts: [
        this.text("backups.delete_text", { when: this.#when(backup) }),
        backup.keep ? this.text("backups.delete_kept") : "",
      ],
      confirm: this.text("backups.delete"),
      danger: true,
    });
    if (!confirmed) return;
    await this.#with(backup, async () => {
      await this.#api.delete(backup.backup);
      this.toast({ message: this.text("backups.deleted") });
    });
  }

  /** Lets the browser save a file. */
  async download(backup: Backup): Promise<void> {
    await this.guarded(async () => {
      const { address } = await this.#api.download(backup.backup);
      const link = document.createElement("a");
      link.href = address;
      link.download = backup.backup;
      link.click();
    });
  }

  /** Restores entries, or all of them, once the user has seen what that does. */
  async restore(backup: Backup, chosen: Chosen | null): Promise<void> {
    const wish = await this.dialogs().restore.ask(backup, chosen);
    if (!wish || (wish.other_account && !(await this.#isMeant(backup)))) return;
    this.restoring = backup;
    this.ending = null;
    this.changed();
    const ending: Ending = { backup, done: null, error: "", at: Date.now() };
    try {
      ending.done = await this.#api.restore(wish);
    } catch (error) {
      ending.error = this.#whatStopped(error);
    }
    this.restoring = null;
    this.ending = ending;
    this.epoch++;
    await this.load();
  }

  /** Forgets how the last restore has ended. */
  dismiss(): void {
    this.ending = null;
    this.changed();
  }

  /** Asks once more before another account's list is written. */
  async #isMeant({ account }: Backup): Promise<boolean> {
    const { confirmed } = await this.dialogs().confirm.ask({
      title: this.text("backups.again_title"),
      texts: [
        this.text("backups.again_text", {
          account: account?.name || account?.id || "?",
          profile: this.context().profile.title,
        }),
      ],
      confirm: this.text("backups.again"),
      danger: true,
    });
    return confirmed;
  }

  #when(backup: Backup): string {
    return this.context().formats.moment(backup.created_at);
  }

  /** A connection that is lost stops no restore. */
  #whatStopped(error: unknown): string {
    const isLost = error instanceof ConnectionLost;
    return isLost ? this.text("backups.lost") : messageOf(error);
  }

  async #with(backup: Backup, work: () => Promise<unknown>): Promise<void> {
    this.busy = new Set([...this.busy, backup.backup]);
    this.changed();
    await this.guarded(work);
    this.busy = new Set([...this.busy].filter((name) => name !== backup.backup));
    await this.load();
  }
}
