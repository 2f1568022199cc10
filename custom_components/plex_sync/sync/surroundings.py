"""What is made ready before a run writes, and put back after it."""

from typing import Protocol

from .requests import RunRequest


class Surroundings(Protocol):
    """Something at the target that is to be otherwise while it is written to."""

    async def prepare(self, request: RunRequest, changes: int) -> None:
        """Make it ready, before the first write; asked again, it is ready already.

        Args:
            request: what the run was asked for.
            changes: how many it is about to write.

        Raises:
            ServiceError: it cannot be; nothing is written.
        """

    async def clear_up(self) -> None:
        """Put it back as it was, however the run has ended; never fails."""
