"""Who plays: names split, spelled the same way, and compared as sets."""

from dataclasses import dataclass, field, replace
from enum import StrEnum
import re

from rapidfuzz import fuzz

from .lexicon import FEATURING
from .normalise import fold, normalise, romanise, squash
from .remembering import remembered

# `Tyler, The Creator` is one name.
_ONE_NAME = re.compile(r"[^\W_]+, the [^\W_]+")
_SPLIT = re.compile(
    r"\s*[;\u2022\u3001/|]\s*|,\s*|\s+[&+x\u00d7]\s+"
    r"|\s+[(\[]?(?:and|und|et|y|con|with|vs\.?|versus|presents|pres\.?|meets|feat\.?"
    r"|ft\.?|featuring|starring|introducing|(?:a )?duet with|f/|w/|и)\s+",
)
# A name without any of these is one name, and nobody's imitation.
_LISTS = re.compile(
    r"[;,/|+&(\[\u2022\u3001\u00d7]"
    r"|\b(?:x|and|und|et|y|con|with|vs|versus|presents|pres|meets|feat|ft|featuring"
    r"|starring|introducing|и|karaoke|tribute|cover|famous|style|piano|tyme|sing|string"
    r"|baby|kidz|backing|hit|instrumental|lullab|ameritz|done|tributes|karaokes)"
)
VARIOUS = frozenset(
    {
        "variousartists",
        "various",
        "va",
        "varios",
        "variosartistas",
        "diverse",
        "verschiedene",
        "verschiedeneinterpreten",
        "artistidivers",
        "artistesdivers",
        "artistivari",
        "unknownartist",
        "unknown",
        "originalsoundtrack",
        "soundtrack",
        "ost",
        "originalcast",
        "разныеисполнители",
        "群星",
    }
)
"""Keys of names that say that nobody in particular plays."""

_IMITATES = re.compile(
    r"\b(?:karaoke\w*|tribute\w*|cover (?:band|crew|nation|all stars|guys|girls)"
    r"|as made famous|in the style of|piano dreamers|party tyme|sing along"
    r"|string quartet tribute|rockabye baby|kidz bop|backing tracks?"
    r"|the hit crew|instrumental all stars|lullab\w+|ameritz|done again)\b"
)


class Agreement(StrEnum):
    """How the artists of two tracks agree."""

    SAME = "same"
    PART = "part"
    """One side names some of the other's: a guest left out."""
    OTHER_GUEST = "other_guest"
    """Some in common, but each names somebody that the other does not."""
    ALIKE = "alike"
    """Spelled so alike that it may be a slip, or one is a longer form of the other."""
    UNKNOWN = "unknown"
    """One side does not say."""
    SCRIPT = "script"
    """Written in different scripts, so that nothing can be said."""
    DIFFERENT = "different"


@remembered(8192)
def key_of_name(name: str) -> str:
    """The key of a normalised name, the same in every script."""
    return squash(romanise(name))


@dataclass(frozen=True, slots=True)
class Artists:
    """Everybody on a track."""

    names: tuple[str, ...]
    """Normalised, each once, in the order in which they are named."""
    whole: str
    """The key of the name as it is written, unsplit: `crosbystillsandnash`."""
    text: str = ""
    """All that is written, normalised: a name that was split stands in it whole."""
    parted: tuple[str, ...] = ()
    """The two names that a name like `Tyler, The Creator` would be if it were two."""
    imitates: bool = False
    """Whether a name is that of those who play other people's songs."""
    keys: frozenset[str] = field(init=False)
    """Of the names."""

    def __post_init__(self) -> None:
        """Find the keys once: they are asked for often."""
        object.__setattr__(self, "keys", frozenset(map(key_of_name, self.names)))


NOBODY = Artists((), "")


@remembered(8192)
def read_artist(text: str) -> Artists:
    """Split what one field says: `Mark Ronson feat. Bruno Mars`."""
    folded = fold(text).strip()
    if not folded:
        return NOBODY
    if not _LISTS.search(folded):
        name = normalise(folded)
        return Artists((name,), key_of_name(name), name)
    main = FEATURING.split(folded, maxsplit=1)[0].strip(" ([,&") or folded
    whole = normalise(main)
    names = tuple(
        dict.fromkeys(
            name
            for piece in _SPLIT.split(folded)
            if (name := normalise(piece.strip(" ()[]")))
        )
    )
    parted = names if _ONE_NAME.fullmatch(folded) else ()
    return Artists(
        (whole,) if parted else names or (whole,),
        key_of_name(whole),
        normalise(folded),
        parted,
        bool(_IMITATES.search(folded)),
    )


