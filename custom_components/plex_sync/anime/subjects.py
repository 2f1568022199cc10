"""From Plex's rows to subjects with their facts. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set as AbstractSet
from dataclasses import dataclass, field as attribute, replace
from typing import Final
from urllib.parse import quote

from ..plex.model import Episode, Movie, Season, Section, Show, WatchlistItem
from ..sync.columns import Columns
from ..sync.model import JsonObject, Link, Picture, Subject, SubjectKey
from .dates import marked_at_once
from .facts import DatedBy, Item, SubjectFacts
from .gathering import further
from .memory import first_views_of

_APP: Final = (
    "https://app.plex.tv/desktop/#!/provider/tv.plex.provider.discover/details"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Title:
    """A film, or a show with its seasons and episodes, as read from a library."""

    row: Movie | Show
    section: Section
    seasons: Sequence[Season] = ()
    episodes: Sequence[Episode] = ()

    @property
    def key(self) -> str:
        """The title's part of the keys of its subjects."""
        return title_key(self.row.guid, self.row.rating_key)


@dataclass(frozen=True, slots=True, kw_only=True)
class Viewing:
    """What is known of the user's views besides the rows of the library."""

    first_views: Mapping[str, int] = attribute(default_factory=dict)
    """By rating key: the first view that the history tells of."""
    memory: Mapping[SubjectKey, JsonObject] = attribute(default_factory=dict)
    continuing: AbstractSet[str] = frozenset()
    """Rating keys with which Plex offers to go on."""
    watchlisted: AbstractSet[str] = frozenset()
    """Keys of titles on the watch-list."""


def title_key(guid: str, rating_key: str = "") -> str:
    """Make a title's stable key; a row without a guid has none but its own number."""
    return guid.partition("?")[0].strip() or f"local://{rating_key}"


def season_key(title: str, season: int) -> SubjectKey:
    """Make the key of a season."""
    return f"{title}#{season}"


def subjects_of(title: Title, viewing: Viewing) -> list[SubjectFacts]:
    """Give the subjects of a title: the film, or each season that has episodes."""
    if isinstance(title.row, Movie):
        return [_film(title, title.row, viewing)]
    return _seasons(title, title.row, viewing)


def wished_for(item: WatchlistItem, kind: str) -> SubjectFacts:
    """Make a subject of a title that is on the watch-list and in no library."""
    key = title_key(item.guid)
    film = kind == "movie"
    return SubjectFacts(
        subject=Subject(
            key=key if film else season_key(key, 1),
            title=item.title,
            subtitle="" if film else "Season 1",
            kind=kind,
            picture=_picture(item.thumb),
            links=_links(item.guid),
        ),
        season=None if film else 1,
        items=(Item(number=1),),
        watchlisted=True,
        in_library=False,
    )


def joined(facts: Iterable[SubjectFacts]) -> list[SubjectFacts]:
    """Make one of the same subject in several libraries, each in its first place."""
    found: dict[SubjectKey, SubjectFacts] = {}
    for each in facts:
        key = each.subject.key
        found[key] = _both(found[key], each) if key in found else each
    return list(found.values())


def _film(title: Title, row: Movie, viewing: Viewing) -> SubjectFacts:
    first = _first_view(row, 1, first_views_of(title.key, viewing.memory), viewing)
    return SubjectFacts(
        subject=Subject(
            key=title.key,
            title=row.title,
            section=title.section.title,
            kind="movie",
            picture=_picture(row.thumb),
            links=_links(row.guid),
            reference=row.rating_key,
        ),
        items=(_item(row, 1, row.view_count, first, marked=False),),
        watchlisted=title.key in viewing.watchlisted,
        continuing=row.rating_key in viewing.continuing,
        guids=_own_guids(row.guid),
    )


