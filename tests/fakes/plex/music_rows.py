"""Music and playlists as the listings show them."""

from collections.abc import Collection
from dataclasses import dataclass

from .library import Item
from .music import Playlist, Poster, Record
from .nodes import Json, Node, Value


@dataclass(frozen=True, slots=True)
class MusicRow:
    """An artist, an album or a track, without what the asker excludes."""

    item: Item
    with_guids: bool
    excluded: Collection[str] = ()
    """Names of elements and of attributes."""
    item_id: int | None = None
    """Its number in the playlist that shows it."""

    @property
    def json_key(self) -> str:
        """All items are `Metadata`."""
        return "Metadata"

    def xml(self) -> str:
        """As an element."""
        asked = f"{self.with_guids}.{sorted(self.excluded)}"
        if (text := self.item.rendered.get(asked)) is None:
            text = self.item.rendered[asked] = self._node().xml()
        if self.item_id is None:
            return text
        head, _, tail = text.partition(" ")
        return f'{head} playlistItemID="{self.item_id}" {tail}'

    def json(self) -> Json:
        """As an object."""
        place: Json = {} if self.item_id is None else {"playlistItemID": self.item_id}
        return self._node().json() | place

    def _node(self) -> Node:
        tag = "Track" if self.item.kind == "track" else "Directory"
        attributes = {
            name: value
            for name, value in _attributes(self.item).items()
            if name not in self.excluded
        }
        nodes = [*_media(self.item), *(_guids(self.item) if self.with_guids else [])]
        return Node(
            tag, attributes, [node for node in nodes if node.tag not in self.excluded]
        )


@dataclass(frozen=True, slots=True)
class PlaylistNode:
    """A playlist in a list of playlists."""

    playlist: Playlist

    @property
    def json_key(self) -> str:
        """Playlists are `Metadata`, too."""
        return "Metadata"

    def xml(self) -> str:
        """As an element."""
        return self._node().xml()

    def json(self) -> Json:
        """As an object."""
        return self._node().json()

    def _node(self) -> Node:
        it = self.playlist
        key = f"/playlists/{it.rating_key}"
        attributes: dict[str, Value] = {
            "ratingKey": str(it.rating_key),
            "key": f"{key}/items",
            "guid": it.guid,
            "type": "playlist",
            "title": it.title,
            "summary": it.summary,
            "smart": it.smart,
            "playlistType": it.kind,
            "composite": f"{key}/composite/{it.updated_at}" if it.items else None,
            "thumb": _thumb(it),
            "duration": sum(item.duration for _, item in it.items) or None,
            "leafCount": len(it.items),
            "addedAt": it.added_at,
            "updatedAt": it.updated_at,
        }
        return Node("Playlist", attributes)


def poster_node(playlist: Playlist, poster: Poster) -> Node:
    """A picture to choose from."""
    path = f"/library/metadata/{playlist.rating_key}/file?url={poster.key}"
    return Node(
        "Photo",
        {
            "key": path,
            "ratingKey": poster.key,
            "thumb": path,
            "selected": poster is playlist.poster,
        },
    )


def _thumb(playlist: Playlist) -> str | None:
    """The path of the picture that was chosen; there is none of its own at first."""
    if playlist.poster is None:
        return None
    number = playlist.posters.index(playlist.poster) + 1
    return f"/library/metadata/{playlist.rating_key}/thumb/{number}"


def _attributes(item: Item) -> dict[str, Value]:
    key = f"/library/metadata/{item.rating_key}"
    attributes: dict[str, Value] = {
        "ratingKey": str(item.rating_key),
        "key": key if item.kind == "track" else f"{key}/children",
        "guid": item.guid,
        "type": item.kind,
        "title": item.title,
        "originalTitle": item.original_title,
        "summary": "",
        "index": item.index if item.kind == "track" else 1,
        "year": item.year,
        "thumb": f"{key}/thumb/{item.updated_at}",
        "addedAt": item.added_at,
        "updatedAt": item.updated_at,
    }
    if item.kind == "track":
        attributes |= {"duration": item.duration, "ratingCount": 673}
    if item.kind == "album":
        attributes |= {"leafCount": len(item.children)}
    prefix, above = "parent", item.parent
    while above:
        path = f"/library/metadata/{above.rating_key}"
        attributes |= {
            f"{prefix}RatingKey": str(above.rating_key),
            f"{prefix}Guid": above.guid,
            f"{prefix}Key": path,
            f"{prefix}Title": above.title,
            f"{prefix}Thumb": f"{path}/thumb/{above.updated_at}",
        }
        if above.kind == "album":
            attributes |= {"parentIndex": above.index, "parentYear": above.year}
        prefix, above = f"grand{prefix}", above.parent
    return attributes


def _media(item: Item) -> list[Node]:
    """The file of a track."""
    if not isinstance(item, Record) or item.kind != "track":
        return []
    common: dict[str, Value] = {
        "id": item.rating_key,
        "duration": item.duration,
        "container": item.codec,
    }
    part = common | {
        "key": f"/library/parts/{item.rating_key}/1711051647/file.{item.codec}",
        "file": item.file or None,
        "size": 3_727_358,
    }
    media = common | {
        "bitrate": item.bitrate,
        "audioChannels": 2,
        "audioCodec": item.codec,
    }
    return [Node("Media", media, [Node("Part", part)])]


def _guids(item: Item) -> list[Node]:
    """Ids at other services."""
    return [Node("Guid", {"id": each}) for each in item.external_ids]
