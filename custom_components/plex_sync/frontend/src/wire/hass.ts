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

export interface HomeAssistant {
  locale: Locale;
  language: string;
  config: { time_zone: string };
  connected: boolean;
  connection: Connection;
  services: Partial<Record<string, Record<string, unknown>>>;
  user?: { is_admin: boolean };
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
}

/** The sentence in whatever was thrown. */
export function messageOf(error: unknown): string {
  if (typeof error === "object" && error !== null && "message" in error) {
    return String(error.message);
  }
  return String(error);
}
