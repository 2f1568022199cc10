/** What stands above the feed. */

import { html, nothing, type TemplateResult } from "lit";
import type { TimelineConfig } from "../config.js";
import type { Timeline } from "../data/timeline.js";
import type { Localizer } from "../texts/localizer.js";
import type { Profile } from "../wire/records.js";
import type { Context } from "./part.js";

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

/** What the card knows beside the timeline. */
export interface Surroundings {
  config: TimelineConfig;
  /** Those that one can switch between. */
  profiles: Profile[];
  planBusy: boolean;
}

/** Header, the run under way, the plan that waits, outcomes. */
export function top(
  timeline: Timeline,
  context: Context,
  { config, profiles, planBusy }: Surroundings,
): TemplateResult {
  const { status, plan } = timeline;
  const isRunning = Boolean(status?.running);
  return html`<plex-sync-header
      .context=${context}
      .status=${status}
      .profiles=${profiles}
      .heading=${config.title ?? ""}
      .search=${timeline.filter.text}
      .plain=${config.hide_controls ?? false}
      .offline=${timeline.offline || timeline.standing !== "live"}
    ></plex-sync-header>
    ${
      isRunning
        ? html`<plex-sync-progress
            .context=${context}
            .status=${status}
            .stoppable=${context.permissions.may("stop")}
          ></plex-sync-progress>`
        : nothing
    }
    ${
      plan
        ? html`<plex-sync-plan
            .context=${context}
            .plan=${plan}
            .busy=${planBusy || isRunning}
          ></plex-sync-plan>`
        : nothing
    }
    <plex-sync-outcomes
      .context=${context}
      .counters=${timeline.counters}
      .chosen=${timeline.filter.outcome}
    ></plex-sync-outcomes>`;
}
