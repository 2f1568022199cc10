/** The playlists card itself. */

import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { property, state } from "lit/decorators.js";
import {
  Curator,
  type HandingAllOn,
  type HandingOn,
  type Verdict,
} from "../data/curator.js";
import { sampleItems } from "../data/items-sample.js";
import { Items } from "../data/items.js";
import { sampleTimeline } from "../data/sample.js";
import { Timeline } from "../data/timeline.js";
import { Watcher } from "../data/watcher.js";
import type { Confirm } from "../dialogs/confirm.js";
import type { EditItems } from "../dialogs/edit-items.js";
import { isRightToLeft } from "../format/locale.js";
import type { PlaylistsConfig } from "../playlists-config.js";
import { controls, tokens } from "../styles/shared.js";
import { Language } from "../texts/language.js";
import type { HomeAssistant } from "../wire/hass.js";
import type { HandOff, Item } from "../wire/items.js";
import { handingOn } from "./handing-on.js";
import { itemFilters, type Only } from "./item-filters.js";
import { contextOf, type Context } from "./part.js";
import { playlistsStyles } from "./playlists-styles.js";
import { profileTitle } from "./profile-title.js";
import { Selection } from "./selection.js";
import { notice, noticeOf } from "./timeline-notices.js";
import { bars } from "./timeline-parts.js";
import { showToast } from "./toast.js";

/** What a track of an item was decided to be, told by a part. */
export interface Decided {
  item: Item;
  verdict: Verdict;
}

export class PlaylistsCard extends LitElement {
  @property({ attribute: false }) hass!: HomeAssistant;
  @property({ attribute: false }) config!: PlaylistsConfig;
  @property({ attribute: false }) layout: string | undefined;
  /** Shows a sample and asks nothing, as in the card picker. */
  @property({ type: Boolean }) sample = false;
  @state() private open = "";
  @state() private epoch = 0;
  /** Shows only the items of which something waits, or lacks. */
  @state() private only: Only | null = null;
  #items: Items | null = null;
  #context: Context | null = null;
  #basis: unknown[] = [];
  #programs: HandOff[] = [];

  static override styles = [tokens, controls, playlistsStyles];

