"""Text as it is compared: folded letters, words, keys; pure and the same when done twice."""

import re
import unicodedata

from anyascii import anyascii

from .remembering import remembered

# Letters that no decomposition reaches.
_LETTERS = str.maketrans(
    {
        "æ": "ae",
        "œ": "oe",
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "ħ": "h",
        "ŧ": "t",
        "ı": "i",
        "ŋ": "ng",
        "ƒ": "f",
        "ſ": "s",
    }
)
# Marks that sit on letters of Latin, Greek, Cyrillic, Hebrew and Arabic, and may be
# left out in writing; those of other scripts carry sound and stay.
_MARKS = re.compile(
    "[\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670]"
)
_APOSTROPHES = re.compile("[\u0027\u0060\u00b4\u02bb\u02bc\u2018\u2019\u201b\u2032]")
# `$` and the like inside a word stand for a letter: P!nk, A$AP, Ke$ha.
_STYLISED = re.compile(r"\$(?=[^\W\d_])|(?<=[^\W\d_])\$|(?<=[^\W\d_])[!@](?=[^\W\d_])")
_STYLES = {"$": "s", "!": "i", "@": "a"}
_DOTTED = re.compile(r"(?<![^\W_])((?:[^\W\d_]\.){2,}[^\W\d_]?)(?![^\W_])")
# Vowel signs of Indic and Southeast Asian scripts and voicing marks of kana are no
# letters to `\w`, but without them words would fall apart and look alike.
_SIGNS = (
    "\u0900-\u0963\u0966-\u0dff\u0e31-\u0e4e\u0eb1-\u0ecd\u0f71-\u0fbc"
    "\u102b-\u109d\u1712-\u1cff\u3099\u309a\ua802-\uabed"
)
_WORDS = re.compile(rf"[&+]|(?:[^\W_]|[{_SIGNS}])+")
_AND = frozenset({"&", "+", "n", "und", "et", "y", "och", "og", "и"})
ARTICLES = frozenset({"the", "a", "an"})
_PLAIN = re.compile(r"[a-z0-9 ]*\Z")


def fold(text: str) -> str:
    """Case, accents and widths gone; punctuation stays."""
    if text.isascii():
        return text.lower()
    text = unicodedata.normalize("NFKC", text).casefold()
    text = unicodedata.normalize("NFKD", text)
    text = _MARKS.sub("", text).translate(_LETTERS)
    return unicodedata.normalize("NFC", text)


def words_of(text: str) -> list[str]:
    """The words of a text in the form that is compared; `and` for its many spellings.

    Empty where the text holds no letter and no digit.
    """
    return folded_words(fold(text))


def folded_words(text: str) -> list[str]:
    """The same of text that is folded already."""
    if _PLAIN.match(text):
        words = text.split()
    else:
        text = _STYLISED.sub(lambda found: _STYLES[found[0]], text)
        text = _APOSTROPHES.sub("", text)
        text = _DOTTED.sub(lambda found: found[1].replace(".", ""), text)
        words = _WORDS.findall(text)
    if len(words) < 2:
        return [] if words in (["&"], ["+"]) else words
    last = len(words) - 1
    return [
        "and" if word in _AND and 0 < place < last else word
        for place, word in enumerate(words)
        if word not in "&+" or 0 < place < last
    ]


def normalise(text: str) -> str:
    """The words of a text, a space between them.

    Text of nothing but signs (`???`, `÷`) stands for itself, so that it is never empty
    unless there is nothing to see.
    """
    return " ".join(words_of(text)) or "".join(
        unicodedata.normalize("NFKC", text).casefold().split()
    )


def squash(normalised: str) -> str:
    """Without spaces and a leading article: `ac dc` is `acdc`, `the cure` is `cure`."""
    first, _, rest = normalised.partition(" ")
    if first in ARTICLES and rest:
        return rest.replace(" ", "")
    return normalised.replace(" ", "")


@remembered(4096)
def romanise(normalised: str) -> str:
    """Text of any script in Latin letters; the same text where it is Latin already."""
    if normalised.isascii():
        return normalised
    return normalise(anyascii(normalised)) or normalised
