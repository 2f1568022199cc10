/** Pins: of one entry, or all of a profile. */

import { css, html, nothing, type TemplateResult } from "lit";
import { query, state } from "lit/decorators.js";
import { Part } from "../elements/part.js";
import { controls, dialogs, tokens } from "../styles/shared.js";
import { messageOf } from "../wire/hass.js";
import { PINNABLE, type Hit, type Pin, type Pins } from "../wire/pins.js";

type View = { kind: "all" } | { kind: "find" } | { kind: "one"; pin: Pin; back: boolean };

export class PinsDialog extends Part {
  @state() private view: View | null = null;
  @state() private pins: Pin[] | null = null;
  @state() private fields = PINNABLE;
  @state() private chosen = new Set<string>();
  @state() private error = "";
  @state() private saving = false;
  @query("dialog") private dialog!: HTMLDialogElement;

  static override styles = [
    tokens,
    controls,
    dialogs,
    css`
      .fields {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(170px, 1fr));
        gap: 2px 12px;
        margin-top: 12px;
      }
      li {
        display: flex;
        gap: 8px;
        align-items: center;
        padding: 8px 0;
        border-top: 1px solid var(--line);
      }
      .name {
        flex: 1;
        min-width: 0;
        overflow-wrap: anywhere;
      }
      .row {
        display: flex;
        flex-wrap: wrap;
        gap: 4px;
        margin: 8px -8px 0;
      }
      ul {
        margin-top: 12px;
      }
      .spread {
        margin-inline-end: auto;
      }
    `,
  ];

  /** Shows all pins of the profile. */
  async showAll(): Promise<void> {
    await this.show({ kind: "all" });
    await this.load();
  }

  /** Shows the pins of one entry. */
  async showOne(target: string, title: string): Promise<void> {
    await this.show(null);
    await this.load();
    const known = this.pins?.find((pin) => pin.target === target);
    this.edit(known ?? { target, title, fields: [] }, false);
  }

  private async show(view: View | null): Promise<void> {
    this.view = view;
    this.pins = null;
    this.error = "";
    await this.updateComplete;
    if (!this.dialog.open) this.dialog.showModal();
  }

  private async load(): Promise<void> {
    if (!this.context.permissions.may("get_pins")) {
      this.pins = [];
      return;
    }
    try {
      const { pins, fields } = await this.context.api.act<Pins>("get_pins");
      this.pins = pins;
      if (fields?.length) this.fields = fields;
    } catch (error) {
      this.pins = [];
      this.error = this.text("state.error", { message: messageOf(error) });
    }
  }

  private edit(pin: Pin, back: boolean): void {
    this.chosen = new Set(pin.fields);
    this.view = { kind: "one", pin, back };
  }

  override render(): TemplateResult {
    const { view } = this;
    return html`<dialog aria-labelledby="title">
      <h2 id="title">
        ${
          view?.kind === "one"
            ? this.text("pins.title", { title: view.pin.title })
            : this.text(view?.kind === "find" ? "pins.find" : "pins.manager")
        }
      </h2>
      <div class="body">
        ${this.error ? html`<p role="alert" class="bad">${this.error}</p>` : nothing}
        ${this.pins === null || !view ? this.text("pins.loading") : this.body(view)}
      </div>
      <div class="feet">${view ? this.feet(view) : nothing}</div>
    </dialog>`;
  }

  private body(view: View): TemplateResult {
    if (view.kind === "one") return this.editor();
    if (view.kind === "all") return this.list();
    return html`<plex-sync-search
      .context=${this.context}
      @chosen=${(event: CustomEvent<Hit>) => {
        event.stopPropagation();
        const target = String(event.detail.id);
        const known = this.pins?.find((pin) => pin.target === target);
        this.edit(known ?? { target, title: event.detail.title, fields: [] }, true);
      }}
    ></plex-sync-search>`;
  }

  private list(): TemplateResult {
    const pins = this.pins ?? [];
    return html`<p class="small quiet">${this.text("pins.hint")}</p>
      ${
        pins.length
          ? html`<ul>
              ${pins.map((pin) => this.item(pin))}
            </ul>`
          : html`<p><br />${this.text("pins.none")}</p>`
      }`;
  }

