/** What a dashboard takes for the backups card. */

import { checkedBackups, type BackupsConfig } from "./backups-config.js";
import { CardShell } from "./shell.js";

export class BackupsShell extends CardShell<BackupsConfig> {
  protected override readonly inner = "plex-sync-backups";

  static async getConfigForm(): Promise<unknown> {
    return (await import("./backups-form.js")).form();
  }

  protected override check(config: unknown): BackupsConfig {
    return checkedBackups(config);
  }

  protected override loadCard(): Promise<unknown> {
    return import("./backups.js");
  }
}
