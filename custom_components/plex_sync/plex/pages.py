"""Listings, read in pages whose rows are taken out while the page still streams in.

A listing is whole or it is an error: nothing partial is ever returned.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
import threading
import time
from typing import cast
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element, ParseError, XMLPullParser

import requests

from ..sync.columns import Columns
from .failures import changed_meanwhile, cut_off, no_answer, translated

PAGE_SIZE = 2_000
PIECE_SIZE = 64 * 1024
"""Bytes parsed at a time; between two pieces other threads get the interpreter."""
ATTEMPTS = 2
"""How often a listing that changes while it is read is begun."""

type Params = dict[str, str | int]
type Make[Row] = Callable[[Element, dict[str, str]], Row | None]
"""A row of an element and its container's attributes; `None`: not wanted."""
type OnPage = Callable[[int, int], None]
"""Told the rows read so far and the total, after each page."""


class Stopped(Exception):
    """The reader was asked to stop; nobody waits for its result."""


class _ChangedMeanwhileError(Exception):
    """The listing is not the one that the first page announced."""


@dataclass(frozen=True, slots=True)
class Page[Row]:
    """One page: the rows that are wanted, of `count` that it holds."""

    rows: list[Row]
    count: int
    total: int


class PageReader:
    """Reads listings of one server with one token; blocking, for a thread.

    Raises `ServiceError` and its kinds, and `Stopped` soon after `stop` is set.
    """

    def __init__(
        self,
        session: requests.Session,
        base: str,
        token: str,
        timeout: float,
        stop: threading.Event,
    ) -> None:
        """Take the server's address and the seconds that it may stay silent."""
        self._session = session
        self._base = base
        self._headers = {"X-Plex-Token": token, "Accept": "application/xml"}
        self._timeout = timeout
        self._stop = stop

    def whole[Row](
        self,
        path: str,
        params: Params,
        make: Make[Row],
        *,
        identity: Callable[[Row], Hashable],
        page_size: int = PAGE_SIZE,
        on_page: OnPage | None = None,
    ) -> list[Row]:
        """Read every page; begin anew, once, when the listing changes meanwhile."""
        pages = self._whole(path, params, make, list, identity, page_size, on_page)
        return [row for page in pages for row in page]

    def whole_in_columns[Row](
        self,
        path: str,
        params: Params,
        make: Make[Row],
        *,
        kind: type[Row],
        identity: Callable[[Row], Hashable],
        on_page: OnPage | None = None,
    ) -> Columns[Row]:
        """Read every page of a listing that may be long."""
        pages = self._whole(
            path, params, make, partial(Columns, kind), identity, PAGE_SIZE, on_page
        )
        return Columns.joined(kind, pages)

    def _whole[Row, Rows](
        self,
        path: str,
        params: Params,
        make: Make[Row],
        keep: Callable[[Iterable[Row]], Rows],
        identity: Callable[[Row], Hashable],
        page_size: int,
        on_page: OnPage | None,
    ) -> list[Rows]:
        """Read every page; `keep` says what becomes of the rows of each."""
        for _ in range(ATTEMPTS):
            try:
                pages = self._pages(path, params, make, page_size, page_size)
                return _gathered(pages, keep, identity, on_page)
            except _ChangedMeanwhileError:
                continue
        raise changed_meanwhile(path)

    def newest_first[Row](
        self,
        path: str,
        params: Params,
        make: Make[Row],
        *,
        time_of: Callable[[Row], int | None],
        since: int | None,
        first_page_size: int,
    ) -> list[Row]:
        """Read rows of `since` and later, newest first, and no page beyond them.

        Where the first page is not enough, those after it are of full size. The order
        is believed as far as the rows show it: after one out of order, all are read.
        """
        for _ in range(ATTEMPTS):
            rows: list[Row] = []
            ordered = True
            try:
                for page in self._pages(path, params, make, first_page_size, PAGE_SIZE):
                    rows.extend(page.rows)
                    times = [-1 if (at := time_of(row)) is None else at for row in rows]
                    ordered = ordered and all(a >= b for a, b in pairwise(times))
                    if ordered and since is not None and times and times[-1] < since:
                        break
            except _ChangedMeanwhileError:
                continue
            timed = [(seen, row) for row in rows if (seen := time_of(row)) is not None]
            if not ordered:
                timed.sort(key=lambda pair: pair[0], reverse=True)
            return [row for seen, row in timed if since is None or seen >= since]
        raise changed_meanwhile(path)

    def page[Row](
        self,
        path: str,
        params: Params,
        make: Make[Row],
        *,
        start: int = 0,
        page_size: int = PAGE_SIZE,
    ) -> Page[Row]:
        """Read one page."""
        self._go_on()
        headers = self._headers | {
            "X-Plex-Container-Start": str(start),
            "X-Plex-Container-Size": str(page_size),
        }
        url = self._base + path
        full_path = urlsplit(url).path
        with (
            translated(full_path),
            self._session.get(
                url,
                params=params,
                headers=headers,
                stream=True,
                timeout=self._timeout,
            ) as response,
        ):
            return self._parse(response.iter_content(PIECE_SIZE), make, full_path)

    def _pages[Row](
        self,
        path: str,
        params: Params,
        make: Make[Row],
        first_page_size: int,
        page_size: int,
    ) -> Iterator[Page[Row]]:
        """Page after page, as long as the total stays what it was."""
        start = 0
        total: int | None = None
        while total is None or start < total:
            size = page_size if start else first_page_size
            page = self.page(path, params, make, start=start, page_size=size)
            if total is not None and page.total != total:
                raise _ChangedMeanwhileError
            total = page.total
            start += page.count
            if not page.count and start < total:
                raise cut_off(path)
            yield page

    def _parse[Row](
        self, pieces: Iterable[bytes], make: Make[Row], path: str
    ) -> Page[Row]:
        """Take the rows out of a page that streams in."""
        parser: XMLPullParser[Element] = XMLPullParser(("start", "end"))
        root: Element | None = None
        attributes: dict[str, str] = {}
        rows: list[Row] = []
        depth = count = 0
        try:
            for piece in pieces:
                self._go_on()
                parser.feed(piece)
                events = cast(Iterator[tuple[str, Element]], parser.read_events())
                for event, element in events:
                    if event == "start":
                        depth += 1
                        if root is None:
                            root = element
                            attributes = dict(element.attrib)
                            if root.tag != "MediaContainer":
                                raise no_answer(path)
                        continue
                    depth -= 1
                    if depth != 1 or root is None:
                        continue
                    count += 1
                    if (row := make(element, attributes)) is not None:
                        rows.append(row)
                    root.clear()
                # Here other threads, the event loop's above all, get the interpreter.
                time.sleep(0)
            parser.close()
        except ParseError:
            raise (no_answer(path) if root is None else cut_off(path)) from None
        announced = attributes.get("size", "")
        if not announced.isdecimal() or count < int(announced):
            raise cut_off(path)
        total = attributes.get("totalSize", "")
        return Page(rows, count, int(total) if total.isdecimal() else count)

    def _go_on(self) -> None:
        """Give up if nobody waits any more."""
        if self._stop.is_set():
            raise Stopped


def _gathered[Row, Rows](
    pages: Iterable[Page[Row]],
    keep: Callable[[Iterable[Row]], Rows],
    identity: Callable[[Row], Hashable],
    on_page: OnPage | None,
) -> list[Rows]:
    """The rows of each page, no row on two of them."""
    seen: set[Hashable] = set()
    kept: list[Rows] = []
    read = 0
    for page in pages:
        found = {identity(row): row for row in page.rows}
        if seen & found.keys():
            # Rows that moved to a later page pushed others out of sight.
            raise _ChangedMeanwhileError
        seen |= found.keys()
        kept.append(keep(found.values()))
        read += page.count
        if on_page:
            on_page(read, page.total)
    return kept
