"""Tracks on their way into a library: all of a reading, or none of it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
import json
import sqlite3
from typing import Final

from ...plex.music import TrackRow
from ...sync.cache_file import transaction
from ...sync.turns import in_turns
from .database import TRACK_COLUMNS
from .folding import folded
from .keys import BEYOND, FILE, PLEX_TRACK, SEPARATOR, file_hash

VARIOUS_ARTISTS: Final = "Various Artists"
"""What Plex calls the artist of a compilation."""
_NAMES: Final = ", ".join(name for name, _ in TRACK_COLUMNS)
_OF_STAGED: Final = ", ".join(f"staged.{name}" for name, _ in TRACK_COLUMNS)
_OF_TRACKS: Final = ", ".join(f"tracks.{name}" for name, _ in TRACK_COLUMNS)
_MARKS: Final = ", ".join("?" for _ in ("guid", *TRACK_COLUMNS))
_KNOWN: Final = f"substr(staged.guid, 1, {len(PLEX_TRACK)}) = '{PLEX_TRACK}'"
# A key is a guid, or a guid, a mark and more; the next character ends the range.
_SAME_GUID: Final = (
    f"tracks.key >= staged.guid and tracks.key < staged.guid || '{BEYOND}'"
)

# The statements are put together of names that stand in this package only.
_STAGE: Final = f"insert or replace into staged (guid, {_NAMES}) values ({_MARKS})"  # noqa: S608
_INHERIT_KEYS: Final = f"""
update staged set key = (
    select tracks.key from tracks
    where tracks.library = :library and {_SAME_GUID}
        and tracks.file_hash = staged.file_hash
    order by tracks.rating_key = staged.rating_key desc limit 1
) where {_KNOWN}
"""  # noqa: S608
_MAKE_KEYS: Final = f"""
update staged set key = case
    when not {_KNOWN} then '{FILE}' || file_hash
    when exists (
        select 1 from staged as other
        where other.guid = staged.guid and other.rating_key <> staged.rating_key
    ) or exists (
        select 1 from tracks
        where tracks.library = :library and {_SAME_GUID}
            and tracks.rating_key <> staged.rating_key
            and not (:whole and tracks.section = :section)
    ) then guid || '{SEPARATOR}' || file_hash
    else guid end
where key is null
"""  # noqa: S608
_INHERIT_ALBUMS: Final = """
update staged set compilation = 1 where exists (
    select 1 from tracks where tracks.library = :library
        and tracks.rating_key = staged.rating_key and tracks.compilation
)
"""
_KEEP_FORMER_KEYS: Final = """
insert or replace into former_keys
select :library, tracks.key, staged.file_hash from staged
join tracks on tracks.library = :library and tracks.rating_key = staged.rating_key
where tracks.key <> staged.key
"""
_REMOVE_OTHERS: Final = """
delete from tracks where library = :library and section = :section
    and rating_key not in (select rating_key from staged)
"""
_TAKE_IN: Final = f"""
insert or replace into tracks (library, section, key, {_NAMES})
select :library, :section, staged.key, {_OF_STAGED} from staged
left join tracks on tracks.library = :library
    and tracks.rating_key = staged.rating_key
where tracks.rating_key is null or (tracks.section, tracks.key, {_OF_TRACKS})
    is not (:section, staged.key, {_OF_STAGED})
"""  # noqa: S608


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What was found out about a section, beside the tracks that were staged."""

    section: str
    title: str
    stamps: str
    """Empty: look again the next time."""
    newest: int
    """When the latest change was that has been seen."""
    whole_at: int | None = None
    """When all of it was read, in seconds since 1970; `None`: a part was."""
    removed: Collection[str] = ()
    """Rating keys that are not there any more."""
    remove_others: bool = False
    """What was not staged is not there any more."""
    compilations: Collection[str] | None = None
    """Rating keys of albums; `None`: as known."""


def clear(connection: sqlite3.Connection) -> None:
    """Begin anew."""
    connection.execute("delete from staged")
    connection.execute("delete from seen")


def stage(connection: sqlite3.Connection, rows: Iterable[TrackRow]) -> int:
    """Put tracks beside the library; tells how many there are now."""
    with transaction(connection):
        connection.executemany(_STAGE, map(_staged, in_turns(rows)))
    (count,) = connection.execute("select count(*) from staged").fetchone()
    return int(count)


def see(connection: sqlite3.Connection, rating_keys: Iterable[str]) -> None:
    """Note what the server has."""
    with transaction(connection):
        connection.executemany(
            "insert or ignore into seen values (?)",
            ([key] for key in in_turns(rating_keys)),
        )


