"""What has a category, and how it is played: for sensors, actions and MQTT. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum


class CategorisedKind(StrEnum):
    """What can have a category."""

    PLAYLIST = "playlist"
    ALBUM = "album"
    PLEX = "plex-media"  # the user's own choice out of Plex


@dataclass(frozen=True, slots=True, kw_only=True)
class CategorisedItem:
    """One thing with a category."""

    key: str
    """The key of the saved item, or `plex:` and the rating key."""
    kind: CategorisedKind
    title: str
    category: str
    guid: str = ""
    """Of what was chosen out of Plex; empty for all else."""
    rating_key: str = ""
    """In Plex; empty: it is not there (yet)."""
    media_content_id: str = ""
    """What a Plex player of Home Assistant's own plays; empty: it cannot."""
    media_content_type: str = ""
    reason: str = ""
    """A translation key: why it cannot be played."""
    picture: str = ""
    """A path of ours that loads without a token; empty: there is no picture."""
    certain: bool = True
    """Whether this was found out just now; `False`: Plex was out of reach, and all
    but the key, the title and the category is what was known before."""


def categories_of(items: Iterable[CategorisedItem]) -> Sequence[str]:
    """Return the categories, each once whatever its case, in alphabetical order."""
    return distinct_names(item.category for item in items)


def distinct_names(names: Iterable[str]) -> Sequence[str]:
    """Return the names that are not blank, as `categories_of` does."""
    first: dict[str, str] = {}
    for each in names:
        if name := each.strip():
            first.setdefault(name.casefold(), name)
    return sorted(first.values(), key=str.casefold)
