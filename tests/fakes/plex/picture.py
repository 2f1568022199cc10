"""Small pictures of one colour, as PNG."""

from struct import pack
from zlib import compress, crc32


def png(seed: int, width: int = 40, height: int = 60) -> bytes:
    """A picture whose colour follows from the number."""
    colour = bytes((seed * 67 % 256, seed * 131 % 256, seed * 197 % 256))
    lines = (b"\0" + colour * width) * height
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
        + _chunk(b"IDAT", compress(lines))
        + _chunk(b"IEND", b"")
    )


def _chunk(kind: bytes, data: bytes) -> bytes:
    """One piece of a PNG file."""
    return pack(">I", len(data)) + kind + data + pack(">I", crc32(kind + data))
