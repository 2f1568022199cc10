import { render } from "lit";
import { beforeEach, describe, expect, it } from "vitest";
import { checkedBackups } from "../src/backups-config.js";
import { sampleBackups } from "../src/data/backups-sample.js";
import { Backups } from "../src/data/backups.js";
import type { Toast } from "../src/data/performer.js";
import type { Question } from "../src/dialogs/confirm.js";
import { highlighted } from "../src/elements/backup-json.js";
import { isUsable, toneOf } from "../src/elements/backup-row.js";
import type { Context } from "../src/elements/part.js";
import { Localizer } from "../src/texts/localizer.js";
import { Api } from "../src/wire/api.js";
import type { Backup, Restored, RestoreWish } from "../src/wire/backups.js";
import type { HomeAssistant } from "../src/wire/hass.js";
import type { Json } from "../src/wire/records.js";
import { formats } from "./builders.js";

const [SOUND, , BROKEN] = sampleBackups().backups as [Backup, Backup, Backup];
const FOREIGN: Backup = {
  ...SOUND,
  own: false,
  account: { service: "anilist", id: "7", name: "noa" },
};
const DONE: Restored = {
  result: "ok",
  run: 7,
  seconds: 1,
  counts: { synced: 2 },
  planned: { created: 0, changed: 2, deleted: 0 },
  plan_name: "p",
  same: 3,
  newer: 0,
  gone: {},
  restored: 2,
  skipped: [],
  errors: [],
};

describe("backups", () => {
  let asked: { type: string; [key: string]: unknown }[];
  let answers: Record<string, () => unknown>;
  let questions: Question[];
  let confirms: boolean;
  let wish: RestoreWish | null;
  let toasts: Toast[];
  let backups: Backups;

  beforeEach(() => {
    asked = [];
    questions = [];
    toasts = [];
    confirms = true;
    wish = { backup: SOUND.backup };
    answers = { get: sampleBackups };
    const hass = {
      callWS: (message: { type: string }) => {
        asked.push(message);
        const answer = answers[message.type.split("/")[2] ?? ""];
        return new Promise((resolve) => {
          resolve(answer?.());
        });
      },
    } as unknown as HomeAssistant;
    const context = {
      texts: new Localizer("en"),
      formats: formats(),
      profile: { title: "Anime" },
      api: new Api(() => hass, "e"),
    } as unknown as Context;
    backups = new Backups(
      () => context,
      () => ({
        confirm: {
          ask: (question: Question) => {
            questions.push(question);
            return Promise.resolve({ confirmed: confirms, option: false });
          },
        } as never,
        restore: { ask: () => Promise.resolve(wish) },
      }),
      (toast) => toasts.push(toast),
      () => undefined,
    );
  });

  const commands = () => asked.map(({ type }) => type.split("/")[2]);

  it("keeps what it knows when the list cannot be read again", async () => {
    await backups.load();
    answers.get = () => {
      throw new Error("gone");
    };
    await backups.load();
    expect(backups.list?.backups).toHaveLength(3);
    expect(backups.error).toBe("gone");
  });

  it("says whether there was anything to back up", async () => {
    answers.create = () => ({ ...SOUND, created: true });
    await backups.create();
    answers.create = () => ({ ...SOUND, created: false });
    await backups.create();
    expect(toasts.map(({ message }) => message)).toEqual([
      "Backup taken",
      "Nothing has changed since the newest backup; it was checked again",
    ]);
    expect(backups.creating).toBe(false);
  });

  it("restores as it was shown, and tells how it ended", async () => {
    wish = { backup: SOUND.backup, entries: ["1"], plan: "p" };
    answers.restore = () => {
      expect(backups.restoring).toBe(SOUND);
      return DONE;
    };
    await backups.restore(SOUND, { saved: ["1"], extra: [] });
    expect(asked[0]).toMatchObject({ entries: ["1"], plan: "p", config_entry_id: "e" });
    expect(questions).toEqual([]);
    expect(backups.ending?.done).toBe(DONE);
    expect(backups.restoring).toBeNull();
    backups.dismiss();
    expect(backups.ending).toBeNull();
  });

  it("does nothing when the plan is not wanted", async () => {
    wish = null;
    await backups.restore(SOUND, null);
    expect(asked).toEqual([]);
  });

  it("asks once more before another account’s list is written", async () => {
    wish = { backup: FOREIGN.backup, other_account: true };
    confirms = false;
    await backups.restore(FOREIGN, null);
    expect(questions[0]?.texts[0]).toContain("noa");
    expect(asked).toEqual([]);
    confirms = true;
    answers.restore = () => DONE;
    await backups.restore(FOREIGN, null);
    expect(commands()).toEqual(["restore", "get"]);
  });

  it("says that a restore goes on when the connection is lost", async () => {
    answers.restore = () => {
      // eslint-disable-next-line @typescript-eslint/only-throw-error
      throw { type: "result", success: false, error: { code: 3 } };
    };
    await backups.restore(SOUND, null);
    expect(backups.ending?.error).toContain("goes on by itself");
    answers.restore = () => {
      throw new Error("AniList is away.");
    };
    await backups.restore(SOUND, null);
    expect(backups.ending?.error).toBe("AniList is away.");
  });

  it("marks the file that it works on, until that is over", async () => {
    answers.verify = () => {
      expect([...backups.busy]).toEqual([SOUND.backup]);
      throw new Error("The disk is away.");
    };
    await backups.verify(SOUND);
    expect(backups.busy.size).toBe(0);
    expect(toasts[0]?.message).toContain("The disk is away.");
  });

  it("deletes only what the user has confirmed", async () => {
    confirms = false;
    await backups.delete({ ...SOUND, keep: true });
    expect(questions[0]?.texts).toContain("It is marked to be kept.");
    expect(asked).toEqual([]);
    confirms = true;
    await backups.delete(SOUND);
    expect(commands()).toEqual(["delete", "get"]);
  });
});

