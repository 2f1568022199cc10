"""After a crash: what became of the intents whose end was never written down."""

from collections.abc import Mapping

from .journal.finishing import Finish, Pending
from .journal.journal import Journal
from .model import ProblemKind, ProfileId, State, TargetKey
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
    its record waits to be sent again. Anything else was changed meanwhile and stays.

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


def _holds(item: Pending, wanted: State | None, state: State | None) -> bool:
    """Whether a target holds a state, in the fields that the intent touched."""
    if wanted is None or state is None:
        return wanted is None and state is None
    if item.after is None:
        return True
    return all(same(wanted.get(name), state.get(name)) for name in item.fields)
