/** The heavy chunk of the backups card: all of its parts, defined. */

import { define } from "./define.js";
import { Confirm } from "./dialogs/confirm.js";
import { BackupCompare } from "./elements/backup-compare.js";
import { BackupEnding } from "./elements/backup-ending.js";
import { BackupEntry } from "./elements/backup-entry.js";
import { BackupHeader } from "./elements/backup-header.js";
import { BackupList } from "./elements/backup-list.js";
import { BackupPreview } from "./elements/backup-preview.js";
import { BackupRestore } from "./elements/backup-restore.js";
import { BackupRow } from "./elements/backup-row.js";
import { BackupsCard } from "./elements/backups.js";
import { Difference } from "./elements/difference.js";
import { RunProgress } from "./elements/progress.js";

const PARTS: Record<string, CustomElementConstructor> = {
  "plex-sync-difference": Difference,
  "plex-sync-progress": RunProgress,
  "plex-sync-confirm": Confirm,
  "plex-sync-backup-header": BackupHeader,
  "plex-sync-backup-preview": BackupPreview,
  "plex-sync-backup-entry": BackupEntry,
  "plex-sync-backup-compare": BackupCompare,
  "plex-sync-backup-row": BackupRow,
  "plex-sync-backup-list": BackupList,
  "plex-sync-backup-ending": BackupEnding,
  "plex-sync-backup-restore": BackupRestore,
  "plex-sync-backups": BackupsCard,
};

for (const [name, element] of Object.entries(PARTS)) define(name, element);
