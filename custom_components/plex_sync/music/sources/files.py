"""Files of the user's own as a source."""

import asyncio
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
import hashlib
from pathlib import PurePath
from typing import Final
from urllib.parse import quote, unquote

from ...sync.errors import ServiceError
from ..items import ItemKind
from .folder import ImportFolder
from .formats import FileRefused, ParsedPlaylist, parse
from .protocol import Content, ItemHead, ItemKey, LeftOut, Listing, RefusedItem, Report

PREFIX: Final = "file:"

type _Found = tuple[ItemHead, ParsedPlaylist]


class FileSource:
    """The playlists in the files of a folder."""

    name = "Files"

    def __init__(self, folder: ImportFolder) -> None:
        """Take the folder; nothing is read yet."""
        self._folder = folder

    def key_of(self, text: str) -> ItemKey:
        """The item of a file's name, or of a key; it need not exist."""
        text = text.strip()
        if text.startswith(PREFIX):
            return key_of(*_name_and_part(text))
        return key_of(text)

    async def items(self) -> Listing:
        """All playlists in all files; files that are not understood say why."""
        return await asyncio.to_thread(self._items)

    async def recent(self, known: Collection[ItemKey] = ()) -> Listing:
        """Nothing: nobody listens to files here."""
        return Listing(items=())

    async def heads(
        self, keys: Collection[ItemKey]
    ) -> Mapping[ItemKey, ItemHead | ServiceError]:
        """What playlists say about themselves; each file is read once."""
        return await asyncio.to_thread(self._heads, keys)

    async def content(self, key: ItemKey, report: Report | None = None) -> Content:
        """A playlist's tracks, and the lines that were not understood.

        Raises:
            FileRefused: there is no such file, or nothing can be made of it.
            IncompleteAnswer: it is being written just now.
        """
        head, playlist = await asyncio.to_thread(self._found, key)
        if report is not None:
            report(len(playlist.tracks), len(playlist.tracks))
        left_out = LeftOut(episodes=playlist.episodes, lines=playlist.refused)
        return Content(head=head, tracks=playlist.tracks, left_out=left_out)

    async def put(self, name: str, content: bytes) -> Sequence[ItemHead]:
        """Put a file into the folder, if it is understood; its playlists.

        Raises:
            FileRefused: nothing can be made of it, or it cannot be written.
        """
        return await asyncio.to_thread(self._put, name, content)

    def _items(self) -> Listing:
        items: list[ItemHead] = []
        refused: list[RefusedItem] = []
        for name in self._folder.names():
            try:
                items += [head for head, _ in self._read(name)]
            except ServiceError as error:
                refused.append(RefusedItem(name=name, reason=error.reason))
        return Listing(items=items, refused=refused)

    def _heads(
        self, keys: Collection[ItemKey]
    ) -> Mapping[ItemKey, ItemHead | ServiceError]:
        read: dict[str, Mapping[ItemKey, ItemHead] | ServiceError] = {}
        found: dict[ItemKey, ItemHead | ServiceError] = {}
        for key in keys:
            name, _ = _name_and_part(key)
            if name not in read:
                try:
                    read[name] = {head.key: head for head, _ in self._read(name)}
                except ServiceError as error:
                    read[name] = error
            heads = read[name]
            found[key] = (
                heads
                if isinstance(heads, ServiceError)
                else heads.get(key) or FileRefused(name, "gone")
            )
        return found

    def _found(self, key: ItemKey) -> _Found:
        """One playlist of a file."""
        name, _ = _name_and_part(key)
        for head, playlist in self._read(name):
            if head.key == key:
                return head, playlist
        raise FileRefused(name, "gone")

    def _read(self, name: str) -> Sequence[_Found]:
        """The playlists of a file."""
        return _playlists_of(name, self._folder.read(name))

    def _put(self, name: str, content: bytes) -> Sequence[ItemHead]:
        heads = [head for head, _ in _playlists_of(name, content)]
        self._folder.write(name, content)
        return heads


def key_of(name: str, part: str | None = None) -> ItemKey:
    """The key of a file's playlist."""
    key = PREFIX + quote(name, safe=" ")
    return key if part is None else f"{key}#{quote(part, safe=' ')}"


def _playlists_of(name: str, content: bytes) -> Sequence[_Found]:
    """The playlists of a file; one of which no line is understood is none.

    Lines without a playlist go with the first: somebody has to be told.
    """
    playlists = parse(content, name).playlists
    some = [one for one in playlists if one.tracks or not one.refused]
    if not some:
        raise FileRefused(name)
    lost = [line for one in playlists if one not in some for line in one.refused]
    some[0] = replace(some[0], refused=(*some[0].refused, *lost))
    return [(_head(name, one), one) for one in some]


def _name_and_part(key: ItemKey) -> tuple[str, str | None]:
    name, mark, part = key.removeprefix(PREFIX).partition("#")
    return unquote(name), unquote(part) if mark else None


def _head(name: str, playlist: ParsedPlaylist) -> ItemHead:
    """What a playlist says about itself; its version is what it holds."""
    said = repr((playlist.title, playlist.summary, playlist.tracks))
    return ItemHead(
        key=key_of(name, playlist.part),
        kind=ItemKind.PLAYLIST,
        title=playlist.title or PurePath(name).stem.replace("_", " "),
        summary=playlist.summary,
        version=hashlib.sha256(said.encode()).hexdigest()[:32],
        total=len(playlist.tracks),
        owner=name,
    )
