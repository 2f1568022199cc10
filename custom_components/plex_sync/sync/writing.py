"""Writing changes: journalled before they are sent, judged by what reads back."""

import asyncio
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field as attribute

from .changes import WHOLE_TARGET, is_pinned
from .errors import ServiceError
from .journal.finishing import Finish
from .journal.journal import Journal
from .model import (
    PlannedChange,
    ProfileId,
    State,
    SubjectKey,
    TargetKey,
    Write,
    WriteResult,
    Written,
    subject_keys,
)
from .protocols import Report, Target
from .runs import Progress, Stage
from .tasks import to_its_end
from .truth import read_truth
from .turns import in_turns
from .values import same


@dataclass(slots=True)
class WriteOutcome:
    """What came of a list of changes."""

    failed: set[SubjectKey] = attribute(default_factory=set)
    sent: set[TargetKey] = attribute(default_factory=set)
    pinned: set[TargetKey] = attribute(default_factory=set)
    """Targets that were pinned after they had been planned."""
    stopped: bool = False
    error: ServiceError | None = None

    @property
    def went_well(self) -> bool:
        """Whether everything was sent."""
        return not self.stopped and self.error is None


@dataclass(slots=True)
class _Sent:
    """A change whose truth has still to be read."""

    change: PlannedChange
    record: int
    message: str = ""
    unclearable: Collection[str] = ()


