/** One profile's timeline as it is on the screen: subscribed, paged, filtered. */

import { Feed, matches, type Filter } from "../logic/feed.js";
import { Api } from "../wire/api.js";
import {
  messageOf,
  type HomeAssistant,
  type Refusal,
  type Unsubscribe,
} from "../wire/hass.js";
import type { Counters, Page, PlanNote, Profile, Push, Status } from "../wire/records.js";

export type Standing = "loading" | "live" | "reloading" | "removed" | "failed";

export const NOT_FOUND = "not_found";
/** While Home Assistant starts, its integrations are not there yet. */
export const UNKNOWN_COMMAND = "unknown_command";

const TYPING = 250;
const AGAIN = 2_000;
/** How many records are read again after a lost connection; more, and it begins anew. */
const MOST_READ_AGAIN = 2_000;
const MOST_A_PAGE = 200;

/** Holds what is shown of one profile, and keeps it true. */
export class Timeline {
  readonly feed = new Feed();
  filter: Filter = { outcome: null, text: "" };
  standing: Standing = "loading";
  offline = false;
  profile: Profile | null = null;
  status: Status | null = null;
  counters: Counters = {};
  plan: PlanNote | null = null;
  loading = false;
  error = "";
  /** Moves with each change of the feed. */
  version = 0;
  #unsubscribe: Unsubscribe | undefined;
  #again: ReturnType<typeof setTimeout> | undefined;
  #typing: ReturnType<typeof setTimeout> | undefined;
  #question = 0;
  #opened = false;
  #closed = false;

  constructor(
    private readonly hass: () => HomeAssistant,
    readonly entry: string,
    private readonly changed: () => void,
    private readonly isScrolled: () => boolean,
    private readonly arrived: (count: number) => void = () => undefined,
  ) {}

