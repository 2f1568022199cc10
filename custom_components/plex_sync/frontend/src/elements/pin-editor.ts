/** The fields of an entry, or of several, each to be pinned or not. */

import { css, html, type TemplateResult } from "lit";
import { property } from "lit/decorators.js";
import type { Mark, Marks } from "../logic/pinning.js";
import { controls, tokens } from "../styles/shared.js";
import { Part } from "./part.js";

export class PinEditor extends Part {
  @property({ attribute: false }) marks: Marks = new Map();

  static override styles = [
    tokens,
    controls,
    css`
      .fields {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(170px, 1fr));
        gap: 2px 12px;
        margin-top: 12px;
      }
      .row {
        display: flex;
        flex-wrap: wrap;
        gap: 4px;
        margin: 8px -8px 0;
      }
    `,
  ];

  override render(): TemplateResult {
    return html`<p class="small quiet">${this.text("pins.hint")}</p>
      <div class="fields">
        ${[...this.marks].map(([field, mark]) => this.field(field, mark))}
      </div>
      <div class="row">
        ${this.forAll("pins.select_all", "all")}${this.forAll("acts.clear", "none")}
      </div>`;
  }

  private field(field: string, mark: Mark): TemplateResult {
    return html`<label class="check"
      ><input
        type="checkbox"
        .checked=${mark === "all"}
        .indeterminate=${mark === "some"}
        @change=${() => {
          this.mark([field], mark === "all" ? "none" : "all");
        }}
      />${this.context.words.label(field)}</label
    >`;
  }

  private forAll(key: string, mark: Mark): TemplateResult {
    return html`<button
      class="link"
      @click=${() => {
        this.mark([...this.marks.keys()], mark);
      }}
    >
      ${this.text(key)}
    </button>`;
  }

  private mark(fields: string[], mark: Mark): void {
    const marks = new Map(this.marks);
    for (const field of fields) marks.set(field, mark);
    this.tell("marked", marks);
  }
}