@remembered(4096)
def read_artists(names: tuple[str, ...], guests: tuple[str, ...] = ()) -> Artists:
    """Everybody that a source names; one name of several is never taken apart.

    A single one may be a list in one field, as files write it.
    """
    if len(names) == 1:
        main = read_artist(names[0])
        listed = main.names
    else:
        listed = tuple(filter(None, map(normalise, names)))
        main = Artists(
            listed,
            key_of_name(" ".join(listed)),
            " ".join(listed),
            (),
            any(_IMITATES.search(name) for name in listed),
        )
    added = [name for guest in guests for name in read_artist(guest).names]
    return replace(main, names=tuple(dict.fromkeys([*listed, *added])))


def is_various(artists: Artists) -> bool:
    """Whether nobody in particular is named."""
    return not artists.names or artists.whole in VARIOUS


def compare(one: Artists, other: Artists) -> Agreement:
    """How two sets of artists agree; neither order nor spelling counts."""
    if is_various(one) or is_various(other):
        return Agreement.UNKNOWN
    first, second = one.keys, other.keys
    if first == second or one.whole == other.whole:
        # the unsplit name is the same: what one says more are guests
        extra_first, extra_second = (
            {key for key in more if key not in one.whole}
            for more in (first - second, second - first)
        )
        if not (extra_first and extra_second):
            return Agreement.PART if (extra_first or extra_second) else Agreement.SAME
    one, other = _regrouped(one, other), _regrouped(other, one)
    first, second = one.keys, other.keys
    common = first & second
    only_first, only_second = _aligned(one, other, common)
    if not common and len(only_first) == len(first) and len(only_second) == len(second):
        foreign = one.text.isascii() != other.text.isascii()
        return Agreement.SCRIPT if foreign else Agreement.DIFFERENT
    if not common:
        apart = {key_of_name(name) for name in (*one.parted, *other.parted)}
        two_others = bool(apart & (first | second)) and len(first | second) > 2
        return Agreement.OTHER_GUEST if two_others else Agreement.ALIKE
    if only_first and only_second:
        return Agreement.OTHER_GUEST
    return Agreement.PART if only_first or only_second else Agreement.SAME


def _regrouped(artists: Artists, like: Artists) -> Artists:
    """With names that were split put together again where the other side has them whole."""
    text = f" {artists.text} "
    names = list(artists.names)
    for whole in like.names:
        if " " in whole and whole not in names and f" {whole} " in text:
            names = [name for name in names if f" {name} " not in f" {whole} "]
            names.append(whole)
    if len(names) == len(artists.names):
        return artists
    return replace(artists, names=tuple(names))


def _aligned(
    one: Artists, other: Artists, common: frozenset[str]
) -> tuple[list[str], list[str]]:
    """Names that find no counterpart on the other side, slips of spelling allowed."""
    left = [name for name in one.names if key_of_name(name) not in common]
    right = [name for name in other.names if key_of_name(name) not in common]
    for name in tuple(left):
        match = next((rival for rival in right if alike(name, rival)), None)
        if match is not None:
            left.remove(name)
            right.remove(match)
    return left, right


@remembered(8192)
def alike(one: str, other: str) -> bool:
    """Whether two normalised names may be the same: a slip, or a longer form."""
    short, long = sorted((romanise(one), romanise(other)), key=len)
    if len(short) >= 5 and fuzz.ratio(short, long, score_cutoff=86):
        return True
    words = long.split()
    if len(words) < 2:
        return False
    fewer = short.split()
    if (
        len(fewer) == len(words)
        and len(fewer[0]) > 2
        and all(
            word.startswith(start) for word, start in zip(words, fewer, strict=True)
        )
    ):
        return True  # Lady A, Lady Antebellum
    if (
        len(fewer) == 1
        and short == "".join(word[0] for word in words)
        and len(short) > 2
    ):
        return True
    return len(short) >= 4 and (
        words[: len(fewer)] == fewer
        or words[-len(fewer) :] == fewer
        or (len(fewer) > 1 and set(fewer) <= set(words))
    )
