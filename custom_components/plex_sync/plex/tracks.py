"""What a server's libraries of music hold, read in bulk."""

from collections.abc import AsyncIterator, Callable, Collection, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import batched, pairwise
from typing import Final, Protocol

from ..sync.errors import Refused
from . import music
from .failures import changed_meanwhile, cut_off
from .music import MusicSection, TrackRow
from .pages import PAGE_SIZE, Make, PageReader, Params

TRACK: Final = 10
ALBUM: Final = 9
KEYS_PAGE_SIZE: Final = 5_000
"""Rows that hold little more than their rating key."""
FIRST_PAGE_SIZE: Final = 200
METADATA_BATCH: Final = 200
"""Rating keys in one address."""
WITHOUT: Final[Params] = {
    "excludeElements": "Collection,Country,Genre,Image,Label,Mood,Similar,Style",
    "excludeFields": "summary",
}
"""What is not looked at; a server that does not know the wish sends it all the same."""
KEYS_ONLY: Final[Params] = {
    "excludeElements": f"Guid,Media,{WITHOUT['excludeElements']}",
    "excludeFields": "summary,thumb,art,parentThumb,grandparentThumb,grandparentArt",
}

COMPILATIONS: Final[Params] = {"type": ALBUM, "album.subformat": "Compilation"}


class Read(Protocol):
    """Does blocking work in a thread with a reader of the server's listings."""

    async def __call__[T](self, work: Callable[[PageReader], T]) -> T:
        """Give what the work gives."""


@dataclass(frozen=True, slots=True)
class Portion[Row]:
    """Some of a library's rows: `done` of `total` are read with them."""

    rows: Sequence[Row]
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Changed:
    """The tracks that were changed last, and how many the library holds."""

    rows: Sequence[TrackRow]
    total: int
    newest: int
    """When the latest change of all that was seen, 0 where there is nothing."""
    whole: bool
    """All since the time asked for are here; `False`: too many, or in no order."""


class PlexTracks:
    """The music of a server, as one user sees it.

    Every method raises `ServiceError` or one of its kinds.
    """

    def __init__(self, read: Read) -> None:
        """Take the way to the server's listings."""
        self._read = read

    async def sections(self) -> list[MusicSection]:
        """The libraries of music and their time stamps, in one request."""
        return await self._read(
            lambda reader: reader.whole(
                "/library/sections",
                {},
                music.music_section,
                identity=lambda row: row.key,
            )
        )

    def pages(
        self, section: str, page_size: int = PAGE_SIZE
    ) -> AsyncIterator[Portion[TrackRow]]:
        """All tracks of a library, page by page, the last one only if all came.

        Raises:
            IncompleteAnswer: the library changed between two pages, or one is cut off:
                what came before is of no use.
        """
        params = _params(TRACK) | WITHOUT
        return self._portions(section, params, music.track, page_size)

    def keys(self, section: str) -> AsyncIterator[Portion[str]]:
        """The rating keys of all tracks, as light as the server has them; as `pages`."""
        params = KEYS_ONLY | {"type": TRACK}
        return self._portions(section, params, music.rating_key, KEYS_PAGE_SIZE)

    async def changed(self, section: str, *, since: int, most: int) -> Changed:
        """The tracks updated or added at `since` or later, latest first.

        One page where that is enough, and no more than `most` tracks.
        """
        return await self._read(lambda reader: _changed(reader, section, since, most))

    async def by_rating_key(self, rating_keys: Collection[str]) -> list[TrackRow]:
        """Certain tracks; those that are not there are left out."""
        found: list[TrackRow] = []
        for batch in batched(rating_keys, METADATA_BATCH, strict=False):
            path = f"/library/metadata/{','.join(batch)}"
            try:
                page = await self._read(
                    partial(
                        PageReader.page,
                        path=path,
                        params=WITHOUT | {"includeGuids": 1},
                        make=music.track,
                    )
                )
            except Refused as error:
                if error.reason != "gone":
                    raise
                continue
            found += page.rows
        return found

    async def compilations(self, section: str) -> set[str]:
        """The rating keys of the albums that are compilations.

        A server that does not know the question names every album.
        """
        return set(
            await self._read(
                lambda reader: reader.whole(
                    _listing(section),
                    KEYS_ONLY | COMPILATIONS,
                    music.rating_key,
                    identity=str,
                    page_size=KEYS_PAGE_SIZE,
                )
            )
        )

    async def _portions[Row](
        self, section: str, params: Params, make: Make[Row], page_size: int
    ) -> AsyncIterator[Portion[Row]]:
        """Page after page, as long as the total stays what it was."""
        path = _listing(section)
        done, total = 0, None
        while total is None or done < total:
            page = await self._read(
                partial(
                    PageReader.page,
                    path=path,
                    params=params,
                    make=make,
                    start=done,
                    page_size=page_size,
                )
            )
            if total not in {None, page.total}:
                raise changed_meanwhile(path)
            total = page.total
            done += page.count
            if not page.count and done < total:
                raise cut_off(path)
            yield Portion(page.rows, done, total)


def _changed(reader: PageReader, section: str, since: int, most: int) -> Changed:
    """Read newest first, until what is older than `since`, or more than `most`."""
    path = _listing(section)
    params = _params(TRACK) | {"sort": "updatedAt:desc"} | WITHOUT
    rows: list[TrackRow] = []
    done, total = 0, 1
    while done < total:
        size = PAGE_SIZE if done else FIRST_PAGE_SIZE
        page = reader.page(path, params, music.track, start=done, page_size=size)
        if done and page.total != total:
            raise changed_meanwhile(path)
        total = page.total
        done += page.count
        rows += page.rows
        if not page.count and done < total:
            raise cut_off(path)
        if any(one.updated_at < two.updated_at for one, two in pairwise(rows)):
            return Changed(rows, total, _newest(rows), whole=done >= total)
        if rows and rows[-1].updated_at < since:
            break
        if len(rows) > most:
            return Changed(rows, total, _newest(rows), whole=False)
    latest = [row for row in rows if row.updated_at >= since]
    return Changed(latest, total, _newest(rows), whole=True)


def _newest(rows: Sequence[TrackRow]) -> int:
    """When the latest change was."""
    return max((row.updated_at for row in rows), default=0)


def _listing(section: str) -> str:
    """The path of a library's rows."""
    return f"/library/sections/{section}/all"


def _params(kind: int) -> Params:
    """What a listing of a kind is asked with."""
    return {"type": kind, "includeGuids": 1}
