"""How the saved items of a music profile stand, and what is missing of them."""

import asyncio
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field as attribute, replace
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import callback
from homeassistant.util import dt as dt_util

from ..music.items import SavedItem
from ..music.missing import (
    MissingThing,
    MissingTrack,
    is_cared_for,
    is_hidden,
    missing_things,
    missing_tracks,
)
from ..options import ScheduleOptions
from ..running.schedule import next_full_sync
from ..sync.journal.journal import Journal, KnownState
from ..sync.journal.shapes import Record
from ..sync.model import JsonObject, JsonValue, ProblemKind
from ..texts import failure
from .saved_items import saved_items

OFFER: Final = "playlist_of_same_title"


class ItemState(StrEnum):
    """How a saved item stands, in a word."""

    NEW = "new"  # never looked at
    SYNCED = "synced"
    OWNED = "owned"  # albums: whole
    IN_PART = "in_part"  # albums
    MISSING = "missing"  # albums
    OFFERED = "offered"  # a playlist of its title waits for the user's word
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How one saved item stands. Times have a zone."""

    item: SavedItem
    state: ItemState = ItemState.NEW
    total: int = 0
    matched: int = 0
    review: int = 0
    missing: int = 0
    left_out: int = 0
    """Entries that are no tracks to look for, such as episodes."""
    last_sync: datetime | None = None
    next_due: datetime | None = None
    """`None`: it does not sync by itself."""
    picture: str = ""
    url: str = ""
    source_title: str = ""
    """What its source called it last."""
    reason: str = ""
    """Why it failed, as a translation key."""
    text: str = ""
    """The same as a sentence."""
    offer: JsonObject | None = None
    """The playlist that it could take over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standings:
    """All that is known of the items of a profile at a moment."""

    items: Mapping[str, Standing] = attribute(default_factory=dict)
    """By the key of the item, in the order in which they were added."""
    missing: Sequence[MissingTrack] = ()
    things: Sequence[MissingThing] = ()
    wanted_by: Mapping[str, Sequence[str]] = attribute(default_factory=dict)
    """Keys of the saved items that lack a track or an album, by its uri or key."""
    decisions: Mapping[str, JsonValue] = attribute(default_factory=dict)
    remembered: frozenset[str] = frozenset()
    """Keys of all items that were ever looked at, saved or not."""

    def is_cared_for(self, thing: MissingThing) -> bool:
        """Whether the user has lately said that a missing thing is taken care of."""
        return is_cared_for(self.decisions, thing.uid, dt_util.utcnow())

    def is_hidden(self, thing: MissingThing) -> bool:
        """Whether such a thing was taken off the list as well."""
        return is_hidden(self.decisions, thing.uid, dt_util.utcnow())


class StandingsKeeper:
    """Keeps how the items of one profile stand, and tells when that changes."""

    def __init__(self, entry: ConfigEntry[Any], journal: Journal) -> None:
        """Nothing is read yet."""
        self.now = Standings()
        self._entry = entry
        self._journal = journal
        self._listeners: list[Callable[[], None]] = []

    @callback
    def async_listen(self, listener: Callable[[], None]) -> Callable[[], None]:
        """Be told when anything stands otherwise; returns how to stop that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    async def async_load(self) -> None:
        """Read how all items stand.

        Raises:
            JournalError: the journal cannot be read.
        """
        known = await self._journal.known(self._entry.entry_id)
        records = await self._journal.open_problems(self._entry.entry_id)
        items = {item.key: item for item in saved_items(self._entry)}
        # Thousands of tracks may be missing: not on the event loop.
        about, missing, things, wanted_by = await asyncio.to_thread(
            _sorted_out, records, known.decisions, items
        )
        self.now = Standings(
            items={
                key: self._standing(item, known, about.get(key))
                for key, item in items.items()
            },
            missing=missing,
            things=things,
            wanted_by=wanted_by,
            decisions=known.decisions,
            remembered=frozenset(known.memory),
        )
        for listener in list(self._listeners):
            listener()

    def _standing(
        self, item: SavedItem, known: KnownState, problem: Record | None
    ) -> Standing:
        memory = known.memory.get(item.key)
        standing = Standing(item=item, next_due=self._next_due(item, None))
        if memory is not None:
            at = dt_util.utc_from_timestamp(_number(memory, "at"))
            standing = Standing(
                item=item,
                state=ItemState(str(memory.get("state") or ItemState.SYNCED)),
                total=_number(memory, "total"),
                matched=_number(memory, "matched"),
                review=_number(memory, "review"),
                missing=_number(memory, "missing"),
                left_out=_number(memory, "left_out"),
                last_sync=at,
                next_due=self._next_due(item, at),
                picture=str(memory.get("picture") or ""),
                url=str(memory.get("url") or ""),
                source_title=str(memory.get("title") or ""),
            )
        if problem is None:
            return standing
        if problem.problem is ProblemKind.FAILED:
            words = failure(_service_of(item), problem.reason, problem.message)
            return replace(
                standing,
                state=ItemState.FAILED,
                reason=problem.reason,
                text=str(words),
            )
        if problem.reason == OFFER:
            return replace(standing, state=ItemState.OFFERED, offer=problem.details)
        return standing

    def _next_due(self, item: SavedItem, last: datetime | None) -> datetime | None:
        options = ScheduleOptions.from_options(self._entry.options)
        if not item.sync or not options.automatic:
            return None
        every = replace(options, full_sync_days=max(1, item.interval_days))
        return next_full_sync(dt_util.now(), last, every)


def _sorted_out(
    records: Sequence[Record],
    decisions: Mapping[str, JsonValue],
    items: Mapping[str, SavedItem],
) -> tuple[
    dict[str, Record], list[MissingTrack], list[MissingThing], dict[str, list[str]]
]:
    """Return the problems of whole items, what is missing, what to get, and for whom."""
    about = {
        record.subjects[0].key: record
        for record in records
        if record.subjects and record.subjects[0].key in items
    }
    missing = missing_tracks(records, decisions)
    things = missing_things(missing, items)
    wanted_by: dict[str, list[str]] = defaultdict(list)
    for thing in things:
        for track in thing.tracks:
            for uid in {thing.uid, track.uri}:
                if track.item not in wanted_by[uid]:
                    wanted_by[uid].append(track.item)
    return about, missing, things, dict(wanted_by)


def _number(memory: JsonObject, name: str) -> int:
    value = memory.get(name)
    return int(value) if isinstance(value, int | float) else 0


def _service_of(item: SavedItem) -> str:
    """The service, or the file, that an item comes from, for people."""
    service, _, name = item.key.partition(":")
    return "Spotify" if service == "spotify" else name.partition("#")[0]
