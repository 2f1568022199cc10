"""Where one episode lands: the arithmetic of an edge, and the choice among several."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from .model import Edge


class Place(NamedTuple):
    """AniList episodes, first to last, or part k of n of a single one."""

    first: int
    last: int
    part: int = 1
    parts: int = 1


@dataclass(frozen=True, slots=True)
class Choice:
    """The edge that holds an episode, and the place that it gives it."""

    edge: Edge
    place: Place


@dataclass(frozen=True, slots=True)
class Ambiguity:
    """AniList media whose claims are equal."""

    anilist_ids: tuple[int, ...]


def place(edge: Edge, number: int) -> Place | None:
    """Place a provider's episode on AniList; `None`: the edge does not hold it."""
    if number < edge.start or (edge.end is not None and number > edge.end):
        return None
    offset = number - edge.start
    if edge.denominator > 1:
        group, part = divmod(offset, edge.denominator)
        parts = edge.denominator
        if edge.end is not None:  # the last group may be short
            left = edge.end - edge.start + 1 - group * edge.denominator
            parts = min(parts, left)
        found = Place(
            edge.target_start + group, edge.target_start + group, part + 1, parts
        )
    else:
        first = edge.target_start + offset * edge.numerator
        found = Place(first, first + edge.numerator - 1)
    if edge.target_end is None:
        return found
    if found.first > edge.target_end:
        return None
    return found._replace(last=min(found.last, edge.target_end))


def by_claim(edges: Iterable[Edge]) -> list[Edge]:
    """Sort edges by how exactly they speak, the most exact first."""
    return sorted(edges, key=lambda edge: (_claim(edge), edge.target_start))


def choose(edges: Sequence[Edge], number: int) -> Choice | Ambiguity | None:
    """Choose among edges (sorted by claim) the one that holds an episode."""
    chosen: Choice | None = None
    rivals: set[int] = set()
    for edge in edges:
        if chosen is not None and _claim(edge) != _claim(chosen.edge):
            break
        found = place(edge, number)
        if found is None:
            continue
        chosen = chosen or Choice(edge, found)
        rivals.add(edge.anilist_id)
    if len(rivals) > 1:
        return Ambiguity(tuple(sorted(rivals)))
    return chosen


def _claim(edge: Edge) -> tuple[bool, int]:
    """Rank: closed before open, then the narrower, or the one that starts later."""
    if edge.end is None:
        return True, -edge.start
    return False, edge.end - edge.start
