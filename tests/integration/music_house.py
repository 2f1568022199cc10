"""A household with music: a Spotify account, a library, and a music profile for real."""

from collections.abc import Iterable
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from homeassistant.config_entries import ConfigSubentry
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.plex_sync.const import DOMAIN
from tests.fakes.plex import Playlist as PlexPlaylist, User as PlexUser
from tests.fakes.spotify import Account, Playlist, Song

from .house import Answer, House


@dataclass(kw_only=True)
class MusicHouse:
    """A household whose profile makes playlists."""

    house: House
    anna: Account
    entry: MockConfigEntry

    def own(self, *titles: str, artist: str = "Nova") -> None:
        """Put songs into the library."""
        for title in titles:
            self.house.plex.add_track(title, artist=artist)

    def playlist(self, title: str, *songs: str, artist: str = "Nova") -> Playlist:
        """Make a playlist of songs on Spotify; nobody has saved it yet."""
        known = {song.title: song for song in self.house.spotify.songs.values()}
        entries: Iterable[Song] = [
            known.get(song) or self.house.spotify.add_song(song, artist)
            for song in songs
        ]
        return self.house.spotify.add_playlist(self.anna, title, entries)

    def titles(self, title: str) -> list[str]:
        """What is in the one playlist on Plex of a title."""
        return self.on_plex(title).titles

    def on_plex(self, title: str) -> PlexPlaylist:
        """The one playlist on Plex of a title."""
        playlists = self.house.plex.playlists
        [found] = [each for each in playlists if each.title == title]
        return found

    async def call(self, action: str, **data: Any) -> Answer:
        """Call an action and return its answer."""
        return await self.house.call(self.entry, action, **data)

    async def sync(self, **data: Any) -> Answer:
        """Sync all items, and wait for the end."""
        return await self.call("sync", wait=True, **data)


def saved(playlist: Playlist, **choices: Any) -> dict[str, Any]:
    """A saved item, as the flow keeps it."""
    return {
        "subentry_type": "saved_item",
        "title": playlist.title,
        "unique_id": playlist.uri,
        "data": {
            "key": playlist.uri,
            "kind": "playlist",
            "title": playlist.title,
            **choices,
        },
    }


async def open_music(
    house: House,
    *,
    user: PlexUser | None = None,
    user_name: str | None = None,
    **options: Any,
) -> MusicHouse:
    """A music profile without any saved item, set up; the server's owner's."""
    anna = house.spotify.add_account("Anna")
    plex = house.plex
    whose = user or plex.owner
    entry = MockConfigEntry(
        domain=DOMAIN,
        title="Music Anna",
        unique_id=f"{plex.machine_identifier}_{whose.account_id}_{anna.id}",
        data={
            "kind": "music",
            "plex": {"url": plex.url, "token": plex.owner.token, "verify_ssl": True},
            "server": {"id": plex.machine_identifier, "name": plex.name},
            "plex_user": {
                "account_id": whose.account_id,
                "name": whose.name if user_name is None else user_name,
                "token": user.token if user else None,
            },
            "spotify": {
                "access_token": anna.token,
                "user_id": anna.id,
                "user_name": anna.name,
            },
        },
        options={"automatic_sync": False, **options},
    )
    entry.add_to_hass(house.hass)
    assert await house.hass.config_entries.async_setup(entry.entry_id)
    await house.hass.async_block_till_done()
    return MusicHouse(house=house, anna=anna, entry=entry)


def saved_as(music: MusicHouse, playlist: Playlist, **choices: Any) -> None:
    """Save a playlist with what was chosen about it."""
    data = saved(playlist, **choices)
    music.house.hass.config_entries.async_add_subentry(
        music.entry,
        ConfigSubentry(**{**data, "data": MappingProxyType(data["data"])}),
    )
