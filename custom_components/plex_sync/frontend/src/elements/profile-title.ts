/** The title of a card, and the switch between profiles where there are several. */

import { html, type TemplateResult } from "lit";
import type { Profile } from "../wire/records.js";
import type { Context } from "./part.js";

/** Tells of another choice by the event `choose-profile`. */
export function profileTitle(
  { profile: shown, texts }: Context,
  profiles: Profile[],
  heading: string,
): TemplateResult {
  if (profiles.length < 2) return html`<h2 class="one-line">${heading}</h2>`;
  return html`<h2 class="switch">
    <select
      aria-label=${texts.text("header.profile")}
      @change=${({ target }: Event) => {
        const detail = (target as HTMLSelectElement).value;
        const chosen = new CustomEvent("choose-profile", {
          detail,
          bubbles: true,
          composed: true,
        });
        target?.dispatchEvent(chosen);
      }}
    >
      ${profiles.map(
        (profile) =>
          html`<option
            value=${profile.config_entry_id}
            ?selected=${profile.config_entry_id === shown.config_entry_id}
          >
            ${profile.title}
          </option>`,
      )}
    </select>
    <ha-icon icon="mdi:menu-down" aria-hidden="true"></ha-icon>
  </h2>`;
}
