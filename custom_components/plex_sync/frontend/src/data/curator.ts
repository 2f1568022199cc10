/** Carries out what the user asks for on the playlists card. */

import type { Confirm } from "../dialogs/confirm.js";
import type { EditItems } from "../dialogs/edit-items.js";
import { formerChoices } from "../logic/item-edits.js";
import type { FoundTrack, HandOff, Item, LibraryTrack } from "../wire/items.js";
import { Acting } from "./acting.js";

export interface Curating {
  confirm: Confirm;
  edit: EditItems;
}

/** What the user settles about a track. */
export interface Verdict {
  uri: string;
  title: string;
  decision: "this" | "not_this" | "never";
  track?: LibraryTrack | { key: string };
}

/** A missing track, and the program that is to get it. */
export interface HandingOn {
  track: FoundTrack;
  service: HandOff;
}

/** An item, and the program that is to get what it lacks. */
export interface HandingAllOn {
  item: Item;
  service: HandOff;
}

export class Curator extends Acting<Curating> {
  /** Syncs one item now. */
  async sync(item: Item): Promise<void> {
    await this.guarded(async () => {
      const action = item.kind === "album" ? "sync_albums" : "sync_playlists";
      await this.context().api.act(action, { items: [item.item], force: true });
      this.toast({ message: this.text("playlists.syncing", { title: item.title }) });
    });
  }

  /** Syncs all items. */
  async syncAll(): Promise<void> {
    await this.guarded(async () => {
      await this.context().api.act("sync_all", { force: true });
      this.toast({ message: this.text("toast.sync") });
    });
  }

  /** Ends the run under way. */
  async stop(): Promise<void> {
    await this.guarded(() => this.context().api.act("stop"));
  }

  /** Keeps the user's word on a track and syncs the item, with a way back. */
  async decide(item: Item, { uri, title, decision, track }: Verdict): Promise<void> {
    if (decision === "never") {
      const { confirmed } = await this.dialogs().confirm.ask({
        title: this.text("playlists.never_title"),
        texts: [this.text("playlists.never_text", { title })],
        confirm: this.text("playlists.never"),
      });
      if (!confirmed) return;
    }
    const about = { uri, item: item.item };
    await this.guarded(async () => {
      await this.context().api.act("decide", {
        ...about,
        decision,
        sync: true,
        ...(track ? { track: track.key } : {}),
      });
      this.toast({
        message: this.text("playlists.decided", { title }),
        ...this.way("forget_decision", about),
      });
    });
  }

  /** Asks a program for one missing track, also after it was given up. */
  async handOn({ track, service }: HandingOn): Promise<void> {
    await this.guarded(async () => {
      const tracks = [track.uri];
      await this.context().api.act(`send_to_${service}`, { tracks, again: true });
      this.toast({
        message: this.text(`hand_off.asked.${service}`, { title: track.title }),
      });
    });
  }

  /** Asks a program for all that an item lacks, once the user has confirmed it. */
  async handAllOn({ item, service }: HandingAllOn): Promise<void> {
    const values = { title: item.title, count: item.missing };
    const { confirmed } = await this.dialogs().confirm.ask({
      title: this.text(`hand_off.send.${service}`),
      texts: [this.text(`hand_off.confirm.${service}`, values)],
      confirm: this.text(`hand_off.send.${service}`),
    });
    if (!confirmed) return;
    await this.guarded(async () => {
      await this.context().api.act(`send_to_${service}`, { items: [item.item] });
      this.toast({ message: this.text(`hand_off.asked.${service}`, values) });
    });
  }

  /** Changes what was chosen about items, with a way back; whether it was done. */
  async edit(items: readonly Item[]): Promise<boolean> {
    const changes = await this.dialogs().edit.ask(items);
    if (!changes) return false;
    const { api } = this.context();
    const change = (keys: string[], choices: object) =>
      api.act("update_items", { items: keys, ...choices });
    return this.guarded(async () => {
      const former = formerChoices(items, changes);
      await change(
        items.map(({ item }) => item),
        changes,
      );
      this.toast({
        message: this.text("playlists.edit.done", { count: items.length }),
        action: {
          text: this.text("acts.undo"),
          run: async () => {
            for (const { items: keys, choices } of former) await change(keys, choices);
          },
        },
      });
    });
  }

  /** Takes over the playlist of the same title, or leaves it beside a new one. */
  async settle(item: Item, takes: boolean): Promise<void> {
    await this.guarded(async () => {
      const decision = takes ? "take_over" : "leave";
      await this.context().api.act("decide", { item: item.item, decision, sync: true });
      this.toast({ message: this.text("playlists.syncing", { title: item.title }) });
    });
  }
}
