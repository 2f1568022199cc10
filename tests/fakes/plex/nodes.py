"""Elements as Plex sends them: one tree, two languages."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol
from xml.sax.saxutils import escape

type Value = str | int | float | bool | None
"""`None` is left out."""
type Json = dict[str, object]

QUOTES = {'"': "&quot;", "\n": "&#10;"}


class Row(Protocol):
    """A child of a container."""

    @property
    def json_key(self) -> str:
        """Under which name JSON lists it."""

    def xml(self) -> str:
        """As an element."""

    def json(self) -> Json:
        """As an object."""


@dataclass(slots=True)
class Node:
    """An element."""

    tag: str
    attributes: Mapping[str, Value] = field(default_factory=dict)
    children: Iterable[Row] = ()

    @property
    def json_key(self) -> str:
        """Items of a library are `Metadata` in JSON, everything else keeps its tag."""
        return self.tag

    def xml(self) -> str:
        """As an element."""
        head = f"<{self.tag}{attributes_xml(self.attributes)}"
        inner = "".join(child.xml() for child in self.children)
        return f"{head}>{inner}</{self.tag}>" if inner else f"{head}/>"

    def json(self) -> Json:
        """As an object."""
        found: Json = {
            name: value for name, value in self.attributes.items() if value is not None
        }
        return found | grouped(self.children)


def attributes_xml(attributes: Mapping[str, Value]) -> str:
    """Attributes as they follow a tag's name: booleans are 0 and 1."""
    return "".join(
        f' {name}="{escape(_text(value), QUOTES)}"'
        for name, value in attributes.items()
        if value is not None
    )


def grouped(children: Iterable[Row]) -> Json:
    """Children as JSON has them: a list for each name."""
    lists: dict[str, list[Json]] = {}
    for child in children:
        lists.setdefault(child.json_key, []).append(child.json())
    return dict(lists)


def _text(value: Value) -> str:
    """A value as XML has it."""
    return str(int(value)) if isinstance(value, bool) else str(value)
