"""Finding on Plex what has a category: saved items, and what was chosen there."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from ..plex.music import PlaylistRow
from ..plex.server import PlexServer
from ..plex.things import PlexThing, ThingKind
from .collection import MusicCollection
from .found import read_found
from .items import ItemKind, SavedItem
from .model import Band
from .shelf import Shelf
from .whereabouts import (
    GONE,
    NO_ALBUM,
    NOT_YET,
    PlexItem,
    Trail,
    Whereabouts,
    album_trail,
    chosen_trail,
    of_playlist,
    of_thing,
)


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
        others: list[PlexItem] = []
        for item in chosen:
            if item.kind is ThingKind.PLAYLIST:
                found[item.key] = of_playlist(_chosen_row(item, rows))
            else:
                others.append(item)
        albums = {
            item.key: await self._album_of(item)
            for item in saved
            if item.kind is ItemKind.ALBUM
        }
        things = await self._things(
            {item.key: chosen_trail(item, known.get(item.key)) for item in others}
            | {
                key: album_trail(album, known.get(key))
                for key, album in albums.items()
                if album
            }
        )
        for item in others:
            found[item.key] = of_thing(things[item.key], item.kind)
        for key, album in albums.items():
            if (thing := things.get(key)) is not None:
                place = of_thing(thing, ThingKind.ALBUM)
                found[key] = replace(place, named=album or "")
            elif not found[key].rating_key:
                # Neither the album nor a playlist of it.
                reason = NO_ALBUM if album is not None else NOT_YET
                found[key] = Whereabouts(kind=ThingKind.ALBUM, reason=reason)
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
            key: of_playlist(there[key][1])
            if key in there
            else Whereabouts(
                kind=ThingKind.PLAYLIST,
                reason=GONE if key in made and made[key].rating_key else NOT_YET,
            )
            for key in keys
        }

    async def _album_of(self, item: SavedItem) -> str | None:
        """The rating key of an item's album; empty: none, `None`: never looked for."""
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

    async def _things(self, trails: Mapping[str, Trail]) -> dict[str, PlexThing | None]:
        """Albums, artists and tracks under their numbers of today."""
        asked = {key for trail in trails.values() for key in trail.likely}
        there: dict[str, PlexThing] = {}
        if asked:
            rows = await self._plex.things.by_rating_key(sorted(asked))
            there = {thing.rating_key: thing for thing in rows}
        found = {name: trail.seen(there) for name, trail in trails.items()}
        lost = {name: trails[name] for name, thing in found.items() if thing is None}
        if any(trail.guid for trail in lost.values()):
            sections = [each.key for each in await self._plex.tracks.sections()]
            for name, trail in lost.items():
                found[name] = await self._plex.things.by_guid(
                    trail.kind, trail.guid, sections
                )
        return found


def _chosen_row(item: PlexItem, rows: Sequence[PlaylistRow]) -> PlaylistRow | None:
    """A playlist by its guid; by its number only where it has none."""
    for row in rows:
        if item.guid == row.guid if item.guid else item.rating_key == row.rating_key:
            return row
    return None
