"""Playlists that were there before, with the title of a saved item."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from ..plex.music import PlaylistRow
from ..sync.model import JsonValue
from .decisions import taken_over
from .items import SavedItem
from .model import ThingKey
from .shelf import Place, Shelf


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A playlist that an item could take over."""

    rating_key: str
    title: str
    count: int
    """How many tracks are in it."""
    agree: int
    """How many of them are in the item as well."""


def namesake(
    title: str, rows: Sequence[PlaylistRow], taken: Collection[str]
) -> PlaylistRow | None:
    """The playlist of a title that belongs to no item yet.

    One that is filled by a rule cannot be written.
    """
    wanted = title.casefold()
    for row in rows:
        if row.title.casefold() == wanted and not row.smart:
            if row.rating_key not in taken:
                return row
    return None


def offer_of(
    row: PlaylistRow, there: Sequence[ThingKey], wanted: Mapping[ThingKey, int]
) -> Offer:
    """Say how much of a playlist agrees with an item."""
    agree = Counter(there) & Counter(dict(wanted))
    return Offer(
        rating_key=row.rating_key,
        title=row.title,
        count=len(there),
        agree=agree.total(),
    )


async def take_over(
    shelf: Shelf,
    items: Collection[SavedItem],
    decisions: Mapping[str, JsonValue],
    rows: Sequence[PlaylistRow],
) -> None:
    """Give items the playlists that the user gave them, each to one item only.

    One that is not there any more is not waited for.
    """
    given = {
        item.key: key for item in items if (key := taken_over(decisions, item.key))
    }
    places = await shelf.places(given)
    if given.keys() <= places.keys():
        return
    free = {row.rating_key: row for row in rows if not row.smart}
    for rating_key in await shelf.taken(rows):
        free.pop(rating_key, None)
    for key, rating_key in given.items():
        if key not in places and (row := free.pop(rating_key, None)) is not None:
            await shelf.put(key, Place(rating_key=rating_key, guid=row.guid))
