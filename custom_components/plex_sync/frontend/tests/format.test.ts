import { describe, expect, it } from "vitest";
import { Formats, isRightToLeft } from "../src/format/locale.js";
import { cut } from "../src/logic/fields.js";
import { spoken } from "../src/texts/localizer.js";
import { formats, NOW, words } from "./builders.js";

describe("numbers", () => {
  it.each([
    ["comma_decimal", "12,345.6"],
    ["decimal_comma", "12.345,6"],
    ["none", "12345.6"],
    ["language", "12,345.6"],
  ])("follow the user's choice %s", (number_format, text) => {
    expect(formats({ number_format }).number(12345.6)).toBe(text);
  });
});

describe("days and times", () => {
  it.each([
    ["DMY", "21 Nov 2026"],
    ["MDY", "Nov 21 2026"],
    ["YMD", "2026 Nov 21"],
    ["language", "Nov 21, 2026"],
  ])("follow the user's choice %s", (date_format, text) => {
    expect(formats({ date_format }).partialDay("2026-11-21")).toBe(text);
  });

  it("takes days that are known in part", () => {
    expect(formats().partialDay("2026-11")).toBe("Nov 2026");
    expect(formats().partialDay("2026")).toBe("2026");
    expect(formats({ language: "de" }).partialDay("2026-11-21")).toBe("21.11.2026");
  });

  it("counts hours as the user does, in the zone that the user has chosen", () => {
    expect(formats().time(NOW)).toBe("20:15");
    expect(formats({ time_format: "12" }).time(NOW)).toMatch(/^8:15\sPM$/);
    expect(formats({}, "Asia/Tokyo").time(NOW)).toBe("05:15");
  });

  it("names close days in words", () => {
    expect(formats().moment(NOW)).toBe("today 20:15");
    expect(formats().dayName(NOW - 86_400_000)).toBe("yesterday");
    expect(formats({ language: "fr" }).dayName(NOW)).toBe("aujourd’hui");
    expect(formats().dayName("2026-01-02T12:00:00Z")).toBe("Jan 2, 2026");
    expect(formats({}, "Asia/Tokyo").dayName("2026-11-21T14:00:00Z")).toBe("yesterday");
  });

  it("says how long ago it was, and how long it took", () => {
    expect(formats().relative(NOW - 120_000)).toBe("2 minutes ago");
    expect(formats().relative(NOW + 3 * 3_600_000)).toBe("in 3 hours");
    expect(formats().duration(1.84)).toBe("1.8s");
    expect(formats().duration(125)).toBe("2m 5s");
    expect(formats().duration(3720)).toBe("1h 2m");
  });
});

describe("values", () => {
  it.each([
    ["POINT_100", "73/100"],
    ["POINT_10_DECIMAL", "7.3/10"],
    ["POINT_10", "7/10"],
    ["POINT_5", "★★★★☆"],
    ["POINT_3", "🙂"],
    [null, "73/100"],
  ])("shows a score as the user rates: %s", (format, text) => {
    expect(words(format).value("score", 73)).toBe(text);
  });

  it("shows fields in words", () => {
    const { label, value } = words();
    expect(value("status", "REPEATING")).toBe("Rewatching");
    expect(value("progress", 1)).toBe("1 episode");
    expect(value("completed_at", "2026-11-21")).toBe("Nov 21, 2026");
    expect(value("notes", null)).toBe("empty");
    expect(value("private", true)).toBe("yes");
    expect(value("custom_lists", ["a", "b"])).toBe("a, b");
    expect(label("advanced_scores.Story")).toBe("Advanced scores · Story");
    expect(label("odd.thing")).toBe("odd.thing");
    expect(value("notes", "x".repeat(200))).toHaveLength(120);
    expect(cut("short")).toBe("short");
  });

  it("knows which languages run from right to left", () => {
    expect(isRightToLeft("he")).toBe(true);
    expect(isRightToLeft("de")).toBe(false);
  });
});

describe("a language that is not spoken here", () => {
  it("has its words in English, and its manner of telling the time", () => {
    const hass = {
      locale: { language: "he", time_zone: "server" },
      config: { time_zone: "UTC" },
    };
    const shapes = new Formats(hass, () => NOW, spoken("he"));
    expect(shapes.relative(NOW - 120_000)).toBe("2 minutes ago");
    expect(shapes.moment(NOW)).toBe("today 20:15");
    expect(spoken("de-AT")).toBe("de-AT");
  });
});
