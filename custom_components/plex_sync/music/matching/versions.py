"""Which recording a suffix names: live, a remix and whose, a demo; or just a remaster."""

from dataclasses import dataclass
import re

from rapidfuzz import fuzz

from .lexicon import (
    ALIVE,
    FILLING,
    GENERIC,
    HARD,
    HOLLOW,
    LANGUAGES,
    ORIGIN,
    SOFT,
    STAGES,
    YEAR,
)
from .normalise import folded_words
from .remembering import remembered

_CJK = re.compile(r"[^\x00-\u052f]")


def _compile(words: str) -> re.Pattern[str]:
    """Whole words only, but where a script puts no space between them."""
    alternatives = re.sub(r"(?<!\\)\s+", "", words).split("|")
    spaced = "|".join(word for word in alternatives if not _CJK.search(word))
    joined = "|".join(word for word in alternatives if _CJK.search(word))
    pattern = rf"(?<!\S)(?:{spaced})(?!\S)" if spaced else ""
    return re.compile("|".join(filter(None, (pattern, joined))))


_PATTERNS = {name: _compile(words) for name, words in HARD.items()}
_LANGUAGE = re.compile(
    rf"(?<!\S)({re.sub(r'\s+', '', LANGUAGES)})(?: (?:version|ver|edit|mix))?(?!\S)"
)
_OWNER = re.compile(r"['\u2019]s version\b")
_PIECES = re.compile(r"\s*[;/|\u2022]\s*")
# `12" version` and `2019 version` are made of words that say nothing each alone.
_TELLS_IN_SOFT_WORDS = re.compile(
    f"{_PATTERNS['extended'].pattern}|{_PATTERNS['rerecorded'].pattern}"
)
_DATED = re.compile(r"\d{4}(?: (?:stereo )?mix)?")
_NAMED_MIX = re.compile(r"(?<!\S)(?:mix|edit)(?!\S)")
_OTHER_VERSION = re.compile(r"(?<!\S)(?:version|ver|versione|versao|cut|take)(?!\S)")


@dataclass(frozen=True, slots=True)
class Version:
    """What kind of recording a title or an album claims."""

    classes: frozenset[str] = frozenset()
    """Keys of the lexicon: both sides must have the same."""
    names: frozenset[str] = frozenset()
    """Words that name whose or where: a remixer, a stage."""
    soft: frozenset[str] = frozenset()
    """Words that change nothing, for the choice among equals: `2011 remaster`."""

    def joined(self, other: Version) -> Version:
        """Both together."""
        if not (other.classes or other.names or other.soft):
            return self
        return Version(
            self.classes | other.classes,
            self.names | other.names,
            self.soft | other.soft,
        )


NO_VERSION = Version()


@dataclass(frozen=True, slots=True)
class Suffix:
    """A suffix that was read: a version, or a subtitle."""

    version: Version = NO_VERSION
    subtitle: str = ""


@remembered(4096)
def read_suffix(text: str, *, dashed: bool = True) -> Suffix:
    """Read folded text that stands in brackets or behind a dash."""
    if _OWNER.search(text):
        text = _OWNER.sub(" owners version", text)
    version = NO_VERSION
    subtitles: list[str] = []
    for piece in _PIECES.split(text):
        words = folded_words(piece)
        if not words:
            continue
        found = _read_piece(words, dashed=dashed)
        if found is not None:
            version = version.joined(found)
        elif version.classes:
            version = version.joined(Version(names=frozenset(words) - GENERIC))
        else:
            subtitles.append(" ".join(words))
    return Suffix(version, " ".join(subtitles))


def _read_piece(words: list[str], *, dashed: bool) -> Version | None:
    """What one piece of a suffix says about the recording; None if nothing."""
    text = " ".join(words)
    if _is_soft(words) and not _TELLS_IN_SOFT_WORDS.search(text):
        return Version(soft=frozenset(words))
    found = {name: pattern.search(text) for name, pattern in _PATTERNS.items()}
    classes = {name for name, match in found.items() if match}
    telling = {
        word
        for name, match in found.items()
        if match and name != "remix"
        for word in match[0].split()
        if not word.isdecimal() and word not in STAGES
    }
    if "live" in (words[0], words[-1]) and (dashed or not ALIVE & set(words)):
        classes.add("live")
    language = _LANGUAGE.search(text)
    if language and (language[0] == text or language[0] != language[1]):
        classes.add(f"language_{language[1]}")
    if ORIGIN.search(text) and "live" not in classes:
        # of a film or a show: what it is heard in says nothing of how it is played
        return Version(soft=frozenset({"origin"}))
    if not classes and _NAMED_MIX.search(text):
        classes.add("remix")
    if not classes and _OTHER_VERSION.search(text):
        classes.add("version")
    if not classes:
        return None
    return Version(frozenset(classes), frozenset(words) - GENERIC - telling)


def _is_soft(words: list[str]) -> bool:
    """Whether every word is one that changes nothing, and one of them says so."""
    telling = False
    for word in words:
        if YEAR.fullmatch(word):
            continue
        if word not in SOFT:
            return False
        telling |= word not in FILLING and word not in HOLLOW
    # `2018 mix` and a lone year are how labels name a remaster
    return telling or _DATED.fullmatch(" ".join(words)) is not None


def same_names(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two sets of naming words mean the same person or place."""
    if one <= other or other <= one:
        return True
    return fuzz.token_sort_ratio(" ".join(sorted(one)), " ".join(sorted(other))) >= 85
