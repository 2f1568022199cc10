"""What the playlists card asks: saved items, the tracks of one, and the library."""

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any, Final
from urllib.parse import quote

from homeassistant.components.websocket_api import async_register_command
from homeassistant.components.websocket_api.connection import ActiveConnection
from homeassistant.components.websocket_api.decorators import (
    async_response,
    websocket_command,
)
from homeassistant.components.websocket_api.messages import event_message
from homeassistant.config_entries import ConfigEntryState
from homeassistant.const import ATTR_CONFIG_ENTRY_ID
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import config_validation as cv
import voluptuous as vol

from ..actions.action import music_profile
from ..actions.answers import Answer
from ..actions.answers_categories import media_text
from ..actions.answers_music import item_answer, request_payload
from ..const import CONF_SERVER, DOMAIN
from ..coordinator import PlexSyncCoordinator
from ..music.found import FoundTrack, read_found
from ..music.handoff.model import RequestState
from ..music.model import LibraryTrack, ThingKey
from ..music.naming import page_of
from ..profiles.music_profile import MusicProfile
from ..rights import Right, async_may
from ..running.throttle import Throttle
from ..shared import DATA
from ..status import ProfileStatus
from .lookup import Message, async_send_not_found, async_visible_entry, of_profile
from .payloads import status_payload

ATTR_ITEM: Final = "item"
ATTR_LIMIT: Final = "limit"
ATTR_OFFSET: Final = "offset"
ATTR_TEXT: Final = "text"
PUSH_SECONDS: Final = 0.5
ASKED_SECONDS: Final = 2.0
_OF_PROFILE: Final[dict[str | vol.Marker, Any]] = {
    vol.Required(ATTR_CONFIG_ENTRY_ID): cv.string
}


@callback
def async_setup_music_commands(hass: HomeAssistant) -> None:
    """Register the commands."""
    for command in (subscribe_items, item_tracks, search_library):
        async_register_command(hass, command)


@websocket_command({vol.Required("type"): f"{DOMAIN}/items/subscribe", **_OF_PROFILE})
@callback
def subscribe_items(
    hass: HomeAssistant, connection: ActiveConnection, message: Message
) -> None:
    """Send all saved items, and again whenever one stands otherwise."""
    entry = async_visible_entry(hass, connection.user, message[ATTR_CONFIG_ENTRY_ID])
    if entry is None or entry.state is not ConfigEntryState.LOADED:
        async_send_not_found(connection, message)
        return
    coordinator = entry.runtime_data
    profile = coordinator.profile
    if not isinstance(profile, MusicProfile):
        async_send_not_found(connection, message)
        return
    number = message["id"]

    @callback
    def send() -> None:
        connection.send_message(
            event_message(number, _items(hass, connection, coordinator, profile))
        )

    push = Throttle(hass, PUSH_SECONDS, send)
    # For hours, perhaps: nobody looks at each single request.
    slowly = Throttle(hass, ASKED_SECONDS, push.async_call)

    @callback
    def on_status(_status: ProfileStatus) -> None:
        push.async_call()

    unsubscribe: list[Callable[[], None]] = [
        profile.standings.async_listen(push.async_call),
        profile.asked.async_listen(slowly.async_call),
        slowly.async_cancel,
        profile.catalogue.async_listen(push.async_call),
        coordinator.async_listen(on_status),
        push.async_cancel,
    ]

    @callback
    def stop() -> None:
        for each in unsubscribe:
            each()

    connection.subscriptions[number] = stop
    connection.send_result(number)
    send()


def _items(
    hass: HomeAssistant,
    connection: ActiveConnection,
    coordinator: PlexSyncCoordinator,
    profile: MusicProfile,
) -> Answer:
    entry = coordinator.config_entry
    return {
        "title": entry.title,
        "status": status_payload(
            coordinator.status, dry_run=coordinator.automatic.options().dry_run
        ),
        "rights": {
            right.value: async_may(hass, connection.user, entry, right)
            for right in Right
        },
        "hand_offs": {
            service: _sending(profile, service) for service in profile.asked.programs
        },
        "handed_on": {
            "revision": profile.asked.revision,
            **Counter(each.state for each in profile.asked.standing(*RequestState)),
        },
        "items": [
            {
                **item_answer(standing),
                "picture": standing.picture,
                "media_reason": _media_reason(profile, standing.item.key),
            }
            for standing in profile.standings.now.items.values()
        ],
    }


def _sending(profile: MusicProfile, service: str) -> Answer | None:
    """How far handing on has come; `None`: nobody is asked just now."""
    if (working := profile.asked.working.get(service)) is None:
        return None
    done, total = working
    return {"done": done, "total": total}


