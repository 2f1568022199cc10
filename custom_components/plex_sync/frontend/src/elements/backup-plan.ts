/** What a restore would do: in numbers, and entry by entry. */

import { html, nothing, type TemplateResult } from "lit";
import type { Restored } from "../wire/backups.js";
import type { PlannedChange } from "../wire/records.js";
import { reasonOf } from "./backup-words.js";
import type { Context } from "./part.js";

const MOST_NAMES = 5;

/** How many entries would be written. */
export function countOf(plan: Restored | null): number {
  return plan?.plan?.change_count ?? 0;
}

/** Shows a plan; `exact`: what the backup does not have is deleted. */
export function planShown(
  context: Context,
  plan: Restored,
  exact: boolean,
): TemplateResult {
  const lines = [...counts(context, plan, exact), ...skipped(context, plan)];
  return html`<ul class="counts" role="status">
      ${lines.map((line) => html`<li>${line}</li>`)}
    </ul>
    ${countOf(plan) ? changes(context, plan) : nothing}`;
}

function counts({ texts, formats }: Context, plan: Restored, exact: boolean): string[] {
  const { created, changed, deleted } = plan.planned;
  const gone = [...new Set(Object.values(plan.gone).flat())];
  const counted = (key: string, count: number) =>
    count ? texts.text(`backups.will_${key}`, { count }) : "";
  return [
    countOf(plan) ? "" : texts.text("backups.will_nothing"),
    counted("change", changed),
    counted("create", created),
    counted("delete", deleted),
    counted("leave", plan.same),
    counted("stay", exact ? 0 : plan.newer),
    gone.length ? texts.text("backups.gone", { names: formats.list(gone) }) : "",
  ].filter(Boolean);
}

/** What stays as it is, and why. */
function skipped(context: Context, { skipped: left }: Restored): string[] {
  const reasons = new Set(left.map(({ reason }) => reason));
  return [...reasons].map((reason) => {
    const these = left.filter((each) => each.reason === reason);
    const names = these
      .slice(0, MOST_NAMES)
      .map(({ title, target }) => title || target || "?");
    const more = these.length > MOST_NAMES ? ["…"] : [];
    return context.texts.text("backups.will_skip", {
      count: these.length,
      names: [...names, ...more].join(", "),
      reason: reasonOf(context, these[0]),
    });
  });
}

function changes(context: Context, plan: Restored): TemplateResult {
  const { texts } = context;
  const shown = plan.plan?.changes ?? [];
  const more = countOf(plan) - shown.length;
  return html`<ul
    class="changes"
    tabindex="0"
    aria-label=${texts.text("backups.plan_label")}
  >
    ${shown.map(
      (change) =>
        html`<li>
          ${change.title}
          <div class="small ${change.deletes ? "bad" : "quiet"}">
            ${line(context, change)}
          </div>
        </li>`,
    )}
    ${
      more > 0
        ? html`<li class="small quiet">${texts.text("pieces.more", { count: more })}</li>`
        : nothing
    }
  </ul>`;
}

function line({ say }: Context, change: PlannedChange): string {
  return say.line({
    edits: change.edits,
    more_edits: 0,
    created: change.creates,
    deleted: change.deletes,
    subjects: change.subjects,
  });
}
