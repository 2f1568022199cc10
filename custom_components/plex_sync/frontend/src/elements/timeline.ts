/** The timeline card itself. */

import { html, LitElement, type PropertyValues, type TemplateResult } from "lit";
import { property, query, state } from "lit/decorators.js";
import type { TimelineConfig } from "../config.js";
import { Performer, type Toast } from "../data/performer.js";
import { sampleTimeline } from "../data/sample.js";
import { Timeline } from "../data/timeline.js";
import { Watcher } from "../data/watcher.js";
import type { Choose } from "../dialogs/choose.js";
import type { Confirm } from "../dialogs/confirm.js";
import type { PinsDialog } from "../dialogs/pins.js";
import { isRightToLeft } from "../format/locale.js";
import { controls, tokens } from "../styles/shared.js";
import { Language } from "../texts/language.js";
import type { HomeAssistant } from "../wire/hass.js";
import type { Outcome, PlanNote, Run } from "../wire/records.js";
import type { FeedList } from "./feed.js";
import { contextOf, type Context } from "./part.js";
import type { ActRequest } from "./record.js";
import { noticeOf } from "./timeline-notices.js";
import { bars, filterLine, top } from "./timeline-parts.js";
import { timelineStyles } from "./timeline-styles.js";
import { showToast } from "./toast.js";

const TICK = 30_000;

export class TimelineCard extends LitElement {
  @property({ attribute: false }) hass!: HomeAssistant;
  @property({ attribute: false }) config!: TimelineConfig;
  @property({ attribute: false }) layout: string | undefined;
  /** Shows a sample and asks nothing, as in the card picker. */
  @property({ type: Boolean }) sample = false;
  @state() private busy: ReadonlySet<number> = new Set();
  @state() private planBusy = false;
  @state() private said = "";
  @query("plex-sync-feed") private feedList!: FeedList | null;
  #context: Context | null = null;
  #basis: unknown[] = [];
  #clock: ReturnType<typeof setInterval> | undefined;
  #stage = "";

  static override styles = [tokens, controls, timelineStyles];

