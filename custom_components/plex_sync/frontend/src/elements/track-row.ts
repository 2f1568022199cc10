/** One track of a saved item: what was found for it, why, and the user's word on it. */

import { css, html, nothing, type TemplateResult } from "lit";
import { property, state } from "lit/decorators.js";
import type { Verdict } from "../data/curator.js";
import { controls, tokens } from "../styles/shared.js";
import type { Candidate, FoundTrack, HandOff, Item, LibraryTrack } from "../wire/items.js";
import { handedOn, isBelieved } from "./handed-on.js";
import { lengthOf, listen, listenStyles } from "./listen.js";
import { Part } from "./part.js";

const TONES = { accept: "good", review: "warn", missing: "gone" } as const;

export class TrackRow extends Part {
  @property({ attribute: false }) item!: Item;
  @property({ attribute: false }) track!: FoundTrack;
  /** The programs that can be asked for what is missing. */
  @property({ attribute: false }) programs: HandOff[] = [];
  @state() private searching = false;

  static override styles = [
    tokens,
    controls,
    listenStyles,
    css`
      :host {
        display: block;
        padding: 8px 0;
      }
      .line {
        display: flex;
        gap: 10px;
        align-items: baseline;
      }
      .position {
        flex: none;
        min-width: 2.2em;
        color: var(--quiet);
        text-align: end;
        font-variant-numeric: tabular-nums;
      }
      .what {
        flex: 1 1 auto;
        min-width: 0;
        overflow-wrap: anywhere;
      }
      .found {
        color: var(--tone);
      }
      .handed {
        color: var(--tone, var(--quiet));
      }
      .acts {
        display: flex;
        flex-wrap: wrap;
        gap: 2px 6px;
        margin-inline-start: calc(2.2em + 4px);
      }
      .candidates {
        margin: 6px 0 0 calc(2.2em + 10px);
        padding: 4px 12px;
        border-radius: var(--round);
        background: var(--wash);
      }
      .candidates li {
        display: flex;
        flex-wrap: wrap;
        gap: 4px 10px;
        align-items: center;
        padding: 4px 0;
      }
      .candidates .what {
        flex-basis: 180px;
      }
    `,
  ];

  override render(): TemplateResult {
    const { track } = this;
    return html`<div class="line">
        <span class="position">${track.position}</span>
        <div class="what">
          <div>
            ${track.title}
            <span class="quiet">· ${track.artists.join(", ")}${lengthOf(track)}</span>
            ${listen(this.context, track.url, "playlists.open_source")}
          </div>
          <div class="found small ${TONES[track.band]}">
            ${this.found()}
            ${
              track.band === "accept"
                ? listen(this.context, track.track?.url, "playlists.open_plex")
                : nothing
            }
          </div>
          ${track.band === "missing" ? handedOn(this.context, track.request) : nothing}
        </div>
      </div>
      ${this.candidates()} ${this.context.permissions.may("decide") ? this.acts() : nothing}
      ${
        this.searching
          ? html`<plex-sync-track-search
              class="candidates"
              .context=${this.context}
              .query=${`${track.title} ${track.artists[0] ?? ""}`}
              @chosen=${(event: CustomEvent<LibraryTrack>) => {
                event.stopPropagation();
                this.searching = false;
                this.decide("this", event.detail);
              }}
            ></plex-sync-track-search>`
          : nothing
      }`;
  }

  private found(): string {
    const { band, track, reason } = this.track;
    const why = this.context.texts.maybe(`matching.${reason}`) ?? reason;
    if (band !== "accept" || !track) {
      return `${this.text(`playlists.bands.${band}`)}: ${why}`;
    }
    return `${name(track)} · ${why}`;
  }

  private candidates(): TemplateResult | typeof nothing {
    const { band, candidates } = this.track;
    if (band !== "review" || !candidates.length) return nothing;
    return html`<ul class="candidates">
      ${candidates.slice(0, 3).map((each) => this.candidate(each))}
    </ul>`;
  }

  private candidate(candidate: Candidate): TemplateResult {
    const why = this.context.texts.maybe(`matching.${candidate.reason}`);
    return html`<li>
      <div class="what">
        ${name(candidate)}${lengthOf(candidate)}
        ${listen(this.context, candidate.url, "playlists.open_plex")}
        <div class="small quiet">
          ${why ?? candidate.reason} ·
          ${this.context.formats.number(Math.round(100 * candidate.confidence))} %
        </div>
      </div>
      ${
        this.context.permissions.may("decide")
          ? html`<button
              @click=${() => {
                this.decide("this", candidate);
              }}
            >
              ${this.text("acts.use")}
            </button>`
          : nothing
      }
    </li>`;
  }

  private acts(): TemplateResult {
    const { band, track } = this.track;
    return html`<div class="acts">
      ${
        band !== "missing" && track
          ? this.act("playlists.not_this", () => {
              this.decide("not_this", track);
            })
          : nothing
      }
      ${this.act("playlists.choose", () => {
        this.searching = !this.searching;
      })}
      ${
        band === "accept"
          ? nothing
          : this.act("playlists.never", () => {
              this.decide("never");
            })
      }
      ${band === "missing" ? this.programs.map((each) => this.handOn(each)) : nothing}
    </div>`;
  }

  /** Asks a program for it, unless one is at it already. */
  private handOn(service: HandOff): TemplateResult | typeof nothing {
    const { request } = this.track;
    const isUnderWay = request !== null && isBelieved(request);
    if (isUnderWay || !this.context.permissions.may(`send_to_${service}`)) return nothing;
    return this.act(`hand_off.send.${service}`, () => {
      this.tell("hand-on", { track: this.track, service });
    });
  }

  private act(key: string, run: () => void): TemplateResult {
    return html`<button class="link small" @click=${run}>${this.text(key)}</button>`;
  }

  private decide(decision: Verdict["decision"], track?: { key: string }): void {
    const { uri, title } = this.track;
    this.tell("decided", {
      item: this.item,
      verdict: { uri, title, decision, ...(track ? { track } : {}) },
    });
  }
}

/** A library track in one line. */
function name({ title, artist, album, key }: Partial<LibraryTrack>): string {
  if (!title) return key ?? "";
  return [title, artist, album].filter(Boolean).join(" · ");
}
