"""The file of a backup: JSON with an entry on each line, and a checksum over all of it."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
import hashlib
import json
from typing import Any, Final

from ..values import canonical
from .model import (
    Account,
    Backup,
    BackupEntry,
    Check,
    Contents,
    EntryFault,
    Rules,
    WrongEntry,
)

FORMAT: Final = "plex_sync_backup"
VERSION: Final = 1
ABOUT: Final = (
    "Your own safety copy of your list, made by Plex Sync at your wish. It may hold "
    "private entries and notes. Scores are raw, from 0 to 100."
)
_ENTRIES: Final = '"entries": ['


def digest_of(contents: Contents) -> str:
    """Name what a backup holds, whenever it was taken."""
    return _hash([contents.account.key, contents.states])


def to_text(contents: Contents, *, made_by: str) -> str:
    """Write a backup down."""
    entries = [
        {"target": entry.target, "title": entry.title, "state": dict(entry.state)}
        for entry in contents.entries
    ]
    header: dict[str, Any] = {
        "format": FORMAT,
        "version": VERSION,
        "about": ABOUT,
        "made_by": made_by,
        "created_at": contents.taken_at.astimezone(UTC).isoformat(timespec="seconds"),
        "account": {
            "service": contents.account.service,
            "id": contents.account.id,
            "name": contents.account.name,
        },
        "details": contents.details,
        "entry_count": len(entries),
    }
    header["checksum"] = _hash({**header, "entries": entries})
    start = json.dumps(header, ensure_ascii=False, indent=2).removesuffix("\n}")
    lines = ",\n".join(f"    {_line(entry)}" for entry in entries)
    return f"{start},\n  {_ENTRIES}\n{lines}\n  ]\n}}\n"


def from_bytes(raw: bytes, rules: Rules) -> Backup:
    """Read a file, and say what it is; never fails."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as err:
        # A cut may go through a letter.
        if err.end < len(raw) and err.reason != "unexpected end of data":
            return Backup(check=Check.NOT_JSON, message=err.reason)
        text = raw.decode("utf-8-sig", errors="ignore")
    try:
        document = json.loads(text, parse_constant=_refuse)
    except json.JSONDecodeError as err:
        return _damaged(text, err, rules)
    except (ValueError, RecursionError) as err:
        return Backup(check=Check.NOT_JSON, message=type(err).__name__)
    if not isinstance(document, dict):
        return Backup(check=Check.NOT_A_BACKUP)
    if document.get("format") != FORMAT:
        return rules.foreign(document) or Backup(check=Check.NOT_A_BACKUP)
    return _own(document, rules)


def _own(document: Mapping[str, Any], rules: Rules) -> Backup:
    """Read a file of this format."""
    version = document.get("version")
    if version != VERSION:
        return Backup(
            check=Check.OTHER_VERSION,
            format=FORMAT,
            version=version if isinstance(version, int) else None,
        )
    try:
        account = _account(document["account"])
        taken_at = datetime.fromisoformat(document["created_at"])
        rows, details = document["entries"], document["details"]
    except KeyError, TypeError, ValueError:
        return Backup(check=Check.NOT_A_BACKUP, format=FORMAT, version=VERSION)
    if not isinstance(rows, list) or not isinstance(details, dict):
        return Backup(check=Check.NOT_A_BACKUP, format=FORMAT, version=VERSION)
    if taken_at.tzinfo is None:
        taken_at = taken_at.replace(tzinfo=UTC)
    entries: dict[str, BackupEntry] = {}
    faults = list(_read_entries(rows, entries, rules))
    contents = Contents(
        account=account,
        taken_at=taken_at,
        entries=list(entries.values()),
        details=details,
    )
    count = document.get("entry_count")
    stated = document.get("checksum")
    body = {name: value for name, value in document.items() if name != "checksum"}
    check = Check.SOUND
    if any(fault.unusable for fault in faults):
        check = Check.FAULTY
    if stated != _hash(body) or count != len(rows):
        check = Check.EDITED
    return Backup(
        check=check,
        contents=contents,
        faults=faults,
        format=FORMAT,
        version=VERSION,
        made_by=str(document.get("made_by") or ""),
        entry_count=count if isinstance(count, int) else None,
        digest=digest_of(contents),
    )


