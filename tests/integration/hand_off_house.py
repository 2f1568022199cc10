"""A household with music whose profile may ask Lidarr and slskd for what is missing."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from typing import Any

from homeassistant.core import Event, EventStateChangedData, State, callback
from homeassistant.helpers.event import async_track_state_change_event
import pytest

from custom_components.plex_sync import todo
from custom_components.plex_sync.handoff import arrivals, watch as hand_off_watch
from custom_components.plex_sync.music.handoff import slskd_pace
from custom_components.plex_sync.musicbrainz import Limiter
from custom_components.plex_sync.shared import async_get_shared
from tests.fakes.lidarr import Album, FakeLidarr
from tests.fakes.musicbrainz import FakeMusicBrainz
from tests.fakes.slskd import Download, FakeSlskd
from tests.fakes.spotify import Playlist

from .house import Answer, House
from .music_house import MusicHouse, open_music

SOON = 0.02
"""Seconds between two looks at what is under way."""


@dataclass(kw_only=True)
class HandOffHouse:
    """The programs, and the profile that asks them."""

    music: MusicHouse
    lidarr: FakeLidarr
    slskd: FakeSlskd
    musicbrainz: FakeMusicBrainz
    told: list[State] = field(default_factory=list)
    """What the event entity has told."""

    @property
    def house(self) -> House:
        """The household."""
        return self.music.house

    def known_album(self, title: str, *tracks: str, artist: str = "Nova") -> Album:
        """An album that MusicBrainz and Lidarr know, and that the library lacks."""
        group = self.musicbrainz.add_album(title, artist)
        return self.lidarr.know(title, artist, *tracks, foreign_id=group.id)

    def shared_track(self, title: str, artist: str = "Nova") -> None:
        """A track that somebody shares."""
        peer = self.slskd.peers.get("somebody") or self.slskd.peer("somebody")
        peer.share(f"@@x\\Music\\{artist}\\{title}\\01 - {title}.flac")

    async def follow(self, title: str, *songs: str) -> Playlist:
        """Save a playlist of songs, each on an album of its own name, and sync it."""
        playlist = self.music.playlist(title, *songs)
        await self.music.call("add_items", items=[playlist.uri])
        await self.music.sync()
        return playlist

    async def missing(self) -> dict[str, str]:
        """How everything that is missing stands, by title."""
        things = (await self.music.call("get_missing"))["missing"]
        return {
            thing["title"]: (thing["request"] or {"state": "missing"})["state"]
            for thing in things
        }

    async def until_missing(self, **wanted: str) -> None:
        """Wait until what is missing stands so."""
        for _ in range(200):
            if (found := await self.missing()) == wanted:
                return
            await self.house.hass.async_block_till_done()
            await asyncio.sleep(SOON)
        raise AssertionError(f"It stands {found}")

    async def send(self, program: str, **data: Any) -> Answer:
        """Hand on what is missing, and wait until all was asked for."""
        return await self.music.call(f"send_to_{program}", wait=True, **data)

    @property
    def events(self) -> list[tuple[str, str]]:
        """What was told: the kind of event, and the title."""
        return [
            (state.attributes["event_type"], state.attributes["title"])
            for state in self.told
        ]

    def listen(self) -> None:
        """Hear what the event entity tells."""

        @callback
        def hear(event: Event[EventStateChangedData]) -> None:
            state = event.data["new_state"]
            if state is not None and state.attributes.get("event_type"):
                self.told.append(state)

        entity = self.house.entity_id(self.music.entry, "hand_off")
        async_track_state_change_event(self.house.hass, entity, hear)


def lidarr_options(fake: FakeLidarr) -> dict[str, Any]:
    """What is chosen about Lidarr."""
    return {
        "enabled": True,
        "url": fake.url,
        "api_key": fake.api_key,
        "verify_ssl": True,
        "root_folder": "/music/",
        "quality_profile_id": 1,
        "metadata_profile_id": 1,
        "tag": "plex-sync",
        "time": "04:00:00",
        "automatic": True,
    }


def slskd_options(fake: FakeSlskd) -> dict[str, Any]:
    """What is chosen about slskd."""
    return {
        "enabled": True,
        "url": fake.url,
        "api_key": fake.api_key,
        "verify_ssl": True,
        "time": "03:00:00",
        "automatic": True,
    }


@asynccontextmanager
async def open_hand_offs(
    house: House, patch: pytest.MonkeyPatch, **options: Any
) -> AsyncIterator[HandOffHouse]:
    """A music profile with both programs turned on; what they bring, Plex can find."""
    patch.setattr(hand_off_watch, "FIRST", SOON)
    patch.setattr(arrivals, "FIRST", SOON)
    patch.setattr(slskd_pace, "BETWEEN_SEARCHES", 0.0)
    patch.setattr(todo, "SHOWN_SECONDS", SOON)
    async with (
        FakeLidarr() as lidarr,
        FakeSlskd() as slskd,
        FakeMusicBrainz() as brainz,
    ):
        shared = async_get_shared(house.hass)
        shared.endpoints = replace(shared.endpoints, musicbrainz=brainz.url)
        shared.musicbrainz_limiter = Limiter(interval=0)
        slskd.automatic = True

        def imported(album: Album) -> None:
            house.plex.files += [
                {"title": title, "artist": album.artist.name, "album": album.title}
                for title in album.tracks
            ]

        def downloaded(download: Download) -> None:
            *_, artist, album, name = download.path.split("\\")
            title = name.partition(" - ")[2].removesuffix(".flac")
            file = {"title": title, "artist": artist, "album": album}
            house.plex.files.append(file)

        lidarr.on_import, slskd.on_complete = imported, downloaded
        programs = {
            "lidarr": lidarr_options(lidarr),
            "slskd": slskd_options(slskd),
            **options,
        }
        music = await open_music(house, **programs)
        music.own("Something")
        asking = HandOffHouse(
            music=music, lidarr=lidarr, slskd=slskd, musicbrainz=brainz
        )
        asking.listen()
        yield asking
        await house.hass.config_entries.async_unload(music.entry.entry_id)
