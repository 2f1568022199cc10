/** Numbers and times in the manner that the user has chosen in Home Assistant. */

import type { HomeAssistant, Locale } from "../wire/hass.js";

const NUMBER_LOCALES: Record<string, string> = {
  comma_decimal: "en-US",
  decimal_comma: "de",
  space_comma: "fr",
  quote_decimal: "de-CH",
};

const DAY = 86_400_000;
const MINUTE = 60_000;
const HOUR = 3_600_000;

/** Formats for one user. */
export class Formats {
  readonly #locale: Locale;
  /** The language of names of days, months and units. */
  readonly #words: string;
  readonly #zone: string | undefined;
  readonly #now: () => number;
  readonly #cache = new Map<string, Intl.DateTimeFormat | Intl.NumberFormat>();

  constructor(
    hass: Pick<HomeAssistant, "locale" | "config">,
    now: () => number = Date.now,
    words: string = hass.locale.language,
  ) {
    this.#locale = hass.locale;
    this.#words = words;
    this.#zone = hass.locale.time_zone === "server" ? hass.config.time_zone : undefined;
    this.#now = now;
  }

  /** 12,345.6 */
  readonly number = (value: number, digits = 1): string => {
    const style = this.#locale.number_format ?? "language";
    const key = `n${digits}`;
    const format = this.#cached(
      key,
      () =>
        new Intl.NumberFormat(this.#numberLocale(style), {
          maximumFractionDigits: digits,
          useGrouping: style !== "none",
        }),
    ) as Intl.NumberFormat;
    return format.format(value);
  };

  /** A day of a state: "2026-11-21", "2026-11" or "2026". */
  readonly partialDay = (value: string): string => {
    const [year, month, day] = value.split("-").map(Number);
    if (!year) return value;
    if (!month) return String(year);
    const at = new Date(Date.UTC(year, month - 1, day ?? 1));
    if (day) return this.#day(at, "UTC");
    return this.#dates("ym", { year: "numeric", month: "short", timeZone: "UTC" }).format(
      at,
    );
  };

  /** A day, by the order of its parts that the user has chosen. */
  #day(at: Date, zone: string | undefined): string {
    const order = this.#locale.date_format ?? "language";
    if (order === "language" || order === "system") {
      return this.#dates(`d${zone ?? ""}`, { dateStyle: "medium", timeZone: zone }).format(
        at,
      );
    }
    const parts = this.#dates(`p${zone ?? ""}`, {
      year: "numeric",
      month: "short",
      day: "numeric",
      timeZone: zone,
    }).formatToParts(at);
    const part = (type: string) => parts.find((each) => each.type === type)?.value ?? "";
    const letters: Record<string, string> = { D: "day", M: "month", Y: "year" };
    return Array.from(order, (letter) => part(letters[letter] ?? "")).join(" ");
  }

  /** The day of a moment. */
  readonly day = (at: Date | number): string => this.#day(new Date(at), this.#zone);

  /** 20:14 */
  readonly time = (at: string | number | Date): string => {
    const style = this.#locale.time_format;
    const hour12 = style === "12" ? true : style === "24" ? false : undefined;
    return this.#dates("t", {
      hour: "numeric",
      minute: "2-digit",
      ...(hour12 === undefined ? {} : { hour12 }),
      timeZone: this.#zone,
    }).format(new Date(at));
  };

  /** A day and a time, the day in a word where it is close: "today 20:14". */
  readonly moment = (at: string | number | Date): string => {
    const when = new Date(at);
    return `${this.dayName(when)} ${this.time(when)}`;
  };

  /** "today", "yesterday", or the day. */
  readonly dayName = (at: string | number | Date): string => {
    const days = this.#dayNumber(new Date(at)) - this.#dayNumber(new Date(this.#now()));
    if (Math.abs(days) > 1) return this.day(new Date(at));
    return new Intl.RelativeTimeFormat(this.#words, { numeric: "auto" }).format(
      days,
      "day",
    );
  };

  /** "2 minutes ago", "in 3 hours". */
  readonly relative = (at: string | number | Date): string => {
    const apart = new Date(at).getTime() - this.#now();
    const format = new Intl.RelativeTimeFormat(this.#words, { numeric: "auto" });
    const size = Math.abs(apart);
    if (size < MINUTE) return format.format(Math.round(apart / 1000), "second");
    if (size < HOUR) return format.format(Math.round(apart / MINUTE), "minute");
    if (size < DAY) return format.format(Math.round(apart / HOUR), "hour");
    return format.format(Math.round(apart / DAY), "day");
  };

  /** 1.8 s, 2 min 5 s */
  readonly duration = (seconds: number): string => {
    const unit = (value: number, name: "second" | "minute" | "hour", digits = 0) =>
      new Intl.NumberFormat(this.#words, {
        style: "unit",
        unit: name,
        unitDisplay: "narrow",
        maximumFractionDigits: digits,
      }).format(value);
    if (seconds < 10) return unit(seconds, "second", 1);
    if (seconds < 60) return unit(Math.round(seconds), "second");
    const minutes = Math.floor(seconds / 60);
    if (minutes >= 60) {
      return `${unit(Math.floor(minutes / 60), "hour")} ${unit(minutes % 60, "minute")}`;
    }
    const rest = Math.round(seconds % 60);
    return rest
      ? `${unit(minutes, "minute")} ${unit(rest, "second")}`
      : unit(minutes, "minute");
  };

  /** 412 kB */
  readonly size = (bytes: number): string => {
    const steps = ["byte", "kilobyte", "megabyte", "gigabyte"] as const;
    const place = Math.min(
      steps.length - 1,
      Math.max(0, Math.floor(Math.log10(Math.max(1, bytes)) / 3)),
    );
    const value = bytes / 1000 ** place;
    return new Intl.NumberFormat(this.#words, {
      style: "unit",
      unit: steps[place],
      unitDisplay: place ? "short" : "long",
      maximumFractionDigits: value < 10 && place ? 1 : 0,
    }).format(value);
  };

  /** "a, b and c" */
  readonly list = (items: string[]): string =>
    new Intl.ListFormat(this.#words, { type: "conjunction" }).format(items);

  /** Tells days apart, where the user counts them. */
  readonly dayKey = (at: string): string => String(this.#dayNumber(new Date(at)));

  #dayNumber(at: Date): number {
    const parts = this.#dates("key", {
      year: "numeric",
      month: "numeric",
      day: "numeric",
      timeZone: this.#zone,
    }).formatToParts(at);
    const part = (type: string) =>
      Number(parts.find((each) => each.type === type)?.value.replace(/\D/g, ""));
    return Date.UTC(part("year"), part("month") - 1, part("day")) / DAY;
  }

  #dates(key: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
    const locale = key === "key" ? "en-US" : this.#dateLocale(key === "t");
    return this.#cached(
      `d:${key}`,
      () => new Intl.DateTimeFormat(locale, options),
    ) as Intl.DateTimeFormat;
  }

  /** A time of the day has no words: its manner is the user's in any case. */
  #dateLocale(isTime: boolean): string | undefined {
    if (this.#locale.date_format === "system") return undefined;
    return isTime ? this.#locale.language : this.#words;
  }

  #numberLocale(style: string): string | undefined {
    if (style === "system") return undefined;
    return NUMBER_LOCALES[style] ?? this.#locale.language;
  }

  #cached<T extends Intl.DateTimeFormat | Intl.NumberFormat>(key: string, make: () => T) {
    let format = this.#cache.get(key);
    if (!format) this.#cache.set(key, (format = make()));
    return format;
  }
}

/** Whether a language is written from right to left. */
export function isRightToLeft(language: string): boolean {
  return ["ar", "fa", "he", "ur"].includes(language.split("-")[0] ?? "");
}
