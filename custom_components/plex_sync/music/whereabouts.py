"""Where on Plex things of a category are today: saved items, and what was chosen there."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from ..plex.music import PlaylistRow
from ..plex.server import PlexServer
from ..plex.things import PlexThing, ThingKind
from .collection import MusicCollection
from .found import read_found
from .items import ItemKind, SavedItem
from .model import Band
from .shelf import Shelf

NOT_YET: Final = "media_not_yet"
GONE: Final = "media_gone"
EMPTY: Final = "media_empty"
NO_ALBUM: Final = "media_no_album"
OUT_OF_REACH: Final = "media_out_of_reach"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlexItem:
    """What the user has chosen about one thing of Plex."""

    key: str
    """`plex:` and the rating key that it had when it was chosen."""
    kind: ThingKind
    title: str
    category: str
    rating_key: str
    guid: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Whereabouts:
    """What is known of one thing on Plex."""

    kind: ThingKind
    rating_key: str = ""
    """Empty: it is not there."""
    title: str = ""
    """Its title on Plex."""
    thumb: str = ""
    """The path of its picture."""
    reason: str = ""
    """A translation key: why it cannot be played."""


class Finder:
    """Finds out where things are, in a handful of requests for all of them."""

    def __init__(
        self, plex: PlexServer, shelf: Shelf, collection: MusicCollection, account: str
    ) -> None:
        """Take the server, and what runs have kept of it."""
        self._plex = plex
        self._shelf = shelf
        self._collection = collection
        self._account = account

    async def find(
        self,
        saved: Sequence[SavedItem],
        chosen: Sequence[PlexItem],
        known: Mapping[str, Whereabouts],
    ) -> dict[str, Whereabouts]:
        """Tell of each item, by its key, where it is.

        Args:
            saved: items of a source.
            chosen: what was chosen out of Plex.
            known: what was found the last time.

        Raises:
            ServiceError: the server cannot be read.
            OSError: what is kept of the library cannot be read.
        """
        rows = await self._playlists(saved, chosen)
        found = await self._own_playlists(saved, rows)
        for item in chosen:
            if item.kind is ThingKind.PLAYLIST:
                found[item.key] = _of_row(_chosen_row(item, rows))
        others = [item for item in chosen if item.kind is not ThingKind.PLAYLIST]
        albums = {
            item.key: await self._album_of(item)
            for item in saved
            if item.kind is ItemKind.ALBUM
        }
        likely = {
            item.key: [
                key for key in (_known_key(known.get(item.key)), item.rating_key) if key
            ]
            for item in others
        }
        asked = {key for key in albums.values() if key}
        asked.update(key for keys in likely.values() for key in keys)
        there = {
            thing.rating_key: thing
            for thing in (
                await self._plex.things.by_rating_key(sorted(asked)) if asked else []
            )
        }
        for key, album in albums.items():
            if (thing := there.get(album or "")) is not None:
                found[key] = _of_thing(thing)
            elif not found[key].rating_key:
                # Neither the album nor a playlist of it.
                reason = NO_ALBUM if album is not None else NOT_YET
                found[key] = Whereabouts(kind=ThingKind.ALBUM, reason=reason)
        for item in others:
            found[item.key] = await self._chosen(item, likely[item.key], there)
        return found

    async def _playlists(
        self, saved: Sequence[SavedItem], chosen: Sequence[PlexItem]
    ) -> Sequence[PlaylistRow]:
        """The user's playlists, where any is asked for."""
        needed = any(item.writes for item in saved)
        if not needed and not any(each.kind is ThingKind.PLAYLIST for each in chosen):
            return []
        return await self._plex.playlists.all()

    async def _own_playlists(
        self, saved: Sequence[SavedItem], rows: Sequence[PlaylistRow]
    ) -> dict[str, Whereabouts]:
        """The playlists that were made of items."""
        keys = [item.key for item in saved]
        made = await self._shelf.places(keys)
        there = await self._shelf.found(rows, keys)
        return {
            key: _of_row(there[key][1])
            if key in there
            else Whereabouts(
                kind=ThingKind.PLAYLIST, reason=GONE if key in made else NOT_YET
            )
            for key in keys
        }

    async def _album_of(self, item: SavedItem) -> str | None:
        """The album that most of its tracks are on; empty: none, `None`: not looked."""
        lines = await read_found(self._collection.store, self._account, item.key)
        if not lines:
            return None
        tracks = await self._collection.tracks(
            [
                line.match.track
                for line in lines
                if line.match.band is Band.ACCEPT and line.match.track is not None
            ]
        )
        # One of the same title goes before the samplers that its tracks are on, too.
        titles = {line.album.casefold() for line in lines} | {item.title.casefold()}
        counts = Counter(
            (track.album.casefold() in titles, track.album_rating_key)
            for track in tracks.values()
            if track.album_rating_key
        )
        best = max(counts, key=lambda each: (each[0], counts[each]), default=None)
        return "" if best is None else best[1]

    async def _chosen(
        self, item: PlexItem, likely: Sequence[str], there: Mapping[str, PlexThing]
    ) -> Whereabouts:
        """What was chosen, under its number of today."""
        for key in likely:
            thing = there.get(key)
            if thing is not None and item.guid in ("", thing.guid):
                return _of_thing(thing)
        sections = [each.key for each in await self._plex.tracks.sections()]
        thing = await self._plex.things.by_guid(item.kind, item.guid, sections)
        if thing is None:
            return Whereabouts(kind=item.kind, reason=GONE)
        return _of_thing(thing)


def _known_key(known: Whereabouts | None) -> str:
    return "" if known is None else known.rating_key


def _chosen_row(item: PlexItem, rows: Sequence[PlaylistRow]) -> PlaylistRow | None:
    """A playlist by its guid; by its number only where it has none."""
    for row in rows:
        if item.guid == row.guid if item.guid else item.rating_key == row.rating_key:
            return row
    return None


def _of_row(row: PlaylistRow | None) -> Whereabouts:
    if row is None:
        return Whereabouts(kind=ThingKind.PLAYLIST, reason=GONE)
    return Whereabouts(
        kind=ThingKind.PLAYLIST,
        rating_key=row.rating_key,
        title=row.title,
        thumb=row.thumb,
        reason="" if row.count else EMPTY,
    )


def _of_thing(thing: PlexThing) -> Whereabouts:
    return Whereabouts(
        kind=thing.kind,
        rating_key=thing.rating_key,
        title=thing.title,
        thumb=thing.thumb,
    )
