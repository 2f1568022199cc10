import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { ItemRow } from "../src/elements/item-row.js";
import { ItemTracks } from "../src/elements/item-tracks.js";
import { contextOf } from "../src/elements/part.js";
import { TrackRow } from "../src/elements/track-row.js";
import type { Toast } from "../src/data/acting.js";
import { Curator } from "../src/data/curator.js";
import { EditItems } from "../src/dialogs/edit-items.js";
import { changedChoices, formerChoices, sharedChoices } from "../src/logic/item-edits.js";
import { checkedPlaylists } from "../src/playlists-config.js";
import type { HomeAssistant } from "../src/wire/hass.js";
import type { FoundTrack, HandOff, Item } from "../src/wire/items.js";
import "../src/playlists.js";

const ITEM: Item = {
  item: "spotify:playlist:one",
  kind: "playlist",
  title: "Late night",
  sync: true,
  interval_days: 0,
  category: "Jazz",
  mode: "keep_edits",
  hand_off: true,
  state: "synced",
  total: 3,
  matched: 1,
  review: 1,
  missing: 1,
  last_sync: null,
  next_due: null,
  text: "",
  url: "",
  picture: "",
  media_reason: "",
  offer: null,
};

const TRACK: FoundTrack = {
  position: 2,
  uri: "spotify:track:moon",
  url: "https://open.spotify.com/track/moon",
  title: "Paper Moon",
  artists: ["Velvet Foxes"],
  album: "Nights",
  milliseconds: 232_000,
  band: "review",
  reason: "duration_differs",
  confidence: 0.72,
  track: null,
  request: null,
  candidates: [
    {
      key: "plex://track/moon",
      title: "Paper Moon",
      artist: "Velvet Foxes",
      album: "Nights",
      confidence: 0.72,
      reason: "duration_differs",
    },
  ],
};

const call = vi.fn<(...sent: unknown[]) => Promise<object>>(() =>
  Promise.resolve({ response: {} }),
);

function context(act = true) {
  const hass = {
    locale: { language: "en", number_format: "language", time_format: "language" },
    config: { time_zone: "UTC" },
    services: {
      plex_sync: {
        decide: {},
        forget_decision: {},
        sync_playlists: {},
        sync_albums: {},
        send_to_lidarr: {},
        send_to_slskd: {},
      },
    },
    callService: call,
    callWS: () => Promise.resolve({ total: 0, tracks: [] }),
  } as unknown as HomeAssistant;
  const profile = {
    config_entry_id: "music",
    title: "Music",
    kind: "music",
    status_entity_id: null,
    rights: { act, administer: act },
  };
  return contextOf(hass, profile, undefined, () => hass, true);
}

async function shown<T extends ItemRow | ItemTracks | TrackRow>(element: T): Promise<T> {
  document.body.append(element);
  await element.updateComplete;
  return element;
}

function texts(element: ItemRow | ItemTracks | TrackRow): string {
  return (element.shadowRoot?.textContent ?? "").replace(/\s+/g, " ");
}

function press(element: ItemRow | TrackRow, name: string): void {
  const buttons = [...(element.shadowRoot?.querySelectorAll("button") ?? [])];
  const found = buttons.find((button) => button.textContent.trim() === name);
  if (!found) throw new Error(`There is no button ${name}.`);
  found.click();
}

beforeEach(() => {
  document.body.replaceChildren();
  call.mockClear();
});

describe("a saved item", () => {
  const row = (item: Item, act = true) =>
    shown(Object.assign(new ItemRow(), { item, context: context(act) }));

  it("tells what was found of it, what waits and what lacks", async () => {
    const told = texts(await row(ITEM));
    expect(told).toContain("1 of 3 · 1 to review · 1 missing");
    expect(told).toContain("Jazz");
  });

  it("offers a playlist of its title, to who may decide", async () => {
    const offer = { title: "Late night", rating_key: "7", count: 44, agree: 41 };
    const offered = { ...ITEM, state: "offered", offer };
    const told = vi.fn();
    const element = await row(offered);
    element.addEventListener("settle-offer", ({ detail }: CustomEventInit) => {
      told(detail);
    });
    expect(texts(element)).toContain("41 of its 44 tracks");
    press(element, "Take over");
    expect(told).toHaveBeenCalledWith({ item: offered, takes: true });
    expect(texts(await row(offered, false))).not.toContain("Take over");
  });
});

describe("an opened item", () => {
  const opened = (item: Item) =>
    shown(Object.assign(new ItemTracks(), { item, context: context() }));

  it("says why it cannot be played, and nothing where it can", async () => {
    const reason = "It is not on Plex yet. Sync it once.";
    const told = texts(await opened({ ...ITEM, media_reason: reason }));
    expect(told).toContain(`Not played with Jazz: ${reason}`);
    expect(texts(await opened(ITEM))).not.toContain("Not played");
  });
});

