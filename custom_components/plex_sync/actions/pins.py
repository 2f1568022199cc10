"""Actions for pins: fields of an entry that no run may touch."""

from collections.abc import Collection
from typing import Any, Final

from homeassistant.core import ServiceCall
from homeassistant.helpers import config_validation as cv
import voluptuous as vol

from ..anilist import Media, SearchQuery
from ..coordinator import PlexSyncCoordinator
from ..profiles.music_profile import MusicProfile
from ..rights import Right
from ..sync.journal.pins import Pin
from ..sync.journal.queries import HistoryFilter
from ..sync.runs import Outcome
from ..texts import refusal
from .action import ATTR_LIMIT, Action, anime_profile
from .answers import Answer
from .naming_items import items_named

ATTR_TARGET: Final = "target"
ATTR_FIELDS: Final = "fields"
ATTR_QUERY: Final = "query"


async def _async_pin(coordinator: PlexSyncCoordinator, call: ServiceCall) -> Answer:
    """Pin fields of an entry, besides those that are pinned already."""
    target = _target(coordinator, call)
    fields: list[str] = call.data[ATTR_FIELDS]
    _check_fields(coordinator, fields)
    title = await _async_title(coordinator, target)
    account = coordinator.engine.target.account
    pinned = await coordinator.journal.add_pins(account, target, fields, title)
    return {
        "target": target,
        "title": title,
        "fields": _in_order(coordinator, pinned),
    }


async def _async_unpin(coordinator: PlexSyncCoordinator, call: ServiceCall) -> Answer:
    """Lift pins of an entry: of certain fields, or all."""
    target = _target(coordinator, call)
    fields: list[str] | None = call.data.get(ATTR_FIELDS)
    _check_fields(coordinator, fields or ())
    account = coordinator.engine.target.account
    left = await coordinator.journal.lift_pins(account, target, fields)
    return {"target": target, "fields": _in_order(coordinator, left)}


async def _async_get_pins(
    coordinator: PlexSyncCoordinator, _call: ServiceCall
) -> Answer:
    """List the pins, last changed first."""
    pins = await coordinator.journal.pins(coordinator.engine.target.account)
    return {
        "pins": [
            {
                "target": pin.target,
                "title": pin.title,
                "fields": _in_order(coordinator, pin.fields),
                "changed_at": pin.changed_at.isoformat(),
            }
            for pin in pins
        ],
        "fields": _pinnable(coordinator),
    }


async def _async_search_anilist(
    coordinator: PlexSyncCoordinator, call: ServiceCall
) -> Answer:
    """Search AniList by title, and say what is on the list and pinned."""
    query: str = call.data[ATTR_QUERY].strip()
    if not query:
        raise refusal("no_query")
    anilist = anime_profile(coordinator).anilist
    search = SearchQuery(title=query, limit=call.data[ATTR_LIMIT])
    [found] = await anilist.search([search])
    entries = await anilist.entries([media.id for media in found]) if found else {}
    pins = {
        pin.target: pin
        for pin in await coordinator.journal.pins(coordinator.engine.target.account)
    }
    return {
        "results": [
            {
                **_media(media),
                "pins": _in_order(coordinator, _fields_of(pins.get(str(media.id)))),
                "status": item.entry["status"]
                if (item := entries[media.id].item) is not None
                else None,
            }
            for media in found
        ]
    }


def _target(coordinator: PlexSyncCoordinator, call: ServiceCall) -> str:
    """Return the target that is named: an anime's id, or a saved item.

    Raises:
        ServiceValidationError: it can be none.
    """
    name: str = call.data[ATTR_TARGET]
    if isinstance(coordinator.profile, MusicProfile):
        [item] = items_named(coordinator.profile, [name])
        return item.key
    if not name.isdecimal():
        raise refusal("no_such_media", anilist_id=name)
    return name


def _media(media: Media) -> Answer:
    return {
        "target": str(media.id),
        "id": media.id,
        "title": media.title,
        "titles": list(media.titles),
        "format": media.format,
        "year": media.season_year,
        "episodes": media.episodes,
        "cover": media.cover,
        "is_adult": media.is_adult,
        "url": media.site_url,
    }


def _fields_of(pin: Pin | None) -> Collection[str]:
    return pin.fields if pin is not None else ()


def _pinnable(coordinator: PlexSyncCoordinator) -> list[str]:
    fields = coordinator.engine.target.fields.values()
    return [field.name for field in fields if field.pinnable]


def _in_order(coordinator: PlexSyncCoordinator, names: Collection[str]) -> list[str]:
    """Put names of fields into the order of the target's own."""
    return [name for name in coordinator.engine.target.fields if name in names]


def _check_fields(coordinator: PlexSyncCoordinator, names: Collection[str]) -> None:
    pinnable = _pinnable(coordinator)
    if unknown := sorted(set(names) - set(pinnable)):
        raise refusal(
            "unknown_fields", fields=", ".join(unknown), known=", ".join(pinnable)
        )


async def _async_title(coordinator: PlexSyncCoordinator, target: str) -> str:
    """Return the title of an entry: as it is known here, else as AniList has it.

    Raises:
        ServiceValidationError: AniList has no such anime; no such item is saved.
        ServiceError: AniList cannot be asked.
    """
    journal, profile = coordinator.journal, coordinator.config_entry.entry_id
    for pin in await journal.pins(coordinator.engine.target.account):
        if pin.target == target:
            return pin.title
    changes = (Outcome.SYNCED, Outcome.DELETED, Outcome.UNDONE)
    wanted = HistoryFilter(outcomes=changes, target=target)
    page = await journal.history(profile, wanted, size=1)
    if page.items:
        return page.items[0].title
    if isinstance(coordinator.profile, MusicProfile):
        [item] = items_named(coordinator.profile, [target])
        return item.title
    media_id = int(target)
    answers = await anime_profile(coordinator).anilist.media([media_id])
    media = answers[media_id].media
    if media is None:
        raise refusal("no_such_media", anilist_id=target)
    return media.title


_TARGET: Final[dict[vol.Marker, Any]] = {
    vol.Required(ATTR_TARGET): vol.All(
        cv.string, vol.Strip, vol.Length(min=1, max=1000)
    )
}
_NAMES: Final = vol.All(cv.ensure_list, [cv.string], vol.Length(min=1))

PIN_ACTIONS: Final = (
    Action(
        name="pin",
        handler=_async_pin,
        right=Right.ACT,
        fields={**_TARGET, vol.Required(ATTR_FIELDS): _NAMES},
    ),
    Action(
        name="unpin",
        handler=_async_unpin,
        right=Right.ACT,
        fields={**_TARGET, vol.Optional(ATTR_FIELDS): _NAMES},
    ),
    Action(
        name="get_pins",
        handler=_async_get_pins,
        right=Right.SEE,
        fields={},
        only_reads=True,
    ),
    Action(
        name="search_anilist",
        handler=_async_search_anilist,
        right=Right.SEE,
        fields={
            vol.Required(ATTR_QUERY): cv.string,
            vol.Optional(ATTR_LIMIT, default=10): vol.All(
                vol.Coerce(int), vol.Range(min=1, max=50)
            ),
        },
        only_reads=True,
    ),
)
