"""The demo's dashboard, and a page that opens it signed in."""

import json
from pathlib import Path
from typing import Any, Final

from tests.e2e.harness.home_assistant import HomeAssistant

PATH: Final = "plex-sync"
OPENER: Final = "open.html"
_PAGE: Final = """<!doctype html><meta charset="utf-8"><title>Plex Sync</title>
<script>
for (const [key, value] of Object.entries(STORED))
  localStorage.setItem(key, JSON.stringify(value));
location.replace("/PATH/0");
</script>
"""


def make_room_for_opener(config: Path) -> None:
    """Home Assistant only serves the folder if it is there when it starts."""
    (config / "www").mkdir(parents=True, exist_ok=True)


async def make_dashboard(home: HomeAssistant, entry: str) -> str:
    """Make a dashboard for a profile; the address that opens it, signed in."""
    await home.call(
        "lovelace/dashboards/create",
        url_path=PATH,
        title="Plex Sync",
        icon="mdi:sync",
        mode="storage",
        show_in_sidebar=True,
        require_admin=False,
    )
    await home.call(
        "lovelace/config/save", url_path=PATH, config=await _config(home, entry)
    )
    stored = {"hassTokens": home.frontend_tokens, "selectedLanguage": "en"}
    page = _PAGE.replace("STORED", json.dumps(stored)).replace("PATH", PATH)
    (home.config / "www" / OPENER).write_text(page)
    return f"{home.url}/local/{OPENER}"


async def _config(home: HomeAssistant, entry: str) -> dict[str, Any]:
    """Lay out the cards of ours, and the profile's entities beside them."""
    registry = await home.call("config/entity_registry/list")
    entities = [one["entity_id"] for one in registry if one["config_entry_id"] == entry]
    return {
        "views": [
            {
                "title": "Plex Sync",
                "type": "sections",
                "max_columns": 3,
                "sections": [
                    {
                        "column_span": 2,
                        "cards": [
                            {
                                "type": "custom:plex-sync-timeline-card",
                                "config_entry_id": entry,
                                "grid_options": {"columns": "full"},
                            }
                        ],
                    },
                    {
                        "cards": [
                            {
                                "type": "entities",
                                "title": "Anime",
                                "entities": entities,
                            }
                        ]
                    },
                ],
            }
        ]
    }
