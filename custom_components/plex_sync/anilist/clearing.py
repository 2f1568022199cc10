"""How fields are emptied: forms that are tried in turn, until one reads back empty."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

_NO_DATE: Final[Mapping[str, None]] = {"year": None, "month": None, "day": None}

FORMS: Final[Mapping[str, Sequence[Any]]] = {
    "score": (0,),
    "notes": ("", None),
    "started_at": (_NO_DATE, None),
    "completed_at": (_NO_DATE, None),
    "custom_lists": ([],),
    "advanced_scores": (0.0,),  # for each part
}
"""By field that can be emptied: what to send for it, the likeliest first."""


class Clearing:
    """Remembers, field by field, which form AniList takes."""

    def __init__(self) -> None:
        """Know nothing yet."""
        self._works: dict[str, int] = {}

    def forms(self, field: str) -> list[int]:
        """The forms to try, by number; the one that has worked comes first."""
        known = self._works.get(field, 0)
        others = (form for form in range(len(FORMS[field])) if form != known)
        return [known, *others]

    def proven(self, field: str) -> bool:
        """Whether a form is known to work."""
        return field in self._works

    def works(self, field: str, form: int) -> None:
        """Remember that a form read back empty."""
        self._works[field] = form

    def fails(self, field: str, form: int) -> None:
        """Forget a form that did not read back empty."""
        if self._works.get(field) == form:
            del self._works[field]

    @staticmethod
    def value(field: str, form: int, sections: Sequence[str]) -> Any:
        """What to send for a form.

        Args:
            sections: the parts of an advanced score.
        """
        value = FORMS[field][form]
        return [value] * len(sections) if field == "advanced_scores" else value
