/** The tracks of a saved item in order, or only those that wait for a word. */

import { css, html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { property, state } from "lit/decorators.js";
import { controls, tokens } from "../styles/shared.js";
import { messageOf } from "../wire/hass.js";
import {
  BANDS,
  ItemApi,
  type Band,
  type FoundTrack,
  type HandOff,
  type Item,
} from "../wire/items.js";
import { bandStyles } from "./band-styles.js";
import { Part } from "./part.js";

export class ItemTracks extends Part {
  @property({ attribute: false }) item!: Item;
  /** Moves when what was found may be another. */
  @property({ attribute: false }) epoch = 0;
  /** The programs that can be asked for what is missing. */
  @property({ attribute: false }) programs: HandOff[] = [];
  /** Moves with whatever was handed on. */
  @property({ attribute: false }) revision = 0;
  @state() private band: Band | null = null;
  @state() private tracks: FoundTrack[] = [];
  @state() private total = 0;
  @state() private loading = false;
  @state() private error = "";
  #question = 0;

  static override styles = [
    tokens,
    controls,
    bandStyles,
    css`
      :host {
        display: block;
        padding: 0 16px 12px;
      }
      li {
        border-top: 1px solid var(--line);
      }
      .all {
        display: flex;
        flex-wrap: wrap;
        gap: 6px;
        padding: 8px 0;
      }
      .unplayable {
        margin: 0 0 8px;
        overflow-wrap: anywhere;
      }
      .below {
        padding-top: 10px;
      }
    `,
  ];

  protected override willUpdate(changed: PropertyValues): void {
    if (["epoch", "item", "revision"].some((name) => changed.has(name))) {
      const former = changed.get("item") as Item | undefined;
      const isOther =
        changed.has("item") && (former === undefined || former.item !== this.item.item);
      if (isOther && this.item.review) this.band = "review";
      // A short run may be over before anybody was told that it had begun.
      const isSynced = changed.has("item") && former?.last_sync !== this.item.last_sync;
      const isMoved = changed.has("epoch") || changed.has("revision");
      // What is shown stays shown, however far it was opened.
      const shown = isOther ? 0 : this.tracks.length;
      if (isOther || isSynced || isMoved) void this.load(0, shown);
    }
  }

  override render(): TemplateResult {
    return html`${this.unplayable()}
      <div class="bands" role="group" aria-label=${this.text("playlists.show")}>
        ${this.choice(null, this.item.total)}
        ${BANDS.map((band) => this.choice(band, this.count(band)))}
      </div>
      ${this.band === "missing" && this.item.missing ? this.handAllOn() : nothing}
      ${this.error ? html`<p class="bad" role="alert">${this.error}</p>` : nothing}
      <ol>
        ${this.tracks.map(
          (track) =>
            html`<li>
              <plex-sync-track-row
                .context=${this.context}
                .item=${this.item}
                .track=${track}
                .programs=${this.programs}
              ></plex-sync-track-row>
            </li>`,
        )}
      </ol>
      <div class="below" role="status">${this.below()}</div>`;
  }

  /** A button for each program that can be asked for all of it. */
  private handAllOn(): TemplateResult | typeof nothing {
    const programs = this.programs.filter((each) =>
      this.context.permissions.may(`send_to_${each}`),
    );
    if (!programs.length) return nothing;
    return html`<div class="all">
      ${programs.map(
        (service) =>
          html`<button
            @click=${() => {
              this.tell("hand-all-on", { item: this.item, service });
            }}
          >
            ${this.text(`hand_off.send_all.${service}`)}
          </button>`,
      )}
    </div>`;
  }

  private unplayable(): TemplateResult | typeof nothing {
    const { category, media_reason: reason } = this.item;
    if (!reason) return nothing;
    return html`<p class="unplayable small quiet">
      ${this.text("playlists.not_playable", { category, reason })}
    </p>`;
  }

  private below(): TemplateResult | string | typeof nothing {
    if (this.loading) return this.text("feed.loading");
    if (!this.tracks.length && !this.error) return this.text("playlists.no_tracks");
    if (this.tracks.length >= this.total) return nothing;
    return html`<button @click=${() => this.load(this.tracks.length)}>
      ${this.text("acts.show_more")}
    </button>`;
  }

  private choice(band: Band | null, count: number): TemplateResult | typeof nothing {
    if (band && !count && this.band !== band) return nothing;
    const name = this.text(band ? `playlists.bands.${band}` : "acts.all");
    return html`<button
      aria-pressed=${String(this.band === band)}
      @click=${() => {
        this.band = band;
        void this.load();
      }}
    >
      ${name} ${this.context.formats.number(count)}
    </button>`;
  }

  private count(band: Band): number {
    const names = { accept: "matched", review: "review", missing: "missing" } as const;
    return this.item[names[band]];
  }

  /** Only the latest question is answered. */
  private async load(offset = 0, limit = 0): Promise<void> {
    const question = ++this.#question;
    this.loading = true;
    this.error = "";
    try {
      const bands = this.band ? [this.band] : [];
      const api = new ItemApi(this.context.api);
      const page = await api.tracks(this.item.item, bands, offset, limit);
      if (question !== this.#question) return;
      this.tracks = offset ? [...this.tracks, ...page.tracks] : page.tracks;
      this.total = page.total;
    } catch (error) {
      if (question !== this.#question) return;
      this.error = this.text("state.error", { message: messageOf(error) });
    } finally {
      if (question === this.#question) this.loading = false;
    }
  }
}