def _media_reason(profile: MusicProfile, key: str) -> str:
    """Say why an item of a category cannot be played; empty: it can, or has none."""
    item = profile.catalogue.item(key)
    return "" if item is None else media_text(item)


@websocket_command(
    {
        vol.Required("type"): f"{DOMAIN}/items/tracks",
        **_OF_PROFILE,
        vol.Required(ATTR_ITEM): cv.string,
        vol.Optional("bands"): [vol.In(["accept", "review", "missing"])],
        vol.Optional(ATTR_OFFSET, default=0): cv.positive_int,
        vol.Optional(ATTR_LIMIT, default=100): vol.All(int, vol.Range(min=1, max=500)),
    }
)
@async_response
@of_profile
async def item_tracks(
    hass: HomeAssistant, coordinator: PlexSyncCoordinator, message: Message
) -> Answer:
    """Send a page of an item's tracks, in order, each with what was found for it."""
    profile = music_profile(coordinator)
    found = await read_found(
        profile.collection.store, profile.account, message[ATTR_ITEM]
    )
    bands = message.get("bands")
    lines = [
        (position, line)
        for position, line in enumerate(found, start=1)
        if not bands or line.match.band in bands
    ]
    offset, limit = message[ATTR_OFFSET], message[ATTR_LIMIT]
    page = lines[offset : offset + limit]
    keys = {key for _, line in page for key in _keys(line)}
    tracks = await profile.collection.tracks(keys)
    return {
        "total": len(lines),
        "tracks": [
            {
                "position": position,
                **_track(line, tracks, coordinator),
                "request": request_payload(
                    profile.asked.about(line.uri)
                    or profile.asked.about(message[ATTR_ITEM])
                ),
            }
            for position, line in page
        ],
    }


def _keys(line: FoundTrack) -> list[ThingKey]:
    chosen = [line.match.track] if line.match.track else []
    return [*chosen, *(candidate.track for candidate in line.match.candidates)]


def _track(
    line: FoundTrack,
    tracks: Mapping[ThingKey, LibraryTrack],
    coordinator: PlexSyncCoordinator,
) -> Answer:
    match = line.match
    return {
        "uri": line.uri,
        "url": page_of(line.uri),
        "title": line.title,
        "artists": list(line.artists),
        "album": line.album,
        "milliseconds": line.milliseconds,
        "band": match.band,
        "reason": match.reason,
        "step": match.step,
        "confidence": round(match.confidence, 3),
        "track": _library(match.track, tracks, coordinator),
        "candidates": [
            {
                **(
                    _library(candidate.track, tracks, coordinator)
                    or {"key": candidate.track}
                ),
                "confidence": round(candidate.confidence, 3),
                "reason": candidate.reason,
            }
            for candidate in match.candidates
        ],
    }


def _library(
    key: ThingKey | None,
    tracks: Mapping[ThingKey, LibraryTrack],
    coordinator: PlexSyncCoordinator,
) -> Answer | None:
    """A library track as people know it; `None`: it is not there any more."""
    track = tracks.get(key) if key is not None else None
    if key is None or track is None:
        return None
    return {
        "key": key,
        "title": track.title,
        "artist": track.track_artist or track.artist,
        "album": track.album,
        "milliseconds": track.milliseconds,
        "lossless": track.lossless,
        "rating_key": track.rating_key,
        "url": _plex_page(coordinator, track.rating_key),
    }


def _plex_page(coordinator: PlexSyncCoordinator, rating_key: str) -> str:
    """Where people hear a track in Plex's own app."""
    server = coordinator.config_entry.data[CONF_SERVER]["id"]
    app = coordinator.hass.data[DATA].endpoints.app
    key = quote(f"/library/metadata/{rating_key}", safe="")
    return f"{app}/desktop/#!/server/{server}/details?key={key}"


@websocket_command(
    {
        vol.Required("type"): f"{DOMAIN}/items/search",
        **_OF_PROFILE,
        vol.Required(ATTR_TEXT): cv.string,
    }
)
@async_response
@of_profile
async def search_library(
    hass: HomeAssistant, coordinator: PlexSyncCoordinator, message: Message
) -> Answer:
    """Send tracks of the library in which all the words occur."""
    profile = music_profile(coordinator)
    found = await profile.collection.search(message[ATTR_TEXT])
    tracks = {track.key: track for track in found}
    return {"tracks": [_library(key, tracks, coordinator) for key in tracks]}
