/** The list of backups, newest first, with what stands open below each. */

import { css, html, nothing, type TemplateResult } from "lit";
import { property, state } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import { controls, tokens } from "../styles/shared.js";
import type { Backup, BackupList as List } from "../wire/backups.js";
import type { BackupActRequest, Opened } from "./backup-row.js";
import { Part } from "./part.js";

const COLUMNS = ["made", "account", "count", "size", "acts"] as const;
const NUMBERS = new Set<string>(["count", "size"]);

export class BackupList extends Part {
  @property({ attribute: false }) list!: List;
  @property({ attribute: false }) busy: ReadonlySet<string> = new Set();
  /** Whether a run is under way that no restore may meet. */
  @property({ type: Boolean }) occupied = false;
  /** Moves when the list of today has become another. */
  @property({ attribute: false }) epoch = 0;
  @state() private opened = new Map<string, Opened>();

  static override styles = [
    tokens,
    controls,
    css`
      :host {
        display: flex;
        flex: 1 1 auto;
        flex-direction: column;
        min-height: 0;
        container: backups / inline-size;
      }
      .scroller {
        flex: 1 1 auto;
        min-height: 120px;
        max-height: var(--list-height, 640px);
        overflow-y: auto;
        overscroll-behavior: contain;
        scrollbar-width: thin;
      }
      .table {
        display: grid;
        grid-template-columns: minmax(190px, 1fr) minmax(70px, auto) auto auto auto;
        column-gap: 18px;
      }
      .heads,
      .body {
        display: grid;
        grid-column: 1 / -1;
        grid-template-columns: subgrid;
      }
      .heads {
        padding: 0 16px 6px;
        color: var(--quiet);
        font-size: var(--small);
      }
      .number {
        text-align: end;
      }
      .below {
        grid-column: 1 / -1;
        min-width: 0;
        padding: 2px 16px 14px;
      }
      .empty {
        display: grid;
        gap: 8px;
        justify-items: center;
        padding: 24px 24px 32px;
        border-top: 1px solid var(--line);
        text-align: center;
        text-wrap: balance;
        --mdc-icon-size: 32px;
      }
      .empty ha-icon {
        color: var(--quiet);
      }
      .empty p {
        max-width: 460px;
      }
      @container (max-width: 700px) {
        .table {
          grid-template-columns: minmax(0, 1fr);
        }
        .heads {
          position: absolute;
          width: 1px;
          height: 1px;
          overflow: hidden;
          clip-path: inset(50%);
        }
      }
    `,
  ];

  override connectedCallback(): void {
    super.connectedCallback();
    this.addEventListener("backup-act", this.onAct);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.removeEventListener("backup-act", this.onAct);
  }

  private readonly onAct = (event: Event): void => {
    const { act, backup } = (event as CustomEvent<BackupActRequest>).detail;
    if (act !== "preview" && act !== "compare") return;
    event.stopPropagation();
    const opened = new Map(this.opened);
    if (opened.get(backup.backup) === act) opened.delete(backup.backup);
    else opened.set(backup.backup, act);
    this.opened = opened;
  };

  override render(): TemplateResult {
    const { backups } = this.list;
    if (!backups.length) return this.empty();
    return html`<div
      class="scroller"
      tabindex="0"
      role="region"
      aria-label=${this.text("backups.label")}
    >
      <div class="table" role="table" aria-label=${this.text("backups.label")}>
        <div class="heads" role="row">
          ${COLUMNS.map(
            (name) =>
              html`<div role="columnheader" class=${NUMBERS.has(name) ? "number" : ""}>
                <span class=${name === "acts" ? "only-heard" : ""}
                  >${this.text(`backups.columns.${name}`)}</span
                >
              </div>`,
          )}
        </div>
        <div class="body" role="rowgroup">
          ${repeat(
            backups,
            ({ backup }) => backup,
            (backup) => this.item(backup),
          )}
        </div>
      </div>
    </div>`;
  }

  private item(backup: Backup): TemplateResult {
    const opened = this.opened.get(backup.backup) ?? null;
    return html`<plex-sync-backup-row
        role="row"
        .context=${this.context}
        .backup=${backup}
        .opened=${opened}
        .busy=${this.busy.has(backup.backup)}
        .occupied=${this.occupied}
      ></plex-sync-backup-row>
      ${
        opened
          ? html`<div class="below" role="row">
              <div role="cell" aria-colspan=${COLUMNS.length}>
                ${this.below(backup, opened)}
              </div>
            </div>`
          : nothing
      }`;
  }

  private below(backup: Backup, opened: Opened): TemplateResult {
    return opened === "preview"
      ? html`<plex-sync-backup-preview
          .context=${this.context}
          .backup=${backup}
        ></plex-sync-backup-preview>`
      : html`<plex-sync-backup-compare
          .context=${this.context}
          .backup=${backup}
          .occupied=${this.occupied || this.busy.has(backup.backup)}
          .epoch=${this.epoch}
        ></plex-sync-backup-compare>`;
  }

  private empty(): TemplateResult {
    return html`<div class="empty">
      <ha-icon icon="mdi:archive-clock-outline"></ha-icon>
      <p>${this.text("backups.none")}</p>
      <p class="small quiet">
        ${this.text("backups.none_hint", { folder: this.list.folder })}
      </p>
    </div>`;
  }
}
