/** A plan that waits for the user: counts, the largest changes, apply or discard. */

import { css, html, nothing, type TemplateResult } from "lit";
import { property, state } from "lit/decorators.js";
import { controls, tokens } from "../styles/shared.js";
import { messageOf } from "../wire/hass.js";
import type { PlanNote, PlannedChange } from "../wire/records.js";
import { textOf } from "../logic/values.js";
import { Part } from "./part.js";

const AT_ONCE = 100;
const LARGEST = 5;
const GUARDED = new Set([
  "too_many_deleted",
  "too_many_lowered",
  "sequence_halved",
  "library_shrunk",
]);

export class PlanWaiting extends Part {
  @property({ attribute: false }) plan!: PlanNote;
  @property({ type: Boolean }) busy = false;
  @state() private changes: PlannedChange[] = [];
  @state() private cursor: number | null = 0;
  @state() private open = false;
  @state() private count = LARGEST;
  @state() private error = "";

  static override styles = [
    tokens,
    controls,
    css`
      :host {
        display: block;
        margin: 0 16px 14px;
      }
      section {
        padding: 12px 14px;
        border: 1px solid color-mix(in srgb, var(--warn) 50%, transparent);
        border-radius: var(--round);
        background: color-mix(in srgb, var(--warn) 9%, transparent);
      }
      h3 {
        font-size: 15px;
        font-weight: var(--ha-font-weight-medium, 500);
      }
      .acts {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
        margin-top: 10px;
      }
      ul {
        max-height: 320px;
        margin-top: 10px;
        overflow-y: auto;
        border-top: 1px solid var(--line);
      }
      li {
        display: grid;
        gap: 0 10px;
        padding: 6px 0;
        border-bottom: 1px solid var(--line);
        overflow-wrap: anywhere;
      }
      .deletes {
        color: var(--bad);
      }
    `,
  ];

  override willUpdate(changed: Map<string, unknown>): void {
    const former = changed.get("plan") as PlanNote | undefined;
    if (former && former.at !== this.plan.at) {
      this.changes = [];
      this.cursor = 0;
      this.open = false;
    }
  }

  override render(): TemplateResult {
    const { plan } = this;
    const guarded = GUARDED.has(plan.reason);
    const mayApply =
      this.context.permissions.may("apply_plan") &&
      (!guarded || this.context.profile.rights.administer);
    return html`<section aria-label=${this.text("plan.label")}>
      <h3>${this.title_()}</h3>
      <p class="small quiet">${this.counts().join(" · ")}</p>
      ${this.open ? this.list() : nothing}
      ${this.error ? html`<p role="alert" class="deletes">${this.error}</p>` : nothing}
      <div class="acts">
        ${
          mayApply
            ? html`<button
                class="filled"
                ?disabled=${this.busy}
                @click=${() => {
                  this.tell("apply-plan", plan);
                }}
              >
                ${this.text("acts.apply")}
              </button>`
            : nothing
        }
        ${
          this.context.permissions.may("get_plan")
            ? html`<button aria-expanded=${String(this.open)} @click=${() => this.toggle()}>
                ${this.text(this.open ? "acts.hide_changes" : "acts.show_changes")}
              </button>`
            : nothing
        }
        ${
          this.context.permissions.may("discard_plan")
            ? html`<button
                class="link"
                ?disabled=${this.busy}
                @click=${() => {
                  this.tell("discard-plan", plan);
                }}
              >
                ${this.text("acts.discard")}
              </button>`
            : nothing
        }
      </div>
      ${
        guarded && !mayApply && this.context.profile.rights.act
          ? html`<p class="small quiet">${this.text("plan.administrator")}</p>`
          : nothing
      }
    </section>`;
  }

  private title_(): string {
    const { reason, details } = this.plan;
    const { count, total, title } = details;
    return (
      this.context.texts.maybe(`plan.${reason}`, {
        count: Number(count ?? 0),
        total: Number(total ?? 0),
        title: textOf(title ?? ""),
      }) ?? this.text("plan.preview")
    );
  }

  private counts(): string[] {
    const { counts, at } = this.plan;
    return [
      ...(["changes", "created", "deleted", "lowered"] as const)
        .filter((name) => counts[name] || name === "changes")
        .map((name) => this.text(`plan.${name}`, { count: counts[name] })),
      this.text("plan.made", { when: this.context.formats.moment(at) }),
    ];
  }

  private list(): TemplateResult {
    const shown = this.changes.slice(0, this.count);
    const more = this.changes.length > this.count || this.cursor !== null;
    return html`<ul>
      ${shown.map(
        (change) =>
          html`<li>
            <span>${change.title}<span class="small quiet">${subtitle(change)}</span></span>
            <span class="small ${change.deletes ? "deletes" : "quiet"}"
              >${this.line(change)}</span
            >
          </li>`,
      )}
      ${
        more
          ? html`<button class="link" @click=${() => this.showMore()}>
              ${this.text(this.changes.length ? "acts.show_more" : "feed.loading")}
            </button>`
          : nothing
      }
    </ul>`;
  }

  private line(change: PlannedChange): string {
    return this.context.say.line({
      edits: [...change.edits, ...change.conflicts],
      more_edits: 0,
      created: change.creates,
      deleted: change.deletes,
      subjects: change.subjects,
    });
  }

  private async toggle(): Promise<void> {
    this.open = !this.open;
    if (this.open && !this.changes.length) await this.load();
  }

  private async showMore(): Promise<void> {
    this.count = this.count === LARGEST ? AT_ONCE : this.count + AT_ONCE;
    if (this.changes.length < this.count) await this.load();
  }

  private async load(): Promise<void> {
    if (this.cursor === null) return;
    this.error = "";
    try {
      const page = await this.context.api.plan(this.cursor, AT_ONCE);
      this.changes = [...this.changes, ...page.changes].sort(bySize);
      this.cursor = this.changes.length < page.change_count ? page.cursor : null;
    } catch (error) {
      this.error = this.text("state.error", { message: messageOf(error) });
    }
  }
}

/** Deletions first, then what goes back, then what changes most. */
function bySize(first: PlannedChange, second: PlannedChange): number {
  return (
    Number(second.deletes) - Number(first.deletes) ||
    Number(second.lowers) - Number(first.lowers) ||
    second.edits.length - first.edits.length
  );
}

function subtitle(change: PlannedChange): string {
  const name = change.subjects[0]?.subtitle;
  return name ? ` · ${name}` : "";
}
