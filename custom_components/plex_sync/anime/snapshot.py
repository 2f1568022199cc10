"""All that planning an anime profile knows, once everything has been read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field as attribute, replace
from typing import Self

from ..anilist.model import Entry, ScoreFormat
from ..sync.model import Coverage, JsonObject, JsonValue, Notice, SubjectKey
from .facts import MediaFacts
from .mapping.tables import Edges
from .matching import Candidate, Unmapped
from .media import Shelf
from .options import AnimeOptions
from .search import Hit


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """What was read, and what it covered."""

    options: AnimeOptions
    score_format: ScoreFormat
    media: Mapping[int, MediaFacts] = attribute(default_factory=dict)
    """What the user did with each AniList media, by its id."""
    shelf: Shelf = attribute(default_factory=dict)
    """What AniList knows of each media; `None`: it knows none of that id."""
    entries: Mapping[int, Entry | None] = attribute(default_factory=dict)
    """The user's entry of each media; `None`: not on the list."""
    unmapped: Sequence[Unmapped] = ()
    unsure: Mapping[SubjectKey, Sequence[Hit]] = attribute(default_factory=dict)
    """What the title search gave for subjects, where none was good enough."""
    by_title: Mapping[SubjectKey, Hit] = attribute(default_factory=dict)
    """What the title search settled."""
    unknown: Sequence[str] = ()
    """What was asked for and is in no chosen library."""
    asked_for: frozenset[SubjectKey] = frozenset()
    """Somebody asked for these very subjects: each of them deserves an answer."""
    whole: bool = False
    """All chosen libraries were read, and all titles that feed a media are here."""
    candidates: Sequence[Candidate] = ()
    edges: Edges = attribute(default_factory=dict)
    """The edges of the candidates; both are kept of certain titles only."""
    coverage: Coverage = attribute(default_factory=Coverage)
    memory: Mapping[SubjectKey, JsonObject] = attribute(default_factory=dict)
    cursors: Mapping[str, JsonValue] = attribute(default_factory=dict)
    library_size: int | None = None
    reviews: str = ""
    """Why reviews were not read; empty: they were, or are not wished for."""
    notes: Mapping[str, int] = attribute(default_factory=dict)
    notices: Sequence[Notice] = ()

    def with_memory(self, memory: Mapping[SubjectKey, JsonObject]) -> Self:
        """Keep more of subjects than what planning is about."""
        return replace(self, memory={**memory, **self.memory})
