/** What the card asks of the integration. */

import type { Filter } from "../logic/feed.js";
import type { HomeAssistant } from "./hass.js";
import { inWords } from "./refusal.js";
import type { Detail, Page, PlanPage, Profile } from "./records.js";

const PAGE_SIZE = 50;

/** The questions about one profile. */
export class Api {
  constructor(
    private readonly hass: () => HomeAssistant,
    readonly entry: string,
  ) {}

  static profiles(hass: HomeAssistant): Promise<Profile[]> {
    return hass.callWS({ type: "plex_sync/profiles" });
  }

  history(filter: Filter, before: number | null, limit = PAGE_SIZE): Promise<Page> {
    return this.ask("history", {
      limit,
      ...(before === null ? {} : { before }),
      ...(filter.outcome ? { outcomes: [filter.outcome] } : {}),
      ...(filter.text.trim() ? { text: filter.text.trim() } : {}),
    });
  }

  record(id: number, offset = 0): Promise<Detail> {
    return this.ask("record", { record_id: id, offset });
  }

  plan(cursor: number, limit: number): Promise<PlanPage> {
    return this.act("get_plan", { limit, ...(cursor ? { cursor } : {}) });
  }

  /** Runs an action, so that the same checks hold as for an automation. */
  async act<T>(action: string, data: Record<string, unknown> = {}): Promise<T> {
    const hass = this.hass();
    const call = hass.callService(
      "plex_sync",
      action,
      { config_entry_id: this.entry, ...data },
      undefined,
      false,
      true,
    );
    return (await inWords(hass, call)).response as T;
  }

  /** Asks by a websocket command of the integration. */
  ask<T>(command: string, data: Record<string, unknown> = {}): Promise<T> {
    const hass = this.hass();
    const type = `plex_sync/${command}`;
    return inWords(hass, hass.callWS<T>({ type, config_entry_id: this.entry, ...data }));
  }
}
