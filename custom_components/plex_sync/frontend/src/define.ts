/** Defining elements where dashboards find them. */

const WITHOUT_HOME_ASSISTANT = 2_000;

/**
 * Waits until Home Assistant's app has brought its own element registry.
 *
 * While the page boots, the app replaces `window.customElements`. What was defined
 * before is never found by a dashboard, so nothing is defined until the app's own root
 * element is. A page that holds no such element is no page of Home Assistant.
 */
export async function whenReady(): Promise<void> {
  const ready = customElements.whenDefined("home-assistant").then(() => undefined);
  if (isHomeAssistant()) return ready;
  const timeout = new Promise<void>((resolve) => {
    setTimeout(resolve, WITHOUT_HOME_ASSISTANT);
  });
  await Promise.race([ready, timeout]);
  if (isHomeAssistant()) await ready;
}

/** Whether this is a page of Home Assistant's frontend. */
function isHomeAssistant(): boolean {
  return document.querySelector("home-assistant") !== null;
}

/** Defines an element unless it is there already, as after an update without a reload. */
export function define(name: string, element: CustomElementConstructor): void {
  if (!window.customElements.get(name)) window.customElements.define(name, element);
}
