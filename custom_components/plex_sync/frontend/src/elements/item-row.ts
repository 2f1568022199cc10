/** One saved item: cover, category, state, counts, and what can be done with it. */

import { css, html, nothing, type TemplateResult } from "lit";
import { property } from "lit/decorators.js";
import { controls, tokens } from "../styles/shared.js";
import type { Item } from "../wire/items.js";
import { Part } from "./part.js";

/** The tone of each state: a class of the shared styles. */
const TONES: Record<string, string> = {
  synced: "good",
  owned: "good",
  in_part: "warn",
  missing: "warn",
  offered: "warn",
  failed: "bad",
};

export class ItemRow extends Part {
  @property({ attribute: false }) item!: Item;
  @property({ type: Boolean }) opened = false;
  @property({ type: Boolean }) busy = false;
  /** Whether it is being selected; `null`: nothing is to be selected. */
  @property({ attribute: false }) selected: boolean | null = null;

  static override styles = [
    tokens,
    controls,
    css`
      .row {
        display: flex;
        gap: 12px;
        align-items: center;
        padding: 10px 16px;
      }
      label.row {
        cursor: pointer;
      }
      label.row:hover,
      label.row:has(:checked) {
        background: var(--wash);
      }
      .row input {
        flex: none;
        width: 20px;
        height: 20px;
      }
      plex-sync-cover {
        --cover-width: 48px;
        flex: none;
        aspect-ratio: 1;
      }
      .what {
        flex: 1 1 auto;
        min-width: 0;
      }
      .title {
        display: block;
        max-width: 100%;
        min-height: 28px;
        padding: 0;
        border: 0;
        border-radius: 4px;
        font-weight: 500;
        text-align: start;
      }
      .title:hover:not(:disabled) {
        background: none;
        text-decoration: underline;
      }
      .facts {
        display: flex;
        flex-wrap: wrap;
        gap: 2px 12px;
      }
      .state {
        color: var(--tone, var(--quiet));
        font-weight: 500;
      }
      .meter {
        height: 4px;
        margin-top: 6px;
        border-radius: 2px;
        background: var(--wash);
        overflow: hidden;
        display: flex;
      }
      .meter i {
        display: block;
        background: var(--tone);
      }
      .offer,
      .error {
        margin: 0 16px 12px 76px;
        padding: 8px 12px;
        border-radius: var(--round);
        background: color-mix(in srgb, var(--tone, var(--warn)) 12%, transparent);
        overflow-wrap: anywhere;
      }
      .offer div {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
        margin-top: 8px;
      }
      @media (max-width: 480px) {
        .offer,
        .error {
          margin-inline-start: 16px;
        }
      }
    `,
  ];

  override render(): TemplateResult {
    const { item } = this;
    if (this.selected !== null) return this.choosing(this.selected);
    return html`<div class="row">
        ${this.cover()}
        <div class="what">
          <button
            class="title one-line"
            aria-expanded=${String(this.opened)}
            @click=${() => {
              this.tell("open-item", item.item);
            }}
          >
            ${item.title}
          </button>
          ${this.facts()} ${this.meter()}
        </div>
        ${
          this.context.permissions.may("sync_playlists")
            ? html`<button
                class="icon"
                ?disabled=${this.busy}
                title=${this.text("playlists.sync_now")}
                aria-label=${this.text("playlists.sync_one", { title: item.title })}
                @click=${() => {
                  this.tell("sync-item", item);
                }}
              >
                <ha-icon icon="mdi:sync"></ha-icon>
              </button>`
            : nothing
        }
      </div>
      ${this.offer()}
      ${item.text ? html`<p class="error small bad" role="status">${item.text}</p>` : nothing}`;
  }

  /** The row while several are selected: all of it ticks the box. */
  private choosing(selected: boolean): TemplateResult {
    const { item, title } = this.item;
    return html`<label class="row">
      <input
        type="checkbox"
        aria-label=${this.text("playlists.select.one", { title })}
        .checked=${selected}
        @change=${() => {
          this.tell("select-item", item);
        }}
      />
      ${this.cover()}
      <div class="what">
        <span class="title one-line">${title}</span>
        ${this.facts()}
      </div>
    </label>`;
  }

  private facts(): TemplateResult {
    const { item } = this;
    return html`<div class="facts small quiet">
      <span class="state ${TONES[item.state] ?? ""}"
        >${this.text(`playlists.states.${item.state}`)}</span
      >
      ${item.category ? html`<span>${item.category}</span>` : nothing}
      <span>${this.counts()}</span>
      <span>${this.when()}</span>
    </div>`;
  }

  private cover(): TemplateResult {
    const { picture, title } = this.item;
    return html`<plex-sync-cover
      .context=${this.context}
      .pictures=${picture ? [picture] : []}
      .title=${title}
    ></plex-sync-cover>`;
  }

  private counts(): string {
    const { total, matched, review, missing, state } = this.item;
    if (state === "new") return "";
    const parts = [this.text("playlists.of", { matched, total })];
    if (review) parts.push(this.text("playlists.to_review", { count: review }));
    if (missing) parts.push(this.text("playlists.missing", { count: missing }));
    return parts.join(" · ");
  }

  private when(): string {
    const { last_sync: last, next_due: next, sync } = this.item;
    const { relative, moment } = this.context.formats;
    if (!sync) return this.text("playlists.by_hand");
    if (last) return this.text("header.last_sync", { when: relative(last) });
    return next ? this.text("playlists.next", { when: moment(next) }) : "";
  }

  private meter(): TemplateResult | typeof nothing {
    const { total, matched, review } = this.item;
    if (!total) return nothing;
    const share = (count: number) => `width:${String((100 * count) / total)}%`;
    return html`<div class="meter" aria-hidden="true">
      <i class="good" style=${share(matched)}></i>
      <i class="warn" style=${share(review)}></i>
    </div>`;
  }

  private offer(): TemplateResult | typeof nothing {
    const { offer } = this.item;
    if (!offer) return nothing;
    const choose = (takes: boolean) => () => {
      this.tell("settle-offer", { item: this.item, takes });
    };
    return html`<div class="offer small warn" role="status">
      ${this.text("playlists.offer", {
        title: offer.title,
        agree: offer.agree,
        count: offer.count,
      })}
      ${
        this.context.permissions.may("decide")
          ? html`<div>
              <button class="filled" @click=${choose(true)}>
                ${this.text("playlists.take_over")}
              </button>
              <button @click=${choose(false)}>${this.text("playlists.leave")}</button>
            </div>`
          : nothing
      }
    </div>`;
  }
}
