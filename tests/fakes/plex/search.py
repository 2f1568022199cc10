"""The server's own search: what it finds, in a part for each kind."""

from collections.abc import Iterator, Mapping
from typing import Final

from .library import Item, User
from .music_rows import MusicRow, PlaylistNode
from .nodes import Node, Row
from .rows import ItemRow
from .world import PlexWorld

KINDS: Final = ("movie", "show", "artist", "album", "track")
FEW: Final = 3
"""Results of a kind, where nobody asks for more."""


def found_in(world: PlexWorld, query: Mapping[str, str], user: User) -> list[Node]:
    """All parts; those of actors, genres and whatever else stay empty."""
    words = query.get("query", "").casefold().split()
    limit = int(query.get("limit", FEW))
    parts: dict[str, list[Row]] = {}
    for kind in KINDS:
        found = (
            item
            for section in world.sections
            if user.sees(section)
            for item in section.all(kind)
            if words and all(word in _about(item) for word in words)
        )
        parts[kind] = [
            ItemRow(item, user, False)
            if kind in {"movie", "show"}
            else MusicRow(item, False)
            for item in found
        ]
    parts["playlist"] = [
        PlaylistNode(each)
        for each in getattr(world, "playlists", [])
        if each.user is user and all(word in each.title.casefold() for word in words)
    ]
    return [_part(kind, rows[:limit], len(rows)) for kind, rows in parts.items()]


def _about(item: Item) -> str:
    """The titles of an item and of what it belongs to."""
    return " ".join(_titles(item)).casefold()


def _titles(item: Item | None) -> Iterator[str]:
    while item is not None:
        yield item.title
        item = item.parent


def _part(kind: str, rows: list[Row], total: int) -> Node:
    return Node(
        "Hub",
        {
            "hubKey": "",
            "title": kind.title(),
            "type": kind,
            "hubIdentifier": kind,
            "context": f"hub.search.{kind}",
            "size": len(rows),
            "more": total > len(rows),
            "style": "shelf",
        },
        rows,
    )
