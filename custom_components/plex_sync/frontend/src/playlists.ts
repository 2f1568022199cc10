/** The heavy chunk of the playlists card: all of its parts, defined. */

import { define } from "./define.js";
import { Confirm } from "./dialogs/confirm.js";
import { EditItems } from "./dialogs/edit-items.js";
import { Cover } from "./elements/cover.js";
import { ItemRow } from "./elements/item-row.js";
import { ItemTracks } from "./elements/item-tracks.js";
import { PlaylistsCard } from "./elements/playlists.js";
import { RunProgress } from "./elements/progress.js";
import { TrackRow } from "./elements/track-row.js";
import { TrackSearch } from "./elements/track-search.js";

const PARTS: Record<string, CustomElementConstructor> = {
  "plex-sync-progress": RunProgress,
  "plex-sync-confirm": Confirm,
  "plex-sync-edit-items": EditItems,
  "plex-sync-cover": Cover,
  "plex-sync-track-search": TrackSearch,
  "plex-sync-track-row": TrackRow,
  "plex-sync-item-tracks": ItemTracks,
  "plex-sync-item-row": ItemRow,
  "plex-sync-playlists": PlaylistsCard,
};

for (const [name, element] of Object.entries(PARTS)) define(name, element);
