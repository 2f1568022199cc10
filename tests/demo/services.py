"""The services around the demo's Home Assistant: the samples, or what is already there."""

import asyncio
from collections.abc import Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass
import json
from pathlib import Path
from typing import Any, Protocol, Self

import yaml

from tests.fakes.anilist import FakeAniList
from tests.fakes.mappings import FakeMappings
from tests.fakes.plex import FakePlex, Fault
from tests.fakes.plex.library import Item
from tests.fakes.spotify import FakeSpotify
from tests.mosquitto import Mosquitto

from .edges import make_household
from .household import ANILIST_TOKEN, ANILIST_USER, DATA, Household
from .music import SPOTIFY_TOKEN, MusicHousehold, make_music
from .programs import Programs
from .setup import ALL

FAULTS = ("drop_after", "half_page", "429", "expired")


@dataclass(frozen=True, kw_only=True)
class Requests:
    """How many requests the services have counted; `None`: nobody counts."""

    anilist: int | None = None
    plex: int | None = None
    spotify: int | None = None


class Services(Protocol):
    """What the demo needs of services."""

    endpoints: Mapping[str, str]
    """For the YAML of Home Assistant."""
    answers: Mapping[str, Any]
    """What is typed into the config flow of the anime profile."""
    music_answers: Mapping[str, Any] | None
    """What is typed into that of the music profile; `None`: there is none."""

    async def __aenter__(self) -> Self:
        """Start what has to be started."""

    async def __aexit__(self, *_: object) -> None:
        """Stop it."""

    def requests(self) -> Requests:
        """Count requests since the last call."""


class SampleServices:
    """The fakes, filled with the household."""

    def __init__(self) -> None:
        """Nothing listens yet."""
        self.plex = FakePlex()
        self.anilist = FakeAniList(rate_limit=90)
        self.mappings = FakeMappings()
        self.spotify = FakeSpotify()
        self.programs = Programs()
        self.broker = Mosquitto()
        self.home: Household | None = None
        self.music: MusicHousehold | None = None
        self.endpoints: Mapping[str, str] = {}
        self.answers: Mapping[str, Any] = {}
        self.music_answers: Mapping[str, Any] | None = None
        self._stack = AsyncExitStack()

    async def __aenter__(self) -> Self:
        """Start the fakes and fill them."""
        fakes = (self.plex, self.anilist, self.mappings, self.spotify, self.programs)
        for fake in fakes:
            await self._stack.enter_async_context(fake)
        await asyncio.to_thread(self.broker.start)
        self._stack.callback(self.broker.stop)
        self.home = make_household(self.plex, self.anilist)
        self.music = make_music(self.spotify, self.plex)
        self.programs.fill(self.plex, self.music.section)
        mappings = json.loads((DATA / "mappings.json").read_text())
        self.mappings.put("mappings.json", mappings)
        address = self.mappings.address("mappings.json")
        self.endpoints = {
            "anilist": self.anilist.url,
            "plex_tv": self.plex.plextv_url,
            "discover": self.plex.discover_url,
            "community": self.plex.community_url,
            "mappings": address,
            "mappings_fallback": address,
            "spotify": self.spotify.url,
            "spotify_authorize": self.spotify.authorize_url,
            "spotify_token": self.spotify.token_url,
            "musicbrainz": self.programs.musicbrainz.url,
        }
        plex = {
            "plex.server": "address",
            "url": self.plex.url,
            "plex_address.token": self.plex.owner.token,
        }
        self.music_answers = {
            **plex,
            "account": "token",
            "access_token": SPOTIFY_TOKEN,
            "items": self.music.uris,
        }
        self.answers = {**plex, "anilist.token": ANILIST_TOKEN}
        return self

    async def __aexit__(self, *_: object) -> None:
        """Stop the fakes."""
        await self._stack.aclose()

    def requests(self) -> Requests:
        """Count requests since the last call."""
        counted = Requests(
            anilist=self.anilist.requests,
            plex=self.plex.requests.total,
            spotify=self.spotify.requests,
        )
        self.spotify.reset_requests()
        self.anilist.reset_counts()
        self.plex.reset_requests()
        return counted

    def differences(self) -> list[str]:
        """Where the list differs from what was written down for the household."""
        return self.household.expectation.differences(self.held())

    @property
    def household(self) -> Household:
        """What the fakes were filled with."""
        if self.home is None:
            raise RuntimeError("not started")
        return self.home

    @property
    def sounds(self) -> MusicHousehold:
        """What the fakes were filled with to hear."""
        if self.music is None:
            raise RuntimeError("not started")
        return self.music

    def held(self) -> dict[int, dict[str, Any]]:
        """Return what the fake AniList holds."""
        return self.anilist.entries(ANILIST_USER)

    def shows(self) -> list[Item]:
        """Return the shows of the household."""
        return self.household.shows.items

    def equal(self) -> int:
        """Count the entries that are as they should be."""
        return self.household.expectation.equal(self.held())

    def break_something(self, fault: str) -> None:
        """Let one thing go wrong in the next run."""
        match fault:
            case "drop_after":
                self.anilist.fail("drop_after", on="mutation")
            case "half_page":
                self.plex.faults.add(Fault("half_page", "/all", times=100))
            case "429":
                self.anilist.fail("429", on="mutation", seconds=2)
            case "expired":
                self.anilist.fail("expired", times=100)

    def mend(self) -> None:
        """All is well again."""
        self.anilist.heal()
        self.plex.faults.clear()


class GivenServices:
    """Services that are already there: loopback doubles, or somebody's real ones.

    A mapping file is served to Home Assistant from here.
    """

    def __init__(
        self,
        *,
        plex: str,
        plex_token: str,
        anilist: str,
        anilist_token: str,
        mappings: str = "",
        user: str = "",
        spotify: str = "",
        spotify_token: str = "",
    ) -> None:
        """Keep the addresses; real ones are the defaults of the integration."""
        given = {"anilist": anilist, "spotify": spotify}
        self.endpoints: Mapping[str, str] = {
            name: address for name, address in given.items() if address
        }
        common: Mapping[str, Any] = {
            "plex.server": "address",
            "url": plex,
            "plex_address.token": plex_token,
            **({"user": user} if user else {}),
        }
        self.answers: Mapping[str, Any] = {**common, "anilist.token": anilist_token}
        self.music_answers: Mapping[str, Any] | None = None
        if spotify_token:
            self.music_answers = {
                **common,
                "account": "token",
                "access_token": spotify_token,
                "items": ALL,
            }
        self._mappings = mappings
        self._stack = AsyncExitStack()

    async def __aenter__(self) -> Self:
        """They run already, but for a mapping file."""
        if address := self._mappings:
            if "://" not in address:
                served = await self._stack.enter_async_context(FakeMappings())
                served.put("mappings.json", _read_mappings(Path(address)))
                address = served.address("mappings.json")
            given = {"mappings": address, "mappings_fallback": address}
            self.endpoints = {**self.endpoints, **given}
        return self

    async def __aexit__(self, *_: object) -> None:
        """They run on."""
        await self._stack.aclose()

    def requests(self) -> Requests:
        """Nobody counts here."""
        return Requests()


def _read_mappings(file: Path) -> object:
    text = file.read_text()
    return (
        yaml.safe_load(text) if file.suffix in (".yaml", ".yml") else json.loads(text)
    )
