import { describe, expect, it } from "vitest";
import { Feed, groupKey, matches } from "../src/logic/feed.js";
import { formats, record, run } from "./builders.js";

const page = (from: number, to: number) =>
  Array.from({ length: from - to + 1 }, (_, index) => record(from - index));
const ids = (feed: Feed) =>
  feed.chunks.flatMap(({ records }) => records.map((each) => each.record));

describe("feed", () => {
  it("keeps the newest first, whatever comes in which order", () => {
    const feed = new Feed();
    feed.reset(page(100, 51), [run(1)], 51);
    feed.append(page(50, 1), [], null);
    feed.add([record(102), record(101)], false);
    expect(ids(feed)).toEqual(Array.from({ length: 102 }, (_, index) => 102 - index));
    expect(feed.runs.get(1)?.kind).toBe("full");
  });

  it("takes a record once", () => {
    const feed = new Feed();
    feed.reset(page(10, 6), [], 6);
    feed.append(page(7, 1), [], null);
    feed.add([record(10)], false);
    expect(ids(feed)).toHaveLength(10);
  });

  it("holds back what is new while the user reads, then lets it in", () => {
    const feed = new Feed();
    feed.reset(page(5, 1), [], null);
    feed.add([record(6)], true);
    expect(ids(feed)).toHaveLength(5);
    feed.change(record(6, { title: "Renamed" }));
    expect(feed.letIn()).toBe(1);
    expect(ids(feed)[0]).toBe(6);
    expect(feed.get(6)?.title).toBe("Renamed");
  });

  it("changes and removes in place", () => {
    const feed = new Feed();
    feed.reset(page(5, 1), [], null);
    feed.change(record(3, { title: "Other" }));
    feed.remove(4);
    feed.remove(99);
    expect(ids(feed)).toEqual([5, 3, 2, 1]);
    expect(feed.get(3)?.title).toBe("Other");
  });

  it("leaves out a record that belongs further down than what is loaded", () => {
    const feed = new Feed();
    feed.reset(page(100, 51), [], 51);
    feed.add([record(7)], false);
    expect(feed.get(7)).toBeUndefined();
    feed.append(page(50, 1), [], null);
    expect(feed.get(7)).toBeDefined();
  });

  it("knows a run that was taken back change by change", () => {
    const feed = new Feed();
    feed.reset([record(2, { undone_by: 3 }), record(1)], [], null);
    expect(feed.isUndone(run(1))).toBe(false);
    feed.change(record(1, { undone_by: 4 }));
    expect(feed.isUndone(run(1))).toBe(true);
    expect(feed.isUndone(run(1, { counts: { synced: 9 } }))).toBe(false);
  });

  it("puts a record that comes back at its place", () => {
    const feed = new Feed();
    feed.reset([record(9), record(5)], [], null);
    feed.add([record(7)], false);
    expect(ids(feed)).toEqual([9, 7, 5]);
  });

  it("never moves the chunks below when it grows", () => {
    const feed = new Feed();
    feed.reset(page(100, 51), [], null);
    const [first] = feed.chunks;
    for (let id = 101; id <= 400; id++) feed.add([record(id)], false);
    expect(feed.chunks.at(-1)?.key).toBe(first?.key);
    expect(Math.max(...feed.chunks.map(({ records }) => records.length))).toBeLessThan(120);
  });

  it("holds a hundred thousand records without slowing down", () => {
    const feed = new Feed();
    const began = performance.now();
    feed.reset([], [], null);
    for (let top = 100_000; top > 0; top -= 50) feed.append(page(top, top - 49), [], null);
    for (let id = 100_001; id < 100_101; id++) feed.add([record(id)], false);
    expect(feed.size).toBe(100_100);
    expect(performance.now() - began).toBeLessThan(2_000);
  });
});

describe("filter", () => {
  const any = { outcome: null, text: "" };

  it("looks at the outcome and at the words", () => {
    const failed = record(1, { outcome: "failed", title: "Dororo" });
    expect(matches(failed, any)).toBe(true);
    expect(matches(failed, { outcome: "synced", text: "" })).toBe(false);
    expect(matches(failed, { outcome: "failed", text: "doro" })).toBe(true);
    expect(matches(failed, { outcome: null, text: "naruto" })).toBe(false);
  });

  it("leaves out problems that are settled", () => {
    expect(matches(record(1, { closed_at: "2026-11-21T20:00:00Z" }), any)).toBe(false);
  });
});

it("groups by run and by the user's day", () => {
  const { dayKey } = formats({}, "Asia/Tokyo");
  const early = record(1, { at: "2026-11-21T14:59:00Z" });
  const late = record(2, { at: "2026-11-21T15:01:00Z" });
  expect(groupKey(early, dayKey)).not.toBe(groupKey(late, dayKey));
  const { dayKey: utc } = formats();
  expect(groupKey(early, utc)).toBe(groupKey(late, utc));
  expect(groupKey(early, utc)).not.toBe(groupKey({ ...early, run: 2 }, utc));
});