class Writer:
    """Writes the changes of one run to one target account."""

    def __init__(
        self,
        *,
        profile: ProfileId,
        run: int,
        target: Target,
        journal: Journal,
        report: Report,
        stopping: Callable[[], bool],
    ) -> None:
        """Keep what a run writes with."""
        self._profile = profile
        self._run = run
        self._target = target
        self._journal = journal
        self._report = report
        self._stopping = stopping
        self._outcome = WriteOutcome()
        self._unread: dict[TargetKey, _Sent] = {}

    async def write(self, changes: Sequence[PlannedChange]) -> WriteOutcome:
        """Write all changes, batch by batch; ends at a batch's edge when asked to."""
        done = 0
        while done < len(changes) and self._outcome.error is None:
            if self._stopping():
                self._outcome.stopped = True
                break
            self._tell(Stage.WRITING, done, len(changes))
            size = max(1, self._target.batch_size(len(changes) - done))
            batch = await self._unpinned(changes[done : done + size])
            if batch:
                await to_its_end(self._write_batch(batch))
            done += size
        if self._unread:
            self._tell(Stage.VERIFYING, min(done, len(changes)), len(changes))
            await to_its_end(self._verify())
        return self._outcome

    async def _unpinned(
        self, batch: Sequence[PlannedChange]
    ) -> Sequence[PlannedChange]:
        """Leave out what was pinned since it was planned; the next run sees to it."""
        pins = await self._journal.pins(self._target.account)
        fields = {pin.target: pin.fields for pin in pins}
        late = [change for change in batch if is_pinned(change, fields)]
        for change in late:
            self._outcome.pinned.add(change.target)
            self._outcome.failed |= set(subject_keys(change.subjects))
        return [change for change in batch if change not in late] if late else batch

    def _tell(self, stage: Stage, done: int, total: int) -> None:
        self._report(Progress(stage=stage, processed=done, total=total))

    async def _write_batch(self, batch: Sequence[PlannedChange]) -> None:
        records = await self._journal.intend(self._profile, self._run, batch)
        self._outcome.sent |= {change.target for change in batch}
        answers = await self._send(batch)
        # In a thread: one playlist may have ten thousand tracks to compare.
        finishes = await asyncio.to_thread(self._answered, batch, records, answers)
        await self._journal.finish(self._profile, finishes)

    def _answered(
        self,
        batch: Sequence[PlannedChange],
        records: Sequence[int],
        answers: Mapping[TargetKey, Written],
    ) -> list[Finish]:
        """Say how changes ended, as far as their answers tell."""
        finishes = []
        for change, record in zip(batch, records, strict=True):
            answer = answers.get(change.target)
            match answer:
                case Written(result=WriteResult.REFUSED):
                    finishes.append(self._refused(change, record, answer))
                case Written(result=WriteResult.APPLIED, verified=True):
                    sent = _Sent(change, record, unclearable=answer.unclearable)
                    finishes += self._judged(sent, answer.state)
                case Written():
                    self._unread[change.target] = _Sent(
                        change, record, answer.message, answer.unclearable
                    )
                case None:
                    self._unread[change.target] = _Sent(change, record)
        return finishes

    async def _send(self, batch: Sequence[PlannedChange]) -> dict[TargetKey, Written]:
        writes = [
            Write(
                target=change.target,
                before=change.before,
                after=change.after,
                edits=change.edits,
            )
            for change in batch
        ]
        answers: dict[TargetKey, Written] = {}
        try:
            async for written in self._target.write(writes):
                answers[written.target] = written
        except ServiceError as err:
            self._outcome.error = err
        return answers

    async def _verify(self) -> None:
        """Read the truth of what was sent, once for all of it."""
        try:
            states = await read_truth(self._target, self._unread)
        except ServiceError as err:
            # They stay pending: the next run reads them before it writes anything.
            self._outcome.error = self._outcome.error or err
            for sent in self._unread.values():
                self._outcome.failed |= set(subject_keys(sent.change.subjects))
            return
        # In a thread: a first run judges thousands of entries at once.
        finishes = await asyncio.to_thread(self._judge_all, states)
        await self._journal.finish(self._profile, finishes)

    def _judge_all(self, states: Mapping[TargetKey, State | None]) -> list[Finish]:
        unread, self._unread = self._unread, {}
        return [
            finish
            for target, sent in in_turns(unread.items())
            for finish in self._judged(sent, states.get(target))
        ]

    def _judged(self, sent: _Sent, state: State | None) -> list[Finish]:
        """Say how a change ended; nothing of one that was cut off in the middle."""
        change = sent.change
        if is_applied(change, state):
            return [Finish(record=sent.record, applied=True, state=state)]
        self._outcome.failed |= set(subject_keys(change.subjects))
        if self._outcome.error is not None and _is_begun(change, state):
            if self._target.is_halfway(change.before, change.after, state):
                # It stays pending: the next run brings it to its end first.
                return []
        return [self._failed(sent, state)]

    def _failed(self, sent: _Sent, state: State | None) -> Finish:
        change, record, message = sent.change, sent.record, sent.message
        if message or self._outcome.error is not None:
            words = message or str(self._outcome.error)
            return Finish(
                record=record, applied=False, reason="not_applied", message=words
            )
        unkept = unkept_fields(change, state)
        names = ", ".join(unkept) or WHOLE_TARGET
        cleared = bool(unkept) and set(unkept) <= set(sent.unclearable)
        reason = "not_clearable" if cleared else "not_kept"
        return Finish(record=record, applied=False, reason=reason, message=names)

    def _refused(self, change: PlannedChange, record: int, answer: Written) -> Finish:
        self._outcome.failed |= set(subject_keys(change.subjects))
        return Finish(
            record=record, applied=False, reason="refused", message=answer.message
        )


def is_applied(change: PlannedChange, state: State | None) -> bool:
    """Whether a target holds what a change wanted, in each field that was sent."""
    if change.after is None or state is None:
        return change.after is None and state is None
    return not unkept_fields(change, state)


def _is_begun(change: PlannedChange, state: State | None) -> bool:
    """Whether anything of a change can be seen."""
    before = change.before or {}
    return any(
        not same(before.get(field), (state or {}).get(field))
        for field in _fields(change)
    )


def unkept_fields(change: PlannedChange, state: State | None) -> list[str]:
    """Name the fields that were sent and do not read back."""
    if change.after is None or state is None:
        return []
    return [
        field
        for field in sorted(_fields(change))
        if not same(change.after.get(field), state.get(field))
    ]


def _fields(change: PlannedChange) -> set[str]:
    """The fields that a change is about; a sequence has an edit for each item."""
    return {edit.field for edit in change.edits}
