"""Tables of tracks: CSV with any separator, columns by their names."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
import csv
from dataclasses import dataclass
from itertools import islice
from typing import Final

from ...model import SourceTrack
from .columns import Field, field_of, simple
from .model import ParsedFile, Playlists
from .refusals import FileRefused, LineReason, LineRefused
from .text import clean, lines_of
from .tracks import Fields

SEPARATORS: Final = (",", ";", "\t", "|")
LONGEST_RECORD: Final = 10
"""Lines that one record may have, through line ends within quotes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableFormat:
    """What one program writes down, and how."""

    name: str
    recognises: Callable[[Collection[str]], bool]
    """Whether the columns, by their simple names, are of this program."""
    track: Callable[[Fields], SourceTrack]
    """Raises `LineRefused`."""
    header: Callable[[Sequence[str]], Sequence[str]] = lambda _: ()
    """The columns' English names, where a first record shows them by its shape."""


@dataclass(frozen=True, slots=True)
class Record:
    """A record of a table, with the line on which it begins."""

    line: int
    cells: Sequence[str]
    refused: LineReason | None = None
    """Why it could not be taken apart."""

    @property
    def text(self) -> str:
        """It in one line, for people."""
        return ", ".join(cell for cell in self.cells if cell)


def read_table(text: str, name: str, formats: Sequence[TableFormat]) -> ParsedFile:
    """Read a table; the first line names the columns.

    Raises:
        FileRefused: `file_columns`: no column of titles; the message has the columns.
    """
    lines = lines_of(text.removeprefix("\ufeff"))
    start = next(at for at, line in enumerate(lines) if line.strip())
    separators: Sequence[str] = SEPARATORS
    if lines[start].strip().lower().startswith("sep="):
        # Spreadsheet programs are told so; it is no line of the table.
        said = lines[start].lstrip()[4:5]
        separators = (said,) if said in SEPARATORS else SEPARATORS
        start += 1
    separator, header = _header(lines[start:], separators)
    records = list(islice(_records(lines, start, separator), 1, 2))
    shapes = [one.header(record.cells) for record in records for one in formats]
    header = next(filter(None, shapes), header)
    columns = _columns(header)
    if Field.TITLE not in columns:
        named = ", ".join(cell.strip() for cell in header if cell.strip())
        raise FileRefused(name, "file_columns", named[:200])
    names = {simple(cell) for cell in header}
    table = next(one for one in formats if one.recognises(names))
    playlists = Playlists()
    for record in islice(_records(lines, start, separator), 1, None):
        _read_record(record, len(header), columns, table, playlists)
    return ParsedFile(format=table.name, playlists=tuple(playlists.build()))


def _read_record(
    record: Record,
    width: int,
    columns: Mapping[Field, int],
    table: TableFormat,
    playlists: Playlists,
) -> None:
    """Take one record, or refuse it."""
    fields = {
        field: record.cells[at]
        for field, at in columns.items()
        if at < len(record.cells)
    }
    part = clean(fields.get(Field.PLAYLIST, "")) or None
    playlist = playlists.of(part)
    try:
        _check(record, width)
        playlist.add(table.track(fields))
    except LineRefused as refusal:
        playlist.refuse(record.line, refusal.reason, record.text)


def _check(record: Record, width: int) -> None:
    """Refuse what is no record of the table."""
    if record.refused:
        raise LineRefused(record.refused)
    if any(cell.strip() for cell in record.cells[width:]):
        # A separator without quotes has moved the columns: nothing is certain.
        raise LineRefused(LineReason.COLUMNS)


def _header(
    lines: Sequence[str], separators: Sequence[str]
) -> tuple[str, Sequence[str]]:
    """The separator that makes the most of the first line, and its columns."""
    line = next((line for line in lines if line.strip()), "")
    found = [(one, _record([line], one)[0]) for one in separators]
    return max(found, key=lambda one: (len(_columns(one[1])), len(one[1])))


def _columns(header: Sequence[str]) -> dict[Field, int]:
    """Where each field stands; of several columns the first."""
    columns: dict[Field, int] = {}
    for at, cell in enumerate(header):
        if (field := field_of(cell)) is not None:
            columns.setdefault(field, at)
    return columns


def _records(lines: Sequence[str], start: int, separator: str) -> Iterator[Record]:
    """All records that are not blank; one that finds no end is refused by its line."""
    at = start
    while at < len(lines):
        if not lines[at].strip(f"{separator} \t"):
            at += 1
            continue
        feed = [f"{line}\n" for line in lines[at : at + LONGEST_RECORD]]
        cells, used, refused = _record(feed, separator)
        yield Record(at + 1, cells, refused)
        at += used


def _record(
    feed: Sequence[str], separator: str
) -> tuple[list[str], int, LineReason | None]:
    """The first record of some lines: its cells, its lines, why it is refused."""
    reader = csv.reader(feed, delimiter=separator, strict=True)
    try:
        return next(reader), reader.line_num, None
    except csv.Error:
        # Loosely written, or a quote without an end that swallows all that follows.
        reader = csv.reader(feed, delimiter=separator)
    try:
        cells = next(reader)
    except csv.Error:
        return [feed[0]], 1, LineReason.TOO_LONG
    if reader.line_num > 1:
        return [feed[0]], 1, LineReason.OPEN_QUOTE
    return cells, 1, None
