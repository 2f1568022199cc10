"""From the episodes that Plex shows to the episodes of AniList media.

Which table numbers a season stands in `mapping.tables`. Of several edges that hold an
episode the user's own wins, then the narrowest; an open one comes last, the later start
first. Media with equal claims are ambiguous, and none of them is taken.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from .mapping.model import NOTHING, OVERRIDE, ExternalId
from .mapping.place import Ambiguity, Choice, choose, place
from .mapping.tables import Edges, Tables

type PlexEpisode = tuple[int, int]
"""Season and episode, as Plex numbers them."""

AMBIGUOUS: Final = "ambiguous"


@dataclass(frozen=True, slots=True, kw_only=True)
class MappedEpisode:
    """A Plex episode that is one or several AniList episodes, or a part of one."""

    season: int
    episode: int
    first: int
    """The AniList episodes that it covers, first to last."""
    last: int
    part: int = 1
    """Which of `parts` that make the AniList episode together."""
    parts: int = 1
    source: str = ""
    """Where the edge is from."""

    @property
    def key(self) -> PlexEpisode:
        """Plex's numbers."""
        return self.season, self.episode


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaEpisodes:
    """The Plex episodes of one AniList media, in AniList's order."""

    anilist_id: int
    episodes: tuple[MappedEpisode, ...]

    @property
    def seasons(self) -> tuple[int, ...]:
        """The Plex seasons that contribute, the one with most episodes first."""
        counts: dict[int, int] = defaultdict(int)
        for episode in self.episodes:
            counts[episode.season] += 1
        return tuple(sorted(counts, key=lambda season: (-counts[season], season)))

    def numbers(self, chosen: Collection[PlexEpisode]) -> frozenset[int]:
        """Give the AniList episodes that are done once the chosen ones are watched.

        Of an episode in parts, the last part and all others that are there have to be
        among them.
        """
        done: set[int] = set()
        open_parts: set[int] = set()
        for each in self.episodes:
            if each.key not in chosen:
                if each.parts > 1:
                    open_parts.add(each.first)
            elif each.part == each.parts:
                done.update(range(each.first, each.last + 1))
        return frozenset(done - open_parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class UnmappedEpisode:
    """A Plex episode without a way to AniList."""

    season: int
    episode: int
    reason: str
    """A translation key."""
    candidates: tuple[int, ...] = ()
    """AniList ids with equal claims, where it is ambiguous."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowMapping:
    """What becomes of a show's episodes."""

    media: Mapping[int, MediaEpisodes]
    """By AniList id."""
    unmapped: tuple[UnmappedEpisode, ...] = ()
    excluded: tuple[PlexEpisode, ...] = ()
    """Episodes of which the user has settled that they are on no list."""
    numbered_by: Mapping[int, ExternalId] = field(default_factory=dict)
    """The id whose table numbers each season."""

    @property
    def unmapped_seasons(self) -> Mapping[int, tuple[UnmappedEpisode, ...]]:
        """The unmapped episodes by season."""
        seasons: dict[int, list[UnmappedEpisode]] = defaultdict(list)
        for each in self.unmapped:
            seasons[each.season].append(each)
        return {season: tuple(episodes) for season, episodes in seasons.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class MovieCandidate:
    """An AniList media that a film may be, and its episodes that the film covers."""

    anilist_id: int
    first: int = 1
    last: int = 1
    source: str = ""


def resolve_movie(ids: Iterable[ExternalId], edges: Edges) -> list[MovieCandidate]:
    """Give the AniList media that a film may be; several: it is ambiguous.

    The user's own word goes before all; a film that is settled as nothing is no media.
    Otherwise those media are left that most of the ids name.
    """
    claims = [
        edge
        for external_id in dict.fromkeys(ids)
        for edge in edges.get(external_id, ())
        if edge.season is None and edge.start == 1
    ]
    claims = [edge for edge in claims if edge.source == OVERRIDE] or claims
    votes: dict[int, set[ExternalId]] = defaultdict(set)
    for edge in claims:
        votes[edge.anilist_id].add(edge.external_id)
    most = max(map(len, votes.values()), default=0)
    found: dict[int, MovieCandidate] = {}
    for edge in claims:
        if edge.anilist_id == NOTHING or len(votes[edge.anilist_id]) < most:
            continue
        covered = place(edge, 1)
        if covered is None or edge.anilist_id in found:
            continue
        found[edge.anilist_id] = MovieCandidate(
            anilist_id=edge.anilist_id,
            first=covered.first,
            last=covered.last,
            source=edge.source,
        )
    return [found[anilist_id] for anilist_id in sorted(found)]


def map_show(
    ids: Sequence[ExternalId],
    edges: Edges,
    episodes: Iterable[PlexEpisode],
    ordering: str = "",
) -> ShowMapping:
    """Map a show's episodes.

    Args:
        ids: the show's ids, its agent's own first.
        edges: the edges of these ids.
        episodes: season and number of each episode that is there.
        ordering: Plex's `showOrdering` of the show, else of its library; may be empty.
    """
    tables = Tables(ids, edges, ordering)
    seasons: dict[int, set[int]] = defaultdict(set)
    for season, episode in episodes:
        seasons[season].add(episode)
    media: dict[int, list[MappedEpisode]] = defaultdict(list)
    unmapped: list[UnmappedEpisode] = []
    excluded: list[PlexEpisode] = []
    numbered_by: dict[int, ExternalId] = {}
    for season in sorted(seasons):
        table = tables.season(season)
        if table.external_id is not None:
            numbered_by[season] = table.external_id
        for episode in sorted(seasons[season]):
            match choose(table.overrides, episode) or choose(table.edges, episode):
                case Choice(edge) if edge.anilist_id == NOTHING:
                    excluded.append((season, episode))
                case Choice(edge, (first, last, part, parts)):
                    media[edge.anilist_id].append(
                        MappedEpisode(
                            season=season,
                            episode=episode,
                            first=first,
                            last=last,
                            part=part,
                            parts=parts,
                            source=edge.source,
                        )
                    )
                case Ambiguity(anilist_ids):
                    unmapped.append(
                        UnmappedEpisode(
                            season=season,
                            episode=episode,
                            reason=AMBIGUOUS,
                            candidates=anilist_ids,
                        )
                    )
                case _:
                    unmapped.append(
                        UnmappedEpisode(
                            season=season, episode=episode, reason=table.reason
                        )
                    )
    return ShowMapping(
        media={
            anilist_id: MediaEpisodes(
                anilist_id=anilist_id,
                episodes=tuple(sorted(found, key=lambda each: (each.first, each.part))),
            )
            for anilist_id, found in media.items()
        },
        unmapped=tuple(unmapped),
        excluded=tuple(excluded),
        numbered_by=numbered_by,
    )
