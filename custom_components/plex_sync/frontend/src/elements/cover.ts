/** A cover: the first picture that loads, or the title's first letter on a colour. */

import { css, html, type TemplateResult } from "lit";
import { property, state } from "lit/decorators.js";
import { tokens } from "../styles/shared.js";
import { Part } from "./part.js";

export class Cover extends Part {
  @property({ attribute: false }) pictures: string[] = [];
  @property() override title = "";
  @property({ type: Boolean }) adult = false;
  @state() private failed = new Set<string>();
  @state() private revealed = false;

  static override styles = [
    tokens,
    css`
      :host {
        display: block;
        width: var(--cover-width, 44px);
        aspect-ratio: 44 / 62;
      }
      .frame {
        position: relative;
        display: grid;
        place-items: center;
        width: 100%;
        height: 100%;
        padding: 0;
        border: 0;
        border-radius: 6px;
        background: linear-gradient(
          160deg,
          hsl(var(--hue) 32% 62%),
          hsl(calc(var(--hue) + 24) 38% 36%)
        );
        color: #fff;
        font: 500 18px/1 inherit;
        overflow: hidden;
      }
      .frame::after {
        content: "";
        position: absolute;
        inset: 0;
        border-radius: inherit;
        box-shadow: inset 0 0 0 1px rgba(128, 128, 128, 0.25);
        pointer-events: none;
      }
      img {
        width: 100%;
        height: 100%;
        object-fit: cover;
      }
      button.frame {
        cursor: pointer;
      }
      button.frame img {
        filter: blur(9px);
        transform: scale(1.2);
      }
    `,
  ];

  override render(): TemplateResult {
    const address = this.pictures.find((each) => !this.failed.has(each));
    const picture = address
      ? html`<img
          src=${address}
          alt=""
          loading="lazy"
          decoding="async"
          @error=${() => {
            this.failed = new Set(this.failed).add(address);
          }}
        />`
      : html`<span aria-hidden="true">${initial(this.title)}</span>`;
    const style = `--hue:${hue(this.title)}`;
    const veiled = address && this.adult && this.context.blurAdult && !this.revealed;
    if (!veiled) return html`<div class="frame" style=${style}>${picture}</div>`;
    return html`<button
      class="frame"
      style=${style}
      aria-label=${this.text("acts.reveal")}
      @click=${() => {
        this.revealed = true;
      }}
    >
      ${picture}
    </button>`;
  }
}

function initial(title: string): string {
  return Array.from(title.trim())[0]?.toLocaleUpperCase() ?? "";
}

function hue(title: string): number {
  let sum = 0;
  for (const letter of title) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 360;
  return sum;
}
