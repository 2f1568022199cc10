"""Between AniList's JSON and the records of this door."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Final

from ..sync.errors import IncompleteAnswer
from .model import (
    AnimeList,
    Entry,
    EntryValue,
    ListItem,
    Media,
    MediaStatus,
    ScoreFormat,
    Viewer,
)

type Row = Mapping[str, Any]

ARGUMENTS: Final[Mapping[str, tuple[str, str]]] = {
    "status": ("status", "MediaListStatus"),
    "progress": ("progress", "Int"),
    "repeat": ("repeat", "Int"),
    "score": ("scoreRaw", "Int"),
    "notes": ("notes", "String"),
    "started_at": ("startedAt", "FuzzyDateInput"),
    "completed_at": ("completedAt", "FuzzyDateInput"),
    "private": ("private", "Boolean"),
    "hidden_from_status_lists": ("hiddenFromStatusLists", "Boolean"),
    "custom_lists": ("customLists", "[String]"),
    "advanced_scores": ("advancedScores", "[Float]"),
    "priority": ("priority", "Int"),
}
"""By field: the argument that saves it, and its type."""

_NUMBERS: Final = ("progress", "repeat", "priority")
_SWITCHES: Final = ("private", "hidden_from_status_lists")


@contextmanager
def understanding(what: str) -> Iterator[None]:
    """Read an answer; one that is not shaped as expected is incomplete.

    Raises:
        IncompleteAnswer: something that should be there is not.
    """
    try:
        yield
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise IncompleteAnswer("AniList", f"{what}: incomplete answer") from error


def viewer_of(row: Row) -> Viewer:
    """A `User` as the token's owner."""
    options = row.get("options") or {}
    lists = row["mediaListOptions"]
    return Viewer(
        id=row["id"],
        name=row["name"],
        score_format=ScoreFormat(lists["scoreFormat"]),
        timezone=options.get("timezone"),
        title_language=options.get("titleLanguage") or "ROMAJI",
        custom_lists=_names(lists, "customLists"),
        advanced_scoring=_names(lists, "advancedScoring"),
    )


def silent_of(row: Row) -> frozenset[str]:
    """The statuses of which a `User` wants no activity."""
    options = row["options"]["disabledListActivity"] or ()
    return frozenset(option["type"] for option in options if option["disabled"])


def list_of(collections: Sequence[Row]) -> AnimeList:
    """The chunks of a `MediaListCollection` as one list, each entry once.

    Entries have become items as they were read, see `item_if_entry`.
    """
    lists = collections[0]["user"]["mediaListOptions"]
    items: dict[int, ListItem] = {}
    for collection in collections:
        for group in collection["lists"]:
            # An entry comes again with each custom list that it is on.
            items |= {item.media.id: item for item in group["entries"]}
    return AnimeList(
        score_format=ScoreFormat(lists["scoreFormat"]),
        items=items,
        custom_lists=_names(lists, "customLists"),
        advanced_scoring=_names(lists, "advancedScoring"),
    )


def item_if_entry(piece: Any) -> Any:
    """A `MediaList` as an item; anything else as it is."""
    if isinstance(piece, dict) and "mediaId" in piece:
        return item_of(piece)
    return piece


def item_of(row: Row, media: Media | None = None) -> ListItem:
    """A `MediaList` with its media, or with one that is known from elsewhere."""
    if media is None:
        facts = row["media"]
        media = (
            Media(id=row["mediaId"], title=str(row["mediaId"]))
            if facts is None
            else media_of(facts)
        )
    return ListItem(
        entry_id=row["id"],
        entry=entry_of(row),
        media=media,
        updated_at=row["updatedAt"],
    )


