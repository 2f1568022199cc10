"""What a profile brings along from another program, kept until it is taken in."""

import asyncio
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
import logging
from typing import Any, Final

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant

from .anilist import AniListClient
from .anime.coming_over.model import FoundPin
from .anime.mapping.overrides import Override
from .overrides import decision_key, decision_of, overrides_of, with_override
from .sync.errors import ServiceError
from .sync.journal.database import JournalError
from .sync.journal.journal import Journal
from .sync.model import AccountKey

_LOGGER = logging.getLogger(__name__)

CONF_COMING_OVER: Final = "coming_over"
PATIENCE: Final = 20.0
"""Seconds that AniList may take to tell titles."""
_PINS: Final = "pins"
_OVERRIDES: Final = "overrides"


def luggage_of(
    pins: Sequence[FoundPin], overrides: Sequence[Override]
) -> dict[str, Any]:
    """Return pins and own mappings as a config entry keeps them; empty: there are none."""
    if not pins and not overrides:
        return {}
    return {
        CONF_COMING_OVER: {
            _PINS: {str(pin.anilist_id): list(pin.fields) for pin in pins},
            _OVERRIDES: [override.as_json() for override in overrides],
        }
    }


async def async_take_in(
    hass: HomeAssistant,
    entry: ConfigEntry[Any],
    journal: Journal,
    account: AccountKey,
    anilist: AniListClient,
) -> None:
    """Move what an entry brings along into the journal, where it is at home.

    It stays in the entry until all of it is there, so that nothing is lost.
    """
    luggage: Mapping[str, Any] | None = entry.data.get(CONF_COMING_OVER)
    if luggage is None:
        return
    try:
        await _async_pin(journal, account, luggage[_PINS], anilist)
        await _async_map(journal, entry.entry_id, luggage[_OVERRIDES])
    except JournalError as err:
        _LOGGER.error("%s: pins and mappings wait: %s", entry.title, err)
        return
    data = {key: value for key, value in entry.data.items() if key != CONF_COMING_OVER}
    hass.config_entries.async_update_entry(entry, data=data)


async def _async_pin(
    journal: Journal,
    account: AccountKey,
    pins: Mapping[str, Sequence[str]],
    anilist: AniListClient,
) -> None:
    titles: dict[str, str] = {}
    try:
        async with asyncio.timeout(PATIENCE):
            answers = await anilist.media([int(target) for target in pins])
        titles = {
            str(number): answer.media.title
            for number, answer in answers.items()
            if answer.media is not None
        }
    except (ServiceError, TimeoutError) as err:
        # They work without; a run that comes by them knows more.
        _LOGGER.debug("Pins are taken in without their titles: %s", err)
    for target, fields in pins.items():
        title = titles.get(target, f"AniList {target}")
        await journal.add_pins(account, target, fields, title)


async def _async_map(
    journal: Journal, profile: str, records: Iterable[Mapping[str, Any]]
) -> None:
    """Put own mappings to those that the profile has; newer ones win."""
    known = (await journal.known(profile)).decisions
    by_key: dict[str, list[Override]] = defaultdict(list)
    for record in records:
        override = Override.from_json(dict(record))
        name = str(override.as_json()["external_id"])
        by_key[decision_key(name, override.season)].append(override)
    for key, new in by_key.items():
        overrides = overrides_of(known.get(key))
        for override in new:
            overrides = with_override(overrides, override)
        await journal.decide(profile, key, decision_of(overrides))
