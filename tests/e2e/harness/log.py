"""What a Home Assistant's log says that somebody ought to look at."""

from collections.abc import Iterable
from dataclasses import dataclass
import re

_ENTRY = re.compile(
    r"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d+ (?P<level>[A-Z]+) \(.*?\) \[(?P<logger>[^]]+)\]"
)
_OURS = re.compile(r"custom_components[./]plex_sync|'?plex_sync'?")
_ABOUT_THE_MACHINE = re.compile(
    "We found a custom integration"  # the notice that every custom integration gets
    "|Skipping pip installation"
    "|zlib_ng and isal are not available"
    "|haffmpeg|turbojpeg"  # not installed, and not needed
)
LOUD = frozenset({"WARNING", "ERROR", "CRITICAL"})


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One entry of the log, with the lines that follow it, such as a traceback."""

    level: str
    logger: str
    text: str

    @property
    def ours(self) -> bool:
        """Whether it comes from the integration, or is about it."""
        return bool(_OURS.search(self.text))


@dataclass(frozen=True, slots=True)
class Problems:
    """Warnings and worse, without those that are about the machine only."""

    ours: list[str]
    others: list[str]


def entries(lines: Iterable[str]) -> list[LogEntry]:
    """Split a log into its entries."""
    found: list[tuple[str, str, list[str]]] = []
    for line in lines:
        if start := _ENTRY.match(line):
            found.append((start["level"], start["logger"], [line]))
        elif found:
            found[-1][2].append(line)
    return [LogEntry(level, logger, "\n".join(text)) for level, logger, text in found]


def problems(lines: Iterable[str]) -> Problems:
    """What is loud in a log, ours and others apart."""
    loud = [
        entry
        for entry in entries(lines)
        if entry.level in LOUD and not _ABOUT_THE_MACHINE.search(entry.text)
    ]
    return Problems(
        ours=[entry.text for entry in loud if entry.ours],
        others=[entry.text for entry in loud if not entry.ours],
    )
