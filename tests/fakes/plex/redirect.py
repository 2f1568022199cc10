"""Lead plexapi, which knows no addresses but the real ones, to the fakes."""

from collections.abc import Iterator
from contextlib import contextmanager

from plexapi import myplex

REAL_PLEX_TV = "https://plex.tv"
REAL_DISCOVER = "https://discover.provider.plex.tv"
REAL_METADATA = "https://metadata.provider.plex.tv"
CLASSES: tuple[type, ...] = (
    myplex.MyPlexAccount,
    myplex.MyPlexUser,
    myplex.MyPlexResource,
    myplex.MyPlexDevice,
    myplex.MyPlexPinLogin,
)


@contextmanager
def plexapi_at(plex_tv: str, discover: str) -> Iterator[None]:
    """Let plexapi, and what uses it, find plex.tv and discover elsewhere."""
    moves = {REAL_PLEX_TV: plex_tv, REAL_DISCOVER: discover, REAL_METADATA: discover}
    kept: list[tuple[type, str, str]] = []
    for each in CLASSES:
        for name, value in vars(each).items():
            if isinstance(value, str) and value.startswith(tuple(moves)):
                kept.append((each, name, value))
    for each, name, value in kept:
        real = next(address for address in moves if value.startswith(address))
        setattr(each, name, moves[real] + value.removeprefix(real))
    try:
        yield
    finally:
        for each, name, value in kept:
            setattr(each, name, value)
