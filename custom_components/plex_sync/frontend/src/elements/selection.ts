/** Selecting several items, and the bar below them meanwhile. */

import { css, html, nothing, type LitElement, type TemplateResult } from "lit";
import type { Item } from "../wire/items.js";
import type { Context } from "./part.js";

export const selectionStyles = css`
  .select-several[aria-pressed="true"] {
    background: color-mix(in srgb, var(--accent) 14%, transparent);
    color: var(--ink);
  }
  .selection {
    position: sticky;
    bottom: 0;
    z-index: 1;
    display: flex;
    flex-wrap: wrap;
    gap: 4px 8px;
    align-items: center;
    padding: 10px 16px;
    border-top: 1px solid var(--line);
    background: var(--paper);
  }
  .selection > :first-child {
    flex: 1 1 auto;
    font-weight: 500;
  }
  @media (max-width: 480px) {
    .selection {
      justify-content: flex-end;
    }
    .selection > :first-child {
      flex-basis: 100%;
    }
  }
`;

export class Selection {
  /** The keys of the items that are selected; `null`: none are to be. */
  chosen: ReadonlySet<string> | null = null;

  constructor(
    private readonly host: LitElement,
    /** Edits items; resolves with whether they were changed. */
    private readonly edit: (items: readonly Item[]) => Promise<boolean>,
  ) {}

  /** Whether an item is selected; `null`: nothing is to be. */
  has({ item }: Item): boolean | null {
    return this.chosen?.has(item) ?? null;
  }

  toggle(key: string): void {
    const chosen = new Set(this.chosen);
    if (!chosen.delete(key)) chosen.add(key);
    this.choose(chosen);
  }

  /** Ends it; whoever uses a keyboard goes on where it was begun. */
  readonly leave = async (): Promise<void> => {
    this.choose(null);
    await this.host.updateComplete;
    this.host.renderRoot.querySelector<HTMLElement>(".select-several")?.focus();
  };

  /** Escape ends it, but for one that closes a dialog. */
  readonly onKey = (event: KeyboardEvent): void => {
    const isOfDialog = event
      .composedPath()
      .some((each) => each instanceof HTMLDialogElement);
    if (event.key === "Escape" && this.chosen && !isOfDialog) void this.leave();
  };

  /** What begins it, and ends it. */
  button({ texts }: Context): TemplateResult {
    return html`<button
      class="icon select-several"
      aria-pressed=${String(this.chosen !== null)}
      title=${texts.text("playlists.select.begin")}
      aria-label=${texts.text("playlists.select.begin")}
      @click=${() => {
        this.choose(this.chosen ? null : new Set());
      }}
    >
      <ha-icon icon="mdi:checkbox-multiple-outline" aria-hidden="true"></ha-icon>
    </button>`;
  }

  /** How many are selected, and what can be done with them. */
  bar(
    { texts: { text } }: Context,
    list: readonly Item[],
    shown: readonly Item[],
  ): TemplateResult | typeof nothing {
    const { chosen } = this;
    if (!chosen) return nothing;
    const items = list.filter(({ item }) => chosen.has(item));
    const isAll = shown.every(({ item }) => chosen.has(item));
    const others = new Set(isAll ? [] : shown.map(({ item }) => item));
    return html`<div
      class="selection"
      role="group"
      aria-label=${text("playlists.select.label")}
    >
      <span role="status">${text("playlists.select.count", { count: items.length })}</span>
      <button
        class="link"
        @click=${() => {
          this.choose(others);
        }}
      >
        ${text(isAll ? "playlists.select.none" : "playlists.select.all")}
      </button>
      <button @click=${this.leave}>${text("acts.cancel")}</button>
      <button
        class="filled"
        ?disabled=${!items.length}
        @click=${async () => {
          if (await this.edit(items)) await this.leave();
        }}
      >
        ${text("acts.edit")}
      </button>
    </div>`;
  }

  private choose(chosen: ReadonlySet<string> | null): void {
    this.chosen = chosen;
    this.host.requestUpdate();
  }
}
