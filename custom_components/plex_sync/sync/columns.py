"""Many records of one kind, kept in columns."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from operator import attrgetter, eq
from typing import Any, Final, Self, cast, overload, override

from .turns import in_turns

type Row = tuple[Any, ...]


class Columns[RecordT](Sequence[RecordT]):
    """Records of one dataclass, each made anew when it is looked at.

    Python's collector goes through every object that may be part of a circle, and stops
    all threads meanwhile. Tuples of numbers and texts are none of them: a library of
    tens of thousands of episodes costs nothing there.
    """

    __slots__ = ("_kind", "columns", "names")

    def __init__(self, kind: type[RecordT], records: Iterable[RecordT] = ()) -> None:
        """Take records apart; `kind` is a dataclass with two fields at least."""
        self._kind: Final = kind
        self.names: Final = tuple(field.name for field in fields(cast("Any", kind)))
        self.columns = self._turned(map(attrgetter(*self.names), records))

    @classmethod
    def joined(cls, kind: type[RecordT], parts: Iterable[Self]) -> Self:
        """Put several together, in their order."""
        made = cls(kind)
        for part in parts:
            pairs = zip(made.columns, part.columns, strict=True)
            made.columns = tuple(first + second for first, second in pairs)
        return made

    def column(self, field: str) -> Row:
        """What one of the fields holds, for each record."""
        return self.columns[self.names.index(field)]

    def by(self, field: str) -> dict[Any, Self]:
        """Part the records by what one of their fields holds."""
        place = self.names.index(field)
        found: defaultdict[Any, list[Row]] = defaultdict(list)
        for row in in_turns(self._rows()):
            found[row[place]].append(row)
        return {value: self._of(rows) for value, rows in found.items()}

    def _of(self, rows: Iterable[Row]) -> Self:
        made = type(self)(self._kind)
        made.columns = self._turned(rows)
        return made

    def _turned(self, rows: Iterable[Row]) -> tuple[Row, ...]:
        """Make columns of rows."""
        return tuple(zip(*rows, strict=True)) or ((),) * len(self.names)

    def _rows(self) -> Iterator[Row]:
        return zip(*self.columns, strict=True)

    def _made(self, row: Iterable[Any]) -> RecordT:
        return self._kind(**dict(zip(self.names, row, strict=True)))

    @override
    def __iter__(self) -> Iterator[RecordT]:
        return map(self._made, self._rows())

    @override
    def __len__(self) -> int:
        return len(self.columns[0])

    @overload
    def __getitem__(self, index: int) -> RecordT: ...
    @overload
    def __getitem__(self, index: slice) -> Self: ...
    @override
    def __getitem__(self, index: int | slice) -> RecordT | Self:
        if isinstance(index, slice):
            return self._of(list(self._rows())[index])
        return self._made(column[index] for column in self.columns)

    @override
    def __eq__(self, other: object) -> bool:
        """Whether the other sequence holds the same records."""
        if not isinstance(other, Sequence):
            return NotImplemented
        return len(self) == len(other) and all(map(eq, self, other, strict=True))

    @override
    def __hash__(self) -> int:
        return hash(tuple(self))

    @override
    def __repr__(self) -> str:
        return repr(tuple(self))
