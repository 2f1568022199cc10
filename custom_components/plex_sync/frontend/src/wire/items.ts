/** What the playlists card asks for, and what is answered. */

import type { Api } from "./api.js";

export const BANDS = ["accept", "review", "missing"] as const;
export type Band = (typeof BANDS)[number];

/** A playlist that was there before, with the title of an item. */
export interface Offer {
  title: string;
  rating_key: string;
  count: number;
  agree: number;
}

/** A saved item: what was chosen about it, and how it stands. */
export interface Item {
  item: string;
  kind: "playlist" | "album" | "liked";
  title: string;
  sync: boolean;
  interval_days: number;
  category: string;
  mode: "mirror" | "keep_edits" | "append";
  /** Whether what is missing of it may be handed on. */
  hand_off: boolean;
  state: string;
  total: number;
  matched: number;
  review: number;
  missing: number;
  last_sync: string | null;
  next_due: string | null;
  text: string;
  url: string;
  picture: string;
  /** Why a Plex player cannot play it; empty: it can, or it has no category. */
  media_reason: string;
  offer: Offer | null;
}

/** A program that what is missing can be handed to. */
export type HandOff = "lidarr" | "slskd";

/** The programs that are turned on, and how far one is that is being asked now. */
export type HandOffs = Partial<Record<HandOff, { done: number; total: number } | null>>;

export type RequestState = "requested" | "downloading" | "arrived" | "given_up";

/** How something stands that was handed on. */
export interface HandedOn {
  service: HandOff;
  uid: string;
  state: RequestState;
  since: string;
  percent: number | null;
  reason: string;
  /** The reason as a sentence. */
  text: string;
}

export interface ItemsPush {
  items: Item[];
  hand_offs: HandOffs;
  /** How many requests stand how, and a number that moves with any of them. */
  handed_on: { revision: number } & Partial<Record<RequestState, number>>;
}

/** A track of the library. */
export interface LibraryTrack {
  key: string;
  title: string;
  artist: string;
  album: string;
  milliseconds: number | null;
  lossless: boolean | null;
  rating_key: string;
  /** Where it can be heard. */
  url: string;
}

export interface Candidate extends Partial<LibraryTrack> {
  key: string;
  confidence: number;
  reason: string;
}

/** A track of an item, with what was found for it. */
export interface FoundTrack {
  position: number;
  uri: string;
  /** Where it can be heard; empty: nowhere. */
  url: string;
  title: string;
  artists: string[];
  album: string;
  milliseconds: number | null;
  band: Band;
  reason: string;
  confidence: number;
  track: LibraryTrack | null;
  /** `null`: nobody was asked for it. */
  request: HandedOn | null;
  candidates: Candidate[];
}

export interface TrackPage {
  total: number;
  tracks: FoundTrack[];
}

const PAGE = 100;
const MOST = 500;

/** The questions about the saved items of one profile. */
export class ItemApi {
  constructor(private readonly api: Api) {}

  tracks(
    item: string,
    bands: readonly Band[],
    offset: number,
    limit = PAGE,
  ): Promise<TrackPage> {
    return this.api.ask("items/tracks", {
      item,
      offset,
      limit: Math.min(MOST, Math.max(PAGE, limit)),
      ...(bands.length ? { bands } : {}),
    });
  }

  async search(text: string): Promise<LibraryTrack[]> {
    const answer = await this.api.ask<{ tracks: LibraryTrack[] }>("items/search", { text });
    return answer.tracks;
  }
}
