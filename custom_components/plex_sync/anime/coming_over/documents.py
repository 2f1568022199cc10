"""Documents that people have written by hand: YAML, JSON or TOML."""

import json
from pathlib import Path
import tomllib
from typing import Any, Final

import yaml

LARGEST: Final = 32 * 1024 * 1024
"""Bytes."""


class Unreadable(Exception):
    """A file that makes no sense.

    Args:
        reason: why, as a translation key.
    """

    def __init__(self, reason: str) -> None:
        """Keep why."""
        self.reason = reason
        super().__init__(reason)


def read_document(path: Path) -> Any:
    """Read a document by its suffix; blocking.

    Raises:
        Unreadable: it cannot be read, or is not what its suffix says.
    """
    try:
        if path.stat().st_size > LARGEST:
            raise Unreadable("file_too_large")
        text = path.read_text(encoding="utf-8-sig")
    except OSError, UnicodeDecodeError:
        raise Unreadable("file_unreadable") from None
    try:
        match path.suffix.lower():
            case ".json":
                return json.loads(text)
            case ".toml":
                return tomllib.loads(text)
            case _:
                return yaml.safe_load(text)
    except ValueError, yaml.YAMLError, RecursionError:
        raise Unreadable("file_not_understood") from None
