"""The three-way merge of a playlist, occurrence by occurrence of its source. Pure.

What is remembered of a sync is which library track stood for which occurrence of the
source, and under which rating key. With that, three things can be told apart that look
the same in a list of tracks: the user took a track out; its file went away; another
library track stands for it now.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from ..sync.model import JsonValue, SubjectKey
from ..sync.sequence import merge_sequence
from .items import Mode
from .model import ThingKey

_APART: Final = "\x1f"
_TAKEN_OUT: Final = "-"

type RatingKeyOf = Callable[[ThingKey], str | None]
"""The rating key under which the library has a track today; `None`: it is not there."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """One occurrence of the source, in its order."""

    subject: SubjectKey
    track: ThingKey | None
    """The library track that stands for it; `None`: none does."""
    chosen: bool = False
    """Whether the user said so: it comes back even if it was taken out before."""


@dataclass(frozen=True, slots=True)
class Placed:
    """What is remembered of one occurrence."""

    track: ThingKey
    rating_key: str
    """Under which it was put into the playlist; empty: the user has taken it out."""

    @property
    def taken_out(self) -> bool:
        """Whether the user does not want it in the playlist."""
        return not self.rating_key


type Placement = dict[SubjectKey, Placed]


@dataclass(frozen=True, slots=True)
class MergedPlaylist:
    """What a playlist should hold, and what to remember of it."""

    tracks: Sequence[ThingKey]
    placement: Placement


def merge_playlist(
    was: Placement,
    wanted: Sequence[Wanted],
    found: Sequence[ThingKey],
    rating_key_of: RatingKeyOf,
    mode: Mode = Mode.KEEP_EDITS,
    lacking: Collection[ThingKey] = (),
) -> MergedPlaylist:
    """Join what the source and the user did to a playlist since it was settled.

    Args:
        was: what was remembered when the playlist was last settled, in its order.
        wanted: the occurrences of the source of now, in its order.
        found: the library tracks in the playlist of now; `()` for one not there yet.
        rating_key_of: the library of now.
        mode: how far the playlist follows its source.
        lacking: what was sent and never stood in it, so that nobody took it out.
    """
    names = _named(was, wanted, found)
    standing = dict(zip(names, found, strict=True))
    held = _held(was, wanted, standing, rating_key_of)
    if mode is Mode.MIRROR:
        return MergedPlaylist([placed.track for placed in held.values()], held)
    out = _taken_out(was, wanted, standing, rating_key_of, lacking)
    asked = [subject for subject in held if subject not in out]
    if mode is Mode.APPEND:
        order = [*names, *(subject for subject in asked if subject not in standing)]
    else:
        order = merge_sequence(_settled(was, asked, standing), asked, names)
    tracks = standing | {subject: placed.track for subject, placed in held.items()}
    return MergedPlaylist(
        [tracks[name] for name in order],
        {
            want.subject: out.get(want.subject) or held[want.subject]
            for want in wanted
            if want.subject in out or want.subject in held
        },
    )


def _held(
    was: Placement,
    wanted: Sequence[Wanted],
    standing: Mapping[str, ThingKey],
    rating_key_of: RatingKeyOf,
) -> dict[SubjectKey, Placed]:
    """What the playlist can hold of what the source asks for.

    A track that the library does not show just now and the playlist does stays there.
    """
    held = {}
    for subject, track in ((want.subject, want.track) for want in wanted):
        if track is None:
            continue
        key = rating_key_of(track)
        if key is None and standing.get(subject) == track and subject in was:
            key = was[subject].rating_key
        if key is not None:
            held[subject] = Placed(track, key)
    return held


def _taken_out(
    was: Placement,
    wanted: Sequence[Wanted],
    standing: Mapping[str, ThingKey],
    rating_key_of: RatingKeyOf,
    lacking: Collection[ThingKey],
) -> dict[SubjectKey, Placed]:
    """What the user does not want in the playlist any more.

    A file that went away takes its track out of playlists, too; back again, it has
    another rating key.
    """
    out = {}
    for want in wanted:
        placed = was.get(want.subject)
        if placed is None or want.subject in standing:
            continue
        if want.chosen and want.track != placed.track:
            continue
        arrived = placed.track not in lacking and want.track not in lacking
        is_there = arrived and rating_key_of(placed.track) == placed.rating_key
        if placed.taken_out or is_there:
            out[want.subject] = Placed(placed.track, "")
    return out


def _named(
    was: Placement, wanted: Sequence[Wanted], found: Sequence[ThingKey]
) -> list[str]:
    """Say which occurrence each track of a playlist stands for; else it is the user's.

    What was put there for an occurrence stands for it first; what the source asks for
    now and the user has put there already need not be put there twice.
    """
    # From the back, so that the first claim of a track is the last of its list.
    claims: dict[ThingKey, list[str]] = defaultdict(list)
    for want in reversed(wanted):
        if want.track is not None and want.subject not in was:
            claims[want.track].append(want.subject)
    for subject in reversed(was):
        if not was[subject].taken_out:
            claims[was[subject].track].append(subject)
    counts: dict[ThingKey, int] = defaultdict(int)
    names = []
    for track in found:
        if claims.get(track):
            names.append(claims[track].pop())
        else:
            counts[track] += 1
            names.append(f"{_APART}{track}{_APART}{counts[track]}")
    return names


def _settled(
    was: Placement, asked: Sequence[str], standing: Mapping[str, ThingKey]
) -> list[str]:
    """The third side of the merge: what was settled, and what stands there unasked.

    An occurrence that the user had put there first is settled where the source has it:
    if it stands elsewhere, that is where the user wants it.
    """
    settled = [subject for subject in was if subject in standing]
    known = set(settled)
    following: dict[str, list[str]] = defaultdict(list)
    last = ""
    for subject in asked:
        if subject in known:
            last = subject
        elif subject in standing:
            following[last].append(subject)
    return following[""] + [
        each for subject in settled for each in (subject, *following[subject])
    ]


def pack(placement: Placement) -> list[str]:
    """Write down a placement as a list of short texts, each of which lasts."""
    return [
        f"{subject}{_APART}{placed.track}{_APART}{placed.rating_key or _TAKEN_OUT}"
        for subject, placed in placement.items()
    ]


def unpack(value: JsonValue) -> dict[SubjectKey, Placed]:
    """Read a placement; what is no part of one (a restored list) says nothing."""
    if not isinstance(value, Sequence) or isinstance(value, str):
        return {}
    placement = {}
    for line in value:
        parts = str(line).split(_APART)
        if len(parts) == len(("subject", "track", "rating key")):
            subject, track, key = parts
            placement[subject] = Placed(track, "" if key == _TAKEN_OUT else key)
    return placement
