/** A list of made-up backups, for the card picker: nothing is asked of anybody. */

import type { Backup, BackupList } from "../wire/backups.js";

const HOUR = 3_600_000;

/** Returns three days of backups. */
export function sampleBackups(): BackupList {
  const now = Date.now();
  return {
    folder: "plex_sync/backups",
    retention_days: 7,
    backups: [
      backup(now - 8 * HOUR, 1_015, 412_000),
      { ...backup(now - 27 * HOUR, 1_014, 411_000), keep: true },
      { ...backup(now - 56 * HOUR, null, 90_000), check: "cut_off", account: null },
    ],
  };
}

function backup(at: number, count: number | null, size: number): Backup {
  const created = new Date(at).toISOString();
  const stamp = created.slice(0, 19).replace(/\D/g, "");
  return {
    backup: `plex_sync-anilist_frieda.${stamp}.json`,
    size,
    created_at: created,
    keep: false,
    check: "sound",
    account: { service: "anilist", id: "1", name: "frieda" },
    own: true,
    format: "plex_sync_backup",
    entry_count: count,
    fault_count: 0,
    message: "",
  };
}
