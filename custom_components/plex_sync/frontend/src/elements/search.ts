/** Looking for an AniList entry by its title. */

import { css, html, nothing, type TemplateResult } from "lit";
import { property, state } from "lit/decorators.js";
import { controls, tokens } from "../styles/shared.js";
import { messageOf } from "../wire/hass.js";
import type { Hit, Hits } from "../wire/pins.js";
import { Part } from "./part.js";

export class AniListSearch extends Part {
  @property() query = "";
  @property({ attribute: false }) suggested: Hit[] = [];
  @state() private hits: Hit[] | null = null;
  @state() private searching = false;
  @state() private error = "";
  #number = 0;

  static override styles = [
    tokens,
    controls,
    css`
      form {
        display: flex;
        gap: 8px;
      }
      h3 {
        margin: 14px 0 4px;
        color: var(--quiet);
        font-size: var(--small);
        font-weight: 400;
      }
      li {
        display: flex;
        gap: 12px;
        align-items: center;
        padding: 8px 0;
        border-top: 1px solid var(--line);
      }
      .name {
        flex: 1;
        min-width: 0;
        overflow-wrap: anywhere;
      }
      plex-sync-cover {
        flex: none;
        --cover-width: 36px;
      }
      [role="status"] {
        margin-top: 10px;
      }
    `,
  ];

  override firstUpdated(): void {
    if (this.query) void this.search();
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
          placeholder=${this.text("choose.placeholder")}
          aria-label=${this.text("choose.placeholder")}
          @input=${(event: InputEvent) => {
            this.query = (event.target as HTMLInputElement).value;
          }}
        />
        <button>${this.text("acts.search")}</button>
      </form>
      ${
        this.suggested.length
          ? html`<h3>${this.text("choose.candidates")}</h3>
              ${this.list(this.suggested)}`
          : nothing
      }
      <div role="status">${this.found()}</div>`;
  }

  private found(): TemplateResult | string | typeof nothing {
    if (this.searching) return this.text("feed.loading");
    if (this.error) return html`<span class="bad">${this.error}</span>`;
    if (!this.hits) return nothing;
    if (!this.hits.length) return this.text("choose.none", { text: this.query });
    return html`<h3>${this.text("choose.results")}</h3>
      ${this.list(this.hits)}`;
  }

  private list(hits: Hit[]): TemplateResult {
    return html`<ul>
      ${hits.map(
        (hit) =>
          html`<li>
            <plex-sync-cover
              .context=${this.context}
              .pictures=${hit.cover ? [hit.cover] : []}
              .title=${hit.title}
              .adult=${hit.is_adult ?? false}
            ></plex-sync-cover>
            <div class="name">
              <a
                href="https://anilist.co/anime/${hit.id}"
                target="_blank"
                rel="noreferrer noopener"
                >${hit.title}</a
              >
              <div class="small quiet">${this.facts(hit)}</div>
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

  private facts(hit: Hit): string {
    return [
      hit.format ?? "",
      hit.year ? String(hit.year) : "",
      hit.episodes ? this.text("choose.episodes", { count: hit.episodes }) : "",
      `AniList ${hit.id}`,
      this.pinned(hit.pins ?? []),
    ]
      .filter(Boolean)
      .join(" · ");
  }

  private pinned(names: string[]): string {
    if (!names.length) return "";
    const fields = names.map((name) => this.context.words.label(name));
    return this.text("choose.pinned", { fields: this.context.formats.list(fields) });
  }

  /** Only the latest search speaks. */
  private async search(): Promise<void> {
    const query = this.query.trim();
    if (!query) return;
    const number = ++this.#number;
    this.searching = true;
    this.error = "";
    try {
      const { results } = await this.context.api.act<Hits>("search_anilist", { query });
      if (number === this.#number) this.hits = results;
    } catch (error) {
      if (number !== this.#number) return;
      this.error = this.text("state.error", { message: messageOf(error) });
    } finally {
      if (number === this.#number) this.searching = false;
    }
  }
}
