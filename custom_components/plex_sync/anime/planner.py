"""The planner of an anime profile: what a Plex user watches, for an AniList list."""

import asyncio
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from typing import Final

from ..anilist.client import AniListClient
from ..anilist.model import ScoreFormat
from ..plex.server import PlexServer
from ..sync.model import (
    Context,
    Coverage,
    JsonObject,
    Proposals,
    State,
    SubjectKey,
    TargetKey,
)
from ..sync.protocols import Cache, Known, Report
from ..sync.runs import (
    Everything,
    Progress,
    Scope,
    SinceCursors,
    Stage,
    Subjects,
    Targets,
)
from .assembling import all_candidates, notes_of, wanted_media, whole_snapshot
from .explain import describe
from .finding import Finder, Found, keys_of
from .matching import EdgeSource, candidates_of
from .media import Clock, MediaShelf, Shelf, now_utc
from .memory import has_changed, later_first_views, memory_of, titles_feeding
from .options import AnimeOptions
from .proposing import propose
from .reading import PlexReading, Reading
from .reviews import MOST, ReviewShelf, ReviewSource
from .search import TitleSearch
from .snapshot import Snapshot

RETRY_AFTER: Final = 600
"""Seconds between a poll's tries of a subject that fails."""


class AnimePlanner:
    """Reads a Plex user's libraries and says what is asked of an AniList account.

    Args:
        plex: the door to the server, with the user's own token.
        anilist: the door to the account.
        user_id: the account's number at AniList.
        score_format: in which the account rates; a whole list tells it anew.
        mappings: where edges come from, the user's own among them.
        cache: keeps what AniList knows of media.
        options: gives the options of the moment.
        account_id: the server's number of the user; asked of the server if not given.
        reviews: where the user's reviews are kept, if they can be asked for.
        clock: tells the time, with a zone.
    """

    def __init__(
        self,
        *,
        plex: PlexServer,
        anilist: AniListClient,
        user_id: int,
        score_format: ScoreFormat,
        mappings: EdgeSource,
        cache: Cache,
        options: Callable[[], AnimeOptions],
        account_id: int | None = None,
        reviews: ReviewSource | None = None,
        clock: Clock = now_utc,
    ) -> None:
        """Keep what to read with; nothing is asked yet."""
        self._plex = PlexReading(plex, account_id=account_id, clock=clock)
        self._anilist = anilist
        self._user_id = user_id
        self._score_format = score_format
        self._shelf = MediaShelf(anilist, cache, account=user_id, clock=clock)
        search = TitleSearch(anilist, cache, account=user_id, clock=clock)
        self._finder = Finder(mappings, search)
        self._reviews = ReviewShelf(reviews, cache, account=f"{user_id}:{account_id}")
        self._options = options
        self._clock = clock
        self._tried: dict[SubjectKey, float] = {}

    @property
    def score_format(self) -> ScoreFormat:
        """In which the account rates, as it was told last."""
        return self._score_format

    async def read(self, scope: Scope, known: Known, report: Report) -> Snapshot:
        """Read all that planning needs.

        Raises:
            ServiceError: Plex or AniList cannot be read; nothing has been written.
        """
        options = self._options()
        match scope:
            case Everything():
                return await self._everything(options, known, report)
            case SinceCursors():
                return await self._news(options, known, report)
            case Subjects():
                return await self._certain(scope, options, known, report)
            case Targets():
                return await self._targets(scope, options)

    def targets(self, snapshot: Snapshot) -> Mapping[TargetKey, State | None]:
        """What the entries that the snapshot is about hold now, as they were read."""
        return {str(media_id): entry for media_id, entry in snapshot.entries.items()}

    def propose(self, snapshot: Snapshot, context: Context) -> Proposals:
        """Say what is wanted: a pure function of the snapshot and the context."""
        return propose(snapshot, context)

    async def explain(
        self, wanted: Subjects, known: Known, context: Context
    ) -> JsonObject:
        """Say why titles are or are not mapped, and what each rule says of them.

        Raises:
            ServiceError: Plex or AniList cannot be read.
        """
        options = replace(self._options(), full_scan=True)
        snapshot = await self._certain(wanted, options, known, lambda _: None)
        return await asyncio.to_thread(describe, snapshot, context)

    async def _everything(
        self, options: AnimeOptions, known: Known, report: Report
    ) -> Snapshot:
        reading = await self._plex.everything(options, known, report)
        report(Progress(stage=Stage.MATCHING, total=len(reading.titles)))
        candidates = await asyncio.to_thread(all_candidates, reading)
        found = await self._finder.find(candidates, options)
        anime_list = await self._anilist.anime_list(self._user_id)
        self._score_format = anime_list.score_format
        on_list = anime_list.items
        wanted = await asyncio.to_thread(wanted_media, found, on_list, options)
        media, unread = await self._reviews.complete(wanted, options, MOST)
        asked = media.keys() | found.choices
        off_list = sorted(asked - on_list.keys())
        shelf = dict(await self._shelf.take(off_list)) if off_list else {}
        shelf |= {key: on_list[key].media for key in asked & on_list.keys()}
        report(Progress(stage=Stage.PLANNING, total=len(media)))
        entries = {key: on_list[key].entry if key in on_list else None for key in media}
        snapshot = Snapshot(
            options=options,
            score_format=self._score_format,
            media=media,
            shelf=shelf,
            entries=entries,
            reviews=unread,
        )
        return await asyncio.to_thread(
            whole_snapshot, snapshot, reading, found, known.memory
        )

    async def _news(
        self, options: AnimeOptions, known: Known, report: Report
    ) -> Snapshot:
        again = self._due(known.retry)
        reading = await self._plex.news(options, known, again)
        candidates = candidates_of(reading.titles, reading.viewing)
        facts = [each for candidate in candidates for each in candidate.subjects]
        changed = {
            each.subject.key
            for each in facts
            if each.subject.key in again or has_changed(each, known.memory)
        }
        memory = later_first_views(
            [each for each in facts if each.subject.key not in changed], known.memory
        )
        if not changed:
            return Snapshot(
                options=options,
                score_format=self._score_format,
                memory=memory,
                cursors=reading.cursors,
                notices=reading.notices,
            )
        snapshot = await self._some(reading, changed, options, known, report)
        return snapshot.with_memory(memory)

    async def _certain(
        self, wanted: Subjects, options: AnimeOptions, known: Known, report: Report
    ) -> Snapshot:
        report(Progress(stage=Stage.READING))
        reading = await self._plex.certain(options, known, wanted)
        candidates = candidates_of(reading.titles, reading.viewing)
        only_by_key = not wanted.titles and not wanted.references
        subjects = set(wanted.keys) if only_by_key else keys_of(candidates)
        named = {name.casefold() for name in wanted.titles}
        asked_for = wanted.keys | {
            facts.subject.key
            for candidate in candidates
            if named & {name.casefold() for name in candidate.names}
            and not any(facts.active for facts in candidate.subjects)
            for facts in candidate.subjects
        }
        snapshot = await self._some(
            reading, subjects, options, known, report, asked_for=asked_for
        )
        # What was not there when it was asked for before is well if it is there now.
        names = wanted.keys | wanted.titles | wanted.references
        covered = snapshot.coverage.subjects | names
        return replace(snapshot, coverage=Coverage(subjects=covered))

    async def _some(
        self,
        reading: Reading,
        subjects: Collection[SubjectKey],
        options: AnimeOptions,
        known: Known,
        report: Report,
        *,
        asked_for: frozenset[SubjectKey] = frozenset(),
    ) -> Snapshot:
        """Complete what was read of a few titles, for certain of their subjects."""
        found = await self._find(reading, subjects, options, report)
        fed = {media_id for key in subjects for media_id in found.fed_by.get(key, ())}
        read = {candidate.key for candidate in found.candidates}
        companions = titles_feeding(fed, known.memory) - read
        if companions:
            reading = await self._plex.companions(reading, companions, options, known)
            found = await self._find(reading, subjects, options, report)
        found.only(subjects)
        wanted = wanted_media(found, (), options)
        media, unread = await self._reviews.complete(wanted, options)
        asked = sorted(media.keys() | found.choices)
        answers = await self._anilist.media(asked, with_entries=True) if asked else {}
        shelf: Shelf = {key: answer.media for key, answer in answers.items()}
        if shelf:
            await self._shelf.keep(shelf)
        report(Progress(stage=Stage.PLANNING, total=len(media)))
        looked_at = [facts for key, facts in found.subjects.items() if key in subjects]
        entries = {
            key: item.entry if (item := answers[key].item) else None for key in media
        }
        return Snapshot(
            options=options,
            score_format=self._score_format,
            media=media,
            shelf=shelf,
            entries=entries,
            unmapped=found.matched.unmapped,
            unsure=found.unsure,
            by_title=found.by_title,
            unknown=reading.unknown,
            asked_for=asked_for,
            candidates=found.candidates,
            edges=found.edges,
            coverage=Coverage(
                subjects=frozenset(each.subject.key for each in looked_at)
            ),
            memory=memory_of(looked_at, found.references, found.fed_by, known.memory),
            cursors=reading.cursors,
            reviews=unread,
            notes=notes_of(reading, found),
            notices=reading.notices,
        )

    async def _find(
        self,
        reading: Reading,
        subjects: Collection[SubjectKey],
        options: AnimeOptions,
        report: Report,
    ) -> Found:
        report(Progress(stage=Stage.MATCHING, total=len(reading.titles)))
        candidates = candidates_of(reading.titles, reading.viewing)
        return await self._finder.find(candidates, options, subjects)

    async def _targets(self, wanted: Targets, options: AnimeOptions) -> Snapshot:
        ids = sorted(int(key) for key in wanted.keys)
        answers = await self._anilist.media(ids, with_entries=True) if ids else {}
        return Snapshot(
            options=options,
            score_format=self._score_format,
            shelf={key: answer.media for key, answer in answers.items()},
            entries={
                key: answer.item.entry if answer.item else None
                for key, answer in answers.items()
            },
        )

    def _due(self, retry: Collection[SubjectKey]) -> set[SubjectKey]:
        """Give the subjects that a poll tries again; not the same ones every minute."""
        now = self._clock().timestamp()
        due = {key for key in retry if now - self._tried.get(key, 0) >= RETRY_AFTER}
        again = dict.fromkeys(due, now)
        self._tried = {key: self._tried.get(key, now) for key in retry} | again
        return due
