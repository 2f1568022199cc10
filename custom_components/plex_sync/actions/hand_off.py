"""Actions that hand what is missing to programs that get music."""

from functools import partial
from typing import Final

from homeassistant.core import ServiceCall, callback
from homeassistant.helpers import config_validation as cv
import voluptuous as vol

from ..const import HAND_OFFS
from ..coordinator import PlexSyncCoordinator
from ..handoff.hand_offs import Asked
from ..profiles.music_profile import MusicProfile
from ..rights import Right
from ..texts import refusal
from .action import Action, music_profile
from .answers import Answer
from .answers_music import sent_answer
from .naming_items import items_named
from .runs import ATTR_WAIT

ATTR_ITEMS: Final = "items"
ATTR_TRACKS: Final = "tracks"
ATTR_AGAIN: Final = "again"


async def _async_send(
    service: str, coordinator: PlexSyncCoordinator, call: ServiceCall
) -> Answer:
    """Ask a program for what is missing: all of it, of certain items, or certain things."""
    profile = music_profile(coordinator)
    check_hand_off(coordinator, profile, service)
    named = call.data.get(ATTR_ITEMS, ())
    asked = Asked(
        uids=frozenset(call.data.get(ATTR_TRACKS, ())),
        items=frozenset(item.key for item in items_named(profile, named)),
        again=call.data[ATTR_AGAIN],
        is_waited_for=call.data[ATTR_WAIT],
    )
    if asked.is_waited_for:
        return sent_answer(await profile.asked.async_send(service, asked))
    return async_begin_hand_off(profile, service, asked)


@callback
def async_begin_hand_off(profile: MusicProfile, service: str, asked: Asked) -> Answer:
    """Hand on in the background; what goes wrong there becomes a repair."""
    queued = profile.asked.is_sending(service)
    if profile.hand_off_watch is not None:
        work = partial(profile.asked.async_send, service, asked)
        profile.hand_off_watch.async_begin(service, work)
    return {"service": service, "begun": not queued, "queued": queued}


def check_hand_off(
    coordinator: PlexSyncCoordinator, profile: MusicProfile, service: str
) -> None:
    """Refuse what is not turned on, and to ask for anything while nothing is written.

    Raises:
        ServiceValidationError: it cannot be done.
    """
    if service not in profile.asked.programs:
        raise refusal("hand_off_is_off", service=HAND_OFFS[service])
    if coordinator.automatic.options().dry_run:
        raise refusal("dry_run_hands_nothing_on")


HAND_OFF_ACTIONS: Final = tuple(
    Action(
        name=f"send_to_{service}",
        handler=partial(_async_send, service),
        right=Right.ACT,
        fields={
            vol.Optional(ATTR_ITEMS): vol.All(cv.ensure_list, [cv.string]),
            vol.Optional(ATTR_TRACKS): vol.All(cv.ensure_list, [cv.string]),
            vol.Optional(ATTR_AGAIN, default=False): cv.boolean,
            vol.Optional(ATTR_WAIT, default=False): cv.boolean,
        },
    )
    for service in HAND_OFFS
)
