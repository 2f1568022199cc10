"""What the door to Plex brings: rows, trimmed to what is used.

Watch state (`view_count`, `last_viewed_at`, `view_offset`, `user_rating`) is that of the
user whose token asks. Times are whole seconds since 1970 (UTC), as Plex sends them.
"""

from dataclasses import dataclass
from enum import StrEnum


class SectionType(StrEnum):
    """The kinds of library that are read."""

    MOVIE = "movie"
    SHOW = "show"
    ARTIST = "artist"


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """A server as it introduces itself."""

    name: str
    machine_identifier: str
    version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A library."""

    key: str
    uuid: str
    """Stays when the library is renamed."""
    title: str
    type: SectionType
    agent: str = ""
    show_ordering: str = ""
    """The library's own setting, where the listing tells it."""
    updated_at: int | None = None
    scanned_at: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Movie:
    """A film."""

    section: str
    rating_key: str
    guid: str
    """`plex://movie/…` of the modern agents, or a legacy agent's own address."""
    external_ids: tuple[str, ...] = ()
    """Guids such as `imdb://tt0245429`, as Plex lists them."""
    title: str = ""
    original_title: str = ""
    year: int | None = None
    genres: tuple[str, ...] = ()
    thumb: str = ""
    view_count: int = 0
    last_viewed_at: int | None = None
    view_offset: int = 0
    """Milliseconds into a view that was left."""
    duration: int | None = None
    """Milliseconds."""
    user_rating: float | None = None
    """0-10; `None`: not rated."""
    last_rated_at: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Show:
    """A show, without its seasons."""

    section: str
    rating_key: str
    guid: str
    external_ids: tuple[str, ...] = ()
    title: str = ""
    original_title: str = ""
    year: int | None = None
    genres: tuple[str, ...] = ()
    thumb: str = ""
    show_ordering: str = ""
    """`tmdbAiring`, `tvdbAiring`, `aired`, `tvdbDvd`, `tvdbAbsolute` or empty: library's."""
    leaf_count: int = 0
    viewed_leaf_count: int = 0
    last_viewed_at: int | None = None
    user_rating: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Season:
    """A season of a show; season 0 holds the specials."""

    rating_key: str
    show_key: str
    """Rating key of the show."""
    index: int
    guid: str = ""
    title: str = ""
    thumb: str = ""
    leaf_count: int = 0
    viewed_leaf_count: int = 0
    user_rating: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Episode:
    """An episode."""

    rating_key: str
    guid: str
    show_key: str
    season_key: str
    season_index: int
    index: int
    title: str = ""
    view_count: int = 0
    last_viewed_at: int | None = None
    view_offset: int = 0
    duration: int | None = None
    user_rating: float | None = None
    last_rated_at: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A finished view out of the playback history."""

    rating_key: str
    viewed_at: int
    account_id: int
    """The server's own number of the user: its owner is 1."""
    show_key: str = ""
    """Rating key of the show; empty for a film."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchlistItem:
    """A title on the user's watch-list, which need not be in any library."""

    guid: str
    """`plex://movie/…` or `plex://show/…`."""
    type: SectionType
    title: str
    year: int | None = None
    external_ids: tuple[str, ...] = ()
    thumb: str = ""
