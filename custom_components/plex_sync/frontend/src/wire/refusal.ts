/** What Home Assistant refuses, said in the language of its user. */

import type { HomeAssistant, Refusal } from "./hass.js";

/** What its websocket rejects with when there is no connection. */
const CONNECTION_LOST = 3;

/** The connection was lost before there was an answer. */
export class ConnectionLost extends Error {}

/** Runs a request; throws the refusal with its sentence translated, where it can be. */
export async function inWords<T>(hass: HomeAssistant, request: Promise<T>): Promise<T> {
  try {
    return await request;
  } catch (error) {
    throw await translated(hass, error);
  }
}

/** Returns a refusal with its sentence in words; it keeps all else that it holds. */
async function translated(hass: HomeAssistant, error: unknown): Promise<unknown> {
  if (isConnectionLost(error)) {
    const message = hass.localize?.("ui.notification_toast.connection_lost");
    return new ConnectionLost(message ?? "No connection to Home Assistant.");
  }
  const refusal = (error ?? {}) as Refusal;
  const { translation_domain: domain, translation_key: key } = refusal;
  if (!domain || !key || !hass.loadBackendTranslation) return error;
  const localize = await hass.loadBackendTranslation("exceptions", domain);
  const message = localize(
    `component.${domain}.exceptions.${key}.message`,
    refusal.translation_placeholders,
  );
  return message ? { ...refusal, message } : error;
}

function isConnectionLost(error: unknown): boolean {
  const code = (error as { error?: { code?: unknown } } | null)?.error?.code ?? error;
  return code === CONNECTION_LOST;
}
