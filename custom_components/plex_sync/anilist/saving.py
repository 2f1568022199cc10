"""Writes in batches; whatever goes wrong, each write gets an answer of its own.

One bad alias can fail a whole request, with the aliases before it applied. So after any
error the truth is read, what is not there yet is sent again, and the culprit is found by
the line that AniList names, or by halving. All values are absolute: sending one twice
does no harm.
"""

from collections import deque
from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from typing import Protocol

from ..sync.errors import ServiceError
from .batches import WHOLE_UP_TO, Batches
from .clearing import Clearing
from .documents import FIRST_LINE, Document, Item, write_document
from .jobs import Job
from .model import Delete, MediaAnswer, Save, SaveAnswer
from .transport import Answer, AnswerLost, GraphError, TooComplex

UNSAID = "AniList did not say what became of it"


class Desk(Protocol):
    """What saving needs of the client."""

    async def ask(self, document: Document) -> Answer:
        """Send a document."""

    async def entries(self, ids: Collection[int]) -> Mapping[int, MediaAnswer]:
        """Read the viewer's entries of certain media."""

    async def entry_ids(self, ids: Collection[int]) -> Mapping[int, int]:
        """Look up entry ids; media that are not on the list are left out."""

    async def sections(self) -> Sequence[str]:
        """The parts of an advanced score."""


class Saver:
    """Sends the writes of one account."""

    def __init__(self, desk: Desk, batches: Batches, clearing: Clearing) -> None:
        """Write with what is known of sizes and forms."""
        self._desk = desk
        self._batches = batches
        self._clearing = clearing
        self._sections: Sequence[str] = ()

    async def save(self, batch: Sequence[Save | Delete]) -> AsyncIterator[SaveAnswer]:
        """Write; answers in any order, one for each write.

        Raises:
            ServiceError: AniList cannot be asked; writes without an answer were not made.
        """
        jobs: list[Job] = []
        for write in batch:
            job = Job(write, self._clearing)
            if isinstance(write, Save) and not write.fields.get("status", "unchanged"):
                yield job.refused("AniList does not empty: status", ["status"])
            else:
                jobs.append(job)
        async for answer in self._without_entry(jobs):
            yield answer
        jobs = [job for job in jobs if isinstance(job.write, Save) or job.entry_id]
        if any("advanced_scores" in _fields(job) for job in jobs):
            self._sections = await self._desk.sections()
        pending = deque([jobs])
        while pending:
            group, items, rest = self._next_request(pending.popleft())
            if rest:
                pending.appendleft(rest)
            if not group:
                continue
            answers, again = await self._send(group, items)
            for answer in answers:
                yield answer
            pending.extendleft(reversed(again))

    async def _without_entry(self, jobs: Sequence[Job]) -> AsyncIterator[SaveAnswer]:
        """Find the entries to delete; those that are not there are done."""
        unknown = [
            job for job in jobs if isinstance(job.write, Delete) and not job.entry_id
        ]
        if not unknown:
            return
        found = await self._desk.entry_ids([job.media_id for job in unknown])
        for job in unknown:
            job.entry_id = found.get(job.media_id)
            if job.entry_id is None:
                yield job.applied()

    def _next_request(self, jobs: list[Job]) -> tuple[list[Job], list[Item], list[Job]]:
        """What goes into the next request, and what is left."""
        whole = len(jobs) <= WHOLE_UP_TO
        items: list[Item] = []
        complexity = 0
        for job in jobs[: self._batches.size(len(jobs))]:
            item = job.item(self._sections, whole=whole)
            complexity += item.complexity
            if items and complexity > self._batches.complexity_limit:
                break
            items.append(item)
        return jobs[: len(items)], items, jobs[len(items) :]

    async def _send(
        self, jobs: list[Job], items: list[Item]
    ) -> tuple[list[SaveAnswer], list[list[Job]]]:
        """Send one request; the answers, and what has to be sent again."""
        document = write_document(items)
        try:
            answer = await self._desk.ask(document)
        except TooComplex as error:
            if len(jobs) == 1:
                return [jobs[0].refused(error.message)], []
            self._batches.too_complex(document.complexity, error.allowed, error.counted)
            return [], [jobs]
        except AnswerLost as error:
            self._batches.failed()
            return await self._after_loss(jobs, error.message)
        self._batches.answered(len(jobs), answer.seconds)
        answers: list[SaveAnswer] = []
        again: list[Job] = []
        doubtful: dict[int, Job] = {}
        for index, (job, item) in enumerate(zip(jobs, items, strict=True)):
            payload = answer.data.get(f"w{index}")
            if not payload or payload.get("deleted") is False:
                doubtful[index] = job
            elif (settled := job.settle(payload, item)) is not None:
                answers.append(settled)
            else:
                again.append(job)
        groups = [again] if again else []
        if doubtful:
            more, others = await self._find_out(
                doubtful, answer.errors, alone=len(doubtful) == len(jobs)
            )
            answers += more
            groups += others
        return answers, groups

    async def _after_loss(
        self, jobs: list[Job], words: str
    ) -> tuple[list[SaveAnswer], list[list[Job]]]:
        """After a lost answer: what is there is done, the rest gets one more try."""
        try:
            truth = await self._desk.entries([job.media_id for job in jobs])
        except ServiceError:
            return [job.unknown(words) for job in jobs], []
        answers: list[SaveAnswer] = []
        again: list[Job] = []
        for job in jobs:
            if job.holds(truth[job.media_id]):
                answers.append(job.applied(truth[job.media_id]))
            elif job.lost:
                answers.append(job.unknown(words))
            else:
                job.lost = True
                again.append(job)
        return answers, [again] if again else []

    async def _find_out(
        self, jobs: Mapping[int, Job], errors: Sequence[GraphError], *, alone: bool
    ) -> tuple[list[SaveAnswer], list[list[Job]]]:
        """After errors: read what is there, name the culprits, send the others again.

        Args:
            jobs: those without a payload, by the number of their alias.
            errors: what AniList said.
            alone: whether no other write of the request has succeeded.
        """
        blamed = {index: error.words for error in errors for index in _blames(error)}
        words = errors[0].words if errors else UNSAID
        try:
            truth = await self._desk.entries([job.media_id for job in jobs.values()])
        except ServiceError:
            return [job.unknown(words) for job in jobs.values()], []
        answers: list[SaveAnswer] = []
        culprits: list[Job] = []
        innocent: list[Job] = []
        for index, job in jobs.items():
            if job.holds(truth[job.media_id]):
                answers.append(job.applied(truth[job.media_id]))
            elif index in blamed:
                if job.has_another_way():
                    culprits.append(job)
                else:
                    answers.append(job.refused(blamed[index]))
            elif truth[job.media_id].media is None:
                answers.append(job.refused(words))
            else:
                innocent.append(job)
        if culprits or answers or not alone:
            return answers, [group for group in (innocent, culprits) if group]
        if len(innocent) > 1:
            middle = len(innocent) // 2
            return [], [innocent[:middle], innocent[middle:]]
        job = innocent[0]
        if not errors:
            return [job.unknown(words)], []
        return ([], [[job]]) if job.has_another_way() else ([job.refused(words)], [])


def _blames(error: GraphError) -> list[int]:
    """The numbers of the aliases that an error is about."""
    indexes = [line - FIRST_LINE for line in error.lines]
    if error.alias is not None and error.alias[1:].isdecimal():
        indexes.append(int(error.alias[1:]))
    return indexes


def _fields(job: Job) -> Collection[str]:
    return job.write.fields if isinstance(job.write, Save) else ()
