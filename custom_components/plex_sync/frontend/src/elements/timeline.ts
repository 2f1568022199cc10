/** The timeline card itself. */

import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { property, query, state } from "lit/decorators.js";
import type { TimelineConfig } from "../config.js";
import { Performer, type Toast } from "../data/performer.js";
import { Timeline, UNKNOWN_COMMAND } from "../data/timeline.js";
import { sampleTimeline } from "../data/sample.js";
import type { Choose } from "../dialogs/choose.js";
import type { Confirm } from "../dialogs/confirm.js";
import type { PinsDialog } from "../dialogs/pins.js";
import { isRightToLeft } from "../format/locale.js";
import { controls, tokens } from "../styles/shared.js";
import { loadTexts, Localizer, type Texts } from "../texts/localizer.js";
import { Api } from "../wire/api.js";
import { messageOf, type HomeAssistant, type Refusal } from "../wire/hass.js";
import type { Outcome, PlanNote, Profile, Run, TimelineRecord } from "../wire/records.js";
import type { FeedList } from "./feed.js";
import { contextOf, type Context } from "./part.js";
import type { ActRequest } from "./record.js";
import { bars, filterLine, notice } from "./timeline-parts.js";
import { timelineStyles } from "./timeline-styles.js";
import { showToast } from "./toast.js";

const TICK = 30_000;
const AGAIN = 2_000;
const REMEMBERED = "plex-sync-profile";

export class TimelineCard extends LitElement {
  @property({ attribute: false }) hass!: HomeAssistant;
  @property({ attribute: false }) config!: TimelineConfig;
  @property({ attribute: false }) layout: string | undefined;
  /** Shows a sample and asks nothing, as in the card picker. */
  @property({ type: Boolean }) sample = false;
  @state() private profiles: Profile[] | null = null;
  @state() private texts: Texts | undefined;
  @state() private error = "";
  @state() private busy: ReadonlySet<number> = new Set();
  @state() private planBusy = false;
  @state() private said = "";
  @query("plex-sync-feed") private feedList!: FeedList | null;
  #timeline: Timeline | null = null;
  #context: Context | null = null;
  #basis: unknown[] = [];
  #clock: ReturnType<typeof setInterval> | undefined;
  #again: ReturnType<typeof setTimeout> | undefined;
  #language = "";
  #stage = "";

