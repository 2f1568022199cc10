/** What a user can say of the backups card. */

export const BACKUPS = "plex-sync-backups-card";

export interface BackupsConfig {
  type: string;
  config_entry?: string;
  title?: string;
  height?: number;
  /** Where the timeline is, for the link from a restore to its changes. */
  timeline_path?: string;
}

/** Returns the configuration; throws a readable error where it makes no sense. */
export function checkedBackups(config: unknown): BackupsConfig {
  if (typeof config !== "object" || config === null) {
    throw new Error("The configuration of the card is missing.");
  }
  const given = config as BackupsConfig;
  for (const name of ["config_entry", "title", "timeline_path"] as const) {
    if (given[name] !== undefined && typeof given[name] !== "string") {
      throw new Error(`${name} must be a text.`);
    }
  }
  if (given.timeline_path && !given.timeline_path.startsWith("/")) {
    throw new Error(
      "timeline_path must be a path of this Home Assistant, such as /plex-sync/0.",
    );
  }
  if (given.height !== undefined && !(given.height >= 200)) {
    throw new Error("height must be a number of pixels, 200 or more.");
  }
  return given;
}
