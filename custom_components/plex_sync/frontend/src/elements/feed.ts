/** The feed: runs and their records, newest first, loaded while one scrolls. */

import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { property, query, state } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import type { ActRequest, Opened } from "./record.js";
import { groupKey, type Chunk, type Feed, type Filter } from "../logic/feed.js";
import { controls, tokens } from "../styles/shared.js";
import type { Run, TimelineRecord } from "../wire/records.js";
import { feedStyles } from "./feed-styles.js";
import { Part } from "./part.js";

/** From here on, what is new waits until the user comes back to the top. */
export const SCROLLED = 120;
const ROW_HEIGHT = 124;

export class FeedList extends Part {
  @property({ attribute: false }) feed!: Feed;
  @property({ attribute: false }) version = 0;
  @property({ attribute: false }) filter!: Filter;
  @property({ attribute: false }) busy: ReadonlySet<number> = new Set();
  @property({ type: Boolean }) loading = false;
  @property() error = "";
  @state() private opened = new Map<number, Opened>();
  @state() private far = new Set<number>();
  @query(".scroller") private scroller!: HTMLElement;
  #heights = new Map<number, number>();
  #chunkObserver: IntersectionObserver | undefined;
  #endObserver: IntersectionObserver | undefined;

  static override styles = [tokens, controls, feedStyles];

  /** Whether the user reads further down. */
  get isScrolled(): boolean {
    return this.hasUpdated && this.scroller.scrollTop > SCROLLED;
  }

  scrollToTop(): void {
    this.scroller.scrollTo({ top: 0 });
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.addEventListener("act", this.onAct);
    if (this.hasUpdated) this.observe();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.removeEventListener("act", this.onAct);
    this.#chunkObserver?.disconnect();
    this.#endObserver?.disconnect();
  }

