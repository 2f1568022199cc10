/** Sentences about the card itself: what is out of order, which filter holds. */

import { html, nothing, type TemplateResult } from "lit";
import type { Timeline } from "../data/timeline.js";
import type { Localizer } from "../texts/localizer.js";

/** A sentence in the place of the card's content, and what can be done below it. */
export function notice(
  sentence: string,
  below: TemplateResult | typeof nothing = nothing,
): TemplateResult {
  return html`<div class="notice" role="status">
    <p>${sentence}</p>
    ${below}
  </div>`;
}

/** What is out of order, if anything is. */
export function bars(
  timeline: Timeline,
  { text }: Localizer,
): TemplateResult | typeof nothing {
  if (timeline.offline) return bar("mdi:lan-disconnect", text("state.offline"));
  if (timeline.standing !== "live") return bar("mdi:reload", text("state.reloading"));
  const problem = timeline.status?.problem;
  if (!problem) return nothing;
  return bar(
    "mdi:alert-circle-outline",
    text("state.problem", { text: problem.text }),
    "bad",
  );
}

function bar(icon: string, sentence: string, tone = ""): TemplateResult {
  return html`<div class="bar ${tone}" role="status">
    <ha-icon icon=${icon} aria-hidden="true"></ha-icon><span>${sentence}</span>
  </div>`;
}

/** Which filter holds, and the way out of it. */
export function filterLine(
  timeline: Timeline,
  { text }: Localizer,
): TemplateResult | typeof nothing {
  const { outcome } = timeline.filter;
  const words = timeline.filter.text.trim();
  if (!outcome && !words) return nothing;
  const parts = [
    outcome ? text("feed.only", { outcome: text(`outcomes.${outcome}`) }) : "",
    words ? text("feed.found", { text: words }) : "",
  ];
  return html`<div class="filter small quiet">
    <span>${parts.filter(Boolean).join(" · ")}</span>
    <button
      class="link small"
      @click=${() => {
        timeline.narrow({ outcome: null });
        if (words) timeline.narrow({ text: "" });
      }}
    >
      ${text("acts.clear")}
    </button>
  </div>`;
}
