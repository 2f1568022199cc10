"""What follows when all was synced: what is missing is handed on, what has changed told."""

import asyncio
from collections.abc import Collection

from homeassistant.core import callback

from ..handoff.hand_offs import Asked, Sent
from ..profiles.music_profile import MusicProfile
from ..sync.errors import ServiceError
from ..sync.journal.database import JournalError
from ..sync.requests import RunResult
from ..texts import failure, failure_of
from .answers import Answer
from .answers_music import sent_answer


async def async_hand_on(profile: MusicProfile) -> Answer:
    """Ask the programs that are turned on, and publish; that one fails stops no other."""
    answers: Answer = {}
    for service in profile.asked.programs:
        try:
            sent = await profile.asked.async_send(service, Asked(is_waited_for=True))
            answers[service] = sent_answer(sent)
        except (ServiceError, JournalError) as err:
            answers[service] = {"service": service, "text": _text(err)}
    if profile.mqtt.settings.enabled:
        try:
            answers["mqtt"] = (await profile.mqtt.async_publish()).answer()
        except (ServiceError, JournalError) as err:
            answers["mqtt"] = {"text": _text(err)}
    return answers


@callback
def async_hand_on_after(
    profile: MusicProfile, runs: Collection[asyncio.Future[RunResult]]
) -> Answer:
    """Ask the programs once runs have ended, and wait for none of it.

    What has changed is published by itself.
    """
    answers: Answer = {}
    for service in profile.asked.programs:

        async def send(service: str = service) -> Sent:
            if runs:
                await asyncio.wait(runs)
            # The end of a run is seen everywhere a little later.
            await profile.async_refresh()
            return await profile.asked.async_send(service)

        if profile.hand_off_watch is not None:
            profile.hand_off_watch.async_begin(service, send)
        answers[service] = {"service": service, "begun": True}
    return answers


def _text(err: ServiceError | JournalError) -> str:
    if isinstance(err, ServiceError):
        return str(failure_of(err))
    return str(failure("Plex Sync", err.reason, err.message))
