"""AniList's activity feed, kept quiet while a whole list is written."""

import asyncio
from dataclasses import dataclass, field as attribute
from datetime import datetime, timedelta
import logging
from typing import TYPE_CHECKING, Final

from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.helpers.event import async_call_later
from homeassistant.helpers.start import async_at_started
from homeassistant.util.hass_dict import HassKey

from ..anilist import STATUSES, AniListClient, Lane
from ..const import CONF_PREVIEW, CONF_QUIET_FEED
from ..profiles.anime_profile import AnimeProfile, account_of
from ..sync.errors import Refused, ServiceError
from ..sync.journal.database import JournalError
from ..sync.requests import RunRequest
from ..sync.runs import RunKind

if TYPE_CHECKING:
    from ..coordinator import PlexSyncCoordinator

_LOGGER = logging.getLogger(__name__)

NOTES: Final = "quiet_feed"
"""Namespace of the journal: by account, which statuses were silent before."""
PATIENCE: Final = 20
"""Seconds; an unload does not wait longer for the feed."""
MANY: Final = 10
"""So many changes of a first sync that nobody has looked at are worth to be quiet for."""
AGAIN: Final = timedelta(minutes=5)


@dataclass(slots=True)
class _Feed:
    """The feed of one account, however many profiles write to it."""

    lock: asyncio.Lock = attribute(default_factory=asyncio.Lock)
    holders: int = 0
    """Runs that want it to be quiet."""


_FEEDS: HassKey[dict[str, _Feed]] = HassKey("plex_sync_feeds")


@callback
def async_keep_feed_quiet(coordinator: PlexSyncCoordinator) -> None:
    """Keep the feed of a profile's account quiet during restores and the first sync."""
    if isinstance(coordinator.profile, AnimeProfile):
        feed = QuietFeed(coordinator, coordinator.profile)
        coordinator.engine.surround(feed)
        feed.async_start()


class QuietFeed:
    """Switches activities off before many are made, and on again afterwards.

    The user's own setting is written down before it is changed, so that it is put back
    even after a crash. What was off before stays off; what the user switches on
    meanwhile stays on.
    """

    def __init__(self, coordinator: PlexSyncCoordinator, profile: AnimeProfile) -> None:
        """Serve a profile; nothing is asked yet."""
        self._hass = coordinator.hass
        self._entry = coordinator.config_entry
        self._journal = coordinator.journal
        self._client: AniListClient = profile.anilist.lane(Lane.RUN)
        self._account = account_of(self._entry)
        feeds = self._hass.data.setdefault(_FEEDS, {})
        self._feed = feeds.setdefault(self._account, _Feed())
        self._holds = False
        self._is_told = False
        """Whether it was said already that it cannot be put back."""
        self._cancel_retry: CALLBACK_TYPE | None = None

    @callback
    def async_start(self) -> None:
        """Put back what a crash has left, once Home Assistant has started."""
        unload = self._entry.async_on_unload
        unload(async_at_started(self._hass, self._async_begin))
        unload(self._async_cancel_retry)

    @callback
    def _async_begin(self, hass: HomeAssistant) -> None:
        self._entry.async_create_background_task(
            hass, self.async_put_back(), "Plex Sync activity feed"
        )

    async def prepare(self, request: RunRequest, changes: int) -> None:
        """Keep the feed quiet, if this run is one that others need not hear of.

        Raises:
            ServiceError: AniList does not let it; nothing is written.
        """
        if self._holds or not await self._is_wanted(request, changes):
            return
        async with self._feed.lock:
            self._feed.holders += 1
            self._holds = True
            try:
                await self._silence()
            except Refused as err:
                raise ServiceError(
                    err.service, err.message, reason="feed_not_quiet"
                ) from err

    async def clear_up(self) -> None:
        """Put the user's own setting back, unless another run still wants quiet."""
        if self._holds:
            self._holds = False
            self._feed.holders -= 1
            await self.async_put_back()

    async def async_put_back(self) -> None:
        """Put the user's own setting back, or try again later."""
        async with self._feed.lock:
            if self._feed.holders:
                return
            try:
                async with asyncio.timeout(PATIENCE):
                    await self._put_back()
            except (ServiceError, JournalError, TimeoutError) as err:
                _LOGGER.log(
                    logging.DEBUG if self._is_told else logging.WARNING,
                    "%s: AniList's activities are still switched off,"
                    " and are switched on again later: %s",
                    self._entry.title,
                    err or type(err).__name__,
                )
                self._is_told = True
                self._async_try_again()
            else:
                self._is_told = False

    async def _is_wanted(self, request: RunRequest, changes: int) -> bool:
        if request.quiet is not None:
            return request.quiet
        options = self._entry.options
        if not options.get(CONF_QUIET_FEED, True):
            return False
        match request.kind:
            case RunKind.RESTORE:
                return True
            case RunKind.APPLY:
                return bool(options.get(CONF_PREVIEW)) or await self._is_first()
            case RunKind.FULL:
                return changes >= MANY and await self._is_first()
            case _:
                return False

    async def _is_first(self) -> bool:
        """Whether nothing was synced before."""
        profile = self._entry.entry_id
        return not [
            kind
            for kind in (RunKind.FULL, RunKind.APPLY)
            if await self._journal.last_success(profile, kind)
        ]

    async def _silence(self) -> None:
        if await self._noted() is None:
            own = await self._client.silent_statuses()
            if own.issuperset(STATUSES):
                return
            await self._journal.put(NOTES, {self._account: sorted(own)})
        await self._client.silence(STATUSES)

    async def _put_back(self) -> None:
        own = await self._noted()
        if own is None:
            return
        now = await self._client.silent_statuses()
        wanted = now & own
        if wanted != now and await self._client.silence(wanted) != wanted:
            raise ServiceError("AniList", "it has kept another setting")
        await self._journal.put(NOTES, {self._account: None})

    async def _noted(self) -> frozenset[str] | None:
        """Return what was silent before; `None`: nothing was changed."""
        kept = await self._journal.get(NOTES, [self._account])
        value, _ = kept.get(self._account, (None, None))
        return frozenset(map(str, value)) if isinstance(value, list) else None

    @callback
    def _async_try_again(self) -> None:
        self._async_cancel_retry()

        async def put_back(_now: datetime) -> None:
            self._cancel_retry = None
            await self.async_put_back()

        self._cancel_retry = async_call_later(self._hass, AGAIN, put_back)

    @callback
    def _async_cancel_retry(self) -> None:
        if self._cancel_retry is not None:
            self._cancel_retry()
            self._cancel_retry = None
