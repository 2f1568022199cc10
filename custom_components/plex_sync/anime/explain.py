"""Why a title is or is not mapped, and what each rule says of it, as data. Pure."""

from collections.abc import Iterable, Mapping
from typing import Final

from ..anilist.model import Entry, Media
from ..sync.model import Context, JsonObject, JsonValue, Wish
from .facts import MediaFacts, SubjectFacts
from .mapping.model import Edge
from .matching import Candidate, is_excluded
from .proposing import media_link
from .rules import ask
from .snapshot import Snapshot

EDGES: Final = 100
"""How many edges of a title are told at most."""


def describe(snapshot: Snapshot, context: Context) -> JsonObject:
    """Explain a snapshot of certain titles."""
    return {
        "titles": [_title(snapshot, each) for each in snapshot.candidates],
        "media": [
            _media(snapshot, context, snapshot.media[media_id])
            for media_id in sorted(snapshot.media)
        ],
        "unknown": list(snapshot.unknown),
        "reviews": snapshot.reviews,
    }


def _title(snapshot: Snapshot, candidate: Candidate) -> JsonObject:
    edges = [
        edge
        for external_id in candidate.ids
        for edge in snapshot.edges.get(external_id, ())
    ]
    return {
        "key": candidate.key,
        "title": candidate.title,
        "kind": candidate.kind,
        "reference": candidate.reference,
        "ids": [f"{each.provider}:{each.id}" for each in candidate.ids],
        "ordering": candidate.ordering,
        "edges": [_edge(edge) for edge in edges[:EDGES]],
        "edge_count": len(edges),
        "subjects": [
            _subject(snapshot, candidate, facts) for facts in candidate.subjects
        ],
    }


def _edge(edge: Edge) -> JsonObject:
    return {
        "id": f"{edge.external_id.provider}:{edge.external_id.id}",
        "season": edge.season,
        "episodes": [edge.start, edge.end],
        "anilist_id": edge.anilist_id,
        "anilist_episodes": [edge.target_start, edge.target_end],
        "ratio": [edge.numerator, edge.denominator],
        "source": edge.source,
    }


def _subject(
    snapshot: Snapshot, candidate: Candidate, facts: SubjectFacts
) -> JsonObject:
    key = facts.subject.key
    media: list[JsonValue] = [
        media_id
        for media_id in sorted(snapshot.media)
        if any(each.subject.key == key for each in snapshot.media[media_id].subjects)
    ]
    missing = [each for each in snapshot.unmapped if each.facts.subject.key == key]
    verdict = "mapped"
    if missing:
        verdict = "partly_mapped" if media else "not_mapped"
    elif not media:
        verdict = "excluded" if _excluded(snapshot, candidate) else "not_looked_at"
    elif key in snapshot.by_title:
        verdict = "found_by_title"
    return {
        "key": key,
        "subtitle": facts.subject.subtitle,
        "season": facts.season,
        "episodes": len(facts.items),
        "watched": [item.number for item in facts.items if item.views],
        "begun": [item.number for item in facts.items if item.begun],
        "verdict": verdict,
        "media": media,
        "missing": [
            {
                "reason": each.reason,
                "episodes": list(each.numbers),
                "candidates": list(each.choices),
            }
            for each in missing
        ],
        "search": [hit.as_json() for hit in snapshot.unsure.get(key, ())],
    }


def _excluded(snapshot: Snapshot, candidate: Candidate) -> bool:
    return candidate.kind == "show" or is_excluded(candidate.ids, snapshot.edges)


def _media(snapshot: Snapshot, context: Context, facts: MediaFacts) -> JsonObject:
    media = snapshot.shelf.get(facts.media_id)
    entry = snapshot.entries.get(facts.media_id)
    told: dict[str, JsonValue] = {
        "id": facts.media_id,
        "url": media_link(facts.media_id).url,
        "there": [each.number for each in facts.episodes],
        "watched": [each.number for each in facts.watched],
        "passes": facts.passes,
        "known": media is not None,
        "entry": entry,
        "base": _base(context, facts.media_id),
        "rules": [],
    }
    if media is not None:
        told |= {
            "title": media.title,
            "format": media.format,
            "status": media.status,
            "episodes": media.episodes,
            "rules": _rules(snapshot, context, facts, media, entry),
        }
    return told


def _rules(
    snapshot: Snapshot,
    context: Context,
    facts: MediaFacts,
    media: Media,
    entry: Entry | None,
) -> list[JsonValue]:
    asked = ask(
        facts, media, entry, snapshot.options, snapshot.score_format, context.now
    )
    return list(_wishes(asked.wishes, entry)) + list(_wishes(asked.off, entry))


def _wishes(wishes: Mapping[str, Wish], entry: Entry | None) -> Iterable[JsonValue]:
    for field, wish in wishes.items():
        yield {
            "field": field,
            "now": entry.get(field) if entry else None,
            "wanted": wish.value,
            "policy": wish.policy,
            "rule": wish.rule,
            "evidence": wish.evidence,
        }


def _base(context: Context, media_id: int) -> JsonValue:
    base = context.bases.get(str(media_id))
    if base is None:
        return None
    return {"state": base.state, "asked": base.asked, "created": base.created}
