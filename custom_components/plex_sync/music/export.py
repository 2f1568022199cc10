"""Lists of what is missing, as text, table or JSON."""

from collections.abc import Callable, Iterable, Mapping
import csv
from dataclasses import dataclass
import io
import json
from typing import Any, Final

from .items import ItemKind, SavedItem
from .missing import MissingTrack
from .naming import page_of

COLUMNS: Final = (
    "playlist",
    "title",
    "artists",
    "album",
    "reason",
    "link",
    "isrc",
    "seconds",
    "missing_since",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkService:
    """A service that has a page for what is missing; an empty link: it has none."""

    name: str
    track_link: Callable[[MissingTrack], str]
    album_link: Callable[[SavedItem], str]


SPOTIFY: Final = LinkService(
    name="spotify",
    track_link=lambda track: page_of(track.uri),
    album_link=lambda item: page_of(item.key),
)


def track_links(
    tracks: Iterable[MissingTrack],
    items: Mapping[str, SavedItem],
    service: LinkService = SPOTIFY,
) -> str:
    """A link a line: the missing tracks of playlists and liked songs, each once."""
    return _lines(
        service.track_link(track)
        for track in tracks
        if track.item in items and items[track.item].kind is not ItemKind.ALBUM
    )


def album_links(
    tracks: Iterable[MissingTrack],
    items: Mapping[str, SavedItem],
    service: LinkService = SPOTIFY,
) -> str:
    """A link a line: the albums of which something is missing, each once."""
    return _lines(
        service.album_link(items[track.item])
        for track in tracks
        if track.item in items and items[track.item].kind is ItemKind.ALBUM
    )


def as_table(tracks: Iterable[MissingTrack], items: Mapping[str, SavedItem]) -> str:
    """Missing tracks as CSV, with why each is missing."""
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(as_rows(tracks, items))
    return text.getvalue()


def as_json(tracks: Iterable[MissingTrack], items: Mapping[str, SavedItem]) -> str:
    """Missing tracks as JSON, a list of objects with the columns of the table."""
    return json.dumps(as_rows(tracks, items), ensure_ascii=False, indent=2) + "\n"


def as_rows(
    tracks: Iterable[MissingTrack], items: Mapping[str, SavedItem]
) -> list[dict[str, Any]]:
    """Missing tracks as plain data."""
    return [
        {
            "playlist": items[track.item].title,
            "title": track.title,
            "artists": ", ".join(track.artists),
            "album": track.album,
            "reason": track.reason,
            "link": page_of(track.uri),
            "isrc": track.isrc,
            "seconds": round((track.milliseconds or 0) / 1000) or "",
            "missing_since": track.first_seen.isoformat(timespec="seconds"),
        }
        for track in tracks
        if track.item in items
    ]


def _lines(links: Iterable[str]) -> str:
    return "".join(f"{link}\n" for link in dict.fromkeys(links) if link)
