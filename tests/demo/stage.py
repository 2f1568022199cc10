"""What the demo does besides waiting for visitors: music is asked for, and arrives."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

from tests.e2e.harness.home_assistant import HomeAssistant

from .jobs import first_runs
from .once_mqtt import connect_broker, publish_categories
from .programs import PLAYLIST, WHOLE_ALBUM
from .services import SampleServices
from .setup import DOMAIN, change_options, until_there

STEP: Final = 8.0
"""Seconds between two steps of what is under way: slow enough to be watched."""


@asynccontextmanager
async def on_stage(
    home: HomeAssistant, services: SampleServices, entry: str
) -> AsyncIterator[None]:
    """Give items categories, turn the programs on, and let things come by and by."""
    await first_runs(home, entry, 2)
    await connect_broker(home, services.broker)
    await publish_categories(home, entry)
    for name in ("lidarr", "slskd"):
        await change_options(home, entry, name, services.programs.options(name))
        await until_there(home, entry, f"send_to_{name}")
    items = [PLAYLIST, WHOLE_ALBUM[0]]
    await home.action(
        f"{DOMAIN}.send_to_lidarr", {"config_entry_id": entry, "items": items}
    )
    moving = asyncio.create_task(services.programs.go_on(STEP))
    try:
        yield
    finally:
        moving.cancel()
