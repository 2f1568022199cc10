/** Why a problem is one: what was tried, and on request the mappings in full. */

import { css, html, nothing, type TemplateResult } from "lit";
import { property, state } from "lit/decorators.js";
import { controls, tokens } from "../styles/shared.js";
import { messageOf } from "../wire/hass.js";
import type { TimelineRecord } from "../wire/records.js";
import { Part } from "./part.js";

interface Edge {
  id: string;
  season: number | null;
  episodes: [number, number | null];
  anilist_id: number;
  anilist_episodes: [number, number | null];
  source: string;
}

interface Explanation {
  titles: { ids: string[]; edges: Edge[] }[];
  unknown: string[];
}

export class Why extends Part {
  @property({ attribute: false }) record!: TimelineRecord;
  @state() private explanation: Explanation | null = null;
  @state() private asking = false;
  @state() private error = "";

  static override styles = [
    tokens,
    controls,
    css`
      .box {
        padding: 8px 12px;
        border: 1px solid var(--line);
        border-radius: var(--round);
        overflow-wrap: anywhere;
      }
      li + li,
      ul + ul {
        margin-top: 4px;
      }
      button {
        margin: 4px 0 0 -8px;
        margin-inline: -8px 0;
      }
    `,
  ];

  override render(): TemplateResult {
    const tried = this.context.say.tried(this.record);
    const message = this.record.message;
    return html`<div class="box small">
      <ul class="quiet">
        ${tried.map((line) => html`<li>${line}</li>`)}
        ${
          message && !this.context.say.problem(this.record).includes(message)
            ? html`<li>${message}</li>`
            : nothing
        }
        ${
          tried.length || message
            ? nothing
            : html`<li>${this.context.say.problem(this.record)}</li>`
        }
      </ul>
      ${this.explanation ? this.explained(this.explanation) : this.button()}
      ${this.error ? html`<p role="alert" class="bad">${this.error}</p>` : nothing}
    </div>`;
  }

  private button(): TemplateResult | typeof nothing {
    const mayAsk =
      this.context.permissions.may("explain") && this.context.profile.kind === "anime";
    if (!mayAsk || !this.record.subjects.length) return nothing;
    return html`<button
      class="link"
      ?disabled=${this.asking}
      @click=${() => this.explain()}
    >
      ${this.text(this.asking ? "feed.loading" : "acts.explain")}
    </button>`;
  }

  private explained(explanation: Explanation): TemplateResult {
    if (!explanation.titles.length) return html`<p>${this.text("explain.unknown")}</p>`;
    return html`${explanation.titles.map((title) =>
      title.edges.length
        ? html`<ul>
            ${title.edges.map((edge) => html`<li>${this.edge(edge)}</li>`)}
          </ul>`
        : html`<p>${this.text("explain.none", { ids: title.ids.join(", ") })}</p>`,
    )}`;
  }

  private edge(edge: Edge): string {
    const season =
      edge.season === null ? "" : this.text("explain.season", { season: edge.season });
    const episodes = (span: [number, number | null]) =>
      this.text("explain.episodes", { episodes: range(span) });
    const left = [edge.id, season, episodes(edge.episodes)];
    const right = [`AniList ${edge.anilist_id}`, episodes(edge.anilist_episodes)];
    return `${left.filter(Boolean).join(" · ")} → ${right.join(" · ")} (${edge.source})`;
  }

  private async explain(): Promise<void> {
    this.asking = true;
    this.error = "";
    try {
      const subject = this.record.subjects[0]?.key;
      this.explanation = await this.context.api.act<Explanation>("explain", { subject });
    } catch (error) {
      this.error = this.text("state.error", { message: messageOf(error) });
    } finally {
      this.asking = false;
    }
  }
}

function range([first, last]: [number, number | null]): string {
  if (last === null) return `${first}–`;
  return first === last ? String(first) : `${first}–${last}`;
}
