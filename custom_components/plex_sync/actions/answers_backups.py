"""Backups as plain data, for actions and for cards."""

from collections.abc import Sequence
from typing import Final

from homeassistant.util import dt as dt_util

from ..backups.comparisons import KeptComparison
from ..sync.backups.model import Account, Backup, BackupFile, EntryFault
from ..sync.journal.shapes import Record, edit_to_json
from ..sync.model import AccountKey, TargetKey
from ..sync.requests import RunResult
from ..sync.runs import Outcome
from ..texts import failure_of
from .answers import Answer, result_answer

MOST_FAULTS: Final = 100


def file_answer(file: BackupFile, own: AccountKey) -> Answer:
    """Answer with a line of the list of backups."""
    account = file.account
    return {
        "backup": file.name,
        "size": file.size,
        "created_at": file.created_at.isoformat(),
        "age_seconds": max(
            0, round((dt_util.utcnow() - file.created_at).total_seconds())
        ),
        "keep": file.keep,
        "check": file.check,
        "account": _account(account),
        "own": account is not None and account.key == own,
        "format": file.format,
        "entry_count": file.entry_count,
        "fault_count": file.faults,
        "message": file.message,
    }


def fault_answer(fault: EntryFault) -> Answer:
    """Answer with what is wrong with an entry."""
    return {
        "reason": fault.reason,
        "target": fault.target,
        "title": fault.title,
        "fields": list(fault.fields),
        "left_out": fault.unusable,
    }


def preview_answer(
    file: BackupFile,
    backup: Backup,
    own: AccountKey,
    *,
    text: str,
    cursor: int,
    limit: int,
) -> Answer:
    """Answer with a page of what a backup holds, or of what has a text in its title."""
    contents = backup.contents
    entries = contents.entries if contents is not None else ()
    found = [entry for entry in entries if _fits(entry.title, entry.target, text)]
    end = cursor + limit
    return {
        **file_answer(file, own),
        "version": backup.version,
        "made_by": backup.made_by,
        "details": dict(contents.details) if contents is not None else {},
        "stated_count": backup.entry_count,
        "faults": [fault_answer(fault) for fault in backup.faults[:MOST_FAULTS]],
        "entries": [
            {"target": each.target, "title": each.title, "state": dict(each.state)}
            for each in found[cursor:end]
        ],
        "found": len(found),
        "cursor": end if end < len(found) else None,
    }


def comparison_answer(
    kept: KeptComparison,
    *,
    text: str,
    difference: str | None,
    cursor: int,
    limit: int,
) -> Answer:
    """Answer with a page of the differences, or of those of a kind or with a text."""
    comparison = kept.comparison
    found = [
        each
        for each in comparison.differences
        if difference in (None, each.difference)
        and _fits(each.title, each.target, text)
    ]
    end = cursor + limit
    return {
        "comparison": kept.name,
        "compared_at": kept.at.isoformat(),
        "counts": comparison.counts,
        "differences": [
            {
                "target": each.target,
                "title": each.title,
                "difference": each.difference,
                "edits": [edit_to_json(edit) for edit in each.edits],
                "now": None if each.now is None else dict(each.now),
                "saved": None if each.saved is None else dict(each.saved),
                "gone": list(comparison.gone.get(each.target, ())),
            }
            for each in found[cursor:end]
        ],
        "gone": {target: list(names) for target, names in comparison.gone.items()},
        "found": len(found),
        "cursor": end if end < len(found) else None,
    }


def restore_answer(
    result: RunResult,
    backup: Backup,
    records: Sequence[Record],
    saved: BackupFile | None,
) -> Answer:
    """Answer with what was restored, what was left, and what went wrong."""
    changes = result.plan.changes if result.plan is not None else ()
    titles = backup.contents.titles if backup.contents is not None else {}
    titles |= {change.target: change.title for change in changes}
    restored = {record.target for record in records if record.problem is None}
    errors = {
        record.target: {
            "target": record.target,
            "title": record.title,
            # The next run finds out whether it has arrived.
            "reason": Outcome.PENDING,
            "message": "",
        }
        for record in records
        if record.outcome is Outcome.PENDING
    }
    errors |= {
        record.target: {
            "target": record.target,
            "title": titles.get(record.target or "", record.title),
            "reason": record.reason,
            "message": record.message,
        }
        for record in records
        if record.problem is not None and record.closed_at is None
    }
    restored -= errors.keys()
    over = restored | errors.keys()
    if (err := result.error) is not None:
        errors[None] = {
            "target": None,
            "title": err.service,
            "reason": err.reason,
            "message": str(failure_of(err)),
        }
    # Written down as failed nowhere, and yet not done: they were not come to.
    left = [change for change in changes if change.target not in over]
    skipped = [
        {"target": target, "title": titles.get(target, target), "reason": reason}
        for target, reason in result.skipped.items()
    ]
    skipped += [
        {"target": fault.target, "title": fault.title, "reason": fault.reason}
        for fault in backup.faults
        if fault.unusable
    ]
    if not result.request.dry_run:
        skipped += [
            {"target": each.target, "title": each.title, "reason": "not_reached"}
            for each in left
        ]
    return {
        **result_answer(result),
        "planned": {
            "created": sum(change.creates for change in changes),
            "changed": sum(
                not change.creates and not change.deletes for change in changes
            ),
            "deleted": sum(change.deletes for change in changes),
        },
        "plan_name": str(result.details.get("plan", "")),
        "same": result.details.get("same", 0),
        "newer": result.details.get("newer", 0),
        "gone": result.details.get("gone", {}),
        "restored": len(restored),
        "skipped": skipped,
        "errors": list(errors.values()),
        "backup_before": saved.name if saved is not None else None,
        "records": [record.id for record in records if record.problem is None],
    }


def _fits(title: str, target: TargetKey, text: str) -> bool:
    """Whether a title has a text in it, or the text is the id."""
    wanted = text.strip().casefold()
    return wanted in title.casefold() or wanted == target


def _account(account: Account | None) -> Answer | None:
    if account is None:
        return None
    return {"service": account.service, "id": account.id, "name": account.name}