  protected override firstUpdated(): void {
    this.observe();
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has("version") || changed.has("loading")) this.watch();
  }

  private observe(): void {
    const root = this.scroller;
    this.#chunkObserver = new IntersectionObserver(
      (entries) => {
        const far = new Set(this.far);
        for (const { target, isIntersecting, boundingClientRect } of entries) {
          const key = Number((target as HTMLElement).dataset.key);
          if (isIntersecting) far.delete(key);
          else if (boundingClientRect.height > 0) {
            this.#heights.set(key, boundingClientRect.height);
            far.add(key);
          }
        }
        if (far.size !== this.far.size || [...far].some((key) => !this.far.has(key))) {
          this.far = far;
        }
      },
      { root, rootMargin: "1600px 0px" },
    );
    this.#endObserver = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) this.tell("load-more");
      },
      { root, rootMargin: "600px 0px" },
    );
    this.watch();
  }

  /** Observes what is there now; an observer tells of each target once at first. */
  private watch(): void {
    this.#chunkObserver?.disconnect();
    this.#endObserver?.disconnect();
    for (const chunk of this.renderRoot.querySelectorAll(".chunk")) {
      this.#chunkObserver?.observe(chunk);
    }
    const end = this.renderRoot.querySelector(".end");
    if (end && !this.loading) this.#endObserver?.observe(end);
  }

  private readonly onAct = (event: Event): void => {
    const { act, record } = (event as CustomEvent<ActRequest>).detail;
    if (act !== "difference" && act !== "why") return;
    event.stopPropagation();
    const opened = new Map(this.opened);
    if (opened.get(record.record) === act) opened.delete(record.record);
    else opened.set(record.record, act);
    this.opened = opened;
  };

  override render(): TemplateResult {
    const waiting = this.feed.held.size;
    return html`${waiting ? this.newButton(waiting) : nothing}
      <div
        class="scroller"
        tabindex="0"
        role="region"
        aria-label=${this.text("feed.label")}
      >
        ${repeat(
          this.feed.chunks,
          (chunk) => chunk.key,
          (chunk, index) => this.chunk(chunk, index),
        )}
        ${this.foot()}
      </div>`;
  }

  private newButton(count: number): TemplateResult {
    return html`<button
      class="filled fresh"
      @click=${() => {
        this.tell("let-in");
        this.scrollToTop();
      }}
    >
      ↑ ${this.text("feed.new", { count })}
    </button>`;
  }

  private chunk(chunk: Chunk, index: number): TemplateResult {
    const { key, records } = chunk;
    if (this.far.has(key)) {
      const height = this.#heights.get(key) ?? records.length * ROW_HEIGHT;
      return html`<div class="chunk" data-key=${key} style="height:${height}px"></div>`;
    }
    const above = this.feed.chunks[index - 1]?.records.at(-1);
    return html`<ul class="chunk" data-key=${key}>
      ${repeat(
        records,
        (record) => record.record,
        (record, place) => this.item(record, place ? records[place - 1] : above),
      )}
    </ul>`;
  }

  private item(record: TimelineRecord, above: TimelineRecord | undefined): TemplateResult {
    const { dayKey } = this.context.formats;
    const isFirst = !above || groupKey(above, dayKey) !== groupKey(record, dayKey);
    return html`<li>
      ${isFirst ? this.heading(record) : nothing}
      <plex-sync-record
        .context=${this.context}
        .record=${record}
        .opened=${this.opened.get(record.record) ?? null}
        .busy=${this.busy.has(record.record)}
      ></plex-sync-record>
    </li>`;
  }

  private heading(record: TimelineRecord): TemplateResult {
    const run = record.run === null ? undefined : this.feed.runs.get(record.run);
    const { moment, dayName } = this.context.formats;
    const when = run ? moment(run.started_at) : dayName(record.at);
    return html`<div class="run">
      <span class="words"
        >${[when, ...(run ? this.runWords(run) : [])].filter(Boolean).join(" · ")}</span
      >
      ${
        run && this.context.permissions.canUndoRun(run) && !this.feed.isUndone(run)
          ? html`<button
              class="link small"
              @click=${() => {
                this.tell("undo-run", run);
              }}
            >
              ${this.text("acts.undo_run")}
            </button>`
          : nothing
      }
    </div>`;
  }

  private runWords(run: Run): string[] {
    const count = (...names: string[]) =>
      names.reduce((sum, name) => sum + (run.counts[name] ?? 0), 0);
    const changes = count("synced", "deleted", "undone");
    const problems = count("failed", "not_found", "review");
    return [
      this.context.texts.maybe(`kinds.${run.kind}`) ?? run.kind,
      changes ? this.text("feed.changes", { count: changes }) : "",
      problems ? this.text("feed.problems", { count: problems }) : "",
      run.seconds === null ? "" : this.context.formats.duration(run.seconds),
      this.context.texts.maybe(`results.${run.result}`) ?? "",
    ];
  }

  private foot(): TemplateResult {
    if (this.error) {
      return html`<div class="foot" role="alert">
        <p>${this.text("feed.failed", { message: this.error })}</p>
        <button
          @click=${() => {
            this.tell("load-more");
          }}
        >
          ${this.text("acts.try_again")}
        </button>
      </div>`;
    }
    if (this.feed.next !== null || this.loading) {
      return html`<div class="foot end quiet">${this.text("feed.loading")}</div>`;
    }
    if (this.feed.size) return html`<div class="foot quiet">${this.text("feed.end")}</div>`;
    const filtered = this.filter.outcome !== null || this.filter.text.trim() !== "";
    const key = filtered ? "feed.empty_filter" : "feed.empty";
    return html`<div class="foot empty">
      <ha-icon
        icon=${filtered ? "mdi:filter-off-outline" : "mdi:timeline-clock-outline"}
      ></ha-icon>
      <p>${this.text(key)}</p>
      <p class="small quiet">${this.text(`${key}_hint`)}</p>
    </div>`;
  }
}