def _read_entries(
    rows: list[Any], entries: dict[str, BackupEntry], rules: Rules
) -> Iterator[EntryFault]:
    """Read entries into a mapping; yields what is wrong with them."""
    for row in rows:
        if not isinstance(row, dict) or not isinstance(row.get("state"), dict):
            yield EntryFault(reason="not_an_entry")
            continue
        target, title = row.get("target"), row.get("title")
        title = title if isinstance(title, str) else ""
        if not isinstance(target, str) or not target:
            yield EntryFault(reason="no_target", title=title)
            continue
        if target in entries:
            yield EntryFault(reason="twice", target=target, title=title)
            continue
        try:
            state, unknown = rules.clean(target, row["state"])
        except WrongEntry as err:
            yield EntryFault(
                reason="bad_value", target=target, title=title, fields=err.fields
            )
            continue
        entries[target] = BackupEntry(target=target, title=title, state=state)
        if unknown:
            yield EntryFault(
                reason="unknown_field", target=target, title=title, fields=unknown
            )


def _damaged(text: str, err: json.JSONDecodeError, rules: Rules) -> Backup:
    """Save what can be saved of a file that breaks off: the entries before the break."""
    stripped = text.rstrip()
    ends = err.pos >= len(stripped) - 1 or err.msg.startswith("Unterminated string")
    is_cut = ends and (not stripped or stripped.startswith("{"))
    check = Check.CUT_OFF if is_cut else Check.NOT_JSON
    head, found, rest = text.partition(_ENTRIES)
    if not found:
        return Backup(check=check, message=err.msg)
    try:
        document = json.loads(f"{head}{_ENTRIES}]}}", parse_constant=_refuse)
    except ValueError, RecursionError:
        return Backup(check=check, message=err.msg)
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        return Backup(check=check, message=err.msg)
    document["entries"] = list(_whole_entries(rest))
    backup = _own(document, rules)
    if backup.contents is None:
        return backup
    return Backup(
        check=Check.CUT_OFF,
        contents=backup.contents,
        faults=backup.faults,
        format=FORMAT,
        version=VERSION,
        made_by=backup.made_by,
        entry_count=backup.entry_count,
        digest=backup.digest,
        message=err.msg,
    )


def _whole_entries(text: str) -> Iterator[Any]:
    """Read the objects of a list as far as they are whole."""
    decoder = json.JSONDecoder(parse_constant=_refuse)
    position = 0
    while True:
        while position < len(text) and text[position] in " \t\r\n,":
            position += 1
        if position >= len(text) or text[position] != "{":
            return
        try:
            entry, position = decoder.raw_decode(text, position)
        except ValueError, RecursionError:
            return
        yield entry


def _account(row: Mapping[str, Any]) -> Account:
    service, number, name = row["service"], row["id"], row["name"]
    if not all(isinstance(each, str) for each in (service, number, name)):
        raise TypeError("account")
    return Account(service=service, id=number, name=name)


def _line(entry: Mapping[str, Any]) -> str:
    """Write an entry on one line; half a letter, as services may send it, is escaped."""
    text = json.dumps(entry, ensure_ascii=False)
    try:
        text.encode()
    except UnicodeEncodeError:
        return json.dumps(entry)
    return text


def _refuse(constant: str) -> None:
    raise ValueError(constant)


def _hash(value: Any) -> str:
    """Name a value by its content."""
    raw = canonical(value).encode("utf-8", "surrogatepass")
    return f"sha256:{hashlib.sha256(raw).hexdigest()}"
