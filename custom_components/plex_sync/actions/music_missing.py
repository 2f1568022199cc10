"""Actions for what is missing, and for files that are to become playlists."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from homeassistant.core import ServiceCall
from homeassistant.helpers import config_validation as cv
import voluptuous as vol

from ..coordinator import PlexSyncCoordinator
from ..items.standings import Standings
from ..music.export import album_links, as_json, as_table, track_links
from ..music.items import SavedItem
from ..music.missing import MissingTrack
from ..music.sources.formats import FileRefused
from ..profiles.music_profile import MusicProfile
from ..rights import Right
from ..texts import FAILURES, failure_of, refusal
from .action import Action, music_profile
from .answers import Answer
from .answers_music import thing_answer
from .naming_items import items_named

ATTR_ITEMS: Final = "items"
ATTR_FORMAT: Final = "format"
ATTR_WHAT: Final = "what"
ATTR_NAME: Final = "name"
ATTR_CONTENT: Final = "content"

TRACKS: Final = "tracks"
ALBUMS: Final = "albums"
_LINKS: Final = {TRACKS: track_links, ALBUMS: album_links}
_FORMATS: Final[
    Mapping[str, Callable[[Sequence[MissingTrack], Mapping[str, SavedItem]], str]]
] = {"csv": as_table, "json": as_json}
TEXT: Final = "txt"


async def _async_chosen(
    profile: MusicProfile, call: ServiceCall
) -> tuple[Standings, frozenset[str]]:
    """Return how all stands, and the keys of the items that are asked for."""
    standings = await profile.async_standings()
    if names := call.data.get(ATTR_ITEMS):
        return standings, frozenset(item.key for item in items_named(profile, names))
    return standings, frozenset(standings.items)


async def _async_get_missing(
    coordinator: PlexSyncCoordinator, call: ServiceCall
) -> Answer:
    """List what is missing: tracks, and albums that are not there in whole."""
    profile = music_profile(coordinator)
    standings, keys = await _async_chosen(profile, call)
    return {
        "missing": [
            thing_answer(thing, standings, profile.asked)
            for thing in standings.things
            if any(track.item in keys for track in thing.tracks)
        ]
    }


async def _async_export(coordinator: PlexSyncCoordinator, call: ServiceCall) -> Answer:
    """Answer with a list of what is missing, as other programs read it."""
    profile = music_profile(coordinator)
    standings, keys = await _async_chosen(profile, call)
    items = {
        key: standing.item for key, standing in standings.items.items() if key in keys
    }
    missing = [track for track in standings.missing if track.item in keys]
    wanted: str = call.data[ATTR_FORMAT]
    if wanted == TEXT:
        content = _LINKS[call.data[ATTR_WHAT]](missing, items)
    else:
        content = _FORMATS[wanted](missing, items)
    return {"format": wanted, "content": content, "count": len(missing)}


async def _async_import(coordinator: PlexSyncCoordinator, call: ServiceCall) -> Answer:
    """Put a file into the import folder, if it is understood; its playlists."""
    profile = music_profile(coordinator)
    name: str = call.data[ATTR_NAME].strip()
    try:
        heads = await profile.files.put(name, call.data[ATTR_CONTENT].encode())
    except FileRefused as err:
        if err.reason not in FAILURES:
            raise
        error = failure_of(err)
        raise refusal(
            str(error.translation_key), **(error.translation_placeholders or {})
        ) from err
    return {
        "items": [
            {"item": head.key, "title": head.title, "total": head.total}
            for head in heads
        ]
    }


_NAMED: Final[dict[vol.Marker, object]] = {
    vol.Optional(ATTR_ITEMS): vol.All(cv.ensure_list, [cv.string])
}

MUSIC_MISSING_ACTIONS: Final = (
    Action(
        name="get_missing",
        handler=_async_get_missing,
        right=Right.SEE,
        fields=_NAMED,
        only_reads=True,
    ),
    Action(
        name="export_missing",
        handler=_async_export,
        right=Right.SEE,
        fields={
            **_NAMED,
            vol.Optional(ATTR_FORMAT, default=TEXT): vol.In([TEXT, *_FORMATS]),
            vol.Optional(ATTR_WHAT, default=TRACKS): vol.In([*_LINKS]),
        },
        only_reads=True,
    ),
    Action(
        name="import_file",
        handler=_async_import,
        right=Right.ADMINISTER,
        fields={
            vol.Required(ATTR_NAME): cv.string,
            vol.Required(ATTR_CONTENT): cv.string,
        },
    ),
)
