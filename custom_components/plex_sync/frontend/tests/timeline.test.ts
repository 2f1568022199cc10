import { beforeEach, describe, expect, it, vi } from "vitest";
import { checked } from "../src/config.js";
import { Timeline } from "../src/data/timeline.js";
import type { HomeAssistant } from "../src/wire/hass.js";
import type { Page, Push } from "../src/wire/records.js";
import { record, run } from "./builders.js";

const STATUS = {
  activity: "idle",
  running: null,
  progress: null,
  last_sync: null,
  last_checked: null,
  next_full: null,
  next_poll: null,
  dry_run: false,
  problem: null,
};

function first(page: Partial<Page>): Push {
  return {
    type: "first",
    profile: {
      config_entry_id: "e",
      title: "P",
      kind: "anime",
      status_entity_id: null,
      rights: { act: true, administer: true },
    },
    status: STATUS,
    counters: { synced: 1 },
    page: { records: [], runs: [], next: null, ...page },
    plan: null,
  };
}

const page = (from: number, to: number) =>
  Array.from({ length: from - to + 1 }, (_, index) => record(from - index));

describe("timeline", () => {
  let push: (message: Push) => void;
  let asked: Record<string, unknown>[];
  let answers: Page[];
  let listeners: Map<string, () => void>;
  let scrolled = false;
  let refuse: unknown = null;
  let subscribed = 0;
  let timeline: Timeline;

  beforeEach(async () => {
    asked = [];
    answers = [];
    scrolled = false;
    refuse = null;
    subscribed = 0;
    listeners = new Map();
    const hass = {
      callWS: (message: Record<string, unknown>) => {
        asked.push(message);
        const answer = answers.shift();
        return answer ? Promise.resolve(answer) : Promise.reject(new Error("gone"));
      },
      connection: {
        subscribeMessage: (callback: (message: Push) => void) => {
          push = callback;
          subscribed++;
          // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors
          return refuse ? Promise.reject(refuse) : Promise.resolve(() => undefined);
        },
        addEventListener: (name: string, listener: () => void) =>
          listeners.set(name, listener),
        removeEventListener: (name: string) => listeners.delete(name),
      },
    } as unknown as HomeAssistant;
    timeline = new Timeline(
      () => hass,
      "e",
      () => undefined,
      () => scrolled,
    );
    await timeline.open();
  });

  const ids = () =>
    timeline.feed.chunks.flatMap(({ records }) => records.map((each) => each.record));

  it("shows what comes first, then what becomes of it", () => {
    push(first({ records: page(3, 1), runs: [run(1)] }));
    expect(timeline.standing).toBe("live");
    push({ type: "records", added: [record(4)], changed: [], removed: [1], runs: [] });
    push({ type: "counters", counters: { synced: 2 } });
    expect(ids()).toEqual([4, 3, 2]);
    expect(timeline.counters).toEqual({ synced: 2 });
  });

  it("holds back new records while the user reads further down", () => {
    push(first({ records: page(3, 1) }));
    scrolled = true;
    push({ type: "records", added: [record(4)], changed: [], removed: [], runs: [] });
    expect(ids()).toEqual([3, 2, 1]);
    timeline.letIn();
    expect(ids()).toEqual([4, 3, 2, 1]);
  });

  it("drops a problem that was settled", () => {
    push(first({ records: page(3, 1) }));
    const settled = record(2, { closed_at: "2026-11-21T20:00:00Z" });
    push({ type: "records", added: [], changed: [settled], removed: [], runs: [] });
    expect(ids()).toEqual([3, 1]);
  });

  it("loads what follows, and says when it cannot", async () => {
    push(first({ records: page(100, 51), next: 51 }));
    answers = [{ records: page(50, 1), runs: [], next: null }];
    await timeline.more();
    expect(asked[0]).toMatchObject({ before: 51, limit: 50 });
    expect(ids()).toHaveLength(100);
    push(first({ records: page(100, 51), next: 51 }));
    await vi.waitFor(() => {
      expect(timeline.feed.next).toBe(51);
    });
    await timeline.more();
    expect(timeline.error).toBe("gone");
  });

  it("asks for what fits a filter, and leaves out pushes that do not", async () => {
    push(first({ records: page(3, 1) }));
    answers = [{ records: [record(2, { outcome: "failed" })], runs: [], next: null }];
    timeline.narrow({ outcome: "failed" });
    await vi.waitFor(() => {
      expect(ids()).toEqual([2]);
    });
    expect(asked[0]).toMatchObject({ outcomes: ["failed"] });
    push({ type: "records", added: [record(9)], changed: [], removed: [], runs: [] });
    expect(ids()).toEqual([2]);
  });

  it("misses nothing after a lost connection, and keeps the place", async () => {
    push(first({ records: page(100, 51), next: 51 }));
    answers = [{ records: page(50, 1), runs: [], next: null }];
    await timeline.more();
    scrolled = true;
    listeners.get("disconnected")?.();
    expect(timeline.offline).toBe(true);
    // Meanwhile 101 and 102 came, 20 went, and 30 was undone.
    const rest = page(52, 1).filter((each) => each.record !== 20);
    rest[22] = record(30, { undone_by: 102 });
    answers = [{ records: rest, runs: [], next: null }];
    listeners.get("ready")?.();
    expect(subscribed).toBe(2);
    push(first({ records: page(102, 53), next: 53 }));
    await vi.waitFor(() => {
      expect(timeline.feed.held.size).toBe(2);
    });
    expect(timeline.offline).toBe(false);
    expect(ids()[0]).toBe(100);
    expect(ids()).toHaveLength(99);
    expect(ids()).not.toContain(20);
    expect(timeline.feed.get(30)?.undone_by).toBe(102);
    timeline.letIn();
    expect(ids().slice(0, 3)).toEqual([102, 101, 100]);
  });

  it("begins anew after a lost connection, where the user is at the top", () => {
    push(first({ records: page(100, 51), next: 51 }));
    push(first({ records: page(102, 53), next: 53 }));
    expect(ids()).toEqual(page(102, 53).map((each) => each.record));
    expect(asked).toEqual([]);
  });

  it("says when the profile is away for a moment, or for good", () => {
    push(first({}));
    push({ type: "gone", reason: "reloading" });
    expect(timeline.standing).toBe("reloading");
    push(first({}));
    expect(timeline.standing).toBe("live");
    push({ type: "gone", reason: "removed" });
    expect(timeline.standing).toBe("removed");
  });

  it("tries until the integration is there, after a restart", async () => {
    vi.useFakeTimers();
    push(first({ records: page(3, 1) }));
    listeners.get("disconnected")?.();
    refuse = { code: "unknown_command", message: "Unknown command." };
    listeners.get("ready")?.();
    await vi.advanceTimersByTimeAsync(10);
    expect(timeline.standing).toBe("reloading");
    refuse = null;
    await vi.advanceTimersByTimeAsync(3_000);
    push(first({ records: page(4, 1) }));
    expect(timeline.standing).toBe("live");
    expect(ids()).toEqual([4, 3, 2, 1]);
    timeline.close();
    vi.useRealTimers();
  });

  it("knows a profile that is not there", async () => {
    refuse = { code: "not_found", message: "There is no such profile." };
    await timeline.open();
    expect(timeline.standing).toBe("removed");
  });
});

describe("configuration", () => {
  it("is refused in words", () => {
    expect(() => checked({ type: "x", height: 10 })).toThrow("height");
    expect(() => checked({ type: "x", outcome: "odd" })).toThrow("outcome");
    expect(() => checked({ type: "x", config_entry: 1 })).toThrow("config_entry");
    expect(() => checked(null)).toThrow("missing");
    expect(checked({ type: "x", outcome: "failed" }).outcome).toBe("failed");
  });
});
