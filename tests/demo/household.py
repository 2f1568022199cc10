"""A household: who watches what on Plex, what the list held before, what it should hold."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
import json
from pathlib import Path
from typing import Any, Final

from tests.fakes.anilist import FakeAniList
from tests.fakes.plex import FakePlex
from tests.fakes.plex.library import Item, Section

from .expectation import Expectation

DATA: Final = Path(__file__).parent / "data"
ANILIST_USER: Final = "frieda"
ANILIST_TOKEN: Final = "sample-token-of-frieda"
FIRST_DAY: Final = datetime(2026, 3, 1, 12, tzinfo=UTC)
EDGE_TITLES: Final = frozenset(
    {1, 20, 59, 269, 329, 889, 1519, 1575, 2001, 5680, 7791}
    | {18397, 20691, 20811, 20958, 119113, 226, 376}
)
"""AniList ids of titles that have a story of their own in `edges.py`."""


@dataclass
class Household:
    """The samples, and what should become of them."""

    plex: FakePlex
    anilist: FakeAniList
    shows: Section
    films: Section
    media: Mapping[int, dict[str, Any]]
    mappings: Mapping[str, dict[str, Any]]
    expectation: Expectation = field(default_factory=Expectation)
    titles: int = 0
    _days: Iterator[datetime] = field(default_factory=lambda: _days())

    def day(self) -> datetime:
        """The next day on which somebody watches something."""
        return next(self._days)

    def add_show(self, title: str, **options: Any) -> Item:
        """Put a show into the library of shows."""
        self.titles += 1
        return self.plex.add_show(title, section=self.shows, **options)

    def add_film(self, title: str, **options: Any) -> Item:
        """Put a film into the library of films."""
        self.titles += 1
        return self.plex.add_movie(title, section=self.films, **options)

    def watch(self, item: Item, day: datetime) -> None:
        """The owner sees something to its end, at noon."""
        self.plex.watch(self.plex.owner, item, at=int(day.timestamp()))

    def watch_first(self, show: Item, season: int, count: int, day: datetime) -> None:
        """The owner sees the first episodes of a season, a minute apart."""
        for number, episode in enumerate(show.season(season).children[:count]):
            self.watch(episode, day + timedelta(minutes=number))

    def had(self, media_id: int, **fields: Any) -> None:
        """The list held this before."""
        self.anilist.set_entry(ANILIST_USER, media_id, **fields)

    def expect(self, media_id: int, **fields: Any) -> None:
        """The list should hold this in the end."""
        self.expectation.expect(media_id, **fields)


def _days() -> Iterator[datetime]:
    day = FIRST_DAY
    while True:
        yield day
        day += timedelta(days=1)


def plain_household(
    plex: FakePlex, anilist: FakeAniList, most: int = 1000
) -> Household:
    """Fill both sides with titles that have nothing special, so many of a kind."""
    media = {row["id"]: row for row in json.loads((DATA / "media.json").read_text())}
    mappings = json.loads((DATA / "mappings.json").read_text())
    anilist.load_media(media.values())
    anilist.add_user(ANILIST_USER, ANILIST_TOKEN, score_format="POINT_10_DECIMAL")
    home = Household(
        plex=plex,
        anilist=anilist,
        shows=plex.add_section("Anime", "show"),
        films=plex.add_section("Anime films", "movie"),
        media=media,
        mappings=mappings,
    )
    _add_plain_shows(home, most)
    _add_plain_films(home, most)
    return home


def _add_plain_shows(home: Household, most: int) -> None:
    """Shows whose one season is one media, each watched in one of eight ways."""
    rows = [
        (home.media[int(key)], entry)
        for key, entry in home.mappings.items()
        if entry.get("tvdb_mappings") == {"s1": ""} and int(key) not in EDGE_TITLES
    ]
    seen: set[int] = set()
    ways = 0
    for media, entry in rows:
        if entry["tvdb_id"] in seen or ways == most:
            continue
        seen.add(entry["tvdb_id"])
        show = home.add_show(
            media["title"]["romaji"],
            seasons={1: media["episodes"]},
            external_ids=(f"tvdb://{entry['tvdb_id']}",),
            year=media["seasonYear"],
        )
        _watch_show(home, show, media, ways % 8)
        ways += 1


def _watch_show(home: Household, show: Item, media: dict[str, Any], way: int) -> None:
    identity, count = media["id"], media["episodes"]
    if way == 2:  # never watched
        return
    day = home.day()
    on = day.date().isoformat()
    some = min(5, count - 1) or 1
    match way:
        case 0:  # seen once
            home.watch(show.season(1), day)
            home.expect(
                identity,
                status="COMPLETED",
                progress=count,
                started_at=on,
                completed_at=on,
            )
        case 1 if count > 1:  # in the middle of it
            home.watch_first(show, 1, some, day)
            home.expect(identity, status="CURRENT", progress=some, started_at=on)
        case 3:  # seen twice
            home.watch(show.season(1), day)
            home.watch(show.season(1), day + timedelta(days=30))
            home.expect(
                identity,
                status="COMPLETED",
                progress=count,
                repeat=1,
                started_at=on,
                completed_at=on,
            )
        case 4 if count > 6:  # the list is further than Plex knows
            home.watch_first(show, 1, 3, day)
            before = {"status": "CURRENT", "progress": 6, "started_at": "2025-12-24"}
            home.had(identity, **before)
            home.expect(identity, **before)
        case 5 if count > 4:  # put on hold by hand, and Plex has nothing new
            home.watch_first(show, 1, 4, day)
            home.had(identity, status="PAUSED", progress=4)
            home.expect(identity, status="PAUSED", progress=4, started_at=on)
        case 6:  # the first episode was begun
            episode = show.episode(1, 1)
            home.plex.set_offset(
                home.plex.owner, episode, 300_000, at=int(day.timestamp())
            )
            home.expect(identity, status="CURRENT", started_at=on)
        case 7:  # all is there already, with much that is the user's own
            home.watch(show.season(1), day)
            own = {
                "status": "COMPLETED",
                "progress": count,
                "score": 85,
                "notes": "Seen with Mum.",
                "started_at": "2025-10-01",
                "completed_at": "2025-10-31",
                "private": True,
                "custom_lists": ["Favourites"],
            }
            home.had(identity, **own)
            home.expect(identity, **own)


def _add_plain_films(home: Household, most: int) -> None:
    """Films, each watched in one of four ways."""
    ways = 0
    for key, entry in home.mappings.items():
        media = home.media[int(key)]
        numbers = entry.get("imdb_id")
        if (
            media["format"] != "MOVIE"
            or not isinstance(numbers, str)
            or entry.get("tvdb_mappings")
            or int(key) in EDGE_TITLES
            or ways == most
        ):
            continue
        ids = [f"imdb://{numbers}"]
        if isinstance(number := entry.get("tmdb_movie_id"), int):
            ids.append(f"tmdb://{number}")
        film = home.add_film(
            media["title"]["romaji"],
            external_ids=tuple(ids),
            year=media["startDate"]["year"],
        )
        _watch_film(home, film, media, ways % 4)
        ways += 1


def _watch_film(home: Household, film: Item, media: dict[str, Any], way: int) -> None:
    if way == 1:  # never watched
        return
    day = home.day()
    on = day.date().isoformat()
    seen = {
        "status": "COMPLETED",
        "progress": media["episodes"],
        "started_at": on,
        "completed_at": on,
    }
    match way:
        case 0:
            home.watch(film, day)
            home.expect(media["id"], **seen)
        case 2:  # left in the middle
            home.plex.set_offset(
                home.plex.owner, film, 1_800_000, at=int(day.timestamp())
            )
            home.expect(media["id"], status="CURRENT", started_at=on)
        case 3:  # seen twice
            home.watch(film, day)
            home.watch(film, day + timedelta(days=20))
            home.expect(media["id"], **seen, repeat=1)
