"""The folder of backups. All of it blocks: it is for a thread of its own."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
import errno
import os
from pathlib import Path
import stat
from threading import RLock
from typing import BinaryIO, Final

from ..model import AccountKey
from .fileformat import FORMAT, digest_of, from_bytes, to_text
from .model import Backup, BackupError, BackupFile, Check, Contents, Rules
from .names import checked, file_name, time_of

MOST_BYTES: Final = 32 * 1024 * 1024
"""Larger files are not read: a list of 20,000 entries has a quarter of it."""
ALWAYS_KEPT: Final = 3
"""So many of the newest stay, however old they are."""
DISK_FULL: Final = "backup_disk_full"
_KEEP: Final = ".keep"
"""Ends the name of an empty file beside a backup that is never removed by age."""
_ASIDE: Final = ".plex_sync-writing"

type _Seen = tuple[int, int, int]


class BackupFolder:
    """The files of one folder."""

    def __init__(
        self,
        path: Path,
        rules: Rules,
        *,
        made_by: str,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """Name the folder; it is made with the first file."""
        self.path = path
        self._rules = rules
        self._made_by = made_by
        self._clock = clock
        self._lock = RLock()
        self._known: dict[str, tuple[_Seen, BackupFile]] = {}

    def files(self) -> list[BackupFile]:
        """List the backups, newest first; each is checked when it is seen first."""
        with self._lock:
            found = [self._describe(path) for path in self._paths()]
            return sorted(
                found, key=lambda file: (file.created_at, file.name), reverse=True
            )

    def write(self, contents: Contents) -> tuple[BackupFile, bool]:
        """Write a backup; returns it, and whether it is new.

        When nothing has changed since the newest one, that is checked again instead.

        Raises:
            BackupError: it cannot be written; the files that were there stay as they are.
        """
        with self._lock:
            newest = self._newest(contents.account.key)
            if newest is not None and newest.digest == digest_of(contents):
                verified = self.verify(newest.name)
                if verified.check is Check.SOUND:
                    return verified, False
            text = to_text(contents, made_by=self._made_by)
            try:
                path = self._write_aside(contents, text.encode())
            except OSError as err:
                full = err.errno in (errno.ENOSPC, errno.EDQUOT)
                reason = DISK_FULL if full else "backup_failed"
                raise BackupError(reason, _words(err)) from err
            file = self._describe(path)
            if file.check is not Check.SOUND:
                raise BackupError("backup_failed", file.check)
            return file, True

    def read(self, name: str) -> Backup:
        """Read a backup.

        Raises:
            BackupError: there is no such file.
        """
        return self._read(self._path(name))

    def verify(self, name: str) -> BackupFile:
        """Read a backup anew, and say what it is.

        Raises:
            BackupError: there is no such file.
        """
        with self._lock:
            self._known.pop(name, None)
            return self._describe(self._path(name))

    def open(self, name: str) -> BinaryIO:
        """Open a file to be read as it is, whatever it holds.

        Raises:
            BackupError: there is no such file, or it cannot be read.
        """
        path = self._path(name)
        try:
            return os.fdopen(_open_file(path), "rb")
        except OSError as err:
            raise BackupError("backup_failed", _words(err)) from err

    def keep(self, name: str, keep: bool) -> BackupFile:
        """Mark a backup, so that it is not removed by age, or take the mark away.

        Raises:
            BackupError: there is no such file, or the mark cannot be written.
        """
        with self._lock:
            path = self._path(name)
            mark = path.with_name(f"{name}{_KEEP}")
            try:
                if keep:
                    mark.touch(mode=0o600)
                else:
                    mark.unlink(missing_ok=True)
            except OSError as err:
                raise BackupError("backup_failed", _words(err)) from err
            return self._describe(path)

    def delete(self, name: str) -> None:
        """Delete a backup.

        Raises:
            BackupError: there is no such file, or it cannot be deleted.
        """
        with self._lock:
            path = self._path(name)
            try:
                path.unlink()
                path.with_name(f"{name}{_KEEP}").unlink(missing_ok=True)
            except OSError as err:
                raise BackupError("backup_failed", _words(err)) from err
            self._known.pop(name, None)

    def prune(self, account: AccountKey, days: int) -> list[str]:
        """Remove an account's old backups, by the time in them; returns their names.

        Args:
            account: whose; files of other programs, and broken ones, stay.
            days: how long they are kept; 0: for ever.
        """
        if days <= 0:
            return []
        oldest = self._clock() - timedelta(days=days)
        removed = []
        with self._lock:
            for file in self._sound(account)[ALWAYS_KEPT:]:
                if file.created_at < oldest and not file.keep:
                    with suppress(BackupError):
                        self.delete(file.name)
                        removed.append(file.name)
        return removed

    def _newest(self, account: AccountKey) -> BackupFile | None:
        return next(iter(self._sound(account)), None)

    def _sound(self, account: AccountKey) -> list[BackupFile]:
        """The account's own backups that are in order, newest first."""
        return [
            file
            for file in self.files()
            if file.check is Check.SOUND
            and file.format == FORMAT
            and file.account is not None
            and file.account.key == account
        ]

    def _paths(self) -> Iterator[Path]:
        with suppress(OSError):
            for path in self.path.iterdir():
                is_file = path.is_symlink() or path.is_file()
                if is_file and path.suffix == ".json" and not path.name.startswith("."):
                    yield path

    def _path(self, name: str) -> Path:
        path = self.path / checked(name)
        try:
            mode = path.lstat().st_mode
        except OSError as err:
            raise BackupError("backup_not_found") from err
        if not stat.S_ISREG(mode):
            raise BackupError("backup_name")
        return path

    def _describe(self, path: Path) -> BackupFile:
        """Say what a file is; it is read only if it has changed since."""
        try:
            status = path.lstat()
        except OSError as err:
            gone = self._line(path, 0, datetime.fromtimestamp(0, UTC))
            return replace(gone, message=_words(err))
        written = datetime.fromtimestamp(status.st_mtime, UTC)
        line = self._line(path, status.st_size, written)
        if not stat.S_ISREG(status.st_mode):
            return replace(line, check=Check.LINK)
        seen = (status.st_size, status.st_mtime_ns, status.st_ino)
        known = self._known.get(path.name)
        if known is not None and known[0] == seen:
            return replace(known[1], keep=line.keep)
        described = _described(line, self._read(path))
        self._known[path.name] = (seen, described)
        return described

    def _line(self, path: Path, size: int, written: datetime) -> BackupFile:
        return BackupFile(
            name=path.name,
            size=size,
            created_at=time_of(path.name) or written,
            keep=path.with_name(f"{path.name}{_KEEP}").exists(),
            check=Check.UNREADABLE,
        )

    def _read(self, path: Path) -> Backup:
        try:
            handle = _open_file(path)
            with os.fdopen(handle, "rb") as file:
                if os.fstat(handle).st_size > MOST_BYTES:
                    return Backup(check=Check.NOT_CHECKED)
                raw = file.read(MOST_BYTES)
        except OSError as err:
            return Backup(check=Check.UNREADABLE, message=_words(err))
        return from_bytes(raw, self._rules)

    def _write_aside(self, contents: Contents, raw: bytes) -> Path:
        """Write a file whole, and only then give it its name."""
        self.path.mkdir(parents=True, exist_ok=True)
        when = contents.taken_at
        while (path := self.path / file_name(contents.account, when)).exists():
            when += timedelta(seconds=1)
        aside = self.path / _ASIDE
        try:
            aside.unlink(missing_ok=True)
            flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
            with os.fdopen(os.open(aside, flags, 0o600), "wb") as file:
                file.write(raw)
                file.flush()
                os.fsync(file.fileno())
            aside.replace(path)
        except OSError:
            with suppress(OSError):
                aside.unlink(missing_ok=True)
            raise
        _sync_folder(self.path)
        return path


def _described(line: BackupFile, backup: Backup) -> BackupFile:
    contents = backup.contents
    return replace(
        line,
        check=backup.check,
        account=contents.account if contents is not None else None,
        format=backup.format,
        entry_count=len(contents.entries) if contents is not None else None,
        faults=len(backup.faults),
        digest=backup.digest,
        message=backup.message,
    )


def _open_file(path: Path) -> int:
    """Open a file; a link that has been put there meanwhile is not followed."""
    return os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0))


def _sync_folder(path: Path) -> None:
    """Make a new name last, where the system can."""
    with suppress(OSError):
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _words(err: OSError) -> str:
    return err.strerror or type(err).__name__
