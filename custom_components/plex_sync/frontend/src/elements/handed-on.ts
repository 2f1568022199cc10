/** How a missing track stands with the program that was asked for it. */

import { html, nothing, type TemplateResult } from "lit";
import type { HandedOn } from "../wire/items.js";
import type { Context } from "./part.js";

const TONES = {
  requested: "quiet",
  downloading: "quiet",
  arrived: "good",
  given_up: "warn",
} as const;

export function handedOn(
  { texts, formats }: Context,
  request: HandedOn | null,
): TemplateResult | typeof nothing {
  if (!request) return nothing;
  const { service, state, percent, since, reason, text } = request;
  const service_name = texts.text(`hand_off.names.${service}`);
  const pieces = [
    texts.text(`hand_off.states.${state}`, { service: service_name }),
    ...(percent === null || state !== "downloading"
      ? []
      : [`${formats.number(Math.round(percent))} %`]),
    ...(reason ? [texts.maybe(`hand_off.reasons.${reason}`) ?? text] : []),
    formats.relative(since),
  ];
  return html`<div class="handed small ${TONES[state]}">
    ${pieces.filter(Boolean).join(" · ")}
  </div>`;
}

/** So long it is believed that Plex finds what has arrived. */
const LOOKED_FOR = 3_600_000;

/** Whether something is on its way, so that it need not be asked for again. */
export function isBelieved({ state, since }: HandedOn): boolean {
  if (state === "arrived") return Date.now() - Date.parse(since) < LOOKED_FOR;
  return state !== "given_up";
}
