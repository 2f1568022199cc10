"""What a mapping file becomes."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from .model import Edge, MappingWarning


@dataclass(frozen=True, slots=True, kw_only=True)
class Compiled:
    """The edges of a mapping file, and what became of all that is none.

    Every entry of the file is counted once: `entries` is the sum of `mapped`, the
    refused ones among the warnings, and `skipped`.
    """

    edges: Sequence[Edge]
    format: str = ""
    warnings: Sequence[MappingWarning] = ()
    entries: int = 0
    mapped: int = 0
    """Entries that became one or more edges."""
    skipped: Mapping[str, int] = field(default_factory=dict)
    """Entries that are in order and of no use here, by reason (a translation key)."""

    @property
    def refused(self) -> int:
        """How many entries were refused."""
        return sum(warning.refused for warning in self.warnings)


class Collector:
    """Gathers edges and counts entries while a file is read."""

    def __init__(self, source: str) -> None:
        """Start with nothing; every edge is marked with its source."""
        self.source = source
        self.edges: dict[Edge, None] = {}
        self._warnings: list[MappingWarning] = []
        self._skipped: Counter[str] = Counter()
        self._mapped = 0

    def map(self, *edges: Edge) -> None:
        """Count an entry that became these edges."""
        self._mapped += 1
        self.edges.update(dict.fromkeys(edges))

    def refuse(self, entry: str, text: object, reason: str) -> None:
        """Count an entry that is refused."""
        self._warnings.append(
            MappingWarning(entry=entry, text=str(text), reason=reason, refused=True)
        )

    def warn(self, entry: str, text: object, reason: str) -> None:
        """Note that an entry was read leniently."""
        self._warnings.append(
            MappingWarning(entry=entry, text=str(text), reason=reason, refused=False)
        )

    def skip(self, reason: str) -> None:
        """Count an entry that is of no use here."""
        self._skipped[reason] += 1

    def finish(self) -> Compiled:
        """Give what was gathered."""
        refused = sum(warning.refused for warning in self._warnings)
        return Compiled(
            edges=tuple(self.edges),
            warnings=tuple(self._warnings),
            entries=self._mapped + refused + self._skipped.total(),
            mapped=self._mapped,
            skipped=dict(self._skipped),
        )
