"""Elements of Plex's XML → rows."""

from sys import intern
from xml.etree.ElementTree import Element

from .model import (
    Episode,
    Movie,
    Season,
    Section,
    SectionType,
    Show,
    View,
    WatchlistItem,
)

type Attributes = dict[str, str]
type HistoryLine = tuple[int | None, str, int | None, str]
"""When, the rating key where it is wanted, whose, the show's rating key."""

SECTION_TYPES = {kind.value: kind for kind in SectionType}


def section(element: Element) -> Section | None:
    """A library; `None` for a kind that is not read, such as photos."""
    kind = SECTION_TYPES.get(element.get("type", ""))
    if element.tag != "Directory" or kind is None:
        return None
    return Section(
        key=element.get("key", ""),
        uuid=element.get("uuid", ""),
        title=element.get("title", ""),
        type=kind,
        agent=element.get("agent", ""),
        show_ordering=element.get("showOrdering", ""),
        updated_at=_whole(element, "updatedAt"),
        scanned_at=_whole(element, "scannedAt"),
    )


def movie(element: Element, container: Attributes) -> Movie | None:
    """A film; `None` for anything else."""
    if element.get("type") != "movie" or not (key := element.get("ratingKey")):
        return None
    return Movie(
        section=_section_key(element, container),
        rating_key=key,
        guid=element.get("guid", ""),
        external_ids=_external_ids(element),
        title=element.get("title", ""),
        original_title=element.get("originalTitle", ""),
        year=_whole(element, "year"),
        genres=_genres(element),
        thumb=element.get("thumb", ""),
        view_count=_whole(element, "viewCount") or 0,
        last_viewed_at=_whole(element, "lastViewedAt"),
        view_offset=_whole(element, "viewOffset") or 0,
        duration=_whole(element, "duration"),
        user_rating=_number(element, "userRating"),
        last_rated_at=_whole(element, "lastRatedAt"),
    )


def show(element: Element, container: Attributes) -> Show | None:
    """A show; `None` for anything else."""
    if element.get("type") != "show" or not (key := element.get("ratingKey")):
        return None
    return Show(
        section=_section_key(element, container),
        rating_key=key,
        guid=element.get("guid", ""),
        external_ids=_external_ids(element),
        title=element.get("title", ""),
        original_title=element.get("originalTitle", ""),
        year=_whole(element, "year"),
        genres=_genres(element),
        thumb=element.get("thumb", ""),
        show_ordering=element.get("showOrdering", ""),
        leaf_count=_whole(element, "leafCount") or 0,
        viewed_leaf_count=_whole(element, "viewedLeafCount") or 0,
        last_viewed_at=_whole(element, "lastViewedAt"),
        user_rating=_number(element, "userRating"),
    )


def title(element: Element, container: Attributes) -> Movie | Show | str | None:
    """A film or a show; of a season or an episode the rating key of its show."""
    match element.get("type"):
        case "movie":
            return movie(element, container)
        case "show":
            return show(element, container)
        case "season":
            return element.get("parentRatingKey")
        case "episode":
            return element.get("grandparentRatingKey")
    return None


def season(element: Element, container: Attributes) -> Season | None:
    """A season; `None` for anything else, such as the row that stands for all seasons."""
    index = _whole(element, "index")
    key = element.get("ratingKey")
    if element.get("type") != "season" or not key or index is None:
        return None
    return Season(
        rating_key=key,
        show_key=intern(element.get("parentRatingKey", "")),
        index=index,
        guid=element.get("guid", ""),
        title=element.get("title", ""),
        thumb=element.get("thumb", ""),
        leaf_count=_whole(element, "leafCount") or 0,
        viewed_leaf_count=_whole(element, "viewedLeafCount") or 0,
        user_rating=_number(element, "userRating"),
    )


