import { describe, expect, it } from "vitest";
import { Api } from "../src/wire/api.js";
import { messageOf, type HomeAssistant } from "../src/wire/hass.js";

const TEXTS: Partial<Record<string, string>> = {
  "component.plex_sync.exceptions.run_not_found.message": "Kein Lauf {run}.",
  "ui.notification_toast.connection_lost": "Verbindung verloren.",
};

function api(refusal: unknown): Api {
  const localize = (key: string, values: Record<string, string> = {}) =>
    (TEXTS[key] ?? "").replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? "");
  const hass = {
    // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors
    callService: () => Promise.reject(refusal),
    localize,
    loadBackendTranslation: () => Promise.resolve(localize),
  } as unknown as HomeAssistant;
  return new Api(() => hass, "e");
}

async function refusalOf(refusal: unknown): Promise<unknown> {
  return api(refusal)
    .act("undo")
    .catch((error: unknown) => error);
}

describe("refusals", () => {
  it("are said in the language of Home Assistant, and stay recognisable", async () => {
    const refusal = {
      code: "service_validation_error",
      message: "Validation error: There is no run 7.",
      translation_domain: "plex_sync",
      translation_key: "run_not_found",
      translation_placeholders: { run: "7" },
    };
    const told = await refusalOf(refusal);
    expect(messageOf(told)).toBe("Kein Lauf 7.");
    expect(told).toMatchObject({ translation_key: "run_not_found" });
  });

  it("stay as they are where there is no translation", async () => {
    const refusal = {
      message: "It failed.",
      translation_domain: "plex_sync",
      translation_key: "of_tomorrow",
    };
    expect(messageOf(await refusalOf(refusal))).toBe("It failed.");
    expect(messageOf(await refusalOf(new Error("Odd.")))).toBe("Odd.");
  });

  it("say so when there is no connection", async () => {
    expect(messageOf(await refusalOf(3))).toBe("Verbindung verloren.");
    expect(messageOf(await refusalOf({ error: { code: 3 } }))).toBe("Verbindung verloren.");
  });
});
