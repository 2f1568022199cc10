/** What the card of the backups asks for, and what is answered. */

import type { Api } from "./api.js";
import type { Edit, JsonObject, PlannedChange, State } from "./records.js";

/** What a file is: `sound`, or what is wrong with it. */
export const CHECKS = [
  "sound",
  "faulty",
  "edited",
  "cut_off",
  "incomplete",
  "not_json",
  "not_a_backup",
  "other_version",
  "not_checked",
  "unreadable",
  "link",
] as const;
export type Check = (typeof CHECKS)[number];

export interface Account {
  service: string;
  id: string;
  name: string;
}

export interface Backup {
  /** The file's name. */
  backup: string;
  size: number;
  created_at: string;
  keep: boolean;
  check: Check;
  account: Account | null;
  /** Whether it is a backup of the account that the profile writes to. */
  own: boolean;
  format: string;
  entry_count: number | null;
  fault_count: number;
  message: string;
}

export interface BackupList {
  folder: string;
  /** 0: for ever. */
  retention_days: number;
  backups: Backup[];
}

export interface Fault {
  reason: string;
  target: string;
  title: string;
  fields: string[];
  left_out: boolean;
}

export interface Entry {
  target: string;
  title: string;
  state: State;
}

export interface Preview extends Backup {
  version: number | null;
  made_by: string;
  details: JsonObject;
  /** How many entries the file says it has. */
  stated_count: number | null;
  faults: Fault[];
  entries: Entry[];
  found: number;
  cursor: number | null;
}

export const DIFFERENCES = ["changed", "created", "removed"] as const;
export type Kind = (typeof DIFFERENCES)[number];

export interface Different {
  target: string;
  title: string;
  difference: Kind;
  edits: Edit[];
  /** `null`: it is not on the list. */
  now: State | null;
  /** `null`: the backup does not have it. */
  saved: State | null;
  /** What the account cannot hold any more, such as custom lists. */
  gone: string[];
}

export interface Comparison {
  comparison: string;
  compared_at: string;
  counts: Record<Kind | "same", number>;
  differences: Different[];
  found: number;
  cursor: number | null;
}

export interface Narrowed {
  text?: string;
  difference?: Kind | null;
  cursor?: number | null;
  comparison?: string;
}

export interface RestoreWish {
  backup: string;
  /** `undefined`: all. */
  entries?: string[];
  exact?: boolean;
  /** The plan that was shown. */
  plan?: string;
  other_account?: boolean;
  insist?: boolean;
}

export interface Left {
  target: string | null;
  title: string;
  reason: string;
  message?: string;
}

/** Entries to restore, by their targets. */
export interface Chosen {
  /** Those that the backup has. */
  saved: string[];
  /** Those that are only on the list: an exact copy deletes them. */
  extra: string[];
}

/** What a restore has done, or would do. */
export interface Restored {
  result: string;
  run: number | null;
  seconds: number;
  counts: Partial<Record<string, number>>;
  planned: { created: number; changed: number; deleted: number };
  plan_name: string;
  plan?: { changes: PlannedChange[]; change_count: number };
  same: number;
  newer: number;
  gone: Record<string, string[]>;
  restored: number;
  skipped: Left[];
  errors: Left[];
}

const PAGE = 50;

/** The questions about the backups of one profile. */
export class BackupApi {
  constructor(private readonly api: Api) {}

  list(): Promise<BackupList> {
    return this.api.ask("backups/get");
  }

  create(): Promise<Backup & { created: boolean }> {
    return this.api.ask("backups/create");
  }

  preview(backup: string, narrowed: Narrowed = {}): Promise<Preview> {
    return this.api.ask("backups/preview", { backup, ...asked(narrowed) });
  }

  compare(backup: string, narrowed: Narrowed = {}): Promise<Comparison> {
    return this.api.ask("backups/compare", { backup, ...asked(narrowed) });
  }

  verify(backup: string): Promise<Backup & { sound: boolean }> {
    return this.api.ask("backups/verify", { backup });
  }

  keep(backup: string, keep: boolean): Promise<Backup> {
    return this.api.ask("backups/keep", { backup, keep });
  }

  delete(backup: string): Promise<unknown> {
    return this.api.ask("backups/delete", { backup });
  }

  download(backup: string): Promise<{ address: string }> {
    return this.api.ask("backups/download", { backup });
  }

  /** Says what a restore would do. */
  plan(wish: RestoreWish): Promise<Restored> {
    return this.api.ask("backups/restore", { ...wish, dry_run: true });
  }

  restore(wish: RestoreWish): Promise<Restored> {
    return this.api.ask("backups/restore", { ...wish });
  }
}

/** Leaves out what is not asked for. */
function asked({ text, difference, cursor, comparison }: Narrowed): JsonObject {
  return {
    limit: PAGE,
    ...(text?.trim() ? { text: text.trim() } : {}),
    ...(difference ? { difference } : {}),
    ...(cursor ? { cursor } : {}),
    ...(comparison ? { comparison } : {}),
  };
}
