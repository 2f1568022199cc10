"""A title taken apart: what it is called, which version it is, who else is on it."""

from collections.abc import Iterator
from dataclasses import dataclass, field as attribute
import re

from .lexicon import FEATURING, GUEST, NUMERALS, PARTS
from .normalise import fold, folded_words, normalise, romanise, squash
from .remembering import remembered
from .spellings import mask_of, other_keys
from .versions import NO_VERSION, Version, read_suffix

_PAIRS = {"(": ")", "[": "]", "{": "}", "【": "】"}
_CLOSING = frozenset(_PAIRS.values())
_BRACKET = re.compile(r"[()\[\]{}【】]")
_DASH = re.compile(r"\s+[-\u2010-\u2015\u2212~]+\s+")
_WRAPPED = re.compile(r"\s[-~]([^-~]+)[-~]\s*$")
_BEHIND_ARTIST = re.compile(r"\s+[-\u2010-\u2015~/]+\s+(?=\S)|(?<=\w)-\s+(?=\S)")
# How files are numbered that nobody tagged: `009-St. Louis Blues`.
_FILE_NUMBER = re.compile(r"^\s*0\d{1,2}\s*[-._)]\s*(?=[^\W\d])")
# Two titles on one single: `Candle in the Wind/Something About the Way You Look Tonight`.
_SLASH = re.compile(r"\s+/+\s+|(?<=\w{3})/(?=[^\s/]+ [^/]* )")
# A last word that, without brackets too, can only be a version.
_TRAILING = re.compile(
    r"(?<=\S)\s+(remix|radio edit|remaster(?:ed)?|instrumental|a ?capp?ella|karaoke"
    r"|(?:live|acoustic|karaoke|instrumental|album|single|radio|extended|demo) version)"
    r"\s*$"
)
# After these a number may be written as a word; `No One` is no number one.
_COUNTED = frozenset({"part", "volume", "chapter", "act", "movement", "episode"})
# What has none of these takes the short way.
_TELLING = re.compile(
    r"[(\[{【~/:]|\s[-\u2010-\u2015\u2212]"
    r"|\b(?:feat|ft|featuring|remix|edit|remaster|remastered|instrumental|a ?capp?ella"
    r"|acapp?ella|karaoke|version|pts?|parts?|parte|partie|teil|часть|vol|volume"
    r"|chapter|act|movement|mvt|episode)\b|\b(?:no|nr|num|number|op|opus)\W*\d"
)


@dataclass(frozen=True, slots=True)
class Title:
    """A title as the matcher reads it; all texts normalised."""

    base: str
    """Without suffixes and guests, with its part number."""
    key: str
    """The base squashed: by it titles are found."""
    whole: str
    """Everything but guests and words that change nothing."""
    subtitles: tuple[str, ...] = ()
    """Suffixes that are no version: `(And It Went Like)`."""
    dashed: bool = False
    """Whether one of them stands behind a dash, where versions stand."""
    version: Version = NO_VERSION
    guests: tuple[str, ...] = ()
    """Names as written, folded; may still need to be split."""
    after_colon: str = ""
    """The key of what follows a colon: `Song Machine: Strange Timez`."""
    other_keys: frozenset[str] = frozenset()
    """Keys of other spellings."""
    mask: str = ""
    """A pattern, where letters are starred out."""


@dataclass(slots=True)
class _Parts:
    """What has been found so far."""

    subtitles: list[str] = attribute(default_factory=list)
    numbered: list[str] = attribute(default_factory=list)
    guests: list[str] = attribute(default_factory=list)
    version: Version = NO_VERSION
    dashed: bool = False


@remembered(4096)
def read_title(title: str) -> Title:
    """Take a title apart; a title of nothing but signs keeps them."""
    folded = _FILE_NUMBER.sub("", fold(title).strip())
    if not _TELLING.search(folded):
        base = normalise(folded)
        return Title(
            base=base,
            key=squash(base),
            whole=base,
            other_keys=other_keys(title, base),
            mask=mask_of(folded),
        )
    parts = _Parts()
    head, suffixes, first_is_bracket = _split(folded)
    head = _cut_featuring(head, parts)
    base = " ".join(_numbered(folded_words(head)))
    if not base:  # all of it stands in brackets, or it is made of signs
        base = normalise(head or folded)
        if not head.strip():
            suffixes = suffixes[1:] if first_is_bracket else []
    for text, dashed in suffixes:
        _read(text, parts, dashed=dashed)
    colon = head.rfind(": ")
    whole = _whole(folded, base, parts, first_is_bracket=first_is_bracket)
    base = " ".join([base, *parts.numbered])
    return Title(
        base=base,
        key=squash(base),
        whole=whole,
        subtitles=tuple(parts.subtitles),
        dashed=parts.dashed,
        version=parts.version,
        guests=tuple(parts.guests),
        after_colon=squash(normalise(head[colon + 2 :])) if colon > 0 else "",
        other_keys=other_keys(title, base),
        mask=mask_of(head),
    )


def with_artist(title: str, artist: str) -> tuple[str, str]:
    """Title and artist; of `Artist - Title` without an artist, as files are named."""
    if artist.strip():
        return title, artist
    first, *rest = _BEHIND_ARTIST.split(_FILE_NUMBER.sub("", title), maxsplit=1)
    return (rest[0], first) if rest and first.strip() else (title, artist)


