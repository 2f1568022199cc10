"""Playlists, albums, artists and tracks, as people look for them and play them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from itertools import batched
from typing import Final
from xml.etree.ElementTree import Element

from ..sync.errors import Refused
from .music import Attributes
from .pages import PageReader, Params
from .tracks import METADATA_BATCH, WITHOUT, Read

MOST: Final = 20
"""Results of each kind."""
LOCAL: Final = "local://"
"""Guids of what Plex has not recognised; a rescan gives new ones."""


class ThingKind(StrEnum):
    """What can be chosen to be played."""

    PLAYLIST = "playlist"
    ALBUM = "album"
    ARTIST = "artist"
    TRACK = "track"


_NUMBERS: Final = {ThingKind.ARTIST: 8, ThingKind.ALBUM: 9, ThingKind.TRACK: 10}


@dataclass(frozen=True, slots=True, kw_only=True)
class PlexThing:
    """Something of music that can be played as a whole."""

    rating_key: str
    guid: str
    """Stays when a rescan gives it another rating key."""
    kind: ThingKind
    title: str
    artist: str = ""
    """Of an album or a track."""
    count: int | None = None
    """Tracks of a playlist or an album; `None`: not told."""
    thumb: str = ""
    """The path of its picture, empty where it has none."""


class PlexThings:
    """The music of a server, to choose from; as one user sees it.

    Every method raises `ServiceError` or one of its kinds.
    """

    def __init__(self, read: Read) -> None:
        """Take the way to the server's listings."""
        self._read = read

    async def search(self, text: str) -> list[PlexThing]:
        """What the server finds for some words, the user's playlists first.

        Of each kind there are 20 at most.
        """
        # The server's own search does not always look at playlists.
        words = text.casefold().split()
        playlists = [
            thing
            for thing in await self._playlists()
            if all(word in thing.title.casefold() for word in words)
        ]
        params: Params = {"query": text, "limit": MOST, "includeCollections": 0}
        page = await self._read(
            partial(PageReader.page, path="/hubs/search", params=params, make=_hub)
        )
        found = [each for hub in page.rows for each in hub]
        return [*playlists[:MOST], *found]

    async def by_rating_key(self, rating_keys: Collection[str]) -> list[PlexThing]:
        """Certain albums, artists and tracks; those that are not there are left out."""
        found: list[PlexThing] = []
        for batch in batched(rating_keys, METADATA_BATCH, strict=False):
            path = f"/library/metadata/{','.join(batch)}"
            try:
                page = await self._read(
                    partial(PageReader.page, path=path, params=WITHOUT, make=thing)
                )
            except Refused as error:
                if error.reason != "gone":
                    raise
                continue
            found += page.rows
        return found

    async def by_guid(
        self, kind: ThingKind, guid: str, sections: Collection[str]
    ) -> PlexThing | None:
        """The album, artist or track of a guid in some libraries.

        A guid that Plex has made up for a file is not looked for.
        """
        if kind not in _NUMBERS or not guid or guid.startswith(LOCAL):
            return None
        for section in sections:
            path = f"/library/sections/{section}/all"
            params: Params = WITHOUT | {"type": _NUMBERS[kind], "guid": guid}
            # A server that does not know the question names everything.
            for each in await self._read(
                partial(
                    PageReader.whole,
                    path=path,
                    params=params,
                    make=thing,
                    identity=lambda row: row.rating_key,
                )
            ):
                if each.guid == guid:
                    return each
        return None

    async def _playlists(self) -> Sequence[PlexThing]:
        """The user's playlists of music."""
        return await self._read(
            lambda reader: reader.whole(
                "/playlists",
                {"playlistType": "audio"},
                thing,
                identity=lambda row: row.rating_key,
            )
        )


def thing(element: Element, container: Attributes) -> PlexThing | None:
    """A playlist, album, artist or track; `None` for anything else."""
    kind, key = element.get("type", ""), element.get("ratingKey")
    if kind not in list(ThingKind) or not key:
        return None
    if kind == ThingKind.PLAYLIST and element.get("playlistType") != "audio":
        return None
    count = element.get("leafCount", "")
    return PlexThing(
        rating_key=key,
        guid=element.get("guid", ""),
        kind=ThingKind(kind),
        title=element.get("title", ""),
        artist=_artist(element, kind),
        count=int(count) if count.isdecimal() else None,
        thumb=element.get("thumb", "") or element.get("composite", ""),
    )


def _hub(element: Element, container: Attributes) -> tuple[PlexThing, ...]:
    """What one part of the results holds; playlists are listed by themselves."""
    found = (thing(child, container) for child in element)
    return tuple(each for each in found if each and each.kind is not ThingKind.PLAYLIST)


def _artist(element: Element, kind: str) -> str:
    """By whom an album or a track is."""
    if kind == ThingKind.ALBUM:
        return element.get("parentTitle", "")
    if kind == ThingKind.TRACK:
        return element.get("originalTitle", "") or element.get("grandparentTitle", "")
    return ""
