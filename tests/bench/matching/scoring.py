"""Counting what the matcher got right, kind by kind."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from custom_components.plex_sync.music.matching import Matcher
from custom_components.plex_sync.music.model import Band, SourceTrack

from .kinds import Case
from .tables import Pair, Track, base_of, same_recording

OUTSIDE = frozenset({"mb20k", "catalogue-youtube"})
"""Kinds whose truth is too uncertain to be held to."""
GUEST = "other-guest"


@dataclass(slots=True)
class Wrong:
    """A track that was accepted and is not the one."""

    kind: str
    wanted: Track
    taken: Track
    labelled: Track | None
    reason: str

    def __str__(self) -> str:
        """One line to read."""
        label = f"   not {_line(self.labelled)}" if self.labelled else ""
        return (
            f"{self.kind}: {_line(self.wanted)}   took {_line(self.taken)}"
            f" [{self.reason}]{label}"
        )


@dataclass(slots=True)
class Score:
    """The counts of one kind."""

    pairs: int = 0
    owned: int = 0
    accepted: int = 0
    right: int = 0
    right_with_review: int = 0
    accepted_not_owned: int = 0

    def as_json(self) -> dict[str, float | int | None]:
        """Counts and shares; a share of nothing is null."""
        return {
            "pairs": self.pairs,
            "owned": self.owned,
            "accepted": self.accepted,
            "precision": _share(self.right, self.accepted if self.owned else 0),
            "recall_accepted": _share(self.right, self.owned),
            "recall_with_review": _share(self.right_with_review, self.owned),
            "wrong_not_owned": _share(self.accepted_not_owned, self.pairs - self.owned),
        }


@dataclass(slots=True)
class Scores:
    """All kinds, and what was wrongly accepted."""

    kinds: dict[str, Score] = field(default_factory=lambda: defaultdict(Score))
    wrong: list[Wrong] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)

    def overall(self) -> dict[str, float | None]:
        """The mean over the certain kinds; another guest has a goal of its own."""
        rows = {
            kind: score.as_json()
            for kind, score in self.kinds.items()
            if kind not in OUTSIDE
        }
        means = {
            name: _mean(row[name] for row in rows.values())
            for name in ("precision", "recall_accepted", "recall_with_review")
        }
        means["wrong_not_owned"] = _mean(
            row["wrong_not_owned"] for kind, row in rows.items() if GUEST not in kind
        )
        return means


def score(
    matcher: Matcher,
    rows: Sequence[Track],
    pairs: Iterable[Pair],
    cases: Iterable[Case],
) -> Scores:
    """Match every case and compare with what is right."""
    groups: dict[str, set[str]] = defaultdict(set)
    for pair in pairs:
        groups[pair.group].add(pair.other.id)
    by_id = {row.id: row for row in rows}
    by_base: dict[str, list[Track]] = defaultdict(list)
    for row in rows:
        by_base[base_of(row.title)].append(row)
    scores = Scores()
    for case in cases:
        right = {
            row.id
            for like in filter(None, (case.wanted, case.labelled))
            for row in by_base[base_of(like.title)]
            if same_recording(like, row)
        }
        if case.labelled is not None:
            right.add(case.labelled.id)
        if case.group:
            right |= groups[case.group]
        if right and case.left_out:
            continue  # another row of the table is the same recording
        _count(scores, case, matcher, right, by_id)
    return scores


def source(track: Track) -> SourceTrack:
    """A wanted track as a file would give it."""
    return SourceTrack(
        uri=track.id,
        title=track.title,
        artists=(track.artist,) if track.artist else (),
        album=track.album,
        milliseconds=track.milliseconds,
        isrc=track.isrc or None,
    )


def _count(
    scores: Scores,
    case: Case,
    matcher: Matcher,
    right: set[str],
    by_id: dict[str, Track],
) -> None:
    match = matcher.match(source(case.wanted))
    score = scores.kinds[case.kind]
    score.pairs += 1
    is_right = match.track in right
    if right:
        score.owned += 1
        score.right_with_review += is_right
        if match.band is not Band.ACCEPT or not is_right:
            scores.missed.append(
                f"{case.kind}: {match.band.value} [{match.reason}]"
                f" {_line(case.wanted)}   is {_line(case.labelled)}"
            )
    if match.band is not Band.ACCEPT or match.track is None:
        return
    score.accepted += 1
    if is_right:
        score.right += 1
        return
    if not right:
        score.accepted_not_owned += 1
    scores.wrong.append(
        Wrong(case.kind, case.wanted, by_id[match.track], case.labelled, match.reason)
    )


def _line(track: Track | None) -> str:
    if track is None:
        return "another row"
    seconds = (
        "?" if track.milliseconds is None else f"{track.milliseconds / 1000:.0f} s"
    )
    return f"“{track.title}” by {track.artist} on {track.album or '?'} ({seconds})"


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 5) if whole else None


def _mean(values: Iterable[float | int | None]) -> float | None:
    known = [value for value in values if value is not None]
    return round(sum(known) / len(known), 5) if known else None
