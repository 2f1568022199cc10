"""What a file network is asked for a track: few words, all of which a path must have."""

import re
from typing import Final
import unicodedata

from ..matching.lexicon import FEATURING, GUEST
from ..matching.normalise import fold
from ..matching.versions import read_suffix
from .model import Want

LONGEST: Final = 120
"""Characters; whole words are left out beyond."""

# `$` and the like within a word stand for a letter: P!nk, A$AP, Ke$ha.
_STYLISED: Final = re.compile(
    r"\$(?=[^\W\d_])|(?<=[^\W\d_])\$|(?<=[^\W\d_])[!@](?=[^\W\d_])"
)
_STYLES: Final = {"$": "s", "!": "i", "@": "a"}
_DOTTED: Final = re.compile(r"(?<![^\W_])((?:[^\W\d_]\.){2,}[^\W\d_]?)(?![^\W_])")
# Programs split paths into words here, so that each word is looked for by itself.
_SPLITS: Final = re.compile(
    r"[()\[\]{}<>【】「」『』\"'`´‘’‚‛“”„«»#%&*+=\\/^|~!?@$,;:.…_•·×]"
)
_HYPHENS: Final = re.compile(r"(?<!\S)[-\u2010-\u2015\u2212]+")
_DASHES: Final = re.compile(r"[\u2010-\u2015\u2212]")
_PIECES: Final = re.compile(
    r"\s*[(\[{【]([^)\]}】]*)[)\]}】]\s*|\s+[-\u2010-\u2015\u2212~]+\s+"
)
# Letters of Latin that no decomposition reaches.
_LETTERS: Final = str.maketrans(
    {
        "æ": "ae",
        "Æ": "AE",
        "œ": "oe",
        "Œ": "OE",
        "ø": "o",
        "Ø": "O",
        "ł": "l",
        "Ł": "L",
        "đ": "d",
        "Đ": "D",
        "ð": "d",
        "Ð": "D",
        "þ": "th",
        "Þ": "Th",
        "ß": "ss",
        "ı": "i",
    }
)


def search_text(want: Want) -> str:
    """The first artist and the title; what changes nothing of a recording is left out.

    Never empty as long as anything at all is known of what is wanted.
    """
    first = want.artists[0] if want.artists else ""
    # A title made of nothing but signs, such as `÷`: what it is on, or as it is.
    title = clean(_telling(want.title)) or clean(want.album) or want.title
    text = f"{clean(first) or first} {title}"
    return _cut(" ".join(text.split())) or want.uid


def clean(text: str) -> str:
    """Words as they stand in file names: no signs, Latin letters without accents."""
    text = unicodedata.normalize("NFKC", text)
    text = _STYLISED.sub(lambda found: _STYLES[found[0]], text)
    text = _DOTTED.sub(lambda found: found[1].replace(".", ""), text)
    text = _DASHES.sub("-", _SPLITS.sub(" ", text))
    text = _HYPHENS.sub(" ", _without_accents(text))
    return " ".join(word for word in text.split() if any(map(str.isalnum, word)))


def _telling(title: str) -> str:
    """A title without guests, and without suffixes such as `2011 Remaster`."""
    head, *rest = _PIECES.split(title)
    kept = [_without_guests(head)]
    # What was in brackets and what stands between them come in turn.
    kept += [piece for piece in rest if piece and not _says_nothing(piece)]
    return " ".join(kept) if any(map(str.strip, kept)) else title


def _without_guests(text: str) -> str:
    found = FEATURING.search(text.lower())
    return text[: found.start()] if found and found.start() else text


def _says_nothing(piece: str) -> bool:
    """Whether it names guests, or says nothing of how it is played."""
    folded = fold(piece).strip()
    if not folded or GUEST.match(folded) or FEATURING.match(folded):
        return True
    suffix = read_suffix(folded)
    return not suffix.version.classes and not suffix.subtitle


def _without_accents(text: str) -> str:
    """Latin letters plain; those of other scripts stay what they are."""
    return "".join(map(_plain, text)).translate(_LETTERS)


def _plain(letter: str) -> str:
    if letter.isascii() or not unicodedata.name(letter, "").startswith("LATIN"):
        return letter
    parts = unicodedata.normalize("NFD", letter)
    return "".join(part for part in parts if not unicodedata.combining(part))


def _cut(text: str) -> str:
    if len(text) <= LONGEST:
        return text
    return text[: LONGEST + 1].rpartition(" ")[0] or text[:LONGEST]
