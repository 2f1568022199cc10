"""What two tracks have to say about each other: titles, artists, versions, seconds."""

from dataclasses import dataclass
from enum import StrEnum
import re

from rapidfuzz import fuzz

from .artists import Artists
from .lexicon import NUMERALS
from .normalise import ARTICLES, fold, romanise, squash, words_of
from .remembering import remembered
from .spellings import fits
from .titles import Title, read_title
from .versions import NO_VERSION, Version, same_names


class Likeness(StrEnum):
    """How two titles agree, versions and guests left aside."""

    SAME = "same"
    SUBTITLE = "subtitle"
    """One has a subtitle in brackets that the other has not."""
    DASHED = "dashed"
    """The same behind a dash, or one with a number: it may name a version."""
    SUBTITLES_DIFFER = "subtitles_differ"
    SCRIPT = "script"
    """The same in another script."""
    CONTAINED = "contained"
    """One is the end of the other: `Song Machine: Strange Timez`."""
    SLIP = "slip"
    """A letter wrong within a long word."""
    SIMILAR = "similar"
    DIFFERENT = "different"


class Versions(StrEnum):
    """How the versions agree that titles, albums and artists claim."""

    SAME = "same"
    UNNAMED = "unnamed"
    """Both the same kind, only one says whose or where."""
    IMPLIED = "implied"
    """Only an album's title says so: `Live at …`."""
    RERECORDED = "rerecorded"
    OTHER = "other"


_LIVE_ALBUM = re.compile(
    r"\blive (?:at|in|from|on|@|and)\b|\bunplugged\b|[(\[]live\b|\blive[)\]]|^live$"
    r"|\blive ?\d{4}|(?:-|:) live\b|\ben vivo\b|\bao vivo\b|\bin concert\b|\blive$"
    r"|\b(?:spotify|bbc|peel|itunes|aol|live) sessions?\b|\blive album\b"
)
_OTHERS_ALBUM = re.compile(
    r"\bkaraoke\b|\btributes? to\b|\bmade (?:famous|popular) by\b|\bin the style of\b"
    r"|\boriginally performed\b|\blullaby renditions\b|\bsing[- ]?along\b"
)
_REMIXES = re.compile(r"\b(?:remixes|remixed|mixes)\b")
_EDITION = re.compile(r"\s+-\s+(?:single|ep)\s*$|\s+(?:ep|lp)\s*$")


@dataclass(frozen=True, slots=True)
class Album:
    """What an album's title says of the tracks on it."""

    base: str
    """Without its edition, normalised."""
    key: str
    """The same squashed."""
    version: Version
    """What its title calls itself; a single bears the name of its track's version."""
    implied: frozenset[str]
    """Classes that all its tracks have, even where their titles do not say so."""


NO_ALBUM = Album("", "", NO_VERSION, frozenset())
_OF_ALL_TRACKS = frozenset(
    {"live", "rerecorded", "karaoke", "instrumental", "acoustic", "demo", "orchestral"}
)


@remembered(8192)
def read_album(text: str) -> Album:
    """Read an album's title."""
    if not text:
        return NO_ALBUM
    folded = _EDITION.sub("", fold(text))
    # what stands behind a slash is another record in the same box
    title = read_title(folded.replace("/", " "))
    implied = set()
    if all(map(_LIVE_ALBUM.search, folded.split("/"))):
        implied.add("live")
    if "unplugged" in folded:
        implied.add("acoustic")
    if _OTHERS_ALBUM.search(folded):
        implied.add("karaoke")
    named = NO_VERSION if _REMIXES.search(folded) else title.version
    implied |= named.classes & _OF_ALL_TRACKS
    return Album(title.base, title.key, named, frozenset(implied))


def same_album(one: str, other: str) -> bool:
    """Whether two albums are the same but for their edition; unknown ones are not."""
    first, second = read_album(one), read_album(other)
    if not first.key or not second.key:
        return False
    if first.version.classes != second.version.classes:
        return False
    if first.key == second.key:
        return True
    short, long = sorted((first.key, second.key), key=len)
    ratio = fuzz.ratio(short, long)
    if len(short) < 6 or not (same_numbers(first.base, second.base) or ratio >= 95):
        return False
    return ratio >= 88 or long.startswith(short)


def compare_titles(one: Title, other: Title) -> Likeness:
    """How two titles agree."""
    if not one.key or not other.key:
        return Likeness.DIFFERENT
    if one.key == other.key:
        articles = {title.base.partition(" ")[0] for title in (one, other)}
        if len(articles) == 2 and articles <= ARTICLES:
            return Likeness.SIMILAR  # `A Song`, `The Song`
        return _compare_subtitles(one, other)
    if squash(one.whole) == squash(other.whole):
        return Likeness.SAME
    if {one.key, *one.other_keys} & {other.key, *other.other_keys} or (
        fits(one.mask, other.base) or fits(other.mask, one.base)
    ):
        return _compare_subtitles(one, other)
    if _in_other_script(one, other):
        return Likeness.SCRIPT
    if one.key == other.after_colon or other.key == one.after_colon:
        return Likeness.CONTAINED
    if one.dashed != other.dashed and (
        one.key == _last_key(other) or other.key == _last_key(one)
    ):
        return Likeness.CONTAINED
    if is_slip(one.base, other.base) and one.subtitles == other.subtitles:
        return Likeness.SLIP
    ratio = max(
        fuzz.ratio(one.key, other.key),
        fuzz.ratio(squash(one.whole), squash(other.whole)),
    )
    return Likeness.SIMILAR if ratio >= 80 else Likeness.DIFFERENT


