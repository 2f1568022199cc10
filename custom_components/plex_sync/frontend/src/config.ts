/** What a user can say of the timeline card, and the form to say it in. */

import { OUTCOMES, type Outcome } from "./wire/records.js";

export const TIMELINE = "plex-sync-timeline-card";
export const STRATEGY = "plex-sync";

export interface TimelineConfig {
  type: string;
  config_entry?: string;
  title?: string;
  outcome?: Outcome;
  height?: number;
  blur_adult?: boolean;
  hide_controls?: boolean;
}

/** Returns the configuration; throws a readable error where it makes no sense. */
export function checked(config: unknown): TimelineConfig {
  if (typeof config !== "object" || config === null) {
    throw new Error("The configuration of the card is missing.");
  }
  const given = config as TimelineConfig;
  if (given.config_entry !== undefined && typeof given.config_entry !== "string") {
    throw new Error("config_entry must be the id of a Plex Sync profile.");
  }
  if (given.outcome && !OUTCOMES.includes(given.outcome)) {
    throw new Error(`outcome must be one of ${OUTCOMES.join(", ")}.`);
  }
  if (given.height !== undefined && !(given.height >= 200)) {
    throw new Error("height must be a number of pixels, 200 or more.");
  }
  return given;
}
