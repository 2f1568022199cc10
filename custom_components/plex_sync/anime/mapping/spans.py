"""Which episodes of one side belong to which of the other, from two ranges."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from .grammar import RangeError, Segment

LENGTHS_DIFFER = "lengths_differ"
OPEN_INSIDE = "range_open_inside"


class Span(NamedTuple):
    """A run that is a run of the other side: `sources` of it are `targets` of those.

    One of the two is always 1.
    """

    source_start: int
    source_end: int | None
    target_start: int
    target_end: int | None
    sources: int = 1
    targets: int = 1


def align(source: Segment, targets: Sequence[Segment]) -> list[Span]:
    """Lay a source range along the segments of its target.

    Lengths decide; a ratio is asked where an end is open, or where lengths that do not
    divide fit it with a short rest. One ratio at the end counts for all segments,
    unless only its own segment makes the lengths fit.

    Raises:
        RangeError: the lengths fit in no way.
    """
    if any(target.end is None for target in targets[:-1]):
        raise RangeError(OPEN_INSIDE)
    if source.length is None or targets[-1].length is None:
        return list(_open(source, targets))
    for factors in _readings(source.length, targets):
        if spans := _fit(source, targets, factors):
            return spans
    raise RangeError(LENGTHS_DIFFER)


type _Factor = tuple[int, int]
"""How many of the source are how many of the target; one of both is 1."""


def _readings(length: int, targets: Sequence[Segment]) -> Iterator[list[_Factor]]:
    """Give the ways in which the lengths could be meant, the likeliest first."""
    total = sum(target.length or 0 for target in targets)
    stated = [target.ratio for target in targets if target.ratio]
    if length % total == 0:
        yield [(length // total, 1)] * len(targets)
    if total % length == 0:
        yield [(1, total // length)] * len(targets)
    if not stated:
        return
    for forward in (True, False):
        yield [_stated(target.ratio, forward=forward) for target in targets]
    if len(stated) == 1:
        for forward in (True, False):
            yield [_stated(stated[0], forward=forward)] * len(targets)


def _stated(ratio: int | None, *, forward: bool) -> _Factor:
    """Read a ratio by its size only, in one of both directions."""
    size = abs(ratio or 1)
    return (1, size) if forward else (size, 1)


def _fit(
    source: Segment, targets: Sequence[Segment], factors: Sequence[_Factor]
) -> list[Span] | None:
    """Lay the source along the targets; `None`: something is left over or missing."""
    spans: list[Span] = []
    place, end = source.start, source.end or source.start
    for target, (sources, in_targets) in zip(targets, factors, strict=True):
        length = target.length or 0
        last = target is targets[-1]
        if in_targets > 1 and length % in_targets and not last:
            return None
        taken = length * sources if sources > 1 else -(-length // in_targets)
        until = place + taken - 1
        if last and sources > 1 and end < until < end + sources:
            until = end  # the last episode covers fewer
        spans.append(Span(place, until, target.start, target.end, sources, in_targets))
        place = until + 1
    return spans if place == end + 1 else None


def _open(source: Segment, targets: Sequence[Segment]) -> Iterator[Span]:
    """Lay out ranges of which an end is open; here the ratio's sign counts."""
    trailing = targets[-1].ratio or source.ratio
    only_last = all(target.ratio is None for target in targets[:-1])
    place = source.start
    for target in targets:
        ratio = (trailing if only_last else target.ratio) or 1
        sources, in_targets = (-ratio, 1) if ratio < 0 else (1, ratio)
        source_end, target_end = source.end, target.end
        if target_end is not None:
            covered = (target_end - target.start + 1) * sources
            source_end = place + -(-covered // in_targets) - 1
            if source.end is not None and source_end > source.end:
                raise RangeError(LENGTHS_DIFFER)
        elif source_end is not None:
            if source_end < place:
                raise RangeError(LENGTHS_DIFFER)
            covered = (source_end - place + 1) * in_targets
            target_end = target.start + -(-covered // sources) - 1
        yield Span(place, source_end, target.start, target_end, sources, in_targets)
        place = (source_end or place) + 1
