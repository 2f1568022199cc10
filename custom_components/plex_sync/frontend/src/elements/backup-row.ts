/** A backup in the list: when, whose, how much, whether it is in order, what can be done. */

import { html, nothing, type TemplateResult } from "lit";
import { property } from "lit/decorators.js";
import { controls, tokens } from "../styles/shared.js";
import type { Backup, Check, Chosen } from "../wire/backups.js";
import { backupRowStyles } from "./backup-row-styles.js";
import { menuStyles, placeMenu } from "./menu.js";
import { Part } from "./part.js";

/** What stands open below a backup. */
export type Opened = "preview" | "compare";

export type BackupAct = Opened | "restore" | "verify" | "keep" | "download" | "delete";

export interface BackupActRequest {
  act: BackupAct;
  backup: Backup;
  /** The entries to restore; `undefined`: all. */
  chosen?: Chosen;
}

const IN_PART = new Set<Check>(["faulty", "edited", "cut_off", "incomplete"]);

/** Whether anything in a file can be compared and restored. */
export function isUsable({ check, entry_count: count }: Backup): boolean {
  return check === "sound" || (IN_PART.has(check) && count !== null);
}

/** The tone of what a file is: a class of the shared styles. */
export function toneOf(backup: Backup): string {
  if (backup.check === "sound") return "good";
  if (backup.check === "not_checked") return "gone";
  return isUsable(backup) ? "warn" : "bad";
}

export class BackupRow extends Part {
  @property({ attribute: false }) backup!: Backup;
  @property({ attribute: false }) opened: Opened | null = null;
  @property({ type: Boolean }) busy = false;
  /** Whether a restore is under way, so that no other may begin. */
  @property({ type: Boolean }) occupied = false;

  static override styles = [tokens, controls, menuStyles, backupRowStyles];

  override render(): TemplateResult {
    const { backup } = this;
    return html`<div class="made" role="cell">${this.made()}</div>
      <div class="account" role="cell">${this.account()}</div>
      <div class="entries number" role="cell">
        ${
          backup.entry_count === null
            ? html`<span class="none quiet">–</span>`
            : html`<span class="wide">${this.number(backup.entry_count)}</span
                ><bdi class="slim"
                  >${this.text("backups.entries", { count: backup.entry_count })}</bdi
                >`
        }
      </div>
      <div class="size number" role="cell">
        <bdi>${this.context.formats.size(backup.size)}</bdi>
      </div>
      <div class="acts" role="cell">${this.acts()}</div>`;
  }

  private made(): TemplateResult {
    const { backup } = this;
    const { moment, relative } = this.context.formats;
    const state = this.text(`backups.checks.${backup.check}`);
    return html`<time class="when" id="when" datetime=${backup.created_at}
        >${moment(backup.created_at)}</time
      >
      <span class="meta small"
        ><span class="quiet">${relative(backup.created_at)}</span>
        <span class="state ${toneOf(backup)}">${state}</span>
        ${
          backup.keep
            ? html`<span class="quiet"
                ><ha-icon icon="mdi:pin" aria-hidden="true"></ha-icon
                >${this.text("backups.kept")}</span
              >`
            : nothing
        }</span
      >
      <code class="file quiet" title=${backup.backup}>${backup.backup}</code>`;
  }

  private account(): TemplateResult {
    const { account, own, format } = this.backup;
    const notes = [
      account && !own ? this.text("backups.other_account") : "",
      format === "plexanibridge" ? "PlexAniBridge" : "",
    ].filter(Boolean);
    return html`${
      account ? account.name || account.id : html`<span class="wide quiet">–</span>`
    }${
      notes.length
        ? html`<span class="note small ${own ? "quiet" : "warn"}"
            >${notes.join(" · ")}</span
          >`
        : nothing
    }`;
  }

  private acts(): TemplateResult {
    const { permissions } = this.context;
    const usable = isUsable(this.backup);
    const looks = this.backup.check !== "link" && permissions.may("preview_backup");
    return html`${looks ? this.opener("preview") : nothing}
    ${usable && permissions.may("compare_backup") ? this.opener("compare") : nothing}
    ${
      usable && permissions.may("restore_backup")
        ? html`<button
            class="link"
            ?disabled=${this.busy || this.occupied}
            aria-describedby="when"
            @click=${() => {
              this.act("restore");
            }}
          >
            ${this.text("backups.restore_ask")}
          </button>`
        : nothing
    }
    ${this.menu()}`;
  }

  private opener(name: Opened): TemplateResult {
    const isOpen = this.opened === name;
    // Of what is no good there is nothing to preview, but something to say.
    const shown = isUsable(this.backup) ? name : "details";
    return html`<button
      class="link"
      aria-expanded=${String(isOpen)}
      aria-describedby="when"
      @click=${() => {
        this.act(name);
      }}
    >
      ${this.text(`backups.open_${shown}`)}
    </button>`;
  }

  private menu(): TemplateResult | typeof nothing {
    const { permissions, profile } = this.context;
    const { keep, check } = this.backup;
    const isLink = check === "link";
    const offers: [BackupAct, string, boolean][] = [
      ["verify", "backups.verify", !isLink && permissions.may("verify_backup")],
      ["keep", keep ? "backups.unkeep" : "backups.keep", permissions.may("keep_backup")],
      ["download", "backups.download", !isLink && profile.rights.administer],
      ["delete", "backups.delete_ask", !isLink && permissions.may("delete_backup")],
    ];
    const offered = offers.filter(([act, , may]) => may && !(isLink && act === "keep"));
    if (!offered.length) return nothing;
    return html`<button
        class="icon"
        popovertarget="menu"
        aria-label=${this.text("backups.more")}
        aria-describedby="when"
        ?disabled=${this.busy}
        @click=${(event: MouseEvent) => {
          const menu = this.renderRoot.querySelector<HTMLElement>("#menu");
          placeMenu(menu, event.currentTarget as HTMLElement);
        }}
      >
        <ha-icon icon="mdi:dots-vertical"></ha-icon>
      </button>
      <div id="menu" popover>
        ${offered.map(
          ([act, key]) =>
            html`<button
              class="item"
              @click=${() => {
                this.renderRoot.querySelector<HTMLElement>("#menu")?.hidePopover();
                this.act(act);
              }}
            >
              ${this.text(key)}
            </button>`,
        )}
      </div>`;
  }

  private number(value: number): string {
    return this.context.formats.number(value);
  }

  private act(act: BackupAct): void {
    this.tell("backup-act", { act, backup: this.backup } satisfies BackupActRequest);
  }
}
