"""Many rows in little memory: texts in one block, numbers in arrays, chains for lookups."""

from array import array
from collections.abc import Iterator

_BUCKETS = 1 << 17
_SEPARATOR = "\x1f"


class Texts:
    """Some short texts a row, kept as UTF-8 in one block."""

    def __init__(self, columns: int) -> None:
        """Begin empty; every row has as many texts."""
        self._splits = columns - 1
        self._block = bytearray()
        self._ends = array("Q", [0])

    def append(self, *texts: str) -> None:
        """Add a row; only the last text may hold any sign whatever."""
        self._block += _SEPARATOR.join(texts).encode("utf-8", "surrogatepass")
        self._ends.append(len(self._block))

    def __getitem__(self, row: int) -> list[str]:
        """The texts of a row."""
        block = self._block[self._ends[row] : self._ends[row + 1]]
        return block.decode("utf-8", "surrogatepass").split(_SEPARATOR, self._splits)


class Chains:
    """Which numbers stand under a text; texts are kept as hashes only."""

    def __init__(self) -> None:
        """Begin empty."""
        self._heads = array("i", [-1]) * _BUCKETS
        self._hashes = array("q")
        self._numbers = array("i")
        self._next = array("i")

    def add(self, text: str, number: int) -> None:
        """Put a number under a text; nothing is found under an empty one."""
        if not text:
            return
        hashed = hash(text)
        bucket = hashed & (_BUCKETS - 1)
        self._next.append(self._heads[bucket])
        self._heads[bucket] = len(self._hashes)
        self._hashes.append(hashed)
        self._numbers.append(number)

    def find(self, text: str) -> Iterator[int]:
        """The numbers under a text, the last added first."""
        if not text:
            return
        hashed = hash(text)
        place = self._heads[hashed & (_BUCKETS - 1)]
        while place >= 0:
            if self._hashes[place] == hashed:
                yield self._numbers[place]
            place = self._next[place]


class Names:
    """Texts that many rows share, each kept once."""

    def __init__(self) -> None:
        """Begin with the empty text as number 0."""
        self._texts = [""]
        self._numbers = {"": 0}

    def __len__(self) -> int:
        """How many texts there are."""
        return len(self._texts)

    def __getitem__(self, number: int) -> str:
        """The text of a number."""
        return self._texts[number]

    def number(self, text: str) -> int:
        """The number of a text, a new one where it is new."""
        known = self._numbers.get(text)
        if known is not None:
            return known
        self._numbers[text] = number = len(self._texts)
        self._texts.append(text)
        return number

    def close(self) -> None:
        """Nothing is added any more: give back what only adding needs."""
        self._numbers = {}
