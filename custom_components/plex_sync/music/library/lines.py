"""Whatever is worth keeping from one run to the next, as zipped lines of JSON.

One line at a time is made or read, so that no long document holds the interpreter.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
import json
from typing import Final, Self, override
from zlib import compressobj, decompressobj

from ...sync.turns import in_turns

type Line = object
"""Anything that JSON can say."""

_PIECE: Final = 16 * 1024


class Packing:
    """Zips lines as they come, so that none of them has to be kept."""

    def __init__(self) -> None:
        """Begin without a line."""
        self._zipped = compressobj(6)
        self._pieces: list[bytes] = []
        self._count = 0

    def add(self, line: Line) -> None:
        """Put a line behind the others."""
        text = f"{json.dumps(line, separators=(',', ':'))}\n"
        if piece := self._zipped.compress(text.encode()):
            self._pieces.append(piece)
        self._count += 1

    def packed[T](self, make: Callable[[Line], T]) -> Packed[T]:
        """All of them; `make` says what is made of each when it is looked at."""
        return Packed(
            b"".join([*self._pieces, self._zipped.flush()]), self._count, make
        )


class Packed[T](Collection[T]):
    """Many things in little memory, each made anew whenever they are gone through."""

    __slots__ = ("_count", "_make", "data")

    def __init__(self, data: bytes, count: int, make: Callable[[Line], T]) -> None:
        """Take zipped lines, and what is made of each."""
        self.data: Final = data
        self._count = count
        self._make = make

    @classmethod
    def of(cls, data: bytes, make: Callable[[Line], T]) -> Self:
        """The same of lines that somebody else has kept.

        Raises:
            ValueError: they are cut off.
            zlib.error: they are damaged.
        """
        return cls(data, sum(text.count(b"\n") for text in _texts(data)), make)

    @override
    def __len__(self) -> int:
        return self._count

    @override
    def __iter__(self) -> Iterator[T]:
        return read(self.data, self._make)

    @override
    def __contains__(self, item: object) -> bool:
        return any(item == each for each in self)


def packed(lines: Iterable[Line]) -> bytes:
    """Zip lines."""
    packing = Packing()
    for line in in_turns(lines):
        packing.add(line)
    return packing.packed(_as_it_is).data


def unpacked[T](data: bytes, make: Callable[[Line], T]) -> list[T]:
    """Read zipped lines, each at once into what it is kept as.

    Raises:
        ValueError: that is none of ours.
        zlib.error: it is damaged.
    """
    return list(read(data, make))


def read[T](data: bytes, make: Callable[[Line], T]) -> Iterator[T]:
    """The same, one after the other."""
    rest = b""
    for text in _texts(data):
        whole, _, rest = (rest + text).rpartition(b"\n")
        for line in in_turns(whole.splitlines()):
            yield make(json.loads(line))


def _texts(data: bytes) -> Iterator[bytes]:
    """What was zipped, in pieces."""
    zipped = decompressobj()
    for start in in_turns(range(0, len(data), _PIECE)):
        yield zipped.decompress(data[start : start + _PIECE])
    if not zipped.eof:
        raise ValueError("cut off")


def _as_it_is(line: Line) -> Line:
    return line
