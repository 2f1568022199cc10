/** Home Assistant's own toast. */

import type { Toast } from "../data/performer.js";
import { messageOf } from "../wire/hass.js";

const WITH_BUTTON = 8_000;

/** Shows a sentence for a while, with a way back where there is one. */
export function showToast(element: Element, { message, action }: Toast): void {
  const button = action && {
    text: action.text,
    action: () => {
      action.run().catch((error: unknown) => {
        showToast(element, { message: messageOf(error) });
      });
    },
  };
  const detail = {
    message,
    ...(button ? { duration: WITH_BUTTON, dismissable: true, action: button } : {}),
  };
  element.dispatchEvent(
    new CustomEvent("hass-notification", { detail, bubbles: true, composed: true }),
  );
}
