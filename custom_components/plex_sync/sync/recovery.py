"""After a crash: what became of the intents whose end was never written down."""

from collections.abc import Mapping

from .journal.finishing import Finish, Pending
from .journal.journal import Journal
from .model import Edit, ProblemKind, ProfileId, State, TargetKey, Write
from .protocols import Target
from .truth import read_truth
from .values import same


async def settle_pending(
    journal: Journal,
    target: Target,
    profile: ProfileId,
    current: Mapping[TargetKey, State | None] | None = None,
) -> int:
    """Read the targets of pending intents and write down what is true; how many.

    What holds the state after was done. What holds the state before was never done:
    its record waits to be sent again. What stands in the middle of it is brought to its
    end first. Anything else was changed meanwhile and stays.

    Raises:
        ServiceError: the targets are out of reach; the intents stay pending.
    """
    pending = await journal.pending(profile)
    if not pending:
        return 0
    found = dict(current or {})
    missing = [item.target for item in pending if item.target not in found]
    if missing:
        found |= await read_truth(target, missing)
    finishes: list[Finish] = []
    unsent: list[int] = []
    for item in pending:
        state = found.get(item.target)
        if _is_halfway(target, item, state):
            state = await _brought_to_its_end(target, item, state)
        if _holds(item, item.after, state):
            finishes.append(Finish(record=item.record, applied=True, state=state))
        elif _holds(item, item.before, state):
            unsent.append(item.record)
        else:
            finishes.append(
                Finish(
                    record=item.record,
                    applied=False,
                    reason="changed_meanwhile",
                    kind=ProblemKind.CONFLICT,
                )
            )
    await journal.mark_unsent(unsent)
    await journal.finish(profile, finishes)
    return len(pending)


def _is_halfway(target: Target, item: Pending, state: State | None) -> bool:
    """Whether a write that takes many steps was cut off between two of them."""
    if _holds(item, item.after, state) or _holds(item, item.before, state):
        return False
    return target.is_halfway(item.before, item.after, state)


async def _brought_to_its_end(
    target: Target, item: Pending, state: State | None
) -> State | None:
    """Do the rest of a write; returns what the target holds then.

    Raises:
        ServiceError: the target is out of reach, the intent stays pending.
    """
    edits = [Edit(field=name) for name in item.fields]
    rest = Write(target=item.target, before=state, after=item.after, edits=edits)
    async for written in target.write([rest]):
        if written.verified:
            return written.state
    return (await read_truth(target, [item.target]))[item.target]


def _holds(item: Pending, wanted: State | None, state: State | None) -> bool:
    """Whether a target holds a state, in the fields that the intent touched."""
    if wanted is None or state is None:
        return wanted is None and state is None
    if item.after is None:
        return True
    return all(same(wanted.get(name), state.get(name)) for name in item.fields)