def keys_of(title: str, artist: str = "") -> list[str]:
    """The keys by which a title is found, the chief one first; none is kept."""
    folded = _FILE_NUMBER.sub("", fold(title).strip())
    if not _TELLING.search(folded):
        base = normalise(folded)
        others = other_keys(title, base)
        if not base.isascii():
            others |= {squash(romanise(base))}
        return [squash(base), *sorted(others - {""})]
    return keys_from(read_title.__wrapped__(title), artist)


def keys_from(read: Title, artist: str) -> list[str]:
    """The same of a title that has been read."""
    keys = {squash(read.whole), read.after_colon, *read.other_keys}
    for subtitle in read.subtitles:
        # the name in another script, or what stands behind the artist's own name
        of_artist = read.dashed and artist and read.key == squash(normalise(artist))
        if of_artist or read.base.isascii() != subtitle.isascii():
            keys.add(squash(subtitle))
    keys |= {squash(romanise(key)) for key in (read.base, *keys) if not key.isascii()}
    return [read.key, *sorted(keys - {read.key, ""})]


def _whole(folded: str, base: str, parts: _Parts, *, first_is_bracket: bool) -> str:
    """All words that tell titles apart, in the order in which they stand."""
    words = [base, *parts.numbered, *parts.subtitles]
    if first_is_bracket and parts.subtitles:
        words = [parts.subtitles[0], base, *parts.numbered, *parts.subtitles[1:]]
    return " ".join(words)


def _split(folded: str) -> tuple[str, list[tuple[str, bool]], bool]:
    """Head, suffixes (text, whether behind a dash), whether it begins with a bracket."""
    rest, suffixes = _without_brackets(folded)
    wrapped = _WRAPPED.search(rest)
    if wrapped and rest[: wrapped.start()].strip():
        suffixes.append((wrapped[1], True))
        rest = rest[: wrapped.start()]
    head, *dashes = _DASH.split(rest)
    if dashes and not head.strip():
        head, dashes = rest, []
    head, *slashes = _SLASH.split(head)
    suffixes += [(text, False) for text in slashes]
    suffixes += [(text, True) for text in dashes]
    trailing = _TRAILING.search(head)
    if trailing:
        suffixes.append((trailing[1], True))
        head = head[: trailing.start()]
    return head, suffixes, folded[:1] in _PAIRS


def _without_brackets(folded: str) -> tuple[str, list[tuple[str, bool]]]:
    """What stands outside of brackets, and each outermost one's text."""
    suffixes: list[tuple[str, bool]] = []
    if not _BRACKET.search(folded):
        return folded, suffixes
    outside: list[str] = []
    closing = ""
    depth = start = 0
    for place, sign in enumerate(folded):
        if not depth and sign in _PAIRS:
            closing, depth, start = _PAIRS[sign], 1, place
        elif depth and sign in _PAIRS:
            depth += _PAIRS[sign] == closing
        elif depth and sign == closing:
            depth -= 1
            if not depth:
                suffixes.append((folded[start + 1 : place], False))
                outside.append(" ")
        elif not depth and sign not in _CLOSING:
            outside.append(sign)
    if depth:  # never closed
        suffixes.append((folded[start + 1 :], False))
    return "".join(outside), suffixes


def _cut_featuring(text: str, parts: _Parts) -> str:
    """The text before `feat.`; what follows are guests."""
    found = FEATURING.search(text)
    if not found or not text[: found.start()].strip():
        return text
    parts.guests.append(text[found.end() :].strip(" ()[]"))
    return text[: found.start()]


def _read(text: str, parts: _Parts, *, dashed: bool) -> None:
    """Take in one suffix."""
    text = text.strip(" ()[]")
    guest = GUEST.match(text)
    if guest:
        names = text[guest.end() :]
        head, *more = re.split(r"[;)\]]", names)
        parts.guests.append(head.strip())
        for rest in more:
            _read(rest, parts, dashed=dashed)
        return
    found = FEATURING.search(text)
    if found:
        parts.guests.append(text[found.end() :].strip(" ()[]"))
        text = text[: found.start()]
    words = _numbered(folded_words(text))
    if _is_number(words):
        parts.numbered += words
        return
    suffix = read_suffix(text, dashed=dashed)
    parts.version = parts.version.joined(suffix.version)
    if suffix.subtitle:
        parts.subtitles.append(suffix.subtitle)
        parts.dashed |= dashed


def _is_number(words: list[str]) -> bool:
    return len(words) == 2 and words[0] in PARTS.values() and words[1].isdecimal()


def _numbered(words: list[str]) -> list[str]:
    """`pt ii` as `part 2`; words of other kinds stay."""
    return list(_numbers(words))


def _numbers(words: list[str]) -> Iterator[str]:
    last = len(words) - 1
    before = ""
    for place, word in enumerate(words):
        following = words[place + 1] if place < last else ""
        kind = PARTS.get(word)
        if kind and (
            following.isdecimal() or (kind in _COUNTED and following in NUMERALS)
        ):
            yield kind
            before = kind
            continue
        if before:
            # `i` and the like are words too, unless nothing follows
            roman = word in NUMERALS and (place == last or len(word) > 1)
            yield (
                str(int(word))
                if word.isdecimal()
                else (NUMERALS[word] if roman else word)
            )
        else:
            yield word
        before = ""
