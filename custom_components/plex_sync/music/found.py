"""What was found for each track of an item, kept to be shown until it is looked at anew."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

from ..sync.model import AccountKey
from ..sync.turns import in_turns
from .library.store import LibraryStore
from .model import Band, Candidate, Match, SourceTrack
from .snapshot import Looked


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
    store: LibraryStore, account: AccountKey, looked: Sequence[Looked], version: str
) -> None:
    """Keep what was found for the tracks of items, in the place of what was before."""
    for each in looked:
        # In a thread: ten thousand tracks would hold the event loop for long.
        lines = await asyncio.to_thread(_lines, each)
        await store.keep(found_name(account, each.item.key), version, lines)


async def read_found(
    store: LibraryStore, account: AccountKey, item: str
) -> list[FoundTrack]:
    """What was found for an item when it was last looked at; empty: never."""
    kept = await store.kept(found_name(account, item))
    if kept is None:
        return []
    lines = cast("Sequence[dict[str, Any]]", kept.lines)
    return await asyncio.to_thread(lambda: [_found(line) for line in in_turns(lines)])


def _lines(looked: Looked) -> list[dict[str, Any]]:
    pairs = zip(looked.tracks, looked.matches, strict=True)
    return [{**_shown(track), **_taken(match)} for track, match in in_turns(pairs)]


def _shown(track: SourceTrack) -> dict[str, Any]:
    return {
        "uri": track.uri,
        "title": track.title,
        "artists": list(track.artists),
        "album": track.album,
        "milliseconds": track.milliseconds,
    }


def _taken(match: Match) -> dict[str, Any]:
    return {
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


def _found(line: dict[str, Any]) -> FoundTrack:
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
