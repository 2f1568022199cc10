"""Reading what targets hold, with one request for many."""

from collections.abc import Collection, Mapping
from typing import Final

from .model import State, TargetKey
from .protocols import Target

MANY: Final = 50
"""From so many targets on, all are read at once instead of one by one."""


async def read_truth(
    target: Target, keys: Collection[TargetKey]
) -> Mapping[TargetKey, State | None]:
    """Read targets; none is left out of the answer.

    Raises:
        ServiceError: the service cannot be read.
    """
    if not keys:
        return {}
    found = await target.read(list(keys) if len(keys) <= MANY else None)
    return {key: found.get(key) for key in keys}
