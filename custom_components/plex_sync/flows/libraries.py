"""Which of a server's libraries a form suggests."""

from collections.abc import Collection, Iterable, Sequence
from typing import Final

from homeassistant.config_entries import ConfigEntry

from ..plex.model import Section
from .anime_fields import CONF_LIBRARIES

_LOOKS_LIKE_ANIME: Final = ("anidb", "anilist", "anime", "hama", "myanimelist")


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
