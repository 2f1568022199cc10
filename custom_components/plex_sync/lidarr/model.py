"""What Lidarr answers with and is told, as far as it is of use."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class RootFolder:
    """A folder that Lidarr puts artists into."""

    path: str
    accessible: bool = True
    free_bytes: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """A quality profile or a metadata profile."""

    id: int
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Artist:
    """Whose album it is; `id` is 0 as long as Lidarr does not have the artist."""

    name: str
    foreign_id: str
    """MusicBrainz's id."""
    id: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Album:
    """An album that Lidarr has, or could have: then its `id` is 0."""

    id: int
    foreign_id: str
    """The id of MusicBrainz's release group."""
    title: str
    monitored: bool
    artist: Artist | None = None
    files: int = 0
    """Tracks that are on disk."""
    tracks: int = 0
    """Tracks that it has in all; 0: Lidarr has not read that yet."""
    percent: float = 0.0
    """Of the tracks that are wanted, as Lidarr counts them."""
    row: Mapping[str, Any] = field(default_factory=dict, repr=False, compare=False)
    """As Lidarr described it: it wants that back when the album is added."""

    @property
    def is_whole(self) -> bool:
        """Whether all of it is on disk; of an album nobody wants, 100 % can be little."""
        return self.percent >= 100 and self.files >= self.tracks


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAlbum:
    """How an album is added."""

    album: Album
    root_folder: str
    quality_profile_id: int
    metadata_profile_id: int
    tags: tuple[int, ...] = ()
    """Put on the artist, if the artist is new."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Download:
    """Something in Lidarr's queue."""

    album_id: int
    size: float = 0.0
    """Bytes."""
    left: float = 0.0
    """Bytes that are still to come."""
    failed: bool = False
    """It will not come to its end by itself."""
    blocked: bool = False
    """It has been downloaded, and a person has to look at it in Lidarr."""
    message: str = ""
    """Lidarr's own words, without addresses."""
