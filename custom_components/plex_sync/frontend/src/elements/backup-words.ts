/** Sentences about what a restore left as it is. */

import type { Left } from "../wire/backups.js";
import type { Context } from "./part.js";

/** Why an entry was left, or went wrong. */
export function reasonOf({ texts }: Context, left: Left | undefined): string {
  const { reason = "", message = "" } = left ?? {};
  return (
    texts.maybe(`backups.reasons.${reason}`) ??
    texts.maybe(`reasons.${reason}.text`, {
      service: "AniList",
      message,
      fields: message,
    }) ??
    (message || texts.text("reasons.unknown.text", { reason }))
  );
}
