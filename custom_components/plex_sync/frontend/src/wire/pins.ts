/** What the actions for pins and for searching AniList answer. */

export interface Pin {
  target: string;
  title: string;
  fields: string[];
}

export interface Pins {
  pins: Pin[];
  /** The fields that can be pinned. */
  fields?: string[];
}

export interface Hit {
  id: number;
  title: string;
  titles?: string[];
  format?: string | null;
  year?: number | null;
  episodes?: number | null;
  cover?: string | null;
  is_adult?: boolean;
  /** Its fields that are pinned already. */
  pins?: string[];
}

export interface Hits {
  results: Hit[];
}

/** The fields of a list entry that can be pinned, where the integration does not say. */
export const PINNABLE = [
  "status",
  "progress",
  "score",
  "repeat",
  "started_at",
  "completed_at",
  "notes",
];
