"""Records as Spotify writes them down."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal

from .world import (
    Account,
    Album,
    Entry,
    Episode,
    LocalFile,
    Played,
    Playlist,
    Removed,
    Song,
)

type Row = dict[str, Any]
type Names = Literal["new", "both", "old"]
"""Content is called `items` and an entry's track `item`, formerly `tracks`, `track`."""

API = "https://api.spotify.com/v1"
ADDED_AT = "2026-05-04T03:02:01Z"


def account_row(account: Account) -> Row:
    """A `PrivateUserObject`, as development apps get it."""
    row = {"display_name": account.name, **_thing("user", account.id), "images": []}
    if account.account_id:
        row["account_id"] = account.account_id
    return row


def playlist_row(playlist: Playlist, viewer: Account, names: Names) -> Row:
    """A playlist in a list."""
    owner = {
        "display_name": playlist.owner.name,
        **_thing("user", playlist.owner.id),
    }
    row = {
        "collaborative": bool(playlist.collaborators),
        "description": playlist.description,
        "images": _images(playlist.id, 640) if playlist.picture else None,
        "name": playlist.title,
        "owner": owner,
        "primary_color": None,
        "public": playlist.public,
        "snapshot_id": playlist.snapshot_id,
        **_thing("playlist", playlist.id),
    }
    if playlist.readable_by(viewer):
        for name in _called(names, "items", "tracks"):
            href = f"{API}/playlists/{playlist.id}/{name}"
            row[name] = {"href": href, "total": len(playlist.entries)}
    return row


def entry_row(entry: Entry, names: Names) -> Row | None:
    """An entry of a playlist."""
    if entry is None:
        return None
    row: Row = {
        "added_at": ADDED_AT,
        "added_by": _thing("user", "somebody"),
        "is_local": isinstance(entry, LocalFile),
        "primary_color": None,
    }
    for name in _called(names, "item", "track"):
        row[name] = _content_row(entry)
    return row


def liked_row(song: Song, place: int) -> Row:
    """A `SavedTrackObject`; `place`: how many were liked before it."""
    added_at = (
        f"2026-01-01T{place // 3600:02d}:{place // 60 % 60:02d}:{place % 60:02d}Z"
    )
    return {"added_at": added_at, "track": song_row(song)}


def saved_row(album: Album | None) -> Row | None:
    """A `SavedAlbumObject`."""
    return {"added_at": ADDED_AT, "album": album_row(album)} if album else None


def album_row(album: Album) -> Row:
    """An `AlbumObject` with the first page of its tracks."""
    rows = [track_of_album_row(song) for song in album.songs]
    path = f"/albums/{album.id}/tracks"
    return {
        **_album_head_row(album),
        "tracks": page_row(path, rows[:50], len(rows), 0, 50),
        "copyrights": [],
        "external_ids": {"upc": album.upc} if album.upc else {},
        "genres": [],
        "label": "A label",
        "popularity": 0,
    }


def track_of_album_row(song: Song) -> Row:
    """A `SimplifiedTrackObject`."""
    return {
        "artists": [_artist_row(name) for name in song.artists],
        "available_markets": ["NL"],
        "disc_number": 1,
        "duration_ms": song.milliseconds,
        "explicit": song.explicit,
        "is_local": False,
        "name": song.title,
        "preview_url": None,
        "track_number": song.number,
        **_thing("track", song.id),
    }


def song_row(song: Song) -> Row:
    """A `TrackObject`."""
    return {
        **track_of_album_row(song),
        "album": _album_head_row(song.album),
        "external_ids": {"isrc": song.isrc} if song.isrc else {},
        "popularity": 0,
    }


def played_row(played: Played) -> Row:
    """A `PlayHistoryObject`."""
    context = None
    if played.context_uri:
        kind, uri = played.context_kind, played.context_uri
        context = {"type": kind, "uri": uri, "href": API, "external_urls": {}}
    return {
        "track": song_row(played.song),
        "played_at": ADDED_AT,
        "context": context,
    }


def page_row(
    path: str, rows: Sequence[Row | None], total: int, offset: int, limit: int
) -> Row:
    """A page of a list."""
    following = offset + limit
    address = f"{API}{path}"
    return {
        "href": f"{address}?offset={offset}&limit={limit}",
        "limit": limit,
        "next": f"{address}?offset={following}&limit={limit}"
        if following < total
        else None,
        "offset": offset,
        "previous": None,
        "total": total,
        "items": list(rows),
    }


def error_row(status: int, message: str) -> Row:
    """An `ErrorObject`."""
    return {"error": {"status": status, "message": message}}


def _content_row(entry: Song | LocalFile | Episode | Removed) -> Row:
    """What an entry is about."""
    writers: Mapping[type, Callable[[Any], Row]] = {
        Song: song_row,
        LocalFile: _local_row,
        Episode: _episode_row,
        Removed: _removed_row,
    }
    return writers[type(entry)](entry)


def _local_row(file: LocalFile) -> Row:
    parts = (file.artist, file.album, file.title)
    uri = ":".join(part.replace(" ", "+") for part in parts)
    return {
        "album": {"name": file.album, "artists": [], "images": [], "type": "album"},
        "artists": [{"name": file.artist, "type": "artist"}] if file.artist else [],
        "disc_number": 0,
        "duration_ms": file.seconds * 1000,
        "explicit": False,
        "external_ids": {},
        "external_urls": {},
        "href": None,
        "id": None,
        "is_local": True,
        "name": file.title,
        "popularity": 0,
        "preview_url": None,
        "track_number": 0,
        "type": "track",
        "uri": f"spotify:local:{uri}:{file.seconds}",
    }


def _episode_row(episode: Episode) -> Row:
    return {
        "name": episode.title,
        "duration_ms": 3_600_000,
        "explicit": False,
        "show": {"name": episode.show},
        **_thing("episode", f"episode{'0' * 15}"),
    }


def _removed_row(removed: Removed) -> Row:
    return {
        "album": {"name": "", "artists": [], "images": []},
        "artists": [{"name": ""}],
        "duration_ms": 0,
        "is_local": False,
        "name": "",
        **_thing("track", removed.id),
    }


def _album_head_row(album: Album) -> Row:
    """A `SimplifiedAlbumObject`."""
    return {
        "album_type": album.kind,
        "total_tracks": len(album.songs),
        "available_markets": ["NL"],
        "images": _images(album.id, 640, 300, 64),
        "name": album.title,
        "release_date": album.released,
        "release_date_precision": "day",
        "artists": [_artist_row(name) for name in album.artists],
        **_thing("album", album.id),
    }


def _artist_row(name: str) -> Row:
    number = sum(name.encode()) % 10**6
    return {"name": name, **_thing("artist", f"artist{number:016d}")}


def _thing(kind: str, identifier: str) -> Row:
    """What everything has."""
    return {
        "external_urls": {"spotify": f"https://open.spotify.com/{kind}/{identifier}"},
        "href": f"{API}/{kind}s/{identifier}",
        "id": identifier,
        "type": kind,
        "uri": f"spotify:{kind}:{identifier}",
    }


def _images(of: str, *widths: int) -> list[Row]:
    return [
        {
            "url": f"https://i.scdn.co/image/{of}-{width}",
            "height": width,
            "width": width,
        }
        for width in widths
    ]


def _called(names: Names, new: str, old: str) -> tuple[str, ...]:
    return {"new": (new,), "old": (old,), "both": (old, new)}[names]
