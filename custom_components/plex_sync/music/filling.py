"""What is in a playlist on Plex: reading it, and making it hold certain tracks."""

import asyncio
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Final, Protocol

from ..plex.music import PlaylistItem, PlaylistRow, TrackRow
from ..plex.playlists import PlexPlaylists
from ..sync.errors import Refused
from ..sync.model import TargetKey
from ..sync.turns import in_turns, let_go
from .model import ThingKey
from .shelf import Place, Shelf
from .steps import Item, ItemId, content_steps, moves

NOWHERE: Final[Mapping[ThingKey, str]] = MappingProxyType({})
STEP_BY_STEP: Final = 500
"""From so many removals and moves on, a playlist is filled anew: each is a request."""
ROUNDS: Final = 5
"""How often what lacks is added before it is left at that."""


class Library(Protocol):
    """What has to be known of the library to read and write playlists."""

    async def rating_keys(self, keys: Collection[ThingKey]) -> Mapping[ThingKey, str]:
        """Under which rating keys tracks are there today; others are left out."""

    async def keys_of(self, rows: Sequence[TrackRow]) -> Sequence[ThingKey]:
        """What tracks are called wherever they are written down."""


class PlaylistContents:
    """The tracks of playlists, by the names that they have wherever they are kept."""

    def __init__(
        self, playlists: PlexPlaylists, library: Library, shelf: Shelf
    ) -> None:
        """Keep the door, what names tracks, and where what lacks is kept in mind."""
        self._playlists = playlists
        self._library = library
        self._shelf = shelf

    async def fill(
        self,
        target: TargetKey,
        place: Place,
        row: PlaylistRow,
        wanted: Sequence[ThingKey],
    ) -> Place:
        """Make a playlist hold these tracks in this order, in as few steps as it takes.

        A server may silently drop some of many: what lacks is added again, and kept in
        mind if it never comes.

        Raises:
            Refused: the server does not take some of them.
        """
        playlist = row.rating_key
        items, there = await self.items(playlist)
        content = await asyncio.to_thread(content_steps, items, wanted)
        moved = await asyncio.to_thread(_moves, items, wanted)
        if len(content.remove) + len(moved) > STEP_BY_STEP:
            # What cannot be put back must not be taken out.
            await self.rating_keys(wanted, there)
            place = await self._lacks(target, place, wanted)
            await self._playlists.clear(playlist)
            items, content = [], content_steps([], wanted)
        for item in content.remove:
            await self._playlists.remove(playlist, item)
        gone = set(content.remove)
        items = [item for item in items if item[0] not in gone]
        refused: Refused | None = None
        for _ in range(ROUNDS):
            if not content.add:
                break
            keys = await self.rating_keys(content.add, there)
            try:
                await self._playlists.add(playlist, keys)
            except Refused as error:
                refused = error
            items, _ = await self.items(playlist)
            content = await asyncio.to_thread(content_steps, items, wanted)
        place = await self._lacks(target, place, content.add)
        if content.add and refused is not None:
            raise refused
        for item, behind in await asyncio.to_thread(_moves, items, wanted):
            await self._playlists.move(playlist, item, behind)
        return place

    async def _lacks(
        self, target: TargetKey, place: Place, tracks: Sequence[ThingKey]
    ) -> Place:
        """Keep in mind what is not in a playlist though nobody has taken it out."""
        lacking = tuple(dict.fromkeys(tracks))
        if lacking != place.lacking:
            place = replace(place, lacking=lacking)
            await self._shelf.put(target, place)
        return place

    async def items(self, playlist: str) -> tuple[list[Item], Mapping[ThingKey, str]]:
        """What is in a playlist, and under which rating keys."""
        found: list[PlaylistItem] = await self._playlists.items(playlist)
        keys = await self._library.keys_of([item.track for item in found])
        return await asyncio.to_thread(_named, found, keys)

    async def rating_keys(
        self, tracks: Sequence[ThingKey], there: Mapping[ThingKey, str] = NOWHERE
    ) -> list[str]:
        """Find where tracks are today.

        Args:
            tracks: what is wanted.
            there: what stands in the playlist, whether the library shows it or not.

        Raises:
            Refused: one of them is not there any more.
        """
        known = {**there, **await self._library.rating_keys(set(tracks))}
        if lacking := [track for track in tracks if track not in known]:
            raise Refused("Plex", f"{len(lacking)} tracks", reason="tracks_gone")
        return [known[track] for track in tracks]


def _named(
    found: list[PlaylistItem], keys: Sequence[ThingKey]
) -> tuple[list[Item], Mapping[ThingKey, str]]:
    """Pair items with the names of their tracks, and let go of the rest."""
    items: list[Item] = []
    there: dict[ThingKey, str] = {}
    for item, key in in_turns(zip(found, keys, strict=True)):
        items.append((item.item_id, key))
        there[key] = item.track.rating_key
    let_go(found)
    return items, there


def _moves(
    items: Sequence[Item], wanted: Sequence[ThingKey]
) -> list[tuple[ItemId, ItemId | None]]:
    """The fewest moves among what both lists hold."""
    return moves(*_common(items, wanted))


def _common(
    items: Sequence[Item], wanted: Sequence[ThingKey]
) -> tuple[list[Item], list[ThingKey]]:
    """Both lists without what the other one lacks."""
    content = content_steps(items, wanted)
    gone = set(content.remove)
    lacking = list(content.add)
    rest = []
    for track in reversed(wanted):
        if lacking and lacking[-1] == track:
            lacking.pop()
        else:
            rest.append(track)
    return [item for item in items if item[0] not in gone], rest[::-1]
