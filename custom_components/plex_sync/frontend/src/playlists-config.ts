/** What a user can say of the playlists card. */

export const PLAYLISTS = "plex-sync-playlists-card";

export interface PlaylistsConfig {
  type: string;
  config_entry?: string;
  title?: string;
  height?: number;
}

/** Returns the configuration; throws a readable error where it makes no sense. */
export function checkedPlaylists(config: unknown): PlaylistsConfig {
  if (typeof config !== "object" || config === null) {
    throw new Error("The configuration of the card is missing.");
  }
  const given = config as PlaylistsConfig;
  for (const name of ["config_entry", "title"] as const) {
    if (given[name] !== undefined && typeof given[name] !== "string") {
      throw new Error(`${name} must be a text.`);
    }
  }
  if (given.height !== undefined && !(given.height >= 200)) {
    throw new Error("height must be a number of pixels, 200 or more.");
  }
  return given;
}
