"""Actions for what the user settles: which track is meant, and which playlist."""

from collections.abc import Mapping
from typing import Any, Final

from homeassistant.core import ServiceCall
from homeassistant.helpers import config_validation as cv
import voluptuous as vol

from ..coordinator import PlexSyncCoordinator
from ..items.music_decisions import (
    AboutTrack,
    async_decide,
    async_decide_playlist,
    async_problems,
)
from ..items.standings import OFFER
from ..music.decisions import EVERYWHERE, decision_key, playlist_key
from ..music.model import VerdictKind
from ..profiles.music_profile import MusicProfile
from ..rights import Right
from ..sync.journal.shapes import Record
from ..sync.requests import RunRequest
from ..sync.runs import RunKind, Subjects
from ..texts import refusal
from .action import ATTR_RECORD, Action, music_profile
from .answers import Answer
from .naming_items import items_named
from .records import async_records_of

ATTR_DECISION: Final = "decision"
ATTR_URI: Final = "uri"
ATTR_ITEM: Final = "item"
ATTR_TRACK: Final = "track"
ATTR_EVERYWHERE: Final = "everywhere"
ATTR_SYNC: Final = "sync"
TAKE_OVER: Final = "take_over"
LEAVE: Final = "leave"
_TRACK_PREFIX: Final = "track/"
_PLAYLIST_PREFIX: Final = "playlist/"


async def _async_decide(coordinator: PlexSyncCoordinator, call: ServiceCall) -> Answer:
    """Settle a match or an offered playlist; it takes effect with the next sync."""
    profile = music_profile(coordinator)
    word: str = call.data[ATTR_DECISION]
    if word in (TAKE_OVER, LEAVE):
        offer = await _async_offer(coordinator, profile, call)
        await async_decide_playlist(
            coordinator, profile, offer, take_over=word == TAKE_OVER
        )
        items = [offer.subjects[0].key]
        answer: Answer = {"item": items[0], "decision": word}
    else:
        about, record = await _async_about(coordinator, profile, call)
        kind = VerdictKind(word)
        tracks: list[str] = []
        if kind is not VerdictKind.NEVER:
            tracks = [await _async_track(profile, call, record)]
        value = await async_decide(coordinator, profile, about, kind, tracks)
        items = await _async_items_of(profile, about, record)
        answer = {
            "item": None if about.item == EVERYWHERE else about.item,
            "uri": about.uri,
            "decision": kind,
            "tracks": value["tracks"],
        }
    if call.data[ATTR_SYNC] and items:
        coordinator.async_submit(
            RunRequest(
                kind=RunKind.TARGETED,
                scope=Subjects(keys=frozenset(items)),
                dry_run=coordinator.automatic.options().dry_run,
            )
        )
    return answer


async def _async_about(
    coordinator: PlexSyncCoordinator, profile: MusicProfile, call: ServiceCall
) -> tuple[AboutTrack, Record | None]:
    """Return which track is meant, and the line of the timeline that tells of it."""
    record: Record | None = None
    if (number := call.data.get(ATTR_RECORD)) is not None:
        [record] = await async_records_of(coordinator, [number])
    uri = call.data.get(ATTR_URI) or (record and record.details.get("uri"))
    if not uri:
        raise refusal("no_track_named")
    item = EVERYWHERE
    if name := call.data.get(ATTR_ITEM):
        [found] = items_named(profile, [name])
        item = found.key
    elif record is not None and not call.data[ATTR_EVERYWHERE]:
        item = record.subjects[0].key.partition("/")[0]
    if record is None:
        open_ones = await async_problems(coordinator)
        record = next((one for one in open_ones if one.details.get("uri") == uri), None)
    artists: Any = record.details.get("artists") if record is not None else ()
    about = AboutTrack(
        uri=str(uri),
        item=item,
        title=record.title if record is not None else "",
        artists=list(artists or ()),
    )
    return about, record


async def _async_track(
    profile: MusicProfile, call: ServiceCall, record: Record | None
) -> str:
    """Return the track of the library that is meant: the one named, or the one offered."""
    wanted = call.data.get(ATTR_TRACK)
    if wanted is None and record is not None:
        candidates: Any = record.details.get("candidates") or ()
        wanted = candidates[0]["track"] if candidates else None
    if wanted is None:
        raise refusal("no_library_track")
    collection = profile.collection
    if await collection.tracks([wanted]):
        return str(wanted)
    by_number = await collection.store.by_rating_key(collection.name, [wanted])
    if wanted not in by_number:
        raise refusal("library_track_unknown", track=wanted)
    return by_number[wanted].key


