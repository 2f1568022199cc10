"""Which of a server's libraries a form suggests."""

from collections.abc import Collection, Iterable, Sequence
from typing import Final

from homeassistant.config_entries import ConfigEntry

from ..plex.model import Section
from .anime_fields import CONF_LIBRARIES

_LOOKS_LIKE_ANIME: Final = ("anidb", "anilist", "anime", "hama", "myanimelist")


def suggested(
    libraries: Sequence[Section],
    chosen: Collection[str] | None,
    titles: Collection[str],
    profile: ConfigEntry | None,
) -> list[str]:
    """Return which of the libraries a form ticks.

    Args:
        libraries: those that are there.
        chosen: what the form was sent with; nothing at all is shown as that.
        titles: what another program has read.
        profile: one that is there already.
    """
    if chosen is not None and not chosen:
        return []
    return (
        chosen_among(libraries, chosen or ())
        or named_among(libraries, titles)
        or chosen_before(libraries, profile)
        or for_anime(libraries)
    )


def chosen_among(libraries: Iterable[Section], uuids: Collection[str]) -> list[str]:
    """Return those that were chosen and are there."""
    return [library.uuid for library in libraries if library.uuid in uuids]


def named_among(libraries: Iterable[Section], titles: Collection[str]) -> list[str]:
    """Return those of certain titles."""
    return [library.uuid for library in libraries if library.title in titles]


def chosen_before(
    libraries: Iterable[Section], profile: ConfigEntry | None
) -> list[str]:
    """Return those that the profile has read until now."""
    chosen = profile.options.get(CONF_LIBRARIES, ()) if profile else ()
    return chosen_among(libraries, chosen)


def for_anime(libraries: Sequence[Section]) -> list[str]:
    """Return those that look like anime, or all if none does."""
    anime = [
        library.uuid
        for library in libraries
        if any(
            word in f"{library.title} {library.agent}".lower()
            for word in _LOOKS_LIKE_ANIME
        )
    ]
    return anime or [library.uuid for library in libraries]
