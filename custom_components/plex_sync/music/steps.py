"""How one list of a playlist becomes another in few steps. Pure."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from ..sync.sequence import longest_rising
from .model import ThingKey

type ItemId = str
"""What Plex knows one item of one playlist by."""
type Item = tuple[ItemId, ThingKey]


@dataclass(frozen=True, slots=True)
class Content:
    """What has to go and what has to come, before anything is moved."""

    remove: Sequence[ItemId]
    add: Sequence[ThingKey]
    """To the end, in their order."""


def content_steps(items: Sequence[Item], wanted: Sequence[ThingKey]) -> Content:
    """Say what is too much and what is lacking; of equal items the last ones go."""
    lacking: dict[ThingKey, int] = defaultdict(int)
    for track in wanted:
        lacking[track] += 1
    remove = []
    for item, track in items:
        if lacking[track]:
            lacking[track] -= 1
        else:
            remove.append(item)
    add = []
    # Of equal tracks the later ones are lacking: the earlier ones stand there already.
    for track in reversed(wanted):
        if lacking[track]:
            lacking[track] -= 1
            add.append(track)
    return Content(remove, add[::-1])


def moves(
    items: Sequence[Item], wanted: Sequence[ThingKey]
) -> list[tuple[ItemId, ItemId | None]]:
    """The fewest moves: which item goes behind which one; `None`: to the beginning.

    Both lists hold the same tracks equally often.
    """
    places: dict[ThingKey, list[int]] = defaultdict(list)
    for place in range(len(wanted) - 1, -1, -1):
        places[wanted[place]].append(place)
    goal = [places[track].pop() for _, track in items]
    item_at = {place: item for (item, _), place in zip(items, goal, strict=True)}
    stay = set(longest_rising(goal))
    return [
        (item_at[place], item_at.get(place - 1))
        for place in range(len(wanted))
        if place not in stay
    ]


def is_part_of_the_way(
    before: Sequence[ThingKey], after: Sequence[ThingKey], current: Sequence[ThingKey]
) -> bool:
    """Whether a list may stand in the middle of becoming another one.

    It holds nothing that neither list holds, and of no track more than both together.
    """
    most: dict[ThingKey, int] = defaultdict(int)
    for track in after:
        most[track] += 1
    spare: dict[ThingKey, int] = defaultdict(int)
    for track in before:
        spare[track] += 1
    for track in current:
        if spare[track]:
            spare[track] -= 1
        elif most[track]:
            most[track] -= 1
        else:
            return False
    return True
