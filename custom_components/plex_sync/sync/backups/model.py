"""The words of backups, as typed records."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field as attribute
from datetime import datetime
from enum import StrEnum
from typing import Final, Protocol

from ..model import AccountKey, JsonObject, JsonValue, State, TargetKey


class BackupError(Exception):
    """A backup cannot be written, read or used."""

    def __init__(self, reason: str, message: str = "") -> None:
        """Keep why, as a translation key, and the system's own words."""
        self.reason = reason
        self.message = message
        super().__init__(f"{reason}: {message}" if message else reason)


class Check(StrEnum):
    """What a file in the folder of backups is."""

    SOUND = "sound"
    FAULTY = "faulty"  # some of its entries cannot be used
    EDITED = "edited"  # the checksum is another
    CUT_OFF = "cut_off"
    INCOMPLETE = "incomplete"  # it says itself that something is missing
    NOT_JSON = "not_json"
    NOT_A_BACKUP = "not_a_backup"
    OTHER_VERSION = "other_version"
    NOT_CHECKED = "not_checked"  # too large to be read
    UNREADABLE = "unreadable"
    LINK = "link"


USABLE_IN_PART: Final = (Check.FAULTY, Check.EDITED, Check.CUT_OFF, Check.INCOMPLETE)
"""What can be restored entry by entry, if the user insists."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Whose targets a backup holds."""

    service: str
    id: str
    name: str

    @property
    def key(self) -> AccountKey:
        """The account as the engine names it."""
        return f"{self.service}:{self.id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupEntry:
    """One target."""

    target: TargetKey
    title: str
    """Empty where the file has none."""
    state: State


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """All targets of an account at one time."""

    account: Account
    taken_at: datetime
    entries: Sequence[BackupEntry]
    details: JsonObject = attribute(default_factory=dict)
    """What helps to read the states, such as the user's way of rating."""

    @property
    def states(self) -> dict[TargetKey, State]:
        """The states by target."""
        return {entry.target: entry.state for entry in self.entries}

    @property
    def titles(self) -> dict[TargetKey, str]:
        """The titles by target."""
        return {entry.target: entry.title for entry in self.entries}


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryFault:
    """What is wrong with an entry of a file."""

    reason: str
    """`unknown_field`, `bad_value`, `no_target`, `twice`, `not_an_entry`."""
    target: TargetKey = ""
    title: str = ""
    fields: Sequence[str] = ()

    @property
    def unusable(self) -> bool:
        """Whether the whole entry is left out, and not just a field."""
        return self.reason != "unknown_field"


@dataclass(frozen=True, slots=True, kw_only=True)
class Backup:
    """A file as it was read."""

    check: Check
    contents: Contents | None = None
    """What can be used of it; `None`: nothing."""
    faults: Sequence[EntryFault] = ()
    format: str = ""
    version: int | None = None
    made_by: str = ""
    entry_count: int | None = None
    """How many entries it says it has."""
    digest: str = ""
    """Names what it holds, so that two backups of the same list are told to be equal."""
    message: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupFile:
    """A line of the list of backups."""

    name: str
    size: int
    created_at: datetime
    keep: bool
    check: Check
    account: Account | None = None
    format: str = ""
    entry_count: int | None = None
    faults: int = 0
    digest: str = ""
    message: str = ""


class WrongEntry(ValueError):
    """An entry cannot be used; says which of its fields are wrong."""

    def __init__(self, *fields: str) -> None:
        """Keep the fields."""
        self.fields = fields
        super().__init__(", ".join(fields))


class Rules(Protocol):
    """What a service's own entries look like."""

    def clean(
        self, target: TargetKey, state: JsonObject
    ) -> tuple[State, Sequence[str]]:
        """Return an entry's known fields, and the names of those that are not known.

        Raises:
            WrongEntry: it cannot be used.
        """

    def foreign(self, document: Mapping[str, JsonValue]) -> Backup | None:
        """Read a file of another program; `None`: it is none that is known."""


class Vault(Protocol):
    """What one kind of account can give to a backup, and take out of it."""

    async def take(self) -> Contents:
        """Read all targets of the account.

        Raises:
            ServiceError: they cannot be read.
        """

    async def ready(self, backup: Contents) -> None:
        """Look up what is needed to fit the entries of a backup.

        Raises:
            ServiceError: it cannot be looked up.
        """

    def fit(
        self,
        entry: BackupEntry,
        backup: Contents,
        now: Contents,
        current: State | None,
    ) -> tuple[State, Sequence[str]]:
        """Return what the account of now can hold of an entry, and what it cannot."""


class Archive(Vault, Protocol):
    """Where backups of one account come from, and where they go."""

    async def save(self, contents: Contents) -> None:
        """Write a backup, unless the newest one holds the same.

        Raises:
            ServiceError: it cannot be written.
        """


@dataclass(frozen=True, slots=True, kw_only=True)
class RestoreOrder:
    """What is to be restored, and how."""

    backup: Contents
    archive: Archive
    targets: frozenset[TargetKey] | None = None
    """Only these; `None`: all."""
    exact: bool = False
    """What is not in the backup is deleted."""
    plan: str = ""
    """The plan that was shown; if it is another one by now, nothing is written."""
