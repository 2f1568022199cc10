"""What is read of Plex for a run: all of it in bulk, what is new, or certain titles."""

import asyncio
from collections.abc import Collection, Mapping, Sequence, Set as AbstractSet
from dataclasses import dataclass, field as attribute, replace

from ..plex.model import Movie, Section, SectionType, View, WatchlistItem
from ..plex.server import PlexServer
from ..sync.errors import Refused, ServiceError, ServiceOff
from ..sync.model import JsonValue, Notice
from ..sync.protocols import Known, Report
from ..sync.runs import Progress, Stage, Subjects
from .cursors import (
    FIRST_LOOK,
    HISTORY,
    Cursor,
    after_rows,
    after_views,
    fresh_rows,
    fresh_views,
    section_cursor_key,
)
from .library import (
    cursors_of,
    first_and_last,
    first_views_in,
    grouped,
    libraries_gone,
    library_gone,
    of_genres,
)
from .lookup import GONE, TitleLookup, choose, section_of
from .media import Clock, now_utc
from .memory import title_of
from .options import AnimeOptions
from .subjects import Title, Viewing, title_key


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What was read of Plex."""

    titles: Sequence[Title] = ()
    viewing: Viewing = attribute(default_factory=Viewing)
    watchlist: Sequence[WatchlistItem] = ()
    cursors: Mapping[str, JsonValue] = attribute(default_factory=dict)
    notices: Sequence[Notice] = ()
    whole: bool = False
    """All chosen libraries were read."""
    unknown: Sequence[str] = ()
    """What was asked for by name, key or reference and is in no chosen library."""
    left_out: int = 0
    """Titles that the user's choice of libraries or genres leaves out."""


