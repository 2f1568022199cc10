"""Kinds built from the table of tracks: the wanted version left out, or among several."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import combinations
import random

from rapidfuzz import fuzz

from .tables import Pair, Track, artists_of, base_of, same_recording, words_of

PER_KIND = 150

VERSIONS = {
    "live": (
        "{t} (Live)",
        "{t} - Live",
        "{t} - Live at Wembley 1986",
        "{t} [Live in Paris]",
        "{t} - Ao Vivo",
        "{t} (En Vivo)",
        "{t} (MTV Unplugged)",
        "{t} - BBC Session",
        "{t} (Live from Spotify London)",
        "{t} (ライブ)",
        "{t} - Live 1999",
    ),
    "remix": (
        "{t} - {a} Remix",
        "{t} ({a} Remix)",
        "{t} (Remix)",
        "{t} - {a} Club Mix",
        "{t} ({a} Rework)",
        "{t} [{a} Bootleg]",
        "{t} - {a} Dub",
        "{t} ({a} VIP Mix)",
    ),
    "acoustic": (
        "{t} - Acoustic",
        "{t} (Acoustic Version)",
        "{t} (Acústico)",
        "{t} (Stripped)",
        "{t} - Unplugged",
        "{t} (Piano Version)",
    ),
    "karaoke": (
        "{t} (Karaoke Version)",
        "{t} - Karaoke",
        "{t} (In the Style of {o}) [Karaoke Version]",
    ),
    "instrumental": (
        "{t} - Instrumental",
        "{t} (Instrumental Version)",
        "{t} [Instrumental]",
        "{t} (A Cappella)",
        "{t} (インストゥルメンタル)",
    ),
    "demo": ("{t} - Demo", "{t} (Demo Version)", "{t} [1994 Demo]", "{t} (Demo)"),
    "re-recording": (
        "{t} (Re-Recorded)",
        "{t} - Rerecorded Version",
        "{t} (2019 Version)",
        "{t} ({o}'s Version)",
        "{t} (Re-Recorded / Remastered)",
    ),
    "speed": ("{t} - Sped Up", "{t} (Slowed + Reverb)", "{t} (Nightcore)"),
}
NEAR = (
    "{t} Again",
    "{t} Tonight",
    "{t}, Pt. 2",
    "{t} II",
    "My {t}",
    "{t} Forever",
    "No {t}",
    "{t}s",
    "{t} Interlude",
    "{t} (Reprise)",
    "{t} Part Two",
    "{t} 2",
    "The {t} Song",
    "{t} and You",
)
COVERS = (
    ("{t} (Originally Performed by {o})", "Karaoke All Stars"),
    ("{t} ({o} Cover)", "{a}"),
    ("{t} (Tribute to {o})", "{o} Tribute Band"),
    ("{t} (Made Famous by {o})", "The Hit Crew"),
    ("{t} (Cover)", "{o}"),
    ("{t} - Cover Version", "{o}"),
    ("{t}", "{a}"),
    ("{t}", "Vitamin String Quartet"),
)


@dataclass(slots=True)
class Case:
    """A wanted track; its right rows are found once the library is whole."""

    kind: str
    wanted: Track
    labelled: Track | None = None
    group: str = ""

    @property
    def left_out(self) -> bool:
        """Whether the kind is about what is not in the library."""
        return self.kind.startswith("table:") or (
            self.wanted.id.startswith(("t:", "d:")) and self.labelled is None
        )


@dataclass(slots=True)
class Derived:
    """What the kinds need: rows to add, rows of the table to leave out, and cases."""

    rows: list[Track] = field(default_factory=list)
    left_out: set[str] = field(default_factory=set)
    cases: list[Case] = field(default_factory=list)


def derive(table: list[Track], pairs: list[Pair], seed: int) -> Derived:
    """Build all derived kinds; the same for the same seed."""
    in_pairs = {
        base_of(side.title) for pair in pairs for side in (pair.wanted, pair.other)
    }
    chance = random.Random(seed)
    derived = Derived()
    _from_pairs_in(table, derived, chance)
    plain = [
        track
        for track in table
        if track.id not in derived.left_out
        and track.milliseconds
        and base_of(track.title) not in in_pairs
        and not words_of(track.title)
        and 3 < len(track.title) < 40
        and "(" not in track.title
        and " - " not in track.title
    ]
    chance.shuffle(plain)
    stock = iter(plain)
    others = [track.artist for track in plain]
    for kind, forms in VERSIONS.items():
        for number in range(PER_KIND):
            _left_out(derived, kind, forms, next(stock), chance, others, number)
    for number in range(PER_KIND):
        _near(derived, next(stock), chance, number)
        _cover(derived, next(stock), chance, others, number)
        _same_title(derived, next(stock), chance, others, number)
    together = [track for track in stock if len(artists_of(track.artist)) > 1]
    for number, track in enumerate(together[:PER_KIND]):
        _other_guest(derived, track, chance, others, number)
    rest = [track for track in plain if track.id not in derived.left_out]
    for number, track in enumerate(chance.sample(rest, PER_KIND * 2)):
        _among_several(derived, track, chance, others, number)
    return derived


def _form(form: str, track: Track, other: str) -> str:
    first, another = (_first(artist) for artist in (track.artist, other))
    return form.format(t=track.title, a=another, o=first)


def _first(artist: str) -> str:
    return artist.replace(";", ",").partition(",")[0].strip()


def _length(track: Track, chance: random.Random) -> int:
    length = track.milliseconds or 200_000
    if chance.random() > 0.6:
        return length + chance.randint(-1500, 1500)
    return int(length * chance.choice((0.8, 0.9, 0.96, 1.04, 1.1, 1.25)))


def _left_out(
    derived: Derived,
    kind: str,
    forms: tuple[str, ...],
    track: Track,
    chance: random.Random,
    others: list[str],
    number: int,
) -> None:
    """Either the version is wanted and the studio's stays, or the other way round."""
    title = _form(forms[number % len(forms)], track, chance.choice(others))
    version = replace(
        track,
        id=f"d:{kind}:{number}",
        title=title,
        milliseconds=_length(track, chance),
        isrc="",
    )
    if chance.random() < 0.5:
        derived.cases.append(Case(f"{kind}-left-out", version))
        return
    derived.rows.append(version)
    derived.left_out.add(track.id)
    derived.cases.append(Case(f"{kind}-left-out", track))


