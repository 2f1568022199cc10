"""Backups of a shelf, and restores of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field as attribute
from datetime import UTC, datetime

from custom_components.plex_sync.sync.backups.model import (
    Account,
    BackupEntry,
    Contents,
    RestoreOrder,
)
from custom_components.plex_sync.sync.errors import ServiceError
from custom_components.plex_sync.sync.model import State
from custom_components.plex_sync.sync.requests import RunRequest, RunResult
from custom_components.plex_sync.sync.runs import RunKind

from .profiles import Words

ACCOUNT = Account(service="shelf", id="1", name="Shelf")


@dataclass
class ShelfArchive:
    """Takes backups of a shelf, and keeps them in a list."""

    words: Words
    kept: list[Contents] = attribute(default_factory=list)
    full: bool = False

    async def take(self) -> Contents:
        """Read the shelf."""
        return contents(self.words.shelf.lists)

    async def ready(self, backup: Contents) -> None:
        """Nothing has to be looked up."""

    async def save(self, contents: Contents) -> None:
        """Keep a backup."""
        if self.full:
            raise ServiceError("Plex Sync", "full", reason="backup_failed")
        self.kept.append(contents)

    def fit(
        self,
        entry: BackupEntry,
        backup: Contents,
        now: Contents,
        current: State | None,
    ) -> tuple[State, Sequence[str]]:
        """A shelf holds everything."""
        return entry.state, ()


def contents(lists: Mapping[str, State]) -> Contents:
    """A backup of some lists."""
    return Contents(
        account=ACCOUNT,
        taken_at=datetime(2026, 11, 20, tzinfo=UTC),
        entries=[
            BackupEntry(target=name, title=name.title(), state=dict(state))
            for name, state in lists.items()
        ],
    )


def many(lists: int, note: str) -> dict[str, State]:
    """Lists with a note."""
    return {f"list{number}": {"words": ["a"], "note": note} for number in range(lists)}


async def restore(
    words: Words,
    archive: ShelfArchive,
    backup: Mapping[str, State],
    *,
    exact: bool = False,
) -> RunResult:
    """Restore a backup."""
    order = RestoreOrder(backup=contents(backup), archive=archive, exact=exact)
    return await words.engine.run(RunRequest(kind=RunKind.RESTORE, restore=order))
