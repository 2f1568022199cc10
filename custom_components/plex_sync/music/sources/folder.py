"""The folder with the user's own files: nothing outside of it is read."""

import os
from pathlib import Path
import stat
import tempfile
from typing import Final

from ...sync.errors import IncompleteAnswer
from .formats import SUFFIXES, FileRefused

LARGEST: Final = 32 * 1024 * 1024
"""Bytes of a file; a table of a hundred thousand tracks has about ten million."""


class ImportFolder:
    """Reads and writes files; blocks, so it is for threads.

    Args:
        path: where it is; it need not exist.
        largest: bytes that a file may have.
    """

    def __init__(self, path: Path, *, largest: int = LARGEST) -> None:
        """Take the place."""
        self._path = path
        self._largest = largest

    def names(self) -> list[str]:
        """The names of all that lies there, hidden things left out.

        Raises:
            FileRefused: `file_unreadable`: the folder is none.
        """
        try:
            return sorted(
                entry.name
                for entry in self._path.iterdir()
                if not entry.name.startswith(".")
            )
        except FileNotFoundError:
            return []
        except OSError as error:
            words = error.strerror or ""
            name = self._path.name
            raise FileRefused(name, "file_unreadable", words) from None

    def read(self, name: str) -> bytes:
        """The content of a file.

        Raises:
            FileRefused: `file_outside`, `file_link`, `file_kind`, `file_too_large`,
                `file_unreadable`, or `gone`.
            IncompleteAnswer: it is being written just now.
        """
        path = self._checked(name)
        try:
            before = path.lstat()
            if stat.S_ISLNK(before.st_mode):
                raise FileRefused(name, "file_link")
            if not stat.S_ISREG(before.st_mode):
                raise FileRefused(name, "file_kind")
            if before.st_size > self._largest:
                raise FileRefused(name, "file_too_large")
            # Should it become a link, or a pipe, by now.
            flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0)
            with os.fdopen(os.open(path, flags), "rb") as file:
                content = file.read(self._largest + 1)
                after = os.fstat(file.fileno())
        except FileNotFoundError:
            raise FileRefused(name, "gone") from None
        except OSError as error:
            words = error.strerror or ""
            raise FileRefused(name, "file_unreadable", words) from None
        same = (before.st_size, before.st_mtime_ns) == (
            after.st_size,
            after.st_mtime_ns,
        )
        if not same or len(content) != after.st_size:
            raise IncompleteAnswer(name, "the file is being written")
        return content

    def write(self, name: str, content: bytes) -> None:
        """Put a file there, whole or not at all; one of the same name is replaced.

        Raises:
            FileRefused: `file_outside`, `file_kind`, `file_too_large`,
                `file_unreadable`.
        """
        path = self._checked(name)
        if len(content) > self._largest:
            raise FileRefused(name, "file_too_large")
        try:
            self._path.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(
                dir=self._path, prefix=".", suffix=".part", delete_on_close=False
            ) as file:
                file.write(content)
                file.close()
                Path(file.name).replace(path)
        except OSError as error:
            words = error.strerror or ""
            raise FileRefused(name, "file_unreadable", words) from None

    def _checked(self, name: str) -> Path:
        """Where a file of a name is, if that is within the folder."""
        plain = name and name.isprintable() and not name.startswith(".")
        if not plain or any(mark in name for mark in '/\\:"<>|?*'):
            raise FileRefused(name, "file_outside")
        if Path(name).suffix.lower() not in SUFFIXES:
            raise FileRefused(name, "file_kind")
        return self._path / name