describe("a track", () => {
  const row = (track: FoundTrack, act = true) =>
    shown(Object.assign(new TrackRow(), { item: ITEM, track, context: context(act) }));

  it("that is unsure shows who else it may be, and why", async () => {
    const told = texts(await row(TRACK));
    expect(told).toContain("To review: the length differs");
    expect(told).toContain("Paper Moon · Velvet Foxes · Nights");
    expect(told).toContain("72 %");
  });

  it("is settled by pressing a candidate", async () => {
    const told = vi.fn();
    const element = await row(TRACK);
    element.addEventListener("decided", ({ detail }: CustomEventInit) => {
      told(detail);
    });
    press(element, "This one");
    expect(told).toHaveBeenCalledWith({
      item: ITEM,
      verdict: {
        uri: TRACK.uri,
        title: "Paper Moon",
        decision: "this",
        track: TRACK.candidates[0],
      },
    });
  });

  it("offers nothing to who may only look", async () => {
    const element = await row(TRACK, false);
    expect(element.shadowRoot?.querySelectorAll("button")).toHaveLength(0);
  });
});

describe("a track that is missing", () => {
  const programs: HandOff[] = ["lidarr", "slskd"];
  const row = (request: FoundTrack["request"]) => {
    const track: FoundTrack = { ...TRACK, band: "missing", request };
    return shown(
      Object.assign(new TrackRow(), { item: ITEM, track, programs, context: context() }),
    );
  };
  const request = {
    service: "slskd",
    uid: TRACK.uri,
    since: new Date().toISOString(),
    percent: 42,
    reason: "",
    text: "",
  } as const;

  it("can be handed to each program that is turned on", async () => {
    const told = vi.fn();
    const element = await row(null);
    element.addEventListener("hand-on", ({ detail }: CustomEventInit) => {
      told(detail);
    });
    press(element, "Ask slskd for it");
    expect(told).toHaveBeenCalledWith({ track: element.track, service: "slskd" });
    expect(texts(element)).toContain("Ask Lidarr for it");
  });

  it("tells how far it has come, and is asked for no more meanwhile", async () => {
    const element = await row({ ...request, state: "downloading" });
    expect(texts(element)).toContain("slskd is downloading it · 42 %");
    expect(texts(element)).not.toContain("Ask Lidarr");
  });

  it("that was given up says why, and can be asked for again", async () => {
    const element = await row({ ...request, state: "given_up", reason: "no_source" });
    expect(texts(element)).toContain("slskd could not get it · nobody shares it");
    expect(texts(element)).toContain("Ask slskd for it");
  });
});

describe("handing on", () => {
  const ask = vi.fn(() => Promise.resolve({ confirmed: true }));
  const curator = () => {
    const known = context();
    return new Curator(
      () => known,
      () => ({ confirm: { ask } }) as never,
      () => undefined,
    );
  };

  it("asks for one track at once", async () => {
    await curator().handOn({ track: TRACK, service: "lidarr" });
    const data = { config_entry_id: "music", tracks: [TRACK.uri], again: true };
    expect(call.mock.lastCall?.slice(0, 3)).toEqual(["plex_sync", "send_to_lidarr", data]);
  });

  it("asks for all of an item only when that is confirmed", async () => {
    ask.mockResolvedValueOnce({ confirmed: false });
    await curator().handAllOn({ item: ITEM, service: "slskd" });
    expect(call).not.toHaveBeenCalled();
    await curator().handAllOn({ item: ITEM, service: "slskd" });
    const data = { config_entry_id: "music", items: [ITEM.item] };
    expect(call.mock.lastCall?.slice(0, 3)).toEqual(["plex_sync", "send_to_slskd", data]);
  });
});

describe("the user's word", () => {
  const toast = vi.fn<(told: Toast) => void>();
  let curator: Curator;

  beforeAll(() => {
    const known = context();
    const confirm = { ask: () => Promise.resolve({ confirmed: false }) };
    curator = new Curator(
      () => known,
      () => ({ confirm }) as never,
      toast,
    );
  });

  it("is kept, takes effect at once, and can be taken back", async () => {
    const about = { uri: TRACK.uri, item: ITEM.item };
    const track = { key: "plex://track/moon" };
    await curator.decide(ITEM, { ...TRACK, decision: "this", track });
    const entry = { config_entry_id: "music" };
    const wanted = { ...entry, ...about, decision: "this", sync: true, track: track.key };
    expect(call.mock.lastCall?.slice(0, 3)).toEqual(["plex_sync", "decide", wanted]);
    await toast.mock.lastCall?.[0].action?.run();
    expect(call.mock.lastCall?.slice(0, 3)).toEqual([
      "plex_sync",
      "forget_decision",
      { ...entry, ...about },
    ]);
  });

  it("never is asked for twice", async () => {
    await curator.decide(ITEM, { ...TRACK, decision: "never", track: undefined });
    expect(call).not.toHaveBeenCalled();
  });

  it("syncs an album by the job of albums", async () => {
    await curator.sync({ ...ITEM, kind: "album" });
    expect(call.mock.lastCall?.slice(1, 3)).toEqual([
      "sync_albums",
      { config_entry_id: "music", items: [ITEM.item], force: true },
    ]);
  });
});