  readonly #language = new Language(this);
  readonly #watcher = new Watcher(
    () => this.hass,
    (entry) => this.makeTimeline(entry),
    () => {
      this.requestUpdate();
    },
  );
  readonly #performer = new Performer(
    () => this.context,
    () => ({
      confirm: this.find<Confirm>("plex-sync-confirm"),
      choose: this.find<Choose>("plex-sync-choose"),
      pins: this.find<PinsDialog>("plex-sync-pins"),
    }),
    (toast) => {
      showToast(this, toast);
    },
    (record, isBusy) => {
      const busy = new Set(this.busy);
      if (isBusy) busy.add(record);
      else busy.delete(record);
      this.busy = busy;
    },
  );

  private find<T extends Element>(name: string): T {
    return this.renderRoot.querySelector(name) as T;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#clock = setInterval(() => {
      this.#basis = [];
      this.requestUpdate();
    }, TICK);
    if (this.hasUpdated) void this.begin();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#clock);
    this.#watcher.close();
  }

  /** Home Assistant is a new object with each state; only what is used counts. */
  protected override shouldUpdate(changed: PropertyValues): boolean {
    if (changed.size > 1 || !changed.has("hass")) return true;
    const before = changed.get("hass") as HomeAssistant | undefined;
    return (
      before === undefined ||
      before.locale !== this.hass.locale ||
      before.services !== this.hass.services ||
      before.connected !== this.hass.connected
    );
  }

  protected override firstUpdated(): void {
    void this.begin();
  }

  protected override updated(changed: PropertyValues): void {
    const former = changed.get("config") as TimelineConfig | undefined;
    if (!former) return;
    const isOther =
      former.config_entry !== this.config.config_entry ||
      former.outcome !== this.config.outcome;
    if (isOther) void this.begin();
  }

  private readonly begin = async (): Promise<void> => {
    if (!this.sample) {
      await this.#watcher.begin(this.config.config_entry);
      return;
    }
    this.#watcher.profiles = [];
    this.#watcher.timeline = sampleTimeline(() => this.hass, this.#language.localizer);
    this.requestUpdate();
  };

  private makeTimeline(entry: string): Timeline {
    const timeline = new Timeline(
      () => this.hass,
      entry,
      () => {
        this.sayStage();
        this.requestUpdate();
      },
      () => this.feedList?.isScrolled ?? false,
      (count) => {
        this.said = this.context.texts.text("feed.new_said", { count });
      },
    );
    if (this.config.outcome) timeline.filter.outcome = this.config.outcome;
    return timeline;
  }

  /** Tells a screen reader of stages, not of each step. */
  private sayStage(): void {
    const status = this.#watcher.timeline?.status;
    const stage = status?.running ? (status.progress?.stage ?? "reading") : "";
    if (stage === this.#stage) return;
    this.#stage = stage;
    if (stage) this.said = this.#language.localizer.text(`stages.${stage}`);
  }

  /** What the parts know; the same object while nothing of it changes. */
  private get context(): Context {
    const profile = this.#watcher.timeline?.profile;
    if (!profile) throw new Error("There is no profile yet.");
    const { hass } = this;
    const { texts } = this.#language;
    const blur = this.config.blur_adult ?? true;
    const basis = [hass.locale, hass.services, hass.config.time_zone, texts, profile, blur];
    if (!this.#context || basis.some((each, index) => each !== this.#basis[index])) {
      this.#basis = basis;
      this.#context = contextOf(hass, profile, texts, () => this.hass, blur);
    }
    return this.#context;
  }

  override render(): TemplateResult {
    const direction = isRightToLeft(this.hass.locale.language) ? "rtl" : "ltr";
    const height = this.config.height ? `--feed-height:${this.config.height}px` : "";
    const { localizer } = this.#language;
    const isAdministrator = this.hass.user?.is_admin ?? false;
    return html`<ha-card class=${this.layout ?? ""} dir=${direction} style=${height}>
      ${
        noticeOf(this.#watcher, localizer, isAdministrator, this.begin) ??
        this.live(this.#watcher.timeline, this.context)
      }
      <div class="only-heard" aria-live="polite">${this.said}</div>
    </ha-card>`;
  }

  private live(timeline: Timeline | null, context: Context): TemplateResult {
    if (!timeline?.status) return html``;
    const performer = this.#performer;
    return html`<section
      class="card"
      aria-label=${context.texts.text("card.label", { profile: context.profile.title })}
      @sync=${(event: CustomEvent<string>) => performer.sync(event.detail)}
      @stop-run=${() => performer.stop()}
      @act=${(event: CustomEvent<ActRequest>) => performer.perform(event.detail)}
      @undo-run=${(event: CustomEvent<Run>) => performer.undoRun(event.detail)}
      @apply-plan=${(event: CustomEvent<PlanNote>) =>
        this.withPlan(() => performer.applyPlan(event.detail))}
      @discard-plan=${() => this.withPlan(() => performer.discardPlan())}
      @show-pins=${() => this.find<PinsDialog>("plex-sync-pins").showAll()}
      @filter-outcome=${(event: CustomEvent<Outcome | null>) => {
        timeline.narrow({ outcome: event.detail });
        this.feedList?.scrollToTop();
      }}
      @filter-text=${(event: CustomEvent<string>) => {
        timeline.narrow({ text: event.detail });
      }}
      @load-more=${() => timeline.more()}
      @let-in=${() => {
        timeline.letIn();
      }}
      @choose-profile=${(event: CustomEvent<string>) => {
        this.#watcher.choose(event.detail);
      }}
      @toast=${(event: CustomEvent<Toast>) => {
        showToast(this, event.detail);
      }}
    >
      ${bars(timeline, context.texts)}
      ${top(timeline, context, {
        config: this.config,
        profiles: this.config.config_entry ? [] : (this.#watcher.profiles ?? []),
        planBusy: this.planBusy,
      })}
      ${filterLine(timeline, context.texts)}
      <plex-sync-feed
        .context=${context}
        .feed=${timeline.feed}
        .version=${timeline.version}
        .filter=${timeline.filter}
        .busy=${this.busy}
        .loading=${timeline.loading}
        .error=${timeline.error}
      ></plex-sync-feed>
      <plex-sync-confirm .context=${context}></plex-sync-confirm>
      <plex-sync-choose .context=${context}></plex-sync-choose>
      <plex-sync-pins .context=${context}></plex-sync-pins>
    </section>`;
  }

  private async withPlan(work: () => Promise<void>): Promise<void> {
    this.planBusy = true;
    await work();
    this.planBusy = false;
  }
}
