"""What is asked of playlists, and which tracks found no way there. Pure."""

from collections import Counter
from dataclasses import replace
from typing import Final

from ..plex.playlists import fitting
from ..sync.model import (
    Base,
    Context,
    Coverage,
    JsonObject,
    JsonValue,
    Policy,
    Problem,
    ProblemKind,
    Proposal,
    Proposals,
    SubjectKey,
    Wish,
)
from ..sync.values import fingerprint
from .decisions import decisions_on
from .items import Mode, track_subject
from .merge import MergedPlaylist, Wanted, merge_playlist, pack, unpack
from .model import Band, Match, SourceTrack, VerdictKind, track_keys
from .naming import item_subject, links_of, picture_of, title_of, track_of
from .offers import Offer
from .snapshot import Looked, Refusal, Snapshot
from .standing import memory_of, notes_of

SHOWN_CANDIDATES: Final = 5
ON_OTHER_ALBUM: Final = "on_other_album"
"""Why a track of an album is missing that the library has, only not there."""
TRACK_ARRIVED: Final = "track_arrived"
"""The rule by which a track comes into a playlist that was asked for and has come."""
_RULES: Final = {
    Mode.MIRROR: "playlist_mirror",
    Mode.KEEP_EDITS: "playlist_keep_edits",
    Mode.APPEND: "playlist_append",
}


def propose(snapshot: Snapshot, context: Context) -> Proposals:
    """Ask for each playlist, and name the tracks that are missing or unsure."""
    proposals: list[Proposal] = []
    problems: list[Problem] = [_refusal(refusal) for refusal in snapshot.refused]
    memory: dict[SubjectKey, JsonObject] = dict(snapshot.unchanged)
    for looked in snapshot.looked:
        item = looked.item
        lines = _Lines(looked, snapshot, context)
        problems += lines.problems
        if (offer := snapshot.offers.get(item.key)) is not None:
            problems.append(_offered(looked, offer))
        elif item.writes:
            proposals.append(_proposal(looked, lines, snapshot, context))
        memory[item.key] = memory_of(looked, snapshot, context)
    keys = [looked.item.key for looked in snapshot.looked]
    return Proposals(
        proposals=proposals,
        problems=problems,
        coverage=Coverage(subjects=frozenset(keys), groups=frozenset(keys)),
        memory=memory,
        library_size=snapshot.library_size,
        notes=notes_of(snapshot, memory),
        notices=snapshot.notices,
    )


class _Lines:
    """What planning needs of the tracks of an item, gone through once."""

    def __init__(self, looked: Looked, snapshot: Snapshot, context: Context) -> None:
        """Give each track its name, equal ones by their occurrence."""
        self.problems: list[Problem] = []
        self.wanted: list[Wanted] = []
        """What stands for each of them by what was found, or by the user's word."""
        self.decided: set[SubjectKey] = set()
        self.arrived: dict[str, JsonValue] = {}
        """Which tracks come in because they were asked for, and who has brought them."""
        item, seen = looked.item.key, Counter[str]()
        pairs = zip(looked.tracks, looked.matches, strict=True)
        for place, (track, match) in enumerate(pairs):
            key = track_subject(item, track.uri, seen[track.uri])
            seen[track.uri] += 1
            decided = decisions_on(context.decisions, item, track.uri)
            if decided:
                self.decided.add(key)
            taken = match.track if match.band is Band.ACCEPT else None
            chosen = any(each.kind is VerdictKind.THIS for each in decided)
            self.wanted.append(Wanted(key, taken, chosen))
            by = snapshot.arrived.get(track.uri)
            if taken is not None and by is not None:
                self.arrived[taken] = {"rule": TRACK_ARRIVED, "arrived_by": by}
            problem = _problem(looked, key, track, match, place)
            if problem is not None:
                self.problems.append(problem)


