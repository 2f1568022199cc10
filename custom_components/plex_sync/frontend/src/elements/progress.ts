/** How far the run under way is. */

import { css, html, nothing, type TemplateResult } from "lit";
import { property, state } from "lit/decorators.js";
import { controls, tokens } from "../styles/shared.js";
import type { Status } from "../wire/records.js";
import { Part } from "./part.js";

export class RunProgress extends Part {
  @property({ attribute: false }) status!: Status;
  @property({ type: Boolean }) stoppable = false;
  @state() private stopping = false;
  @state() private waited = 0;
  #since = 0;
  #timer: ReturnType<typeof setInterval> | undefined;

  static override styles = [
    tokens,
    controls,
    css`
      :host {
        display: block;
        padding: 0 16px 14px;
      }
      .line {
        display: flex;
        gap: 10px;
        align-items: center;
        min-height: 32px;
      }
      .what {
        flex: 1;
        min-width: 0;
      }
      .count {
        font-variant-numeric: tabular-nums;
      }
      button.link {
        margin-inline-end: -8px;
      }
      .meter {
        height: 6px;
        border-radius: 3px;
        background: color-mix(in srgb, var(--ink) 12%, transparent);
        overflow: hidden;
      }
      .meter i {
        display: block;
        height: 100%;
        border-radius: 3px;
        background: var(--accent);
        transition: width 0.25s linear;
      }
      .meter.waiting i {
        background: var(--warn);
      }
      .meter.open i {
        width: 30% !important;
        animation: pass 1.6s ease-in-out infinite alternate;
      }
      @keyframes pass {
        to {
          margin-inline-start: 70%;
        }
      }
    `,
  ];

  override willUpdate(changed: Map<string, unknown>): void {
    if (!changed.has("status")) return;
    if (this.status.running === null) this.stopping = false;
    clearInterval(this.#timer);
    this.waited = 0;
    if (this.status.progress?.waiting_seconds) {
      this.#since = Date.now();
      this.#timer = setInterval(() => {
        this.waited = (Date.now() - this.#since) / 1000;
      }, 1000);
    }
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#timer);
  }

  override render(): TemplateResult {
    const { progress } = this.status;
    const total = progress?.total ?? null;
    const done = progress?.processed ?? 0;
    const percent = total ? Math.min(100, (100 * done) / total) : null;
    const kind = percent === null ? "open" : progress?.waiting_seconds ? "waiting" : "";
    return html`<div class="line small">
        <span class="what one-line"
          >${this.stage()}<span class="quiet">${this.section()}</span></span
        >
        ${
          total
            ? html`<span class="count quiet"
                >${this.text("progress.of", { done, total })}</span
              >`
            : nothing
        }
        ${
          this.stoppable
            ? html`<button
                class="link small"
                ?disabled=${this.stopping}
                @click=${() => {
                  this.stopping = true;
                  this.tell("stop-run");
                }}
              >
                ${this.text(this.stopping ? "acts.stopping" : "acts.stop")}
              </button>`
            : nothing
        }
      </div>
      <div
        class="meter ${kind}"
        role="progressbar"
        aria-label=${this.text("progress.label")}
        aria-valuemin="0"
        aria-valuemax="100"
        aria-valuenow=${percent === null ? nothing : Math.round(percent)}
      >
        <i style="width:${percent ?? 30}%"></i>
      </div>`;
  }

  private stage(): string {
    const { progress } = this.status;
    if (!progress) return this.text("stages.reading");
    const seconds = progress.waiting_seconds;
    if (progress.stage === "waiting" && seconds) {
      const left = Math.max(0, Math.round(seconds - this.waited));
      return this.text("progress.wait_for", { time: this.context.formats.duration(left) });
    }
    const { stage } = progress;
    const { running } = this.status;
    return (
      this.context.texts.maybe(`stages.${stage}_${running ?? ""}`) ??
      this.text(`stages.${stage}`)
    );
  }

  private section(): string {
    const { progress } = this.status;
    if (!progress?.section) return "";
    const { section, section_index: index, section_count: count } = progress;
    const place =
      count > 1 ? this.text("progress.section", { section, index, count }) : section;
    return ` · ${place}`;
  }
}
