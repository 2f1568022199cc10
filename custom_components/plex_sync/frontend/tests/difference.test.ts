import { describe, expect, it } from "vitest";
import { difference, flatten, shown } from "../src/logic/difference.js";
import { canonical, same } from "../src/logic/values.js";

const before = {
  status: "CURRENT",
  progress: 8,
  score: null,
  notes: "good",
  zebra: { inner: 1, empty: {} },
  custom_lists: ["a"],
  private: false,
};
const after = {
  status: "COMPLETED",
  progress: 9,
  score: 70,
  notes: "",
  zebra: { inner: 2 },
  custom_lists: ["a"],
  private: false,
};

describe("difference", () => {
  it("lays objects out as paths, lists as values", () => {
    expect([...flatten(before).keys()]).toEqual([
      "status",
      "progress",
      "score",
      "notes",
      "zebra.inner",
      "custom_lists",
      "private",
    ]);
    expect(flatten(null).size).toBe(0);
  });

  it("puts changes first, and known fields before others", () => {
    expect(
      difference(before, after).map(({ path, change }) => `${path} ${change}`),
    ).toEqual([
      "status changed",
      "progress changed",
      "score added",
      "notes removed",
      "zebra.inner changed",
      "private unchanged",
      "custom_lists unchanged",
    ]);
  });

  it("takes all empty values for the same", () => {
    expect(difference({ notes: null, list: [] }, { notes: "", list: null })).toEqual([]);
    expect(same({ b: 1, a: [] }, { a: [], b: 1 })).toBe(true);
    expect(canonical({ b: 1, a: 2 })).toBe('{"a":2,"b":1}');
  });

  it("does not tell of zeros and noes that a new entry holds anyway", () => {
    const rows = difference(null, { status: "CURRENT", repeat: 0, private: false });
    expect(rows.filter(({ change }) => change === "added").map(({ path }) => path)).toEqual(
      ["status"],
    );
    expect(difference({ progress: 3 }, { progress: 0 })[0]?.change).toBe("changed");
  });

  it("searches paths and labels, and hides what is unchanged", () => {
    const rows = difference(before, after);
    const label = (path: string) => (path === "score" ? "Rating" : path);
    const paths = (search: string, unchanged: boolean) =>
      shown(rows, search, unchanged, label).map(({ path }) => path);
    expect(paths("", false)).not.toContain("private");
    expect(paths("", true)).toContain("private");
    expect(paths("RATING", false)).toEqual(["score"]);
    expect(paths("inner", false)).toEqual(["zebra.inner"]);
  });
});
