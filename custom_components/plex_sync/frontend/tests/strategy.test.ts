import { describe, expect, it } from "vitest";
import { dashboard } from "../src/strategy.js";
import type { HomeAssistant } from "../src/wire/hass.js";

const profile = (id: string, kind: string) => ({
  config_entry_id: id,
  title: `Profile ${id}`,
  kind,
});

const entity = (id: string, device: string, more: object = {}) => ({
  entity_id: id,
  device_id: device,
  platform: "plex_sync",
  ...more,
});

function hass(profiles: () => Promise<unknown>): HomeAssistant {
  const entities = [
    entity("button.one_sync", "d1"),
    entity("sensor.one_status", "d1", { translation_key: "status" }),
    entity("sensor.one_synced", "d1", { translation_key: "synced" }),
    entity("switch.one_hidden", "d1", { hidden: true }),
    entity("button.two_sync", "d2"),
    entity("sensor.two_categories", "d2", { translation_key: "categories" }),
    entity("button.of_others", "d1", { platform: "plex" }),
  ];
  return {
    callWS: profiles,
    entities: Object.fromEntries(entities.map((each) => [each.entity_id, each])),
    devices: { d1: { config_entries: ["A1"] }, d2: { config_entries: ["B2"] } },
  } as unknown as HomeAssistant;
}

describe("the dashboard that makes itself", () => {
  it("has a view for each profile: the cards of its kind, and what one presses", async () => {
    const both = [profile("A1", "anime"), profile("B2", "music")];
    const { views } = await dashboard(hass(() => Promise.resolve(both)));
    expect(views.map(({ title, path }) => [title, path])).toEqual([
      ["Profile A1", "a1"],
      ["Profile B2", "b2"],
    ]);
    const [anime, music] = views.map(({ sections }) =>
      sections.flatMap((each) => each.cards),
    );
    expect(anime?.map(({ type }) => type)).toEqual([
      "custom:plex-sync-timeline-card",
      "custom:plex-sync-backups-card",
      "heading",
      "tile",
      "tile",
    ]);
    expect(anime?.[0]?.config_entry).toBe("A1");
    expect(anime?.slice(3).map((card) => card.entity)).toEqual([
      "button.one_sync",
      "sensor.one_status",
    ]);
    expect(music?.map(({ type }) => type)).toContain("custom:plex-sync-playlists-card");
    const categories = music?.find(({ type }) => type === "markdown");
    expect(categories?.content).toContain("sensor.two_categories");
    expect(anime?.some(({ type }) => type === "markdown")).toBe(false);
  });

  it("has the timeline, which says what is wrong, where no profile is to be had", async () => {
    const starting = hass(() => Promise.reject(new Error("Unknown command.")));
    for (const without of [starting, hass(() => Promise.resolve([]))]) {
      const { views } = await dashboard(without);
      expect(views).toHaveLength(1);
      expect(views[0]?.sections[0]?.cards).toMatchObject([
        { type: "custom:plex-sync-timeline-card" },
      ]);
    }
  });
});
