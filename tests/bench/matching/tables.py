"""The tables of tracks and of pairs with a known truth, read as they lie in the contracts."""

from collections.abc import Iterator
import csv
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
import re
import unicodedata


@dataclass(frozen=True, slots=True)
class Track:
    """A track, of a library or wanted."""

    id: str
    title: str
    artist: str
    album: str = ""
    milliseconds: int | None = None
    isrc: str = ""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two descriptions, and whether they are of one recording."""

    kind: str
    same: bool
    suspect: bool
    wanted: Track
    other: Track
    group: str = ""
    """Of a set where all of a group are one recording."""


PAIRS = (
    "chart_spotify_pairs.csv",
    "itunes_amazon_valid.csv",
    "mb20k_pairs.csv",
    "msd_mismatch_pairs.csv",
    "shs_youtube_pairs.csv",
    "spotify_same_id_pairs.csv",
)
_SPLIT = re.compile(r"[;,]|\s+(?:&|and|x|feat\.?|ft\.?)\s+")
_VERSION = re.compile(
    r"(ライフ|インストゥルメンタル)|\b(live|vivo|remix|mix|edit|dub|acustic\w*|acoustic|demo|karaoke|instrumental|cover|tribute"
    r"|performed|style|version|taylor|recorded|session|sped|slowed|extended|orchestral"
    r"|piano|part|pt|reprise|interlude|intro|outro|skit|unplugged|stripped|mixed|club"
    r"|cappella|nightcore|duet|rework|rerecorded|famous|bootleg|medley)\b"
)
# A year tells of a remaster more often than of another recording.
_NUMBER = re.compile(r"(?<!\d)(?!(?:19|20)\d\d(?!\d))\d+")
_SAME_WORDS = {
    "acustica": "acoustic",
    "acustico": "acoustic",
    "rerecorded": "recorded",
    "stripped": "acoustic",
    "taylor": "recorded",
    "vivo": "live",
    "インストゥルメンタル": "instrumental",
    "ライフ": "live",
}
_NO_WORDS = frozenset({"part", "pt", "version"})
_HEAD = re.compile(r"\s*[(\[].*|\s+[-\u2013]\s+.*|\s+(?:feat|ft)\.?\s.*")


def read_table(folder: Path) -> list[Track]:
    """The table of tracks."""
    with (folder / "spotify_tracks.csv").open(encoding="utf-8", newline="") as file:
        return [
            Track(
                f"t:{row['spotify_id']}",
                row["title"],
                row["artists"],
                row["album"],
                int(row["duration_ms"]) if row["duration_ms"] else None,
                row["isrc"],
            )
            for row in csv.DictReader(file)
        ]


def read_pairs(folder: Path) -> list[Pair]:
    """All pairs of all files."""
    return [pair for name in PAIRS for pair in _read_pairs(folder / name)]


def _read_pairs(path: Path) -> Iterator[Pair]:
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            kind = row["kind"]
            yield Pair(
                "mb20k" if re.fullmatch(r"s\d-s\d", kind) else kind,
                row["label"] == "1",
                "suspect" in row["note"],
                _side(row, "a"),
                _side(row, "b"),
                row["note"] if "cluster" in row["note"] else "",
            )


def _side(row: dict[str, str], side: str) -> Track:
    milliseconds = row[f"{side}_ms"]
    return Track(
        f"{side}:{row['pair_id']}",
        row[f"{side}_title"],
        row[f"{side}_artist"],
        row[f"{side}_album"],
        int(milliseconds) if milliseconds else None,
    )


def _accentless(text: str) -> str:
    text = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in text if not unicodedata.combining(sign))


def _plain(text: str) -> str:
    return "".join(sign for sign in _accentless(text) if sign.isalnum())


def head_of(title: str) -> str:
    """A title without suffixes."""
    return _HEAD.sub("", title) or title


@lru_cache(maxsize=400_000)
def base_of(title: str) -> str:
    """A title without suffixes, letters and digits only."""
    return _plain(head_of(title)) or _plain(title) or title


@lru_cache(maxsize=400_000)
def artists_of(artist: str) -> frozenset[str]:
    """The names in an artist field."""
    return frozenset(filter(None, map(_plain, _SPLIT.split(artist.casefold()))))


@lru_cache(maxsize=400_000)
def words_of(title: str) -> frozenset[str]:
    """Its version words and numbers, by a rule that knows nothing of the matcher."""
    folded = _accentless(title)
    suffix = folded[len(_HEAD.sub("", folded)) :]
    found = map("".join, _VERSION.findall(suffix))
    words = frozenset(_SAME_WORDS.get(word, word) for word in found) - _NO_WORDS
    return words | frozenset(_NUMBER.findall(folded))


def same_recording(one: Track, other: Track) -> bool:
    """Whether title, artists and version words are equal, and the length within 3 s."""
    if one.milliseconds is None or other.milliseconds is None:
        return False
    return (
        abs(one.milliseconds - other.milliseconds) <= 3000
        and base_of(one.title) == base_of(other.title)
        and words_of(one.title) == words_of(other.title)
        and artists_of(one.artist) == artists_of(other.artist)
    )


def renamed(track: Track, new_id: str) -> Track:
    """The same track under another id."""
    return replace(track, id=new_id)