def _near(derived: Derived, track: Track, chance: random.Random, number: int) -> None:
    title = _form(NEAR[number % len(NEAR)], track, "")
    derived.rows.append(
        replace(
            track,
            id=f"d:near:{number}",
            title=title,
            milliseconds=_length(track, chance),
            isrc="",
        )
    )
    derived.left_out.add(track.id)
    derived.cases.append(Case("near-title", track))


def _cover(
    derived: Derived,
    track: Track,
    chance: random.Random,
    others: list[str],
    number: int,
) -> None:
    title, artist = COVERS[number % len(COVERS)]
    other = chance.choice(others)
    derived.rows.append(
        replace(
            track,
            id=f"d:cover:{number}",
            title=_form(title, track, other),
            artist=_form(artist, track, other),
            milliseconds=_length(track, chance),
            isrc="",
            album=chance.choice((track.album, "Hits")),
        )
    )
    derived.left_out.add(track.id)
    derived.cases.append(Case("cover", track))


def _same_title(
    derived: Derived,
    track: Track,
    chance: random.Random,
    others: list[str],
    number: int,
) -> None:
    derived.rows.append(
        replace(
            track,
            id=f"d:same:{number}",
            artist=chance.choice(others),
            milliseconds=_length(track, chance),
            isrc="",
        )
    )
    derived.left_out.add(track.id)
    derived.cases.append(Case("same-title-other-artist", track))


def _other_guest(
    derived: Derived,
    track: Track,
    chance: random.Random,
    others: list[str],
    number: int,
) -> None:
    """The guest is another, or left out, or the partner of a duet is another."""
    names = [name.strip() for name in track.artist.replace(";", ",").split(",")]
    other = chance.choice(others).replace(";", ",").split(",")[0]
    artist, title = {
        0: (f"{names[0]}, {other}", f"{track.title} (feat. {other})"),
        1: (f"{names[0]}, {other}", track.title),
        2: (names[0], f"{track.title} (feat. {other})"),
        3: (names[0], track.title),
    }[number % 4]
    derived.rows.append(
        replace(
            track,
            id=f"d:guest:{number}",
            title=title,
            artist=artist,
            isrc="",
            milliseconds=_length(track, chance) + (4000 if number % 4 == 3 else 0),
        )
    )
    derived.left_out.add(track.id)
    derived.cases.append(Case("other-guest", track))


def _among_several(
    derived: Derived,
    track: Track,
    chance: random.Random,
    others: list[str],
    number: int,
) -> None:
    """The studio's recording and some versions are all there; one is wanted."""
    kinds = chance.sample(sorted(VERSIONS), 3)
    versions = [
        replace(
            track,
            id=f"d:several:{number}:{kind}",
            isrc="",
            title=_form(chance.choice(VERSIONS[kind]), track, chance.choice(others)),
            milliseconds=_length(track, chance),
            album=chance.choice((track.album, "Collection")),
        )
        for kind in kinds
    ]
    derived.rows += versions
    labelled = chance.choice([track, track, *versions])
    milliseconds = (labelled.milliseconds or 0) + chance.randint(-900, 900)
    wanted = replace(labelled, id=f"q:{number}", milliseconds=milliseconds)
    derived.cases.append(Case("among-several", wanted, labelled))


def _from_pairs_in(table: list[Track], derived: Derived, chance: random.Random) -> None:
    """What the table itself holds: versions, near titles, namesakes, other guests."""
    for kind, one, other in _real_pairs(table):
        wanted, stays = (one, other) if chance.random() < 0.5 else (other, one)
        if wanted.id in derived.left_out or stays.id in derived.left_out:
            continue
        derived.left_out.add(wanted.id)
        derived.cases.append(Case(f"table:{kind}", wanted))


def _real_pairs(table: list[Track]) -> Iterator[tuple[str, Track, Track]]:
    by_base: dict[str, list[Track]] = defaultdict(list)
    by_artist: dict[str, list[Track]] = defaultdict(list)
    for track in table:
        if track.milliseconds:
            by_base[base_of(track.title)].append(track)
            for name in artists_of(track.artist):
                by_artist[name].append(track)
    for group in by_base.values():
        for one, other in combinations(group[:6], 2):
            kind = _relation(one, other)
            if kind:
                yield kind, one, other
    for group in by_artist.values():
        for one, other in combinations(group[:40], 2):
            first, second = base_of(one.title), base_of(other.title)
            if first != second and len(first) > 3 and fuzz.ratio(first, second) >= 75:
                # equally long, it may well be the same, misspelled
                if not _equally_long(one, other):
                    yield "near-title", one, other


def _equally_long(one: Track, other: Track) -> bool:
    return abs((one.milliseconds or 0) - (other.milliseconds or 0)) <= 3000


def _relation(one: Track, other: Track) -> str:
    first, second = artists_of(one.artist), artists_of(other.artist)
    if same_recording(one, other):
        return ""
    if not first & second:
        return "same-title"
    if words_of(one.title) != words_of(other.title):
        return "" if _equally_long(one, other) else "other-version"
    if first != second:
        return "" if _equally_long(one, other) else "other-guest"
    return ""
