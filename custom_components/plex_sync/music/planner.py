"""The planner of a music profile: what a source holds, for playlists on Plex."""

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field as attribute, replace
from datetime import datetime
from typing import Final

from ..plex.music import PlaylistRow
from ..plex.playlists import PlexPlaylists
from ..sync.model import (
    Context,
    Everything,
    JsonObject,
    JsonValue,
    Notice,
    Progress,
    Proposals,
    Scope,
    SinceCursors,
    Stage,
    State,
    SubjectKey,
    TargetKey,
)
from ..sync.protocols import Known, Report
from ..sync.values import fingerprint
from .collection import MusicCollection
from .decisions import decisions_about, left_alone
from .due import items_in
from .found import keep_found, read_found_keys
from .hints import read_hints
from .items import ItemKind, SavedItem
from .library.refresh import Refreshed
from .looking import Found, look_up
from .model import Band, Preference, ThingKey
from .naming import title_of
from .offers import Offer, namesake, offer_of, take_over
from .proposing import propose
from .reading import SourceReading
from .shelf import Shelf
from .snapshot import Looked, Snapshot
from .sources.protocol import Content, Source
from .standing import words_of
from .target import PlaylistsTarget

LIBRARY_SHRUNK: Final = "music_library_shrunk"


@dataclass(frozen=True, slots=True, kw_only=True)
class MusicOptions:
    """What the user has chosen for all items of a profile."""

    preference: Preference = attribute(default_factory=Preference)


