/** The panel in the sidebar: loaded when it is opened. */

import { define, whenReady } from "./define.js";
import { Panel } from "./elements/panel.js";

void whenReady().then(() => {
  define("plex-sync-panel", Panel);
});
