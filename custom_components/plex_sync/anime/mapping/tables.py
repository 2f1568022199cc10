"""Which edges number a season of a show.

A season is read by one table only, and so is an AniList media: numbers of different
providers are never mixed. The tables, in their order:

1. an id that numbers like AniList does (AniDB, MyAnimeList), where it is the agent's
   own: an edge without a season is the regular numbering, Plex's season 1;
2. the provider after which the show is numbered (`tmdbAiring`: TMDB, else TVDB), of
   all providers with seasons the only one whose specials (season 0) are taken;
3. the other providers.

DVD and absolute orders number differently from the tables, which count as aired. There
a table is used only while it knows a single regular season, and never for specials.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from .model import OVERRIDE, Edge, ExternalId, Provider
from .place import by_claim

type Edges = Mapping[ExternalId, Sequence[Edge]]

NO_IDS: Final = "no_ids"
ID_UNKNOWN: Final = "id_unknown"
SEASON_UNKNOWN: Final = "season_unknown"
EPISODE_UNKNOWN: Final = "episode_unknown"
OTHER_NUMBERING: Final = "other_numbering"
ORDERING_DIFFERS: Final = "ordering_differs"

_DIRECT: Final = (Provider.ANIDB, Provider.MAL, Provider.ANILIST)
_TVDB_FIRST: Final = (Provider.TVDB_SHOW, Provider.TMDB_SHOW, Provider.IMDB_SHOW)
_TMDB_FIRST: Final = (Provider.TMDB_SHOW, Provider.TVDB_SHOW, Provider.IMDB_SHOW)
_AIRED: Final = ("", "aired", "tvdbairing", "tmdbairing")


@dataclass(frozen=True, slots=True, kw_only=True)
class SeasonTable:
    """The edges of one season, sorted by claim."""

    overrides: Sequence[Edge] = ()
    edges: Sequence[Edge] = ()
    external_id: ExternalId | None = None
    """The id whose table numbers the season."""
    reason: str = EPISODE_UNKNOWN
    """Why an episode that no edge holds is not mapped, as a translation key."""


class Tables:
    """The tables of one show."""

    def __init__(self, ids: Sequence[ExternalId], edges: Edges, ordering: str) -> None:
        """Sort edges into seasons."""
        self.ids = preferred_order(ids, ordering)
        self._aired = ordering.lower() in _AIRED
        self._overrides: dict[int, list[Edge]] = defaultdict(list)
        self._seasons: dict[ExternalId, dict[int, list[Edge]]] = {}
        for external_id in self.ids:
            seasons: dict[int, list[Edge]] = defaultdict(list)
            for edge in edges.get(external_id, ()):
                season = 1 if edge.season is None else edge.season
                own = edge.source == OVERRIDE
                (self._overrides if own else seasons)[season].append(edge)
            if seasons:
                self._seasons[external_id] = seasons
        self._preferred = next(
            (each for each in self.ids if each.provider not in _DIRECT), None
        )

    def season(self, season: int) -> SeasonTable:
        """Give the edges that number a season."""
        overrides = by_claim(self._overrides.get(season, ()))
        reason = self._first_reason()
        numbered_elsewhere: set[int] = set()
        for external_id, seasons in self._seasons.items():
            refusal = self._refusal(external_id, season)
            if season in seasons and refusal:
                reason = refusal
            if refusal == ORDERING_DIFFERS:
                continue
            edges = [
                edge
                for edge in seasons.get(season, ())
                if edge.anilist_id not in numbered_elsewhere
            ]
            if edges and not refusal:
                return SeasonTable(
                    overrides=overrides,
                    edges=by_claim(edges),
                    external_id=external_id,
                )
            if season in seasons and not edges:
                reason = OTHER_NUMBERING
            numbered_elsewhere.update(
                edge.anilist_id for each in seasons.values() for edge in each
            )
        return SeasonTable(overrides=overrides, reason=reason)

    def _first_reason(self) -> str:
        if not self.ids:
            return NO_IDS
        return SEASON_UNKNOWN if self._seasons else ID_UNKNOWN

    def _refusal(self, external_id: ExternalId, season: int) -> str:
        """Say why an id's table may not number a season; empty: it may."""
        if external_id.provider in _DIRECT:
            return ""
        if not self._aired:
            regular = [each for each in self._seasons[external_id] if each > 0]
            return "" if season > 0 and len(regular) == 1 else ORDERING_DIFFERS
        if season == 0 and external_id != self._preferred:
            return OTHER_NUMBERING
        return ""


def preferred_order(ids: Sequence[ExternalId], ordering: str) -> list[ExternalId]:
    """Sort a show's ids by how well their numbering fits."""
    tables = _TMDB_FIRST if ordering.lower() == "tmdbairing" else _TVDB_FIRST
    direct = [each for each in ids if each.provider in _DIRECT]
    numbered = sorted(
        (each for each in ids if each.provider in tables),
        key=lambda each: tables.index(each.provider),
    )
    others = [each for each in ids if each not in direct and each not in numbered]
    # an id in a list says which title it is; only the agent's own says how it numbers
    own = bool(direct) and ids[0] == direct[0]
    ranked = [*direct, *numbered] if own else [*numbered, *direct]
    return list(dict.fromkeys([*ranked, *others]))
