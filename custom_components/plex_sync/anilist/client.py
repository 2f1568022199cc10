"""What can be asked of AniList, and written to it, for one account."""

import asyncio
from collections.abc import AsyncIterator, Collection, Iterable, Mapping, Sequence
import copy
from itertools import batched
from typing import Any, Final, Self

import aiohttp

from ..sync.errors import IncompleteAnswer, InvalidToken
from . import documents
from .batches import Batches
from .clearing import Clearing
from .documents import Document
from .entries import item_of, list_of, media_of, silent_of, understanding, viewer_of
from .limiter import Lane, Limiter, OnWait
from .model import (
    AnimeList,
    Delete,
    Media,
    MediaAnswer,
    Save,
    SaveAnswer,
    SearchQuery,
    Viewer,
)
from .saving import Saver
from .transport import SERVICE, Answer, TooComplex, Transport

ENDPOINT: Final = "https://graphql.anilist.co"


class _Account:
    """What is learnt about an account and its service while asking."""

    def __init__(self) -> None:
        self.batches = Batches()
        self.clearing = Clearing()
        self.sections: Sequence[str] | None = None


class AniListClient:
    """The door to one AniList account.

    Args:
        session: stays the caller's.
        token: `None` for what anyone may read.
        limiter: the one for all of Home Assistant.
        endpoint: where AniList's GraphQL is.
        timeout: seconds for one request.
    """

    def __init__(
        self,
        session: aiohttp.ClientSession,
        token: str | None,
        *,
        limiter: Limiter,
        endpoint: str = ENDPOINT,
        timeout: float = 30.0,
    ) -> None:
        """Open the door; nothing is sent yet."""
        self._transport = Transport(
            session, token, limiter=limiter, endpoint=endpoint, timeout=timeout
        )
        self._account = _Account()
        self._lane = Lane.RUN
        self._on_wait: OnWait | None = None

    def lane(self, lane: Lane, on_wait: OnWait | None = None) -> Self:
        """The same door for a lane, with a listener for the seconds that it waits."""
        other = copy.copy(self)
        vars(other).update(_lane=lane, _on_wait=on_wait)
        return other

    async def viewer(self) -> Viewer:
        """Who the token belongs to.

        Raises:
            ServiceError: see `Transport.send`; all reads raise the same.
        """
        data = (await self.ask(documents.viewer_document())).complete()
        with understanding("viewer"):
            if data["Viewer"] is None:
                raise InvalidToken(SERVICE, "no account belongs to the token")
            viewer = viewer_of(data["Viewer"])
        self._account.sections = viewer.advanced_scoring
        return viewer

    async def silent_statuses(self) -> frozenset[str]:
        """Of which statuses of entries the account makes no activity in its feed."""
        data = (await self.ask(documents.feed_document())).complete()
        with understanding("feed"):
            return silent_of(data["Viewer"])

    async def silence(self, statuses: Collection[str]) -> frozenset[str]:
        """Make no activity of these statuses, and of all others; what AniList holds then.

        Raises:
            ServiceError: it is not known what AniList holds.
        """
        document = documents.silence_document(statuses)
        data = (await self.ask(document)).complete()
        with understanding("feed"):
            return silent_of(data["UpdateUser"])

    async def anime_list(self, user_id: int) -> AnimeList:
        """A user's whole list, private and hidden entries included if it is theirs."""
        collections: list[Mapping[str, Any]] = []
        while True:
            chunk = len(collections) + 1 if collections else None
            document = documents.list_document(user_id, chunk)
            with understanding("list"):
                data = (await self.ask(document)).complete()
                collections.append(data["MediaListCollection"])
                if not collections[-1]["hasNextChunk"]:
                    break
        with understanding("list"):
            anime_list = list_of(collections)
        self._account.sections = anime_list.advanced_scoring
        return anime_list

    async def media(
        self, ids: Iterable[int], *, with_entries: bool = False
    ) -> Mapping[int, MediaAnswer]:
        """Facts of media, with the viewer's entries if asked for; an answer for each id.

        A request holds 850 media, or 450 with entries.
        """
        selection = documents.MEDIA_WITH_ENTRY if with_entries else documents.MEDIA
        wanted = list(dict.fromkeys(ids))
        rows = await self._pages(wanted, selection)
        with understanding("media"):
            return await asyncio.to_thread(
                lambda: {media_id: _answer(rows.get(media_id)) for media_id in wanted}
            )

    async def search(self, queries: Sequence[SearchQuery]) -> list[list[Media]]:
        """Search titles, 18 in a request; for each query its results, best first."""
        results: list[list[Media]] = []
        while len(results) < len(queries):
            size = self._fitting(documents.SEARCH_COST)
            part = queries[len(results) : len(results) + size]
            document = documents.search_document(part)
            answer = await self._try(document, shrinkable=len(part) > 1)
            if answer is None:
                continue
            data = answer.complete()
            with understanding("search"):
                results += [
                    [media_of(row) for row in data[f"q{index}"]["media"]]
                    for index in range(len(part))
                ]
        return results

    def batch_size(self, writes: int) -> int:
        """How many of so many writes to send in one request."""
        return self._account.batches.size(writes)

    def save(self, batch: Sequence[Save | Delete]) -> AsyncIterator[SaveAnswer]:
        """Write; answers in any order, one for each write.

        Raises:
            ServiceError: AniList cannot be asked; writes without an answer were not made.
        """
        account = self._account
        return Saver(self, account.batches, account.clearing).save(batch)

    async def ask(self, document: Document) -> Answer:
        """Send a document in this door's lane."""
        return await self._transport.send(document, self._lane, self._on_wait)

    async def entries(self, ids: Collection[int]) -> Mapping[int, MediaAnswer]:
        """The viewer's entries of media, without the media's facts."""
        rows = await self._pages(ids, documents.ENTRY_OF_MEDIA)
        with understanding("entries"):
            return {media_id: _bare_answer(rows.get(media_id)) for media_id in ids}

    async def entry_ids(self, ids: Collection[int]) -> Mapping[int, int]:
        """The ids of the viewer's entries; media not on the list are left out."""
        rows = await self._pages(ids, documents.ENTRY_ID_OF_MEDIA)
        with understanding("entries"):
            return {
                media_id: row["mediaListEntry"]["id"]
                for media_id, row in rows.items()
                if row["mediaListEntry"]
            }

    async def sections(self) -> Sequence[str]:
        """The parts of the account's advanced scores, in AniList's order."""
        if self._account.sections is None:
            await self.viewer()
        return self._account.sections or ()

    async def _pages(
        self, ids: Iterable[int], selection: str
    ) -> dict[int, Mapping[str, Any]]:
        """Read media by id; those that AniList does not know are left out."""
        pages = list(batched(dict.fromkeys(ids), documents.PAGE_SIZE, strict=False))
        rows: dict[int, Mapping[str, Any]] = {}
        while pages:
            part = pages[: self._fitting(documents.page_cost(selection))]
            document = documents.pages_document(part, selection)
            answer = await self._try(document, shrinkable=len(part) > 1)
            if answer is None:
                continue
            data = answer.complete()
            with understanding("media"):
                for index in range(len(part)):
                    page = data[f"p{index}"]
                    if page["pageInfo"]["hasNextPage"]:
                        raise IncompleteAnswer(SERVICE, "media: a page was cut off")
                    rows |= {row["id"]: row for row in page["media"]}
            del pages[: len(part)]
        return rows

    def _fitting(self, cost: int) -> int:
        """How many aliases of a cost go into one document."""
        return max(1, self._account.batches.complexity_limit // cost)

    async def _try(self, document: Document, *, shrinkable: bool) -> Answer | None:
        """Send a read; `None`: it was too complex, and the limit is lower now."""
        try:
            return await self.ask(document)
        except TooComplex as error:
            if not shrinkable:
                raise
            self._account.batches.too_complex(
                document.complexity, error.allowed, error.counted
            )
            return None


def _answer(row: Mapping[str, Any] | None) -> MediaAnswer:
    if row is None:
        return MediaAnswer(media=None)
    media = media_of(row)
    entry = row.get("mediaListEntry")
    return MediaAnswer(media=media, item=item_of(entry, media) if entry else None)


def _bare_answer(row: Mapping[str, Any] | None) -> MediaAnswer:
    if row is None:
        return MediaAnswer(media=None)
    media = Media(id=row["id"], title=str(row["id"]))
    entry = row["mediaListEntry"]
    return MediaAnswer(media=media, item=item_of(entry, media) if entry else None)