async def _async_items_of(
    profile: MusicProfile, about: AboutTrack, record: Record | None
) -> list[str]:
    """Return the items that a word may change, as far as it is known."""
    if about.item != EVERYWHERE:
        return [about.item]
    found = {track.item for track in profile.standings.now.missing}
    if record is not None:
        found.add(record.subjects[0].key.partition("/")[0])
    return [item.key for item in profile.items() if item.key in found]


async def _async_offer(
    coordinator: PlexSyncCoordinator, profile: MusicProfile, call: ServiceCall
) -> Record:
    """Return the problem that offers a playlist to an item."""
    if (number := call.data.get(ATTR_RECORD)) is not None:
        [record] = await async_records_of(coordinator, [number])
        if record.reason == OFFER and record.closed_at is None:
            return record
    elif name := call.data.get(ATTR_ITEM):
        [item] = items_named(profile, [name])
        for record in await async_problems(coordinator):
            if record.reason == OFFER and record.subjects[0].key == item.key:
                return record
    raise refusal("no_playlist_offered")


async def _async_forget(coordinator: PlexSyncCoordinator, call: ServiceCall) -> Answer:
    """Take a word back: the track, or the playlist, is looked for anew."""
    profile = music_profile(coordinator)
    item = EVERYWHERE
    if name := call.data.get(ATTR_ITEM):
        [found] = items_named(profile, [name])
        item = found.key
    uri = call.data.get(ATTR_URI)
    if uri is None and item == EVERYWHERE:
        raise refusal("no_track_named")
    key = playlist_key(item) if uri is None else decision_key(uri, item)
    entry_id = coordinator.config_entry.entry_id
    if key not in (await coordinator.journal.known(entry_id)).decisions:
        raise refusal("no_decision")
    await coordinator.journal.decide(entry_id, key, None)
    await profile.async_refresh()
    return {"item": None if item == EVERYWHERE else item, "uri": uri}


async def _async_get(coordinator: PlexSyncCoordinator, _call: ServiceCall) -> Answer:
    """List all that was settled."""
    profile = music_profile(coordinator)
    known = await coordinator.journal.known(coordinator.config_entry.entry_id)
    found: list[Answer] = []
    for key, value in known.decisions.items():
        if not isinstance(value, Mapping):
            continue
        if key.startswith(_TRACK_PREFIX):
            item, _, uri = key.removeprefix(_TRACK_PREFIX).partition("/")
            found.append(
                {
                    "decision": value.get("kind"),
                    "item": None if item == EVERYWHERE else item,
                    "uri": uri,
                    "title": value.get("title", ""),
                    "artists": value.get("artists", []),
                    "tracks": await _async_titles(profile, value),
                    "at": value.get("at"),
                }
            )
        elif key.startswith(_PLAYLIST_PREFIX):
            found.append(
                {
                    "decision": TAKE_OVER if value.get("rating_key") else LEAVE,
                    "item": key.removeprefix(_PLAYLIST_PREFIX),
                    "uri": None,
                    "title": value.get("title", ""),
                    "artists": [],
                    "tracks": [],
                    "at": value.get("at"),
                }
            )
    return {"decisions": found}


async def _async_titles(
    profile: MusicProfile, value: Mapping[str, Any]
) -> list[Answer]:
    """Name the tracks of the library that a word is about."""
    keys: list[str] = list(value.get("tracks") or ())
    known = await profile.collection.tracks(keys) if keys else {}
    return [
        {
            "track": key,
            "title": known[key].title if key in known else "",
            "artist": known[key].artist if key in known else "",
            "album": known[key].album if key in known else "",
        }
        for key in keys
    ]


MUSIC_DECISION_ACTIONS: Final = (
    Action(
        name="decide",
        handler=_async_decide,
        right=Right.ACT,
        fields={
            vol.Required(ATTR_DECISION): vol.In(
                [*(kind.value for kind in VerdictKind), TAKE_OVER, LEAVE]
            ),
            vol.Optional(ATTR_RECORD): cv.positive_int,
            vol.Optional(ATTR_URI): cv.string,
            vol.Optional(ATTR_ITEM): cv.string,
            vol.Optional(ATTR_EVERYWHERE, default=False): cv.boolean,
            vol.Optional(ATTR_TRACK): cv.string,
            vol.Optional(ATTR_SYNC, default=False): cv.boolean,
        },
    ),
    Action(
        name="forget_decision",
        handler=_async_forget,
        right=Right.ACT,
        fields={
            vol.Optional(ATTR_URI): cv.string,
            vol.Optional(ATTR_ITEM): cv.string,
        },
    ),
    Action(
        name="get_decisions",
        handler=_async_get,
        right=Right.SEE,
        fields={},
        only_reads=True,
    ),
)