  static override styles = [tokens, controls, timelineStyles];

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
    clearTimeout(this.#again);
    this.#timeline?.close();
    this.#timeline = null;
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

  protected override willUpdate(): void {
    const { language } = this.hass.locale;
    if (language !== this.#language) {
      this.#language = language;
      void loadTexts(language).then((texts) => {
        this.texts = texts;
      });
    }
  }

  protected override firstUpdated(): void {
    void this.begin();
  }

  protected override updated(changed: PropertyValues): void {
    const former = changed.get("config") as TimelineConfig | undefined;
    if (!former || !this.#timeline) return;
    const isOther =
      former.config_entry !== this.config.config_entry ||
      former.outcome !== this.config.outcome;
    if (isOther) void this.begin();
  }

  private async begin(): Promise<void> {
    clearTimeout(this.#again);
    this.#timeline?.close();
    this.#timeline = null;
    this.error = "";
    if (this.sample) {
      this.#timeline = sampleTimeline(() => this.hass, this.localizer());
      this.profiles = [];
      this.requestUpdate();
      return;
    }
    try {
      this.profiles = await Api.profiles(this.hass);
    } catch (error) {
      const isStarting = (error as Refusal).code === UNKNOWN_COMMAND;
      this.error = isStarting ? "" : messageOf(error);
      if (this.isConnected) this.#again = setTimeout(() => void this.begin(), AGAIN);
      return;
    }
    const wanted =
      this.config.config_entry ?? this.remembered() ?? this.profiles[0]?.config_entry_id;
    if (wanted && this.isConnected) this.watch(wanted);
  }

  private remembered(): string | undefined {
    const entry = localStorage.getItem(REMEMBERED);
    return this.profiles?.find((profile) => profile.config_entry_id === entry)
      ?.config_entry_id;
  }

  private watch(entry: string): void {
    this.#timeline?.close();
    const timeline = new Timeline(
      () => this.hass,
      entry,
      () => {
        this.sayStage();
        this.requestUpdate();
      },
      () => this.feedList?.isScrolled ?? false,
      (count) => {
        this.said = this.localizer().text("feed.new_said", { count });
      },
    );
    this.#timeline = timeline;
    if (this.config.outcome) timeline.filter.outcome = this.config.outcome;
    void timeline.open();
    this.requestUpdate();
  }

  /** Tells a screen reader of stages, not of each step. */
  private sayStage(): void {
    const status = this.#timeline?.status;
    const stage = status?.running ? (status.progress?.stage ?? "reading") : "";
    if (stage === this.#stage) return;
    this.#stage = stage;
    if (stage) this.said = this.localizer().text(`stages.${stage}`);
  }

  private localizer(): Localizer {
    return this.#context?.texts ?? new Localizer(this.hass.locale.language, this.texts);
  }

  /** What the parts know; the same object while nothing of it changes. */
  private get context(): Context {
    const profile = this.#timeline?.profile;
    if (!profile) throw new Error("There is no profile yet.");
    const { hass, texts } = this;
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
    return html`<ha-card class=${this.layout ?? ""} dir=${direction} style=${height}>
      ${this.content()}
      <div class="only-heard" aria-live="polite">${this.said}</div>
    </ha-card>`;
  }

  private content(): TemplateResult {
    const timeline = this.#timeline;
    const { text } = this.localizer();
    if (this.error)
      return notice(text("state.error", { message: this.error }), this.again());
    if (this.profiles?.length === 0 && !timeline && !this.config.config_entry) {
      return notice(
        text("state.none"),
        html`<p class="quiet">${text("state.none_hint")}</p>
          ${
            this.hass.user?.is_admin
              ? html`<a href="/config/integrations/dashboard/add?domain=plex_sync"
                  >${text("state.add")}</a
                >`
              : nothing
          }`,
      );
    }
    if (timeline?.standing === "removed") return this.removed();
    if (timeline?.standing === "failed" && !timeline.profile) {
      return notice(text("state.error", { message: timeline.error }), this.again());
    }
    if (!timeline?.profile || !timeline.status) {
      const key = timeline?.standing === "reloading" ? "reloading" : "loading";
      return notice(text(`state.${key}`));
    }
    return this.live(timeline, this.context);
  }

  private again(): TemplateResult {
    return html`<button @click=${() => this.begin()}>
      ${this.localizer().text("acts.try_again")}
    </button>`;
  }

  private removed(): TemplateResult {
    const { text } = this.localizer();
    const others = (this.profiles ?? []).filter(
      (profile) => profile.config_entry_id !== this.#timeline?.entry,
    );
    return notice(
      text("state.removed"),
      others.length
        ? html`<p class="quiet">${text("state.removed_hint")}</p>
            <div class="choices">
              ${others.map(
                (profile) =>
                  html`<button
                    @click=${() => {
                      this.watch(profile.config_entry_id);
                    }}
                  >
                    ${profile.title}
                  </button>`,
              )}
            </div>`
        : html`<p class="quiet">${text("state.none_hint")}</p>`,
    );
  }

  private live(timeline: Timeline, context: Context): TemplateResult {
    const { status, feed } = timeline;
    if (!status) return html``;
    const switchable = this.config.config_entry ? [] : (this.profiles ?? []);
    return html`<section
      class="card"
      aria-label=${context.texts.text("card.label", { profile: context.profile.title })}
      @sync=${(event: CustomEvent<string>) => this.#performer.sync(event.detail)}
      @stop-run=${() => this.#performer.stop()}
      @act=${(event: CustomEvent<ActRequest>) => this.#performer.perform(event.detail)}
      @undo-run=${(event: CustomEvent<Run>) => this.#performer.undoRun(event.detail)}
      @apply-plan=${(event: CustomEvent<PlanNote>) =>
        this.withPlan(() => this.#performer.applyPlan(event.detail))}
      @discard-plan=${() => this.withPlan(() => this.#performer.discardPlan())}
      @show-pins=${() => this.find<PinsDialog>("plex-sync-pins").showAll()}
      @filter-outcome=${this.onOutcome}
      @filter-text=${(event: CustomEvent<string>) => {
        timeline.narrow({ text: event.detail });
      }}
      @load-more=${() => timeline.more()}
      @let-in=${() => {
        timeline.letIn();
      }}
      @choose-profile=${this.onProfile}
      @toast=${(event: CustomEvent<Toast>) => {
        showToast(this, event.detail);
      }}
    >
      ${bars(timeline, context.texts)}
      <plex-sync-header
        .context=${context}
        .status=${status}
        .profiles=${switchable}
        .heading=${this.config.title ?? ""}
        .search=${timeline.filter.text}
        .plain=${this.config.hide_controls ?? false}
        .offline=${timeline.offline || timeline.standing !== "live"}
      ></plex-sync-header>
      ${
        status.running
          ? html`<plex-sync-progress
              .context=${context}
              .status=${status}
              .stoppable=${context.permissions.may("stop")}
            ></plex-sync-progress>`
          : nothing
      }
      ${
        timeline.plan
          ? html`<plex-sync-plan
              .context=${context}
              .plan=${timeline.plan}
              .busy=${this.planBusy || status.running !== null}
            ></plex-sync-plan>`
          : nothing
      }
      <plex-sync-outcomes
        .context=${context}
        .counters=${timeline.counters}
        .chosen=${timeline.filter.outcome}
      ></plex-sync-outcomes>
      ${filterLine(timeline, context.texts)}
      <plex-sync-feed
        .context=${context}
        .feed=${feed}
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

  private readonly onOutcome = (event: CustomEvent<Outcome | null>): void => {
    this.#timeline?.narrow({ outcome: event.detail });
    this.feedList?.scrollToTop();
  };

  private readonly onProfile = (event: CustomEvent<string>): void => {
    localStorage.setItem(REMEMBERED, event.detail);
    this.watch(event.detail);
  };

  private async withPlan(work: () => Promise<void>): Promise<void> {
    this.planBusy = true;
    await work();
    this.planBusy = false;
  }

  /** For tests and for whoever looks: the records on the screen. */
  get records(): TimelineRecord[] {
    return this.#timeline?.feed.chunks.flatMap((chunk) => chunk.records) ?? [];
  }
}
