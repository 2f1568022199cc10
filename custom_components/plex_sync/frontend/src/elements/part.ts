/** What all parts of the timeline know. */

import { LitElement } from "lit";
import { property } from "lit/decorators.js";
import { Formats } from "../format/locale.js";
import { Permissions } from "../logic/acts.js";
import { FieldWords } from "../logic/fields.js";
import { Sentences } from "../logic/sentences.js";
import { Localizer, spoken, type Texts, type Values } from "../texts/localizer.js";
import { Api } from "../wire/api.js";
import type { HomeAssistant } from "../wire/hass.js";
import type { Profile } from "../wire/records.js";

/** A user, a profile, and how to talk to both. */
export interface Context {
  hass: HomeAssistant;
  profile: Profile;
  texts: Localizer;
  formats: Formats;
  words: FieldWords;
  say: Sentences;
  permissions: Permissions;
  api: Api;
  blurAdult: boolean;
}

/** Makes the context of a profile. */
export function contextOf(
  hass: HomeAssistant,
  profile: Profile,
  texts: Texts | undefined,
  latest: () => HomeAssistant,
  blurAdult: boolean,
): Context {
  const formats = new Formats(hass, Date.now, spoken(hass.locale.language));
  const localizer = new Localizer(hass.locale.language, texts, formats.number);
  const words = new FieldWords(localizer, formats, profile.score_format);
  return {
    hass,
    profile,
    formats,
    words,
    blurAdult,
    texts: localizer,
    say: new Sentences(localizer, formats, words),
    permissions: new Permissions(hass.services, profile.rights),
    api: new Api(latest, profile.config_entry_id),
  };
}

/** A part of the card. */
export class Part extends LitElement {
  @property({ attribute: false }) context!: Context;

  protected text(key: string, values?: Values): string {
    return this.context.texts.text(key, values);
  }

  protected tell(name: string, detail?: unknown): void {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }
}

/** The tone of each outcome: a class of the shared styles. */
export const TONES: Record<string, string> = {
  synced: "good",
  failed: "bad",
  not_found: "warn",
  review: "warn",
  deleted: "gone",
  undone: "back",
  pending: "gone",
};
