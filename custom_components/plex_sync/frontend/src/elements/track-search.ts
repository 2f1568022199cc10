/** Looking for a track of the library by its words. */

import { css, html, nothing, type TemplateResult } from "lit";
import { property, state } from "lit/decorators.js";
import { controls, tokens } from "../styles/shared.js";
import { messageOf } from "../wire/hass.js";
import { ItemApi, type LibraryTrack } from "../wire/items.js";
import { lengthOf, listen, listenStyles } from "./listen.js";
import { Part } from "./part.js";

export class TrackSearch extends Part {
  @property() query = "";
  @state() private hits: LibraryTrack[] | null = null;
  @state() private error = "";
  #number = 0;

  static override styles = [
    tokens,
    controls,
    listenStyles,
    css`
      :host {
        display: block;
      }
      form {
        display: flex;
        gap: 8px;
        padding: 6px 0;
      }
      li {
        display: flex;
        flex-wrap: wrap;
        gap: 4px 10px;
        align-items: center;
        padding: 6px 0;
        border-top: 1px solid var(--line);
      }
      .what {
        flex: 1 1 180px;
        min-width: 0;
        overflow-wrap: anywhere;
      }
    `,
  ];

  override firstUpdated(): void {
    void this.search();
  }

  override render(): TemplateResult {
    return html`<form
        role="search"
        @submit=${(event: SubmitEvent) => {
          event.preventDefault();
          void this.search();
        }}
      >
        <input
          type="search"
          .value=${this.query}
          aria-label=${this.text("playlists.search")}
          placeholder=${this.text("playlists.search")}
          @input=${(event: InputEvent) => {
            this.query = (event.target as HTMLInputElement).value;
          }}
        />
        <button>${this.text("acts.search")}</button>
      </form>
      <div role="status">${this.error || this.nothingFound()}</div>
      <ul>
        ${(this.hits ?? []).map(
          (hit) =>
            html`<li>
              <div class="what">
                ${hit.title}<span class="quiet">${lengthOf(hit)}</span>
                ${listen(this.context, hit.url, "playlists.open_plex")}
                <div class="small quiet">${[hit.artist, hit.album].join(" · ")}</div>
              </div>
              <button
                @click=${() => {
                  this.tell("chosen", hit);
                }}
              >
                ${this.text("acts.use")}
              </button>
            </li>`,
        )}
      </ul>`;
  }

  private nothingFound(): string | typeof nothing {
    if (!this.hits) return this.text("feed.loading");
    return this.hits.length ? nothing : this.text("playlists.nothing_found");
  }

  /** Only the latest search speaks. */
  private async search(): Promise<void> {
    const text = this.query.trim();
    if (!text) return;
    const number = ++this.#number;
    this.error = "";
    try {
      const hits = await new ItemApi(this.context.api).search(text);
      if (number === this.#number) this.hits = hits;
    } catch (error) {
      if (number !== this.#number) return;
      this.error = this.text("state.error", { message: messageOf(error) });
    }
  }
}
