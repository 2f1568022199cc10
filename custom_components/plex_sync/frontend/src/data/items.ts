/** The saved items of one profile as they are on the screen: subscribed, kept true. */

import type { HomeAssistant, Refusal, Unsubscribe } from "../wire/hass.js";
import type { HandOffs, Item, ItemsPush } from "../wire/items.js";
import { NOT_FOUND } from "./timeline.js";

const AGAIN = 2_000;

export class Items {
  /** `null`: not known yet. */
  list: Item[] | null = null;
  handOffs: HandOffs = {};
  handedOn: ItemsPush["handed_on"] = { revision: 0 };
  /** Whether the profile is one that has no items. */
  none = false;
  #unsubscribe: Unsubscribe | undefined;
  #again: ReturnType<typeof setTimeout> | undefined;
  #closed = false;

  constructor(
    private readonly hass: () => HomeAssistant,
    private readonly entry: string,
    private readonly changed: () => void,
  ) {}

  /** Begins to watch; a profile that is loading is asked again. */
  async open(): Promise<void> {
    this.#stop();
    try {
      const unsubscribe = await this.hass().connection.subscribeMessage<ItemsPush>(
        ({ items, hand_offs: handOffs, handed_on: handedOn }) => {
          if (this.#closed) return;
          this.list = items;
          this.handOffs = handOffs;
          this.handedOn = handedOn;
          this.none = false;
          this.changed();
        },
        { type: "plex_sync/items/subscribe", config_entry_id: this.entry },
        { resubscribe: false },
      );
      if (this.#closed) void unsubscribe();
      else this.#unsubscribe = unsubscribe;
    } catch (error) {
      this.none = (error as Refusal).code === NOT_FOUND;
      this.#again = setTimeout(() => void this.open(), AGAIN);
      this.changed();
    }
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#again);
    this.#stop();
  }

  #stop(): void {
    clearTimeout(this.#again);
    const unsubscribe = this.#unsubscribe;
    this.#unsubscribe = undefined;
    if (unsubscribe) Promise.resolve(unsubscribe()).catch(() => undefined);
  }
}
