"""A saved item: a playlist, an album or the liked songs that the user wants on Plex."""

from dataclasses import dataclass
from enum import StrEnum

from ..sync.model import SubjectKey


class ItemKind(StrEnum):
    """What a saved item is at its source."""

    PLAYLIST = "playlist"
    ALBUM = "album"
    LIKED = "liked"


class Mode(StrEnum):
    """How far a playlist on Plex follows its source."""

    MIRROR = "mirror"  # exactly the source, whatever is done by hand
    KEEP_EDITS = "keep_edits"  # the source, joined with what the user does on Plex
    APPEND = "append"  # what is new goes to the end, nothing is taken out or moved


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedItem:
    """What the user has chosen about one thing of a source."""

    key: str
    """Its address at the source, in its one canonical form: `spotify:playlist:…`."""
    kind: ItemKind
    title: str
    """The title on Plex, and what people know it by."""
    follows_title: bool = False
    """Whether that is the source's own title, which its next one takes the place of."""
    sync: bool = True
    interval_days: int = 0
    """Days from one success to the next sync; 0: every day."""
    category: str = ""
    mode: Mode = Mode.KEEP_EDITS
    sections: tuple[str, ...] = ()
    """Keys of the music libraries to look in; empty: all of the profile."""
    poster: bool = True
    """Whether the source's picture is put on the playlist."""
    as_playlist: bool = False
    """Albums only: whether a playlist is made of it as well."""
    entities: bool = False
    """Whether it has entities of its own."""
    hand_off: bool = True
    """Whether what is missing of it may be handed to programs that get music."""
    found_by_itself: bool = False
    """Added because it was played, not by the user's own hand."""

    @property
    def writes(self) -> bool:
        """Whether a playlist on Plex belongs to it."""
        return self.kind is not ItemKind.ALBUM or self.as_playlist


def track_subject(item: str, uri: str, occurrence: int) -> SubjectKey:
    """Name the n-th occurrence (from 0) of a track in a saved item."""
    return f"{item}/{uri}#{occurrence}"
