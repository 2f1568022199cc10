/** Changes what was chosen about several saved items; what is not touched stays. */

import { css, html, nothing, type TemplateResult } from "lit";
import { query, state } from "lit/decorators.js";
import { Part } from "../elements/part.js";
import { changedChoices, MODES, sharedChoices, type Choices } from "../logic/item-edits.js";
import { controls, dialogs, tokens } from "../styles/shared.js";
import type { Item } from "../wire/items.js";

const LONGEST_INTERVAL = 365;
const LONGEST_CATEGORY = 255;
const ON_OFF = [true, false] as const;

export class EditItems extends Part {
  @state() private items: readonly Item[] = [];
  @state() private draft: Partial<Choices> = {};
  @query("dialog") private dialog!: HTMLDialogElement;
  #answer: ((changes: Partial<Choices> | null) => void) | undefined;

  static override styles = [
    tokens,
    controls,
    dialogs,
    css`
      .fields {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(220px, 100%), 1fr));
        gap: 14px 16px;
        margin-top: 14px;
      }
      label {
        display: flex;
        flex-direction: column;
        justify-content: flex-end;
        gap: 4px;
        min-width: 0;
      }
      select,
      input[type="number"],
      input[type="text"] {
        width: 100%;
        min-height: 40px;
        padding: 6px 14px;
        border: 1px solid var(--line);
        border-radius: 18px;
        background: var(--paper);
        text-overflow: ellipsis;
      }
      .touched {
        border-color: var(--accent);
      }
      :invalid {
        border-color: var(--bad);
      }
    `,
  ];

  /** Shows the dialog; resolves with what is to be changed, or `null` for nothing. */
  async ask(items: readonly Item[]): Promise<Partial<Choices> | null> {
    this.items = items;
    this.draft = {};
    await this.updateComplete;
    this.dialog.returnValue = "";
    this.dialog.showModal();
    return new Promise((resolve) => {
      this.#answer = resolve;
    });
  }

  private readonly onClose = (): void => {
    const isSaved = this.dialog.returnValue === "save";
    this.#answer?.(isSaved ? this.changes : null);
    this.#answer = undefined;
    this.items = [];
  };

  private get changes(): Partial<Choices> {
    return changedChoices(this.items, this.draft);
  }

  override render(): TemplateResult {
    const { items } = this;
    return html`<dialog
      aria-labelledby="title"
      aria-describedby="hint"
      @close=${this.onClose}
    >
      ${items.length ? this.form(items) : nothing}
    </dialog>`;
  }

  private form([first, ...others]: readonly Item[]): TemplateResult {
    const heading = others.length
      ? this.text("playlists.edit.title", { count: others.length + 1 })
      : this.text("playlists.edit.title_one", { title: first?.title ?? "" });
    return html`<h2 id="title">${heading}</h2>
      <form
        id="form"
        class="body"
        @submit=${(event: SubmitEvent) => {
          event.preventDefault();
          if (Object.keys(this.changes).length) this.dialog.close("save");
        }}
      >
        <p class="small quiet" id="hint">${this.text("playlists.edit.hint")}</p>
        <div class="fields">
          ${this.choice("sync", ON_OFF)} ${this.interval()} ${this.category()}
          ${this.choice("mode", MODES)} ${this.choice("hand_off", ON_OFF)}
        </div>
      </form>
      <div class="feet">
        <button
          @click=${() => {
            this.dialog.close();
          }}
        >
          ${this.text("acts.cancel")}
        </button>
        <button
          class="filled"
          type="submit"
          form="form"
          ?disabled=${!Object.keys(this.changes).length}
        >
          ${this.text("acts.save")}
        </button>
      </div>`;
  }

  /** One of a few values; where items differ that is the first, and keeps them. */
  private choice<N extends "sync" | "mode" | "hand_off">(
    name: N,
    values: readonly Choices[N][],
  ): TemplateResult {
    const now = this.value(name);
    const isShared = sharedChoices(this.items)[name] !== undefined;
    return html`<label
      >${this.text(`playlists.edit.${name}`)}
      <select
        class=${this.touched(name)}
        @change=${(event: Event) => {
          const { value } = event.target as HTMLSelectElement;
          this.set(
            name,
            values.find((each) => String(each) === value),
          );
        }}
      >
        ${
          isShared
            ? nothing
            : html`<option value="" ?selected=${now === undefined}>
                ${this.text("playlists.edit.differs")}
              </option>`
        }
        ${values.map(
          (value) =>
            html`<option value=${String(value)} ?selected=${now === value}>
              ${this.text(`playlists.edit.values.${String(value)}`)}
            </option>`,
        )}
      </select></label
    >`;
  }

  private interval(): TemplateResult {
    const now = this.value("interval_days");
    return html`<label
      >${this.text("playlists.edit.interval_days")}
      <input
        type="number"
        inputmode="numeric"
        min="0"
        max=${LONGEST_INTERVAL}
        step="1"
        class=${this.touched("interval_days")}
        placeholder=${this.text("playlists.edit.differs")}
        .value=${now === undefined ? "" : String(now)}
        @input=${(event: InputEvent) => {
          const { value, validity } = event.target as HTMLInputElement;
          // What is half typed, or emptied, changes nothing.
          const number = value === "" || !validity.valid ? undefined : Number(value);
          this.set("interval_days", number);
        }}
    /></label>`;
  }

  private category(): TemplateResult {
    const now = this.value("category");
    const isShared = sharedChoices(this.items).category !== undefined;
    return html`<label
      >${this.text("playlists.edit.category")}
      <input
        type="text"
        maxlength=${LONGEST_CATEGORY}
        class=${this.touched("category")}
        placeholder=${this.text(isShared ? "playlists.edit.none" : "playlists.edit.differs")}
        .value=${now ?? ""}
        @input=${(event: InputEvent) => {
          this.set("category", (event.target as HTMLInputElement).value);
        }}
    /></label>`;
  }

  private value<N extends keyof Choices>(name: N): Choices[N] | undefined {
    const chosen: Partial<Choices> = { ...sharedChoices(this.items), ...this.draft };
    return chosen[name];
  }

  private touched(name: keyof Choices): string {
    return name in this.changes ? "touched" : "";
  }

  private set<N extends keyof Choices>(name: N, value: Choices[N] | undefined): void {
    const draft = { ...this.draft };
    if (value === undefined) Reflect.deleteProperty(draft, name);
    else draft[name] = value;
    this.draft = draft;
  }
}
