"""An episode is watched to its end, and is on the list before the next one begins."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
import time

import aiohttp
import pytest
import pytest_asyncio

from tests.demo.configuration import yaml_of
from tests.demo.setup import DOMAIN, set_up_profile
from tests.fakes.anilist import FakeAniList
from tests.fakes.mappings import FakeMappings
from tests.fakes.plex import FakePlex, Item

from .harness.home_assistant import HomeAssistant

MAPPINGS = "mappings.json"
TOKEN = "token-of-mika"


@dataclass
class Evening:
    """A show, and those who keep book of it."""

    home: HomeAssistant
    plex: FakePlex
    anilist: FakeAniList
    show: Item
    media: int

    def progress(self) -> int | None:
        """How far the list is."""
        row = self.anilist.entries("Mika").get(self.media)
        return None if row is None else int(row["progress"])

    async def until(self, progress: int, within: float) -> float:
        """Wait until the list is so far; the seconds that it took."""
        begun = time.monotonic()
        async with asyncio.timeout(within):
            while self.progress() != progress:
                await asyncio.sleep(0.05)
        return time.monotonic() - begun

    def watch(self, number: int) -> dict[str, str]:
        """Watch an episode to its end; what the player says."""
        episode = self.show.episode(1, number)
        self.plex.watch(self.plex.owner, episode)
        return {
            "sessionKey": "7",
            "ratingKey": str(episode.rating_key),
            "state": "stopped",
        }


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def evening(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Evening]:
    """A Home Assistant whose one profile has run in full and hears its server."""
    async with AsyncExitStack() as stack:
        plex = await stack.enter_async_context(FakePlex())
        anilist = await stack.enter_async_context(FakeAniList())
        mappings = await stack.enter_async_context(FakeMappings())
        anilist.add_user("Mika", TOKEN)
        media = anilist.add_media(id=1001, title="Frieren", episodes=28)
        mappings.put(
            MAPPINGS, {f"anilist:{media}": {"tvdb_show:1001:s1": {"1-28": "1-28"}}}
        )
        show = plex.add_show(
            "Frieren",
            seasons={1: 28},
            section=plex.add_section("Anime"),
            external_ids=("tvdb://1001",),
        )
        plex.watch(plex.owner, show.episode(1, 1))
        endpoints = {
            "anilist": anilist.url,
            "plex_tv": plex.plextv_url,
            "discover": plex.discover_url,
            "mappings": mappings.address(MAPPINGS),
            "mappings_fallback": mappings.address(MAPPINGS),
        }
        folder = tmp_path_factory.mktemp("evening")
        home = await stack.enter_async_context(
            HomeAssistant(folder, yaml=yaml_of(endpoints))
        )
        answers = {
            "plex.server": "address",
            "url": plex.url,
            "plex_address.token": plex.owner.token,
            "anilist.token": TOKEN,
        }
        await set_up_profile(home, "anime", answers)
        evening = Evening(home, plex, anilist, show, media)
        await evening.until(1, within=30)
        async with asyncio.timeout(30):
            while not plex.listeners:
                await asyncio.sleep(0.05)
        yield evening


async def test_notification_brings_the_episode_within_15_seconds(
    evening: Evening,
) -> None:
    """By the websocket: at most two requests to AniList, and six to Plex."""
    evening.anilist.reset_counts()
    evening.plex.reset_requests()
    said = evening.watch(2)
    await evening.plex.notify("playing", PlaySessionStateNotification=[said])
    await evening.until(2, within=15)
    assert evening.anilist.requests <= 2
    assert evening.plex.requests.total <= 6


async def test_webhook_brings_the_episode_within_15_seconds(evening: Evening) -> None:
    """By what Plex posts, to an address that an administrator can look up."""
    hooks = await evening.home.call("webhook/list")
    [hook] = [each for each in hooks if each["domain"] == DOMAIN]
    evening.watch(3)
    said = {
        "event": "media.scrobble",
        "Account": {"id": 1},
        "Server": {"uuid": evening.plex.machine_identifier},
        "Metadata": {"type": "episode", "ratingKey": "3", "grandparentRatingKey": "1"},
    }
    url = f"{evening.home.url}/api/webhook/{hook['webhook_id']}"
    async with aiohttp.ClientSession() as session:
        async with session.post(url, json=said) as response:
            assert response.status == 200
        async with session.post(url, data=b"rubbish") as response:
            assert response.status == 200
    await evening.until(3, within=15)


async def test_home_assistant_stops_without_a_word(evening: Evening) -> None:
    """The websocket is no reason to wait, nor to complain."""
    assert await evening.home.stop() == 0
    assert evening.plex.listeners == 0
    assert evening.home.problems().ours == []
