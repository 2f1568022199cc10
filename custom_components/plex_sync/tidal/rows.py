"""Between Tidal's JSON:API documents and the records of this door."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
import re
from typing import Any, Final

from ..sync.errors import IncompleteAnswer
from .model import TidalAlbum, TidalTrack

type Row = Mapping[str, Any]

_DURATION: Final = re.compile(
    r"P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?"
)
_SECONDS: Final = (86_400, 3600, 60, 1)


@contextmanager
def understanding(what: str) -> Iterator[None]:
    """Read an answer; one that is not shaped as expected is incomplete.

    Raises:
        IncompleteAnswer: something that should be there is not.
    """
    try:
        yield
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise IncompleteAnswer("Tidal", f"{what}: not as expected") from error


def tracks_of(answer: Row) -> list[TidalTrack]:
    """The tracks that were asked for."""
    there = _included(answer)
    return [_track(row, there) for row in answer["data"]]


def found_tracks_of(answer: Row) -> list[TidalTrack]:
    """The tracks that a search has found, the best first."""
    there = _included(answer)
    return [_track(row, there) for row in _found(answer, "tracks", there)]


def found_albums_of(answer: Row) -> list[TidalAlbum]:
    """The albums that a search has found, the best first."""
    there = _included(answer)
    return [
        TidalAlbum(
            id=row["id"],
            title=_title(row["attributes"]),
            artists=_named(row, "artists", "name", there),
        )
        for row in _found(answer, "albums", there)
    ]


def milliseconds_of(duration: str | None) -> int | None:
    """The length that ISO 8601 writes: `PT3M57S`; `None`: it says none."""
    found = _DURATION.fullmatch(duration or "")
    if found is None or not any(found.groups()):
        return None
    parts = zip(found.groups(), _SECONDS, strict=True)
    return round(1000 * sum(float(part or 0) * unit for part, unit in parts))


type _There = Mapping[tuple[str, str], Row]


def _included(answer: Row) -> _There:
    """What a document brings along, by type and id: it has no order."""
    return {(row["type"], row["id"]): row for row in answer.get("included") or ()}


def _found(answer: Row, kind: str, there: _There) -> list[Row]:
    """What the one result of a search refers to; what is not brought along is left."""
    return [
        row
        for result in answer["data"]
        for row in _related(result, kind, there)
        if row.get("attributes")
    ]


def _related(row: Row, name: str, there: _There) -> list[Row]:
    relation = (row.get("relationships") or {}).get(name) or {}
    keys = [(one["type"], one["id"]) for one in relation.get("data") or ()]
    return [there[key] for key in keys if key in there]


def _named(row: Row, name: str, attribute: str, there: _There) -> tuple[str, ...]:
    related = _related(row, name, there)
    texts = [(one.get("attributes") or {}).get(attribute) for one in related]
    return tuple(text for text in texts if text)


def _track(row: Row, there: _There) -> TidalTrack:
    attributes = row["attributes"]
    albums: Sequence[str] = _named(row, "albums", "title", there)
    return TidalTrack(
        id=row["id"],
        title=_title(attributes),
        artists=_named(row, "artists", "name", there),
        album=albums[0] if albums else "",
        milliseconds=milliseconds_of(attributes.get("duration")),
        isrc=(attributes.get("isrc") or "").upper(),
        explicit=attributes.get("explicit"),
    )


def _title(attributes: Row) -> str:
    """The title with its version, which may be part of it already."""
    title, version = str(attributes["title"]), attributes.get("version") or ""
    if not version or version.casefold() in title.casefold():
        return title
    return f"{title} ({version})"
