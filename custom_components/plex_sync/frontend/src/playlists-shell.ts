/** What a dashboard takes for the playlists card. */

import { checkedPlaylists, type PlaylistsConfig } from "./playlists-config.js";
import { CardShell } from "./shell.js";

export class PlaylistsShell extends CardShell<PlaylistsConfig> {
  protected override readonly inner = "plex-sync-playlists";

  static async getConfigForm(): Promise<unknown> {
    return (await import("./playlists-form.js")).form();
  }

  protected override check(config: unknown): PlaylistsConfig {
    return checkedPlaylists(config);
  }

  protected override loadCard(): Promise<unknown> {
    return import("./playlists.js");
  }
}
