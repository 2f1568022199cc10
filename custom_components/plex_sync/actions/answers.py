"""The engine's records as plain data, for actions and for cards."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from ..anime.mapping.update import UpdateResult
from ..sync.journal.plans import KeptPlan
from ..sync.journal.shapes import Record, RecordDetail, RunRecord, edit_to_json
from ..sync.model import Edit, Link, Picture, PlannedChange, Problem, Subject
from ..sync.requests import RunRequest, RunResult
from ..texts import failure

type Answer = dict[str, Any]


def record_answer(record: Record) -> Answer:
    """Answer with a line of the timeline."""
    return {
        "record": record.id,
        "run": record.run_id,
        "outcome": record.outcome,
        "problem": record.problem,
        "at": _time(record.at),
        "first_seen": _time(record.first_seen),
        "times": record.times,
        "closed_at": _time(record.closed_at),
        "target": record.target,
        "title": record.title,
        "subtitle": record.subtitle,
        "section": record.section,
        "subjects": [_subject(subject) for subject in record.subjects],
        "picture": _picture(record.picture),
        "links": _links(record.links),
        "edits": [edit_to_json(edit) for edit in record.edits],
        "more_edits": record.more_edits,
        "created": record.created,
        "deleted": record.deleted,
        "reason": record.reason,
        "message": record.message,
        "details": dict(record.details),
        "summary": one_line(record),
        "undoes": list(record.undoes),
        "undone_by": record.undone_by,
    }


def detail_answer(detail: RecordDetail) -> Answer:
    """Answer with a record and its states."""
    return {
        **record_answer(detail.record),
        "before": _state(detail.before),
        "after": _state(detail.after),
    }


def run_answer(run: RunRecord) -> Answer:
    """Answer with a run."""
    return {
        "run": run.id,
        "kind": run.kind,
        "origin": run.origin,
        "started_at": _time(run.started_at),
        "ended_at": _time(run.ended_at),
        "seconds": run.seconds,
        "result": run.result,
        "counts": dict(run.counts),
        "notes": dict(run.notes),
        "service": run.service,
        "reason": run.reason,
        "message": run.message,
        "details": dict(run.details),
        "text": (
            str(failure(run.service, run.reason, run.message))
            if run.result == "failed"
            else ""
        ),
    }


def change_answer(change: PlannedChange) -> Answer:
    """Answer with a change that is planned."""
    return {
        "fingerprint": change.fingerprint,
        "target": change.target,
        "title": change.title,
        "subjects": [_subject(subject) for subject in change.subjects],
        "picture": _picture(change.picture),
        "links": _links(change.links),
        "before": _state(change.before),
        "after": _state(change.after),
        "edits": [edit_to_json(edit) for edit in change.edits],
        "conflicts": [edit_to_json(edit) for edit in change.conflicts],
        "creates": change.creates,
        "deletes": change.deletes,
        "lowers": change.lowers,
    }


def problem_answer(problem: Problem) -> Answer:
    """Answer with a problem that a plan has found."""
    return {
        "subject": _subject(problem.subject),
        "kind": problem.kind,
        "reason": problem.reason,
        "details": dict(problem.details),
        "message": problem.message,
        "target": problem.target,
    }


def plan_answer(
    changes: Sequence[PlannedChange],
    problems: Sequence[Problem],
    *,
    cursor: int = 0,
    limit: int = 100,
) -> Answer:
    """Answer with a page of a plan."""
    end = cursor + limit
    return {
        "changes": [change_answer(change) for change in changes[cursor:end]],
        "change_count": len(changes),
        "problems": [problem_answer(each) for each in problems[cursor:end]],
        "problem_count": len(problems),
        "cursor": end if end < max(len(changes), len(problems)) else None,
    }


def kept_plan_answer(kept: KeptPlan, *, cursor: int, limit: int) -> Answer:
    """Answer with a page of the plan that was shown last."""
    return {
        "at": _time(kept.at),
        "kind": kept.kind,
        "reason": kept.reason,
        "details": dict(kept.details),
        **plan_answer(kept.changes, kept.problems, cursor=cursor, limit=limit),
    }


def request_answer(request: RunRequest, *, queued: bool, run: int | None) -> Answer:
    """Answer with what was begun."""
    return {
        "kind": request.kind,
        "dry_run": request.dry_run,
        "queued": queued,
        "run": run,
    }


def result_answer(result: RunResult) -> Answer:
    """Answer with how a run has ended."""
    answer: Answer = {
        "kind": result.request.kind,
        "dry_run": result.request.dry_run,
        "result": result.result,
        "run": result.run_id,
        "seconds": round(result.seconds, 3),
        "counts": dict(result.counts),
        "reason": result.reason,
        "details": dict(result.details),
    }
    if result.changed_since:
        answer["changed_since"] = [change_answer(each) for each in result.changed_since]
    if result.plan is not None:
        answer["notes"] = dict(result.plan.notes)
        answer["plan"] = plan_answer(result.plan.changes, result.plan.problems)
    return answer


def conflict_answer(change: PlannedChange) -> Answer:
    """Answer with what stands in the way of taking a change back."""
    return {
        "target": change.target,
        "title": change.title,
        "fields": [
            {"field": edit.field, "there": edit.before, "wanted": edit.after}
            for edit in change.conflicts
        ],
    }


def conflict_text(change: PlannedChange) -> str:
    """Say in one line what is there, and what it would become."""
    if change.deletes:
        return change.title
    fields = [
        f"{edit.field} {_value_text(edit.before)} → {_value_text(edit.after)}"
        for edit in change.conflicts
    ]
    return f"{change.title} ({', '.join(fields)})"


def update_answer(result: UpdateResult) -> Answer:
    """Answer with what became of looking for newer mappings."""
    return {
        "changed": result.changed,
        "edges": result.edges,
        "warnings": result.warnings,
        "version": result.version,
        "source": result.source,
        "checked_at": _time(result.checked_at),
        "stale_since": _time(result.stale_since),
        "reason": result.reason,
        "failures": [asdict(failure) for failure in result.failures],
    }


def one_line(record: Record) -> str:
    """Say in one line what has changed, or what is wrong."""
    if record.problem is not None:
        return record.message or record.reason
    if record.deleted:
        return "deleted"
    texts = [_edit_text(edit) for edit in record.edits]
    more = f" (+{record.more_edits})" if record.more_edits else ""
    return ", ".join(texts) + more


def _edit_text(edit: Edit) -> str:
    after = _value_text(edit.after)
    if edit.before is None:
        return f"{edit.field} {after}"
    return f"{edit.field} {_value_text(edit.before)} → {after}"


def _value_text(value: object) -> str:
    return "–" if value is None else str(value)


def _subject(subject: Subject) -> Answer:
    return {
        "key": subject.key,
        "title": subject.title,
        "subtitle": subject.subtitle,
        "section": subject.section,
        "kind": subject.kind,
        "picture": _picture(subject.picture),
        "links": _links(subject.links),
        "reference": subject.reference,
    }


def _picture(picture: Picture | None) -> Answer | None:
    return None if picture is None else asdict(picture)


def _links(links: Iterable[Link]) -> list[Answer]:
    return [asdict(link) for link in links]


def _state(state: Mapping[str, Any] | None) -> Answer | None:
    return None if state is None else dict(state)


def _time(when: datetime | None) -> str | None:
    return None if when is None else when.isoformat()
