"""What the files of spotify-to-plex hold: saved items, its playlists, its matches."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field as attribute
import json
from pathlib import Path
import re
from typing import Any, Final

from .items import ItemKind

SAVED_ITEMS: Final = "spotify_saved_items.json"
PLAYLISTS: Final = "playlists.json"
TRACK_LINKS: Final = "track_links.json"
LARGEST: Final = 64 * 1024 * 1024
"""Bytes of a file."""
_ID: Final = re.compile(r"[0-9A-Za-z]{22}")
_KINDS: Final[Mapping[str, ItemKind]] = {
    "spotify-album": ItemKind.ALBUM,
    "spotify-playlist": ItemKind.PLAYLIST,
}
_SEPARATORS: Final = re.compile(r"[?#]")


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundItem:
    """A saved item, with what was chosen about it."""

    key: str
    kind: ItemKind
    title: str
    category: str = ""
    sync: bool = False
    interval_days: int = 0
    rating_key: str = ""
    """The playlist on Plex that was made of it; empty: none is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Luggage:
    """All that can be taken, and what cannot."""

    items: Sequence[FoundItem] = ()
    hints: Mapping[str, Sequence[str]] = attribute(default_factory=dict)
    """Rating keys that once stood for a track, by its `spotify:track:…`."""
    left: Mapping[str, int] = attribute(default_factory=dict)
    """How many of what is left behind, by a translation key."""
    unreadable: Sequence[str] = ()
    """Names of files of which nothing could be made."""

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to take."""
        return not self.items and not self.hints


def read_luggage(folder: Path, user: str) -> Luggage:
    """Read the data folder of the other program; blocking, never fails.

    Args:
        folder: where its files lie.
        user: the Spotify user whose liked songs can be followed.
    """
    unreadable: list[str] = []
    documents: dict[str, Any] = {}
    for name in (SAVED_ITEMS, PLAYLISTS, TRACK_LINKS):
        path = folder / name
        if not path.is_file():
            continue
        try:
            with path.open("rb") as file:
                # What is cut off here is no JSON any more.
                documents[name] = json.loads(file.read(LARGEST))
        except OSError, ValueError, RecursionError:
            unreadable.append(name)
    made = dict(_made(documents.get(PLAYLISTS)))
    left: dict[str, int] = {}
    items = list(_items(documents.get(SAVED_ITEMS), made, user, left))
    return Luggage(
        items=list({item.key: item for item in items}.values()),
        hints=dict(_hints(documents.get(TRACK_LINKS))),
        left=left,
        unreadable=unreadable,
    )


def _rows(document: Any) -> Iterator[Mapping[str, Any]]:
    for row in document if isinstance(document, list) else ():
        if isinstance(row, dict):
            yield row


def _made(document: Any) -> Iterator[tuple[str, str]]:
    """The playlists on Plex by the id of the saved item."""
    for row in _rows(document.get("data") if isinstance(document, dict) else None):
        key = str(row.get("plex") or "").rpartition("/")[2]
        if key.isdecimal():
            yield str(row.get("id") or ""), key


def _items(
    document: Any, made: Mapping[str, str], user: str, left: dict[str, int]
) -> Iterator[FoundItem]:
    for row in _rows(document):
        uri = _SEPARATORS.split(str(row.get("uri") or ""))[0]
        kind = _KINDS.get(str(row.get("type") or ""))
        reason = ""
        key = uri
        if kind is None:
            reason = "other_media"
        elif uri.startswith("spotify:liked:"):
            kind, key = ItemKind.LIKED, f"spotify:user:{user}:collection"
            if not user or uri.rpartition(":")[2] != user:
                reason = "liked_of_other"
        elif not _ID.fullmatch(uri.rpartition(":")[2]):
            reason = "not_understood"
        if reason or kind is None:
            left[reason] = left.get(reason, 0) + 1
            continue
        days = str(row.get("sync_interval") or "0")
        yield FoundItem(
            key=key,
            kind=kind,
            title=str(row.get("title") or ""),
            category=str(row.get("label") or "").strip(),
            sync=bool(row.get("sync", False)),
            interval_days=min(365, int(days)) if days.isdecimal() else 0,
            rating_key=made.get(str(row.get("id") or ""), ""),
        )


def _hints(document: Any) -> Iterator[tuple[str, Sequence[str]]]:
    for row in _rows(document):
        identifier, found = str(row.get("spotify_id") or ""), row.get("plex_id")
        if not _ID.fullmatch(identifier) or not isinstance(found, list):
            continue
        keys = [str(each).rpartition("/")[2] for each in found]
        if keys := [key for key in keys if key.isdecimal()]:
            yield f"spotify:track:{identifier}", keys
