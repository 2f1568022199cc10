/** The backups card itself. */

import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { property, state } from "lit/decorators.js";
import type { BackupsConfig } from "../backups-config.js";
import { sampleBackups } from "../data/backups-sample.js";
import { Backups } from "../data/backups.js";
import { Performer, type Toast } from "../data/performer.js";
import { Timeline } from "../data/timeline.js";
import { Watcher } from "../data/watcher.js";
import { sampleTimeline } from "../data/sample.js";
import type { Choose } from "../dialogs/choose.js";
import type { Confirm } from "../dialogs/confirm.js";
import type { PinsDialog } from "../dialogs/pins.js";
import { isRightToLeft } from "../format/locale.js";
import { controls, tokens } from "../styles/shared.js";
import { Language } from "../texts/language.js";
import type { HomeAssistant } from "../wire/hass.js";
import type { Restored } from "../wire/backups.js";
import type { BackupRestore } from "./backup-restore.js";
import type { BackupActRequest } from "./backup-row.js";
import { backupsStyles } from "./backups-styles.js";
import { contextOf, type Context } from "./part.js";
import { notice, noticeOf } from "./timeline-notices.js";
import { bars } from "./timeline-parts.js";
import { showToast } from "./toast.js";

const TICK = 60_000;
const PANEL = "plex_sync";
/** Where the panel shows the timeline. */
const TIMELINE = `/${PANEL}/timeline`;
/** Runs whose progress is shown; no restore begins while they last. */
const SHOWN_RUNS = new Set(["restore", "undo", "redo"]);

export class BackupsCard extends LitElement {
  @property({ attribute: false }) hass!: HomeAssistant;
  @property({ attribute: false }) config!: BackupsConfig;
  @property({ attribute: false }) layout: string | undefined;
  /** Shows a sample and asks nothing, as in the card picker. */
  @property({ type: Boolean }) sample = false;
  @state() private said = "";
  #context: Context | null = null;
  #basis: unknown[] = [];
  #clock: ReturnType<typeof setInterval> | undefined;
  #backups = this.makeBackups();
  #running: string | null | undefined;

