"""A household for stories: Plex, AniList and mappings as fakes, profiles for real."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
import time
from typing import Any, cast

from homeassistant.const import ATTR_CONFIG_ENTRY_ID
from homeassistant.core import Context, HomeAssistant, State
from homeassistant.helpers import entity_registry as er, issue_registry as ir
from homeassistant.setup import async_setup_component
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.plex_sync.anilist import Limiter
from custom_components.plex_sync.const import DOMAIN
from custom_components.plex_sync.shared import async_get_shared
from tests.anilist.conftest import JumpingTime
from tests.fakes.anilist import FakeAniList, User as AniListUser
from tests.fakes.mappings import FakeMappings
from tests.fakes.plex import FakePlex, Item, Section, User as PlexUser
from tests.fakes.spotify import FakeSpotify

DEPENDENCIES = ("auth", "file_upload", "frontend", "http", "webhook", "websocket_api")
MAPPINGS = "mappings.json"
PLATFORM_OF = {
    "running": "binary_sensor",
    "problem": "binary_sensor",
    "full_sync": "button",
    "poll_sync": "button",
    "backup": "event",
    "run": "event",
    "change": "event",
    "hand_off": "event",
    "missing": "todo",
    "send_to_lidarr": "button",
    "send_to_slskd": "button",
    "automatic_sync": "switch",
    "dry_run": "switch",
}

type Answer = dict[str, Any]


@dataclass(kw_only=True)
class House:
    """What is there to sync, and who."""

    hass: HomeAssistant
    plex: FakePlex
    anilist: FakeAniList
    mappings: FakeMappings
    spotify: FakeSpotify
    anime: Section
    document: dict[str, Any] = field(default_factory=dict)
    _ids: int = 1000

    def show(self, title: str, episodes: int = 12, *, mapped: bool = True) -> Item:
        """A show with a season, which is on AniList and, if so, in the mappings."""
        self._ids += 1
        media_id = self.anilist.add_media(id=self._ids, title=title, episodes=episodes)
        if mapped:
            self.document[f"anilist:{media_id}"] = {
                f"tvdb_show:{self._ids}:s1": {f"1-{episodes}": f"1-{episodes}"}
            }
        self.mappings.put(MAPPINGS, self.document)
        return self.plex.add_show(
            title,
            seasons={1: episodes},
            section=self.anime,
            external_ids=(f"tvdb://{self._ids}",),
        )

    def media_id(self, item: Item) -> int:
        """The AniList id of a show."""
        return int(item.external_ids[0].removeprefix("tvdb://"))

    def watch(self, item: Item, upto: int, *, user: PlexUser | None = None) -> None:
        """Let somebody watch the episodes up to one."""
        watcher = user or self.plex.owner
        for episode in item.season(1).children[:upto]:
            if not watcher.state(episode).watched:
                self.plex.watch(watcher, episode)

    def add_user(self, name: str = "Mika") -> AniListUser:
        """An account at AniList."""
        return self.anilist.add_user(name, f"token-{name.lower()}")

    def profile(
        self,
        name: str = "Mika",
        *,
        options: Mapping[str, Any] | None = None,
        user: PlexUser | None = None,
        **data: Any,
    ) -> MockConfigEntry:
        """A profile of a Plex user and an AniList account, not yet set up."""
        account = self.anilist.user(name)
        watcher = user or self.plex.owner
        entry = MockConfigEntry(
            domain=DOMAIN,
            title=f"Anime {name}",
            unique_id=f"{self.plex.machine_identifier}_{watcher.account_id}_{account.id}",
            data={
                "kind": "anime",
                "plex": {
                    "url": self.plex.url,
                    "token": self.plex.owner.token,
                    "verify_ssl": True,
                },
                "server": {"id": self.plex.machine_identifier, "name": self.plex.name},
                "plex_user": {
                    "account_id": watcher.account_id,
                    "name": watcher.name,
                    "token": watcher.token if user else None,
                },
                "anilist": {
                    "token": account.token,
                    "user_id": account.id,
                    "user_name": name,
                },
                **data,
            },
            options={"automatic_sync": False, **(options or {})},
        )
        entry.add_to_hass(self.hass)
        return entry

    async def set_up(self, name: str = "Mika", **arguments: Any) -> MockConfigEntry:
        """A profile that is set up."""
        entry = self.profile(name, **arguments)
        assert await self.hass.config_entries.async_setup(entry.entry_id)
        await self.hass.async_block_till_done()
        return entry

    async def call(
        self,
        entry: MockConfigEntry,
        action: str,
        *,
        context: Context | None = None,
        **data: Any,
    ) -> Answer:
        """Call an action and return its answer."""
        answer = await self.hass.services.async_call(
            DOMAIN,
            action,
            {ATTR_CONFIG_ENTRY_ID: entry.entry_id, **data},
            blocking=True,
            return_response=True,
            context=context,
        )
        await self.hass.async_block_till_done()
        return cast("Answer", answer)

    async def sync(self, entry: MockConfigEntry, **data: Any) -> Answer:
        """Sync, and wait for the end."""
        return await self.call(entry, "sync", wait=True, **data)

    def entity_id(self, entry: MockConfigEntry, key: str) -> str:
        """The entity of a profile with a key."""
        found = er.async_get(self.hass).async_get_entity_id(
            PLATFORM_OF.get(key, "sensor"), DOMAIN, f"{entry.entry_id}_{key}"
        )
        assert found is not None, key
        return found

    def state(self, entry: MockConfigEntry, key: str) -> State:
        """The state of a profile's entity."""
        state = self.hass.states.get(self.entity_id(entry, key))
        assert state is not None
        return state

    async def press(self, entry: MockConfigEntry, key: str, service: str) -> None:
        """Use a button or a switch."""
        entity_id = self.entity_id(entry, key)
        await self.hass.services.async_call(
            entity_id.partition(".")[0],
            service,
            {"entity_id": entity_id},
            blocking=True,
        )
        await self.hass.async_block_till_done()

    async def backed_up(self) -> None:
        """Wait for the backup that is taken at start."""
        folder = Path(self.hass.config.path("plex_sync", "backups"))
        await self.until(lambda: any(folder.glob("*.json")))

    async def until(self, holds: Callable[[], bool]) -> None:
        """Wait until something holds, a few seconds at most."""
        for _ in range(1000):
            if holds():
                await self.hass.async_block_till_done()
                return
            # In a thread: the loop's own clock may stand still.
            await asyncio.to_thread(time.sleep, 0.01)
        raise AssertionError("It does not come to be")

    def hurry(self) -> JumpingTime:
        """Let profiles that are set up later wait for AniList in a time that jumps."""
        jumping = JumpingTime()
        async_get_shared(self.hass).limiter = Limiter(
            per_minute=10_000, burst=10_000, clock=jumping.clock, sleep=jumping.sleep
        )
        return jumping

    async def until_sent(self, kind: str, times: int = 1) -> None:
        """Wait until AniList is asked, or told, something so many times."""
        while [each.kind for each in self.anilist.operations].count(kind) < times:
            await asyncio.sleep(0.01)

    async def rest(self, entry: MockConfigEntry) -> None:
        """Wait until a profile runs no more."""
        engine = entry.runtime_data.engine
        await self.until(lambda: engine.running is None)

    def issues(self, entry: MockConfigEntry) -> set[str]:
        """The kinds of repair that a profile has."""
        end = f"_{entry.entry_id}"
        return {
            issue_id.removesuffix(end)
            for domain, issue_id in ir.async_get(self.hass).issues
            if domain == DOMAIN and issue_id.endswith(end)
        }

    def progress(self, item: Item, name: str = "Mika") -> int | None:
        """How far an account's list is with a show; `None`: it is not on it."""
        row = self.anilist.entries(name).get(self.media_id(item))
        return None if row is None else int(row["progress"])


