"""JSON: playlists with tracks, ours and those of others that look like them.

    {"name": "Road trip", "description": "", "tracks": [
        {"title": "Aerodynamic", "artists": ["Daft Punk"], "album": "Discovery",
         "duration_ms": 212546, "isrc": "GBDUW0000057", "uri": "spotify:track:…"}]}

`{"playlists": [...]}` or a bare list holds several of them. `name`, `items` and what
Spotify's own download of an account's data calls its fields are understood as well.
"""

from collections.abc import Iterator, Mapping, Sequence
import json
from typing import Any, Final

from ...model import SourceTrack
from .columns import Field, field_of
from .model import ParsedFile, PlaylistBuilder
from .refusals import FileRefused, LineReason, LineRefused
from .text import clean
from .tracks import track_of

NAME: Final = "json"

_CONTENT: Final = ("tracks", "items", "songs")
_INNER: Final = ("track", "item", "localTrack")


def read_json(text: str, name: str) -> ParsedFile:
    """Read playlists.

    Raises:
        FileRefused: `file_not_json`, or `file_not_understood`: it holds no tracks.
    """
    try:
        data = json.loads(text.removeprefix("\ufeff"))
    except ValueError, RecursionError:
        raise FileRefused(name, "file_not_json") from None
    found = list(_playlists(data))
    if not found:
        raise FileRefused(name)
    built = []
    for title, row, entries in found:
        playlist = PlaylistBuilder(title, *_about(row))
        for number, entry in enumerate(entries, start=1):
            _read_entry(number, entry, playlist)
        built.append(playlist.build())
    return ParsedFile(format=NAME, playlists=tuple(built))


def _playlists(
    data: object,
) -> Iterator[tuple[str | None, Mapping[str, Any], Sequence[object]]]:
    """Each playlist: what tells it from the others, itself, and its entries."""
    rows = data
    if isinstance(data, dict):
        rows = data.get("playlists")
        if (entries := _entries(data)) is not None:
            yield None, data, entries
    if not isinstance(rows, list):
        return
    lists = [(row, entries) for row in rows if (entries := _entries(row)) is not None]
    if not lists and isinstance(data, list):
        yield None, {}, data
    seen: dict[str, int] = {}
    for row, entries in lists:
        title = _about(row)[0]
        seen[title] = seen.get(title, 0) + 1
        part = f"{title} ({seen[title]})" if seen[title] > 1 else title
        yield part, row, entries


def _entries(row: object) -> Sequence[object] | None:
    """The entries of what is a playlist."""
    if not isinstance(row, dict):
        return None
    for name in _CONTENT:
        inner = row.get(name)
        if isinstance(inner, dict):
            inner = inner.get("items")
        if isinstance(inner, list):
            return inner
    return None


def _about(row: Mapping[str, Any]) -> tuple[str, str]:
    """A playlist's title and summary."""
    title = row.get("name") or row.get("title")
    summary = row.get("description") or row.get("summary")
    return clean(_text(title)), clean(_text(summary))


def _read_entry(number: int, entry: object, playlist: PlaylistBuilder) -> None:
    """Take one entry, or refuse it."""
    if isinstance(entry, dict):
        if entry.get("episode"):
            playlist.add_episode()
            return
        for name in _INNER:
            if isinstance(inner := entry.get(name), dict):
                entry = inner
                break
    try:
        playlist.add(_track(entry))
    except LineRefused as refusal:
        playlist.refuse(number, refusal.reason, str(entry)[:1000])


def _track(entry: object) -> SourceTrack:
    """An entry as a track.

    Raises:
        LineRefused: it is none.
    """
    if not isinstance(entry, dict):
        raise LineRefused(LineReason.NOT_AN_OBJECT)
    fields = _fields(entry)
    return track_of(fields, _artists(entry, fields.get(Field.ARTISTS, "")))


def _fields(entry: Mapping[str, Any]) -> dict[Field, str]:
    """What an entry says, as text."""
    fields: dict[Field, str] = {}
    for name, value in entry.items():
        if (field := field_of(name)) is not None and (said := _text(value)):
            fields.setdefault(field, said)
    ids = entry.get("external_ids")
    if isinstance(ids, dict):
        fields.setdefault(Field.ISRC, _text(ids.get("isrc")))
    return fields


def _artists(entry: Mapping[str, Any], said: str) -> tuple[str, ...]:
    """The artists, each by itself where the entry lists them."""
    listed = entry.get("artists")
    if isinstance(listed, list):
        return tuple(_text(one) for one in listed)
    return tuple(said.split(";"))


def _text(value: object) -> str:
    """A value as text; of a thing its name."""
    if isinstance(value, dict):
        value = value.get("name")
    if isinstance(value, bool):
        return str(value).lower()
    return str(value) if isinstance(value, str | int | float) else ""
