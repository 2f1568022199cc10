"""From subjects to the AniList media that they feed. Pure."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field as attribute
from typing import Protocol

from ..plex.model import Movie, SectionType, WatchlistItem
from ..sync.columns import Columns
from ..sync.turns import in_turns
from .episodes import AMBIGUOUS, map_show, resolve_movie
from .facts import SubjectFacts
from .gathering import Contribution, Cover
from .guids import Kind, ordering_of, parse_guids, plex_id
from .mapping.model import NOTHING, OVERRIDE, Edge, ExternalId
from .mapping.tables import ID_UNKNOWN, NO_IDS, Edges
from .subjects import Title, Viewing, joined, subjects_of, title_key, wished_for


class EdgeSource(Protocol):
    """Where the edges of titles come from, the user's own among them."""

    async def edges_for(
        self, ids: Collection[ExternalId]
    ) -> Mapping[ExternalId, tuple[Edge, ...]]:
        """Give the edges of certain ids; an id that is not known is left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A title that may be on AniList, with its ids and subjects."""

    key: str
    kind: Kind
    title: str
    ids: tuple[ExternalId, ...]
    subjects: tuple[SubjectFacts, ...]
    ordering: str = ""
    reference: str = ""
    """The rating key of the film or show."""
    year: int | None = None
    names: tuple[str, ...] = ()
    """The title and the original title."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unmapped:
    """Episodes of a subject, or a film, without a way to AniList."""

    facts: SubjectFacts
    reason: str
    """A translation key."""
    numbers: tuple[int, ...]
    choices: tuple[int, ...] = ()
    """AniList ids with equal claims."""
    ids: tuple[str, ...] = ()

    @property
    def active(self) -> bool:
        """Whether the user has watched any of what is not mapped."""
        return any(
            item.active for item in self.facts.items if item.number in self.numbers
        )


@dataclass(slots=True, kw_only=True)
class Matched:
    """What titles feed on AniList."""

    fed: dict[int, list[Contribution]] = attribute(
        default_factory=lambda: defaultdict(list)
    )
    """By AniList id."""
    unmapped: list[Unmapped] = attribute(default_factory=list)


def candidates_of(titles: Iterable[Title], viewing: Viewing) -> list[Candidate]:
    """Give the titles of libraries; one that stands in several libraries once."""
    grouped: dict[str, list[Title]] = defaultdict(list)
    for title in titles:
        grouped[title.key].append(title)
    return [
        _candidate(key, copies, viewing) for key, copies in in_turns(grouped.items())
    ]


def wished_candidates(
    items: Iterable[WatchlistItem], known: Collection[str]
) -> list[Candidate]:
    """Give the titles of a watch-list that stand in none of the libraries."""
    found = []
    for item in items:
        key = title_key(item.guid)
        if key in known:
            continue
        kind: Kind = "movie" if item.type is SectionType.MOVIE else "show"
        found.append(
            Candidate(
                key=key,
                kind=kind,
                title=item.title,
                ids=_ids(item.guid, item.external_ids, kind),
                subjects=(wished_for(item, "movie" if kind == "movie" else "season"),),
                year=item.year,
                names=(item.title,),
            )
        )
    return found


def match(candidates: Iterable[Candidate], edges: Edges) -> Matched:
    """Find what titles feed."""
    matched = Matched()
    for candidate in in_turns(candidates):
        if candidate.kind == "movie":
            _match_film(candidate, edges, matched)
        else:
            _match_show(candidate, edges, matched)
    return matched


def _candidate(key: str, copies: Sequence[Title], viewing: Viewing) -> Candidate:
    first = copies[0].row
    kind: Kind = "movie" if isinstance(first, Movie) else "show"
    ids = [
        external_id
        for copy in copies
        for external_id in _ids(copy.row.guid, copy.row.external_ids, kind)
    ]
    own = "" if isinstance(first, Movie) else first.show_ordering
    return Candidate(
        key=key,
        kind=kind,
        title=first.title,
        ids=tuple(dict.fromkeys(ids)),
        subjects=tuple(
            joined(facts for copy in copies for facts in subjects_of(copy, viewing))
        ),
        ordering=ordering_of(first.guid, own, copies[0].section.show_ordering),
        reference=first.rating_key,
        year=first.year,
        names=tuple(name for name in (first.title, first.original_title) if name),
    )


def _ids(guid: str, external_ids: Sequence[str], kind: Kind) -> tuple[ExternalId, ...]:
    return (*parse_guids(guid, external_ids, kind), plex_id(guid))


def _named(ids: Iterable[ExternalId]) -> tuple[str, ...]:
    return tuple(f"{each.provider}:{each.id}" for each in ids)


def _match_film(candidate: Candidate, edges: Edges, matched: Matched) -> None:
    [facts] = candidate.subjects
    [item] = facts.items
    found = resolve_movie(candidate.ids, edges)
    if len(found) == 1:
        [media] = found
        cover = Cover(number=item.number, first=media.first, last=media.last)
        matched.fed[media.anilist_id].append(Contribution(facts=facts, covers=(cover,)))
        return
    if not found and is_excluded(candidate.ids, edges):
        return
    reason = AMBIGUOUS if found else ID_UNKNOWN
    if not found and len(candidate.ids) == 1:
        reason = NO_IDS  # Plex's own guid is an id for overrides only
    matched.unmapped.append(
        Unmapped(
            facts=facts,
            reason=reason,
            numbers=(item.number,),
            choices=tuple(each.anilist_id for each in found),
            ids=_named(candidate.ids),
        )
    )


def _match_show(candidate: Candidate, edges: Edges, matched: Matched) -> None:
    seasons = {
        facts.season: facts for facts in candidate.subjects if facts.season is not None
    }
    there = [
        (season, item.number)
        for season, facts in seasons.items()
        for item in facts.items
    ]
    mapping = map_show(candidate.ids, edges, there, candidate.ordering)
    for anilist_id, media in mapping.media.items():
        covers: dict[int, list[Cover]] = defaultdict(list)
        for episode in media.episodes:
            covers[episode.season].append(
                Cover(
                    number=episode.episode,
                    first=episode.first,
                    last=episode.last,
                    part=episode.part,
                    parts=episode.parts,
                )
            )
        matched.fed[anilist_id] += [
            Contribution(facts=seasons[season], covers=Columns(Cover, found))
            for season, found in covers.items()
        ]
    for season, episodes in sorted(mapping.unmapped_seasons.items()):
        reasons = Counter(each.reason for each in episodes)
        [(reason, _)] = reasons.most_common(1)
        if reason == ID_UNKNOWN and len(candidate.ids) == 1:
            reason = NO_IDS
        choices = {choice for each in episodes for choice in each.candidates}
        matched.unmapped.append(
            Unmapped(
                facts=seasons[season],
                reason=AMBIGUOUS if AMBIGUOUS in reasons else reason,
                numbers=tuple(each.episode for each in episodes),
                choices=tuple(sorted(choices)),
                ids=_named(candidate.ids),
            )
        )


def is_excluded(ids: Iterable[ExternalId], edges: Edges) -> bool:
    """Whether the user has settled that a film is on no list."""
    return any(
        edge.anilist_id == NOTHING and edge.source == OVERRIDE and edge.season is None
        for external_id in ids
        for edge in edges.get(external_id, ())
    )
