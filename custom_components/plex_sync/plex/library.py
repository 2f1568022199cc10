"""What is asked of a library, and how its listings are read; blocking, for a thread."""

from collections.abc import Sequence
from xml.etree.ElementTree import Element

from ..sync.columns import Columns
from ..sync.errors import Refused
from . import rows
from .failures import SERVICE
from .model import Episode, Movie, Season, Section, SectionType, Show, View
from .pages import PAGE_SIZE, Make, OnPage, Page, PageReader, Params

TYPE_NUMBERS = {"movie": 1, "show": 2, "season": 3, "episode": 4}
WITH_IDS = {"movie", "show"}
"""Kinds whose external ids are needed; Plex looks them up only when asked."""


def read_listing[Row: (Movie, Show, Season)](
    reader: PageReader,
    section: Section,
    kind: str,
    make: Make[Row],
    on_page: OnPage | None = None,
    **filters: str | int,
) -> list[Row]:
    """All rows of one kind in a library."""
    return reader.whole(
        f"/library/sections/{section.key}/all",
        _params(kind) | filters,
        make,
        identity=_rating_key,
        on_page=on_page,
    )


def read_episodes(
    reader: PageReader, section: Section, on_page: OnPage | None = None
) -> Columns[Episode]:
    """All episodes of a library; there may be tens of thousands."""
    return reader.whole_in_columns(
        f"/library/sections/{section.key}/all",
        _params("episode"),
        rows.episode,
        kind=Episode,
        identity=_rating_key,
        on_page=on_page,
    )


def read_newest(
    reader: PageReader, section: Section, since: int, page_size: int
) -> list[Movie] | list[Episode]:
    """Films or episodes in order of last viewing, latest first."""
    if section.type is SectionType.MOVIE:
        return _newest(reader, section, "movie", rows.movie, since, page_size)
    return _newest(reader, section, "episode", rows.episode, since, page_size)


def read_title(reader: PageReader, rating_key: str) -> Movie | Show:
    """A film or a show; that of a season or an episode for one more request."""
    found = _metadata(reader, rating_key)
    if isinstance(found, str):
        found = _metadata(reader, found)
    if found is None or isinstance(found, str):
        raise Refused(SERVICE, "neither a film nor a show", reason="gone")
    return found


def find_titles(
    reader: PageReader, section: Section, title: str
) -> list[Movie] | list[Show]:
    """The films or shows of that very title, or original title, in any case."""
    # The server finds parts of titles, or ignores the filter: compared again here.
    wanted = title.casefold()

    def called[Row: (Movie, Show)](found: list[Row]) -> list[Row]:
        return [
            row
            for row in found
            if wanted in {row.title.casefold(), row.original_title.casefold()}
        ]

    if section.type is SectionType.MOVIE:
        return called(read_listing(reader, section, "movie", rows.movie, title=title))
    return called(read_listing(reader, section, "show", rows.show, title=title))


def read_seasons_of(reader: PageReader, show_key: str) -> list[Season]:
    """The seasons of a show."""
    make = _of_show(rows.season, "parentRatingKey", show_key)
    path = f"/library/metadata/{show_key}/children"
    return reader.whole(path, {}, make, identity=_rating_key)


def read_episodes_of(reader: PageReader, show_key: str) -> list[Episode]:
    """The episodes of a show."""
    make = _of_show(rows.episode, "grandparentRatingKey", show_key)
    path = f"/library/metadata/{show_key}/allLeaves"
    return reader.whole(path, {}, make, identity=_rating_key)


def read_history(
    reader: PageReader, since: int | None, account_id: int | None
) -> Sequence[View]:
    """Finished views since a time, latest first, each once."""
    params: Params = {"sort": "viewedAt:desc"}
    if account_id is not None:
        params["accountID"] = account_id
    # Music counts as well when it is about where to stop, or it would be read for ever.
    lines = reader.newest_first(
        "/status/sessions/history/all",
        params,
        rows.history_line,
        time_of=lambda line: line[0],
        since=since,
        first_page_size=PAGE_SIZE,
    )
    views = (
        rows.view_of(line)
        for line in dict.fromkeys(lines)
        if account_id is None or line[2] == account_id
    )
    return Columns(View, (view for view in views if view is not None))


def read_continue_watching(reader: PageReader) -> set[str]:
    """Rating keys of the user's Continue Watching, or of On Deck, its forerunner.

    A server that has neither has nothing to go on with.
    """
    for path in ("/hubs/continueWatching/items", "/library/onDeck"):
        try:
            return _rating_keys(reader, path)
        except Refused as error:
            if error.reason != "gone":
                raise
    return set()


def _params(kind: str) -> Params:
    """What a listing of one kind is asked with."""
    params: Params = {"type": TYPE_NUMBERS[kind]}
    if kind in WITH_IDS:
        params["includeGuids"] = 1
    return params


def _newest[Row: (Movie, Episode)](
    reader: PageReader,
    section: Section,
    kind: str,
    make: Make[Row],
    since: int,
    page_size: int,
) -> list[Row]:
    """Rows of one kind in order of last viewing."""
    found = reader.newest_first(
        f"/library/sections/{section.key}/all",
        _params(kind) | {"sort": "lastViewedAt:desc"},
        make,
        time_of=lambda row: row.last_viewed_at,
        since=since,
        first_page_size=page_size,
    )
    return list({row.rating_key: row for row in found}.values())


def _metadata(reader: PageReader, rating_key: str) -> Movie | Show | str | None:
    """A film or a show; of a season or an episode its show's rating key."""
    path = f"/library/metadata/{rating_key}"
    page: Page[Movie | Show | str] = reader.page(path, {"includeGuids": 1}, rows.title)
    return page.rows[0] if page.rows else None


def _rating_keys(reader: PageReader, path: str) -> set[str]:
    """Rating keys of a hub."""
    return set(reader.whole(path, {}, rows.rating_key, identity=str))


def _rating_key(row: Movie | Show | Season | Episode) -> str:
    """What tells a row from all others of its server."""
    return row.rating_key


def _of_show[Row](make: Make[Row], name: str, show_key: str) -> Make[Row]:
    """Read rows that may leave out whose they are."""

    def made(element: Element, container: dict[str, str]) -> Row | None:
        if name not in element.attrib:
            element.set(name, show_key)
        return make(element, container)

    return made
