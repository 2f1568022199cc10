import { describe, expect, it } from "vitest";
import { Permissions, type ActionName } from "../src/logic/acts.js";
import { record, run } from "./builders.js";

const EVERYTHING: ActionName[] = [
  "sync",
  "ignore",
  "explain",
  "set_mapping",
  "retry",
  "undo",
  "redo",
  "delete_history",
  "pin",
  "search_anilist",
];

function permissions(actions: ActionName[], act = true, administer = true): Permissions {
  const there = Object.fromEntries(actions.map((action) => [action, {}]));
  return new Permissions({ plex_sync: there }, { act, administer });
}

const problem = record(1, {
  outcome: "not_found",
  problem: "not_found",
  reason: "id_unknown",
  target: null,
});

describe("acts", () => {
  it("are those that the integration has", () => {
    expect(permissions(["ignore"]).actsOf(problem)).toEqual(["ignore", "why"]);
    expect(permissions([]).actsOf(record(1))).toEqual(["difference"]);
    expect(new Permissions({}, { act: true, administer: true }).may("sync")).toBe(false);
  });

  it("are those that the user may", () => {
    const all = permissions(EVERYTHING);
    expect(all.actsOf(problem)).toEqual(["choose", "retry", "ignore", "why", "delete"]);
    expect(all.actsOf(record(1))).toEqual(["undo", "pin", "difference", "delete"]);
    expect(permissions(EVERYTHING, true, false).actsOf(record(1))).toEqual([
      "undo",
      "pin",
      "difference",
    ]);
    expect(permissions(EVERYTHING, false, false).actsOf(record(1))).toEqual(["difference"]);
    expect(permissions(EVERYTHING, false, false).actsOf(problem)).toEqual(["why"]);
  });

  it("follow what has become of a record", () => {
    const all = permissions(EVERYTHING);
    expect(all.actsOf(record(1, { outcome: "undone" }))).toContain("redo");
    expect(all.actsOf(record(1, { undone_by: 2 }))).not.toContain("undo");
    expect(all.actsOf(record(1, { outcome: "pending" }))).toEqual(["pin", "difference"]);
    const settled = { ...problem, closed_at: "2026-11-21T20:00:00Z" };
    expect(all.actsOf(settled)).toEqual(["why", "delete"]);
  });

  it("take a run back once it has ended, if it has changed anything", () => {
    const all = permissions(EVERYTHING);
    expect(all.canUndoRun(run(1))).toBe(true);
    expect(all.canUndoRun(run(1, { ended_at: null }))).toBe(false);
    expect(all.canUndoRun(run(1, { counts: { failed: 1 } }))).toBe(false);
    expect(all.canUndoRun(run(1, { kind: "undo" }))).toBe(false);
    expect(permissions(EVERYTHING, false).canUndoRun(run(1))).toBe(false);
  });
});