  static override styles = [tokens, controls, backupsStyles];

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
    () => undefined,
  );

  private find<T extends Element>(name: string): T {
    return this.renderRoot.querySelector(name) as T;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#clock = setInterval(() => {
      this.#basis = [];
      if (this.#watcher.timeline?.standing === "live" && !this.sample) {
        void this.#backups.load();
      }
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
      before.services !== this.hass.services
    );
  }

  protected override firstUpdated(): void {
    void this.begin();
  }

  protected override updated(changed: PropertyValues): void {
    const former = changed.get("config") as BackupsConfig | undefined;
    if (former && former.config_entry !== this.config.config_entry) void this.begin();
  }

  private readonly begin = async (): Promise<void> => {
    if (!this.sample) {
      await this.#watcher.begin(this.config.config_entry);
      return;
    }
    this.#watcher.profiles = [];
    this.#watcher.timeline = sampleTimeline(() => this.hass, this.#language.localizer);
    this.#backups.list = sampleBackups();
    this.requestUpdate();
  };

  private makeTimeline(entry: string): Timeline {
    this.#backups = this.makeBackups();
    this.#running = undefined;
    const timeline = new Timeline(
      () => this.hass,
      entry,
      () => {
        this.follow(timeline);
        this.requestUpdate();
      },
      () => false,
    );
    return timeline;
  }

  private makeBackups(): Backups {
    return new Backups(
      () => this.context,
      () => ({
        confirm: this.find<Confirm>("plex-sync-confirm"),
        restore: this.find<BackupRestore>("plex-sync-backup-restore"),
      }),
      (toast) => {
        showToast(this, toast);
      },
      () => {
        this.requestUpdate();
      },
    );
  }

  /** Reads the list when the profile comes up, and whenever a run has ended. */
  private follow(timeline: Timeline): void {
    const running =
      timeline.standing === "live" ? (timeline.status?.running ?? null) : undefined;
    const former = this.#running;
    if (running === former) return;
    this.#running = running;
    if (former === "undo" || former === "redo") this.#backups.epoch++;
    if (running === null) void this.#backups.load();
    if (running === "restore") this.said = this.context.texts.text("backups.restoring");
  }

  /** What the parts know; the same object while nothing of it changes. */
  private get context(): Context {
    const profile = this.#watcher.timeline?.profile;
    if (!profile) throw new Error("There is no profile yet.");
    const { hass } = this;
    const { texts } = this.#language;
    const basis = [hass.locale, hass.services, hass.config.time_zone, texts, profile];
    if (!this.#context || basis.some((each, index) => each !== this.#basis[index])) {
      this.#basis = basis;
      this.#context = contextOf(hass, profile, texts, () => this.hass, true);
    }
    return this.#context;
  }

  override render(): TemplateResult {
    const direction = isRightToLeft(this.hass.locale.language) ? "rtl" : "ltr";
    const height = this.config.height ? `--list-height:${this.config.height}px` : "";
    const isAdministrator = this.hass.user?.is_admin ?? false;
    return html`<ha-card class=${this.layout ?? ""} dir=${direction} style=${height}>
      ${
        noticeOf(this.#watcher, this.#language.localizer, isAdministrator, this.begin) ??
        this.live(this.#watcher.timeline, this.context)
      }
      <div class="only-heard" aria-live="polite">${this.said}</div>
    </ha-card>`;
  }

  private live(timeline: Timeline | null, context: Context): TemplateResult {
    if (!timeline?.status) return html``;
    const { profile, texts } = context;
    const { status } = timeline;
    return html`<section
      class="card"
      aria-label=${texts.text("backups.card", { profile: profile.title })}
      @create-backup=${() => this.#backups.create()}
      @backup-act=${(event: CustomEvent<BackupActRequest>) => this.act(event.detail)}
      @undo-restore=${(event: CustomEvent<Restored>) => this.undo(event.detail)}
      @dismiss-ending=${() => {
        this.#backups.dismiss();
      }}
      @stop-run=${() => this.#performer.stop()}
      @choose-profile=${(event: CustomEvent<string>) => {
        this.#watcher.choose(event.detail);
      }}
      @toast=${(event: CustomEvent<Toast>) => {
        showToast(this, event.detail);
      }}
    >
      ${bars(timeline, texts)}
      <plex-sync-backup-header
        .context=${context}
        .list=${this.#backups.list}
        .profiles=${this.config.config_entry ? [] : (this.#watcher.profiles ?? [])}
        .heading=${this.config.title ?? ""}
        .creating=${this.#backups.creating}
        .offline=${timeline.offline || timeline.standing !== "live"}
      ></plex-sync-backup-header>
      ${
        status.running && SHOWN_RUNS.has(status.running)
          ? html`<plex-sync-progress
              .context=${context}
              .status=${status}
              .stoppable=${context.permissions.may("stop")}
            ></plex-sync-progress>`
          : nothing
      }
      ${this.ending(context)} ${this.body(timeline, context)}
      <plex-sync-confirm .context=${context}></plex-sync-confirm>
      <plex-sync-backup-restore
        .context=${context}
        .status=${status}
      ></plex-sync-backup-restore>
    </section>`;
  }

  private ending(context: Context): TemplateResult | typeof nothing {
    const { ending } = this.#backups;
    if (!ending) return nothing;
    return html`<plex-sync-backup-ending
      .context=${context}
      .ending=${ending}
      .timeline=${this.config.timeline_path ?? (PANEL in (this.hass.panels ?? {}) ? TIMELINE : "")}
    ></plex-sync-backup-ending>`;
  }

  private body({ status }: Timeline, context: Context): TemplateResult {
    const { list, error, busy, restoring, epoch } = this.#backups;
    const { text } = context.texts;
    if (!list) {
      if (!error) return notice(text("backups.loading"));
      const again = html`<button @click=${() => this.#backups.load()}>
        ${text("acts.try_again")}
      </button>`;
      return notice(text("state.error", { message: error }), again);
    }
    return html`<plex-sync-backup-list
      .context=${context}
      .list=${list}
      .busy=${busy}
      .epoch=${epoch}
      .occupied=${restoring !== null || SHOWN_RUNS.has(status?.running ?? "")}
    ></plex-sync-backup-list>`;
  }

  private async act({ act, backup, chosen }: BackupActRequest): Promise<void> {
    if (act === "restore") await this.#backups.restore(backup, chosen ?? null);
    else if (act !== "preview" && act !== "compare") await this.#backups[act](backup);
  }

  private async undo({ run, counts }: Restored): Promise<void> {
    const at = this.#backups.ending?.at;
    if (run === null || at === undefined) return;
    const started_at = new Date(at).toISOString();
    if (await this.#performer.undoRun({ run, counts, started_at })) this.#backups.dismiss();
  }
}
