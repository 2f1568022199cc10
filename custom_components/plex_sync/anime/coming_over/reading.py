"""The files of PlexAniBridge, wherever they are, read into one."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from .documents import Unreadable, read_document
from .model import ComingOver, Left
from .own_mappings import read_own_mappings
from .pins import has_pins, read_pins
from .settings import read_settings

CONFIGS: Final = ("config.yaml", "config.yml")
MAPPINGS: Final = tuple(
    f"mappings.custom.{suffix}" for suffix in ("yaml", "yml", "json", "toml")
)
"""The first that is there is the one that counts."""
DATABASES: Final = ("*.db", "*.sqlite", "*.sqlite3")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """The files to read; none of them has to be there."""

    database: Path | None = None
    mappings: Path | None = None
    config: Path | None = None
    ignored: tuple[Path, ...] = ()
    """Files that do not count, because another one does."""

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to read."""
        return not (self.database or self.mappings or self.config)


def find_sources(folder: Path) -> Sources:
    """Look for the files in a data folder; blocking.

    Raises:
        OSError: the folder cannot be read.
    """
    there = {path.name: path for path in folder.iterdir() if path.is_file()}
    configs = [there[name] for name in CONFIGS if name in there]
    mappings = [there[name] for name in MAPPINGS if name in there]
    databases = [
        path
        for path in sorted(there.values())
        if any(path.match(pattern) for pattern in DATABASES) and has_pins(path)
    ]
    return Sources(
        database=databases[0] if databases else None,
        mappings=mappings[0] if mappings else None,
        config=configs[0] if configs else None,
        ignored=(*configs[1:], *mappings[1:], *databases[1:]),
    )


def read_sources(sources: Sources) -> ComingOver:
    """Read what can be read, and name the rest; blocking."""
    found = ComingOver(
        left=[
            Left(subject=path.name, reason="other_counts") for path in sources.ignored
        ]
    )
    if sources.config is not None:
        found = _with_settings(found, sources.config)
    pins, overrides, left = found.pins, found.overrides, list(found.left)
    if sources.mappings is not None:
        overrides, more = read_own_mappings(sources.mappings)
        left += more
    if sources.database is not None:
        pins, more = read_pins(sources.database)
        left += more
    return ComingOver(
        profiles=found.profiles, pins=pins, overrides=overrides, left=left
    )


def _with_settings(found: ComingOver, path: Path) -> ComingOver:
    try:
        profiles, more = read_settings(read_document(path), path.name)
    except Unreadable as err:
        profiles, more = [], [Left(subject=path.name, reason=err.reason)]
    return ComingOver(profiles=profiles, left=[*found.left, *more])