def episode(element: Element, container: Attributes) -> Episode | None:
    """An episode; `None` for anything else, and for one known by its date only."""
    index = _whole(element, "index")
    key = element.get("ratingKey")
    if element.get("type") != "episode" or not key or index is None:
        return None
    season_index = _whole(element, "parentIndex")
    if season_index is None:
        season_index = _digits(container.get("parentIndex")) or 0
    return Episode(
        rating_key=key,
        guid=element.get("guid", ""),
        show_key=intern(element.get("grandparentRatingKey", "")),
        season_key=intern(element.get("parentRatingKey", "")),
        season_index=season_index,
        index=index,
        title=element.get("title", ""),
        view_count=_whole(element, "viewCount") or 0,
        last_viewed_at=_whole(element, "lastViewedAt"),
        view_offset=_whole(element, "viewOffset") or 0,
        duration=_whole(element, "duration"),
        user_rating=_number(element, "userRating"),
        last_rated_at=_whole(element, "lastRatedAt"),
    )


def history_line(element: Element, container: Attributes) -> HistoryLine:
    """When it was, of every line, and what and whose, where that is wanted."""
    viewed_at = _whole(element, "viewedAt")
    account_id = _whole(element, "accountID")
    key = element.get("ratingKey", "")
    if element.get("type") not in {"movie", "episode"} or account_id is None:
        key = ""
    # Histories name the show by its path, other listings by its rating key.
    show_path = element.get("grandparentKey", "")
    show_key = element.get("grandparentRatingKey") or show_path.rpartition("/")[2]
    return viewed_at, key, account_id, intern(show_key)


def view_of(line: HistoryLine) -> View | None:
    """The view that a line tells of; `None`: none that is wanted."""
    viewed_at, key, account_id, show_key = line
    if not key or viewed_at is None or account_id is None:
        return None
    return View(
        rating_key=key, viewed_at=viewed_at, account_id=account_id, show_key=show_key
    )


def view(element: Element, container: Attributes) -> View | None:
    """A line of the history; `None` for music and for what has left the library."""
    return view_of(history_line(element, container))


def watchlist_item(element: Element, container: Attributes) -> WatchlistItem | None:
    """A title of a watch-list; `None` for anything but films and shows."""
    kind = SECTION_TYPES.get(element.get("type", ""))
    guid = element.get("guid")
    if kind not in {SectionType.MOVIE, SectionType.SHOW} or not guid:
        return None
    return WatchlistItem(
        guid=guid,
        type=kind,
        title=element.get("title", ""),
        year=_whole(element, "year"),
        external_ids=_external_ids(element),
        thumb=element.get("thumb", ""),
    )


def rating_key(element: Element, container: Attributes) -> str | None:
    """The rating key of a film or an episode; `None` for anything else."""
    if element.get("type") not in {"movie", "episode"}:
        return None
    return element.get("ratingKey")


def _section_key(element: Element, container: Attributes) -> str:
    """The key of the library, which a listing tells once and an item by itself."""
    return intern(
        element.get("librarySectionID") or container.get("librarySectionID", "")
    )


def _external_ids(element: Element) -> tuple[str, ...]:
    """Ids such as `tmdb://129`, in Plex's order."""
    return tuple(
        guid for child in element.iterfind("Guid") if (guid := child.get("id"))
    )


def _genres(element: Element) -> tuple[str, ...]:
    """Names of genres, shared between the rows that carry them."""
    return tuple(
        intern(tag) for child in element.iterfind("Genre") if (tag := child.get("tag"))
    )


def _whole(element: Element, name: str) -> int | None:
    """A whole number; `None` where it is missing or none."""
    return _digits(element.get(name))


def _digits(text: str | None) -> int | None:
    """A whole number of a text; `None` where it is missing or none."""
    try:
        return int(text or "")
    except ValueError:
        return None


def _number(element: Element, name: str) -> float | None:
    """A number; `None` where it is missing or none."""
    try:
        return float(element.get(name, ""))
    except ValueError:
        return None
