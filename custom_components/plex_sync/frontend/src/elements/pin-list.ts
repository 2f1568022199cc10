/** The entries that have pins; one or several can be chosen. */

import { css, html, nothing, type TemplateResult } from "lit";
import { property } from "lit/decorators.js";
import { controls, tokens } from "../styles/shared.js";
import type { Pin } from "../wire/pins.js";
import { Part } from "./part.js";

export class PinList extends Part {
  @property({ attribute: false }) pins: Pin[] = [];
  @property({ attribute: false }) chosen: ReadonlySet<string> = new Set();

  static override styles = [
    tokens,
    controls,
    css`
      li {
        display: flex;
        gap: 12px;
        align-items: center;
        padding: 8px 0;
        border-top: 1px solid var(--line);
      }
      .name {
        flex: 1;
        min-width: 0;
        overflow-wrap: anywhere;
      }
      .all,
      ul {
        margin-top: 8px;
      }
      .acts {
        display: flex;
        flex-wrap: wrap;
        justify-content: flex-end;
      }
    `,
  ];

  override render(): TemplateResult {
    const hint = html`<p class="small quiet">${this.text("pins.hint")}</p>`;
    if (!this.pins.length) {
      return html`${hint}
        <p><br />${this.text("pins.none")}</p>`;
    }
    return html`${hint}${this.all()}
      <ul>
        ${this.pins.map((pin) => this.item(pin))}
      </ul>`;
  }

  /** Several are edited at once only where there are several. */
  private get choosable(): boolean {
    return this.pins.length > 1 && this.context.permissions.may("pin");
  }

  private all(): TemplateResult | typeof nothing {
    if (!this.choosable) return nothing;
    const isAll = this.chosen.size === this.pins.length;
    return html`<label class="check small all"
      ><input
        type="checkbox"
        .checked=${isAll}
        .indeterminate=${this.chosen.size > 0 && !isAll}
        @change=${() => {
          this.tell("choose-pins", new Set(isAll ? [] : this.pins.map(targetOf)));
        }}
      />${this.text("pins.select_all")}</label
    >`;
  }

  private item(pin: Pin): TemplateResult {
    const labels = pin.fields.map((field) => this.context.words.label(field));
    const { may } = this.context.permissions;
    return html`<li>
      ${this.choosable ? this.box(pin) : nothing}
      <div class="name">
        ${nameOf(pin)}
        <div class="small quiet">${this.context.formats.list(labels)}</div>
      </div>
      <div class="acts">
        ${may("pin") ? this.act("acts.edit", "edit-pin", pin) : nothing}
        ${may("unpin") ? this.act("acts.unpin", "unpin", pin) : nothing}
      </div>
    </li>`;
  }

  private box(pin: Pin): TemplateResult {
    return html`<input
      type="checkbox"
      aria-label=${nameOf(pin)}
      .checked=${this.chosen.has(pin.target)}
      @change=${() => {
        const chosen = new Set(this.chosen);
        if (!chosen.delete(pin.target)) chosen.add(pin.target);
        this.tell("choose-pins", chosen);
      }}
    />`;
  }

  private act(key: string, event: string, pin: Pin): TemplateResult {
    return html`<button
      class="link"
      aria-label="${this.text(key)}: ${nameOf(pin)}"
      @click=${() => {
        this.tell(event, pin);
      }}
    >
      ${this.text(key)}
    </button>`;
  }
}

function nameOf({ title, target }: Pin): string {
  return title || target;
}

function targetOf({ target }: Pin): string {
  return target;
}
