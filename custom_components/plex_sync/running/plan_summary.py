"""What a plan would do, in numbers and in the titles where it would do most."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
import re
from typing import Self

from ..sync.model import Edit, JsonValue, PlannedChange

SHOWN_EDITS = 4
_MARKUP = re.compile(r"([\\`*_{}\[\]()<>#|~])")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanSummary:
    """How many targets a plan would change, and how; each counts once."""

    new: int = 0
    raised: int = 0
    """Changed without any value going back."""
    lowered: int = 0
    deleted: int = 0
    conflicts: int = 0
    """Left to the user: both sides have changed."""

    @classmethod
    def of(cls, changes: Sequence[PlannedChange]) -> Self:
        """Count."""
        wanted = [change for change in changes if change.edits]
        deleted = [change for change in wanted if change.deletes]
        new = [change for change in wanted if change.creates and not change.deletes]
        lowered = [
            change
            for change in wanted
            if change.lowers and not change.deletes and not change.creates
        ]
        return cls(
            new=len(new),
            raised=len(wanted) - len(deleted) - len(new) - len(lowered),
            lowered=len(lowered),
            deleted=len(deleted),
            conflicts=sum(bool(change.conflicts) for change in changes),
        )

    def placeholders(self) -> dict[str, str]:
        """Return the numbers as a translation takes them."""
        return {
            "new": str(self.new),
            "raised": str(self.raised),
            "lowered": str(self.lowered),
            "deleted": str(self.deleted),
            "conflicts": str(self.conflicts),
        }


def largest(
    changes: Sequence[PlannedChange], most: int, words: Mapping[str, str]
) -> str:
    """Name the changes that weigh most, one a line, as Markdown.

    Args:
        changes: of a plan.
        most: how many are named.
        words: for people, by the names of fields and by values such as a status.
    """
    wanted = sorted(
        (change for change in changes if change.edits),
        key=lambda change: (-_weight(change), change.title),
    )
    return "\n".join(f"- {_line(change, words)}" for change in wanted[:most])


def _weight(change: PlannedChange) -> float:
    """Say how much somebody would mind: what goes, then what goes back, then by how far."""
    if change.deletes:
        return 2_000_000.0
    return (1_000_000.0 if change.lowers else 0.0) + sum(
        min(_distance(edit.before, edit.after), 100_000.0) for edit in change.edits
    )


def _distance(before: JsonValue, after: JsonValue) -> float:
    return abs(_number(after) - _number(before))


def _number(value: JsonValue) -> float:
    return float(value) if isinstance(value, int | float) else 0.0


def _line(change: PlannedChange, words: Mapping[str, str]) -> str:
    title = f"**{plain(change.title)}**"
    if change.deletes:
        return f"{title}: –"
    edits = sorted(change.edits, key=lambda edit: -_distance(edit.before, edit.after))
    texts = [_edit_text(edit, words) for edit in edits[:SHOWN_EDITS]]
    more = f" (+{len(edits) - SHOWN_EDITS})" if len(edits) > SHOWN_EDITS else ""
    return f"{title}: {', '.join(texts)}{more}"


def _edit_text(edit: Edit, words: Mapping[str, str]) -> str:
    def word(value: JsonValue) -> str:
        return plain("–" if value is None else words.get(str(value), str(value)))

    if edit.before is None:
        return f"{word(edit.field)} {word(edit.after)}"
    return f"{word(edit.field)} {word(edit.before)} → {word(edit.after)}"


def plain(text: str) -> str:
    """Keep Markdown from reading something into a text."""
    return _MARKUP.sub(r"\\\1", text.replace("\n", " "))