describe("a file", () => {
  it("is usable in order, in part, or not at all", () => {
    expect([isUsable(SOUND), toneOf(SOUND)]).toEqual([true, "good"]);
    expect([isUsable(BROKEN), toneOf(BROKEN)]).toEqual([false, "bad"]);
    const part = { ...BROKEN, entry_count: 90 };
    expect([isUsable(part), toneOf(part)]).toEqual([true, "warn"]);
    const huge: Backup = { ...BROKEN, check: "not_checked" };
    expect([isUsable(huge), toneOf(huge)]).toEqual([false, "gone"]);
  });

  it("has its size in the manner of the user", () => {
    expect(formats().size(412_345)).toBe("412 kB");
    expect(formats().size(1_250)).toBe("1.3 kB");
    expect(formats().size(100_000_000)).toBe("100 MB");
    expect(formats().size(0)).toBe("0 bytes");
    expect(formats({ language: "de" }).size(1_250)).toBe("1,3 kB");
  });
});

describe("highlighted JSON", () => {
  const rendered = (value: Json) => {
    const place = document.createElement("pre");
    render(highlighted(value), place);
    return place;
  };

  it.each<Json>([
    { title: 'The "best": 3', list: [1, -2.5e10, true, null], deep: { a: "\\" } },
    "false",
    [],
    0,
  ])("is the JSON as it is: %j", (value) => {
    expect(rendered(value).textContent).toBe(JSON.stringify(value, null, 2));
  });

  it("tells keys, strings, numbers and words apart", () => {
    const place = rendered({ key: "key: 3", number: 3, word: null });
    const found = [...place.querySelectorAll("span")].map((each) => each.className);
    expect(found).toEqual(["key", "string", "key", "number", "key", "word"]);
  });
});

describe("configuration of the backups card", () => {
  it("is refused in words", () => {
    expect(() => checkedBackups(null)).toThrow("missing");
    expect(() => checkedBackups({ type: "x", height: 10 })).toThrow("height");
    expect(() => checkedBackups({ type: "x", config_entry: 1 })).toThrow("config_entry");
    expect(() => checkedBackups({ type: "x", timeline_path: "https://x" })).toThrow("path");
    expect(checkedBackups({ type: "x", timeline_path: "/a/0" }).timeline_path).toBe("/a/0");
  });
});
