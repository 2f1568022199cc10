"""Why a title is or is not mapped: what was tried, as data for cards and actions."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from ...sync.model import JsonObject
from ..episodes import (
    AMBIGUOUS,
    MediaEpisodes,
    MovieCandidate,
    PlexEpisode,
    ShowMapping,
    map_show,
    resolve_movie,
)
from .model import NOTHING, Edge, ExternalId
from .tables import ID_UNKNOWN, NO_IDS, Edges, preferred_order

EXCLUDED: Final = "excluded"
MAPPED: Final = "mapped"
IN_PART: Final = "mapped_in_part"
NOT_MAPPED: Final = "not_mapped"


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """What was tried for a title; the verdict and all reasons are translation keys."""

    verdict: str
    version: str
    """Of the mappings that were asked."""
    ordering: str = ""
    ids: Sequence[ExternalId] = ()
    """In the order in which they were tried."""
    edges: Edges
    show: ShowMapping | None = None
    candidates: Sequence[MovieCandidate] = ()

    def as_json(self) -> JsonObject:
        """Give it all as plain data."""
        numbered_by = self.show.numbered_by if self.show else {}
        return {
            "verdict": self.verdict,
            "version": self.version,
            "ordering": self.ordering,
            "ids": [
                {
                    "provider": each.provider.value,
                    "id": each.id,
                    "edges": [_edge(edge) for edge in self.edges.get(each, ())],
                    "numbers_seasons": [
                        season for season, by in numbered_by.items() if by == each
                    ],
                }
                for each in self.ids
            ],
            "media": [_media(each) for each in self._media()],
            "candidates": [
                {
                    "anilist_id": each.anilist_id,
                    "first": each.first,
                    "last": each.last,
                    "source": each.source,
                }
                for each in self.candidates
            ],
            "unmapped": _unmapped(self.show),
            "excluded": [list(each) for each in self.show.excluded]
            if self.show
            else [],
        }

    def _media(self) -> Iterable[MediaEpisodes]:
        return self.show.media.values() if self.show else ()


def explain_show(
    ids: Sequence[ExternalId],
    edges: Edges,
    episodes: Iterable[PlexEpisode],
    ordering: str = "",
    *,
    version: str = "",
) -> Explanation:
    """Say what was tried for a show."""
    show = map_show(ids, edges, episodes, ordering)
    reasons = {each.reason for each in show.unmapped}
    if not show.unmapped:
        verdict = MAPPED if show.media else EXCLUDED
    elif show.media or len(reasons) > 1:
        verdict = IN_PART if show.media else NOT_MAPPED
    else:
        verdict = reasons.pop()
    return Explanation(
        verdict=verdict,
        version=version,
        ordering=ordering,
        ids=preferred_order(ids, ordering),
        edges=edges,
        show=show,
    )


def explain_movie(
    ids: Sequence[ExternalId], edges: Edges, *, version: str = ""
) -> Explanation:
    """Say what was tried for a film."""
    candidates = resolve_movie(ids, edges)
    known = [edge for each in ids for edge in edges.get(each, ())]
    if candidates:
        verdict = MAPPED if len(candidates) == 1 else AMBIGUOUS
    elif any(edge.anilist_id == NOTHING for edge in known):
        verdict = EXCLUDED
    else:
        verdict = ID_UNKNOWN if ids else NO_IDS
    return Explanation(
        verdict=verdict, version=version, ids=ids, edges=edges, candidates=candidates
    )


def _edge(edge: Edge) -> JsonObject:
    return {
        "season": edge.season,
        "start": edge.start,
        "end": edge.end,
        "anilist_id": edge.anilist_id or None,
        "target_start": edge.target_start,
        "target_end": edge.target_end,
        "ratio": f"{edge.numerator}/{edge.denominator}",
        "source": edge.source,
    }


def _media(media: MediaEpisodes) -> JsonObject:
    return {
        "anilist_id": media.anilist_id,
        "episodes": [
            {
                "season": each.season,
                "episode": each.episode,
                "first": each.first,
                "last": each.last,
                "part": each.part,
                "parts": each.parts,
                "source": each.source,
            }
            for each in media.episodes
        ],
    }


def _unmapped(show: ShowMapping | None) -> Sequence[JsonObject]:
    if show is None:
        return []
    groups: dict[tuple[int, str, tuple[int, ...]], list[int]] = {}
    for each in show.unmapped:
        key = each.season, each.reason, each.candidates
        groups.setdefault(key, []).append(each.episode)
    return [
        {
            "season": season,
            "reason": reason,
            "episodes": episodes,
            "candidates": list(candidates),
        }
        for (season, reason, candidates), episodes in groups.items()
    ]