  readonly #language = new Language(this);
  readonly #watcher = new Watcher(
    () => this.hass,
    (entry) => this.follow(entry),
    () => {
      this.requestUpdate();
    },
  );
  readonly #curator = new Curator(
    () => this.context,
    () => ({
      confirm: this.renderRoot.querySelector("plex-sync-confirm") as Confirm,
      edit: this.renderRoot.querySelector("plex-sync-edit-items") as EditItems,
    }),
    (toast) => {
      showToast(this, toast);
    },
  );

  readonly #selection = new Selection(this, (items) => this.#curator.edit(items));

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) void this.begin();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#watcher.close();
    this.#items?.close();
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
    const former = changed.get("config") as PlaylistsConfig | undefined;
    if (former && former.config_entry !== this.config.config_entry) void this.begin();
  }

  private readonly begin = async (): Promise<void> => {
    if (!this.sample) {
      await this.#watcher.begin(this.config.config_entry, "music");
      return;
    }
    this.#watcher.profiles = [];
    this.#watcher.timeline = sampleTimeline(() => this.hass, this.#language.localizer);
    this.#items = sampleItems(() => this.hass);
    this.requestUpdate();
  };

  private follow(entry: string): Timeline {
    this.#items?.close();
    const items = new Items(
      () => this.hass,
      entry,
      () => {
        this.requestUpdate();
      },
    );
    this.#items = items;
    let running: string | null | undefined;
    let standing = "";
    const timeline = new Timeline(
      () => this.hass,
      entry,
      () => {
        if (timeline.standing === "live" && standing !== "live") void items.open();
        ({ standing } = timeline);
        const now = timeline.status?.running ?? null;
        // What was found for each track may be another after a run.
        if (running && !now) this.epoch++;
        running = now;
        this.requestUpdate();
      },
      () => false,
    );
    return timeline;
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
    </ha-card>`;
  }

  private live(timeline: Timeline | null, context: Context): TemplateResult {
    if (!timeline?.status) return html``;
    const { profile, texts, permissions } = context;
    const { status } = timeline;
    return html`<section
      class="card"
      aria-label=${texts.text("playlists.card", { profile: profile.title })}
      @sync-item=${(event: CustomEvent<Item>) => this.#curator.sync(event.detail)}
      @open-item=${(event: CustomEvent<string>) => {
        this.open = this.open === event.detail ? "" : event.detail;
      }}
      @select-item=${(event: CustomEvent<string>) => {
        this.#selection.toggle(event.detail);
      }}
      @keydown=${this.#selection.onKey}
      @settle-offer=${({ detail }: CustomEvent<{ item: Item; takes: boolean }>) =>
        this.#curator.settle(detail.item, detail.takes)}
      @decided=${({ detail }: CustomEvent<Decided>) => this.#curator.decide(detail.item, detail.verdict)}
      @hand-on=${({ detail }: CustomEvent<HandingOn>) => this.#curator.handOn(detail)}
      @hand-all-on=${({ detail }: CustomEvent<HandingAllOn>) => this.#curator.handAllOn(detail)}
      @stop-run=${() => this.#curator.stop()}
      @choose-profile=${(event: CustomEvent<string>) => {
        this.#watcher.choose(event.detail);
      }}
    >
      ${bars(timeline, texts)} ${this.header(timeline, context)}
      ${
        status.running
          ? html`<plex-sync-progress
              .context=${context}
              .status=${status}
              .stoppable=${permissions.may("stop")}
            ></plex-sync-progress>`
          : nothing
      }
      ${handingOn(context, this.#items)}
      ${itemFilters(context, this.#items?.list ?? [], this.only, (only) => {
        this.only = only;
      })}
      ${this.list(timeline, context)}
      ${this.#selection.bar(context, this.#items?.list ?? [], this.shown)}
      <plex-sync-confirm .context=${context}></plex-sync-confirm>
      <plex-sync-edit-items .context=${context}></plex-sync-edit-items>
    </section>`;
  }

  /** The programs that can be asked; the same list while nothing of it changes. */
  private get programs(): HandOff[] {
    const programs = Object.keys(this.#items?.handOffs ?? {}) as HandOff[];
    if (programs.join() !== this.#programs.join()) this.#programs = programs;
    return this.#programs;
  }

  private header(timeline: Timeline, context: Context): TemplateResult {
    const { texts, permissions } = context;
    const items = this.#items?.list ?? [];
    const sum = (name: "matched" | "review" | "missing") =>
      items.reduce((total, item) => total + item[name], 0);
    const profiles = this.config.config_entry
      ? []
      : (this.#watcher.profiles ?? []).filter(({ kind }) => kind === "music");
    const isBusy = timeline.status?.running !== null || timeline.offline || !items.length;
    return html`<header>
      <div class="names">
        ${profileTitle(context, profiles, this.config.title ?? context.profile.title)}
        <p class="small quiet">
          ${texts.text("playlists.counts", {
            count: items.length,
            matched: sum("matched"),
            review: sum("review"),
            missing: sum("missing"),
          })}
        </p>
      </div>
      ${permissions.may("update_items") && items.length ? this.#selection.button(context) : nothing}
      ${
        this.hass.user?.is_admin
          ? html`<a
              class="add"
              href=${addAddress(context)}
              title=${texts.text("playlists.add")}
              aria-label=${texts.text("playlists.add")}
              ><ha-icon icon="mdi:playlist-plus" aria-hidden="true"></ha-icon
            ></a>`
          : nothing
      }
      ${
        permissions.may("sync_all")
          ? html`<button
              class="filled"
              ?disabled=${isBusy}
              @click=${() => this.#curator.syncAll()}
            >
              ${texts.text("playlists.sync_all")}
            </button>`
          : nothing
      }
    </header>`;
  }

  /** What the filter lets through; what stands open stays, whatever waits of it. */
  private get shown(): Item[] {
    const { only } = this;
    const list = this.#items?.list ?? [];
    return list.filter((item) => !only || item[only] || item.item === this.open);
  }

  private list(timeline: Timeline, context: Context): TemplateResult {
    const { text } = context.texts;
    const { list, none } = this.#items ?? { list: null, none: false };
    if (none) return notice(text("playlists.not_music"));
    if (!list) return notice(text("playlists.loading"));
    if (!list.length) {
      return notice(
        text("playlists.empty"),
        html`<p class="quiet">${text("playlists.empty_hint")}</p>
          <a href=${addAddress(context)}>${text("playlists.add")}</a>`,
      );
    }
    return html`<ul class="items">
      ${this.shown.map(
        (item) =>
          html`<li>
            <plex-sync-item-row
              .context=${context}
              .item=${item}
              .opened=${this.open === item.item}
              .selected=${this.#selection.has(item)}
              .busy=${timeline.status?.running !== null || timeline.offline}
            ></plex-sync-item-row>
            ${
              this.open === item.item && !this.#selection.chosen
                ? html`<plex-sync-item-tracks
                    .context=${context}
                    .item=${item}
                    .epoch=${this.epoch}
                    .programs=${this.programs}
                    .revision=${this.#items?.handedOn.revision ?? 0}
                  ></plex-sync-item-tracks>`
                : nothing
            }
          </li>`,
      )}
    </ul>`;
  }
}

/** Where saved items are added: the profile's own page. */
function addAddress({ profile }: Context): string {
  return `/config/integrations/integration/plex_sync#config_entry=${profile.config_entry_id}`;
}
