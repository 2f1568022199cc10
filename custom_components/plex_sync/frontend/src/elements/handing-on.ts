/** What is on its way of all that was handed on: a line below the playlists' header. */

import { html, nothing, type TemplateResult } from "lit";
import type { Items } from "../data/items.js";
import type { HandOff, RequestState } from "../wire/items.js";
import type { Context } from "./part.js";

const SHOWN: RequestState[] = ["requested", "downloading", "arrived", "given_up"];

export function handingOn(
  { texts, formats }: Context,
  items: Items | null,
): TemplateResult | typeof nothing {
  if (!items) return nothing;
  const asked = Object.entries(items.handOffs).flatMap(([service, working]) =>
    working
      ? [
          texts.text("hand_off.asking", {
            service: texts.text(`hand_off.names.${service as HandOff}`),
            done: formats.number(working.done),
            total: formats.number(working.total),
          }),
        ]
      : [],
  );
  const counts = SHOWN.flatMap((state) => {
    const count = items.handedOn[state];
    return count ? [texts.text(`hand_off.counts.${state}`, { count })] : [];
  });
  if (!asked.length && !counts.length) return nothing;
  return html`<p class="handing small quiet" role="status">
    ${[...asked, ...counts].join(" · ")}
  </p>`;
}
