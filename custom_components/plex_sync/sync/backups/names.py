"""The names of backup files: whose they are, and when they were made (UTC)."""

from datetime import UTC, datetime
import re
from typing import Final
import unicodedata

from .model import Account, BackupError

OWN: Final = "plex_sync-"
_STAMP: Final = "%Y%m%d%H%M%S"
_PARTS: Final = re.compile(r"(?P<whose>.+)\.(?P<stamp>\d{14})\.json")
_SAFE: Final = re.compile(r"[^./\\\x00-\x1f][^/\\\x00-\x1f]{0,240}\.json")


def file_name(account: Account, when: datetime) -> str:
    """Name a new backup."""
    stamp = when.astimezone(UTC).strftime(_STAMP)
    return f"{OWN}{account.service}_{slug(account)}.{stamp}.json"


def slug(account: Account) -> str:
    """An account's name in small letters and digits; its id where nothing is left."""
    plain = unicodedata.normalize("NFKD", account.name).encode("ascii", "ignore")
    name = re.sub(r"[^a-z0-9]+", "_", plain.decode().lower()).strip("_")
    return name[:60] or re.sub(r"[^a-z0-9]+", "_", account.id.lower())


def checked(name: str) -> str:
    """Return a name that stands for a file of the folder, and for nothing else.

    Raises:
        BackupError: it leads elsewhere.
    """
    if not _SAFE.fullmatch(name):
        raise BackupError("backup_name")
    return name


def time_of(name: str) -> datetime | None:
    """Return the time in a name; `None`: there is none."""
    found = _PARTS.fullmatch(name)
    if found is None:
        return None
    try:
        return datetime.strptime(found["stamp"], _STAMP).replace(tzinfo=UTC)
    except ValueError:
        return None
