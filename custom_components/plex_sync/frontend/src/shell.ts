/** What a dashboard takes for a card: thin, until it stands on a page. */

import { checked, type TimelineConfig } from "./config.js";
import type { HomeAssistant } from "./wire/hass.js";

interface Inner<Config> extends HTMLElement {
  hass: HomeAssistant;
  config: Config;
  layout?: string;
  sample: boolean;
}

const PICKER = "HUI-CARD-PICKER";
const FAILED = "Plex Sync: the card could not be loaded. Reload the page.";

interface Sized {
  height?: number;
}

export abstract class CardShell<Config extends Sized> extends HTMLElement {
  /** The element that is the card itself. */
  protected abstract readonly inner: string;
  #hass: HomeAssistant | undefined;
  #config: Config | undefined;
  #layout: string | undefined;
  #inner: Inner<Config> | undefined;
  #loading = false;

  /** Returns the configuration; throws a readable error where it makes no sense. */
  protected abstract check(config: unknown): Config;

  /** Loads the heavy chunk, which defines the card itself. */
  protected abstract loadCard(): Promise<unknown>;

  /** Takes the configuration; throws a readable error where it makes no sense. */
  setConfig(config: unknown): void {
    this.#config = this.check(config);
    if (this.#inner) this.#inner.config = this.#config;
  }

  set hass(hass: HomeAssistant) {
    this.#hass = hass;
    if (this.#inner) this.#inner.hass = hass;
    else void this.#load();
  }

  set layout(layout: string | undefined) {
    this.#layout = layout;
    this.#passLayout();
  }

  getCardSize(): number {
    return Math.ceil((this.#config?.height ?? 640) / 50) + 4;
  }

  getGridOptions(): Record<string, unknown> {
    return { columns: 12, min_columns: 6, rows: 12, min_rows: 6 };
  }

  static getStubConfig(): Record<string, unknown> {
    return {};
  }

  connectedCallback(): void {
    void this.#load();
  }

  async #load(): Promise<void> {
    if (this.#loading || !this.isConnected || !this.#hass || !this.#config) return;
    this.#loading = true;
    try {
      await this.loadCard();
    } catch {
      this.textContent = FAILED;
      return;
    }
    const inner = document.createElement(this.inner) as Inner<Config>;
    inner.sample = isInPicker(this);
    inner.config = this.#config;
    inner.hass = this.#hass;
    this.#inner = inner;
    this.#passLayout();
    this.style.display = "block";
    this.replaceChildren(inner);
  }

  /** A cell of a grid has a height only where its rows are counted. */
  #passLayout(): void {
    const options = (this.#config as { grid_options?: { rows?: unknown } } | undefined)
      ?.grid_options;
    const isFree = this.#layout === "grid" && options?.rows === "auto";
    this.style.height = this.#layout === "grid" && !isFree ? "100%" : "";
    if (this.#inner) this.#inner.layout = isFree ? undefined : this.#layout;
  }
}

export class TimelineShell extends CardShell<TimelineConfig> {
  protected override readonly inner = "plex-sync-timeline";

  static async getConfigForm(): Promise<unknown> {
    return (await import("./form.js")).form();
  }

  protected override check(config: unknown): TimelineConfig {
    return checked(config);
  }

  protected override loadCard(): Promise<unknown> {
    return import("./timeline.js");
  }
}

/** Whether an element is shown by the card picker. */
function isInPicker(element: Element): boolean {
  for (let node: Node | null = element; node;) {
    if (node instanceof Element && node.tagName === PICKER) return true;
    node = node.parentNode ?? (node instanceof ShadowRoot ? node.host : null);
  }
  return false;
}
