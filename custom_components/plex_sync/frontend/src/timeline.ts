/** The heavy chunk of the timeline card: all of its parts, defined. */

import { define } from "./define.js";
import { Choose } from "./dialogs/choose.js";
import { Confirm } from "./dialogs/confirm.js";
import { PinsDialog } from "./dialogs/pins.js";
import { Cover } from "./elements/cover.js";
import { Difference } from "./elements/difference.js";
import { FeedList } from "./elements/feed.js";
import { Header } from "./elements/header.js";
import { Outcomes } from "./elements/outcomes.js";
import { PlanWaiting } from "./elements/plan.js";
import { PinEditor } from "./elements/pin-editor.js";
import { PinList } from "./elements/pin-list.js";
import { RunProgress } from "./elements/progress.js";
import { RecordLine } from "./elements/record.js";
import { AniListSearch } from "./elements/search.js";
import { TimelineCard } from "./elements/timeline.js";
import { Why } from "./elements/why.js";

const PARTS: Record<string, CustomElementConstructor> = {
  "plex-sync-cover": Cover,
  "plex-sync-difference": Difference,
  "plex-sync-why": Why,
  "plex-sync-record": RecordLine,
  "plex-sync-outcomes": Outcomes,
  "plex-sync-progress": RunProgress,
  "plex-sync-plan": PlanWaiting,
  "plex-sync-header": Header,
  "plex-sync-feed": FeedList,
  "plex-sync-search": AniListSearch,
  "plex-sync-confirm": Confirm,
  "plex-sync-choose": Choose,
  "plex-sync-pin-editor": PinEditor,
  "plex-sync-pin-list": PinList,
  "plex-sync-pins": PinsDialog,
  "plex-sync-timeline": TimelineCard,
};

for (const [name, element] of Object.entries(PARTS)) define(name, element);
