"""Bytes of a file as text, whatever wrote them."""

import codecs
import re
from typing import Final
import unicodedata

from .refusals import FileRefused

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LINE_END = re.compile(r"\r\n|\r|\n")
_NO_TEXT = re.compile(r"[\x00-\x08\x0e-\x1f]")


def decode(content: bytes, name: str) -> str:
    """The text of a file: UTF-8, UTF-16 or UTF-32, else that of older Windows.

    Raises:
        FileRefused: `file_empty`, or `file_not_text`.
    """
    text = _decoded(content)
    if text is None or _NO_TEXT.search(text):
        raise FileRefused(name, "file_not_text")
    if not text.strip("\ufeff \t\r\n"):
        raise FileRefused(name, "file_empty")
    return text


def lines_of(text: str) -> list[str]:
    """The lines, as editors count them; a title may hold other separators."""
    return _LINE_END.split(text)


def clean(text: str) -> str:
    """One line of text in one way of writing, without half characters."""
    whole = text.encode("utf-8", "replace").decode()
    return unicodedata.normalize("NFC", " ".join(whole.split()))


def _decoded(content: bytes) -> str | None:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _tried(content, encoding)
    half = len(content) // 2
    for encoding, zeros in (("utf-16-le", content[1::2]), ("utf-16-be", content[::2])):
        if half > 1 and zeros.count(0) > half * 0.4:
            return _tried(content, encoding)
    text = _tried(content, "utf-8")
    return _tried(content, "cp1252") if text is None else text


def _tried(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return None
