/** What Home Assistant asks for a dashboard: thin, until one is made. */

import type { HomeAssistant } from "./wire/hass.js";

export class DashboardStrategy extends HTMLElement {
  /** There is nothing to choose: the profiles say what is shown. */
  static readonly noEditor = true;

  /** Makes the whole dashboard. */
  static async generate(_config: unknown, hass: HomeAssistant): Promise<unknown> {
    return (await import("./strategy.js")).dashboard(hass);
  }

  /** Fills in the form of a new dashboard. */
  static getCreateSuggestions(): { title: string; icon: string } {
    return { title: "Plex Sync", icon: "mdi:sync" };
  }
}