  private item(pin: Pin): TemplateResult {
    const labels = pin.fields.map((field) => this.context.words.label(field));
    return html`<li>
      <div class="name">
        ${pin.title || pin.target}
        <div class="small quiet">${this.context.formats.list(labels)}</div>
      </div>
      ${
        this.context.permissions.may("pin")
          ? html`<button
              class="link"
              aria-label="${this.text("acts.edit")}: ${pin.title}"
              @click=${() => {
                this.edit(pin, true);
              }}
            >
              ${this.text("acts.edit")}
            </button>`
          : nothing
      }
      ${
        this.context.permissions.may("unpin")
          ? html`<button
              class="link"
              aria-label="${this.text("acts.unpin")}: ${pin.title}"
              @click=${() => this.save(pin, [])}
            >
              ${this.text("acts.unpin")}
            </button>`
          : nothing
      }
    </li>`;
  }

  private editor(): TemplateResult {
    return html`<p class="small quiet">${this.text("pins.hint")}</p>
      <div class="fields">
        ${this.fields.map(
          (field) =>
            html`<label class="check"
              ><input
                type="checkbox"
                .checked=${this.chosen.has(field)}
                @change=${() => {
                  const chosen = new Set(this.chosen);
                  if (!chosen.delete(field)) chosen.add(field);
                  this.chosen = chosen;
                }}
              />${this.context.words.label(field)}</label
            >`,
        )}
      </div>
      <div class="row">
        <button
          class="link"
          @click=${() => {
            this.chosen = new Set(this.fields);
          }}
        >
          ${this.text("pins.select_all")}
        </button>
        <button
          class="link"
          @click=${() => {
            this.chosen = new Set();
          }}
        >
          ${this.text("acts.clear")}
        </button>
      </div>`;
  }

  private feet(view: View): TemplateResult {
    const close = html`<button
      @click=${() => {
        if (view.kind === "all" || (view.kind === "one" && !view.back)) this.dialog.close();
        else this.view = { kind: "all" };
      }}
    >
      ${this.text(view.kind === "all" ? "acts.close" : "acts.cancel")}
    </button>`;
    if (view.kind === "all") {
      const mayFind =
        this.context.permissions.may("search_anilist") &&
        this.context.permissions.may("pin");
      return html`${
        mayFind
          ? html`<button
              class="link spread"
              @click=${() => {
                this.view = { kind: "find" };
              }}
            >
              ${this.text("pins.find")}…
            </button>`
          : nothing
      }${close}`;
    }
    if (view.kind === "find") return close;
    const fields = [...this.chosen];
    const isSame =
      fields.length === view.pin.fields.length &&
      fields.every((field) => view.pin.fields.includes(field));
    return html`${close}<button
        class="filled"
        ?disabled=${isSame || this.saving}
        @click=${() => this.save(view.pin, fields)}
      >
        ${this.text("acts.save")}
      </button>`;
  }

  /** Saves the pins of an entry; none of them lifts them all. */
  private async save(pin: Pin, fields: string[]): Promise<void> {
    this.saving = true;
    this.error = "";
    try {
      await this.change(pin.target, pin.fields, fields);
      const key = fields.length ? "toast.pinned" : "toast.unpinned";
      this.tell("toast", {
        message: this.text(key, { title: pin.title }),
        action: {
          text: this.text("acts.undo"),
          run: () => this.change(pin.target, fields, pin.fields),
        },
      });
      if (this.view?.kind === "one" && !this.view.back) this.dialog.close();
      else await this.showAll();
    } catch (error) {
      this.error = this.text("state.error", { message: messageOf(error) });
    } finally {
      this.saving = false;
    }
  }

  /** Pins what is new, and lifts what is not wanted any more. */
  private async change(target: string, from: string[], to: string[]): Promise<void> {
    const { api } = this.context;
    const added = to.filter((field) => !from.includes(field));
    const lifted = from.filter((field) => !to.includes(field));
    if (added.length) await api.act("pin", { target, fields: added });
    if (lifted.length) await api.act("unpin", { target, fields: lifted });
  }
}
