"""Actions for anime mappings: why a title is where it is, and the user's own word."""

import asyncio
from typing import Final

from homeassistant.core import ServiceCall
from homeassistant.helpers import config_validation as cv
from homeassistant.util import dt as dt_util
import voluptuous as vol

from ..anime.explain import describe
from ..anime.mapping.overrides import Override
from ..coordinator import PlexSyncCoordinator
from ..options import run_settings
from ..overrides import decision_key, decision_of, overrides_of, with_override
from ..rights import Right
from ..sync.runs import Subjects
from ..texts import refusal
from ..titles import PLACE_FIELDS, TITLE_FIELDS, async_place_of, subjects_of
from .action import Action, anime_profile
from .answers import Answer, update_answer

ATTR_ANILIST_ID: Final = "anilist_id"
ATTR_START: Final = "start"
ATTR_END: Final = "end"
ATTR_TARGET_START: Final = "target_start"
ATTR_FORCE: Final = "force"


async def _async_explain(coordinator: PlexSyncCoordinator, call: ServiceCall) -> Answer:
    """Say why titles are or are not mapped, and what each rule says of them."""
    profile, journal = anime_profile(coordinator), coordinator.journal
    entry = coordinator.config_entry
    known = await journal.known(entry.entry_id)
    wanted: Subjects = subjects_of(call)
    snapshot = await profile.planner.read(wanted, known, lambda _progress: None)
    context = await journal.context(
        entry.entry_id,
        coordinator.engine.target.account,
        dt_util.now(),
        run_settings(entry.options).destructive,
    )
    return dict(await asyncio.to_thread(describe, snapshot, context))


async def _async_set_mapping(
    coordinator: PlexSyncCoordinator, call: ServiceCall
) -> Answer:
    """Settle which AniList entry a film, a season or some of its episodes are."""
    profile, journal = anime_profile(coordinator), coordinator.journal
    anilist_id: int = call.data[ATTR_ANILIST_ID]
    place = await async_place_of(coordinator, call)
    start, end = call.data[ATTR_START], call.data.get(ATTR_END)
    if end is not None and end < start:
        raise refusal("end_before_start")
    if anilist_id:
        answers = await profile.anilist.media([anilist_id])
        if answers[anilist_id].media is None:
            raise refusal("no_such_media", anilist_id=str(anilist_id))
    override = Override(
        external_id=place.external_id,
        season=place.season,
        start=start,
        end=end,
        anilist_id=anilist_id or None,
        target_start=call.data[ATTR_TARGET_START],
    )
    key = decision_key(str(override.as_json()["external_id"]), place.season)
    known = await journal.known(coordinator.config_entry.entry_id)
    overrides = with_override(overrides_of(known.decisions.get(key)), override)
    await journal.decide(coordinator.config_entry.entry_id, key, decision_of(overrides))
    return {"mappings": [each.as_json() for each in overrides]}


async def _async_remove_mapping(
    coordinator: PlexSyncCoordinator, call: ServiceCall
) -> Answer:
    """Forget the user's own mappings of a film or a season."""
    journal = coordinator.journal
    place = await async_place_of(coordinator, call)
    name = f"{place.external_id.provider}:{place.external_id.id}"
    key = decision_key(name, place.season)
    known = await journal.known(coordinator.config_entry.entry_id)
    overrides = overrides_of(known.decisions.get(key))
    if not overrides:
        raise refusal("no_own_mapping")
    await journal.decide(coordinator.config_entry.entry_id, key, None)
    return {"removed": [each.as_json() for each in overrides]}


async def _async_refresh_mappings(
    coordinator: PlexSyncCoordinator, call: ServiceCall
) -> Answer:
    """Look for newer mappings now."""
    profile = anime_profile(coordinator)
    result = await profile.mappings.async_refresh(force=call.data[ATTR_FORCE])
    await coordinator.async_refresh()
    return update_answer(result)


MAPPING_ACTIONS: Final = (
    Action(
        name="explain",
        handler=_async_explain,
        right=Right.SEE,
        fields=TITLE_FIELDS,
        only_reads=True,
    ),
    Action(
        name="set_mapping",
        handler=_async_set_mapping,
        right=Right.ADMINISTER,
        fields={
            **PLACE_FIELDS,
            vol.Required(ATTR_ANILIST_ID): cv.positive_int,
            vol.Optional(ATTR_START, default=1): vol.All(
                vol.Coerce(int), vol.Range(min=1)
            ),
            vol.Optional(ATTR_END): vol.All(vol.Coerce(int), vol.Range(min=1)),
            vol.Optional(ATTR_TARGET_START, default=1): vol.All(
                vol.Coerce(int), vol.Range(min=1)
            ),
        },
    ),
    Action(
        name="remove_mapping",
        handler=_async_remove_mapping,
        right=Right.ADMINISTER,
        fields=PLACE_FIELDS,
    ),
    Action(
        name="refresh_mappings",
        handler=_async_refresh_mappings,
        right=Right.ADMINISTER,
        fields={vol.Optional(ATTR_FORCE, default=False): cv.boolean},
    ),
)
