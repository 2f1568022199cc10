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
  offer: Offer | null;
}

export interface ItemsPush {
  items: Item[];
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
  candidates: Candidate[];
}

export interface TrackPage {
  total: number;
  tracks: FoundTrack[];
}

const PAGE = 100;

/** The questions about the saved items of one profile. */
export class ItemApi {
  constructor(private readonly api: Api) {}

  tracks(item: string, bands: readonly Band[], offset: number): Promise<TrackPage> {
    return this.api.ask("items/tracks", {
      item,
      offset,
      limit: PAGE,
      ...(bands.length ? { bands } : {}),
    });
  }

  async search(text: string): Promise<LibraryTrack[]> {
    const answer = await this.api.ask<{ tracks: LibraryTrack[] }>("items/search", { text });
    return answer.tracks;
  }
}
