"""Whatever is worth keeping from one run to the next, as zipped lines of JSON.

One line at a time is made or read, so that no long document holds the interpreter.
"""

from collections.abc import Callable, Iterable
import json
from zlib import compressobj, decompressobj

from ...sync.turns import in_turns

type Line = object
"""Anything that JSON can say."""

_PIECE = 64 * 1024


def packed(lines: Iterable[Line]) -> bytes:
    """Zip lines."""
    zipped = compressobj(6)
    pieces = [
        zipped.compress(f"{json.dumps(line, separators=(',', ':'))}\n".encode())
        for line in in_turns(lines)
    ]
    return b"".join([*pieces, zipped.flush()])


def unpacked[T](data: bytes, read: Callable[[Line], T]) -> list[T]:
    """Read zipped lines, each at once into what it is kept as.

    Raises:
        ValueError: that is none of ours.
        zlib.error: it is damaged.
    """
    zipped = decompressobj()
    lines: list[T] = []
    rest = b""
    for start in in_turns(range(0, len(data), _PIECE)):
        whole, _, rest = (
            rest + zipped.decompress(data[start : start + _PIECE])
        ).rpartition(b"\n")
        lines += [read(json.loads(line)) for line in whole.splitlines()]
    return lines
