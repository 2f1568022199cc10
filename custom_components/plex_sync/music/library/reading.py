"""Tracks out of the file: one by one, by their keys, by words."""

from collections.abc import Collection, Iterable, Iterator, Sequence
import json
import sqlite3
from sys import intern
from typing import Final

from ...plex.music import TrackRow
from ...sync.turns import in_turns
from ..model import LibraryTrack, ThingKey
from .folding import folded
from .keys import BEYOND, file_hash, file_of, guid_of, key_of

_FETCHED_AT_ONCE: Final = 500
_COLUMNS: Final = (
    "key, rating_key, title, artist, track_artist, album, album_rating_key,"
    " milliseconds, musicbrainz, year, disc, number, lossless, bitrate, compilation,"
    " section, file_name, added_at"
)
_QUALIFIED: Final = ", ".join(f"tracks.{name}" for name in _COLUMNS.split(", "))
# The statements are put together of names that stand in this file only.
_OF_SECTIONS: Final = (
    "(:sections is null or section in (select value from json_each(:sections)))"
)
_ALL: Final = f"select {_COLUMNS} from tracks where library = :library and {_OF_SECTIONS} order by rowid"  # noqa: S608
_BY_RATING_KEY: Final = f"select {_COLUMNS} from tracks where library = ? and rating_key in (select value from json_each(?))"  # noqa: S608
_KEYS: Final = "select rating_key, key from tracks where library = ? and rating_key in (select value from json_each(?))"
_BY_KEY: Final = f"select {_COLUMNS} from tracks where library = ? and key in (select value from json_each(?)) order by added_at, rating_key"  # noqa: S608
_BY_GUID: Final = f"""
select {_QUALIFIED}, asked.value from json_each(:asked) as asked
cross join tracks indexed by tracks_of_key on library = :library
    and tracks.key >= asked.value and tracks.key < asked.value || '{BEYOND}'
order by added_at desc, rating_key desc
"""  # noqa: S608
_BY_FILE: Final = f"""
select {_COLUMNS}, file_hash from tracks where library = :library
    and file_hash in (select value from json_each(:asked))
order by added_at desc, rating_key desc
"""  # noqa: S608
_FORMER: Final = "select key, file_hash from former_keys where library = ? and key in (select value from json_each(?))"
_BY_WORDS: Final = f"""
select {_COLUMNS} from tracks
where library = :library and {_OF_SECTIONS} and not exists (
    select 1 from json_each(:words) where instr(tracks.search, value) = 0
)
order by instr(search, :text) = 1 desc, instr(search, :text) > 0 desc,
    length(search), key
limit :limit
"""  # noqa: S608

type _Values = tuple[
    str, str, str, str, str, str, str, int | None, str | None, int | None, int | None,
    int | None, int | None, int | None, int, str, str, int
]  # fmt: skip


def tracks(
    connection: sqlite3.Connection, library: int, sections: Collection[str] | None
) -> Iterator[LibraryTrack]:
    """All tracks of a library, or of some of its sections."""
    names = {"library": library, "sections": _as_json(sections)}
    cursor = connection.execute(_ALL, names)
    while found := cursor.fetchmany(_FETCHED_AT_ONCE):
        yield from map(_track, found)


def by_rating_key(
    connection: sqlite3.Connection, library: int, rating_keys: Collection[str]
) -> dict[str, LibraryTrack]:
    """Tracks by the rating keys of today."""
    found = connection.execute(_BY_RATING_KEY, [library, _as_json(rating_keys)])
    return {track.rating_key: track for track in map(_track, in_turns(found))}


def by_key(
    connection: sqlite3.Connection, library: int, keys: Collection[ThingKey]
) -> dict[ThingKey, LibraryTrack]:
    """Tracks by the keys that were once written down.

    A key that is not there any more leads to the same file under its key of today, else
    to the copy of the same recording that was there first.
    """
    rows = connection.execute(_BY_KEY, [library, _as_json(keys)])
    found = {track.key: track for track in map(_track, in_turns(rows))}
    if lost := [key for key in keys if key not in found]:
        files = _files_of(connection, library, lost)
        guids = {key: guid for key in lost if (guid := guid_of(key))}
        copies = _grouped(connection, _BY_GUID, library, guids.values())
        same = _grouped(connection, _BY_FILE, library, files.values())
        for key in lost:
            track = same.get(files.get(key, "")) or copies.get(guids.get(key, ""))
            if track is not None:
                found[key] = track
    return found


def keys_of(
    connection: sqlite3.Connection, library: int, rows: Sequence[TrackRow]
) -> list[ThingKey]:
    """What tracks are called, also those that are not in the library yet."""
    asked = _as_json({row.rating_key for row in rows})
    known: dict[str, ThingKey] = dict(
        in_turns(connection.execute(_KEYS, [library, asked]))
    )
    hashes = {
        row.rating_key: file_hash(row) for row in rows if row.rating_key not in known
    }
    same = _grouped(connection, _BY_FILE, library, hashes.values())
    keys = []
    for row in in_turns(rows):
        key = known.get(row.rating_key)
        if key is None:
            key, there = key_of(row), same.get(hashes[row.rating_key])
            if there and guid_of(there.key) == guid_of(key):
                key = there.key
        keys.append(key)
    return keys


def _files_of(
    connection: sqlite3.Connection, library: int, keys: Collection[ThingKey]
) -> dict[ThingKey, str]:
    """The hashes of the files that once had certain keys, as far as they are known."""
    named = {key: file for key in keys if (file := file_of(key))}
    former = connection.execute(_FORMER, [library, _as_json(keys)])
    return named | dict(former)


def _grouped(
    connection: sqlite3.Connection,
    statement: str,
    library: int,
    values: Collection[str],
) -> dict[str, LibraryTrack]:
    """Tracks by what they were asked for; of several the one that was there first."""
    if not values:
        return {}
    names = {"library": library, "asked": _as_json(set(values))}
    rows = connection.execute(statement, names)
    return {row[-1]: _track(row[:-1]) for row in in_turns(rows)}


def search(
    connection: sqlite3.Connection,
    library: int,
    text: str,
    sections: Collection[str] | None,
    limit: int,
) -> list[LibraryTrack]:
    """Tracks in whose title, artist or album all words occur, best first."""
    if not (wanted := folded(text)):
        return []
    names = {
        "library": library,
        "sections": _as_json(sections),
        "words": _as_json(wanted.split()),
        "text": wanted,
        "limit": limit,
    }
    return [_track(values) for values in connection.execute(_BY_WORDS, names)]


def _as_json(texts: Iterable[str] | None) -> str | None:
    """A list of texts as a statement takes it."""
    return None if texts is None else json.dumps(list(texts))


def _track(values: _Values) -> LibraryTrack:
    """A track of its columns; names that many tracks share are kept once."""
    lossless = values[12]
    return LibraryTrack(
        key=values[0],
        rating_key=values[1],
        title=values[2],
        artist=intern(values[3]),
        track_artist=intern(values[4]),
        album=intern(values[5]),
        album_rating_key=intern(values[6]),
        milliseconds=values[7],
        musicbrainz=values[8],
        year=values[9],
        disc=values[10],
        number=values[11],
        lossless=None if lossless is None else bool(lossless),
        bitrate=values[13],
        compilation=bool(values[14]),
        section=intern(values[15]),
        file_name=values[16],
        added_at=values[17],
    )
