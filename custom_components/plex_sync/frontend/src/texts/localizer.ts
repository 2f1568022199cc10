/** Texts for people: English is built in, other languages are loaded when needed. */

import english from "./languages/en.json";

type Plural = Partial<Record<Intl.LDMLPluralRule, string>>;
export interface Texts {
  [key: string]: string | Plural | Texts;
}
export type Values = Record<string, string | number>;

const LOADERS: Record<string, () => Promise<{ default: Texts }>> = {
  de: () => import("./languages/de.json"),
  es: () => import("./languages/es.json"),
  fr: () => import("./languages/fr.json"),
  nl: () => import("./languages/nl.json"),
};

const CATEGORIES = new Set(["zero", "one", "two", "few", "many", "other"]);

/** The texts of a language; those that it lacks are English. */
export class Localizer {
  readonly language: string;
  readonly #texts: Texts;
  readonly #plurals: Intl.PluralRules;
  readonly #numbers: (value: number) => string;

  constructor(
    language: string,
    texts: Texts = english,
    numbers: (value: number) => string = String,
  ) {
    this.language = spoken(language);
    this.#texts = texts;
    this.#plurals = new Intl.PluralRules(this.language);
    this.#numbers = numbers;
  }

  /** The text of a key such as `acts.undo`; `count` chooses among plural forms. */
  readonly text = (key: string, values: Values = {}): string =>
    this.maybe(key, values) ?? key;

  /** The same, or `undefined` where there is no such text. */
  readonly maybe = (key: string, values: Values = {}): string | undefined => {
    const found = lookup(this.#texts, key) ?? lookup(english, key);
    if (found === undefined) return undefined;
    const template = typeof found === "string" ? found : this.#form(found, values);
    return template?.replace(/\{(\w+)\}/g, (_, name: string) => this.#value(values[name]));
  };

  #form(forms: Plural, values: Values): string | undefined {
    const count = Number(values.count ?? values.n ?? 0);
    return forms[this.#plurals.select(count)] ?? forms.other;
  }

  #value(value: string | number | undefined): string {
    if (value === undefined) return "";
    return typeof value === "number" ? this.#numbers(value) : value;
  }
}

/** The language that is spoken to whoever has chosen a language: theirs, or English. */
export function spoken(language: string): string {
  return /^en\b/.test(language) || loaderOf(language) ? language : "en";
}

function loaderOf(language: string): (() => Promise<{ default: Texts }>) | undefined {
  return LOADERS[language] ?? LOADERS[language.split("-")[0] ?? ""];
}

/** Loads the texts of a language, by its tag or by what the tag begins with. */
export async function loadTexts(language: string): Promise<Texts> {
  const load = loaderOf(language);
  if (!load) return english;
  try {
    return (await load()).default;
  } catch {
    // After an update the former chunks are gone; English is better than nothing.
    return english;
  }
}

function lookup(texts: Texts, key: string): string | Plural | undefined {
  let found: string | Plural | Texts | undefined = texts;
  for (const part of key.split(".")) {
    if (typeof found !== "object") return undefined;
    found = (found as Texts)[part];
  }
  if (found === undefined || typeof found === "string") return found;
  return Object.keys(found).every((name) => CATEGORIES.has(name)) ? found : undefined;
}
