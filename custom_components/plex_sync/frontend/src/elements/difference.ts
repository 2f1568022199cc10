/** The difference of a record: changes with their reasons, or both states side by side. */

import { html, nothing, type TemplateResult } from "lit";
import { property, state } from "lit/decorators.js";
import { difference, shown, type Row } from "../logic/difference.js";
import { isEmpty } from "../logic/values.js";
import { controls, tokens } from "../styles/shared.js";
import { messageOf } from "../wire/hass.js";
import type { Detail, Edit, Json, State, TimelineRecord } from "../wire/records.js";
import { copyText } from "./clipboard.js";
import { differenceStyles } from "./difference-styles.js";
import { Part } from "./part.js";
import { named, sequenceEdits } from "./sequence-edits.js";

const STEP = 200;

/** What is told of a change beside its states. */
export type Compared = Pick<TimelineRecord, "record" | "edits" | "more_edits" | "deleted">;
export type States = Omit<Detail, "record">;

export class Difference extends Part {
  @property({ attribute: false }) record!: Compared;
  /** The states, where they are known already; else they are asked for. */
  @property({ attribute: false }) given: States | null = null;
  @state() private detail: States | null = null;
  @state() private error = "";
  @state() private tab: "changes" | "compare" = "changes";
  @state() private search = "";
  @state() private unchanged = false;
  @state() private offset = 0;

