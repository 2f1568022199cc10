/** The page of the sidebar: one card at a time, as large as the page. */

import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { property, state } from "lit/decorators.js";
import { CARDS, type Card } from "../cards.js";
import { isRightToLeft } from "../format/locale.js";
import { controls, tokens } from "../styles/shared.js";
import { Language } from "../texts/language.js";
import { Api } from "../wire/api.js";
import type { HomeAssistant } from "../wire/hass.js";
import { panelStyles } from "./panel-styles.js";

/** What a dashboard, too, says to a card. */
interface CardElement extends HTMLElement {
  hass: HomeAssistant;
  layout: string;
  setConfig(config: { type: string }): void;
}

interface Route {
  prefix: string;
  path: string;
}

export class Panel extends LitElement {
  @property({ attribute: false }) hass!: HomeAssistant;
  @property({ attribute: false }) route: Route | undefined;
  @property({ type: Boolean, reflect: true }) narrow = false;
  /** The cards that there are profiles for; none while that is not known. */
  @state() private pages: readonly Card[] = [];
  #card: CardElement | undefined;
  readonly #language = new Language(this);

  static override styles = [tokens, controls, panelStyles];

  protected override firstUpdated(): void {
    void this.findPages();
  }

  private async findPages(): Promise<void> {
    try {
      const profiles = await Api.profiles(this.hass);
      const fits = ({ kinds }: Card) => profiles.some(({ kind }) => kinds.includes(kind));
      this.pages = CARDS.filter(fits);
    } catch {
      // While Home Assistant starts nobody can tell; each card says what it lacks.
      this.pages = CARDS;
    }
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    this.dir = isRightToLeft(this.hass.locale.language) ? "rtl" : "ltr";
    const { type } = this.chosen;
    if (this.#card?.localName !== type) this.#card = this.make(type);
    else if (changed.has("hass")) this.#card.hass = this.hass;
  }

  /** The card of the address; an unknown one is the first. */
  private get chosen(): Card {
    const path = this.route?.path.split("/")[1];
    const card = CARDS.find((each) => each.path === path) ?? CARDS[0];
    if (!card) throw new Error("There is no card.");
    return card;
  }

  private make(type: string): CardElement {
    const card = document.createElement(type) as CardElement;
    // Cards are defined by the module that each page loads; here it may come second.
    void customElements.whenDefined(type).then(() => {
      card.setConfig({ type });
      card.layout = "grid";
      card.hass = this.hass;
    });
    return card;
  }

  override render(): TemplateResult {
    return html`<header>
        ${this.menu()}
        <h1>Plex Sync</h1>
        ${this.pages.length > 1 ? this.tabs() : nothing}
      </header>
      <main>${this.#card}</main>`;
  }

  private menu(): TemplateResult | typeof nothing {
    if (!this.narrow && this.hass.dockedSidebar !== "always_hidden") return nothing;
    return html`<button
      class="icon menu"
      aria-label=${this.#language.localizer.text("panel.menu")}
      @click=${() => {
        this.dispatchEvent(
          new CustomEvent("hass-toggle-menu", { bubbles: true, composed: true }),
        );
      }}
    >
      <ha-icon icon="mdi:menu"></ha-icon>
    </button>`;
  }

  private tabs(): TemplateResult {
    const { text } = this.#language.localizer;
    const prefix = this.route?.prefix ?? "";
    return html`<nav aria-label=${text("panel.label")}>
      ${this.pages.map(
        (card) =>
          html`<a
            href="${prefix}/${card.path}"
            aria-current=${card === this.chosen ? "page" : nothing}
            ><ha-icon icon=${card.icon} aria-hidden="true"></ha-icon>
            ${text(`panel.${card.path}`)}</a
          >`,
      )}
    </nav>`;
  }
}