class MusicPlanner:
    """Reads saved items and the user's music, and says what is asked of playlists.

    Args:
        items: gives the saved items of the moment.
        source_of: gives the source of an item; `None`: it is not set up any more.
        collection: the user's music.
        playlists: the door to the user's playlists.
        shelf: which playlist belongs to which item.
        target: reads what playlists hold.
        options: gives the options of the moment.
        clock: tells the time, with the zone of the house.
        arrivals: gives what has lately arrived because it was asked for: by the uri
            of a track or the key of an album, the service that has brought it.
    """

    def __init__(
        self,
        *,
        items: Callable[[], Sequence[SavedItem]],
        source_of: Callable[[str], Source | None],
        collection: MusicCollection,
        playlists: PlexPlaylists,
        shelf: Shelf,
        target: PlaylistsTarget,
        options: Callable[[], MusicOptions],
        clock: Callable[[], datetime],
        arrivals: Callable[[], Mapping[str, str]] = dict,
    ) -> None:
        """Keep what to read with; nothing is asked yet."""
        self._items = items
        self._sources = SourceReading(source_of, collection.store)
        self._collection = collection
        self._playlists = playlists
        self._shelf = shelf
        self._target = target
        self._options = options
        self._clock = clock
        self._arrivals = arrivals

    async def read(self, scope: Scope, known: Known, report: Report) -> Snapshot:
        """Read the items that a scope means, the music, and their playlists.

        Raises:
            ServiceError: a side cannot be read at all; nothing has been written.
        """
        items = items_in(scope, self._items(), known.memory, known.retry, self._clock())
        if not items:
            return Snapshot(everything=isinstance(scope, Everything))
        heads, refused = await self._sources.heads(items)
        # A whole run is asked for by hand, and its plan is guarded as a whole; that
        # of albums alone is not.
        believes = isinstance(scope, Everything) and scope.kinds != {ItemKind.ALBUM}
        refreshed = await self._refresh(report, accept_losses=believes)
        rows = await self._playlists.all()
        await take_over(self._shelf, items, known.decisions, rows)
        by_itself = isinstance(scope, Everything | SinceCursors)
        marks = {item.key: self._mark(item, known.decisions) for item in items}
        stamps = await self._shelf.stamps(rows, heads.keys())
        moved = await self._moved(stamps, known.memory)
        unchanged = {
            item.key: {**memory, "at": self._clock().timestamp()}
            for item in items
            if by_itself
            and item.key in heads
            and item.key not in moved
            and item.key not in known.retry
            and (memory := known.memory.get(item.key)) is not None
            and memory.get("version") == heads[item.key].version
            and memory.get("words") == words_of(heads[item.key])
            and memory.get("library") == refreshed.version
            and memory.get("mark") == marks[item.key]
            and not memory.get("waits")
        }
        changed = [
            item for item in items if item.key in heads and item.key not in unchanged
        ]
        contents, more = await self._sources.contents(changed, heads, report)
        found = await self._match(changed, contents, known.decisions, report)
        looked = [
            Looked(
                item=item,
                head=contents[item.key].head,
                tracks=contents[item.key].tracks,
                matches=found.matches[item.key],
                left_out=contents[item.key].left_out,
                lacking=found.lacking.get(item.key, frozenset()),
            )
            for item in changed
            if item.key in contents
        ]
        renamed = await self._renamed(looked)
        await keep_found(
            self._collection.store, self._target.account, looked, refreshed.version
        )
        offers = await self._offers(looked, rows, known.decisions)
        return Snapshot(
            looked=looked,
            refused=[*refused, *more],
            unchanged=unchanged,
            playlists=await self._read_playlists(looked, offers),
            offers=offers,
            rating_keys=found.rating_keys,
            renamed=renamed,
            library=refreshed.version,
            library_size=sum(section.tracks for section in refreshed.sections),
            marks=marks,
            stamps=stamps,
            lacking=await self._lacking(looked),
            notices=_notices(refreshed),
            arrived=dict(self._arrivals()),
            everything=isinstance(scope, Everything),
        )

    def targets(self, snapshot: Snapshot) -> Mapping[TargetKey, State | None]:
        """What the playlists of what was looked at hold now, as they were read."""
        return snapshot.playlists

    def propose(self, snapshot: Snapshot, context: Context) -> Proposals:
        """Say what is wanted: a pure function of the snapshot and the context."""
        return propose(snapshot, context)

    async def _refresh(self, report: Report, *, accept_losses: bool) -> Refreshed:
        def tell(done: int, total: int) -> None:
            report(
                Progress(
                    stage=Stage.READING, section="library", processed=done, total=total
                )
            )

        return await self._collection.refresh(tell, accept_losses=accept_losses)

    def _mark(self, item: SavedItem, decisions: Mapping[str, JsonValue]) -> str:
        """Fingerprint what an item is looked at with: choices and decisions."""
        preference = self._options().preference
        # What its source calls it is part of what the source says; when it is looked at
        # and what is handed on changes nothing of what is found.
        item = replace(
            item,
            title="" if item.follows_title else item.title,
            sync=True,
            interval_days=0,
            entities=False,
            hand_off=True,
        )
        return fingerprint(
            [repr(item), repr(preference)], decisions_about(decisions, item.key)
        )

    async def _moved(
        self,
        stamps: Mapping[TargetKey, str],
        memory: Mapping[SubjectKey, JsonObject],
    ) -> set[TargetKey]:
        """The items whose playlists somebody has changed since they were settled.

        What was only looked at, for a plan or a backup, is not settled by that.
        """
        places = await self._shelf.places(stamps)
        return {
            key
            for key, stamp in stamps.items()
            if stamp != memory.get(key, {}).get("stamp", "")
            and (key not in places or stamp != places[key].stamp)
        }

    async def _lacking(
        self, looked: Sequence[Looked]
    ) -> dict[TargetKey, frozenset[ThingKey]]:
        """What the server has not taken of what was sent to playlists."""
        places = await self._shelf.places([each.item.key for each in looked])
        return {
            key: frozenset(place.lacking)
            for key, place in places.items()
            if place.lacking
        }

    async def _match(
        self,
        items: Sequence[SavedItem],
        contents: Mapping[str, Content],
        decisions: Mapping[str, JsonValue],
        report: Report,
    ) -> Found:
        wishes = [
            (item, contents[item.key].tracks) for item in items if item.key in contents
        ]
        if not wishes:
            return Found()
        total = sum(len(tracks) for _, tracks in wishes)
        report(Progress(stage=Stage.MATCHING, total=total))
        return await look_up(
            self._collection,
            wishes,
            decisions,
            self._options().preference,
            await read_hints(self._collection.store, self._target.account),
        )

    async def _renamed(self, looked: Sequence[Looked]) -> dict[ThingKey, ThingKey]:
        """Tracks that have another key since they were found last.

        A file that Plex has recognised since gets a guid of its own.
        """
        before: set[ThingKey] = set()
        for each in looked:
            before |= await read_found_keys(
                self._collection.store, self._target.account, each.item.key
            )
        return await self._collection.renamed(before)

    async def _offers(
        self,
        looked: Sequence[Looked],
        rows: Sequence[PlaylistRow],
        decisions: Mapping[str, JsonValue],
    ) -> dict[TargetKey, Offer]:
        """Playlists of an item's title that are there and not ours."""
        taken = await self._shelf.taken(rows)
        known = await self._shelf.places()
        offers = {}
        for each in looked:
            item = each.item
            if not item.writes or item.key in known or left_alone(decisions, item.key):
                continue
            row = namesake(title_of(item, each.head), rows, taken)
            if row is None:
                continue
            items = await self._playlists.items(row.rating_key)
            there = await self._collection.keys_of([one.track for one in items])
            wanted = Counter(
                match.track
                for match in each.matches
                if match.band is Band.ACCEPT and match.track is not None
            )
            offers[item.key] = offer_of(row, there, wanted)
        return offers

    async def _read_playlists(
        self, looked: Sequence[Looked], offers: Collection[TargetKey]
    ) -> Mapping[TargetKey, State | None]:
        keys = [
            each.item.key
            for each in looked
            if each.item.writes and each.item.key not in offers
        ]
        return await self._target.read(keys) if keys else {}


def _notices(refreshed: Refreshed) -> list[Notice]:
    """Tell of sections that seem to have lost too much to be believed."""
    return [
        Notice(
            reason=LIBRARY_SHRUNK,
            details={
                "section": section.title,
                "tracks": section.tracks,
                "now": section.lost_to,
            },
        )
        for section in refreshed.losses
    ]
