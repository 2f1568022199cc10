"""What Tidal has, and how it writes that down."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

type Row = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Album:
    """An album in some countries; none named: in all."""

    id: str
    title: str
    artist: str
    version: str | None = None
    countries: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Song:
    """A recording in some countries; none named: in all."""

    id: str
    title: str
    artist: str
    album: str
    isrc: str
    seconds: int = 200
    version: str | None = None
    countries: frozenset[str] = frozenset()


def song_row(song: Song, include: Iterable[str] = ()) -> Row:
    """A track; its relations only where they are asked for."""
    attributes: Row = {
        "title": song.title,
        "isrc": song.isrc,
        "duration": f"PT{song.seconds // 60}M{song.seconds % 60}S",
        "explicit": False,
        "key": "UNKNOWN",
        "keyScale": "UNKNOWN",
        "mediaTags": ["LOSSLESS"],
        "popularity": 0.5,
    }
    if song.version:
        attributes["version"] = song.version
    relations = {
        name: related(name, [f"{name}-of-{song.id}"], f"/tracks/{song.id}")
        for name in ("artists", "albums")
        if name in include
    }
    return resource("tracks", song.id, attributes, relations)


def album_row(album: Album, include: Iterable[str] = ()) -> Row:
    """An album; its artists only where they are asked for."""
    attributes = {**album_attributes(album.title), "title": album.title}
    if album.version:
        attributes["version"] = album.version
    relations = {}
    if "artists" in include:
        relations["artists"] = related(
            "artists", [f"artists-of-{album.id}"], f"/albums/{album.id}"
        )
    return resource("albums", album.id, attributes, relations)


def relatives(thing: Song | Album, include: Iterable[str]) -> list[Row]:
    """What a track or an album is related to, as it is brought along."""
    rows = []
    if "artists" in include:
        attributes: Row = {"name": thing.artist, "popularity": 0.5}
        rows.append(resource("artists", f"artists-of-{thing.id}", attributes))
    if "albums" in include and isinstance(thing, Song):
        attributes = album_attributes(thing.album)
        rows.append(resource("albums", f"albums-of-{thing.id}", attributes))
    return rows


def album_attributes(title: str) -> Row:
    """All that an album must say."""
    return {
        "title": title,
        "albumType": "ALBUM",
        "barcodeId": "00602547852748",
        "duration": "PT40M5S",
        "explicit": False,
        "mediaTags": ["LOSSLESS"],
        "numberOfItems": 11,
        "numberOfVolumes": 1,
        "popularity": 0.5,
    }


def resource(
    kind: str, thing_id: str, attributes: Row, relations: Row | None = None
) -> Row:
    """A thing as JSON:API has it."""
    row: Row = {"id": thing_id, "type": kind, "attributes": attributes}
    return {**row, "relationships": relations} if relations else row


def related(kind: str, ids: Iterable[str], path: str) -> Row:
    """A relation to some things."""
    return {
        "data": [{"id": thing_id, "type": kind} for thing_id in ids],
        "links": {"self": f"{path}/relationships/{kind}"},
    }


def error_row(status: int, detail: str) -> Row:
    """An answer that is none."""
    error = {"id": "1", "status": str(status), "code": "ERROR", "detail": detail}
    return {"errors": [error]}
