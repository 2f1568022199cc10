"""What was found in another program's files, and what of it cannot be taken."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from ...sync.model import JsonValue
from ..mapping.overrides import Override


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """Something that is not taken."""

    subject: str
    """What it is called there: a file, an option, an entry."""
    reason: str
    """A translation key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundPin:
    """Fields of an AniList entry that no run may touch."""

    anilist_id: int
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundProfile:
    """A profile there: how it signs in, and its options by their names here."""

    name: str = ""
    options: Mapping[str, JsonValue] = field(default_factory=dict)
    library_titles: tuple[str, ...] = ()
    """Empty: all libraries."""
    plex_url: str = ""
    plex_token: str = field(default="", repr=False)
    plex_user: str = ""
    anilist_token: str = field(default="", repr=False)
    left: Sequence[Left] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ComingOver:
    """All that was found."""

    profiles: Sequence[FoundProfile] = ()
    pins: Mapping[str, Sequence[FoundPin]] = MappingProxyType({})
    """By the name of the profile there."""
    overrides: Sequence[Override] = ()
    left: Sequence[Left] = ()

    @property
    def names(self) -> list[str]:
        """The profiles there, also those of which there is nothing but pins."""
        known = [profile.name for profile in self.profiles]
        return [*known, *sorted(self.pins.keys() - set(known))]

    def profile(self, name: str) -> FoundProfile:
        """Return a profile there; an empty one where only its pins are known."""
        found = (each for each in self.profiles if each.name == name)
        return next(found, FoundProfile(name=name))
