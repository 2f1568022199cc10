"""What is told of a run: what it failed with, what it changed, what is wrong."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Final

from ..sync.journal.shapes import Record
from ..sync.model import Edit, EditKind
from ..sync.requests import RunResult
from ..sync.runs import Outcome
from ..texts import GUARD_REASONS, failure_of, placeholders_of
from ..words import Texts

MOST_LINES: Final = 6
MOST_EDITS: Final = 4
UNTOLD: Final = frozenset({"notes", "score"})
"""Fields of which it is said only that they have changed."""
CHANGES: Final = (Outcome.SYNCED, Outcome.DELETED)


def changes_of(records: Collection[Record]) -> list[Record]:
    """Return those of some records that are changes."""
    return [
        record
        for record in records
        if record.problem is None and record.outcome in CHANGES
    ]


def problems_of(records: Collection[Record]) -> list[Record]:
    """Return those of some records that are problems, and not yet over."""
    return [
        record
        for record in records
        if record.problem is not None and record.closed_at is None
    ]


def failure_text(texts: Texts, result: RunResult, profile: str) -> str:
    """Say why a run did not do what it was to; empty: it did, or somebody stopped it."""
    if result.error is not None:
        return texts.error(failure_of(result.error))
    if result.result == "guarded" and result.reason in GUARD_REASONS:
        details = defaultdict(str, placeholders_of(result.details), profile=profile)
        return texts.issue(result.reason, **details)
    return ""


def message_of(texts: Texts, failure: str, records: Sequence[Record]) -> str:
    """Put a run into a few lines, what has gone wrong first; empty: nothing to say."""
    lines = [failure] if failure else []
    lines += [_problem(texts, record) for record in problems_of(records)]
    lines += [_change(texts, record) for record in changes_of(records)]
    if len(lines) > MOST_LINES:
        left = len(lines) - MOST_LINES + 1
        lines[MOST_LINES - 1 :] = [texts.say("notify_more", count=str(left))]
    return "\n".join(lines)


def _problem(texts: Texts, record: Record) -> str:
    name = " · ".join(filter(None, (record.title, record.subtitle)))
    if record.outcome is Outcome.FAILED:
        why = record.message or record.reason
        return texts.say("notify_failed", title=name, message=why)
    return texts.say(f"notify_{record.outcome}", title=name)


def _change(texts: Texts, record: Record) -> str:
    if record.deleted:
        return texts.say("notify_deleted", title=record.title)
    if any(edit.kind is not EditKind.SET for edit in record.edits):
        count = str(len(record.edits) + record.more_edits)
        return texts.say("notify_items", title=record.title, count=count)
    told = ", ".join(_edits(texts, record.edits[:MOST_EDITS]))
    return f"{record.title}: {told}" if told else record.title


def _edits(texts: Texts, edits: Sequence[Edit]) -> Iterator[str]:
    for edit in edits:
        label, after = texts.word(edit.field), texts.word(edit.after)
        if edit.field in UNTOLD or isinstance(edit.after, Mapping):
            yield label
        elif edit.before is None:
            yield f"{label} {after}"
        else:
            yield f"{label} {texts.word(edit.before)} → {after}"
