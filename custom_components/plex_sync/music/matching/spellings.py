"""Other ways to write the same title: numbers in digits, ü as ue, letters starred out."""

import re
import unicodedata

from .lexicon import NUMBER_WORDS
from .normalise import fold, folded_words, squash

_EXPANDED = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa", "æ": "ae"}
)
_UMLAUT = re.compile("[äöüøåæ]", re.IGNORECASE)
_NUMBER = re.compile(rf"\b(?:{'|'.join(NUMBER_WORDS)})\b")
_STARRED = re.compile(r"[^\W_]\*|\*[^\W_]")
_STARS = re.compile(r"\*+")


def other_keys(title: str, base: str) -> frozenset[str]:
    """The keys of other spellings of a title; `base` is its normalised head."""
    keys = set()
    if _NUMBER.search(base) and " " in base:
        digits = (NUMBER_WORDS.get(word, word) for word in base.split())
        keys.add(squash(" ".join(digits)))
    if not title.isascii():
        composed = unicodedata.normalize("NFC", title)
        if _UMLAUT.search(composed):
            words = folded_words(fold(composed.casefold().translate(_EXPANDED)))
            keys.add(squash(" ".join(words[: len(base.split())])))
    return frozenset(keys)


def mask_of(folded: str) -> str:
    """A pattern of what a title with starred letters may be; empty without any."""
    if not _STARRED.search(folded):
        return ""
    return " ".join(
        _mask(word) if _STARRED.search(word) else " ".join(folded_words(word))
        for word in folded.split()
    )


def _mask(word: str) -> str:
    """`f**k` is f, one to four letters, k: the stars are seldom counted."""
    parts = (re.sub(r"[\W_]", "", part) for part in _STARS.split(word))
    letters = max(map(len, _STARS.findall(word))) + 2
    return f"[^\\W\\d_]{{1,{letters}}}".join(parts)


def fits(mask: str, base: str) -> bool:
    """Whether a starred title may be this one."""
    return bool(mask) and re.fullmatch(mask, base) is not None
