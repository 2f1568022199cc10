"""Where a library or the history stood when it was last read whole.

A cursor is a time of the server, never of this clock. The next read looks back a little
behind it; what was seen there already is told apart by its marks.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field as attribute
from typing import Final, Self

from ..plex.model import Episode, Movie, Section, SectionType, View
from ..sync.model import JsonObject, JsonValue

OVERLAP: Final = 120
"""Seconds."""
FIRST_LOOK: Final = 24 * 60 * 60
"""How far back a poll looks that has no cursor yet, in seconds."""
HISTORY: Final = "history"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cursor:
    """A place in a source that is read newest first."""

    newest: int
    """Seconds since 1970; 0: the source was empty."""
    seen: Mapping[str, str] = attribute(default_factory=dict)
    """What stood in the overlap: rating key → mark."""
    section: Section | None = None
    """The library, so that a poll need not ask for it."""
    whole: bool = False
    """All that lies before was read once: what a poll began with is not."""

    @property
    def since(self) -> int:
        """From where to read on."""
        return max(0, self.newest - OVERLAP)

    @classmethod
    def from_json(cls, value: JsonValue) -> Self | None:
        """Read a cursor; `None` if it is none of ours."""
        if not isinstance(value, Mapping):
            return None
        newest, seen, section = (
            value.get(name) for name in ("newest", "seen", "section")
        )
        if not isinstance(newest, int) or not isinstance(seen, Mapping):
            return None
        return cls(
            newest=newest,
            seen={key: str(mark) for key, mark in seen.items()},
            section=_section(section) if isinstance(section, Mapping) else None,
            whole=value.get("whole") is True,
        )

    def as_json(self) -> JsonObject:
        """Write the cursor down."""
        written: dict[str, JsonValue] = {
            "newest": self.newest,
            "seen": dict(self.seen),
            "whole": self.whole,
        }
        if (section := self.section) is not None:
            written["section"] = {
                "key": section.key,
                "uuid": section.uuid,
                "title": section.title,
                "type": section.type.value,
                "show_ordering": section.show_ordering,
            }
        return written


def section_cursor_key(uuid: str) -> str:
    """Name a library's cursor."""
    return f"section:{uuid}"


def after_rows(
    section: Section, rows: Sequence[Movie | Episode], before: Cursor | None = None
) -> Cursor:
    """Set a library's cursor behind rows that were read from it."""
    newest = _newest((row.last_viewed_at or 0 for row in rows), before)
    return Cursor(
        newest=newest,
        seen={
            row.rating_key: row_mark(row)
            for row in rows
            if (at := row.last_viewed_at) and at >= newest - OVERLAP
        },
        section=section,
    )


def after_views(
    views: Sequence[View], before: Cursor | None = None, *, whole: bool = False
) -> Cursor:
    """Set the history's cursor behind views that were read from it."""
    newest = _newest((view.viewed_at for view in views), before)
    return Cursor(
        newest=newest,
        seen={
            _view_key(view): "" for view in views if view.viewed_at >= newest - OVERLAP
        },
        whole=whole or (before is not None and before.whole),
    )


def fresh_rows(
    rows: Iterable[Movie | Episode], cursor: Cursor | None
) -> list[Movie | Episode]:
    """Leave out the rows that were seen as they are."""
    seen = cursor.seen if cursor else {}
    return [row for row in rows if seen.get(row.rating_key) != row_mark(row)]


def fresh_views(views: Iterable[View], cursor: Cursor | None) -> list[View]:
    """Leave out the views that were seen."""
    seen = cursor.seen if cursor else {}
    return [view for view in views if _view_key(view) not in seen]


def row_mark(row: Movie | Episode) -> str:
    """Mark what a row says; not where in a view the user is, which moves all the time."""
    return f"{row.view_count}/{int(row.view_offset > 0)}/{row.user_rating or 0}"


def _newest(times: Iterable[int], before: Cursor | None) -> int:
    """Give the latest time; a cursor never goes back."""
    return max(before.newest if before else 0, max(times, default=0))


def _view_key(view: View) -> str:
    return f"{view.rating_key}@{view.viewed_at}"


def _section(value: JsonObject) -> Section | None:
    def text(name: str) -> str:
        return str(value.get(name) or "")

    if text("type") not in (SectionType.MOVIE, SectionType.SHOW):
        return None
    return Section(
        key=text("key"),
        uuid=text("uuid"),
        title=text("title"),
        type=SectionType(text("type")),
        show_ordering=text("show_ordering"),
    )
