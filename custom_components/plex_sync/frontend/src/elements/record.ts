/** A line of the timeline. */

import { html, nothing, type TemplateResult } from "lit";
import { property } from "lit/decorators.js";
import type { Act } from "../logic/acts.js";
import type { Piece } from "../logic/sentences.js";
import { controls, tokens } from "../styles/shared.js";
import type { Link, TimelineRecord } from "../wire/records.js";
import { Part, TONES } from "./part.js";
import { recordStyles } from "./record-styles.js";

/** What stands open below a record. */
export type Opened = "difference" | "why" | null;

export interface ActRequest {
  act: Act;
  record: TimelineRecord;
}

export class RecordLine extends Part {
  @property({ attribute: false }) record!: TimelineRecord;
  @property({ attribute: false }) opened: Opened = null;
  @property({ type: Boolean }) busy = false;

  static override styles = [tokens, controls, recordStyles];

  override render(): TemplateResult {
    const { record } = this;
    const tone = TONES[record.outcome] ?? "gone";
    return html`<article class="entry ${tone}" aria-labelledby="title">
      <plex-sync-cover
        .context=${this.context}
        .pictures=${record.pictures}
        .title=${record.title}
        .adult=${record.adult ?? false}
      ></plex-sync-cover>
      <div class="main">
        <div class="top">
          <h3 id="title">${record.title}</h3>
          <time class="small quiet" datetime=${record.at}
            >${this.context.formats.time(record.at)}</time
          >
        </div>
        ${this.origin()} ${record.problem === null ? this.changes() : this.problem()}
        ${this.acts()}
      </div>
      ${this.opened ? html`<div class="below">${this.below()}</div>` : nothing}
    </article>`;
  }

  /** Season, library, links. */
  private origin(): TemplateResult {
    const { record } = this;
    const others = record.subjects.length - 1;
    const words = [
      record.subtitle,
      others > 0 ? this.text("record.subjects", { count: others }) : "",
      record.section,
      record.undone_by === null ? "" : this.text("record.undid"),
    ].filter(Boolean);
    const links = new Map(
      [...record.links, ...record.subjects.flatMap((each) => each.links)].map((link) => [
        link.url,
        link,
      ]),
    );
    return html`<div class="origin small quiet">
      <span class="outcome">${this.text(`outcomes.${record.outcome}`)}</span>
      ${words.map((word) => html`<span>${word}</span>`)}
      ${[...links.values()].slice(0, 4).map((link) => this.link(link))}
    </div>`;
  }

  private link(link: Link): TemplateResult {
    return html`<a
      href=${link.url}
      target="_blank"
      rel="noreferrer noopener"
      aria-label=${this.text("record.open_at", { service: link.label })}
      >${link.label}<ha-icon icon="mdi:open-in-new" aria-hidden="true"></ha-icon
    ></a>`;
  }

  private changes(): TemplateResult {
    return html`<p class="pieces">
      ${this.context.say.pieces(this.record).map((piece) => this.piece(piece))}
    </p>`;
  }

  private piece({ label, from, to }: Piece): TemplateResult {
    return html`<span class="piece"
      >${label ? html`<span>${label}</span>` : nothing}
      ${
        from && to
          ? html`<span class="from">${from}</span
              ><span class="arrow" aria-hidden="true">→</span
              ><span class="only-heard">→</span>`
          : nothing
      }
      ${to ? html`<span class="to">${to}</span>` : nothing}</span
    >`;
  }

  private problem(): TemplateResult {
    const advice = this.context.say.advice(this.record);
    return html`<p class="trouble">${this.context.say.problem(this.record)}</p>
      ${advice ? html`<p class="small quiet">${advice}</p>` : nothing}`;
  }

  private acts(): TemplateResult | typeof nothing {
    const acts = this.context.permissions.actsOf(this.record);
    if (!acts.length) return nothing;
    return html`<div class="acts">${acts.map((act) => this.actButton(act))}</div>`;
  }

  private actButton(act: Act): TemplateResult {
    const opens = act === "difference" || act === "why";
    const isOpen = opens && this.opened === act;
    const isQuiet = act === "delete";
    return html`<button
      class=${isQuiet ? "icon" : "link"}
      ?disabled=${this.busy && !opens}
      aria-expanded=${opens ? String(isOpen) : nothing}
      aria-label=${isQuiet ? this.text("acts.delete") : nothing}
      title=${isQuiet ? this.text("acts.delete") : nothing}
      aria-describedby="title"
      @click=${() => {
        this.tell("act", { act, record: this.record } satisfies ActRequest);
      }}
    >
      ${
        isQuiet
          ? html`<ha-icon icon="mdi:delete-outline"></ha-icon>`
          : this.actName(act, isOpen)
      }
    </button>`;
  }

  private actName(act: Act, isOpen: boolean): string {
    if (isOpen) return this.text(`acts.hide_${act}`);
    const count = this.record.edits.length + this.record.more_edits;
    if (act === "difference" && count > 1) {
      return this.text("acts.difference_count", { count });
    }
    return this.text(`acts.${act}`);
  }

  private below(): TemplateResult {
    return this.opened === "difference"
      ? html`<plex-sync-difference
          .context=${this.context}
          .record=${this.record}
        ></plex-sync-difference>`
      : html`<plex-sync-why
          .context=${this.context}
          .record=${this.record}
        ></plex-sync-why>`;
  }
}
