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
