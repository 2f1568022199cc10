/** Chips for what needs the user; none where all is well. */

import { html, nothing, type TemplateResult } from "lit";
import type { Item } from "../wire/items.js";
import type { Context } from "./part.js";

const FILTERS = ["review", "missing"] as const;
export type Only = (typeof FILTERS)[number];

/** How many tracks are to be reviewed, or lack; pressed, only the items that have such. */
export function itemFilters(
  { texts, formats }: Context,
  items: readonly Item[],
  chosen: Only | null,
  choose: (only: Only | null) => void,
): TemplateResult | typeof nothing {
  const count = (only: Only) => items.reduce((total, item) => total + item[only], 0);
  const offered = FILTERS.filter((only) => count(only) || chosen === only);
  if (!offered.length) return nothing;
  const chip = (only: Only | null, name: string, number: number) =>
    html`<button
      aria-pressed=${String(chosen === only)}
      @click=${() => {
        choose(only);
      }}
    >
      ${name} ${formats.number(number)}
    </button>`;
  return html`<div class="bands" role="group" aria-label=${texts.text("playlists.show")}>
    ${chip(null, texts.text("acts.all"), items.length)}
    ${offered.map((only) => chip(only, texts.text(`playlists.bands.${only}`), count(only)))}
  </div>`;
}
