/** Chooses the AniList entry of a title that has none, or several. */

import { html, nothing, type TemplateResult } from "lit";
import { query, state } from "lit/decorators.js";
import { Part } from "../elements/part.js";
import { controls, dialogs, tokens } from "../styles/shared.js";
import type { Hit } from "../wire/pins.js";
import type { TimelineRecord } from "../wire/records.js";
import { isObject, textOf } from "../logic/values.js";

export class Choose extends Part {
  @state() private record: TimelineRecord | null = null;
  @query("dialog") private dialog!: HTMLDialogElement;
  #chosen: ((hit: Hit | null) => void) | undefined;

  static override styles = [tokens, controls, dialogs];

  /** Shows the dialog; resolves with the entry, or `null` where none was chosen. */
  async ask(record: TimelineRecord): Promise<Hit | null> {
    this.record = record;
    await this.updateComplete;
    this.dialog.showModal();
    return new Promise((resolve) => {
      this.#chosen = resolve;
    });
  }

  private settle(hit: Hit | null): void {
    this.#chosen?.(hit);
    this.#chosen = undefined;
    this.record = null;
    this.dialog.close();
  }

  override render(): TemplateResult {
    const { record } = this;
    return html`<dialog
      aria-labelledby="title"
      @close=${() => {
        this.settle(null);
      }}
      @chosen=${(event: CustomEvent<Hit>) => {
        event.stopPropagation();
        this.settle(event.detail);
      }}
    >
      ${
        record
          ? html`<h2 id="title">${this.text("choose.title")}</h2>
              <div class="body">
                <p class="quiet">
                  ${
                    record.subtitle
                      ? this.text("choose.of", {
                          title: record.title,
                          subtitle: record.subtitle,
                        })
                      : record.title
                  }
                </p>
                <br />
                <plex-sync-search
                  .context=${this.context}
                  .query=${record.title}
                  .suggested=${candidatesOf(record)}
                ></plex-sync-search>
              </div>
              <div class="feet">
                <button
                  @click=${() => {
                    this.settle(null);
                  }}
                >
                  ${this.text("acts.cancel")}
                </button>
              </div>`
          : nothing
      }
    </dialog>`;
  }
}

function candidatesOf(record: TimelineRecord): Hit[] {
  const { candidates } = record.details;
  if (!Array.isArray(candidates)) return [];
  return candidates.flatMap((each) =>
    isObject(each) && typeof each.id === "number"
      ? [
          {
            id: each.id,
            title: textOf(each.title ?? each.id),
            format: typeof each.format === "string" ? each.format : null,
            year: typeof each.year === "number" ? each.year : null,
            episodes: typeof each.episodes === "number" ? each.episodes : null,
          },
        ]
      : [],
  );
}
