"""A profile at work, whatever its kind: its engine and what belongs to it."""

from abc import ABC, abstractmethod
from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ..sync.backups.model import Vault
from ..sync.engine import ProfileEngine
from ..sync.model import Notice
from ..sync.requests import RunRequest, RunResult
from ..sync.runs import Everything, Origin, RunKind, Scope, SinceCursors

if TYPE_CHECKING:
    from ..coordinator import PlexSyncCoordinator


class Profile(ABC):
    """What each kind of profile brings."""

    engine: ProfileEngine
    sides: Mapping[str, str]
    """The services of both sides, as errors name them, and the side of each."""

    @abstractmethod
    async def async_connect(self) -> None:
        """Find out whether the reading side answers.

        Raises:
            ServiceError: it does not.
        """

    @abstractmethod
    async def async_close(self) -> None:
        """End the runs at a batch's edge, and close the doors."""

    @abstractmethod
    def vault(self, *, in_run: bool = False) -> Vault:
        """What the account gives to a backup; `in_run`: nobody waits for it."""

    def scope(self, kind: RunKind, origin: Origin) -> Scope:
        """What a run that was begun without saying of what looks at."""
        return Everything() if kind is RunKind.FULL else SinceCursors()

    async def async_accounts(self) -> Collection[int]:
        """By which numbers the user is known, besides the one that is kept.

        Raises:
            ServiceError: it cannot be found out.
        """
        return ()

    def requests(
        self, kind: RunKind, origin: Origin, *, dry_run: bool = False
    ) -> Sequence[RunRequest]:
        """What is run, one after the other, when somebody asks for so much."""
        scope = self.scope(kind, origin)
        return [RunRequest(kind=kind, origin=origin, scope=scope, dry_run=dry_run)]

    def async_attend(self, coordinator: PlexSyncCoordinator) -> None:
        """Begin what there is to do besides runs, until the entry is unloaded."""
        return

    async def async_settled(self, result: RunResult) -> None:
        """Bring what this kind of profile shows in line with the end of a run.

        Raises:
            JournalError: what came of it cannot be read.
        """
        return

    def notices(self) -> Sequence[Notice]:
        """What the user should know, besides what runs have found."""
        return ()

    def diagnostics(self) -> Mapping[str, Any]:
        """What helps to understand this kind of profile; without any secret."""
        return {}
