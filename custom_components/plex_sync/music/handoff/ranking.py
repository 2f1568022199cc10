"""Which of the files that were found is the wanted track, and which is best. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
import re
from typing import Final

from ...slskd.model import RemoteFile
from ..matching.artists import key_of_name, read_artists
from ..matching.index import Row
from ..matching.judging import Judgement, Wanted, judge
from ..matching.lexicon import FEATURING
from ..matching.matcher import Thresholds
from ..matching.normalise import fold, normalise, words_of
from ..matching.titles import read_title, with_artist
from ..matching.witnesses import Likeness, read_album
from .model import Want
from .remote_files import Reading, folders_of, readings_of

type Rank = tuple[float | str, ...]

LONGEST_APART: Final = 5.0
"""Seconds by which a file's length may differ from the wanted one."""
LOSSLESS: Final = frozenset({"flac", "wav", "alac", "aiff", "ape", "wv"})
FORMATS: Final = (
    "flac",
    "alac",
    "wav",
    "aiff",
    "ape",
    "wv",
    "mp3",
    "m4a",
    "aac",
    "ogg",
    "opus",
    "wma",
)
"""All that are known, in the order that most would choose."""
DEFAULT_FORMATS: Final = ("flac", "mp3", "m4a", "ogg", "opus")
_SAME: Final = {
    "aif": "aiff",
    "aifc": "aiff",
    "wave": "wav",
    "oga": "ogg",
    "mp4": "m4a",
}
# Folders whose files are another recording, though their names do not say so.
_OTHERS: Final = re.compile(
    r"\b(?:remix(?:es|ed)?|bootlegs?|covers?|demos?|instrumentals?|karaoke|mash ?ups?"
    r"|acapp?ellas?|acoustics?|nightcore|sped up|slowed|tributes?|outtakes?|rehearsals?)\b"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What a file is to be like."""

    formats: tuple[str, ...] = DEFAULT_FORMATS
    """Those that are welcome, the dearest first."""
    min_bitrate: int = 0
    """Kilobits a second, of what is not lossless; 0: any."""


def best_of(
    want: Want, files: Iterable[RemoteFile], wishes: Wishes
) -> list[RemoteFile]:
    """The files that are surely the wanted track and as wished for, the best first."""
    wanted = wanted_of(want)
    if not wanted.title.key:
        return []
    ranked = [
        (_rank(file, wishes), file)
        for file in files
        if not file.locked
        and format_of(file) in wishes.formats
        and _lasts_as_long(want, file)
        and _is_good_enough(want, file, wishes)
        and is_wanted(wanted, file)
    ]
    return [file for _, file in sorted(ranked, key=lambda one: one[0])]


def wanted_of(want: Want) -> Wanted:
    """The wanted track as the matcher compares it."""
    name, artist = with_artist(want.title, " ".join(want.artists))
    title = read_title(name)
    artists = want.artists if any(want.artists) else (artist,)
    return Wanted(
        title, read_artists(artists, title.guests), want.album, want.milliseconds, None
    )


def is_wanted(wanted: Wanted, file: RemoteFile) -> bool:
    """Whether a file is surely the wanted track, read in any way that its path allows."""
    if _is_among_others(wanted, file.path):
        return False
    return any(
        _is_sure(judge(wanted, _row(reading, file)))
        for reading in readings_of(file.path)
    )


def format_of(file: RemoteFile) -> str:
    """The format by one name: `flac`."""
    name = _SAME.get(file.extension, file.extension)
    return "alac" if name == "m4a" and file.bit_depth else name


def bitrate_of(file: RemoteFile, milliseconds: int | None) -> int | None:
    """Kilobits a second, as told, or as size and length say; `None`: unknown."""
    if file.bitrate:
        return file.bitrate
    seconds = file.seconds or (milliseconds or 0) / 1000
    return round(file.size * 8 / seconds / 1000) if seconds else None


def _lasts_as_long(want: Want, file: RemoteFile) -> bool:
    if not want.milliseconds or file.seconds is None:
        return True
    return abs(file.seconds - want.milliseconds / 1000) <= LONGEST_APART


def _is_good_enough(want: Want, file: RemoteFile, wishes: Wishes) -> bool:
    if not wishes.min_bitrate or format_of(file) in LOSSLESS:
        return True
    bitrate = bitrate_of(file, want.milliseconds)
    return bitrate is not None and bitrate >= wishes.min_bitrate


def _is_sure(judgement: Judgement) -> bool:
    """Whether it is taken; without lengths to compare, only a title that is the same.

    `One (At the Piano)` may be `One` with a subtitle, or something else.
    """
    if judgement.seconds is None and judgement.title is not Likeness.SAME:
        return False
    return judgement.confidence >= Thresholds().accept


def _is_among_others(wanted: Wanted, path: str) -> bool:
    """Whether a folder says that all in it are other recordings than the wanted one."""
    known = set(wanted.title.version.classes) | read_album(wanted.album).implied
    told = (*words_of(wanted.album), *wanted.title.whole.split(), *known)
    # `remix` allows `Remixes`.
    said = {word for word in told if len(word) > 3}
    artists = {*wanted.artists.keys, wanted.artists.whole}
    for folder in folders_of(path)[-3:]:
        # A band may be called Live.
        if key_of_name(normalise(folder)) in artists:
            continue
        for piece in re.split(r"\s+[-\u2010-\u2015]\s+", folder):
            if key_of_name(normalise(piece)) in artists:
                continue
            if read_album(piece).implied - known:
                return True
            found = _OTHERS.search(" ".join(words_of(piece)))
            if found and not any(found[0].startswith(word) for word in said):
                return True
    return False


def _row(reading: Reading, file: RemoteFile) -> Row:
    """A file as the matcher compares it."""
    return Row(
        number=0,
        key=file.path,
        title=reading.title,
        artist=_spelled(reading.artist),
        track_artist="",
        album=reading.album,
        milliseconds=file.seconds * 1000 if file.seconds else None,
        year=None,
        bitrate=0,
        lossless=None,
        explicit=None,
        compilation=False,
        section="",
    )


def _spelled(artist: str) -> str:
    """A name as it is spoken: `Beatles, The`; where spaces are lines, with spaces."""
    name = artist if " " in artist else artist.replace("_", " ")
    first, comma, article = name.rpartition(", ")
    is_article = comma and fold(article) in {"the", "die", "les", "los"}
    return f"{article} {first}" if is_article and not FEATURING.search(name) else name


def _rank(file: RemoteFile, wishes: Wishes) -> Rank:
    """What to sort by; never equal for two files."""
    return (
        file.seconds is None,
        wishes.formats.index(format_of(file)),
        not file.free_slot,
        file.queue,
        -file.speed,
        -(file.bitrate or 0),
        -file.size,
        file.username,
        file.path,
    )
