/** How a restore has ended: what was restored, what was left and why, the way back. */

import { css, html, nothing, type TemplateResult } from "lit";
import { property } from "lit/decorators.js";
import type { Ending } from "../data/backups.js";
import { controls, tokens } from "../styles/shared.js";
import type { Left, Restored } from "../wire/backups.js";
import { reasonOf } from "./backup-words.js";
import { Part } from "./part.js";

export class BackupEnding extends Part {
  @property({ attribute: false }) ending!: Ending;
  /** Where the timeline is, if the user has said so. */
  @property() timeline = "";

  static override styles = [
    tokens,
    controls,
    css`
      :host {
        display: block;
        margin: 0 16px 14px;
      }
      section {
        padding: 12px 14px;
        border: 1px solid color-mix(in srgb, var(--tone) 50%, transparent);
        border-radius: var(--round);
        background: color-mix(in srgb, var(--tone) 9%, transparent);
      }
      .top {
        display: flex;
        gap: 8px;
        align-items: baseline;
      }
      h3 {
        flex: 1;
        min-width: 0;
        font-size: 15px;
        font-weight: var(--ha-font-weight-medium, 500);
      }
      .top .icon {
        align-self: start;
        margin: -6px -8px -6px 0;
      }
      details {
        margin-top: 6px;
      }
      summary {
        cursor: pointer;
      }
      details ul {
        max-height: 220px;
        margin-top: 4px;
        overflow-y: auto;
      }
      li {
        padding: 3px 0;
        overflow-wrap: anywhere;
      }
      .acts {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
        align-items: center;
        margin-top: 10px;
      }
    `,
  ];

  override render(): TemplateResult {
    const { done, error } = this.ending;
    const clean = done && !done.errors.length && done.result !== "stopped";
    const tone = error ? "bad" : clean ? "good" : "warn";
    return html`<section
      class=${tone}
      role="status"
      aria-label=${this.text("backups.ending")}
    >
      <div class="top">
        <h3>${this.heading()}</h3>
        <button
          class="icon"
          aria-label=${this.text("acts.close")}
          @click=${() => {
            this.tell("dismiss-ending");
          }}
        >
          <ha-icon icon="mdi:close"></ha-icon>
        </button>
      </div>
      ${error ? html`<p>${error}</p>` : nothing} ${done ? this.summary(done) : nothing}
    </section>`;
  }

  private heading(): string {
    const { done, error } = this.ending;
    if (error) return this.text("backups.not_restored");
    if (done?.result === "stopped") return this.text("backups.stopped");
    return this.text("backups.restored_from", {
      when: this.context.formats.moment(this.ending.backup.created_at),
    });
  }

  private summary(done: Restored): TemplateResult {
    const { restored, skipped, errors } = done;
    const parts = [
      this.text("backups.restored", { count: restored }),
      this.text("backups.skipped", { count: skipped.length }),
      this.text("backups.errors", { count: errors.length }),
      this.context.formats.duration(done.seconds),
    ];
    const changes = (done.counts.synced ?? 0) + (done.counts.deleted ?? 0);
    const mayUndo =
      done.run !== null && changes > 0 && this.context.permissions.may("undo");
    return html`<p>${parts.join(" · ")}</p>
      ${this.lefts("backups.errors", errors, true)}
      ${this.lefts("backups.skipped", skipped, false)}
      <div class="acts">
        ${
          mayUndo
            ? html`<button
                @click=${() => {
                  this.tell("undo-restore", done);
                }}
              >
                ${this.text("backups.undo")}
              </button>`
            : nothing
        }
        ${
          this.timeline
            ? html`<a href=${this.timeline}>${this.text("backups.show_timeline")}</a>`
            : html`<span class="small quiet">${this.text("backups.in_timeline")}</span>`
        }
      </div>`;
  }

  private lefts(
    key: string,
    lefts: Left[],
    open: boolean,
  ): TemplateResult | typeof nothing {
    if (!lefts.length) return nothing;
    return html`<details ?open=${open}>
      <summary>${this.text(key, { count: lefts.length })}</summary>
      <ul class="small">
        ${lefts.map(
          (left) =>
            html`<li>
              <b>${left.title || left.target || "?"}</b> ·
              <span class="quiet">${reasonOf(this.context, left)}</span>
            </li>`,
        )}
      </ul>
    </details>`;
  }
}
