/** What all acts of a card share: they ask, tell how it went, and offer the way back. */

import type { Choose } from "../dialogs/choose.js";
import type { Confirm } from "../dialogs/confirm.js";
import type { PinsDialog } from "../dialogs/pins.js";
import type { Context } from "../elements/part.js";
import type { ActionName } from "../logic/acts.js";
import type { Values } from "../texts/localizer.js";
import { messageOf } from "../wire/hass.js";

export interface Dialogs {
  confirm: Confirm;
  choose: Choose;
  pins: PinsDialog;
}

export interface Toast {
  message: string;
  /** The way back, where there is one. */
  action?: { text: string; run: () => Promise<unknown> };
}

export class Acting<Asking = Dialogs> {
  constructor(
    protected readonly context: () => Context,
    protected readonly dialogs: () => Asking,
    protected readonly toast: (toast: Toast) => void,
  ) {}

  protected text(key: string, values?: Values): string {
    return this.context().texts.text(key, values);
  }

  /** A toast's button that runs an action, where the user may. */
  protected way(action: ActionName, data: Record<string, unknown>): Pick<Toast, "action"> {
    const { api, permissions } = this.context();
    if (!permissions.may(action)) return {};
    const text = this.text(action === "redo" ? "acts.redo" : "acts.undo");
    return { action: { text, run: () => api.act(action, data) } };
  }

  /** Does something, and says whether it was done; what goes wrong is told. */
  protected async guarded(work: () => Promise<unknown>): Promise<boolean> {
    try {
      return (await work()) !== false;
    } catch (error) {
      this.toast({ message: this.text("state.error", { message: messageOf(error) }) });
      return false;
    }
  }
}