def _last_key(title: Title) -> str:
    return squash(title.subtitles[-1]) if title.subtitles else ""


def _compare_subtitles(one: Title, other: Title) -> Likeness:
    first, second = " ".join(one.subtitles), " ".join(other.subtitles)
    if squash(first) == squash(second):
        return Likeness.SAME
    if first and second:
        alike = fuzz.ratio(romanise(first), romanise(second)) >= 85
        same_numbers = _numbers(first.split()) == _numbers(second.split())
        if alike and same_numbers:
            return Likeness.SAME
        return Likeness.SUBTITLES_DIFFER
    only = first or second
    if (one.dashed or other.dashed) or _numbers(only.split()):
        return Likeness.DASHED
    return Likeness.SUBTITLE


def _in_other_script(one: Title, other: Title) -> bool:
    if one.key.isascii() and other.key.isascii():
        return any(
            squash(romanise(subtitle)) == title.key
            for title, names in ((one, other.subtitles), (other, one.subtitles))
            for subtitle in names
            if not subtitle.isascii()
        )
    forms = [
        {squash(romanise(name)) for name in (title.base, *title.subtitles)}
        | {squash(name) for name in (title.base, *title.subtitles)}
        for title in (one, other)
    ]
    return bool((forms[0] & forms[1]) - {""})


@remembered(4096)
def is_slip(one: str, other: str) -> bool:
    """Whether two normalised texts differ by a letter within long words only.

    Endings and beginnings make other words (`star`, `stars`; `ever`, `never`), numbers
    other parts: a difference there is no slip.
    """
    first, second = one.split(), other.split()
    if len(first) != len(second) or one == other:
        return False
    differing = [(a, b) for a, b in zip(first, second, strict=True) if a != b]
    return len(differing) == 1 and _slipped(*differing[0])


def _slipped(one: str, other: str) -> bool:
    if min(len(one), len(other)) < 6 or not (one + other).isalpha():
        return False
    if abs(len(one) - len(other)) > 1 or one[0] != other[0]:
        return False
    start = next(
        (n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b),
        min(len(one), len(other)),
    )
    end = 0
    while end < min(len(one), len(other)) - start and one[-1 - end] == other[-1 - end]:
        end += 1
    return end >= 2 and max(len(one), len(other)) - start - end <= 1


_LETTERS = frozenset({"i", "v", "x"})


def _numbers(words: list[str]) -> list[str]:
    return [
        NUMERALS.get(word, word)
        for word in words
        if (word in NUMERALS and word not in _LETTERS) or word[:1].isdecimal()
    ]


def same_numbers(one: str, other: str) -> bool:
    """Whether two normalised texts hold the same numbers, however written."""
    return _numbers(one.split()) == _numbers(other.split())


def compare_versions(
    one: Title, one_album: str, other: Title, other_album: str, artists: Artists
) -> Versions:
    """How the versions agree; `artists` are those of the library's track."""
    albums = read_album(one_album), read_album(other_album)
    first = _claimed(one, albums[0])
    second = _claimed(other, albums[1])
    implied = albums[0].implied, albums[1].implied
    missing = (first.classes - second.classes - implied[1]) | (
        second.classes - first.classes - implied[0]
    )
    if missing == {"rerecorded"} and _named_by_album(
        first, second, one_album, other_album
    ):
        missing = frozenset()
    if missing:
        return Versions.RERECORDED if missing == {"rerecorded"} else Versions.OTHER
    hinted = (implied[0] - second.classes - implied[1]) | (
        implied[1] - first.classes - implied[0]
    )
    if hinted:
        if "karaoke" in hinted:
            return Versions.OTHER
        again = "rerecorded" in hinted
        return Versions.RERECORDED if again else Versions.IMPLIED
    if not first.names and not second.names:
        return Versions.SAME
    if first.names and second.names:
        same = same_names(first.names, second.names)
        return Versions.SAME if same else Versions.OTHER
    words = {word for name in artists.names for word in name.split()}
    if (first.names | second.names) <= words:
        return Versions.SAME
    return Versions.UNNAMED


def _named_by_album(
    first: Version, second: Version, one_album: str, other_album: str
) -> bool:
    """Whether an album bears the year of a version: `1987 Version` on `1987`."""
    claims, album = (
        (first, other_album) if "rerecorded" in first.classes else (second, one_album)
    )
    return bool(claims.names) and claims.names <= set(words_of(album))


def _claimed(title: Title, album: Album) -> Version:
    """The version of a track, also where only the single's title names it."""
    if album.version.classes and album.key == title.key:
        if not title.version.classes:
            return title.version.joined(album.version)
        if title.version.classes == album.version.classes and not title.version.names:
            return album.version
    return title.version


def seconds_apart(one: int | None, other: int | None) -> float | None:
    """How far two durations in milliseconds are apart, if both are known."""
    if not one or not other:
        return None
    return abs(one - other) / 1000
