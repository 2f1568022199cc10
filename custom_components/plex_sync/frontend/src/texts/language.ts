/** The texts of an element, in the language of Home Assistant, loaded as it changes. */

import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { HomeAssistant } from "../wire/hass.js";
import { loadTexts, Localizer, type Texts } from "./localizer.js";

export class Language implements ReactiveController {
  /** `undefined`: not loaded yet, English stands in. */
  texts: Texts | undefined;
  #language = "";
  #localizer: Localizer | undefined;

  constructor(private readonly host: ReactiveControllerHost & { hass: HomeAssistant }) {
    host.addController(this);
  }

  hostUpdate(): void {
    const { language } = this.host.hass.locale;
    if (language === this.#language) return;
    this.#language = language;
    this.#localizer = undefined;
    void loadTexts(language).then((texts) => {
      if (language !== this.#language) return;
      this.texts = texts;
      this.#localizer = undefined;
      this.host.requestUpdate();
    });
  }

  /** For sentences beside a profile; those of a profile count as its user does. */
  get localizer(): Localizer {
    const { language } = this.host.hass.locale;
    return (this.#localizer ??= new Localizer(language, this.texts));
  }
}
