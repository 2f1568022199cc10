"""What each program that gets music brings."""

from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from typing import Protocol

from .model import Request, Want, WantKind


class HandOff(Protocol):
    """Asks one program for what is missing, and follows what becomes of it.

    It keeps nothing itself: what it answers is kept before it goes on, and given back
    to it, so that a restart at any moment loses nothing and asks for nothing twice.
    """

    service: str
    """`lidarr` or `slskd`."""
    kinds: frozenset[WantKind]
    """What it can be asked for."""

    async def check(self) -> None:
        """Find out whether the program answers and is set up as it should be.

        Raises:
            ServiceError: it does not, or something that was chosen is not there.
        """

    def send(
        self,
        wants: Sequence[Want],
        known: Mapping[str, Request],
        *,
        again: Collection[str] = (),
    ) -> AsyncIterator[Request]:
        """Ask for things one by one; answers with how each stands, perhaps more than once.

        Args:
            wants: what is missing; nothing that is under way already.
            known: what was asked for before, by uid: also what was given up.
            again: uids of what was asked for in vain and the user asks for again, so
                that nothing remembered of it counts.

        Raises:
            ServiceError: the program does not answer; what was answered stands.
        """

    def follow(self, requests: Sequence[Request]) -> AsyncIterator[Request]:
        """Look how requests that are under way stand; answers with those that changed.

        Raises:
            ServiceError: the program does not answer.
        """
