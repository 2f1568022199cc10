"""Reads large JSON piece by piece, so that other threads get their turn meanwhile."""

from collections.abc import Callable
import json
import re
import time
from typing import Any

DEPTH = 6
"""Down to the single entries of a list: data, collection, lists, group, entries."""
PIECES_IN_A_ROW = 20

_read_piece = json.JSONDecoder().raw_decode
_skip_space = re.compile(r"[ \t\n\r]*").match


type Convert = Callable[[Any], Any]


def _as_it_is(piece: Any) -> Any:
    return piece


def decode(text: str, depth: int = DEPTH, convert: Convert = _as_it_is) -> Any:
    """Read a JSON text; what lies deeper than `depth` containers is one piece.

    Reading a text of megabytes in one call holds the interpreter for all that time, and
    so does letting go of all that was read; pieces that are converted are let go singly.

    Raises:
        ValueError: not JSON.
    """
    value, end = _read(text, _space(text, 0), depth, convert)
    if _space(text, end) != len(text):
        raise ValueError("more than one value")
    return value


def _space(text: str, at: int) -> int:
    match = _skip_space(text, at)
    return match.end() if match else at


def _read(text: str, at: int, depth: int, convert: Convert) -> tuple[Any, int]:
    if depth == 0:
        piece, end = _read_piece(text, at)
        return convert(piece), end
    if text.startswith("{", at):
        return _read_object(text, _space(text, at + 1), depth - 1, convert)
    if text.startswith("[", at):
        return _read_array(text, _space(text, at + 1), depth - 1, convert)
    return _read_piece(text, at)


def _read_object(
    text: str, at: int, depth: int, convert: Convert
) -> tuple[dict[str, Any], int]:
    result: dict[str, Any] = {}
    if text.startswith("}", at):
        return result, at + 1
    while True:
        key, at = _read_piece(text, at)
        at = _space(text, at)
        if not isinstance(key, str) or not text.startswith(":", at):
            raise ValueError("no name where one should be")
        result[key], at = _read(text, _space(text, at + 1), depth, convert)
        more, at = _goes_on(text, at, "}")
        if not more:
            return result, at


def _read_array(
    text: str, at: int, depth: int, convert: Convert
) -> tuple[list[Any], int]:
    result: list[Any] = []
    if text.startswith("]", at):
        return result, at + 1
    while True:
        value, at = _read(text, at, depth, convert)
        result.append(value)
        if len(result) % PIECES_IN_A_ROW == 0:
            # Give the interpreter up; it would be taken away only every 5 ms.
            time.sleep(0)
        more, at = _goes_on(text, at, "]")
        if not more:
            return result, at


def _goes_on(text: str, at: int, closing: str) -> tuple[bool, int]:
    """Whether a container has more, and where to read on."""
    at = _space(text, at)
    mark = text[at : at + 1]
    if mark == closing:
        return False, at + 1
    if mark != ",":
        raise ValueError("cut off")
    return True, _space(text, at + 1)
