"""Moving bases: only what a change has sent is settled by it."""

from collections.abc import Collection, Iterable
from dataclasses import replace

from .model import Base, JsonValue, PlannedChange, State


def as_read(
    base: Base, state: State | None, sent: Collection[str], *, created: bool
) -> Base:
    """Take what was sent from what was read back; a new target is settled as a whole.

    A field that was not sent keeps its base: if it reads otherwise by now, that was the
    user, and taking it for settled would give it away to the next sync.
    """
    if state is None or base.state is None:
        return Base(state=None, facts=base.facts)
    names = base.state if created else sent
    found = {name: state.get(name) for name in names}
    return replace(base, state={**base.state, **found})


def rebased(change: PlannedChange, now: Base | None) -> PlannedChange:
    """Put a change that was planned earlier onto the base of now."""
    change = replace(change, base_before=now)
    if change.creates or change.deletes or change.base is None:
        return change
    base = moved(now, change.base, {edit.field for edit in change.edits})
    return replace(change, base=replace(base, facts=change.facts))


def moved(now: Base | None, to: Base | None, names: Collection[str]) -> Base:
    """Return the base of now, with some fields as another base has them."""
    now, to = now or Base(state={}), to or Base(state={})
    state = {name: value for name, value in _state(now) if name not in names}
    asked = {name: value for name, value in now.asked.items() if name not in names}
    state |= {name: value for name, value in _state(to) if name in names}
    asked |= {name: value for name, value in to.asked.items() if name in names}
    return replace(now, state=state, asked=asked)


def _state(base: Base) -> Iterable[tuple[str, JsonValue]]:
    return (base.state or {}).items()


def accepted(change: PlannedChange) -> PlannedChange:
    """Turn the conflicts of a sync into edits: the source is followed there, too."""
    base, wanted = change.base, change.disputed
    if base is not None and base.state is not None:
        base = replace(
            base, state={**base.state, **wanted}, asked={**base.asked, **wanted}
        )
    return replace(confirmed(change), base=base)


def confirmed(change: PlannedChange) -> PlannedChange:
    """Turn a change's conflicts into edits: the user wants it all the same."""
    if not change.conflicts:
        return change
    after = change.after
    if after is not None:
        after = {**after, **change.disputed}
    return replace(
        change,
        edits=(*change.edits, *change.conflicts),
        conflicts=(),
        disputed={},
        after=after,
    )
