"""What Tidal tells, as far as it is of use here."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class TidalTrack:
    """A recording."""

    id: str
    title: str
    """With its version: `7 Years (International Version)`."""
    artists: tuple[str, ...] = ()
    album: str = ""
    milliseconds: int | None = None
    isrc: str = ""
    explicit: bool | None = None

    @property
    def link(self) -> str:
        """Where people find it."""
        return f"https://tidal.com/browse/track/{self.id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class TidalAlbum:
    """An album, or one edition of it."""

    id: str
    title: str
    """With its version."""
    artists: tuple[str, ...] = ()

    @property
    def link(self) -> str:
        """Where people find it."""
        return f"https://tidal.com/browse/album/{self.id}"
