"""A user's playlists of music: reading them, and every way of changing one.

A change whose answer is lost may have been made or not: `ServiceUnavailable` says
neither, the playlist read again does.
"""

import asyncio
from collections.abc import Callable, Sequence
from typing import Final
from urllib.parse import quote
from xml.etree.ElementTree import Element

from plexapi.utils import joinArgs

from ..sync.errors import Refused
from . import music
from .api import PlexApi
from .failures import SERVICE, TOO_LONG, cut_off
from .music import PlaylistItem, PlaylistRow, PosterRow
from .pages import Params
from .tracks import WITHOUT, Read

BATCH: Final = 200
"""Tracks that are added with one request."""
LONGEST_ADDRESS: Final = 7_000
"""Characters of a request's address that servers and proxies take."""
LONGEST_TEXT: Final = 3_000
"""Of them, for a title or a summary."""
PATH: Final = "/playlists"

_JOIN_ARGS: Callable[[Params], str] = joinArgs
"""Plexapi carries no types."""


def fitting(text: str) -> str:
    """As much of a title or a summary as a request can carry: 3,000 Latin letters."""
    while (excess := len(quote(text, safe="")) - LONGEST_TEXT) > 0:
        # A character takes twelve at most.
        text = text[: -max(1, excess // 12)]
    return text


class PlexPlaylists:
    """The playlists of one user on one server.

    Every method raises `ServiceError` or one of its kinds; `Refused` with
    `reason="gone"` where there is no such playlist or item.
    """

    def __init__(self, api: PlexApi, read: Read) -> None:
        """Take the two ways to the server."""
        self._api = api
        self._read = read
        self._batch = BATCH

    async def all(self) -> list[PlaylistRow]:
        """The user's playlists of music, in one request."""
        return await self._read(
            lambda reader: reader.whole(
                PATH,
                {"playlistType": "audio"},
                music.playlist,
                identity=lambda row: row.rating_key,
            )
        )

    async def one(self, playlist: str) -> PlaylistRow:
        """A playlist as it is now."""
        path = f"{PATH}/{playlist}"
        page = await self._read(lambda reader: reader.page(path, {}, music.playlist))
        if not page.rows:
            raise Refused(SERVICE, f"no playlist of music at {path}", reason="gone")
        return page.rows[0]

    async def items(self, playlist: str) -> list[PlaylistItem]:
        """The items of a playlist in their order, each with its track."""
        return await self._read(
            lambda reader: reader.whole(
                f"{PATH}/{playlist}/items",
                WITHOUT | {"includeGuids": 1},
                music.playlist_item,
                identity=lambda row: row.item_id or row.track.rating_key,
            )
        )

    async def create(self, title: str, rating_keys: Sequence[str]) -> PlaylistRow:
        """Make a playlist of at least one track; further batches are added to it.

        Lost on the way after the first batch, it is there with a part of its tracks.
        """
        first, rest = list(rating_keys[: self._batch]), rating_keys[self._batch :]
        while True:
            try:
                row = await asyncio.to_thread(self._create, title, first)
                break
            except Refused as error:
                first = self._halved(error, first)
                rest = rating_keys[len(first) :]
        if rest:
            await self.add(row.rating_key, rest)
            return await self.one(row.rating_key)
        return row

    async def add(self, playlist: str, rating_keys: Sequence[str]) -> None:
        """Add tracks at the end, in batches; the server may silently drop some."""
        waiting = list(rating_keys)
        while waiting:
            batch = waiting[: self._batch]
            try:
                await asyncio.to_thread(self._add, playlist, batch)
            except Refused as error:
                self._halved(error, batch)
                continue
            waiting = waiting[len(batch) :]

    async def remove(self, playlist: str, item_id: str) -> None:
        """Take one item out."""
        await self._change("delete", f"{PATH}/{playlist}/items/{item_id}")

    async def clear(self, playlist: str) -> None:
        """Take all items out."""
        await self._change("delete", f"{PATH}/{playlist}/items")

    async def move(self, playlist: str, item_id: str, after: str | None) -> None:
        """Put an item behind another; without one to the beginning."""
        path = f"{PATH}/{playlist}/items/{item_id}/move"
        await self._change("put", path, {} if after is None else {"after": after})

    async def edit(
        self, playlist: str, *, title: str | None = None, summary: str | None = None
    ) -> None:
        """Give another title or summary; `None` leaves it as it is."""
        wanted = {"title": title, "summary": summary}
        params: Params = {}
        for name, value in wanted.items():
            if value is not None:
                params |= {f"{name}.value": fitting(value), f"{name}.locked": 1}
        if params:
            await self._change("put", f"{PATH}/{playlist}", params)

    async def delete(self, playlist: str) -> None:
        """Delete a playlist."""
        await self._change("delete", f"{PATH}/{playlist}")

    async def posters(self, playlist: str) -> list[PosterRow]:
        """The pictures that were uploaded or made for it, and which is shown."""
        elements = await asyncio.to_thread(
            self._api.small, f"/library/metadata/{playlist}/posters"
        )
        return [row for each in elements if (row := music.poster(each, {}))]

    async def upload_poster(self, playlist: str, picture: str | bytes) -> None:
        """Show a picture: its public address, which the server fetches, or its bytes."""
        path = f"/library/metadata/{playlist}/posters"
        if isinstance(picture, str):
            await self._change("post", path, {"url": picture})
        else:
            await self._change("post", path, data=picture)

    async def select_poster(self, playlist: str, poster: PosterRow) -> None:
        """Show one of the pictures that are there."""
        path = f"/library/metadata/{playlist}/poster"
        await self._change("put", path, {"url": poster.key})

    def _halved(self, error: Refused, batch: list[str]) -> list[str]:
        """Take half of a batch from now on if it was too long for one request."""
        if error.reason != TOO_LONG or len(batch) == 1:
            raise error
        self._batch = max(1, len(batch) // 2)
        return batch[: self._batch]

    def _create(self, title: str, rating_keys: list[str]) -> PlaylistRow:
        params: Params = {"type": "audio", "smart": 0, "title": fitting(title)}
        container = self._query("post", PATH, params | self._uri(rating_keys))
        element = None if container is None else container.find("Playlist")
        if element is None or (row := music.playlist(element, {})) is None:
            raise cut_off(PATH)
        return row

    def _add(self, playlist: str, rating_keys: list[str]) -> None:
        self._query("put", f"{PATH}/{playlist}/items", self._uri(rating_keys))

    def _uri(self, rating_keys: list[str]) -> Params:
        """Name tracks the way that playlists take them."""
        machine = self._api.identity().machine_identifier
        library = f"server://{machine}/com.plexapp.plugins.library"
        return {"uri": f"{library}/library/metadata/{','.join(rating_keys)}"}

    async def _change(
        self,
        method: str,
        path: str,
        params: Params | None = None,
        data: bytes | None = None,
    ) -> None:
        await asyncio.to_thread(self._query, method, path, params or {}, data)

    def _query(
        self,
        method: str,
        path: str,
        params: Params,
        data: bytes | None = None,
    ) -> Element | None:
        """Ask through plexapi; `None` where the server had nothing to say."""
        address = f"{path}{_JOIN_ARGS(params)}"
        if len(address) > LONGEST_ADDRESS:
            raise Refused(SERVICE, f"too long at {path}", reason=TOO_LONG)
        return self._api.change(method, address, data)
