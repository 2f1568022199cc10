/** The part of Home Assistant's frontend that the cards use. */

export interface Locale {
  language: string;
  number_format?: string;
  time_format?: string;
  date_format?: string;
  time_zone?: string;
}

export type Unsubscribe = () => Promise<void> | void;

export interface Connection {
  subscribeMessage<T>(
    callback: (message: T) => void,
    command: { type: string; [key: string]: unknown },
    options?: { resubscribe?: boolean },
  ): Promise<Unsubscribe>;
  addEventListener(name: string, listener: () => void): void;
  removeEventListener(name: string, listener: () => void): void;
}

export interface ServiceAnswer {
  response?: unknown;
}

/** An entity, as far as the registry tells everybody. */
export interface EntityNote {
  entity_id: string;
  platform?: string;
  device_id?: string | null;
  translation_key?: string;
  hidden?: boolean;
}

/** Looks a text of Home Assistant's up; empty where there is none. */
export type Localize = (key: string, values?: Record<string, string>) => string;

export interface HomeAssistant {
  locale: Locale;
  language: string;
  config: { time_zone: string };
  connected: boolean;
  connection: Connection;
  services: Partial<Record<string, Record<string, unknown>>>;
  entities?: Record<string, EntityNote>;
  devices?: Record<string, { config_entries: string[] }>;
  user?: { is_admin: boolean };
  /** The pages of the sidebar, by their paths. */
  panels?: Record<string, unknown>;
  dockedSidebar?: string;
  localize?: Localize;
  loadBackendTranslation?(category: string, integration: string): Promise<Localize>;
  callWS<T>(message: { type: string; [key: string]: unknown }): Promise<T>;
  callService(
    domain: string,
    service: string,
    data?: Record<string, unknown>,
    target?: undefined,
    notifyOnError?: boolean,
    returnResponse?: boolean,
  ): Promise<ServiceAnswer>;
}

/** What `callWS` and `callService` reject with. */
export interface Refusal {
  code?: string;
  message?: string;
  translation_domain?: string;
  translation_key?: string;
  translation_placeholders?: Record<string, string>;
}

/** The sentence in whatever was thrown. */
export function messageOf(error: unknown): string {
  if (typeof error === "object" && error !== null && "message" in error) {
    return String(error.message);
  }
  return String(error);
}
