/** The top of the backups card: whose, how long they are kept, back up now. */

import { html, nothing, type TemplateResult } from "lit";
import { property } from "lit/decorators.js";
import { controls, tokens } from "../styles/shared.js";
import type { BackupList } from "../wire/backups.js";
import type { Profile } from "../wire/records.js";
import { headerStyles } from "./header-styles.js";
import { Part } from "./part.js";
import { profileTitle } from "./profile-title.js";

export class BackupHeader extends Part {
  @property({ attribute: false }) list: BackupList | null = null;
  @property({ attribute: false }) profiles: Profile[] = [];
  @property() heading = "";
  @property({ type: Boolean }) creating = false;
  @property({ type: Boolean }) offline = false;

  static override styles = [tokens, controls, headerStyles];

  override render(): TemplateResult {
    const may = this.context.permissions.may("create_backup");
    const heading =
      this.heading || this.text("backups.title", { profile: this.context.profile.title });
    return html`<header>
      <div class="names">${profileTitle(this.context, this.profiles, heading)}</div>
      <p class="summary small quiet">${this.summary()}</p>
      <div class="buttons">
        ${
          may
            ? html`<button
                ?disabled=${this.creating || this.offline}
                @click=${() => {
                  this.tell("create-backup");
                }}
              >
                ${this.text(this.creating ? "backups.creating" : "backups.create")}
              </button>`
            : nothing
        }
      </div>
    </header>`;
  }

  private summary(): string {
    if (!this.list) return "";
    const days = this.list.retention_days;
    const newest = this.list.backups.find(({ own, check }) => own && check === "sound");
    return [
      newest
        ? this.text("backups.last", {
            when: this.context.formats.relative(newest.created_at),
          })
        : "",
      days
        ? this.text("backups.kept_for", { count: days })
        : this.text("backups.kept_for_ever"),
    ]
      .filter(Boolean)
      .join(" · ");
  }
}
