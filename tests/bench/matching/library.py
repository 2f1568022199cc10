"""A library of 100,000: the other sides of all pairs, the table, and altered rows."""

from collections.abc import Iterator
from dataclasses import replace
import random

from .kinds import NEAR, VERSIONS, Derived
from .tables import Pair, Track, head_of

SIZE = 100_000


def library(
    table: list[Track], pairs: list[Pair], derived: Derived, seed: int
) -> list[Track]:
    """All rows, in an order of chance."""
    rows = [track for track in table if track.id not in derived.left_out]
    rows += [pair.other for pair in pairs]
    rows += derived.rows
    chance = random.Random(seed + 1)
    altered = _altered(rows[: len(table) - len(derived.left_out)], chance)
    rows += [next(altered) for _ in range(SIZE - len(rows))]
    chance.shuffle(rows)
    return rows


def _altered(table: list[Track], chance: random.Random) -> Iterator[Track]:
    """Rows like those of the table that are other recordings."""
    forms = [form for group in VERSIONS.values() for form in group]
    number = 0
    while True:
        track, other = chance.choice(table), chance.choice(table)
        first = track.artist.replace(";", ",").split(",")[0]
        another = other.artist.replace(";", ",").split(",")[0]
        words, more = head_of(track.title).split(), head_of(other.title).split()
        length = int((track.milliseconds or 200_000) * chance.uniform(0.7, 1.3))
        title, artist = chance.choice(
            (
                (" ".join([*words[: len(words) // 2 + 1], *more]), first),
                (track.title, other.artist),
                (f"{track.title} {chance.choice(more)}", f"{another} & {first} Band"),
                (
                    chance.choice(forms).format(t=track.title, a=another, o=first),
                    track.artist,
                ),
                (chance.choice(NEAR).format(t=other.title), track.artist),
            )
        )
        yield replace(
            track,
            id=f"f:{number}",
            title=title,
            artist=artist,
            album=other.album if chance.random() < 0.5 else track.album,
            milliseconds=length,
            isrc="",
        )
        number += 1