def unseen(connection: sqlite3.Connection, library: int, section: str) -> list[str]:
    """The rating keys that are kept and that the server has not named."""
    rows = connection.execute(
        "select rating_key from tracks where library = ? and section = ?"
        " and rating_key not in (select rating_key from seen)",
        [library, section],
    )
    return [key for (key,) in rows]


def unknown(connection: sqlite3.Connection, library: int) -> list[str]:
    """The rating keys that the server has named, and that are nowhere here."""
    rows = connection.execute(
        "select rating_key from seen where rating_key not in"
        " (select rating_key from tracks where library = ?)"
        " and rating_key not in (select rating_key from staged)",
        [library],
    )
    return [key for (key,) in rows]


def take_in(connection: sqlite3.Connection, library: int, reading: Reading) -> None:
    """Make what was staged a part of the library, and forget what has gone."""
    names: dict[str, str | int] = {"library": library, "section": reading.section}
    with transaction(connection):
        changed = _remove(connection, library, reading.removed)
        _mark_compilations(connection, names, reading)
        connection.execute(_INHERIT_KEYS, names)
        connection.execute(_MAKE_KEYS, names | {"whole": reading.remove_others})
        connection.execute(_KEEP_FORMER_KEYS, names)
        if reading.remove_others:
            changed += connection.execute(_REMOVE_OTHERS, names).rowcount
        changed += connection.execute(_TAKE_IN, names).rowcount
        connection.execute("delete from staged")
        _note(connection, library, reading)
        if changed:
            touch(connection, library)


def touch(connection: sqlite3.Connection, library: int) -> None:
    """Give the library another version."""
    connection.execute(
        "update libraries set revision = revision + 1 where id = ?", [library]
    )


def _remove(
    connection: sqlite3.Connection, library: int, rating_keys: Collection[str]
) -> int:
    """Take tracks out; tells how many there were."""
    if not rating_keys:
        return 0
    return connection.execute(
        "delete from tracks where library = ?"
        " and rating_key in (select value from json_each(?))",
        [library, json.dumps(list(rating_keys))],
    ).rowcount


def _mark_compilations(
    connection: sqlite3.Connection, names: dict[str, str | int], reading: Reading
) -> None:
    """Tell compilations from albums."""
    if reading.compilations is None:
        connection.execute(_INHERIT_ALBUMS, names)
        return
    others = (
        ""
        if reading.remove_others
        else (
            " union select album_rating_key from tracks"
            " where library = :library and section = :section"
        )
    )
    (albums,) = connection.execute(
        f"select count(*) from (select album_rating_key from staged{others})",  # noqa: S608
        names,
    ).fetchone()
    if len(reading.compilations) >= albums > 1:
        # A server that does not know the question names all of them.
        return
    connection.execute(
        "update staged set compilation = 1"
        " where album_rating_key in (select value from json_each(?))",
        [json.dumps(list(reading.compilations))],
    )


def _note(connection: sqlite3.Connection, library: int, reading: Reading) -> None:
    """Keep what is known of the section as a whole."""
    connection.execute(
        """
        insert into sections (library, key, title, stamps, tracks, newest, whole_at)
        select :library, :section, :title, :stamps, count(*), :newest,
            coalesce(:whole_at, 0)
        from tracks where library = :library and section = :section
        on conflict do update set title = excluded.title, stamps = excluded.stamps,
            tracks = excluded.tracks, newest = excluded.newest, lost_to = null,
            whole_at = coalesce(:whole_at, sections.whole_at)
        """,
        {
            "library": library,
            "section": reading.section,
            "title": reading.title,
            "stamps": reading.stamps,
            "newest": reading.newest,
            "whole_at": reading.whole_at,
        },
    )


def _staged(row: TrackRow) -> tuple[str | int | None, ...]:
    """A track as the columns have it."""
    artist = row.track_artist or row.artist
    texts = dict.fromkeys((row.title, artist, row.artist, row.album))
    return (
        row.guid,
        row.rating_key,
        file_hash(row),
        row.title,
        row.artist,
        row.track_artist,
        row.album,
        row.album_rating_key,
        row.milliseconds,
        row.musicbrainz,
        row.year,
        row.disc,
        row.number,
        row.lossless,
        row.bitrate,
        row.artist == VARIOUS_ARTISTS,
        row.file.replace("\\", "/").rpartition("/")[2],
        row.added_at,
        "\n".join(map(folded, texts)),
    )
