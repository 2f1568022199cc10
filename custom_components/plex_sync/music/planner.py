"""The planner of a music profile: what a source holds, for playlists on Plex."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field as attribute
from datetime import datetime
from typing import Final

from ..plex.playlists import PlexPlaylists
from ..sync.model import Context, JsonValue, Notice, Proposals, State, TargetKey
from ..sync.protocols import Known, Report
from ..sync.runs import Everything, Progress, Scope, SinceCursors, Stage
from .collection import MusicCollection
from .due import items_in
from .found import keep_found, read_found_keys
from .hints import read_hints
from .items import ItemKind, SavedItem
from .library.refresh import Refreshed
from .looking import Found, look_up
from .model import Preference, ThingKey
from .offering import offers_for
from .offers import take_over
from .proposing import propose
from .reading import ReadContent, SourceReading
from .shelf import Shelf
from .snapshot import Looked, Snapshot
from .sources.protocol import Source
from .target import PlaylistsTarget
from .unmoved import mark_of, moved, unmoved

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
        preference = self._options().preference
        marks = {item.key: mark_of(item, preference, known.decisions) for item in items}
        stamps = await self._shelf.stamps(rows, heads.keys())
        unchanged = {}
        if isinstance(scope, Everything | SinceCursors):
            anyway = {*await moved(self._shelf, stamps, known.memory), *known.retry}
            now = self._clock().timestamp()
            unchanged = {
                key: {**memory, "at": now}
                for key, memory in unmoved(
                    heads, marks, refreshed.version, known.memory, anyway
                ).items()
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
            self._collection.store,
            self._target.account,
            found.lines,
            refreshed.version,
        )
        offers = await offers_for(
            looked,
            rows,
            known.decisions,
            shelf=self._shelf,
            playlists=self._playlists,
            collection=self._collection,
        )
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
            lacking=await self._shelf.lacking([each.item.key for each in looked]),
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

    async def _match(
        self,
        items: Sequence[SavedItem],
        contents: Mapping[str, ReadContent],
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
