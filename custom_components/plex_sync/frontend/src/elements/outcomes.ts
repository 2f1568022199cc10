/** The outcomes with their counts; each is a filter of the feed. */

import { css, html, nothing, type TemplateResult } from "lit";
import { property } from "lit/decorators.js";
import { controls, tokens } from "../styles/shared.js";
import type { Counters, Outcome } from "../wire/records.js";
import { Part, TONES } from "./part.js";

const ALWAYS: Outcome[] = ["synced", "failed", "not_found", "deleted", "undone"];
const ORDER: Outcome[] = [
  "synced",
  "failed",
  "not_found",
  "review",
  "pending",
  "deleted",
  "undone",
];

export class Outcomes extends Part {
  @property({ attribute: false }) counters: Counters = {};
  @property({ attribute: false }) chosen: Outcome | null = null;

  static override styles = [
    tokens,
    controls,
    css`
      :host {
        display: block;
        container-type: inline-size;
        padding: 0 16px 14px;
      }
      .outcomes {
        display: grid;
        grid-template-columns: repeat(var(--columns), minmax(0, 1fr));
        gap: 8px;
      }
      button {
        display: block;
        min-width: 0;
        padding: 7px 10px;
        border-radius: var(--round);
        text-align: start;
        white-space: normal;
      }
      :host(:dir(rtl)) button {
        text-align: right;
      }
      button[aria-pressed="true"] {
        border-color: var(--tone);
        background: color-mix(in srgb, var(--tone) 12%, transparent);
        box-shadow: inset 0 0 0 1px var(--tone);
      }
      b {
        display: block;
        font-size: 20px;
        font-weight: var(--ha-font-weight-medium, 500);
        line-height: 1.25;
        font-variant-numeric: tabular-nums;
      }
      .name {
        display: flex;
        gap: 6px;
        align-items: center;
        color: var(--quiet);
        font-size: var(--small);
      }
      .name::before {
        content: "";
        flex: none;
        width: 7px;
        height: 7px;
        border-radius: 50%;
        background: var(--tone);
      }
      @container (max-width: 460px) {
        .outcomes {
          grid-template-columns: repeat(3, minmax(0, 1fr));
        }
      }
    `,
  ];

  override render(): TemplateResult {
    const outcomes = ORDER.filter(
      (outcome) =>
        ALWAYS.includes(outcome) || outcome === this.chosen || this.counters[outcome],
    );
    return html`<div
      class="outcomes"
      style="--columns:${outcomes.length}"
      role="group"
      aria-label=${this.text("feed.outcomes")}
    >
      ${outcomes.map((outcome) => this.card(outcome))}
    </div>`;
  }

  private card(outcome: Outcome): TemplateResult | typeof nothing {
    const count = this.counters[outcome] ?? 0;
    return html`<button
      class=${TONES[outcome] ?? ""}
      aria-pressed=${String(outcome === this.chosen)}
      @click=${() => {
        this.tell("filter-outcome", outcome === this.chosen ? null : outcome);
      }}
    >
      <b>${this.context.formats.number(count)}</b>
      <span class="name one-line">${this.text(`outcomes.${outcome}`)}</span>
    </button>`;
  }
}
