"""Matching: how right it is on tracks with a known truth, and what it costs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
import json
import os
from pathlib import Path
import random
import subprocess
import sys
import tempfile
from typing import Any

from custom_components.plex_sync.music.matching import Index, Matcher
from custom_components.plex_sync.music.model import Band, LibraryTrack

from .matching.cost import write
from .matching.kinds import Case, derive
from .matching.library import library
from .matching.scoring import GUEST, OUTSIDE, Scores, score, source
from .matching.tables import Pair, Track, read_pairs, read_table

ROOT = Path(__file__).parent.parent.parent
SEED = 1
QUERIES = 10_000
READ = 40
GOALS = {
    "precision": 0.995,
    "recall_accepted": 0.965,
    "recall_with_review": 0.98,
}
MOST_WRONG = 0.003
MOST_OTHER_GUEST = 0.2
SECONDS = 8.0
TIMES_QUICKER = 8
MEGABYTES = 120


@dataclass(frozen=True, slots=True)
class World:
    """A library and what is looked for in it."""

    table: Sequence[Track]
    pairs: Sequence[Pair]
    rows: Sequence[Track]
    cases: Sequence[Case]
    suspect: int
    """How many pairs are left out because their label is marked as doubtful."""


def measure(*, small: bool) -> dict[str, Any]:
    """Match everything, and measure; what the document promises, and `wrong`."""
    world = build_world()
    scores = scores_of(world)
    cost = _cost(world, brute=5 if small else 100)
    return {
        "overall": scores.overall(),
        "kinds": {kind: each.as_json() for kind, each in scores.kinds.items()},
        "seconds": {name: cost[name] for name in ("index", "match", "brute_force")},
        "peak_mb": cost["peak_mb"],
        "wrong": _wrong(scores),
        "suspect_left_out": world.suspect,
        "seed": SEED,
    }


def scores_of(world: World) -> Scores:
    """What the matcher makes of all cases."""
    return score(_matcher(world), world.rows, world.pairs, world.cases)


def rows(document: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The lines of a table: the kinds, then all of them."""
    lines = [
        {"kind": f"({kind})" if kind in OUTSIDE else kind, **counts}
        for kind, counts in document["kinds"].items()
    ]
    empty = dict.fromkeys(lines[0], "")
    lines.append({**empty, "kind": "mean of the certain", **document["overall"]})
    return [
        {name: "" if value is None else value for name, value in line.items()}
        for line in lines
    ]


def notes(document: Mapping[str, Any]) -> list[str]:
    """What stands below the table."""
    spent = ", ".join(
        f"{name} {seconds} s" for name, seconds in document["seconds"].items()
    )
    return [
        *(f"wrong: {line}" for line in document["wrong"]),
        f"{document['suspect_left_out']} pairs with a label marked as suspect left out.",
        f"10,000 against 100,000: {spent}, {document['peak_mb']} MB at most.",
    ]


def beyond(document: Mapping[str, Any]) -> list[str]:
    """What misses its goal."""
    over = [
        f"{name} {document['overall'][name]} is below {goal}"
        for name, goal in GOALS.items()
        if document["overall"][name] < goal
    ]
    if document["overall"]["wrong_not_owned"] > MOST_WRONG:
        over.append("too many accepted where the wanted recording is not owned")
    if document["kinds"][GUEST]["wrong_not_owned"] > MOST_OTHER_GUEST:
        over.append("too many accepted with another guest")
    seconds = document["seconds"]
    spent = seconds["index"] + seconds["match"]
    if spent > SECONDS or spent * TIMES_QUICKER > seconds["brute_force"]:
        over.append(f"index and match took {spent:.1f} s")
    if document["peak_mb"] > MEGABYTES:
        over.append(f"{document['peak_mb']} MB of memory")
    return over


def sample(seed: int) -> list[str]:
    """Accepted pairs that are not the same by letters, drawn by chance, to be read."""
    world = build_world()
    matcher = _matcher(world)
    by_id = {row.id: row for row in world.rows}
    accepted: list[tuple[Track, Track, str]] = []
    for case in world.cases:
        match = matcher.match(source(case.wanted))
        if match.band is not Band.ACCEPT or not match.track or case.kind in OUTSIDE:
            continue
        taken = by_id[match.track]
        one, other = case.wanted, taken
        if _letters(one) != _letters(other):
            accepted.append((one, other, match.reason))
    drawn = random.Random(seed).sample(accepted, min(READ, len(accepted)))
    return [f"seed {seed}, {len(drawn)} of {len(accepted)}"] + [
        f"{_line(one)}  =  {_line(other)}  [{reason}]" for one, other, reason in drawn
    ]


def _letters(track: Track) -> tuple[str, str]:
    return track.title.casefold(), track.artist.casefold()


def build_world(seed: int = SEED) -> World:
    """The library and the cases; the same each time."""
    folder = _contracts()
    table, pairs = read_table(folder), read_pairs(folder)
    derived = derive(table, pairs, seed)
    sure = [pair for pair in pairs if not pair.suspect]
    cases = [
        Case(
            pair.kind,
            pair.wanted,
            pair.other if pair.same else None,
            pair.group if pair.same else "",
        )
        for pair in sure
    ]
    return World(
        table,
        pairs,
        library(table, pairs, derived, seed),
        [*cases, *derived.cases],
        len(pairs) - len(sure),
    )


def _matcher(world: World) -> Matcher:
    return Matcher(
        Index.build(
            LibraryTrack(
                key=row.id,
                rating_key=row.id,
                title=row.title,
                artist=row.artist,
                album=row.album,
                milliseconds=row.milliseconds,
                isrc=row.isrc or None,
            )
            for row in world.rows
        )
    )


def _cost(world: World, *, brute: int) -> dict[str, float]:
    """Seconds and megabytes, of a fresh process."""
    wanted = [case.wanted for case in world.cases] + list(world.table)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write(folder / "library.csv", [_cells(row) for row in world.rows])
        write(folder / "queries.csv", [_cells(row) for row in wanted[:QUERIES]])
        answer = subprocess.run(
            [
                sys.executable,
                "-m",
                "tests.bench.matching.cost",
                folder / "library.csv",
                folder / "queries.csv",
                str(brute),
            ],
            cwd=ROOT,
            check=True,
            capture_output=True,
            text=True,
        )
    cost: dict[str, float] = json.loads(answer.stdout)
    return cost


def _cells(track: Track) -> tuple[str, ...]:
    return (
        track.id,
        track.title,
        track.artist,
        track.album,
        str(track.milliseconds or ""),
        track.isrc,
    )


def _wrong(scores: Scores) -> list[str]:
    return [str(wrong) for wrong in scores.wrong if wrong.kind not in OUTSIDE]


def _line(track: Track) -> str:
    seconds = (
        "?" if track.milliseconds is None else f"{track.milliseconds / 1000:.0f} s"
    )
    return f"“{track.title}” by {track.artist} on {track.album or '?'} ({seconds})"


def _contracts() -> Path:
    root = os.environ.get("PLEX_SYNC_CONTRACTS") or ROOT.parent / "shared" / "contracts"
    folder = Path(root) / "music"
    if not folder.is_dir():
        raise SystemExit(
            f"{folder} is not there: PLEX_SYNC_CONTRACTS must name the folder with the"
            " tables of tracks and pairs."
        )
    return folder
