"""Which playlist on Plex belongs to which saved item, and what was left on it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, Final, cast

from ..plex.music import PlaylistRow
from ..sync.model import JsonValue, TargetKey
from ..sync.protocols import Cache
from .model import ThingKey

_LISTS: Final = ("beside", "lacking")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A playlist on Plex that is ours to write."""

    rating_key: str = ""
    """Empty while it is being made."""
    guid: str = ""
    """Finds it again if the server has given it another rating key."""
    poster: str = ""
    """The address of the picture that was put on it last."""
    thumb: str = ""
    """The path that the server shows that picture under; another one: the user's."""
    stamp: str = ""
    """Count and time of the playlist when it was written last."""
    making: str = ""
    """The title under which it is being made."""
    beside: Sequence[str] = ()
    """Rating keys of the playlists that were there before it was made."""
    lacking: Sequence[ThingKey] = ()
    """What was sent and never stood in it: nobody has taken that out."""


def stamp_of(row: PlaylistRow) -> str:
    """What moves whenever anybody changes a playlist."""
    return f"{row.count}.{row.updated_at}"


class Shelf:
    """The playlists of one Plex user, by saved item; kept in the journal."""

    def __init__(self, cache: Cache, account: str) -> None:
        """Keep them under the name of the account that they belong to."""
        self._cache = cache
        self._namespace = f"playlists/{account}"

    async def places(
        self, targets: Collection[TargetKey] | None = None
    ) -> dict[TargetKey, Place]:
        """Where the playlists of items are; those without one are left out.

        Args:
            targets: the items; `None`: those of all profiles of this Plex user.
        """
        found = await self._cache.get(self._namespace, targets)
        return {
            target: _place(value)
            for target, (value, _) in found.items()
            if isinstance(value, Mapping)
        }

    async def put(self, target: TargetKey, place: Place | None) -> None:
        """Keep where a playlist is; `None`: there is none any more."""
        value = None
        if place is not None:
            lists = {name: [*getattr(place, name)] for name in _LISTS}
            value = {**asdict(place), **lists}
        await self._cache.put(self._namespace, {target: cast("JsonValue", value)})

    async def found(
        self, rows: Sequence[PlaylistRow], targets: Collection[TargetKey]
    ) -> dict[TargetKey, tuple[Place, PlaylistRow]]:
        """Find the playlists of items among those that are there.

        One that was being made when the answer was lost is known by its title, and by
        not having been there before.
        """
        places = await self.places()
        there = _there(places, rows)
        taken = {row.rating_key for row in there.values()}
        result = {}
        for target in targets:
            if (place := places.get(target)) is None:
                continue
            row = there.get(target)
            if row is None and place.making:
                row = _newly_made(place, rows, taken)
            if row is None:
                continue
            taken.add(row.rating_key)
            known = replace(
                place, rating_key=row.rating_key, guid=row.guid, making="", beside=()
            )
            if known != place:
                await self.put(target, known)
            result[target] = (known, row)
        return result

    async def stamps(
        self, rows: Sequence[PlaylistRow], targets: Collection[TargetKey]
    ) -> dict[TargetKey, str]:
        """Count and time of the playlists of items; empty where none is there."""
        found = await self.found(rows, targets)
        return {key: stamp_of(found[key][1]) if key in found else "" for key in targets}

    async def lacking(
        self, targets: Collection[TargetKey]
    ) -> dict[TargetKey, frozenset[ThingKey]]:
        """What the server has not taken of what was sent to playlists."""
        places = await self.places(targets)
        return {
            target: frozenset(place.lacking)
            for target, place in places.items()
            if place.lacking
        }

    async def taken(self, rows: Sequence[PlaylistRow]) -> set[str]:
        """The rating keys of the playlists that belong to an item of any profile."""
        places = await self.places()
        await self.found(rows, [key for key, place in places.items() if place.making])
        return {row.rating_key for row in _there(await self.places(), rows).values()}


def _there(
    places: Mapping[TargetKey, Place], rows: Sequence[PlaylistRow]
) -> dict[TargetKey, PlaylistRow]:
    """The playlists whose numbers are known.

    A server that was set up anew gives old numbers to other playlists.
    """
    by_key = {row.rating_key: row for row in rows}
    by_guid = {row.guid: row for row in rows if row.guid}
    result = {}
    for target, place in places.items():
        row = by_key.get(place.rating_key)
        if row is not None and place.guid and row.guid and row.guid != place.guid:
            row = None
        if row := row or by_guid.get(place.guid):
            result[target] = row
    return result


def _newly_made(
    place: Place, rows: Sequence[PlaylistRow], taken: Collection[str]
) -> PlaylistRow | None:
    beside = {*place.beside, *taken}
    for row in rows:
        if row.title == place.making and row.rating_key not in beside:
            return row
    return None


def _place(value: Mapping[str, Any]) -> Place:
    return Place(**{**value, **{name: tuple(value.get(name, ())) for name in _LISTS}})
