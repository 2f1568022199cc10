"""What every source of music can be asked."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from ...sync.errors import ServiceError
from ..items import ItemKind
from ..model import SourceTrack

type ItemKey = str
"""An item of a source: `spotify:playlist:…`, `spotify:album:…`, `spotify:collection`,
`file:NAME` or `file:NAME#PLAYLIST`; stays the same when its content changes."""
type Report = Callable[[int, int], None]
"""Told how many entries are read by now, and how many there will be."""


class ItemState(StrEnum):
    """Whether an item's content can be had, and if not why; each has a sentence."""

    READABLE = "readable"
    NOT_OWN = "playlist_not_own"
    """Only its owner and those who work on it may read it: copy it into an own one."""
    MADE_BY_SERVICE = "made_by_spotify"
    """The service keeps its own playlists to itself: copy it into an own one."""
    GONE = "gone"
    """It was deleted, or its file was."""
    FORBIDDEN = "forbidden"
    INCOMPLETE = "incomplete_answer"
    """It could not be read whole; the last content stays."""
    FILE_NOT_UNDERSTOOD = "file_not_understood"
    """Not a single line of it names a track."""
    FILE_COLUMNS = "file_columns"
    """None of its columns is one of titles."""
    FILE_EMPTY = "file_empty"
    FILE_KIND = "file_kind"
    """Its name ends otherwise than those of files that can be read."""
    FILE_LINK = "file_link"
    """It only leads to another file."""
    FILE_NOT_JSON = "file_not_json"
    FILE_NOT_TEXT = "file_not_text"
    FILE_OUTSIDE = "file_outside"
    """Its name leads out of the folder."""
    FILE_TOO_LARGE = "file_too_large"
    FILE_UNREADABLE = "file_unreadable"
    """The system does not let it be read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemHead:
    """What an item says about itself."""

    key: ItemKey
    kind: ItemKind
    title: str
    summary: str = ""
    picture: str = ""
    """An address without any secret; empty: none."""
    version: str = ""
    """Another one whenever the content is another; the same: nothing to read."""
    total: int | None = None
    """How many entries; `None`: not known."""
    owner: str = ""
    """For people: who made it, an album's artists, or a file's name."""
    link: str = ""
    """Where a person sees it."""
    state: ItemState = ItemState.READABLE


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedLine:
    """A line of a file that could not be understood."""

    line: int
    """From 1; in JSON the how manieth entry of its list."""
    reason: str
    """A translation key, see `formats.LineReason`."""
    text: str = ""
    """How it begins."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """Entries of an item that are no tracks to look for."""

    episodes: int = 0
    """Of podcasts."""
    unavailable: int = 0
    """The service says nothing about them any more."""
    lines: tuple[RefusedLine, ...] = ()

    @property
    def total(self) -> int:
        """How many in all."""
        return self.episodes + self.unavailable + len(self.lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """An item's whole content, in its order, duplicates included."""

    head: ItemHead
    """As it was when the content was read."""
    tracks: Sequence[SourceTrack]
    left_out: LeftOut = LeftOut()


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedItem:
    """Something that is there and cannot be followed."""

    name: str
    """For people: a file's name, or what the service calls it."""
    reason: str
    """A translation key, one of `ItemState` where the item could be named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """What an account or a folder holds, for choosing."""

    items: Sequence[ItemHead]
    refused: Sequence[RefusedItem] = ()


class Source(Protocol):
    """A streaming account, or a folder of files."""

    name: str
    """For people: `Spotify`."""

    def key_of(self, text: str) -> ItemKey:
        """The item that a link, a URI or a name means; nothing is asked.

        Raises:
            ServiceError: it means none; the reason says why.
        """

    async def items(self) -> Listing:
        """All that can be chosen.

        Raises:
            ServiceError: the account cannot be asked; all that follows raises the same.
        """

    async def recent(self, known: Collection[ItemKey] = ()) -> Listing:
        """What was lately listened to, the latest first, without the known ones."""

    async def heads(
        self, keys: Collection[ItemKey]
    ) -> Mapping[ItemKey, ItemHead | ServiceError]:
        """What items say about themselves, in as few requests as possible.

        An error in the place of a head concerns that item alone, see `state_of`.
        """

    async def content(self, key: ItemKey, report: Report | None = None) -> Content:
        """An item's whole content; a part of it is an error."""


def state_of(error: ServiceError) -> ItemState | None:
    """The state of an item that could not be had; `None`: all items are concerned."""
    try:
        return ItemState(error.reason)
    except ValueError:
        return None
