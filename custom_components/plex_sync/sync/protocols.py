"""What a kind of profile brings: a planner for its reading side, a target to write."""

from collections.abc import AsyncIterator, Callable, Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from .model import (
    AccountKey,
    Context,
    Field,
    JsonObject,
    JsonValue,
    Proposals,
    State,
    SubjectKey,
    TargetKey,
    Write,
    Written,
)
from .runs import Progress, Scope

type Report = Callable[[Progress], None]
"""Told of each step of a run; cheap, never waits."""


class Known(Protocol):
    """What earlier runs and the user left for a read."""

    @property
    def cursors(self) -> Mapping[str, JsonValue]:
        """Where each source stood after it was last read whole."""

    @property
    def memory(self) -> Mapping[SubjectKey, JsonObject]:
        """What the planner kept of each subject when it was last settled."""

    @property
    def retry(self) -> Collection[SubjectKey]:
        """Subjects that failed and wait for another try."""

    @property
    def decisions(self) -> Mapping[str, JsonValue]:
        """What the user settled, by the planner's own keys."""


class Cache(Protocol):
    """Facts of a service that are worth keeping between runs, with their age."""

    async def get(
        self, namespace: str, keys: Collection[str] | None
    ) -> Mapping[str, tuple[JsonValue, datetime]]:
        """Return the values that are kept, each with when it was put there (UTC).

        Args:
            namespace: where.
            keys: which; `None`: all there are.
        """

    async def put(self, namespace: str, values: Mapping[str, JsonValue]) -> None:
        """Keep values, as of now."""


class Planner[SnapshotT](Protocol):
    """Reads one side and says what it asks of the other."""

    async def read(self, scope: Scope, known: Known, report: Report) -> SnapshotT:
        """Read all that planning needs, in as many rounds as it takes.

        Raises:
            ServiceError: a side cannot be read; nothing has been written.
        """

    def targets(self, snapshot: SnapshotT) -> Mapping[TargetKey, State | None]:
        """What the targets that the snapshot is about hold now, as it was read."""

    def propose(self, snapshot: SnapshotT, context: Context) -> Proposals:
        """Say what is wanted: a pure function of the snapshot and the context."""


class Target(Protocol):
    """One account of a service that is written to."""

    @property
    def account(self) -> AccountKey:
        """The account; targets of one account share a writer."""

    @property
    def fields(self) -> Mapping[str, Field]:
        """The fields that can be written, by name."""

    async def read(
        self, keys: Collection[TargetKey] | None
    ) -> Mapping[TargetKey, State | None]:
        """Read certain targets, or all of them; a target not there is `None`.

        Raises:
            ServiceError: the service cannot be read.
        """

    def is_halfway(
        self, before: State | None, after: State | None, current: State | None
    ) -> bool:
        """Whether a target stands in the middle of a write that takes many steps.

        Such a write is brought to its end before anything else is read or planned.
        """

    def batch_size(self, writes: int) -> int:
        """How many of so many writes to send at once (a batch lasts five seconds)."""

    def write(self, batch: Sequence[Write]) -> AsyncIterator[Written]:
        """Write a batch, item by item; answers in any order, one for each write.

        Raises:
            ServiceError: nothing more can be said of the writes without an answer.
        """
