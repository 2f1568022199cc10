"""Match one table of tracks against another, as `scripts/match` promises."""

from collections.abc import Iterator
import csv
from pathlib import Path
import sys
from typing import TextIO

from scripts.lib.light import without_home_assistant

without_home_assistant()

from custom_components.plex_sync.music.matching import Index, Matcher  # noqa: E402
from custom_components.plex_sync.music.model import LibraryTrack, SourceTrack  # noqa: E402

NEEDED = ("id", "title")
type Line = dict[str, str]


class TableError(Exception):
    """A table cannot be read; the message says what to do."""


def main(arguments: list[str]) -> int:
    """Match and print; 2 and a sentence where a table is not understood."""
    if len(arguments) != 2:
        print("usage: scripts/match LIBRARY.csv QUERIES.csv", file=sys.stderr)
        return 2
    library, queries = map(Path, arguments)
    try:
        print_matches(library, queries, sys.stdout)
    except TableError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


def print_matches(library: Path, queries: Path, output: TextIO) -> None:
    """Write one line for each query, in their order; raises TableError."""
    wanted = list(read(queries))
    matcher = Matcher(Index.build(map(library_track, read(library))))
    writer = csv.writer(output, lineterminator="\n")
    writer.writerow(("query_id", "band", "track_id", "confidence", "reason"))
    for line in wanted:
        match = matcher.match(source_track(line))
        writer.writerow(
            (
                line["id"],
                match.band.value,
                match.track or "",
                f"{match.confidence:.3f}",
                match.reason,
            )
        )


def read(path: Path) -> Iterator[Line]:
    """The lines of a table, every column there; raises TableError."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, restval="")
            lacking = [name for name in NEEDED if name not in (reader.fieldnames or ())]
            if lacking:
                raise TableError(
                    f"{path} has no column {' and no column '.join(lacking)};"
                    " its first line must name the columns."
                )
            for line in reader:
                yield {name: line.get(name) or "" for name in COLUMNS}
    except OSError as error:
        raise TableError(f"{path} cannot be read: {error.strerror}.") from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise TableError(f"{path} is no CSV in UTF-8: {error}.") from error


COLUMNS = (*NEEDED, "artist", "album", "ms", "isrc")


def library_track(line: Line) -> LibraryTrack:
    """A line of the library."""
    return LibraryTrack(
        key=line["id"],
        rating_key=line["id"],
        title=line["title"],
        artist=line["artist"],
        album=line["album"],
        milliseconds=milliseconds(line["ms"]),
        isrc=isrc(line["isrc"]),
    )


def source_track(line: Line) -> SourceTrack:
    """A line of the queries; several artists may stand in its one field."""
    return SourceTrack(
        uri=line["id"],
        title=line["title"],
        artists=(line["artist"],) if line["artist"] else (),
        album=line["album"],
        milliseconds=milliseconds(line["ms"]),
        isrc=isrc(line["isrc"]),
    )


def milliseconds(text: str) -> int | None:
    """A length; None where there is none, or nothing that can be one."""
    try:
        value = float(text)
    except ValueError:
        return None
    return round(value) if 0 < value < 1e9 else None


def isrc(text: str) -> str | None:
    """An ISRC as it is compared."""
    return text.replace("-", "").replace(" ", "").upper() or None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
