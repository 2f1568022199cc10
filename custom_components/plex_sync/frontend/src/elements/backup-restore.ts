/** Shows what a restore would do, and lets the user say that this is meant. */

import { html, nothing, type TemplateResult } from "lit";
import { property, query, state } from "lit/decorators.js";
import { controls, dialogs, tokens } from "../styles/shared.js";
import {
  BackupApi,
  type Backup,
  type Chosen,
  type Restored,
  type RestoreWish,
} from "../wire/backups.js";
import { messageOf } from "../wire/hass.js";
import type { Status } from "../wire/records.js";
import { countOf, planShown } from "./backup-plan.js";
import { restoreStyles } from "./backup-restore-styles.js";
import { Part } from "./part.js";

/** What must be ticked before it may begin. */
type Consent = "other_account" | "insist";

export class BackupRestore extends Part {
  @property({ attribute: false }) status: Status | null = null;
  @state() private backup: Backup | null = null;
  @state() private plan: Restored | null = null;
  @state() private exact = false;
  @state() private given = new Set<Consent>();
  @state() private error = "";
  @query("dialog") private dialog!: HTMLDialogElement;
  #chosen: Chosen | null = null;
  #answer: ((wish: RestoreWish | null) => void) | undefined;
  #question = 0;

  static override styles = [tokens, controls, dialogs, restoreStyles];

  /** Shows the plan; resolves with what to restore, or `null` where nothing is. */
  async ask(backup: Backup, chosen: Chosen | null): Promise<RestoreWish | null> {
    this.backup = backup;
    this.#chosen = chosen;
    this.exact = chosen !== null && !chosen.saved.length;
    this.given = new Set();
    void this.load();
    await this.updateComplete;
    this.dialog.returnValue = "";
    this.dialog.showModal();
    return new Promise((resolve) => {
      this.#answer = resolve;
    });
  }

  private get wish(): RestoreWish {
    const { saved, extra } = this.#chosen ?? {};
    return {
      backup: this.backup?.backup ?? "",
      exact: this.exact,
      ...(saved ? { entries: this.exact ? [...saved, ...(extra ?? [])] : saved } : {}),
    };
  }

  private async load(): Promise<void> {
    const question = ++this.#question;
    this.plan = null;
    this.error = "";
    try {
      const plan = await new BackupApi(this.context.api).plan(this.wish);
      if (question === this.#question) this.plan = plan;
    } catch (error) {
      if (question === this.#question) this.error = messageOf(error);
    }
  }

  /** What the user has to say in so many words. */
  private get needed(): Consent[] {
    const { backup } = this;
    const needed: Consent[] = [];
    if (backup && !backup.own) needed.push("other_account");
    if (backup && backup.check !== "sound") needed.push("insist");
    return needed;
  }

  private get count(): number {
    return countOf(this.plan);
  }

  private readonly onClose = (): void => {
    this.#question++;
    const confirmed = this.dialog.returnValue === "yes";
    const consents = Object.fromEntries(this.needed.map((each) => [each, true]));
    this.#answer?.(
      confirmed ? { ...this.wish, ...consents, plan: this.plan?.plan_name } : null,
    );
    this.#answer = undefined;
    this.backup = null;
  };

  override render(): TemplateResult {
    const { backup } = this;
    return html`<dialog aria-labelledby="title" @close=${this.onClose}>
      ${
        backup
          ? html`<h2 id="title">
                ${this.text(
                  this.#chosen ? "backups.restore_chosen_title" : "backups.restore_title",
                  { when: this.context.formats.moment(backup.created_at) },
                )}
              </h2>
              <div class="body">
                ${this.consents(backup)} ${this.shown()} ${this.exactBox(backup)}
                <p class="small quiet">${this.text("backups.restore_safe")}</p>
              </div>
              ${this.feet()}`
          : nothing
      }
    </dialog>`;
  }

  private consents(backup: Backup): TemplateResult[] {
    const account = backup.account?.name || backup.account?.id || "?";
    const state = this.text(`backups.checks.${backup.check}`);
    return this.needed.map(
      (consent) =>
        html`<div class="consent">
          <p>${this.text(`backups.needs_${consent}`, { account, state })}</p>
          <label class="check"
            ><input
              type="checkbox"
              .checked=${this.given.has(consent)}
              @change=${() => {
                const given = new Set(this.given);
                if (!given.delete(consent)) given.add(consent);
                this.given = given;
              }}
            />${this.text(`backups.says_${consent}`, { account })}</label
          >
        </div>`,
    );
  }

  private shown(): TemplateResult {
    if (this.error) {
      return html`<p class="bad" role="alert">
        ${this.text("state.error", { message: this.error })}
        <button class="link" @click=${() => this.load()}>
          ${this.text("acts.try_again")}
        </button>
      </p>`;
    }
    const { plan } = this;
    if (!plan) return this.planning();
    return planShown(this.context, plan, this.exact);
  }

  /** AniList may let one wait; the progress says so. */
  private planning(): TemplateResult {
    return html`<p class="quiet" role="status">${this.text("backups.planning")}</p>
      ${
        this.status?.running
          ? html`<plex-sync-progress
              .context=${this.context}
              .status=${this.status}
            ></plex-sync-progress>`
          : nothing
      }`;
  }

  /** Only what is in order can say what to delete. */
  private exactBox(backup: Backup): TemplateResult | typeof nothing {
    const extra = this.#chosen ? this.#chosen.extra.length : (this.plan?.newer ?? 0);
    if (backup.check !== "sound" || (!extra && !this.exact)) return nothing;
    return html`<label class="check"
      ><input
        type="checkbox"
        .checked=${this.exact}
        @change=${() => {
          this.exact = !this.exact;
          void this.load();
        }}
      />${this.text("backups.exact", { count: extra })}</label
    >`;
  }

  private feet(): TemplateResult {
    const ready = this.count > 0 && this.needed.every((each) => this.given.has(each));
    const deletes = (this.plan?.planned.deleted ?? 0) > 0;
    return html`<div class="feet">
      <button
        @click=${() => {
          this.dialog.close();
        }}
      >
        ${this.text("acts.cancel")}
      </button>
      <button
        class=${deletes || this.needed.length ? "danger" : "filled"}
        ?disabled=${!ready}
        @click=${() => {
          this.dialog.close("yes");
        }}
      >
        ${this.text("backups.restore_count", { count: this.count })}
      </button>
    </div>`;
  }
}