describe("several items", () => {
  const other: Item = { ...ITEM, item: "spotify:playlist:two", category: "Rock" };

  it("share what is equal of them, and only what is touched is changed", () => {
    expect(sharedChoices([ITEM, other])).toEqual({
      sync: true,
      interval_days: 0,
      mode: "keep_edits",
      hand_off: true,
    });
    const draft = { sync: true, category: "Jazz", interval_days: 3 };
    const wanted = { category: "Jazz", interval_days: 3 };
    expect(changedChoices([ITEM, other], draft)).toEqual(wanted);
    expect(formerChoices([ITEM, other], wanted)).toEqual([
      { items: [ITEM.item], choices: { category: "Jazz", interval_days: 0 } },
      { items: [other.item], choices: { category: "Rock", interval_days: 0 } },
    ]);
  });

  it("are ticked in their rows while they are being selected", async () => {
    const told = vi.fn();
    const element = Object.assign(new ItemRow(), {
      item: ITEM,
      context: context(),
      selected: false,
    });
    element.addEventListener("select-item", ({ detail }: CustomEventInit) => {
      told(detail);
    });
    await shown(element);
    const box = element.shadowRoot?.querySelector("input");
    expect(box?.getAttribute("aria-label")).toBe("Select Late night");
    element.shadowRoot?.querySelector("label")?.click();
    expect(told).toHaveBeenCalledWith(ITEM.item);
    expect(element.shadowRoot?.querySelectorAll("button")).toHaveLength(0);
  });

  async function edited(
    items: Item[],
    act: (root: ShadowRoot) => void | Promise<void>,
  ): Promise<unknown> {
    const element = Object.assign(new EditItems(), { context: context() });
    document.body.append(element);
    await element.updateComplete;
    const root = element.shadowRoot as ShadowRoot;
    const dialog = root.querySelector("dialog") as HTMLDialogElement;
    dialog.showModal = () => undefined;
    dialog.close = (value = "") => {
      dialog.returnValue = value;
      dialog.dispatchEvent(new Event("close"));
    };
    const answer = element.ask(items);
    await new Promise((resolve) => setTimeout(resolve));
    await element.updateComplete;
    await act(root);
    await element.updateComplete;
    root.querySelector("form")?.dispatchEvent(new Event("submit", { cancelable: true }));
    root.querySelector<HTMLButtonElement>(".feet button")?.click();
    return answer;
  }

  function fill(root: ShadowRoot, selector: string, value: string): void {
    const field = root.querySelector(selector) as HTMLInputElement | HTMLSelectElement;
    field.value = value;
    field.dispatchEvent(new Event(field instanceof HTMLSelectElement ? "change" : "input"));
  }

  it("are given what was filled in, and nothing else", async () => {
    const changes = await edited([ITEM, other], (root) => {
      expect(root.textContent).toContain("Edit 2 items");
      fill(root, "input[type=text]", "Evening");
      fill(root, "input[type=number]", "7");
      fill(root, "select", "false");
    });
    expect(changes).toEqual({ category: "Evening", interval_days: 7, sync: false });
  });

  it("stay as they are when nothing is filled in, or it is taken back", async () => {
    expect(await edited([ITEM], () => undefined)).toBeNull();
    const changes = await edited([ITEM], (root) => {
      expect(root.textContent).toContain("Edit Late night");
      fill(root, "input[type=number]", "7");
      fill(root, "input[type=number]", "");
    });
    expect(changes).toBeNull();
  });

  it("are changed by one action, with a way back to what each had", async () => {
    const known = context();
    const toast = vi.fn<(told: Toast) => void>();
    const edit = { ask: () => Promise.resolve({ category: "Evening" }) };
    const curator = new Curator(
      () => known,
      () => ({ edit }) as never,
      toast,
    );
    expect(await curator.edit([ITEM, other])).toBe(true);
    const entry = { config_entry_id: "music" };
    expect(call.mock.lastCall?.slice(0, 3)).toEqual([
      "plex_sync",
      "update_items",
      { ...entry, items: [ITEM.item, other.item], category: "Evening" },
    ]);
    expect(toast.mock.lastCall?.[0].message).toBe("2 items changed");
    await toast.mock.lastCall?.[0].action?.run();
    expect(call.mock.calls.slice(-2).map(([, , data]) => data)).toEqual([
      { ...entry, items: [ITEM.item], category: "Jazz" },
      { ...entry, items: [other.item], category: "Rock" },
    ]);
  });
});

describe("the configuration", () => {
  it("is refused in words where it makes no sense", () => {
    expect(checkedPlaylists({ type: "x", height: 400 })).toEqual({
      type: "x",
      height: 400,
    });
    expect(() => checkedPlaylists({ type: "x", height: 20 })).toThrow("200 or more");
    expect(() => checkedPlaylists(null)).toThrow("missing");
  });
});
