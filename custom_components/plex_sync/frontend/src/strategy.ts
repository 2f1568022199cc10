/** The dashboard that makes itself: a view for each profile. */

import { CARDS, type Card } from "./cards.js";
import { Api } from "./wire/api.js";
import type { EntityNote, HomeAssistant } from "./wire/hass.js";
import type { Profile } from "./wire/records.js";

interface CardConfig {
  type: string;
  [option: string]: unknown;
}

interface Section {
  column_span?: number;
  cards: CardConfig[];
}

interface View {
  title: string;
  path?: string;
  type: "sections";
  max_columns: number;
  sections: Section[];
}

export interface Dashboard {
  title: string;
  views: View[];
}

const TITLE = "Plex Sync";
const COLUMNS = 3;
/** What one presses; the cards show the rest better, but for these. */
const PRESSED = new Set(["button", "switch", "todo"]);
const SHOWN = new Set(["status", "last_sync", "categories", "hand_off"]);

/** Lays out all profiles that the user may see. */
export async function dashboard(hass: HomeAssistant): Promise<Dashboard> {
  const profiles = await profilesOf(hass);
  const views = profiles.map((profile) => viewOf(hass, profile));
  // The cards themselves say what is wrong where there is no profile.
  return {
    title: TITLE,
    views: views.length ? views : [view(TITLE, cards(CARDS.slice(0, 1)))],
  };
}

/** Asks for the profiles; none while Home Assistant still starts. */
async function profilesOf(hass: HomeAssistant): Promise<Profile[]> {
  try {
    return await Api.profiles(hass);
  } catch {
    return [];
  }
}

function viewOf(hass: HomeAssistant, profile: Profile): View {
  const entry = profile.config_entry_id;
  const tiles = entitiesOf(hass, entry).map(({ entity_id: entity }) => ({
    type: "tile",
    entity,
    // The view is named after the profile: no need to say it on each.
    name: { type: "entity" },
  }));
  const entities: Section[] = tiles.length
    ? [{ cards: [{ type: "heading", heading: profile.title }, ...tiles] }]
    : [];
  const categories = allOf(hass, entry).find(
    ({ translation_key: key }) => key === "categories",
  );
  if (categories) entities.push({ cards: [categoriesCard(categories.entity_id)] });
  const fitting = CARDS.filter(({ kinds }) => kinds.includes(profile.kind));
  const sections = [...cards(fitting, { config_entry: entry }), ...entities];
  return { ...view(profile.title, sections), path: entry.toLowerCase() };
}

/** Lays out the cards: the first one wide, the others beside it. */
function cards(which: readonly Card[], options: Record<string, unknown> = {}): Section[] {
  const whole = { grid_options: { columns: "full" } };
  return which.map(({ type }, place) => ({
    ...(place === 0 ? { column_span: COLUMNS - 1 } : {}),
    cards: [{ type: `custom:${type}`, ...options, ...whole }],
  }));
}

function view(title: string, sections: Section[]): View {
  return { title, type: "sections", max_columns: COLUMNS, sections };
}

/** What is in each category, in the words of the items themselves. */
function categoriesCard(entity: string): CardConfig {
  return {
    type: "markdown",
    content: [
      `{% set items = state_attr('${entity}', 'items') or [] %}`,
      "{% for category, inside in items | groupby('category') %}",
      "**{{ category }}** · {{ inside | map(attribute='title') | join(', ') }}",
      "",
      "{% endfor %}",
    ].join("\n"),
    // Without any category there is nothing to show.
    visibility: [{ condition: "numeric_state", entity, above: 0 }],
  };
}

/** The entities of a profile that are of use beside its cards. */
function entitiesOf(hass: HomeAssistant, entry: string): EntityNote[] {
  return allOf(hass, entry).filter(({ entity_id: id, translation_key: key }) => {
    const [domain = ""] = id.split(".");
    return PRESSED.has(domain) || SHOWN.has(key ?? "");
  });
}

/** All entities of a profile that are shown at all. */
function allOf(hass: HomeAssistant, entry: string): EntityNote[] {
  return Object.values(hass.entities ?? {}).filter(
    (entity) =>
      entity.platform === "plex_sync" &&
      !entity.hidden &&
      hass.devices?.[entity.device_id ?? ""]?.config_entries.includes(entry),
  );
}
