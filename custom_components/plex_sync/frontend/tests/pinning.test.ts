import { describe, expect, it } from "vitest";
import { changesFor, marksOf, reversed, type Marks } from "../src/logic/pinning.js";
import type { Pin } from "../src/wire/pins.js";

const FIELDS = ["status", "score", "notes"];
const pin = (target: string, ...fields: string[]): Pin => ({
  target,
  title: `Title ${target}`,
  fields,
});

describe("pins of several entries", () => {
  const first = pin("1", "status", "score");
  const second = pin("2", "status");
  const both = [first, second];

  it("are marked where all, none or some of them have a field pinned", () => {
    expect([...marksOf(both, FIELDS)]).toEqual([
      ["status", "all"],
      ["score", "some"],
      ["notes", "none"],
    ]);
    expect(marksOf([first], FIELDS).get("score")).toBe("all");
  });

  it("stay as they are while no mark is changed", () => {
    expect(changesFor(both, marksOf(both, FIELDS))).toEqual([]);
  });

  it("are changed only where the mark says something else", () => {
    const marks: Marks = new Map([
      ["status", "none"],
      ["score", "all"],
      ["notes", "none"],
    ]);
    expect(changesFor(both, marks)).toEqual([
      { pin: first, added: [], lifted: ["status"] },
      { pin: second, added: ["score"], lifted: ["status"] },
    ]);
  });

  it("go back by what was added and lifted, the other way round", () => {
    expect(reversed({ pin: second, added: ["score"], lifted: ["status"] })).toEqual({
      pin: second,
      added: ["status"],
      lifted: ["score"],
    });
  });
});