  static override styles = [tokens, controls, differenceStyles];

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.given) this.detail = this.given;
    else void this.load(0);
  }

  private async load(offset: number): Promise<void> {
    this.error = "";
    try {
      this.detail = await this.context.api.record(this.record.record, offset);
      this.offset = offset;
    } catch (error) {
      this.error = this.text("difference.failed", { message: messageOf(error) });
    }
  }

  override render(): TemplateResult {
    if (this.error) {
      return html`<div class="box note" role="alert">
        ${this.error}
        <button class="link" @click=${() => this.load(this.offset)}>
          ${this.text("acts.try_again")}
        </button>
      </div>`;
    }
    if (!this.detail) return html`<div class="box note">${this.text("feed.loading")}</div>`;
    return html`<section class="box" aria-label=${this.text("difference.label")}>
      ${this.bar()} ${this.tab === "changes" ? this.changes() : this.compare(this.detail)}
      ${this.pager(this.detail)} ${this.copying(this.detail)}
    </section>`;
  }

  private bar(): TemplateResult {
    const tab = (name: "changes" | "compare") =>
      html`<button
        role="tab"
        id="tab-${name}"
        aria-controls="panel"
        aria-selected=${this.tab === name ? "true" : "false"}
        tabindex=${this.tab === name ? 0 : -1}
        @click=${() => {
          this.tab = name;
        }}
      >
        ${this.text(`difference.${name}`)}
      </button>`;
    return html`<div class="bar">
      <div
        class="tabs"
        role="tablist"
        aria-label=${this.text("difference.label")}
        @keydown=${this.onTabKey}
      >
        ${tab("changes")}${tab("compare")}
      </div>
      ${
        this.tab === "changes"
          ? html`<input
                type="search"
                .value=${this.search}
                placeholder=${this.text("difference.find")}
                aria-label=${this.text("difference.find")}
                @input=${(event: InputEvent) => {
                  this.search = (event.target as HTMLInputElement).value;
                }}
              /><label class="check small quiet">
                <input
                  type="checkbox"
                  .checked=${this.unchanged}
                  @change=${() => {
                    this.unchanged = !this.unchanged;
                  }}
                />${this.text("difference.unchanged")}</label
              >`
          : nothing
      }
    </div>`;
  }

  private onTabKey(event: KeyboardEvent): void {
    if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
    this.tab = this.tab === "changes" ? "compare" : "changes";
    void this.updateComplete.then(() => {
      this.renderRoot.querySelector<HTMLElement>(`#tab-${this.tab}`)?.focus();
    });
  }

  private changes(): TemplateResult {
    const { before, after, sequences } = this.detail ?? { before: null, after: null };
    const rows = difference(before, after, sequences);
    const found = shown(rows, this.search, this.unchanged, this.context.words.label);
    return html`<div id="panel" role="tabpanel" aria-labelledby="tab-changes">
      ${
        found.length
          ? found.map((row) => this.row(row))
          : html`<p class="note">
              ${this.text(this.search ? "difference.none_found" : "difference.none")}
            </p>`
      }
    </div>`;
  }

  private row(row: Row): TemplateResult {
    const show = (value: Json | undefined) => this.context.words.value(row.path, value);
    const label = row.known
      ? this.context.words.label(row.path)
      : html`<code>${row.path}</code>`;
    const reason = this.reasonOf(row);
    const sequence = this.detail?.sequences?.[row.path];
    if (sequence?.count) {
      return html`<div class="row changed">
        <div class="label">${label}</div>
        ${sequenceEdits(this.context, sequence, this.detail?.names ?? {})}
        ${reason ? html`<div class="why">${reason}</div>` : nothing}
      </div>`;
    }
    return html`<div class="row ${row.change}">
      <div class="label">${label}</div>
      ${
        row.change === "unchanged"
          ? html`<div class="same">${show(row.after ?? row.before)}</div>`
          : html`${this.side("before", row.before, show)}${this.side("after", row.after, show)}`
      }
      ${reason ? html`<div class="why">${reason}</div>` : nothing}
    </div>`;
  }

  private side(
    name: "before" | "after",
    value: Json | undefined,
    show: (value: Json | undefined) => string,
  ): TemplateResult {
    const look = isEmpty(value) ? "none" : name === "before" ? "minus" : "plus";
    return html`<div class=${look}>
      <span class="only-heard">${this.text(`difference.${name}`)}</span>${show(value)}
    </div>`;
  }

  /** Why a row is what it is; what nobody asked for was filled in by the service. */
  private reasonOf(row: Row): string {
    const field = row.path.split(".")[0];
    const edit = this.record.edits.find((each: Edit) => each.field === field);
    if (edit) return this.context.say.why(edit);
    const asked = row.change !== "unchanged" && this.record.edits.length > 0;
    const isWhole = this.record.deleted || this.record.more_edits > 0;
    return asked && !isWhole ? this.text("difference.by_service") : "";
  }

  private compare(detail: States): TemplateResult {
    const side = (name: "before" | "after", state: State | null) =>
      html`<div class="side">
        <div class="small quiet">
          ${this.text(`difference.${name}`)} ·
          ${
            state
              ? this.text("difference.fields", { count: Object.keys(state).length })
              : this.text(
                  this.context.profile.kind === "music"
                    ? "difference.no_playlist"
                    : "difference.nothing_there",
                )
          }
        </div>
        ${state ? html`<pre tabindex="0">${JSON.stringify(named(state, detail.names ?? {}), null, 2)}</pre>` : nothing}
      </div>`;
    return html`<div id="panel" class="sides" role="tabpanel" aria-labelledby="tab-compare">
      ${side("before", detail.before)}${side("after", detail.after)}
    </div>`;
  }

  private pager(detail: States): TemplateResult | typeof nothing {
    const lengths = [
      ...Object.values(detail.lengths.before),
      ...Object.values(detail.lengths.after),
      ...Object.values(detail.sequences ?? {}).map(({ count }) => count),
    ];
    const total = Math.max(0, ...lengths);
    if (total <= STEP) return nothing;
    const last = Math.min(total, this.offset + STEP);
    return html`<div class="bar end">
      <button
        class="link"
        aria-label=${this.text("acts.previous")}
        ?disabled=${this.offset === 0}
        @click=${() => this.load(Math.max(0, this.offset - STEP))}
      >
        <span class="arrow" aria-hidden="true">‹</span>
      </button>
      <span class="small quiet"
        >${this.text("difference.page", { first: this.offset + 1, last, total })}</span
      >
      <button
        class="link"
        aria-label=${this.text("acts.next")}
        ?disabled=${last >= total}
        @click=${() => this.load(this.offset + STEP)}
      >
        <span class="arrow" aria-hidden="true">›</span>
      </button>
    </div>`;
  }

  private copying(detail: States): TemplateResult {
    const button = (name: "before" | "after", state: State | null) =>
      html`<button
        class="link small"
        ?disabled=${state === null}
        @click=${async () => {
          const done = await copyText(JSON.stringify(state, null, 2), this.renderRoot);
          this.tell("toast", {
            message: this.text(done ? "difference.copied" : "difference.not_copied"),
          });
        }}
      >
        ${this.text(`acts.copy_${name}`)}
      </button>`;
    return html`<div class="bar end">
      ${button("before", detail.before)}${button("after", detail.after)}
    </div>`;
  }
}
