/** Which profile an element looks at: chosen, remembered, or the first there is. */

import { Api } from "../wire/api.js";
import { messageOf, type HomeAssistant, type Refusal } from "../wire/hass.js";
import type { Profile } from "../wire/records.js";
import { UNKNOWN_COMMAND, type Timeline } from "./timeline.js";

const AGAIN = 2_000;
const REMEMBERED = "plex-sync-profile";

export class Watcher {
  /** Those that the user may see; `null`: not known yet. */
  profiles: Profile[] | null = null;
  timeline: Timeline | null = null;
  error = "";
  #again: ReturnType<typeof setTimeout> | undefined;
  #beginning = 0;

  constructor(
    private readonly hass: () => HomeAssistant,
    private readonly make: (entry: string) => Timeline,
    private readonly changed: () => void,
  ) {}

  /** Asks for the profiles, until there is an answer, and watches one of a kind. */
  async begin(wanted: string | undefined, kind?: string): Promise<void> {
    this.close();
    const beginning = this.#beginning;
    this.error = "";
    try {
      const profiles = await Api.profiles(this.hass());
      if (beginning !== this.#beginning) return;
      this.profiles = profiles;
      const first = profiles.find((profile) => !kind || profile.kind === kind);
      const entry = wanted ?? this.#remembered(kind) ?? first?.config_entry_id;
      if (entry) this.watch(entry);
    } catch (error) {
      if (beginning !== this.#beginning) return;
      const isStarting = (error as Refusal).code === UNKNOWN_COMMAND;
      this.error = isStarting ? "" : messageOf(error);
      this.#again = setTimeout(() => void this.begin(wanted, kind), AGAIN);
    }
    this.changed();
  }

  /** Watches a profile, and no other any more. */
  watch(entry: string): void {
    this.timeline?.close();
    this.timeline = this.make(entry);
    void this.timeline.open();
    this.changed();
  }

  /** Watches a profile, here and at the next visit. */
  choose(entry: string): void {
    localStorage.setItem(REMEMBERED, entry);
    this.watch(entry);
  }

  /** Watches nothing; what is still to come is not waited for. */
  close(): void {
    this.#beginning++;
    clearTimeout(this.#again);
    this.timeline?.close();
    this.timeline = null;
  }

  #remembered(kind?: string): string | undefined {
    const entry = localStorage.getItem(REMEMBERED);
    const known = this.profiles?.find(({ config_entry_id: id }) => id === entry);
    return known && (!kind || known.kind === kind) ? known.config_entry_id : undefined;
  }
}
