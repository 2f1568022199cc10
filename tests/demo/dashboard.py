"""The demo's dashboard, and a page that opens it signed in."""

import json
from pathlib import Path
from typing import Final

from tests.e2e.harness.home_assistant import HomeAssistant

PATH: Final = "plex-sync"
OPENER: Final = "open.html"
_PAGE: Final = """<!doctype html><meta charset="utf-8"><title>Plex Sync</title>
<script>
for (const [key, value] of Object.entries(STORED))
  localStorage.setItem(key, JSON.stringify(value));
location.replace("/PATH");
</script>
"""


def make_room_for_opener(config: Path) -> None:
    """Home Assistant only serves the folder if it is there when it starts."""
    (config / "www").mkdir(parents=True, exist_ok=True)


async def make_dashboard(home: HomeAssistant) -> str:
    """Let a dashboard make itself; the address that opens it, signed in."""
    await home.call(
        "lovelace/dashboards/create",
        url_path=PATH,
        title="Dashboard",
        icon="mdi:view-dashboard",
        mode="storage",
        show_in_sidebar=True,
        require_admin=False,
    )
    config = {"strategy": {"type": "custom:plex-sync"}}
    await home.call("lovelace/config/save", url_path=PATH, config=config)
    stored = {"hassTokens": home.frontend_tokens, "selectedLanguage": "en"}
    page = _PAGE.replace("STORED", json.dumps(stored)).replace("PATH", PATH)
    (home.config / "www" / OPENER).write_text(page)
    return f"{home.url}/local/{OPENER}"
