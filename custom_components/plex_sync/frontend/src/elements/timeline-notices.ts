/** What stands in the place of the timeline while there is none to show. */

import { html, nothing, type TemplateResult } from "lit";
import type { Watcher } from "../data/watcher.js";
import type { Localizer } from "../texts/localizer.js";

const ADD = "/config/integrations/dashboard/add?domain=plex_sync";

/** A sentence in the place of the card's content, and what can be done below it. */
export function notice(
  sentence: string,
  below: TemplateResult | typeof nothing = nothing,
): TemplateResult {
  return html`<div class="notice" role="status">
    <p>${sentence}</p>
    ${below}
  </div>`;
}

/** Says why there is no timeline; `undefined`: there is one. */
export function noticeOf(
  watcher: Watcher,
  { text }: Localizer,
  isAdministrator: boolean,
  begin: () => Promise<void>,
): TemplateResult | undefined {
  const { timeline, error } = watcher;
  const again = html`<button @click=${begin}>${text("acts.try_again")}</button>`;
  if (error) return notice(text("state.error", { message: error }), again);
  if (!timeline) {
    return watcher.profiles?.length === 0
      ? noProfile(text, isAdministrator)
      : notice(text("state.loading"));
  }
  if (timeline.standing === "removed") return removed(watcher, text);
  if (timeline.profile && timeline.status) return undefined;
  if (timeline.standing === "failed") {
    return notice(text("state.error", { message: timeline.error }), again);
  }
  const key = timeline.standing === "reloading" ? "reloading" : "loading";
  return notice(text(`state.${key}`));
}

function noProfile(text: Localizer["text"], isAdministrator: boolean): TemplateResult {
  return notice(
    text("state.none"),
    html`<p class="quiet">${text("state.none_hint")}</p>
      ${isAdministrator ? html`<a href=${ADD}>${text("state.add")}</a>` : nothing}`,
  );
}

/** Offers the profiles that are left. */
function removed(watcher: Watcher, text: Localizer["text"]): TemplateResult {
  const others = (watcher.profiles ?? []).filter(
    ({ config_entry_id: entry }) => entry !== watcher.timeline?.entry,
  );
  if (!others.length) {
    return notice(
      text("state.removed"),
      html`<p class="quiet">${text("state.none_hint")}</p>`,
    );
  }
  const button = ({ config_entry_id: entry, title }: (typeof others)[number]) =>
    html`<button
      @click=${() => {
        watcher.watch(entry);
      }}
    >
      ${title}
    </button>`;
  return notice(
    text("state.removed"),
    html`<p class="quiet">${text("state.removed_hint")}</p>
      <div class="choices">${others.map(button)}</div>`,
  );
}
