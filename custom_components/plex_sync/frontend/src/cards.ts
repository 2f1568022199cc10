/** The cards: what the picker says of each, and what a dashboard takes for it. */

import { BACKUPS } from "./backups-config.js";
import { BackupsShell } from "./backups-shell.js";
import { TIMELINE } from "./config.js";
import { PLAYLISTS } from "./playlists-config.js";
import { PlaylistsShell } from "./playlists-shell.js";
import { TimelineShell } from "./shell.js";

export interface Card {
  type: string;
  /** For the picker, which knows no language of ours. */
  name: string;
  description: string;
  shell: CustomElementConstructor;
  /** The kinds of profile that it shows something of. */
  kinds: readonly string[];
  /** Where the panel shows it, and the key of its name there: `panel.<path>`. */
  path: string;
  icon: string;
}

export const CARDS: readonly Card[] = [
  {
    type: TIMELINE,
    name: "Plex Sync timeline",
    description: "What was synced and why, live; with undo, retry and pins.",
    shell: TimelineShell,
    kinds: ["anime", "music"],
    path: "timeline",
    icon: "mdi:timeline-clock-outline",
  },
  {
    type: BACKUPS,
    name: "Plex Sync backups",
    description: "Your own safety copies: look into, compare, restore, keep, download.",
    shell: BackupsShell,
    kinds: ["anime"],
    path: "backups",
    icon: "mdi:archive-clock-outline",
  },
  {
    type: PLAYLISTS,
    name: "Plex Sync playlists",
    description: "Saved playlists and albums: what was found, what to review, what lacks.",
    shell: PlaylistsShell,
    kinds: ["music"],
    path: "playlists",
    icon: "mdi:playlist-music",
  },
];
