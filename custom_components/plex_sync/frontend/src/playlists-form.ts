/** The visual editor of the playlists card: Home Assistant's own form. */

import { Localizer, loadTexts } from "./texts/localizer.js";

const HELPED = new Set(["config_entry", "height"]);

interface Field {
  name: string;
}

/** Describes the form, in the language of the page. */
export async function form(): Promise<unknown> {
  const language = document.documentElement.lang || "en";
  const { text } = new Localizer(language, await loadTexts(language));
  return {
    schema: [
      { name: "config_entry", selector: { config_entry: { integration: "plex_sync" } } },
      { name: "title", selector: { text: {} } },
      {
        name: "height",
        selector: { number: { min: 200, max: 2000, step: 20, mode: "box" } },
      },
    ],
    computeLabel: ({ name }: Field) => text(`editor.${name}`),
    computeHelper: ({ name }: Field) =>
      HELPED.has(name) ? text(`editor.${name}_help`) : undefined,
  };
}
