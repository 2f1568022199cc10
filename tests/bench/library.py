"""A library of a thousand titles, as heavy as a real one."""

from dataclasses import dataclass, field
from typing import Any, Final

from tests.fakes.anilist import FakeAniList
from tests.fakes.plex import FakePlex
from tests.fakes.plex.library import Item

TITLES: Final = 1000
FEW_TITLES: Final = 20
EPISODES: Final = 15
WATCHED: Final = 10
FIRST_MEDIA: Final = 100_001
FIRST_SHOW: Final = 500_001
LONG_AGO: Final = 1_760_000_000
USER: Final = "bench"
TOKEN: Final = "sample-token-of-bench"


@dataclass
class Library:
    """Shows that are one AniList media each, and two libraries."""

    plex: FakePlex
    anilist: FakeAniList
    shows: list[Item] = field(default_factory=list)
    mappings: dict[str, Any] = field(default_factory=dict)
    seen: int = WATCHED
    """How many episodes of each show are seen by now."""

    @property
    def episodes(self) -> int:
        """How many episodes there are."""
        return len(self.shows) * EPISODES

    def watch_more(self, count: int, at: int) -> None:
        """The owner sees the next episode of so many shows, well apart."""
        for number, show in enumerate(self.shows[:count]):
            episode = show.episode(1, self.seen + 1)
            self.plex.watch(self.plex.owner, episode, at=at + 200 * number)
        self.seen += 1


def make_library(plex: FakePlex, anilist: FakeAniList, titles: int) -> Library:
    """Fill both sides: ten of fifteen episodes of everything are seen."""
    library = Library(plex, anilist)
    anilist.add_user(USER, TOKEN)
    section = plex.add_section("Anime", "show")
    plex.add_section("Anime films", "movie")
    for number in range(titles):
        media, identity = FIRST_MEDIA + number, FIRST_SHOW + number
        title = f"The long journey of number {number}"
        anilist.add_media(id=media, title=title, episodes=EPISODES)
        show = plex.add_show(
            title,
            section=section,
            seasons={1: EPISODES},
            external_ids=(f"tvdb://{identity}", f"tmdb://{identity + 100_000}"),
        )
        library.shows.append(show)
        library.mappings[f"anilist:{media}"] = {
            f"tvdb_show:{identity}:s1": {f"1-{EPISODES}": f"1-{EPISODES}"}
        }
        for index in range(1, WATCHED + 1):
            plex.watch(
                plex.owner,
                show.episode(1, index),
                at=LONG_AGO + number * 86_400 // 10 + index * 1_500,
            )
    return library
