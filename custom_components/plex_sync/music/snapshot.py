"""What was read of both sides of a music profile before planning begins."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field as attribute

from ..sync.columns import Columns
from ..sync.model import JsonObject, Notice, State, SubjectKey, TargetKey
from .items import SavedItem
from .model import Match, SourceTrack, ThingKey
from .offers import Offer
from .sources.protocol import ItemHead, LeftOut


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """An item that was read whole, with what was found for each of its tracks."""

    item: SavedItem
    head: ItemHead
    tracks: Collection[SourceTrack]
    matches: Columns[Match]
    """One for each track; of those that are accepted without the candidates."""
    left_out: LeftOut = attribute(default_factory=LeftOut)
    lacking: frozenset[int] = frozenset()
    """Of an album: the places of the tracks that the library's album is without."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """An item that its source does not give, or that cannot be read just now."""

    item: SavedItem
    reason: str
    message: str = ""
    lasting: bool = True
    """Whether it will not be given either when it is asked for again tomorrow."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """What was read for a run."""

    looked: Sequence[Looked] = ()
    refused: Sequence[Refusal] = ()
    unchanged: Mapping[SubjectKey, JsonObject] = attribute(default_factory=dict)
    """What is known of items in which nothing has moved."""
    playlists: Mapping[TargetKey, State | None] = attribute(default_factory=dict)
    """The playlists on Plex of what was looked at, as they were read."""
    offers: Mapping[TargetKey, Offer] = attribute(default_factory=dict)
    """Playlists that items could take over; until the user says so, none is written."""
    rating_keys: Mapping[ThingKey, str] = attribute(default_factory=dict)
    """The whole library: under which rating key each track is there."""
    renamed: Mapping[ThingKey, ThingKey] = attribute(default_factory=dict)
    """Tracks that have another key since they were found last."""
    library: str = ""
    """The version of the library that was matched against."""
    library_size: int | None = None
    """How many tracks the library has; `None`: it was not read."""
    marks: Mapping[SubjectKey, str] = attribute(default_factory=dict)
    """The fingerprint of what each item was looked at with: choices, decisions."""
    stamps: Mapping[SubjectKey, str] = attribute(default_factory=dict)
    """Count and time of each item's playlist as it was read; none: it is not there."""
    lacking: Mapping[TargetKey, frozenset[ThingKey]] = attribute(default_factory=dict)
    """What was sent to a playlist and never stood in it."""
    notices: Sequence[Notice] = ()
    arrived: Mapping[str, str] = attribute(default_factory=dict)
    """What was asked for and has come: by uri or key, the service that brought it."""
    added: int = 0
    """Items that were added before reading, because they were played."""
    everything: bool = False
    """Whether all items of the profile were asked for."""
