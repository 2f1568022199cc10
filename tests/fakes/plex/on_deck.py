"""What a user would go on with."""

from collections.abc import Iterable

from .library import Item, Section, User


def continue_watching(sections: Iterable[Section], user: User) -> list[Item]:
    """Films left in their middle, and each begun show's next episode."""
    found: list[tuple[int, Item]] = []
    for section in filter(user.sees, sections):
        for title in section.items:
            leaves = [each for each in title.leaves() if _season_of(each) != 0]
            seen = [each for each in leaves if user.state(each).last_viewed_at]
            if not seen:
                continue
            last = max(seen, key=lambda each: user.state(each).last_viewed_at or 0)
            if (item := _next(user, leaves, last)) is not None:
                found.append((user.state(last).last_viewed_at or 0, item))
    return [item for _, item in sorted(found, key=lambda pair: -pair[0])]


def _season_of(leaf: Item) -> int | None:
    """The season's number of an episode."""
    return leaf.parent.index if leaf.parent else None


def _next(user: User, leaves: list[Item], last: Item) -> Item | None:
    """What comes after the last view: the rest of it, or the next unseen episode."""
    if user.state(last).view_offset:
        return last
    later = leaves[leaves.index(last) + 1 :]
    return next((each for each in later if not user.state(each).watched), None)
