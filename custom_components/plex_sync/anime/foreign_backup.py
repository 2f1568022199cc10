"""Backups of PlexAniBridge: a list as AniList's API gave it, without titles.

Scores are in the user's format of that day, dates are objects, and only some fields are
there; those that are not are left as they are.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, Final

from ..anilist.model import ScoreFormat
from ..sync.backups.fileformat import digest_of
from ..sync.backups.model import (
    Account,
    Backup,
    BackupEntry,
    Check,
    Contents,
    EntryFault,
    Rules,
    WrongEntry,
)
from .scores import raw_score

FORMAT: Final = "plexanibridge"
SHOWN_SCORES: Final = "shown_scores"
"""In the details: scores were as the user saw them, in this format."""

_HIGHEST: Final[Mapping[ScoreFormat, int]] = {
    ScoreFormat.POINT_100: 100,
    ScoreFormat.POINT_10_DECIMAL: 10,
    ScoreFormat.POINT_10: 10,
    ScoreFormat.POINT_5: 5,
    ScoreFormat.POINT_3: 3,
}


def read_foreign(document: Mapping[str, Any], rules: Rules) -> Backup | None:
    """Read such a file; `None`: it is none."""
    user, lists = document.get("user"), document.get("lists")
    if not isinstance(user, dict) or not isinstance(lists, list) or "id" not in user:
        return None
    options = user.get("mediaListOptions")
    stated = options.get("scoreFormat") if isinstance(options, dict) else None
    if not isinstance(stated, str) or stated not in ScoreFormat:
        return Backup(check=Check.NOT_A_BACKUP, format=FORMAT)
    score_format = ScoreFormat(stated)
    entries: dict[str, BackupEntry] = {}
    faults: list[EntryFault] = []
    for row in _rows(lists):
        try:
            entry = _entry(row, score_format, rules)
        except WrongEntry as err:
            target = str(row.get("mediaId") or "") if isinstance(row, dict) else ""
            reason = "bad_value" if target else "not_an_entry"
            faults.append(EntryFault(reason=reason, target=target, fields=err.fields))
            continue
        # An entry comes again with each list that it is on.
        entries[entry.target] = entry
    contents = Contents(
        account=Account(
            service="anilist", id=str(user["id"]), name=str(user.get("name") or "")
        ),
        taken_at=_newest(lists),
        entries=list(entries.values()),
        details={"score_format": score_format, SHOWN_SCORES: score_format},
    )
    check = Check.FAULTY if faults else Check.SOUND
    if document.get("hasNextChunk"):
        check = Check.INCOMPLETE
    return Backup(
        check=check,
        contents=contents,
        faults=faults,
        format=FORMAT,
        made_by="PlexAniBridge",
        digest=digest_of(contents),
    )


def _rows(lists: list[Any]) -> Iterator[Any]:
    for group in lists:
        rows = group.get("entries") if isinstance(group, dict) else None
        yield from rows if isinstance(rows, list) else ()


def _entry(row: Any, score_format: ScoreFormat, rules: Rules) -> BackupEntry:
    """Read an entry.

    Raises:
        WrongEntry: it cannot be used.
    """
    if not isinstance(row, dict) or not isinstance(row.get("mediaId"), int):
        raise WrongEntry("target")
    target = str(row["mediaId"])
    state = {
        "status": row.get("status"),
        "progress": _or_zero(row.get("progress")),
        "repeat": _or_zero(row.get("repeat")),
        "score": _score(row.get("score"), score_format),
        "notes": row.get("notes") or None,
        "started_at": _date(row.get("startedAt"), "started_at"),
        "completed_at": _date(row.get("completedAt"), "completed_at"),
    }
    cleaned, _ = rules.clean(target, state)
    return BackupEntry(target=target, title="", state=cleaned)


def _or_zero(value: Any) -> Any:
    return 0 if value is None else value


def _score(value: Any, score_format: ScoreFormat) -> int | None:
    """Turn a score as it was shown into a raw one."""
    if value is None or value == 0:
        return None
    highest = _HIGHEST[score_format]
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise WrongEntry("score")
    if not 0 < value <= highest:
        raise WrongEntry("score")
    return raw_score(value * 10 / highest, score_format)


def _date(row: Any, name: str) -> str | None:
    """Turn a date's parts into text; what is not known is left out."""
    if row is None or (isinstance(row, dict) and not row.get("year")):
        return None
    if not isinstance(row, dict):
        raise WrongEntry(name)
    parts: list[str] = []
    for part, width in (("year", 4), ("month", 2), ("day", 2)):
        value = row.get(part)
        if value is None or value == 0:
            break
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            raise WrongEntry(name)
        parts.append(f"{value:0{width}}")
    return "-".join(parts)


def _newest(lists: list[Any]) -> datetime:
    """The time of the last change in it; the file itself does not say when it was made."""
    times = [
        row["updatedAt"]
        for row in _rows(lists)
        if isinstance(row, dict) and isinstance(row.get("updatedAt"), int)
    ]
    try:
        return datetime.fromtimestamp(max(times, default=0), UTC)
    except OSError, OverflowError, ValueError:
        return datetime.fromtimestamp(0, UTC)
