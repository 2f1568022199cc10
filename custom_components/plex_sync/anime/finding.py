"""From titles to AniList media: by the mappings, then by title where the user wants it."""

import asyncio
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field as attribute

from ..sync.model import SubjectKey
from ..sync.turns import in_turns
from .facts import MediaFacts, SubjectFacts
from .gathering import gather
from .mapping.tables import Edges
from .matching import Candidate, EdgeSource, Matched, Unmapped, match
from .options import AnimeOptions
from .search import Hit, TitleSearch, accepted, contribution_of, searches


@dataclass(slots=True, kw_only=True)
class Found:
    """What titles feed, and what could not be settled."""

    candidates: Sequence[Candidate] = ()
    edges: Edges = attribute(default_factory=dict)
    matched: Matched = attribute(default_factory=Matched)
    media: Mapping[int, MediaFacts] = attribute(default_factory=dict)
    """What the user did with each media, by AniList id."""
    unsure: dict[SubjectKey, Sequence[Hit]] = attribute(default_factory=dict)
    by_title: dict[SubjectKey, Hit] = attribute(default_factory=dict)

    @property
    def subjects(self) -> dict[SubjectKey, SubjectFacts]:
        """All subjects, by key."""
        return {
            facts.subject.key: facts
            for candidate in self.candidates
            for facts in candidate.subjects
        }

    @property
    def references(self) -> dict[SubjectKey, str]:
        """The rating key of the title of each subject."""
        return {
            facts.subject.key: candidate.reference
            for candidate in self.candidates
            for facts in candidate.subjects
        }

    @property
    def fed_by(self) -> dict[SubjectKey, set[int]]:
        """The AniList ids that each subject feeds."""
        fed: dict[SubjectKey, set[int]] = {}
        for media_id, facts in self.media.items():
            for each in facts.subjects:
                fed.setdefault(each.subject.key, set()).add(media_id)
        return fed

    @property
    def choices(self) -> set[int]:
        """The AniList ids among which a person has to choose."""
        return {
            media_id
            for unmapped in self.matched.unmapped
            if unmapped.active
            for media_id in unmapped.choices
        }

    def only(self, subjects: Collection[SubjectKey]) -> None:
        """Forget what has nothing to do with certain subjects."""
        unmapped = self.matched.unmapped
        self.matched.unmapped = [
            each for each in unmapped if each.facts.subject.key in subjects
        ]
        self.media = {
            media_id: facts
            for media_id, facts in self.media.items()
            if any(each.subject.key in subjects for each in facts.subjects)
        }


class Finder:
    """Finds what titles feed."""

    def __init__(self, mappings: EdgeSource, search: TitleSearch) -> None:
        """Keep where to look."""
        self._mappings = mappings
        self._search = search

    async def find(
        self,
        candidates: Sequence[Candidate],
        options: AnimeOptions,
        wanted: Collection[SubjectKey] | None = None,
    ) -> Found:
        """Find what titles feed; only `wanted` subjects are searched by title.

        Raises:
            ServiceError: AniList cannot be asked for a title.
        """
        ids = {external_id for each in candidates for external_id in each.ids}
        edges = await self._mappings.edges_for(ids)
        # In a thread: a library of thousands of episodes would hold up the event loop.
        matched = await asyncio.to_thread(match, candidates, edges)
        found = Found(candidates=candidates, edges=edges, matched=matched)
        if options.search_threshold is not None:
            await self._by_title(found, options.search_threshold, wanted)
        found.media = await asyncio.to_thread(_gather, matched)
        return found

    async def _by_title(
        self, found: Found, threshold: int, wanted: Collection[SubjectKey] | None
    ) -> None:
        """Search what is not mapped, and settle what is certain."""
        unmapped = [
            each
            for each in found.matched.unmapped
            if wanted is None or each.facts.subject.key in wanted
        ]
        searched = searches(unmapped, found.candidates)
        hits = await self._search.find(searched) if searched else {}
        settled: list[Unmapped] = []
        for search in searched:
            key = search.unmapped.facts.subject.key
            hit = accepted(hits[key], threshold)
            if hit is None:
                found.unsure[key] = hits[key]
                continue
            found.by_title[key] = hit
            found.matched.fed[hit.media.id].append(contribution_of(search, hit.media))
            settled.append(search.unmapped)
        found.matched.unmapped = [
            each for each in found.matched.unmapped if each not in settled
        ]


def _gather(matched: Matched) -> dict[int, MediaFacts]:
    return {
        media_id: gather(media_id, shares)
        for media_id, contributions in in_turns(matched.fed.items())
        if (shares := [share for each in contributions for share in each.shares()])
    }


def keys_of(candidates: Iterable[Candidate]) -> set[SubjectKey]:
    """Give the keys of all subjects of titles."""
    return {facts.subject.key for each in candidates for facts in each.subjects}
