"""Facts, media and entries for tests of the rules, in as few words as possible."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Final

from custom_components.plex_sync.anilist.model import (
    Entry,
    EntryValue,
    Media,
    MediaStatus,
    ScoreFormat,
)
from custom_components.plex_sync.anime.facts import (
    UNKNOWN_REVIEW,
    DatedBy,
    Item,
    MediaFacts,
    Review,
    SubjectFacts,
)
from custom_components.plex_sync.anime.gathering import Share, gather
from custom_components.plex_sync.anime.matching import Unmapped
from custom_components.plex_sync.anime.options import DEFAULT_POLICIES, AnimeOptions
from custom_components.plex_sync.anime.rules import Asked, ask
from custom_components.plex_sync.anime.snapshot import Snapshot
from custom_components.plex_sync.sync.model import Coverage, JsonValue, Policy, Subject

NOW: Final = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
DAY: Final = 24 * 60 * 60
TODAY: Final = int(NOW.timestamp())
MEDIA: Final = 100


def media(episodes: int | None = 12, *, media_id: int = MEDIA, **more: object) -> Media:
    """A media that has been finished."""
    status = more.get("status", MediaStatus.FINISHED)
    assert status is None or isinstance(status, MediaStatus)
    return Media(
        id=media_id,
        title="Mushishi",
        titles=("Mushishi",),
        format="TV",
        status=status,
        episodes=episodes,
        cover="https://img.example/cover.jpg",
    )


def item(
    number: int,
    views: int = 0,
    *,
    days_ago: float | None = None,
    first_days_ago: float | None = None,
    begun: bool = False,
    rating: float | None = None,
) -> Item:
    """An episode; with `first_days_ago` the history knows its first view."""
    last = None if days_ago is None else int(TODAY - days_ago * DAY)
    first, dated_by = (last, DatedBy.LAST_VIEWED) if views and last else (None, None)
    if first_days_ago is not None:
        first, dated_by = int(TODAY - first_days_ago * DAY), DatedBy.HISTORY
    return Item(
        number=number,
        views=views,
        first_viewed_at=first,
        dated_by=dated_by,
        last_viewed_at=last,
        begun=begun,
        rating=rating,
    )


def watched(numbers: Iterable[int], total: int, *, views: int = 1) -> list[Item]:
    """A season of which some episodes were watched, one a day, in their order."""
    seen = set(numbers)
    return [
        item(number, views, days_ago=100 - number, first_days_ago=100 - number)
        if number in seen
        else item(number)
        for number in range(1, total + 1)
    ]


def season(
    items: Iterable[Item],
    *,
    number: int | None = 1,
    rating: float | None = None,
    title_rating: float | None = None,
    watchlisted: bool = False,
    continuing: bool = False,
    in_library: bool = True,
    review: Review = UNKNOWN_REVIEW,
) -> SubjectFacts:
    """A season of Mushishi; without a number a film."""
    return SubjectFacts(
        subject=Subject(
            key="plex://show/1" if number is None else f"plex://show/1#{number}",
            title="Mushishi",
            kind="movie" if number is None else "season",
        ),
        season=number,
        items=tuple(items),
        rating=rating,
        title_rating=title_rating,
        watchlisted=watchlisted,
        continuing=continuing,
        in_library=in_library,
        review=review,
    )


def facts(*subjects: SubjectFacts, offset: int = 0) -> MediaFacts:
    """Map each episode to the number that it has."""
    return gather(
        MEDIA,
        [
            Share(
                facts=subject,
                item=each,
                first=each.number + offset,
                last=each.number + offset,
            )
            for subject in subjects
            for each in subject.items
        ],
    )


def facts_of(items: Iterable[Item]) -> MediaFacts:
    """Map one season, number by number."""
    return facts(season(items))


def entry(**fields: EntryValue) -> Entry:
    """An entry as AniList holds it."""
    empty: dict[str, EntryValue] = {
        "status": "CURRENT",
        "progress": 0,
        "repeat": 0,
        "score": None,
        "notes": None,
        "started_at": None,
        "completed_at": None,
        "private": False,
        "hidden_from_status_lists": False,
        "custom_lists": [],
        "advanced_scores": {},
        "priority": 0,
    }
    return {**empty, **fields}


def policies(**chosen: Policy) -> Mapping[str, Policy]:
    """The default policies, but for some."""
    return {**DEFAULT_POLICIES, **chosen}


def asked_of(
    known: MediaFacts,
    *,
    episodes: int | None = 12,
    now_on_list: Entry | None = None,
    options: AnimeOptions = AnimeOptions(),
    score_format: ScoreFormat = ScoreFormat.POINT_100,
    now: datetime = NOW,
    status: MediaStatus = MediaStatus.FINISHED,
) -> Asked:
    """Ask the rules."""
    return ask(
        known, media(episodes, status=status), now_on_list, options, score_format, now
    )


def values(asked: Asked) -> dict[str, JsonValue]:
    """Give what is wished for, by field."""
    return {field: wish.value for field, wish in asked.wishes.items()}


def snapshot_of(
    *known: MediaFacts,
    on_list: Mapping[int, Entry] | None = None,
    options: AnimeOptions = AnimeOptions(),
    episodes: int | None = 12,
    unmapped: Iterable[Unmapped] = (),
    whole: bool = True,
) -> Snapshot:
    """Make a snapshot of facts, as a whole read does."""
    entries = on_list or {}
    return Snapshot(
        options=options,
        score_format=ScoreFormat.POINT_100,
        media={each.media_id: each for each in known},
        shelf={
            each.media_id: media(episodes, media_id=each.media_id) for each in known
        },
        entries={each.media_id: entries.get(each.media_id) for each in known},
        unmapped=list(unmapped),
        whole=whole,
        coverage=Coverage(everything=whole),
    )
