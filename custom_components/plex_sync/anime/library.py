"""What is made of the rows of a library, before anything is known of AniList. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from ..plex.model import Episode, Season, Section, Show, View
from ..sync.columns import Columns
from ..sync.model import Notice
from ..sync.protocols import Known
from ..sync.turns import in_turns
from .cursors import Cursor, after_rows, after_views, section_cursor_key
from .options import AnimeOptions
from .subjects import Title


def grouped(
    section: Section,
    shows: Sequence[Show],
    seasons: Sequence[Season],
    episodes: Columns[Episode],
) -> tuple[list[Title], Cursor]:
    """Put seasons and episodes under their shows, and set the library's cursor."""
    seasons_of: dict[str, list[Season]] = defaultdict(list)
    for season in seasons:
        seasons_of[season.show_key].append(season)
    episodes_of = episodes.by("show_key")
    titles = [
        Title(
            row=show,
            section=section,
            seasons=seasons_of.get(show.rating_key, ()),
            episodes=episodes_of.get(show.rating_key, ()),
        )
        for show in shows
    ]
    return titles, after_rows(section, episodes)


def cursors_of(known: Known) -> dict[str, Cursor]:
    """Read what is kept of where each source stood."""
    cursors = {name: Cursor.from_json(value) for name, value in known.cursors.items()}
    return {name: cursor for name, cursor in cursors.items() if cursor is not None}


def libraries_gone(
    sections: Iterable[Section],
    options: AnimeOptions,
    cursors: Mapping[str, Cursor],
) -> list[Notice]:
    """Notice the chosen libraries that are no longer there."""
    there = {section.uuid for section in sections}
    found = []
    for uuid in options.libraries:
        if uuid not in there:
            cursor = cursors.get(section_cursor_key(uuid))
            title = cursor.section.title if cursor and cursor.section else ""
            found.append(library_gone(uuid, title))
    return found


def library_gone(uuid: str, title: str) -> Notice:
    """Notice that a library is no longer there."""
    return Notice(reason="library_gone", details={"uuid": uuid, "title": title})


def of_genres(titles: Sequence[Title], options: AnimeOptions) -> Sequence[Title]:
    """Give the titles with a chosen genre; without a choice all of them."""
    wanted = {genre.casefold() for genre in options.genres}
    if not wanted:
        return titles
    return [
        title
        for title in titles
        if not wanted.isdisjoint(genre.casefold() for genre in title.row.genres)
    ]


def first_and_last(
    views: Sequence[View], before: Cursor | None
) -> tuple[dict[str, int], Cursor]:
    """Give the first views of a whole history, and the cursor behind it."""
    return first_views_in(views), after_views(views, before, whole=True)


def first_views_in(views: Iterable[View]) -> dict[str, int]:
    """Give the first of these views of each film and episode, by rating key."""
    found: dict[str, int] = {}
    for view in in_turns(views):
        found[view.rating_key] = min(
            view.viewed_at, found.get(view.rating_key, view.viewed_at)
        )
    return found
