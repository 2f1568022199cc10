/** The top of the card: profile, last and next sync, sync buttons, menu. */

import { html, nothing, type TemplateResult } from "lit";
import { property, state } from "lit/decorators.js";
import { controls, tokens } from "../styles/shared.js";
import type { Profile, Status } from "../wire/records.js";
import { headerStyles } from "./header-styles.js";
import { menuStyles, placeMenu } from "./menu.js";
import { Part } from "./part.js";
import { profileTitle } from "./profile-title.js";

export class Header extends Part {
  @property({ attribute: false }) status!: Status;
  @property({ attribute: false }) profiles: Profile[] = [];
  @property() heading = "";
  @property() search = "";
  @property({ type: Boolean }) plain = false;
  @property({ type: Boolean }) offline = false;
  @state() private searching = false;

  static override styles = [tokens, controls, menuStyles, headerStyles];

  override render(): TemplateResult {
    const running = this.status.running !== null;
    const maySync = this.context.permissions.may("sync") && !this.plain;
    return html`<header>
        <div class="names">
          ${profileTitle(this.context, this.profiles, this.heading || this.context.profile.title)}
        </div>
        <p class="summary small quiet" title=${this.checked()}>${this.summary()}</p>

        <div class="buttons">
          ${maySync ? this.syncButtons(running) : nothing} ${this.searchButton()}
          ${this.menu(maySync && !running)}
        </div>
      </header>
      ${this.searching || this.search ? this.searchField() : nothing}`;
  }

  private summary(): string {
    const { last_sync: last, next_full: next } = this.status;
    const { relative, moment } = this.context.formats;
    const parts = [
      last
        ? this.text("header.last_sync", { when: relative(last) })
        : this.text("header.never"),
    ];
    if (next) parts.push(this.text("header.next_full", { when: moment(next) }));
    if (this.status.dry_run) parts.push(this.text("header.dry_run"));
    return parts.join(" · ");
  }

  /** When Plex was last looked at, whether there was anything new or not. */
  private checked(): string {
    const { last_checked: checked } = this.status;
    if (!checked) return "";
    const when = this.context.formats.relative(checked);
    return this.text("header.last_checked", { when });
  }

  private syncButtons(running: boolean): TemplateResult {
    const button = (kind: "poll" | "full", look: string) =>
      html`<button
        class=${look}
        ?disabled=${running || this.offline}
        @click=${() => {
          this.tell("sync", kind);
        }}
      >
        ${this.text(`acts.${kind}_sync`)}
      </button>`;
    return html`${button("poll", "wide")}${button("full", "filled")}`;
  }

  private searchButton(): TemplateResult {
    return html`<button
      class="icon"
      aria-label=${this.text("header.search")}
      aria-expanded=${String(this.searching)}
      @click=${async () => {
        this.searching = !this.searching;
        if (!this.searching && this.search) this.tell("filter-text", "");
        await this.updateComplete;
        this.renderRoot.querySelector<HTMLInputElement>("input")?.focus();
      }}
    >
      <ha-icon icon="mdi:magnify"></ha-icon>
    </button>`;
  }

  private searchField(): TemplateResult {
    return html`<div class="search" role="search">
      <input
        type="search"
        .value=${this.search}
        placeholder=${this.text("header.search_hint")}
        aria-label=${this.text("header.search")}
        @input=${(event: InputEvent) => {
          this.tell("filter-text", (event.target as HTMLInputElement).value);
        }}
      />
    </div>`;
  }

  private menu(maySync: boolean): TemplateResult | typeof nothing {
    const pins = this.context.permissions.may("get_pins");
    const entry = this.context.profile.config_entry_id;
    const item = (text: string, act: () => void, look = "") =>
      html`<button
        class="item ${look}"
        @click=${() => {
          this.renderRoot.querySelector<HTMLElement>("#menu")?.hidePopover();
          act();
        }}
      >
        ${text}
      </button>`;
    return html`<button
        class="icon"
        popovertarget="menu"
        aria-label=${this.text("header.more")}
        @click=${(event: MouseEvent) => {
          const menu = this.renderRoot.querySelector<HTMLElement>("#menu");
          placeMenu(menu, event.currentTarget as HTMLElement);
        }}
      >
        <ha-icon icon="mdi:dots-vertical"></ha-icon>
      </button>
      <div id="menu" popover>
        ${
          maySync
            ? item(
                this.text("acts.poll_sync"),
                () => {
                  this.tell("sync", "poll");
                },
                "narrow",
              )
            : nothing
        }
        ${
          pins
            ? item(this.text("header.pins"), () => {
                this.tell("show-pins");
              })
            : nothing
        }
        <a
          class="item"
          href="/config/integrations/integration/plex_sync#config_entry=${entry}"
          >${this.text("header.open_profile")}</a
        >
      </div>`;
  }
}
