/** A backup beside the list of today: what differs, and what of it to restore. */

import { html, nothing, type TemplateResult } from "lit";
import { property, state } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import { controls, tokens } from "../styles/shared.js";
import {
  BackupApi,
  DIFFERENCES,
  type Backup,
  type Chosen,
  type Comparison,
  type Different,
  type Kind,
} from "../wire/backups.js";
import { messageOf } from "../wire/hass.js";
import type { BackupActRequest } from "./backup-row.js";
import { backupStyles } from "./backup-styles.js";
import { Part } from "./part.js";

const TYPING = 250;

export class BackupCompare extends Part {
  @property({ attribute: false }) backup!: Backup;
  /** Whether a restore is under way. */
  @property({ type: Boolean }) occupied = false;
  /** Moves when the list of today has become another. */
  @property({ attribute: false }) epoch = 0;
  @state() private comparison: Comparison | null = null;
  @state() private found: Different[] = [];
  @state() private kind: Kind | null = null;
  @state() private search = "";
  @state() private chosen = new Map<string, Kind>();
  @state() private loading = false;
  @state() private error = "";
  #question = 0;
  #typing: ReturnType<typeof setTimeout> | undefined;

  static override styles = [tokens, controls, backupStyles];

  override connectedCallback(): void {
    super.connectedCallback();
    void this.load(0);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#typing);
  }

  protected override updated(changed: Map<string, unknown>): void {
    if (changed.get("epoch") !== undefined) this.anew();
  }

  private anew(): void {
    this.comparison = null;
    this.chosen = new Map();
    void this.load(0);
  }

  /** Only the latest question is answered. */
  private async load(cursor: number): Promise<void> {
    const question = ++this.#question;
    this.loading = true;
    this.error = "";
    try {
      const api = new BackupApi(this.context.api);
      const page = await api.compare(this.backup.backup, {
        text: this.search,
        difference: this.kind,
        cursor,
        comparison: this.comparison?.comparison,
      });
      if (question !== this.#question) return;
      const goesOn = cursor > 0 && page.comparison === this.comparison?.comparison;
      this.found = goesOn ? [...this.found, ...page.differences] : page.differences;
      this.comparison = page;
    } catch (error) {
      if (question !== this.#question) return;
      this.error = messageOf(error);
    }
    this.loading = false;
  }

  override render(): TemplateResult {
    const { comparison } = this;
    return html`<section class="box" aria-label=${this.text("backups.compare_label")}>
      ${
        this.error
          ? html`<p class="note bad" role="alert">
              ${this.text("state.error", { message: this.error })}
              <button class="link" @click=${() => this.load(0)}>
                ${this.text("acts.try_again")}
              </button>
            </p>`
          : nothing
      }
      ${
        comparison
          ? this.content(comparison)
          : this.error
            ? nothing
            : html`<p class="note quiet" role="status">
                ${this.text("backups.comparing")}
              </p>`
      }
    </section>`;
  }

  private content(comparison: Comparison): TemplateResult {
    const { counts } = comparison;
    const differing = DIFFERENCES.reduce((sum, kind) => sum + counts[kind], 0);
    const same = this.text("backups.same", { count: counts.same });
    if (!differing) {
      return html`<p class="note" role="status">
        ${this.text("backups.equal")} <span class="quiet">${same}</span>
      </p>`;
    }
    return html`<p class="note small quiet">${this.text("backups.compare_hint")}</p>
      <div class="bar">
        <div class="choices" role="group" aria-label=${this.text("backups.compare_label")}>
          ${this.filter(null, this.text("acts.all"))}
          ${DIFFERENCES.filter((kind) => counts[kind]).map((kind) =>
            this.filter(kind, this.text(`backups.${kind}`, { count: counts[kind] })),
          )}
        </div>
        <span class="small quiet">${same}</span>
        <input
          type="search"
          .value=${this.search}
          placeholder=${this.text("backups.find")}
          aria-label=${this.text("backups.find")}
          @input=${this.onSearch}
        />
      </div>
      ${
        this.found.length
          ? html`<ul @choose-entry=${this.onChoose}>
              ${repeat(
                this.found,
                ({ target }) => target,
                (each) =>
                  html`<plex-sync-backup-entry
                    role="listitem"
                    .context=${this.context}
                    .different=${each}
                    .chosen=${this.chosen.has(each.target)}
                  ></plex-sync-backup-entry>`,
              )}
            </ul>`
          : html`<p class="note quiet">
              ${this.text("choose.none", { text: this.search })}
            </p>`
      }
      ${this.foot(comparison)}`;
  }

  private filter(kind: Kind | null, name: string): TemplateResult {
    return html`<button
      aria-pressed=${this.kind === kind ? "true" : "false"}
      @click=${() => {
        this.kind = kind;
        void this.load(0);
      }}
    >
      ${name}
    </button>`;
  }

  private foot({ cursor }: Comparison): TemplateResult {
    const may = this.context.permissions.may("restore_backup");
    const count = this.chosen.size;
    return html`<div class="bar end foot">
      ${
        cursor === null
          ? nothing
          : html`<button
              class="link"
              ?disabled=${this.loading}
              @click=${() => this.load(cursor)}
            >
              ${this.text(this.loading ? "feed.loading" : "acts.show_more")}
            </button>`
      }
      <span class="spread"></span>
      ${
        may
          ? html`${
              count
                ? this.restoreButton("chosen", () => {
                    this.restore(this.choice());
                  })
                : nothing
            }${this.restoreButton("all", () => {
              this.restore();
            })}`
          : html`<span class="small quiet">${this.text("backups.administrator")}</span>`
      }
    </div>`;
  }

  private restoreButton(which: "chosen" | "all", act: () => void): TemplateResult {
    return html`<button ?disabled=${this.occupied} @click=${act}>
      ${this.text(`backups.restore_${which}`, { count: this.chosen.size })}
    </button>`;
  }

  private choice(): Chosen {
    const chosen = [...this.chosen];
    const targets = (wanted: boolean) =>
      chosen.filter(([, kind]) => (kind === "removed") === wanted).map(([each]) => each);
    return { saved: targets(false), extra: targets(true) };
  }

  private restore(chosen?: Chosen): void {
    this.tell("backup-act", {
      act: "restore",
      backup: this.backup,
      chosen,
    } satisfies BackupActRequest);
  }

  private readonly onChoose = (event: CustomEvent<Different>): void => {
    const { target, difference } = event.detail;
    const chosen = new Map(this.chosen);
    if (!chosen.delete(target)) chosen.set(target, difference);
    this.chosen = chosen;
  };

  private readonly onSearch = (event: InputEvent): void => {
    this.search = (event.target as HTMLInputElement).value;
    clearTimeout(this.#typing);
    this.#typing = setTimeout(() => void this.load(0), TYPING);
  };
}
