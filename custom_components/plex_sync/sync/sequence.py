"""Three-way merge and difference of sequences whose items may stand in them twice."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from .model import Edit, EditKind

type Occurrence = tuple[str, int]
"""An item and which of its occurrences it is, counted from the front, from 0."""


def occurrences(items: Sequence[str]) -> list[Occurrence]:
    """Tell the occurrences of equal items apart."""
    seen: Counter[str] = Counter()
    result = []
    for item in items:
        result.append((item, seen[item]))
        seen[item] += 1
    return result


def merge_sequence(
    base: Sequence[str], desired: Sequence[str], current: Sequence[str]
) -> list[str]:
    """Join what both sides did to a sequence; nothing that the user did is lost.

    An occurrence that was settled stays if neither side took it out; one that was not
    stays if either side put it in. The order is that of the desired sequence, but for
    what the user added or moved: that stays behind what it stood behind.
    """
    was, wanted, found = map(occurrences, (base, desired, current))
    was_set, wanted_set, found_set = set(was), set(wanted), set(found)

    def stays(occurrence: Occurrence) -> bool:
        if occurrence in was_set:
            return occurrence in wanted_set and occurrence in found_set
        return occurrence in wanted_set or occurrence in found_set

    users = _moved(was, found) | (found_set - was_set - wanted_set)
    following = _chain([item for item in wanted if stays(item) and item not in users])
    before: Occurrence | None = None
    for item in found:
        if item in users and stays(item):
            following[item], following[before] = following[before], item
        if item in following:
            before = item
    result = []
    place = following[None]
    while place is not None:
        result.append(place[0])
        place = following[place]
    return result


def _chain(items: Sequence[Occurrence]) -> dict[Occurrence | None, Occurrence | None]:
    """Return what follows each item; the first one follows `None`."""
    return dict(zip((None, *items), (*items, None), strict=True))


def _moved(
    base: Sequence[Occurrence], current: Sequence[Occurrence]
) -> set[Occurrence]:
    """Return the fewest occurrences whose moving explains the user's order."""
    where = {item: place for place, item in enumerate(base)}
    common = [item for item in current if item in where]
    stayed = set(longest_rising([where[item] for item in common]))
    return {item for item in common if where[item] not in stayed}


def longest_rising(numbers: Sequence[int]) -> list[int]:
    """Return a longest strictly rising subsequence."""
    tails: list[int] = []
    tail_places: list[int] = []
    previous: list[int] = []
    for place, number in enumerate(numbers):
        at = bisect_left(tails, number)
        previous.append(tail_places[at - 1] if at else -1)
        tails[at : at + 1] = [number]
        tail_places[at : at + 1] = [place]
    result = []
    place = tail_places[-1] if tail_places else -1
    while place >= 0:
        result.append(numbers[place])
        place = previous[place]
    return result[::-1]


def difference(
    field: str, before: Sequence[str], after: Sequence[str], *, rule: str = ""
) -> list[Edit]:
    """Say what turns one sequence into another: removals, insertions, fewest moves."""
    was, wanted = occurrences(before), occurrences(after)
    was_set, wanted_set = set(was), set(wanted)
    moved = _moved(was, wanted)
    stood = {item: place for place, item in enumerate(was)}
    edits = [
        Edit(
            field=field, kind=EditKind.REMOVE, before=item[0], position=place, rule=rule
        )
        for place, item in enumerate(was)
        if item not in wanted_set
    ]
    for place, item in enumerate(wanted):
        if item not in was_set:
            edits.append(
                Edit(
                    field=field,
                    kind=EditKind.INSERT,
                    after=item[0],
                    position=place,
                    rule=rule,
                )
            )
        elif item in moved:
            edits.append(
                Edit(
                    field=field,
                    kind=EditKind.MOVE,
                    before=item[0],
                    after=item[0],
                    position=place,
                    origin=stood[item],
                    rule=rule,
                )
            )
    return edits


def with_replacements(edits: Sequence[Edit]) -> list[Edit]:
    """Say of what came to the place of something that went that it replaces it.

    Args:
        edits: the whole difference of one sequence.
    """
    gone, came = _by_gap(edits, EditKind.REMOVE), _by_gap(edits, EditKind.INSERT)
    partners = {id(came[gap]): gone[gap] for gap in came.keys() & gone.keys()}
    replaced = {id(edit) for edit in partners.values()}
    return [
        edit
        if (former := partners.get(id(edit))) is None
        else replace(
            edit, kind=EditKind.REPLACE, before=former.before, origin=former.position
        )
        for edit in edits
        if id(edit) not in replaced
    ]


def _by_gap(edits: Sequence[Edit], kind: EditKind) -> dict[tuple[int, int], Edit]:
    """Name edits by how many items that stayed are before them, and the how manieth."""
    is_gone = kind is EditKind.REMOVE
    ours = sorted(
        ((edit.position or 0, edit) for edit in edits if edit.kind is kind),
        key=lambda pair: pair[0],
    )
    moved = sorted(
        (edit.origin if is_gone else edit.position) or 0
        for edit in edits
        if edit.kind is EditKind.MOVE
    )
    found: dict[tuple[int, int], Edit] = {}
    gap, number = -1, 0
    for before, (position, edit) in enumerate(ours):
        stayed = position - before - bisect_left(moved, position)
        gap, number = stayed, number + 1 if stayed == gap else 0
        found[gap, number] = edit
    return found
