"""Lists that come in pages: whole, or an error."""

from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from .failures import incomplete
from .rows import Row, understanding
from .transport import Transport

type OnPage = Callable[[int, int], None]
"""Told how many entries are there by now, and how many there will be."""

type Entries = Sequence[Any]

PAGE: Final = 50


@dataclass(frozen=True, slots=True)
class Page:
    """A part of a list."""

    entries: Entries
    total: int
    """How many entries the whole list has."""
    last: bool


class Changed(Exception):
    """The list became another one while it was read."""


async def pages(
    transport: Transport,
    path: str,
    *,
    size: int = PAGE,
    fields: str = "",
    first: Row | None = None,
) -> AsyncIterator[Page]:
    """A list page by page; entries of nothing count as entries.

    The addresses of next pages are made here: Spotify's own would be followed with the
    token to wherever they lead.

    Args:
        transport: whom to ask.
        path: of the list.
        size: entries a page.
        fields: what entries are made of, where that can be told.
        first: the first page, where it has come with something else.

    Raises:
        Changed: between two pages the list became longer or shorter.
        IncompleteAnswer: a page lacks entries.
        ServiceError: see `Transport.get`.
    """
    params: dict[str, str | int] = {"limit": size}
    if fields:
        params |= {"fields": fields, "additional_types": "track,episode"}
    offset = 0
    total: int | None = None
    while True:
        answer = first or await transport.get(path, **params, offset=offset)
        page, first = _page(answer, offset), None
        if total is not None and page.total != total:
            raise Changed
        total = page.total
        yield page
        offset += len(page.entries)
        if page.last:
            return


def _page(answer: Row, offset: int) -> Page:
    """A page that has all of its entries."""
    with understanding("page"):
        entries, total = answer["items"], int(answer["total"])
        size = int(answer.get("limit") or PAGE)
        found = len(entries)
    awaited = min(size, total - offset)
    if found < awaited:
        raise incomplete(f"{found} of {awaited} entries from {offset} on")
    return Page(entries, total, last=offset + found >= total)
