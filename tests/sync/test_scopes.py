"""Requests that wait in the queue: those for a part do not swallow those for all."""

import pytest

from custom_components.plex_sync.sync.requests import RunRequest
from custom_components.plex_sync.sync.runs import (
    Everything,
    RunKind,
    Scope,
    SinceCursors,
)

ALBUMS = frozenset({"album"})
PLAYLISTS = frozenset({"playlist"})


def full(scope: Scope) -> RunRequest:
    """A full run of a scope."""
    return RunRequest(kind=RunKind.FULL, scope=scope)


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        (Everything(), SinceCursors(ALBUMS), Everything()),
        (SinceCursors(ALBUMS), Everything(), Everything()),
        (SinceCursors(ALBUMS), SinceCursors(ALBUMS), SinceCursors(ALBUMS)),
        (SinceCursors(ALBUMS), SinceCursors(PLAYLISTS), None),
        (Everything(ALBUMS), Everything(PLAYLISTS), None),
    ],
)
def test_wider_scope_counts(first: Scope, second: Scope, joined: Scope | None) -> None:
    """One request for both where one has the other in it; else they stay two."""
    found = full(first).joined(full(second))
    assert (found.scope if found is not None else None) == joined
