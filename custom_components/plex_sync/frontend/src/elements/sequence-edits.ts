/** What came into a list, left it or moved in it: a line each, by name. */

import { html, nothing, type TemplateResult } from "lit";
import { textOf } from "../logic/values.js";
import type { Edit, Json, SequenceEdits, State } from "../wire/records.js";
import type { Context } from "./part.js";

const LOOKS = {
  insert: "plus",
  remove: "minus",
  move: "moved",
  replace: "moved",
  set: "",
} as const;

/** How many were added, removed, moved, and each of them at its place. */
export function sequenceEdits(
  { texts, formats }: Context,
  { edits, ...counts }: SequenceEdits,
  names: Record<string, string>,
): TemplateResult {
  const summary = (["insert", "remove", "move", "replace"] as const)
    .filter((kind) => counts[kind])
    .map((kind) => texts.text(`pieces.${kind}`, { count: counts[kind] }));
  const place = (position: number | null | undefined) =>
    formats.number((position ?? 0) + 1);
  const where = ({ kind, position, origin }: Edit) =>
    kind === "move" ? `${place(origin)} → ${place(position)}` : place(position);
  const arrived = ({ evidence }: Edit) =>
    evidence?.arrived_by
      ? html`<span class="small quiet"
          >·
          ${texts.text("difference.arrived", { service: textOf(evidence.arrived_by) })}</span
        >`
      : nothing;
  const nameOf = (key: Json | undefined) =>
    names[textOf(key)] ?? texts.text("difference.unnamed");
  const name = ({ kind, after, before }: Edit) =>
    kind === "replace" ? `${nameOf(before)} → ${nameOf(after)}` : nameOf(after ?? before);
  return html`<div class="sequence">
    <div>${summary.join(" · ")}</div>
    <ul>
      ${edits.map(
        (edit) =>
          html`<li class=${LOOKS[edit.kind]}>
            <span class="only-heard">${texts.text(`difference.kinds.${edit.kind}`)}</span>
            <span class="place quiet">${where(edit)}</span> ${name(edit)} ${arrived(edit)}
          </li>`,
      )}
    </ul>
  </div>`;
}

/** A state with the names of things in place of their keys, for people to read. */
export function named(state: State, names: Record<string, string>): State {
  const nameOf = (value: Json): Json =>
    typeof value === "string" ? (names[value] ?? value) : value;
  return Object.fromEntries(
    Object.entries(state).map(([field, value]) => [
      field,
      Array.isArray(value) ? value.map(nameOf) : value,
    ]),
  );
}
