"""From the bytes of a mapping file to its entries."""

from collections.abc import Iterator
from json import JSONDecodeError, JSONDecoder
import re
from typing import Final

import yaml

from .formats import refusal_of
from .model import MappingRefused

_SCUDLEE: Final = "<anime-list"
_BLANK = re.compile(r"[ \t\r\n]*")
_DECODER: Final = JSONDecoder()


def read_entries(content: bytes, name: str) -> Iterator[tuple[object, object]]:
    """Read the entries of a JSON file, or of a YAML file by its ending.

    They come one by one: a large file read or let go of in one call would keep every
    other thread waiting.

    Raises:
        MappingRefused: it is empty, neither of both, or no mapping.
    """
    if not content.strip():
        raise MappingRefused("empty")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise MappingRefused("not_text") from error
    if name.lower().endswith((".yaml", ".yml")):
        yield from _yaml_entries(text)
        return
    try:
        yield from _json_entries(text)
    except (JSONDecodeError, RecursionError) as error:
        raise MappingRefused("not_json") from error


def _yaml_entries(text: str) -> Iterator[tuple[object, object]]:
    try:
        document = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise MappingRefused("not_yaml") from error
    if not isinstance(document, dict):
        raise MappingRefused(refusal_of(document))
    yield from document.items()


def _json_entries(text: str) -> Iterator[tuple[object, object]]:
    place = _skip(text, 0)
    if text[place : place + 1] == "<":
        raise MappingRefused("format_scudlee" if _SCUDLEE in text else "not_json")
    if text[place : place + 1] != "{":
        raise MappingRefused(refusal_of(_DECODER.decode(text)))
    first = _skip(text, place + 1)
    if text[first : first + 1] == "}":
        place = first
    else:
        separator = ","
        while separator == ",":
            key, place = _DECODER.raw_decode(text, _skip(text, place + 1))
            if not isinstance(key, str):
                raise JSONDecodeError("a key is no text", text, place)
            place = _expect(text, place, ":")
            value, place = _DECODER.raw_decode(text, _skip(text, place))
            yield key, value
            place = _skip(text, place)
            separator = text[place : place + 1]
    end = _expect(text, place, "}")
    if _skip(text, end) != len(text):
        raise JSONDecodeError("more after the end", text, end)


def _skip(text: str, place: int) -> int:
    """Skip blanks."""
    match = _BLANK.match(text, place)
    return match.end() if match else place


def _expect(text: str, place: int, sign: str) -> int:
    """Go past a sign that has to come next."""
    place = _skip(text, place)
    if text[place : place + 1] != sign:
        raise JSONDecodeError(f"no {sign!r}", text, place)
    return place + 1
