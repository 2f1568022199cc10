/** Where a track can be heard, and how long it is. */

import { css, html, nothing, type TemplateResult } from "lit";
import type { Context } from "./part.js";

export const listenStyles = css`
  .listen {
    --mdc-icon-size: 18px;
    color: var(--link);
  }
`;

/** A link to where a track is heard; none where it cannot be. */
export function listen(
  { texts }: Context,
  url: string | undefined,
  key: string,
): TemplateResult | typeof nothing {
  if (!url) return nothing;
  return html`<a
    class="listen"
    href=${url}
    target="_blank"
    rel="noreferrer noopener"
    aria-label=${texts.text(key)}
    title=${texts.text(key)}
    ><ha-icon icon="mdi:play-circle-outline" aria-hidden="true"></ha-icon
  ></a>`;
}

/** ` · 3:52`; empty where it is not known. */
export function lengthOf({ milliseconds }: { milliseconds?: number | null }): string {
  if (!milliseconds) return "";
  const seconds = Math.round(milliseconds / 1000);
  return ` · ${String(Math.floor(seconds / 60))}:${String(seconds % 60).padStart(2, "0")}`;
}
