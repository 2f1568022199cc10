"""What matching costs, measured in a process of its own and printed as JSON.

Run as `python -m tests.bench.matching.cost LIBRARY.csv QUERIES.csv BRUTE`, the last the
number of queries that are tried by brute force.
"""

from collections.abc import Iterator
import csv
import json
from pathlib import Path
import re
import resource
import sys
import time

from rapidfuzz import fuzz, process

from scripts.lib.light import without_home_assistant

without_home_assistant()

from custom_components.plex_sync.music.matching import Index, Matcher  # noqa: E402
from custom_components.plex_sync.music.model import LibraryTrack, SourceTrack  # noqa: E402

_STATUS = Path("/proc/self/status")
_HIGHEST = re.compile(r"VmHWM:\s+(\d+) kB")


def main(library: Path, queries: Path, brute: int) -> None:
    """Index, match, and do the same by brute force; seconds are of processor time."""
    empty = _peak()
    wanted = list(_wanted(queries))
    started = time.process_time()
    matcher = Matcher(Index.build(_tracks(library)))
    indexed = time.process_time()
    matches = [matcher.match(track) for track in wanted]
    matched = time.process_time()
    peak = _peak() - empty
    texts = [f"{track.artist} {track.title}" for track in _tracks(library)]
    began = time.process_time()
    for track in wanted[:brute]:
        query = f"{' '.join(track.artists)} {track.title}"
        process.extractOne(query, texts, scorer=fuzz.WRatio)
    ended = time.process_time()
    print(
        json.dumps(
            {
                "library": len(texts),
                "queries": len(matches),
                "index": round(indexed - started, 2),
                "match": round(matched - indexed, 2),
                "brute_force": round((ended - began) * len(wanted) / brute, 1),
                "peak_mb": round(peak, 1),
            }
        )
    )


def write(path: Path, rows: list[tuple[str, ...]]) -> None:
    """Write a table for this process to read."""
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)


def _rows(path: Path) -> Iterator[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.reader(file)


def _tracks(path: Path) -> Iterator[LibraryTrack]:
    for key, title, artist, album, milliseconds, isrc in _rows(path):
        yield LibraryTrack(
            key=f"plex://track/{key}",
            rating_key=key,
            title=title,
            artist=artist,
            album=album,
            milliseconds=int(milliseconds) if milliseconds else None,
            isrc=isrc or None,
        )


def _wanted(path: Path) -> Iterator[SourceTrack]:
    for uri, title, artist, album, milliseconds, isrc in _rows(path):
        yield SourceTrack(
            uri=uri,
            title=title,
            artists=(artist,),
            album=album,
            milliseconds=int(milliseconds) if milliseconds else None,
            isrc=isrc or None,
        )


def _peak() -> float:
    """The most memory so far, in megabytes."""
    if _STATUS.exists():  # what `getrusage` tells there begins with the parent's
        return int(_HIGHEST.findall(_STATUS.read_text())[0]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 << 20)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
