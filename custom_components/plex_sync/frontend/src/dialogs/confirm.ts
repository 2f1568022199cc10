/** Asks before something is deleted or overwritten. */

import { html, nothing, type TemplateResult } from "lit";
import { query, state } from "lit/decorators.js";
import { Part } from "../elements/part.js";
import { controls, dialogs, tokens } from "../styles/shared.js";

export interface Question {
  title: string;
  texts: string[];
  confirm: string;
  danger?: boolean;
  /** A box to tick, off at first. */
  option?: string;
}

export interface Answer {
  confirmed: boolean;
  option: boolean;
}

export class Confirm extends Part {
  @state() private question: Question | null = null;
  @state() private option = false;
  @query("dialog") private dialog!: HTMLDialogElement;
  #answer: ((answer: Answer) => void) | undefined;

  static override styles = [tokens, controls, dialogs];

  /** Shows the question; resolves when it is answered, or the dialog is closed. */
  async ask(question: Question): Promise<Answer> {
    this.question = question;
    this.option = false;
    await this.updateComplete;
    this.dialog.returnValue = "";
    this.dialog.showModal();
    return new Promise((resolve) => {
      this.#answer = resolve;
    });
  }

  private readonly onClose = (): void => {
    const confirmed = this.dialog.returnValue === "yes";
    this.#answer?.({ confirmed, option: this.option });
    this.#answer = undefined;
  };

  override render(): TemplateResult {
    const { question } = this;
    return html`<dialog
      aria-labelledby="title"
      aria-describedby="body"
      role="alertdialog"
      @close=${this.onClose}
    >
      ${
        question
          ? html`<h2 id="title">${question.title}</h2>
              <div class="body" id="body">
                ${question.texts.filter(Boolean).map((text) => html`<p>${text}</p>`)}
                ${
                  question.option
                    ? html`<label class="check"
                        ><input
                          type="checkbox"
                          .checked=${this.option}
                          @change=${() => {
                            this.option = !this.option;
                          }}
                        />${question.option}</label
                      >`
                    : nothing
                }
              </div>
              <div class="feet">
                <button
                  @click=${() => {
                    this.dialog.close();
                  }}
                >
                  ${this.text("acts.cancel")}
                </button>
                <button
                  class=${question.danger ? "danger" : "filled"}
                  @click=${() => {
                    this.dialog.close("yes");
                  }}
                >
                  ${question.confirm}
                </button>
              </div>`
          : nothing
      }
    </dialog>`;
  }
}
