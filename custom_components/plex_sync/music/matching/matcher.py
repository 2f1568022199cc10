"""The ladder: a decision, an id, the same title, an alike one, or missing."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from ..model import Band, Candidate, Decision, Match, Preference, SourceTrack
from .artists import VARIOUS, Agreement, compare, read_artist, read_artists
from .choice import rank
from .decisions import missing, settle
from .explanation import Explanation, Rung
from .index import Index, Row
from .judging import Judgement, Wanted, judge
from .reasons import Reason, Step
from .titles import keys_from, read_title, with_artist
from .witnesses import Likeness, Versions, same_album

_SHOWN = 5
_WORTH_SHOWING = 0.4


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """From which confidence on a match is taken, and offered."""

    accept: float = 0.88
    review: float = 0.70


class Matcher:
    """Finds wanted tracks in one library; the same answer each time."""

    def __init__(
        self,
        index: Index,
        preference: Preference | None = None,
        thresholds: Thresholds | None = None,
    ) -> None:
        """Match against an index."""
        self._index = index
        self._preference = preference or Preference()
        self._thresholds = thresholds or Thresholds()

    def match(
        self,
        source: SourceTrack,
        decisions: Decision | Sequence[Decision] | None = None,
    ) -> Match:
        """What a source track is in the library.

        The first decision that settles it counts: give the nearer one first.
        """
        word = settle(decisions, self._index)
        if word.match is not None:
            return word.match
        found = self._search(source, lambda row: row.key not in word.refused)
        return _after_loss(found) if word.gone else found

    def match_on_album(self, source: SourceTrack) -> Match:
        """The same among the tracks of the source's own album, any edition of it."""
        return self._search(source, lambda row: same_album(source.album, row.album))

    def explain(
        self,
        source: SourceTrack,
        decisions: Decision | Sequence[Decision] | None = None,
    ) -> Explanation:
        """The match, how the title was read, and what each rung of the ladder found."""
        wanted = _read(source)
        word = settle(decisions, self._index)
        rungs = [
            Rung(step, tuple(map(_candidate, self._sorted(found, wanted)[:_SHOWN])))
            for step, found in self._climb(
                source, wanted, lambda row: row.key not in word.refused
            )
        ]
        return Explanation(
            match=self.match(source, decisions),
            title=wanted.title.base,
            subtitles=wanted.title.subtitles,
            versions=tuple(sorted(wanted.title.version.classes)),
            artists=wanted.artists.names,
            rungs=tuple(rungs),
        )

    def _search(self, source: SourceTrack, allowed: Callable[[Row], bool]) -> Match:
        wanted = _read(source)
        if not wanted.title.key:
            return missing(Reason.NO_TITLE)
        found: list[Judgement] = []
        first: Judgement | None = None
        deciding = Step.NONE
        for step, judgements in self._climb(source, wanted, allowed):
            found += judgements
            best = min(
                found, key=lambda one: rank(one, wanted, self._preference), default=None
            )
            if best is not None and best is not first:
                first, deciding = best, step
            if best is not None and best.confidence >= self._thresholds.accept:
                break
        if first is None or not first.confidence:
            return missing(Reason.NOTHING_SIMILAR)
        band = self._band(first.confidence)
        return Match(
            band=band,
            track=None if band is Band.MISSING else first.row.key,
            confidence=first.confidence,
            step=Step.NONE if band is Band.MISSING else deciding,
            reason=first.reason,
            candidates=tuple(
                _candidate(one)
                for one in self._sorted(found, wanted)[:_SHOWN]
                if one.confidence >= _WORTH_SHOWING
            ),
        )

    def _climb(
        self, source: SourceTrack, wanted: Wanted, allowed: Callable[[Row], bool]
    ) -> Iterator[tuple[Step, list[Judgement]]]:
        """What each rung finds that those before it did not."""
        seen: set[int] = set()
        for step, look in (
            (Step.ISRC, self._by_isrc),
            (Step.EXACT, self._by_title),
            (Step.FUZZY, self._by_artist),
        ):
            found = [
                judgement
                for judgement in look(source, wanted, seen)
                if allowed(judgement.row)
            ]
            seen.update(judgement.row.number for judgement in found)
            yield step, found

    def _sorted(self, found: Iterable[Judgement], wanted: Wanted) -> list[Judgement]:
        return sorted(found, key=lambda one: rank(one, wanted, self._preference))

    def _band(self, confidence: float) -> Band:
        if confidence >= self._thresholds.accept:
            return Band.ACCEPT
        return Band.REVIEW if confidence >= self._thresholds.review else Band.MISSING

    def _by_isrc(
        self, source: SourceTrack, wanted: Wanted, seen: Collection[int]
    ) -> Iterable[Judgement]:
        for number in self._index.find_isrc(source.isrc or ""):
            yield _with_isrc(judge(wanted, self._index.row(number)))

    def _by_title(
        self, source: SourceTrack, wanted: Wanted, seen: Collection[int]
    ) -> Iterable[Judgement]:
        keys = keys_from(wanted.title, " ".join(source.artists))
        others: dict[str, bool] = {}
        for number in self._index.find_titles(keys):
            if number in seen:
                continue
            artist, of_track, album, names_guest = self._index.credits(number)
            if artist not in others:
                agreement = compare(wanted.artists, read_artist(artist))
                others[artist] = agreement is Agreement.DIFFERENT
            # another's song of the same name, unless ours is its guest
            if others[artist] and not (
                of_track or names_guest or same_album(wanted.album, album)
            ):
                continue
            yield judge(wanted, self._index.row(number))

    def _by_artist(
        self, source: SourceTrack, wanted: Wanted, seen: Collection[int]
    ) -> Iterable[Judgement]:
        keys = {wanted.artists.whole, *wanted.artists.keys} - VARIOUS
        title = wanted.title.key
        for number, key in self._index.find_artists(keys):
            if number not in seen and fuzz.ratio(title, key, score_cutoff=70):
                yield judge(wanted, self._index.row(number))


def _read(source: SourceTrack) -> Wanted:
    name, artist = with_artist(source.title, " ".join(source.artists))
    title = read_title(name)
    artists = source.artists if any(source.artists) else (artist,)
    return Wanted(
        title,
        read_artists(artists, title.guests),
        source.album,
        source.milliseconds,
        source.explicit,
    )


def _with_isrc(judgement: Judgement) -> Judgement:
    """An ISRC names a recording, unless title or length say that it was mistyped."""
    fits = judgement.seconds is None or judgement.seconds <= 8
    known = (
        judgement.title is not Likeness.DIFFERENT
        and judgement.artists is not Agreement.DIFFERENT
    )
    if fits and known and judgement.versions is not Versions.OTHER:
        return replace(judgement, confidence=0.99, reason=Reason.SAME_ISRC)
    return replace(
        judgement,
        confidence=min(max(judgement.confidence, 0.72), 0.8),
        reason=Reason.ISRC_OF_OTHER_TITLE,
    )


def _candidate(judgement: Judgement) -> Candidate:
    return Candidate(
        track=judgement.row.key,
        confidence=judgement.confidence,
        reason=judgement.reason,
        details=judgement.details(),
    )


def _after_loss(found: Match) -> Match:
    """The track that was decided on is gone: what is found instead is only offered."""
    return replace(
        found,
        band=Band.MISSING if found.band is Band.MISSING else Band.REVIEW,
        reason=Reason.DECIDED_TRACK_GONE,
    )
