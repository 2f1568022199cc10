"""Matches that another program has made: looked at, never believed."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Final, cast

from ..sync.model import AccountKey
from .library.store import LibraryStore
from .model import Band, Match, ThingKey

STEP: Final = "hint"
VERSION: Final = "1"

type Hints = Mapping[str, frozenset[str]]
"""Rating keys by the uri of the track."""


async def keep_hints(
    store: LibraryStore, account: AccountKey, hints: Mapping[str, Sequence[str]]
) -> None:
    """Keep hints, in the place of those of before."""
    lines = [{"uri": uri, "keys": [*keys]} for uri, keys in hints.items()]
    await store.keep(_name(account), VERSION, lines)


async def read_hints(store: LibraryStore, account: AccountKey) -> Hints:
    """The hints that are kept."""
    kept = await store.kept(_name(account))
    if kept is None:
        return {}
    rows = (cast("dict[str, Collection[str]]", line) for line in kept.lines)
    return {str(row["uri"]): frozenset(row["keys"]) for row in rows}


def with_hint(
    match: Match, hinted: Collection[str], rating_keys: Mapping[ThingKey, str]
) -> Match:
    """Take an uncertain match that the other program had found as well."""
    if match.band is not Band.REVIEW or match.track is None:
        return match
    if rating_keys.get(match.track) not in hinted:
        return match
    return replace(match, band=Band.ACCEPT, step=STEP)


def _name(account: AccountKey) -> str:
    return f"hints/{account}"