def _proposal(
    looked: Looked, lines: _Lines, snapshot: Snapshot, context: Context
) -> Proposal:
    """Ask for the playlist of an item: its tracks, title, summary and picture."""
    item, head = looked.item, looked.head
    base = context.bases.get(item.key)
    merged = _merged(looked, lines, base, snapshot, context)
    rule = _RULES[item.mode]
    wishes = {
        "tracks": Wish(
            value=list(merged.tracks),
            policy=Policy.EXACT,
            rule=rule,
            evidence=lines.arrived,
            meaning=pack(merged.placement) or None,
        ),
        "title": Wish(
            value=fitting(title_of(item, head)), policy=Policy.MIRROR, rule="title"
        ),
        "summary": Wish(
            value=fitting(head.summary), policy=Policy.MIRROR, rule="summary"
        ),
    }
    if item.poster and head.picture:
        settled = base.asked.get("poster") if base is not None else None
        # Another picture at the source takes the place of the user's, unless pinned.
        policy = Policy.MIRROR if settled == head.picture else Policy.EXACT
        wishes["poster"] = Wish(value=head.picture, policy=policy, rule="poster")
    return Proposal(
        target=item.key,
        title=title_of(item, head),
        subjects=[item_subject(item, head)],
        wishes=wishes,
        facts=_facts(looked, lines),
        # Plex makes no playlist without a track in it.
        creates=bool(merged.tracks),
        picture=picture_of(head.picture),
        links=links_of(item, head),
    )


def _merged(
    looked: Looked,
    lines: _Lines,
    base: Base | None,
    snapshot: Snapshot,
    context: Context,
) -> MergedPlaylist:
    """Join the source with what the user did to the playlist."""
    item = looked.item
    was = {
        key: replace(placed, track=snapshot.renamed.get(placed.track, placed.track))
        for key, placed in unpack(base.asked.get("tracks") if base else None).items()
    }
    state = snapshot.playlists.get(item.key) or {}
    # Once settled it stands until something surer comes, or the user's word.
    wanted = [
        replace(want, track=was[want.subject].track)
        if want.track is None
        and want.subject in was
        and want.subject not in lines.decided
        else want
        for want in lines.wanted
    ]
    return merge_playlist(
        was,
        wanted,
        track_keys(state.get("tracks")),
        snapshot.rating_keys.get,
        item.mode,
        snapshot.lacking.get(item.key, frozenset()),
    )


def _facts(looked: Looked, lines: _Lines) -> str:
    """Fingerprint what the source says and what was found for it."""
    item, head = looked.item, looked.head
    return fingerprint(
        [[want.subject, want.track] for want in lines.wanted],
        item.mode,
        title_of(item, head),
        head.summary,
        head.picture,
    )


def _problem(
    looked: Looked, key: SubjectKey, track: SourceTrack, match: Match, place: int
) -> Problem | None:
    """A track that is missing, or whose match the user should look at."""
    lacks = place in looked.lacking
    if match.step == "decision" or (match.band is Band.ACCEPT and not lacks):
        return None
    is_elsewhere = lacks and match.band is not Band.MISSING
    is_review = match.band is Band.REVIEW and not lacks
    return Problem(
        subject=track_of(looked.item, key, track, looked.head),
        kind=ProblemKind.REVIEW if is_review else ProblemKind.NOT_FOUND,
        reason=ON_OTHER_ALBUM if is_elsewhere else match.reason,
        details={
            "uri": track.uri,
            "album": track.album,
            "album_uri": track.album_uri,
            "artists": list(track.artists),
            "milliseconds": track.milliseconds,
            "isrc": track.isrc,
            "candidates": [
                {
                    "track": candidate.track,
                    "confidence": round(candidate.confidence, 3),
                    "reason": candidate.reason,
                }
                for candidate in match.candidates[:SHOWN_CANDIDATES]
            ],
        },
        target=looked.item.key if looked.item.writes else None,
    )


def _offered(looked: Looked, offer: Offer) -> Problem:
    """A playlist of the same title is there that was not made by us."""
    return Problem(
        subject=item_subject(looked.item, looked.head),
        kind=ProblemKind.REVIEW,
        reason="playlist_of_same_title",
        details={
            "title": offer.title,
            "rating_key": offer.rating_key,
            "count": offer.count,
            "agree": offer.agree,
        },
        target=looked.item.key,
    )


def _refusal(refusal: Refusal) -> Problem:
    """An item that its source does not give."""
    return Problem(
        subject=item_subject(refusal.item, None),
        kind=ProblemKind.FAILED,
        reason=refusal.reason,
        details={"title": refusal.item.title},
        message=refusal.message,
        target=refusal.item.key if refusal.item.writes else None,
    )
