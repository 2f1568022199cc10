"""What is missing in the library: tracks of playlists, and albums. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from ..sync.journal.shapes import Record
from ..sync.model import JsonObject, JsonValue, ProblemKind
from .decisions import decisions_on
from .items import ItemKind, SavedItem
from .model import VerdictKind

CARED_FOR: Final = timedelta(days=14)
"""So long the user's word that something is taken care of is believed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingTrack:
    """A track of a saved item that the library does not have."""

    item: str
    """The key of the saved item."""
    uri: str
    title: str
    artists: tuple[str, ...]
    album: str
    album_uri: str
    """The album's address at the source; empty: the source does not say."""
    isrc: str
    milliseconds: int | None
    reason: str
    """A translation key: why nothing was taken."""
    first_seen: datetime
    record: int
    """The line of the timeline that tells of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingThing:
    """What a person would get: a track, whichever playlists it is in, or an album."""

    uid: str
    """The track's uri, or the key of the saved album."""
    kind: ItemKind | None
    """`ALBUM`; `None`: a track."""
    title: str
    tracks: tuple[MissingTrack, ...]
    """An album's tracks that are missing; a track's occurrences in saved items."""

    @property
    def artists(self) -> str:
        """Who made it, for people."""
        return ", ".join(self.tracks[0].artists)


def missing_tracks(
    records: Iterable[Record], decisions: Mapping[str, JsonValue]
) -> list[MissingTrack]:
    """Tracks that open problems tell of; not those that the user wants never."""
    found = []
    for record in sorted(records, key=lambda one: one.id):
        uri = str(record.details.get("uri") or "")
        if record.problem is not ProblemKind.NOT_FOUND or not uri:
            continue
        item = record.subjects[0].key.partition("/")[0]
        words = decisions_on(decisions, item, uri)
        if any(word.kind is VerdictKind.NEVER for word in words):
            continue
        length = record.details.get("milliseconds")
        found.append(
            MissingTrack(
                item=item,
                uri=uri,
                title=record.title,
                artists=_texts(record.details.get("artists")),
                album=str(record.details.get("album") or ""),
                album_uri=str(record.details.get("album_uri") or ""),
                isrc=str(record.details.get("isrc") or ""),
                milliseconds=length if isinstance(length, int) else None,
                reason=record.reason,
                first_seen=record.first_seen,
                record=record.id,
            )
        )
    return found


def missing_things(
    tracks: Iterable[MissingTrack], items: Mapping[str, SavedItem]
) -> list[MissingThing]:
    """Put tracks together: the same one of several items, and those of an album.

    Tracks of items that are saved no more are left out.
    """
    together: dict[str, list[MissingTrack]] = {}
    for track in tracks:
        if (item := items.get(track.item)) is not None:
            is_album = item.kind is ItemKind.ALBUM
            together.setdefault(item.key if is_album else track.uri, []).append(track)
    return [
        MissingThing(
            uid=uid,
            kind=ItemKind.ALBUM if uid in items else None,
            title=items[uid].title if uid in items else found[0].title,
            tracks=tuple(found),
        )
        for uid, found in together.items()
    ]


def care_key(uid: str) -> str:
    """Name the user's word that a missing thing is taken care of."""
    return f"care/{uid}"


def care_taken(now: datetime, *, is_hidden: bool = False) -> JsonObject:
    """The user's word that something is taken care of, as it is kept.

    Args:
        now: when it was given.
        is_hidden: whether it is not to be shown until it is no longer believed.
    """
    return {"at": now.timestamp(), "hidden": is_hidden}


def is_cared_for(decisions: Mapping[str, JsonValue], uid: str, now: datetime) -> bool:
    """Whether the user has said so, and not too long ago."""
    word = decisions.get(care_key(uid))
    at = word.get("at") if isinstance(word, Mapping) else None
    if not isinstance(at, int | float):
        return False
    return now - datetime.fromtimestamp(at, UTC) < CARED_FOR


def is_hidden(decisions: Mapping[str, JsonValue], uid: str, now: datetime) -> bool:
    """Whether something that is taken care of is not to be shown."""
    word = decisions.get(care_key(uid))
    hidden = isinstance(word, Mapping) and bool(word.get("hidden"))
    return hidden and is_cared_for(decisions, uid, now)


def _texts(value: JsonValue) -> tuple[str, ...]:
    if not isinstance(value, Sequence) or isinstance(value, str):
        return ()
    return tuple(str(each) for each in value)
