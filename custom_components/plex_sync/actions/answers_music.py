"""Saved items and what is missing of them as plain data, for actions and for cards."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from ..const import HAND_OFFS
from ..handoff.hand_offs import HandOffs, Sent
from ..items.music_jobs import Job
from ..items.standings import Standing, Standings
from ..music.handoff.model import Request, RequestState
from ..music.items import SavedItem
from ..music.missing import MissingThing, MissingTrack
from ..music.naming import page_of
from ..sync.requests import RunResult
from ..sync.runs import Everything, Scope, SinceCursors, Subjects, Targets
from ..texts import failure, failure_of
from .answers import Answer, result_answer


def item_answer(standing: Standing) -> Answer:
    """Answer with a saved item: what was chosen, and how it stands."""
    item = standing.item
    return {
        "item": item.key,
        "kind": item.kind,
        "title": item.title,
        "follows_title": item.follows_title,
        "sync": item.sync,
        "interval_days": item.interval_days,
        "category": item.category,
        "mode": item.mode,
        "libraries": list(item.sections),
        "poster": item.poster,
        "as_playlist": item.as_playlist,
        "entities": item.entities,
        "hand_off": item.hand_off,
        "found_by_itself": item.found_by_itself,
        "state": standing.state,
        "total": standing.total,
        "matched": standing.matched,
        "review": standing.review,
        "missing": standing.missing,
        "left_out": standing.left_out,
        "last_sync": _time(standing.last_sync),
        "next_due": _time(standing.next_due),
        "reason": standing.reason,
        "text": standing.text,
        "url": standing.url,
        "offer": dict(standing.offer) if standing.offer is not None else None,
    }


def job_answer(job: Job | None, result: RunResult, standings: Standings) -> Answer:
    """Answer with how the run of a job has ended, item by item."""
    notes = result.plan.notes if result.plan is not None else {}
    looked = notes.get("by_item")
    counts: dict[str, Any] = dict(looked) if isinstance(looked, Mapping) else {}
    asked = [
        standing
        for key, standing in standings.items.items()
        if key in counts
        or (standing.text and _is_asked_for(standing.item, result.request.scope))
    ]
    answer = {
        key: value
        for key, value in result_answer(result).items()
        if key not in ("notes", "plan")
    }
    return {
        **({"job": job} if job is not None else {}),
        **answer,
        "text": str(failure_of(result.error)) if result.error is not None else "",
        "added": notes.get("added", 0),
        "items": [
            {
                "item": standing.item.key,
                "title": standing.item.title,
                "state": standing.state,
                "text": standing.text,
                **{
                    name: counts.get(standing.item.key, {}).get(name, 0)
                    for name in ("total", "matched", "review", "missing")
                },
            }
            for standing in asked
        ],
    }


def _is_asked_for(item: SavedItem, scope: Scope) -> bool:
    match scope:
        case Everything(kinds=kinds) | SinceCursors(kinds=kinds):
            return not kinds or item.kind in kinds
        case Subjects(keys=keys) | Targets(keys=keys):
            return item.key in keys


def track_answer(track: MissingTrack, standings: Standings) -> Answer:
    """Answer with a missing track of a saved item."""
    known = standings.items.get(track.item)
    return {
        "item": track.item,
        "playlist": known.item.title if known is not None else "",
        "uri": track.uri,
        "title": track.title,
        "artists": list(track.artists),
        "album": track.album,
        "isrc": track.isrc,
        "milliseconds": track.milliseconds,
        "reason": track.reason,
        "first_seen": track.first_seen.isoformat(),
        "record": track.record,
        "url": page_of(track.uri),
    }


def thing_answer(thing: MissingThing, standings: Standings, asked: HandOffs) -> Answer:
    """Answer with something that is missing: a track, or an album in part or whole."""
    return {
        "uid": thing.uid,
        "kind": thing.kind or "track",
        "title": thing.title,
        "artists": list(thing.tracks[0].artists),
        "url": page_of(thing.uid),
        "cared_for": standings.is_cared_for(thing),
        "request": request_payload(asked.about(thing.uid)),
        "tracks": [
            {
                **track_answer(track, standings),
                "request": request_payload(asked.about(track.uri)),
            }
            for track in thing.tracks
        ],
    }


def request_payload(request: Request | None) -> Answer | None:
    """Answer with how something stands that was handed on."""
    if request is None:
        return None
    percent = request.details.get("percent")
    return {
        "service": request.service,
        "uid": request.uid,
        "title": request.title,
        "artists": list(request.artists),
        "state": request.state,
        "since": request.at.isoformat(),
        "tries": request.tries,
        "percent": percent if isinstance(percent, int | float) else None,
        "reason": request.reason,
        "text": _reason_text(request),
    }


def _reason_text(request: Request) -> str:
    """Say why something was given up, or what it waits for."""
    if not request.reason:
        return ""
    service = HAND_OFFS[request.service]
    return str(failure(service, request.reason, request.message))


def sent_answer(sent: Sent) -> Answer:
    """Answer with what handing on has come to."""
    return {
        "service": sent.service,
        "wanted": sent.wanted,
        **{state.value: sent.counts[state] for state in RequestState},
        "requests": [request_payload(request) for request in sent.requests.values()],
        "failed": len(sent.errors),
        "text": str(failure_of(sent.errors[0])) if sent.errors else "",
    }


def _time(when: datetime | None) -> str | None:
    return None if when is None else when.isoformat()
