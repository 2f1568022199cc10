/** An entry that differs between a backup and the list of today. */

import { html, nothing, type TemplateResult } from "lit";
import { property, state } from "lit/decorators.js";
import { controls, tokens } from "../styles/shared.js";
import type { Different, Kind } from "../wire/backups.js";
import { backupStyles } from "./backup-styles.js";
import type { Compared, States } from "./difference.js";
import { Part } from "./part.js";

const TONES: Record<Kind, string> = { changed: "back", created: "good", removed: "gone" };

export class BackupEntry extends Part {
  @property({ attribute: false }) different!: Different;
  @property({ type: Boolean }) chosen = false;
  @state() private opened = false;

  static override styles = [tokens, controls, backupStyles];

  override render(): TemplateResult {
    const { title, difference } = this.different;
    const name = this.text(this.opened ? "acts.hide_difference" : "acts.difference");
    return html`<div class="item">
      <div class="entry">
        ${this.context.permissions.may("restore_backup") ? this.box() : nothing}
        <div class="name">
          <b>${title}</b>
          <div class="small quiet">
            <span class="tag ${TONES[difference]}"
              >${this.text(`backups.is_${difference}`)}</span
            >
            ${this.line()}
          </div>
        </div>
        <button
          class="link"
          aria-expanded=${String(this.opened)}
          aria-label="${name}: ${title}"
          @click=${() => {
            this.opened = !this.opened;
          }}
        >
          ${name}
        </button>
      </div>
      ${
        this.opened
          ? html`<plex-sync-difference
              .context=${this.context}
              .record=${comparedOf(this.different)}
              .given=${statesOf(this.different)}
            ></plex-sync-difference>`
          : nothing
      }
    </div>`;
  }

  private box(): TemplateResult {
    return html`<input
      type="checkbox"
      aria-label=${this.text("backups.choose", { title: this.different.title })}
      .checked=${this.chosen}
      @change=${() => {
        this.tell("choose-entry", this.different);
      }}
    />`;
  }

  /** What a restore would change, and what the account cannot hold any more. */
  private line(): string {
    const { edits, gone, difference } = this.different;
    const line = this.context.say.line({
      edits: difference === "removed" ? [] : edits,
      more_edits: 0,
      created: false,
      deleted: false,
      subjects: [],
    });
    const lists = gone.length
      ? this.text("backups.gone", { names: this.context.formats.list(gone) })
      : "";
    return [line, lists]
      .filter(Boolean)
      .map((part) => `· ${part}`)
      .join(" ");
  }
}

/** A difference as the difference view takes it; nobody has asked for it yet. */
function comparedOf({ edits }: Different): Compared {
  return {
    record: 0,
    edits: edits.map((edit) => ({ ...edit, rule: "" })),
    more_edits: 0,
    deleted: true,
  };
}

function statesOf({ now, saved }: Different): States {
  return { before: now, after: saved, lengths: { before: {}, after: {} } };
}
