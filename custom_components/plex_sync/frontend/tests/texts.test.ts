import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { Localizer, loadTexts, type Texts } from "../src/texts/localizer.js";
import english from "../src/texts/languages/en.json";

const CATEGORIES = new Set(["zero", "one", "two", "few", "many", "other"]);
const LANGUAGES = ["de", "es", "fr", "nl"];

type Leaf = string | Record<string, string>;

function leaves(texts: Texts, prefix = ""): Map<string, Leaf> {
  const found = new Map<string, Leaf>();
  for (const [key, value] of Object.entries(texts)) {
    const isPlural =
      typeof value === "object" && Object.keys(value).every((name) => CATEGORIES.has(name));
    if (typeof value === "string" || isPlural) found.set(prefix + key, value as Leaf);
    else for (const [k, v] of leaves(value, `${prefix}${key}.`)) found.set(k, v);
  }
  return found;
}

function placeholders(leaf: Leaf): string[] {
  const text = typeof leaf === "string" ? leaf : Object.values(leaf).join(" ");
  return [...new Set(text.match(/\{\w+\}/g) ?? [])].sort();
}

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sources(path);
    return path.endsWith(".ts") ? [readFileSync(path, "utf8")] : [];
  });
}

const known = leaves(english);
const source = sources("src").join("\n");

describe("languages", () => {
  it.each(LANGUAGES)(
    "%s says everything that English says, and no more",
    async (language) => {
      const texts = leaves(await loadTexts(language));
      expect([...texts.keys()].sort()).toEqual([...known.keys()].sort());
    },
  );

  it.each(LANGUAGES)("%s fills in the same values", async (language) => {
    const texts = leaves(await loadTexts(language));
    for (const [key, leaf] of known) {
      expect([key, placeholders(texts.get(key) ?? "")]).toEqual([key, placeholders(leaf)]);
    }
  });

  it.each(LANGUAGES)("%s has every plural form that it needs", async (language) => {
    const needed = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
    // French and Spanish have a form for millions, which reads like `other` here.
    const wanted = needed.filter((category) => category !== "many");
    for (const [key, leaf] of leaves(await loadTexts(language))) {
      if (typeof leaf === "string") continue;
      expect([key, Object.keys(leaf).sort()]).toEqual([key, [...wanted].sort()]);
    }
  });

  it("finds a language by what its tag begins with, else English", async () => {
    expect(await loadTexts("de-AT")).toEqual(await loadTexts("de"));
    expect(await loadTexts("tlh")).toEqual(english);
  });
});

describe("texts", () => {
  it("has a text for every key that is asked for", () => {
    const asked = [...source.matchAll(/(?:text|maybe)\(\s*"([a-z_]+\.[\w.*]+)"/g)];
    expect(asked.length).toBeGreaterThan(100);
    for (const [, key = ""] of asked) expect(known.has(key), key).toBe(true);
  });

  it("has no text that nobody asks for", () => {
    const stems = [...source.matchAll(/`([a-z_.]+)\$\{/g)].map(([, stem = ""]) => stem);
    const used = (key: string) =>
      source.includes(`"${key}"`) ||
      stems.some((stem) => stem.includes(".") && key.startsWith(stem));
    expect([...known.keys()].filter((key) => !used(key) && !/_hint$/.test(key))).toEqual(
      [],
    );
  });

  it("chooses plural forms and formats numbers", () => {
    const { text } = new Localizer("en", undefined, (value) => value.toLocaleString("en"));
    expect(text("values.episodes", { count: 1 })).toBe("1 episode");
    expect(text("values.episodes", { count: 1200 })).toBe("1,200 episodes");
  });

  it("falls back to English, then to the key", () => {
    const { text, maybe } = new Localizer("de", {});
    expect(text("acts.undo")).toBe("Undo");
    expect(text("acts.nothing_such")).toBe("acts.nothing_such");
    expect(maybe("acts")).toBeUndefined();
  });
});
