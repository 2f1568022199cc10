"""What the list should hold in the end, written down beside what is watched.

Nothing of the integration is used here: the numbers are those that a person would put
on the list who was told the same about the watching.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

type Row = dict[str, Any]

EMPTY: Row = {
    "status": None,
    "progress": 0,
    "repeat": 0,
    "score": None,
    "notes": None,
    "started_at": None,
    "completed_at": None,
    "private": False,
    "hidden_from_status_lists": False,
    "custom_lists": [],
}
"""An entry as AniList makes it when nothing more is said."""


@dataclass
class Expectation:
    """The list as it should be, and the problems that should be open."""

    entries: dict[int, Row] = field(default_factory=dict)
    problems: dict[str, str] = field(default_factory=dict)
    """Kind of problem by the title that has it."""

    def expect(self, media_id: int, **fields: Any) -> None:
        """Say what an entry holds."""
        self.entries[media_id] = {**EMPTY, **fields}

    def differences(self, held: Mapping[int, Mapping[str, Any]]) -> list[str]:
        """Say where a list differs, a line each."""
        lines = [
            f"{media_id}: should not be there: {dict(held[media_id])}"
            for media_id in sorted(held.keys() - self.entries.keys())
        ]
        for media_id, wanted in sorted(self.entries.items()):
            if media_id not in held:
                lines.append(f"{media_id}: is not there, wanted {wanted}")
                continue
            entry = held[media_id]
            lines += [
                f"{media_id}: {name} is {entry.get(name)!r}, wanted {value!r}"
                for name, value in wanted.items()
                if (entry.get(name) or None) != (value or None)
            ]
        return lines

    def equal(self, held: Mapping[int, Mapping[str, Any]]) -> int:
        """Count the entries that are as they should be."""
        wrong = {int(line.partition(":")[0]) for line in self.differences(held)}
        return len(self.entries.keys() - wrong)