  get #api(): Api {
    return new Api(this.hass, this.entry);
  }

  /** Begins to watch, through lost connections and restarts. */
  async open(): Promise<void> {
    const { connection } = this.hass();
    this.#opened = true;
    connection.addEventListener("disconnected", this.#onLost);
    connection.addEventListener("ready", this.#onBack);
    await this.#subscribe();
  }

  close(): void {
    this.#closed = true;
    if (!this.#opened) return;
    const { connection } = this.hass();
    connection.removeEventListener("disconnected", this.#onLost);
    connection.removeEventListener("ready", this.#onBack);
    clearTimeout(this.#again);
    clearTimeout(this.#typing);
    this.#stop();
  }

  /** Shows what fits a filter; text waits until the user pauses. */
  narrow(filter: Partial<Filter>): void {
    const isTyping = filter.text !== undefined;
    this.filter = { ...this.filter, ...filter };
    clearTimeout(this.#typing);
    if (isTyping) this.#typing = setTimeout(() => void this.reload(), TYPING);
    else void this.reload();
    this.changed();
  }

  /** Begins the feed anew. */
  async reload(): Promise<void> {
    await this.#read(null, (page) => {
      this.feed.reset(page.records, page.runs, page.next);
    });
  }

  /** Loads what follows. */
  async more(): Promise<void> {
    const { next } = this.feed;
    if (this.loading || (next === null && !this.error)) return;
    await this.#read(next, (page) => {
      if (next === null) this.feed.reset(page.records, page.runs, page.next);
      else this.feed.append(page.records, page.runs, page.next);
    });
  }

  /** Shows what was held back while the user read. */
  letIn(): void {
    this.feed.letIn();
    this.#touch();
  }

  async #read(before: number | null, take: (page: Page) => void): Promise<void> {
    const question = ++this.#question;
    this.loading = true;
    this.error = "";
    this.changed();
    try {
      const page = await this.#api.history(this.filter, before);
      if (question === this.#question) take(page);
    } catch (error) {
      if (question === this.#question) this.error = messageOf(error);
    } finally {
      if (question === this.#question) {
        this.loading = false;
        this.#touch();
      }
    }
  }

  async #subscribe(): Promise<void> {
    this.#stop();
    try {
      const unsubscribe = await this.hass().connection.subscribeMessage<Push>(
        (push) => {
          if (!this.#closed) this.#take(push);
        },
        { type: "plex_sync/subscribe", config_entry_id: this.entry },
        // After a restart the connection is back before the integration is: its own
        // attempt to subscribe again would fail, and there would be no other.
        { resubscribe: false },
      );
      if (this.#closed) void unsubscribe();
      else this.#unsubscribe = unsubscribe;
    } catch (error) {
      const { code } = error as Refusal;
      this.error = "";
      if (code === NOT_FOUND) this.standing = "removed";
      else {
        this.standing = code === UNKNOWN_COMMAND ? "reloading" : "failed";
        if (this.standing === "failed") this.error = messageOf(error);
        this.#again = setTimeout(() => void this.#subscribe(), AGAIN);
      }
      this.changed();
    }
  }

  #stop(): void {
    const unsubscribe = this.#unsubscribe;
    this.#unsubscribe = undefined;
    // Fails where the connection is gone; then there is nothing to end.
    if (unsubscribe) Promise.resolve(unsubscribe()).catch(() => undefined);
  }

  #take(push: Push): void {
    switch (push.type) {
      case "first":
        this.#takeFirst(push);
        break;
      case "status":
        this.status = push.status;
        break;
      case "counters":
        this.counters = push.counters;
        break;
      case "plan":
        this.plan = push.plan;
        break;
      case "records":
        this.#takeRecords(push);
        break;
      case "gone":
        this.standing = push.reason === "removed" ? "removed" : "reloading";
    }
    this.#touch();
  }

  #takeFirst(push: Extract<Push, { type: "first" }>): void {
    const isFiltered = this.filter.outcome !== null || this.filter.text.trim() !== "";
    this.standing = "live";
    this.profile = push.profile;
    this.status = push.status;
    this.counters = push.counters;
    this.plan = push.plan;
    if (isFiltered) void this.reload();
    else if (this.isScrolled() && this.feed.size <= MOST_READ_AGAIN) {
      void this.#readAgain(push.page);
    } else {
      this.#question++;
      this.loading = false;
      this.error = "";
      this.feed.reset(push.page.records, push.page.runs, push.page.next);
    }
  }

  /** Reads what is loaded once more, so that the user keeps the place and misses nothing. */
  async #readAgain(first: Page): Promise<void> {
    const question = ++this.#question;
    const oldest = this.feed.oldest ?? 0;
    const records = [...first.records];
    const runs = [...first.runs];
    try {
      for (let { next } = first; next !== null && next > oldest;) {
        const page = await this.#api.history(this.filter, next, MOST_A_PAGE);
        // Something newer is known by now, or asked for.
        if (question !== this.#question) return;
        records.push(...page.records);
        runs.push(...page.runs);
        ({ next } = page);
      }
    } catch {
      // What was read is true; the rest is loaded while one scrolls.
    }
    if (question !== this.#question) return;
    this.loading = false;
    this.feed.addRuns(runs);
    this.feed.refresh(records);
    this.#touch();
  }

  #takeRecords(push: Extract<Push, { type: "records" }>): void {
    this.feed.addRuns(push.runs);
    for (const id of push.removed) this.feed.remove(id);
    const fits = push.added.filter((record) => matches(record, this.filter));
    this.feed.add(fits, this.isScrolled());
    for (const record of push.changed) {
      if (!matches(record, this.filter)) this.feed.remove(record.record);
      else if (this.feed.get(record.record)) this.feed.change(record);
      else this.feed.add([record], this.isScrolled());
    }
    if (fits.length) this.arrived(fits.length);
  }

  readonly #onLost = (): void => {
    this.offline = true;
    // It has ended with the connection.
    this.#unsubscribe = undefined;
    clearTimeout(this.#again);
    this.changed();
  };

  readonly #onBack = (): void => {
    this.offline = false;
    clearTimeout(this.#again);
    void this.#subscribe();
    this.changed();
  };

  #touch(): void {
    this.version++;
    this.changed();
  }
}
