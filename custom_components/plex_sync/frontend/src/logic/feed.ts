/** The records that are loaded, newest first, in chunks that a screen can forget. */

import type { Outcome, Run, TimelineRecord } from "../wire/records.js";

const CHUNK = 50;

export interface Filter {
  outcome: Outcome | null;
  text: string;
}

export interface Chunk {
  key: number;
  records: TimelineRecord[];
}

/** What is loaded of a timeline; pushes and pages come in any order. */
export class Feed {
  readonly runs = new Map<number, Run>();
  /** The newest records, not shown yet because the user reads further down. */
  readonly held = new Map<number, TimelineRecord>();
  next: number | null = null;
  #records = new Map<number, TimelineRecord>();
  #chunks: number[][] = [];
  #ofRun = new Map<number, Set<number>>();

  get size(): number {
    return this.#records.size;
  }

  get oldest(): number | null {
    return this.#chunks.at(-1)?.at(-1) ?? null;
  }

  /** The records in chunks; a record that is pushed never moves those below its chunk. */
  get chunks(): Chunk[] {
    return this.#chunks.map((ids) => ({
      key: ids.at(-1) ?? 0,
      records: ids.flatMap((id) => this.#records.get(id) ?? []),
    }));
  }

  get(id: number): TimelineRecord | undefined {
    return this.#records.get(id) ?? this.held.get(id);
  }

  /** Whether all changes of a run are known, and each of them was taken back. */
  isUndone(run: Run): boolean {
    const changes = [...(this.#ofRun.get(run.run) ?? [])]
      .flatMap((id) => this.#records.get(id) ?? [])
      .filter((record) => record.problem === null);
    const made = (run.counts.synced ?? 0) + (run.counts.deleted ?? 0);
    return changes.length >= made && changes.every((record) => record.undone_by !== null);
  }

  /** Begins anew with a page. */
  reset(records: TimelineRecord[], runs: Run[], next: number | null): void {
    this.#records.clear();
    this.#ofRun.clear();
    this.held.clear();
    this.#chunks = [];
    this.append(records, runs, next);
  }

  /** Adds the page that follows. */
  append(records: TimelineRecord[], runs: Run[], next: number | null): void {
    this.addRuns(runs);
    this.next = next;
    const fresh = records.filter(({ record }) => !this.#records.has(record));
    for (const record of records) this.#put(record);
    for (let start = 0; start < fresh.length; start += CHUNK) {
      this.#chunks.push(fresh.slice(start, start + CHUNK).map(({ record }) => record));
    }
  }

  addRuns(runs: Run[]): void {
    for (const run of runs) this.runs.set(run.run, run);
  }

  /** Takes records that are new; `hold` keeps them aside until they are let in. */
  add(records: TimelineRecord[], hold: boolean): void {
    const ordered = [...records].sort((a, b) => a.record - b.record);
    for (const record of ordered) {
      if (this.#records.has(record.record)) this.#put(record);
      else if (hold) this.held.set(record.record, record);
      else this.#insert(record);
    }
  }

  /** Takes all records there are from the newest down to the last of these. */
  refresh(records: TimelineRecord[]): void {
    const there = new Set(records.map(({ record }) => record));
    const last = records.at(-1)?.record ?? Infinity;
    for (const id of [...this.#records.keys(), ...this.held.keys()]) {
      if (id >= last && !there.has(id)) this.remove(id);
    }
    const newest = this.#chunks[0]?.[0] ?? 0;
    for (const record of records) {
      if (this.get(record.record)) this.change(record);
      else this.add([record], record.record > newest);
    }
  }

  /** Shows what was held back; returns how many there were. */
  letIn(): number {
    const waiting = [...this.held.values()].sort((a, b) => a.record - b.record);
    this.held.clear();
    for (const record of waiting) this.#insert(record);
    return waiting.length;
  }

  /** Takes a record in its new form. */
  change(record: TimelineRecord): void {
    if (this.held.has(record.record)) this.held.set(record.record, record);
    if (this.#records.has(record.record)) this.#put(record);
  }

  remove(id: number): void {
    this.held.delete(id);
    if (!this.#records.delete(id)) return;
    this.#chunks = this.#chunks
      .map((ids) => (ids.includes(id) ? ids.filter((each) => each !== id) : ids))
      .filter((ids) => ids.length);
  }

  #put(record: TimelineRecord): void {
    this.#records.set(record.record, record);
    if (record.run === null) return;
    const known = this.#ofRun.get(record.run);
    if (known) known.add(record.record);
    else this.#ofRun.set(record.run, new Set([record.record]));
  }

  /** Puts a record at its place: most often on top, at times between. */
  #insert(record: TimelineRecord): void {
    const id = record.record;
    if (this.next !== null && this.oldest !== null && id < this.oldest) return;
    this.#put(record);
    const top = this.#chunks[0];
    if (!top || (id > (top[0] ?? 0) && top.length >= 2 * CHUNK)) {
      this.#chunks.unshift([id]);
      return;
    }
    const chunk = this.#chunks.find((ids) => id > (ids.at(-1) ?? 0)) ?? this.#chunks.at(-1);
    if (!chunk) return;
    const place = chunk.findIndex((each) => each < id);
    chunk.splice(place < 0 ? chunk.length : place, 0, id);
  }
}

/** Whether a pushed record belongs to what the user looks at. */
export function matches(record: TimelineRecord, filter: Filter): boolean {
  if (record.closed_at !== null) return false;
  if (filter.outcome && record.outcome !== filter.outcome) return false;
  const needle = filter.text.trim().toLocaleLowerCase();
  if (!needle) return true;
  return [record.title, record.subtitle, record.section, record.message].some((text) =>
    text.toLocaleLowerCase().includes(needle),
  );
}

/** What stands together under one heading: a run on a day. */
export function groupKey(record: TimelineRecord, day: (at: string) => string): string {
  return `${record.run ?? "none"}:${day(record.at)}`;
}
