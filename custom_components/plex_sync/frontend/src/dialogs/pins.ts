/** Pins: of one entry, or all of a profile. */

import { css, html, nothing, type TemplateResult } from "lit";
import { query, state } from "lit/decorators.js";
import { Part } from "../elements/part.js";
import { changesFor, marksOf, reversed } from "../logic/pinning.js";
import type { Marks, PinChange } from "../logic/pinning.js";
import { controls, dialogs, tokens } from "../styles/shared.js";
import { messageOf } from "../wire/hass.js";
import { PINNABLE, type Hit, type Pin, type Pins } from "../wire/pins.js";

type View =
  | { kind: "all" }
  | { kind: "find" }
  /** `back`: where to go when it is done, else the dialog is closed. */
  | { kind: "edit"; pins: Pin[]; back: boolean };

export class PinsDialog extends Part {
  @state() private view: View | null = null;
  @state() private pins: Pin[] | null = null;
  @state() private fields = PINNABLE;
  @state() private marks: Marks = new Map();
  @state() private chosen: ReadonlySet<string> = new Set();
  @state() private error = "";
  @state() private saving = false;
  @query("dialog") private dialog!: HTMLDialogElement;

  static override styles = [
    tokens,
    controls,
    dialogs,
    css`
      .spread {
        margin-inline-end: auto;
      }
    `,
  ];

  /** Shows all pins of the profile. */
  async showAll(): Promise<void> {
    this.chosen = new Set();
    await this.show({ kind: "all" });
    await this.load();
  }

  /** Shows the pins of one entry. */
  async showOne(target: string, title: string): Promise<void> {
    await this.show(null);
    await this.load();
    this.edit([this.pinOf(target, title)], false);
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

  private pinOf(target: string, title: string): Pin {
    const known = this.pins?.find((pin) => pin.target === target);
    return known ?? { target, title, fields: [] };
  }

  private edit(pins: Pin[], back: boolean): void {
    this.marks = marksOf(pins, this.fields);
    this.view = { kind: "edit", pins, back };
  }

  override render(): TemplateResult {
    const { view } = this;
    return html`<dialog aria-labelledby="title">
      <h2 id="title">${this.heading(view)}</h2>
      <div class="body">
        ${this.error ? html`<p role="alert" class="bad">${this.error}</p>` : nothing}
        ${this.pins === null || !view ? this.text("pins.loading") : this.body(view)}
      </div>
      <div class="feet">${view ? this.feet(view) : nothing}</div>
    </dialog>`;
  }

  private heading(view: View | null): string {
    if (view?.kind === "find") return this.text("pins.find");
    if (view?.kind !== "edit") return this.text("pins.manager");
    const [first, ...others] = view.pins;
    return others.length
      ? this.text("pins.title_many", { count: view.pins.length })
      : this.text("pins.title", { title: first?.title ?? "" });
  }

  private body(view: View): TemplateResult {
    if (view.kind === "edit") {
      return html`<plex-sync-pin-editor
        .context=${this.context}
        .marks=${this.marks}
        @marked=${(event: CustomEvent<Marks>) => {
          this.marks = event.detail;
        }}
      ></plex-sync-pin-editor>`;
    }
    if (view.kind === "find") {
      return html`<plex-sync-search
        .context=${this.context}
        @chosen=${(event: CustomEvent<Hit>) => {
          event.stopPropagation();
          const { id, title } = event.detail;
          this.edit([this.pinOf(String(id), title)], true);
        }}
      ></plex-sync-search>`;
    }
    return html`<plex-sync-pin-list
      .context=${this.context}
      .pins=${this.pins ?? []}
      .chosen=${this.chosen}
      @choose-pins=${(event: CustomEvent<ReadonlySet<string>>) => {
        this.chosen = event.detail;
      }}
      @edit-pin=${(event: CustomEvent<Pin>) => {
        this.edit([event.detail], true);
      }}
      @unpin=${({ detail: pin }: CustomEvent<Pin>) =>
        this.save([{ pin, added: [], lifted: pin.fields }], true)}
    ></plex-sync-pin-list>`;
  }

  private feet(view: View): TemplateResult {
    switch (view.kind) {
      case "all":
        return this.listFeet();
      case "find":
        return this.button("acts.cancel", this.back);
      case "edit": {
        const changes = changesFor(view.pins, this.marks);
        const save = () => this.save(changes, view.back);
        const isIdle = !changes.length || this.saving;
        return html`${this.button("acts.cancel", view.back ? this.back : this.close)}
        ${this.button("acts.save", save, "filled", isIdle)}`;
      }
    }
  }

  private listFeet(): TemplateResult {
    const { may } = this.context.permissions;
    const chosen = (this.pins ?? []).filter(({ target }) => this.chosen.has(target));
    const find = () => {
      this.view = { kind: "find" };
    };
    const edit = html`<button
      class="filled"
      @click=${() => {
        this.edit(chosen, true);
      }}
    >
      ${this.text("pins.edit_many", { count: chosen.length })}
    </button>`;
    return html`${
      may("search_anilist") && may("pin")
        ? this.button("pins.find", find, "link spread")
        : nothing
    }
    ${this.button("acts.close", this.close)} ${chosen.length ? edit : nothing}`;
  }

  private button(
    key: string,
    act: () => unknown,
    look = "",
    disabled = false,
  ): TemplateResult {
    return html`<button class=${look} ?disabled=${disabled} @click=${act}>
      ${this.text(key)}
    </button>`;
  }

  private readonly back = (): void => {
    this.view = { kind: "all" };
  };

  private readonly close = (): void => {
    this.dialog.close();
  };

  /** Saves changes of pins, and offers the way back. */
  private async save(changes: PinChange[], back: boolean): Promise<void> {
    this.saving = true;
    this.error = "";
    try {
      await this.make(changes);
      this.tell("toast", {
        message: this.told(changes),
        action: {
          text: this.text("acts.undo"),
          run: () => this.make(changes.map(reversed)),
        },
      });
      if (back) await this.showAll();
      else this.close();
    } catch (error) {
      this.error = this.text("state.error", { message: messageOf(error) });
    } finally {
      this.saving = false;
    }
  }

  private told(changes: PinChange[]): string {
    const [first, ...others] = changes;
    if (!first || others.length) {
      return this.text("toast.pins_changed", { count: changes.length });
    }
    const { pin, added, lifted } = first;
    const left = pin.fields.length + added.length - lifted.length;
    return this.text(left ? "toast.pinned" : "toast.unpinned", { title: pin.title });
  }

  /** Pins what is new, and lifts what is not wanted any more. */
  private async make(changes: PinChange[]): Promise<void> {
    const { api } = this.context;
    for (const { pin, added, lifted } of changes) {
      const { target } = pin;
      if (added.length) await api.act("pin", { target, fields: added });
      if (lifted.length) await api.act("unpin", { target, fields: lifted });
    }
  }
}