def entry_of(row: Row) -> Entry:
    """A `MediaList` as an entry, all fields in it."""
    return {
        "status": row["status"],
        "progress": row["progress"] or 0,
        "repeat": row["repeat"] or 0,
        "score": round(row["score"] or 0) or None,
        "notes": row["notes"] or None,
        "started_at": date_of(row["startedAt"]),
        "completed_at": date_of(row["completedAt"]),
        "private": bool(row["private"]),
        "hidden_from_status_lists": bool(row["hiddenFromStatusLists"]),
        "custom_lists": _custom_lists(row["customLists"]),
        "advanced_scores": {
            name: score
            for name, score in (row["advancedScores"] or {}).items()
            if score
        }
        # An empty map arrives as an empty list.
        if isinstance(row["advancedScores"], Mapping)
        else {},
        "priority": row["priority"] or 0,
    }


def media_of(row: Row) -> Media:
    """A `Media`; facts that were not asked for are not known."""
    titles = row["title"]
    romaji, english, native = (titles.get(k) for k in ("romaji", "english", "native"))
    names = [romaji, english, native, *(row.get("synonyms") or ())]
    known = tuple(dict.fromkeys(name for name in names if name))
    status = str(row.get("status"))
    return Media(
        id=row["id"],
        title=titles.get("userPreferred") or (known[0] if known else str(row["id"])),
        titles=known,
        format=row.get("format"),
        status=MediaStatus(status) if status in MediaStatus else None,
        episodes=row.get("episodes"),
        start_date=date_of(row.get("startDate")),
        end_date=date_of(row.get("endDate")),
        season_year=row.get("seasonYear"),
        next_episode=(row.get("nextAiringEpisode") or {}).get("episode"),
        cover=(row.get("coverImage") or {}).get("large"),
        is_adult=bool(row.get("isAdult")),
        site_url=row.get("siteUrl") or "",
    )


def date_of(row: Row | None) -> str | None:
    """A `FuzzyDate` as text: "2026-11-21", "2026-11", "2026"; `None`: not set."""
    if not row or not row["year"]:
        return None
    if not row["month"]:
        return f"{row['year']:04}"
    if not row["day"]:
        return f"{row['year']:04}-{row['month']:02}"
    return f"{row['year']:04}-{row['month']:02}-{row['day']:02}"


def fuzzy_date(text: str) -> dict[str, int | None]:
    """A date's text as a `FuzzyDateInput`.

    Raises:
        ValueError: not a date.
    """
    parts: list[int | None] = [int(part) for part in text.split("-")]
    if len(parts) > 3:
        raise ValueError(f"Not a date: {text}")
    year, month, day = parts + [None] * (3 - len(parts))
    return {"year": year, "month": month, "day": day}


def argument_of(field: str, value: EntryValue, sections: Sequence[str]) -> Any:
    """A value as AniList takes it; scores are raw.

    Args:
        sections: the parts of an advanced score, in AniList's order.

    Raises:
        ValueError: the value is none of its field's.
    """
    if field in _NUMBERS:
        return value or 0
    if field in _SWITCHES:
        return bool(value)
    if field in ("started_at", "completed_at"):
        return fuzzy_date(str(value))
    if field == "advanced_scores" and isinstance(value, Mapping):
        return [float(value.get(section, 0)) for section in sections]
    return value


def equal(field: str, held: EntryValue, wanted: EntryValue) -> bool:
    """Whether a field holds what was wanted; unset values of a kind are equal."""
    if field == "custom_lists":
        return sorted(_texts(held)) == sorted(_texts(wanted))
    if field == "advanced_scores":
        return _scores(held) == _scores(wanted)
    return (held or None) == (wanted or None)


def _custom_lists(value: Any) -> list[str]:
    """The lists that an entry is on; they come as name → on, or as rows."""
    if isinstance(value, Mapping):
        return sorted(name for name, enabled in value.items() if enabled)
    return sorted(row["name"] for row in value or () if row["enabled"])


def _names(options: Row, key: str) -> tuple[str, ...]:
    return tuple((options.get("animeList") or {}).get(key) or ())


def _texts(value: EntryValue) -> list[str]:
    return value if isinstance(value, list) else []


def _scores(value: EntryValue) -> dict[str, float]:
    if not isinstance(value, Mapping):
        return {}
    return {name: score for name, score in value.items() if score}