class PlexReading:
    """Reads a user's libraries, in as few requests as each purpose takes."""

    def __init__(
        self,
        plex: PlexServer,
        *,
        account_id: int | None = None,
        clock: Clock = now_utc,
    ) -> None:
        """Keep the door; `account_id` is asked of the server if it is not given."""
        self._plex = plex
        self._lookup = TitleLookup(plex)
        self._account_id = account_id
        self._clock = clock

    async def everything(
        self, options: AnimeOptions, known: Known, report: Report
    ) -> Reading:
        """Read all chosen libraries, the history since its cursor, the watch-list.

        Raises:
            ServiceError: Plex cannot be read; so do all readings.
        """
        sections = await self._plex.sections()
        chosen = choose(sections, options)
        cursors = cursors_of(known)
        titles: list[Title] = []
        moved: dict[str, JsonValue] = {}
        for index, section in enumerate(chosen, 1):
            place = Progress(
                stage=Stage.READING,
                section=section.title,
                section_index=index,
                section_count=len(chosen),
            )
            found, cursor = await self._section(section, place, report)
            titles += found
            moved[section_cursor_key(section.uuid)] = cursor.as_json()
        kept = of_genres(titles, options)
        # A library without a cursor is new here: its views may be of long ago.
        all_known = all(section_cursor_key(each.uuid) in cursors for each in chosen)
        before = cursors.get(HISTORY)
        if before is not None and not (all_known and before.whole):
            before = None
        views, notices = await self._history(before.since if before else None)
        # In a thread: tens of thousands of views would hold up the event loop.
        first_views, behind = await asyncio.to_thread(first_and_last, views, before)
        if not notices:
            moved[HISTORY] = behind.as_json()
        gone = libraries_gone(sections, options, cursors)
        watchlist: Sequence[WatchlistItem] = ()
        if options.watchlist_planning:
            watchlist, refused = await self._watchlist()
            notices += refused
        return Reading(
            titles=kept,
            viewing=Viewing(
                first_views=first_views,
                memory=known.memory,
                continuing=await self._plex.continue_watching(),
                watchlisted={title_key(item.guid) for item in watchlist},
            ),
            watchlist=watchlist,
            cursors=moved,
            notices=(*gone, *notices),
            whole=not gone,
            left_out=len(titles) - len(kept),
        )

    async def news(
        self, options: AnimeOptions, known: Known, again: Collection[str]
    ) -> Reading:
        """Read what was viewed since the cursors, and the titles of certain subjects.

        Args:
            options: the user's choices.
            known: what earlier runs left.
            again: keys of subjects to be read, whether they are new or not.
        """
        cursors = cursors_of(known)
        sections = await self._sections_of(cursors, options)
        moved: dict[str, JsonValue] = {}
        notices: list[Notice] = []
        films: dict[str, Title] = {}
        shows: dict[str, None] = {}
        for section in sections:
            name = section_cursor_key(section.uuid)
            before = cursors.get(name)
            try:
                rows = await self._plex.newest(section, since=self._since(before))
            except Refused as error:
                if error.reason != GONE:
                    raise
                notices.append(library_gone(section.uuid, section.title))
                continue
            for row in fresh_rows(rows, before):
                if isinstance(row, Movie):
                    films[row.rating_key] = Title(row=row, section=section)
                else:
                    shows[row.show_key] = None
            start = before or Cursor(newest=self._since(before))
            moved[name] = after_rows(section, rows, start).as_json()
        before = cursors.get(HISTORY)
        views, unknown_account = await self._history(self._since(before))
        if not unknown_account:
            start = before or Cursor(newest=self._since(before))
            moved[HISTORY] = after_views(views, start).as_json()
        for view in fresh_views(views, before):
            if view.show_key or view.rating_key not in films:
                shows[view.show_key or view.rating_key] = None
        viewing = Viewing(first_views=first_views_in(views), memory=known.memory)
        titles = [*films.values(), *await self._lookup.titles(shows, sections)]
        read = {title.key for title in titles}
        missing = {title_of(key) for key in again} - read
        titles += await self._lookup.by_key(missing, known, sections)
        kept = of_genres(titles, options)
        return Reading(
            titles=kept,
            viewing=viewing,
            cursors=moved,
            notices=(*notices, *unknown_account),
            left_out=len(titles) - len(kept),
        )

    async def certain(
        self, options: AnimeOptions, known: Known, wanted: Subjects
    ) -> Reading:
        """Read certain titles, whatever their genre and activity."""
        cursors = cursors_of(known)
        sections = choose(await self._plex.sections(), options)
        titles: dict[str, Title] = {}
        unknown: list[str] = []
        left_out = 0
        for reference in sorted(wanted.references):
            row = await self._lookup.row(reference)
            if row is None:
                unknown.append(reference)
            elif (section := section_of(row, sections)) is None:
                left_out += 1
            else:
                titles[row.rating_key] = await self._lookup.title(row, section)
        for name in sorted(wanted.titles):
            found = False
            for section in sections:
                for row in await self._plex.find_titles(section, name):
                    found = True
                    if row.rating_key not in titles:
                        titles[row.rating_key] = await self._lookup.title(row, section)
            if not found:
                unknown.append(name)
        read = {title.key for title in titles.values()}
        missing = {title_of(key) for key in wanted.keys} - read
        found_by_key = await self._lookup.by_key(missing, known, sections)
        all_titles = [*titles.values(), *found_by_key]
        read = {title.key for title in all_titles}
        unknown += sorted(key for key in wanted.keys if title_of(key) not in read)
        views: Sequence[View] = ()
        if all_titles:
            views, _ = await self._history(self._since(cursors.get(HISTORY)))
        return Reading(
            titles=all_titles,
            viewing=Viewing(first_views=first_views_in(views), memory=known.memory),
            unknown=unknown,
            left_out=left_out,
        )

    async def companions(
        self,
        reading: Reading,
        keys: AbstractSet[str],
        options: AnimeOptions,
        known: Known,
    ) -> Reading:
        """Read more titles, which feed the same media as those that were read."""
        sections = await self._sections_of(cursors_of(known), options)
        more = await self._lookup.by_key(keys, known, sections, search=False)
        return replace(reading, titles=[*reading.titles, *more])

    async def _section(
        self, section: Section, place: Progress, report: Report
    ) -> tuple[list[Title], Cursor]:
        """Read a whole library, and set its cursor."""

        def tell(processed: int, total: int) -> None:
            report(replace(place, processed=processed, total=total))

        report(place)
        if section.type is SectionType.MOVIE:
            movies = await self._plex.movies(section, tell)
            found = [Title(row=row, section=section) for row in movies]
            return found, after_rows(section, movies)
        shows = await self._plex.shows(section, tell)
        seasons = await self._plex.seasons(section, tell)
        episodes = await self._plex.episodes(section, tell)
        # In a thread: tens of thousands of rows would hold up the event loop.
        return await asyncio.to_thread(grouped, section, shows, seasons, episodes)

    async def _history(self, since: int | None) -> tuple[Sequence[View], list[Notice]]:
        """Read the user's finished views; without knowing who they are, none."""
        if self._account_id is None:
            try:
                self._account_id = await self._plex.account_id()
            except ServiceError as error:
                if error.reason != "account_unknown":
                    raise
                return [], [Notice(reason=error.reason)]
        return await self._plex.history(since=since, account_id=self._account_id), []

    async def _watchlist(self) -> tuple[Sequence[WatchlistItem], list[Notice]]:
        try:
            return await self._plex.watchlist(), []
        except ServiceOff as error:
            return (), [Notice(reason=error.reason)]

    async def _sections_of(
        self, cursors: Mapping[str, Cursor], options: AnimeOptions
    ) -> list[Section]:
        """Give the chosen libraries as the cursors know them, else ask."""
        kept = [each.section for each in cursors.values() if each.section is not None]
        return choose(kept or await self._plex.sections(), options)

    def _since(self, cursor: Cursor | None) -> int:
        """Tell from where a poll reads on."""
        if cursor is not None:
            return cursor.since
        return int(self._clock().timestamp()) - FIRST_LOOK
