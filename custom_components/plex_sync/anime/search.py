"""Title search: the last resort where no mapping knows a title. Off by default."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
import re
from typing import Final
import unicodedata

from rapidfuzz import fuzz

from ..anilist.client import AniListClient
from ..anilist.model import Media, MediaStatus, SearchQuery
from ..sync.model import JsonObject, JsonValue, SubjectKey
from ..sync.protocols import Cache
from .episodes import AMBIGUOUS
from .gathering import Contribution, Cover
from .kept import KeptFacts
from .matching import Candidate, Unmapped
from .media import Clock, from_json, now_utc, to_json

KEEP: Final = timedelta(days=7)
SHOWN: Final = 5
"""How many hits a person is shown."""

_FORMATS: Final = {
    "movie": ("MOVIE", "SPECIAL"),
    "show": ("TV", "TV_SHORT", "ONA", "OVA"),
}
_NOT_LETTERS: Final = re.compile(r"[\W_]+")
_NUMERALS: Final = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A media that a search gave, and how alike the titles are, 0-100."""

    media: Media
    similarity: int
    fits: bool
    """Whether its number of episodes and its year fit."""

    def as_json(self) -> JsonObject:
        """Tell a person what was found."""
        return {
            "id": self.media.id,
            "title": self.media.title,
            "format": self.media.format,
            "episodes": self.media.episodes,
            "similarity": self.similarity,
            "fits": self.fits,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """What is searched for: a film, or a whole season."""

    unmapped: Unmapped
    candidate: Candidate

    @property
    def season(self) -> int:
        """The season; of a film 1."""
        return self.unmapped.facts.season or 1

    @property
    def query(self) -> SearchQuery:
        """What AniList is asked."""
        title = self.candidate.title
        if self.season > 1:
            title = f"{title} {self.season}"
        return SearchQuery(title=title, formats=_FORMATS[self.candidate.kind])


def searches(
    unmapped: Iterable[Unmapped], candidates: Iterable[Candidate]
) -> list[Search]:
    """Give what is worth searching: films and whole seasons with activity."""
    by_subject = {
        facts.subject.key: candidate
        for candidate in candidates
        for facts in candidate.subjects
    }
    return [
        Search(unmapped=each, candidate=by_subject[each.facts.subject.key])
        for each in unmapped
        if each.active
        and each.facts.season != 0
        and each.reason != AMBIGUOUS
        and len(each.numbers) == len(each.facts.items)
    ]


class TitleSearch:
    """Asks AniList for titles, and remembers what it said."""

    def __init__(
        self,
        client: AniListClient,
        cache: Cache,
        *,
        account: int,
        clock: Clock = now_utc,
    ) -> None:
        """Keep where to ask; titles are in the language of the account."""
        self._client = client
        self._results = KeptFacts(
            cache=cache,
            namespace=f"anilist_search:{account}",
            clock=clock,
            read=_media,
            write=lambda found: [to_json(each) for each in found],
            lasts=lambda _: KEEP,
        )

    async def find(self, wanted: Sequence[Search]) -> Mapping[SubjectKey, list[Hit]]:
        """Give the hits for each subject, the best first.

        Raises:
            ServiceError: AniList cannot be asked.
        """
        queries = {_name(search.query): search.query for search in wanted}
        results = await self._results.young(queries.keys())
        asked = {name: each for name, each in queries.items() if name not in results}
        if asked:
            answers = await self._client.search(list(asked.values()))
            found = dict(zip(asked, answers, strict=True))
            await self._results.put(found)
            results |= found
        return {
            search.unmapped.facts.subject.key: rank(
                search, results[_name(search.query)]
            )
            for search in wanted
        }


def rank(search: Search, results: Iterable[Media]) -> list[Hit]:
    """Sort results by whether they fit, then by how alike the titles are."""
    names = [
        name
        for title in search.candidate.names
        for name in _season_names(normalise(title), search.season)
    ]
    hits = [
        Hit(
            media=media,
            similarity=_similarity(names, media),
            fits=_fits(search, media),
        )
        for media in results
        if media.format in _FORMATS[search.candidate.kind]
    ]
    return sorted(hits, key=lambda hit: (not hit.fits, -hit.similarity, hit.media.id))


def accepted(hits: Sequence[Hit], threshold: int) -> Hit | None:
    """Give the hit that is good enough, and better than all others; `None`: none is."""
    good = [hit for hit in hits if hit.fits and hit.similarity >= threshold]
    if not good:
        return None
    best = max(hit.similarity for hit in good)
    leading = [hit for hit in good if hit.similarity == best]
    return leading[0] if len(leading) == 1 else None


def contribution_of(search: Search, media: Media) -> Contribution:
    """Take a subject for a media as a whole, number by number."""
    facts = search.unmapped.facts
    return Contribution(
        facts=facts,
        covers=[
            Cover(number=item.number, first=item.number, last=item.number)
            for item in facts.items
            if media.episodes is None or item.number <= media.episodes
        ],
    )


def normalise(title: str) -> str:
    """Leave of a title what tells it from others: letters and numbers of any script."""
    plain = unicodedata.normalize("NFKD", title).casefold()
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return _NOT_LETTERS.sub(" ", plain).strip()


def _season_names(title: str, season: int) -> list[str]:
    """Give the ways in which a season is called."""
    if season == 1:
        return [title]
    ordinal = {2: "2nd", 3: "3rd"}.get(season, f"{season}th")
    names = [
        f"{title} {season}",
        f"{title} season {season}",
        f"{title} {ordinal} season",
    ]
    if season < len(_NUMERALS):
        names.append(f"{title} {_NUMERALS[season]}")
    return names


def _similarity(names: Iterable[str], media: Media) -> int:
    titles = [normalise(title) for title in (media.title, *media.titles)]
    return max(
        (
            int(fuzz.ratio(name, title))
            for name in names
            for title in titles
            if name and title
        ),
        default=0,
    )


def _fits(search: Search, media: Media) -> bool:
    """Whether a media is as long as the subject, and of its year where that is known."""
    year = search.candidate.year
    if search.season == 1 and year and media.season_year:
        if abs(year - media.season_year) > 1:
            return False
    if search.candidate.kind == "movie":
        return media.episodes in (None, 1)
    items = search.unmapped.facts.items
    if media.episodes == len(items):
        return True
    if media.status is not MediaStatus.RELEASING:
        return False
    return media.episodes is None or items[-1].number <= media.episodes


def _name(query: SearchQuery) -> str:
    return f"{'/'.join(query.formats)}:{normalise(query.title)}"


def _media(value: JsonValue) -> list[Media]:
    rows = value if isinstance(value, Sequence) and not isinstance(value, str) else ()
    found = [from_json(row) for row in rows]
    return [media for media in found if media is not None]
