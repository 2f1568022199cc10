"""From a snapshot to proposals and problems. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from ..anilist.model import Media
from ..sync.model import (
    Context,
    JsonValue,
    Link,
    Picture,
    Problem,
    ProblemKind,
    Proposal,
    Proposals,
    Removal,
    Subject,
    Wish,
)
from ..sync.turns import in_turns
from .episodes import AMBIGUOUS
from .facts import MediaFacts
from .matching import Unmapped
from .rules import ask, removal
from .search import SHOWN
from .snapshot import Snapshot

NO_SUCH_MEDIA: Final = "no_such_media"
NOT_IN_LIBRARY: Final = "not_in_library"
SEARCH_UNSURE: Final = "search_unsure"


def propose(snapshot: Snapshot, context: Context) -> Proposals:
    """Say what is wanted: a pure function of the snapshot and the context."""
    proposals: list[Proposal] = []
    problems = [_unknown(name) for name in snapshot.unknown]
    problems += _unmapped_problems(snapshot)
    for media_id in in_turns(sorted(snapshot.media)):
        facts, media = snapshot.media[media_id], snapshot.shelf.get(media_id)
        entry = snapshot.entries.get(media_id)
        gone = _removal(snapshot, context, facts)
        if gone is not None:
            proposals.append(_proposal(facts, media, {}, gone))
            continue
        if not facts.active and not facts.watchlisted:
            continue
        if media is None:
            problems += [_no_such_media(subject, media_id) for subject in asking(facts)]
            continue
        asked = ask(
            facts, media, entry, snapshot.options, snapshot.score_format, context.now
        )
        if asked.wishes:
            proposals.append(_proposal(facts, media, asked.wishes, None))
    return Proposals(
        proposals=proposals,
        problems=problems,
        coverage=snapshot.coverage,
        memory=snapshot.memory,
        cursors=snapshot.cursors,
        library_size=snapshot.library_size,
        notes=snapshot.notes,
        notices=snapshot.notices,
    )


def asking(facts: MediaFacts) -> list[Subject]:
    """Give the subjects that speak for a media, the one with most episodes first."""
    speaking = [
        each for each in facts.subjects if each.active or each.watchlisted
    ] or list(facts.subjects)
    return [
        each.subject
        for each in sorted(
            speaking, key=lambda each: (-len(each.items), each.subject.key)
        )
    ]


def media_link(media_id: int) -> Link:
    """Give the page of a media on AniList."""
    return Link(label="AniList", url=f"https://anilist.co/anime/{media_id}")


def _proposal(
    facts: MediaFacts,
    media: Media | None,
    wishes: Mapping[str, Wish],
    gone: Removal | None,
) -> Proposal:
    return Proposal(
        target=str(facts.media_id),
        title=media.title if media else str(facts.media_id),
        subjects=asking(facts),
        wishes=wishes,
        facts=facts.fingerprint,
        removal=gone,
        picture=_cover(media),
        links=(media_link(facts.media_id),),
        # AniList would make up a status for an entry without one.
        creates="status" in wishes,
    )


def _cover(media: Media | None) -> Picture | None:
    """Refer to a media's cover."""
    if media is None or not media.cover:
        return None
    return Picture(service="anilist", path=media.cover, adult=media.is_adult)


def _removal(snapshot: Snapshot, context: Context, facts: MediaFacts) -> Removal | None:
    """Ask for an entry to go; only after all that could feed it was read."""
    if not context.destructive or not snapshot.whole:
        return None
    base = context.bases.get(str(facts.media_id))
    entry = snapshot.entries.get(facts.media_id)
    return removal(facts, entry, created=base is not None and base.created)


def _no_such_media(subject: Subject, media_id: int) -> Problem:
    return Problem(
        subject=subject,
        kind=ProblemKind.FAILED,
        reason=NO_SUCH_MEDIA,
        details={"media_id": media_id},
        target=str(media_id),
    )


def _unknown(name: str) -> Problem:
    return Problem(
        subject=Subject(key=name, title=name),
        kind=ProblemKind.NOT_FOUND,
        reason=NOT_IN_LIBRARY,
        details={"wanted": name},
    )


def _unmapped_problems(snapshot: Snapshot) -> Iterator[Problem]:
    """One problem for each subject of which something has no way to AniList."""
    for unmapped in snapshot.unmapped:
        # Nobody misses specials without an entry of their own.
        key = unmapped.facts.subject.key
        loud = key in snapshot.asked_for or snapshot.options.full_scan
        special = unmapped.facts.season == 0 and unmapped.reason != AMBIGUOUS
        if not special and (unmapped.active or loud):
            yield _unmapped_problem(snapshot, unmapped)


def _unmapped_problem(snapshot: Snapshot, unmapped: Unmapped) -> Problem:
    key = unmapped.facts.subject.key
    hits = snapshot.unsure.get(key, ())
    choices: Sequence[JsonValue] = [hit.as_json() for hit in hits[:SHOWN]] or [
        _choice(snapshot, media_id) for media_id in unmapped.choices
    ]
    reason = SEARCH_UNSURE if hits else unmapped.reason
    return Problem(
        subject=unmapped.facts.subject,
        kind=ProblemKind.REVIEW if choices else ProblemKind.NOT_FOUND,
        reason=reason,
        details={
            "episodes": list(unmapped.numbers),
            "count": len(unmapped.numbers),
            "total": len(unmapped.facts.items),
            "ids": list(unmapped.ids),
            "candidates": choices,
        },
    )


def _choice(snapshot: Snapshot, media_id: int) -> JsonValue:
    media = snapshot.shelf.get(media_id)
    return {"id": media_id, "title": media.title if media else str(media_id)}