def _seasons(title: Title, row: Show, viewing: Viewing) -> list[SubjectFacts]:
    by_season: dict[int, list[Episode]] = defaultdict(list)
    for episode in title.episodes:
        by_season[episode.season_index].append(episode)
    rows = {season.index: season for season in title.seasons}
    views = {
        key: count
        for index, episodes in by_season.items()
        for key, count in _views(episodes, rows.get(index)).items()
    }
    first_views: dict[str, int] = {}
    for index, episodes in by_season.items():
        kept = first_views_of(season_key(title.key, index), viewing.memory)
        for episode in episodes:
            first = _first_view(episode, episode.index, kept, viewing)
            if first is not None:
                first_views[episode.rating_key] = first
    marked = marked_at_once(
        {
            episode.rating_key: episode.last_viewed_at
            for episode in title.episodes
            if views[episode.rating_key]
            and episode.last_viewed_at
            and episode.rating_key not in first_views
        }
    )
    upcoming = min(
        (
            index
            for index, episodes in by_season.items()
            if index > 0 and not any(views[each.rating_key] for each in episodes)
        ),
        default=None,
    )
    found = []
    for index in sorted(by_season):
        episodes = sorted(by_season[index], key=lambda each: each.index)
        items: dict[int, Item] = {}
        for episode in episodes:
            item = _item(
                episode,
                episode.index,
                views[episode.rating_key],
                first_views.get(episode.rating_key),
                marked=episode.rating_key in marked,
            )
            known = items.get(episode.index)
            items[episode.index] = further(known, item) if known else item
        season = rows.get(index)
        found.append(
            SubjectFacts(
                subject=Subject(
                    key=season_key(title.key, index),
                    title=row.title,
                    subtitle=f"Season {index}" if index else "Specials",
                    section=title.section.title,
                    kind="season",
                    picture=_picture((season and season.thumb) or row.thumb),
                    links=_links(row.guid),
                    reference=season.rating_key if season else row.rating_key,
                ),
                season=index,
                items=Columns(Item, items.values()),
                rating=season.user_rating if season else None,
                title_rating=row.user_rating,
                watchlisted=index == upcoming and title.key in viewing.watchlisted,
                continuing=any(
                    each.rating_key in viewing.continuing for each in episodes
                ),
                # What is said of a show is said of none of its specials.
                guids=_own_guids(season.guid if season else "", row.guid)
                if index
                else (),
            )
        )
    return found


def _views(episodes: Sequence[Episode], season: Season | None) -> dict[str, int]:
    """Count the views of a season's episodes, by rating key.

    What was marked as watched by hand may lack its count: then the season's own count
    tells, if it leaves no choice which episodes it speaks of.
    """
    views = {episode.rating_key: episode.view_count for episode in episodes}
    uncounted = [
        episode.rating_key
        for episode in episodes
        if not episode.view_count and not episode.view_offset
    ]
    stamped = [
        episode.rating_key
        for episode in episodes
        if episode.rating_key in uncounted and episode.last_viewed_at
    ]
    counted = sum(1 for count in views.values() if count)
    missing = season.viewed_leaf_count - counted if season else 0
    if missing > 0:
        by_hand = next(
            (each for each in (stamped, uncounted) if len(each) == missing), []
        )
        views |= dict.fromkeys(by_hand, 1)
    return views


def _first_view(
    row: Movie | Episode, number: int, kept: Mapping[str, int], viewing: Viewing
) -> int | None:
    known = (kept.get(str(number)), viewing.first_views.get(row.rating_key))
    return min((at for at in known if at is not None), default=None)


def _item(
    row: Movie | Episode, number: int, views: int, first: int | None, *, marked: bool
) -> Item:
    dated_by: DatedBy | None = None
    if views and first is not None:
        dated_by = DatedBy.HISTORY
    elif views and row.last_viewed_at and not marked:
        first, dated_by = row.last_viewed_at, DatedBy.LAST_VIEWED
    return Item(
        number=number,
        views=views,
        first_viewed_at=first if dated_by else None,
        dated_by=dated_by,
        last_viewed_at=row.last_viewed_at,
        begun=row.view_offset > 0,
        rating=row.user_rating or None,
    )


def _both(first: SubjectFacts, second: SubjectFacts) -> SubjectFacts:
    items = {item.number: item for item in first.items}
    for item in second.items:
        known = items.get(item.number)
        items[item.number] = further(known, item) if known else item
    return replace(
        first,
        items=Columns(Item, (items[number] for number in sorted(items))),
        rating=first.rating or second.rating,
        title_rating=first.title_rating or second.title_rating,
        watchlisted=first.watchlisted or second.watchlisted,
        continuing=first.continuing or second.continuing,
    )


def _own_guids(*guids: str) -> tuple[str, ...]:
    """Give the guids that Plex has made: those of other agents only a server knows."""
    return tuple(guid for guid in guids if guid.startswith("plex://"))


def _picture(thumb: str) -> Picture | None:
    return Picture(service="plex", path=thumb) if thumb else None


def _links(guid: str) -> tuple[Link, ...]:
    """Give the page of Plex's own app; only its own guids have one."""
    scheme, _, rest = guid.partition("://")
    _, _, number = rest.partition("/")
    if scheme != "plex" or not number:
        return ()
    path = quote(f"/library/metadata/{number}", safe="")
    return (Link(label="Plex", url=f"{_APP}?key={path}"),)
