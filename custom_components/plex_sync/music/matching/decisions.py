"""What the user has settled about a track, before anything is looked up."""

from collections.abc import Sequence
from dataclasses import dataclass

from ..model import Band, Candidate, Decision, Match, ThingKey, VerdictKind
from .index import Index
from .reasons import Reason, Step


@dataclass(frozen=True, slots=True)
class Settled:
    """The match, or what must not be taken."""

    match: Match | None
    refused: frozenset[ThingKey] = frozenset()
    gone: bool = False
    """Whether the track that the user chose is not in the library any more."""


def settle(decisions: Decision | Sequence[Decision] | None, index: Index) -> Settled:
    """What decisions leave to do; the first that settles the track counts."""
    if isinstance(decisions, Decision):
        decisions = (decisions,)
    refused: set[ThingKey] = set()
    for decision in decisions or ():
        match decision.kind:
            case VerdictKind.NEVER:
                return Settled(missing(Reason.NEVER, Step.DECISION))
            case VerdictKind.NOT_THIS:
                refused.update(decision.tracks)
            case VerdictKind.THIS:
                owned = [key for key in decision.tracks if index.find_key(key)]
                taken = next((key for key in owned if key not in refused), None)
                if taken is not None:
                    return Settled(_decided(taken))
                if not owned:
                    return Settled(None, frozenset(refused), gone=True)
    return Settled(None, frozenset(refused))


def missing(reason: Reason, step: Step = Step.NONE) -> Match:
    """A match that there is none, and why."""
    return Match(
        band=Band.MISSING, track=None, confidence=0.0, step=step, reason=reason
    )


def _decided(track: ThingKey) -> Match:
    return Match(
        band=Band.ACCEPT,
        track=track,
        confidence=1.0,
        step=Step.DECISION,
        reason=Reason.DECIDED,
        candidates=(Candidate(track=track, confidence=1.0, reason=Reason.DECIDED),),
    )
