import { describe, expect, it } from "vitest";
import { asRanges } from "../src/logic/sentences.js";
import { edit, record, sentences } from "./builders.js";

const say = sentences("POINT_10_DECIMAL");

describe("what changed", () => {
  it("is one plain line", () => {
    const changed = record(1, {
      edits: [edit("progress", 8, 9), edit("status", "PLANNING", "CURRENT")],
    });
    expect(say.line(changed)).toBe("Episode 8 → 9 · Planning → Watching");
  });

  it("names what is new and what is gone", () => {
    const made = record(1, { created: true, edits: [edit("score", null, 73)] });
    expect(say.line(made)).toBe("New on the list · Score 7.3/10");
    expect(say.line(record(1, { deleted: true }))).toBe("Taken off the list");
    const cleared = record(1, { edits: [edit("completed_at", "2026-11-21", null)] });
    expect(say.line(cleared)).toBe("Finished Nov 21, 2026 → empty");
  });

  it("counts what happens to a list", () => {
    const edits = (["insert", "insert", "remove", "move"] as const).map((kind) => ({
      field: "tracks",
      kind,
    }));
    expect(say.line(record(1, { edits, more_edits: 30 }))).toBe(
      "Tracks 2 added · 1 removed · 1 moved · and 30 more",
    );
  });

  it("counts all that a new playlist holds, and leaves its title to the record", () => {
    const playlist = {
      key: "",
      title: "",
      subtitle: "",
      section: "",
      kind: "playlist",
      links: [],
    };
    const made = record(1, {
      created: true,
      subjects: [playlist],
      edits: [
        edit("title", null, "Focus"),
        edit("poster", null, "https://i.example/focus"),
        { field: "tracks", kind: "insert" as const },
      ],
      more_edits: 47,
    });
    expect(say.line(made)).toBe("New playlist · New cover · Tracks 48 added");
  });

  it("does not count the episode of a film", () => {
    const film = {
      key: "",
      title: "",
      subtitle: "",
      section: "",
      kind: "movie",
      links: [],
    };
    const seen = record(1, {
      subjects: [film],
      edits: [edit("status", null, "COMPLETED"), edit("progress", null, 1)],
    });
    expect(say.line(seen)).toBe("Completed");
  });
});

describe("why", () => {
  it("is the rule with its evidence", () => {
    expect(
      say.why({
        ...edit("status", "PLANNING", "CURRENT"),
        rule: "some_watched",
        evidence: { watched: 9, there: 12, highest: 9, episodes: 12 },
      }),
    ).toBe("Plex says that 9 of 12 episodes were watched, up to episode 9.");
    expect(
      say.why({
        ...edit("started_at", null, "2026-11-21"),
        rule: "first_view",
        evidence: { at: Date.parse("2026-11-21T20:13:00Z") / 1000, by: "history" },
      }),
    ).toBe("The first episode was watched today 20:13.");
  });

  it("does not hide a rule that it has no sentence for", () => {
    expect(say.why({ ...edit("x", 1, 2), rule: "moonlight" })).toBe(
      "By the rule “moonlight”.",
    );
    expect(say.why(edit("x", 1, 2))).toBe("");
  });
});

describe("a problem", () => {
  const problem = (reason: string, rest = {}) =>
    record(1, { outcome: "failed", problem: "failed", reason, ...rest });

  it("is told in words, with a way out", () => {
    const unknown = problem("season_unknown", { subtitle: "Season 2" });
    expect(say.problem(unknown)).toBe("No AniList entry is known for Season 2.");
    expect(say.advice(unknown)).toContain("Choose its AniList entry");
    const refused = problem("refused", { message: "too long" });
    expect(say.problem(refused)).toBe("AniList refused: “too long”");
    const unkept = problem("not_kept", { message: "notes, score" });
    expect(say.problem(unkept)).toContain("Notes and Score");
    const both = problem("changed_on_both_sides", { details: { fields: ["status"] } });
    expect(say.problem(both)).toBe(
      "Changed on Plex and on AniList at the same time: Status.",
    );
  });

  it("is told even where nobody thought of it", () => {
    expect(say.problem(problem("odd", { message: "A tree fell." }))).toBe("A tree fell.");
    expect(say.problem(problem("odd"))).toBe("It did not work (odd).");
    expect(say.advice(problem("odd"))).toBe("");
  });

  it("tells what was tried", () => {
    const details = {
      ids: ["tvdb_show:71278", "plex:plex://show/1"],
      episodes: [1, 2, 3, 7],
      total: 13,
      candidates: [{ id: 1, title: "Kino" }, 2],
    };
    expect(say.tried(problem("ambiguous", { details, times: 3 }))).toEqual([
      "Looked for by: tvdb_show:71278",
      "4 of 13 episodes have no way to AniList: 1–3, 7",
      "Possible: Kino and 2",
      "Seen 3 times, first today 20:14",
    ]);
  });
});

it("joins numbers to ranges", () => {
  expect(asRanges([3, 1, 2, 9])).toEqual([
    [1, 3],
    [9, 9],
  ]);
});
