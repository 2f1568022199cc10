"""What was found for each track of an item, kept to be shown until it is looked at anew."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

from ..sync.model import AccountKey
from .library.lines import Line, Packed
from .library.store import LibraryStore
from .model import Band, Candidate, Match, SourceTrack, ThingKey


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundTrack:
    """One track of an item, in its order, with what was found for it."""

    uri: str
    title: str
    artists: tuple[str, ...]
    album: str
    milliseconds: int | None
    match: Match


def found_name(account: AccountKey, item: str) -> str:
    """Under which name it is kept: each Plex user has other music."""
    return f"found/{account}/{item}"


async def keep_found(
    store: LibraryStore,
    account: AccountKey,
    found: Mapping[str, Packed[FoundTrack]],
    version: str,
) -> None:
    """Keep what was found for the tracks of items, in the place of what was before."""
    for item, lines in found.items():
        await store.keep_packed(found_name(account, item), version, lines)


async def read_found(
    store: LibraryStore, account: AccountKey, item: str
) -> list[FoundTrack]:
    """What was found for an item when it was last looked at; empty: never."""
    kept = await store.kept_as(found_name(account, item), found_track)
    return [] if kept is None else kept.lines


async def read_found_keys(
    store: LibraryStore, account: AccountKey, item: str
) -> set[ThingKey]:
    """The library tracks that were found for an item when it was last looked at."""
    kept = await store.kept_as(found_name(account, item), _found_key)
    return set() if kept is None else {key for key in kept.lines if key}


def found_line(track: SourceTrack, match: Match) -> Line:
    """What is kept of a track that was looked for."""
    return {
        "uri": track.uri,
        "title": track.title,
        "artists": list(track.artists),
        "album": track.album,
        "milliseconds": track.milliseconds,
        "band": match.band,
        "track": match.track,
        "confidence": match.confidence,
        "step": match.step,
        "reason": match.reason,
        "candidates": [
            {
                "track": candidate.track,
                "confidence": candidate.confidence,
                "reason": candidate.reason,
                "details": dict(candidate.details),
            }
            for candidate in match.candidates
        ],
    }


def _found_key(line: Line) -> ThingKey | None:
    return cast("dict[str, ThingKey | None]", line)["track"]


def found_track(kept: Line) -> FoundTrack:
    """The same as it was found."""
    line = cast("dict[str, Any]", kept)
    return FoundTrack(
        uri=line["uri"],
        title=line["title"],
        artists=tuple(line["artists"]),
        album=line["album"],
        milliseconds=line["milliseconds"],
        match=Match(
            band=Band(line["band"]),
            track=line["track"],
            confidence=line["confidence"],
            step=line["step"],
            reason=line["reason"],
            candidates=tuple(Candidate(**each) for each in line["candidates"]),
        ),
    )
