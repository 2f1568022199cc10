"""Playlists on Plex as targets: one saved item's playlist of one Plex user."""

from collections.abc import AsyncIterator, Callable, Collection, Mapping, Sequence
from dataclasses import replace
from typing import Final

from ..plex.music import PlaylistRow
from ..plex.playlists import PlexPlaylists
from ..sync.errors import Refused, ServiceUnavailable
from ..sync.model import (
    AccountKey,
    Field,
    FieldKind,
    JsonValue,
    State,
    TargetKey,
    Write,
    WriteResult,
    Written,
)
from .filling import Library, PlaylistContents
from .model import track_keys
from .shelf import Place, Shelf, stamp_of
from .steps import is_part_of_the_way

FIELDS: Final[Mapping[str, Field]] = {
    "tracks": Field(name="tracks", kind=FieldKind.SEQUENCE),
    "title": Field(name="title", clearable=False),
    "summary": Field(name="summary"),
    "poster": Field(name="poster", clearable=False),
}


def account_key(machine: str, user: int | str) -> AccountKey:
    """Name one user's playlists on one server."""
    return f"plex:{machine}:{user}"


class PlaylistsTarget:
    """Reads and writes the playlists that belong to saved items."""

    fields = FIELDS

    def __init__(
        self,
        playlists: PlexPlaylists,
        library: Library,
        shelf: Shelf,
        account: AccountKey,
        items: Callable[[], Collection[TargetKey]],
    ) -> None:
        """Keep the door and what is known of the playlists behind it.

        Args:
            playlists: the door, with the user's own token.
            library: names tracks, and finds them.
            shelf: which playlist belongs to which item.
            account: whose playlists they are.
            items: gives the items that may have a playlist.
        """
        self.account = account
        self._playlists = playlists
        self._contents = PlaylistContents(playlists, library, shelf)
        self._shelf = shelf
        self._saved = items

    async def read(
        self, keys: Collection[TargetKey] | None
    ) -> Mapping[TargetKey, State | None]:
        """Read playlists; `None` reads those of all saved items.

        Raises:
            ServiceError: Plex cannot be read.
        """
        rows = await self._playlists.all()
        if keys is None:
            keys = self._saved()
        found = await self._shelf.found(rows, keys)
        return {
            key: await self._state(*found[key]) if key in found else None
            for key in keys
        }

    def is_halfway(
        self, before: State | None, after: State | None, current: State | None
    ) -> bool:
        """Whether a playlist stands in the middle of being written by us."""
        if after is None or current is None:
            return False
        return is_part_of_the_way(
            track_keys((before or {}).get("tracks")),
            track_keys(after.get("tracks")),
            track_keys(current.get("tracks")),
        )

    def batch_size(self, writes: int) -> int:
        """One playlist at a time."""
        return 1

    async def write(self, batch: Sequence[Write]) -> AsyncIterator[Written]:
        """Write playlists one by one, each as read back.

        Raises:
            ServiceError: the server is gone, or does not accept the token.
        """
        for write in batch:
            try:
                state = await self._write(write)
            except Refused as error:
                yield Written(
                    target=write.target,
                    result=WriteResult.UNKNOWN,
                    message=error.message or error.reason,
                )
            else:
                yield Written(
                    target=write.target,
                    result=WriteResult.APPLIED,
                    state=state,
                    verified=True,
                )

    async def _write(self, write: Write) -> State | None:
        found = await self._shelf.found(await self._playlists.all(), [write.target])
        known = found.get(write.target)
        if write.after is None:
            if known is not None:
                await self._playlists.delete(known[1].rating_key)
            await self._shelf.put(write.target, None)
            return None
        if known is None:
            if write.before is not None:
                # The user has deleted it since it was read.
                return None
            known = await self._make(write)
        place, row = known
        fields = write.fields
        if "tracks" in fields:
            place = await self._contents.fill(
                write.target, place, row, track_keys(fields["tracks"])
            )
        place = await self._dress(write.target, place, row, fields)
        row = await self._playlists.one(row.rating_key)
        state = await self._state(place, row)
        await self._shelf.put(write.target, replace(place, stamp=stamp_of(row)))
        return state

    async def _make(self, write: Write) -> tuple[Place, PlaylistRow]:
        """Make a playlist; known by what was there before if the answer is lost."""
        wanted = track_keys((write.after or {}).get("tracks"))
        keys = await self._contents.rating_keys(wanted)
        title = str((write.after or {}).get("title") or write.target)
        beside = [row.rating_key for row in await self._playlists.all()]
        await self._shelf.put(write.target, Place(making=title, beside=beside))
        row = await self._playlists.create(title, keys)
        place = Place(rating_key=row.rating_key, guid=row.guid)
        await self._shelf.put(write.target, place)
        return place, row

    async def _dress(
        self,
        target: TargetKey,
        place: Place,
        row: PlaylistRow,
        fields: Mapping[str, JsonValue],
    ) -> Place:
        """Give a playlist its title, summary and picture, where they are to change."""
        title, summary = fields.get("title"), fields.get("summary")
        title = None if title is None or title == row.title else str(title)
        if "summary" in fields and (summary or "") != row.summary:
            await self._playlists.edit(
                row.rating_key, title=title, summary=str(summary or "")
            )
        elif title is not None:
            await self._playlists.edit(row.rating_key, title=title)
        poster = fields.get("poster")
        if poster:
            shown = await self._show(row.rating_key, str(poster))
            place = replace(place, poster=str(poster), thumb=shown.thumb)
            await self._shelf.put(target, place)
        return place

    async def _show(self, playlist: str, picture: str) -> PlaylistRow:
        """Put a picture on a playlist; one that the server cannot fetch is let be.

        Its tracks are what counts: with the source's next picture it is tried again.
        """
        for _ in range(2):
            try:
                await self._playlists.upload_poster(playlist, picture)
            except Refused, ServiceUnavailable:
                continue
            break
        return await self._playlists.one(playlist)

    async def _state(self, place: Place, row: PlaylistRow) -> State:
        """What a playlist holds."""
        items, _ = await self._contents.items(row.rating_key)
        return {
            "tracks": [track for _, track in items],
            "title": row.title,
            "summary": row.summary,
            # Of another's picture nothing is known that could bring it back.
            "poster": place.poster if place.thumb == row.thumb else None,
        }