@asynccontextmanager
async def open_house(hass: HomeAssistant) -> AsyncIterator[House]:
    """A household with an empty library, and Mika, who has an empty list."""
    hass.config.components.update(DEPENDENCIES)
    async with (
        FakePlex() as plex,
        FakeAniList() as anilist,
        FakeMappings() as mappings,
        FakeSpotify() as spotify,
    ):
        house = House(
            hass=hass,
            plex=plex,
            anilist=anilist,
            mappings=mappings,
            spotify=spotify,
            anime=plex.add_section("Anime"),
        )
        house.add_user()
        endpoints = {
            "anilist": anilist.url,
            "plex_tv": plex.plextv_url,
            "discover": plex.discover_url,
            "community": plex.community_url,
            "mappings": mappings.address(MAPPINGS),
            "mappings_fallback": mappings.address("none.json"),
            "spotify": spotify.url,
            "spotify_authorize": spotify.authorize_url,
            "spotify_token": spotify.token_url,
        }
        assert await async_setup_component(
            hass, DOMAIN, {DOMAIN: {"endpoints": endpoints}}
        )
        yield house
        for entry in hass.config_entries.async_loaded_entries(DOMAIN):
            await hass.config_entries.async_unload(entry.entry_id)
        await hass.async_block_till_done()
