"""A whole set of messages at a broker: connected to, compared, sent, written down."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant
from homeassistant.helpers.network import NoURLAvailableError, get_url

from ..broker import Will
from ..music.categories import CategorisedItem
from ..music.mqtt_messages import OFFLINE, Messages, messages_of
from ..music.mqtt_plan import PublishPlan, plan_publish
from ..sync.errors import ServiceError, ServiceUnavailable
from ..sync.journal.journal import Journal
from .brokers import Broker, async_broker, async_send
from .dry_run import async_write_manifest
from .leaving import Leaving, async_clear_topics
from .published import Published, async_add_place
from .settings import MqttSettings, place_of


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishResult:
    """What became of a set; in a dry run, what would have."""

    published: int = 0
    removed: int = 0
    unchanged: int = 0
    dry_run: bool = False
    error: str = ""

    def answer(self) -> dict[str, Any]:
        """Return it for people and automations."""
        told: dict[str, Any] = {
            "published": self.published,
            "removed": self.removed,
            "unchanged": self.unchanged,
            "dry_run": self.dry_run,
        }
        return told | ({"error": self.error} if self.error else {})


class SetsAtBroker:
    """Brings what brokers keep of a profile in line with what is wanted."""

    def __init__(
        self,
        hass: HomeAssistant,
        entry: ConfigEntry[Any],
        journal: Journal,
        lost: Callable[[], None],
    ) -> None:
        """Serve a profile; `lost` is called when the line has broken."""
        self._hass = hass
        self._entry = entry
        self._published = Published(entry, journal)
        self._lost = lost
        self._broker: Broker | None = None
        self._connected_as: MqttSettings | None = None
        self.leaving = Leaving(hass, entry, self._published)

    @property
    def is_connected(self) -> bool:
        """Whether messages get through."""
        return self._broker is not None and self._broker.is_connected

    async def async_publish(
        self,
        settings: MqttSettings,
        items: Sequence[CategorisedItem],
        *,
        look: bool = False,
    ) -> PublishResult:
        """Publish what has changed, and take back what is gone.

        Args:
            settings: where to.
            items: what has a category.
            look: whether to see what is still there, as others can clear it, too.

        Raises:
            ServiceError: the broker does not take it; all is sent again then.
            JournalError: what was published cannot be read or noted.
        """
        try:
            return await self._async_publish(settings, items, look=look)
        except ServiceUnavailable:
            # A line that hangs is not mended by waiting.
            await self.async_disconnect(say=False)
            raise

    async def async_dry_run(
        self, settings: MqttSettings, items: Sequence[CategorisedItem]
    ) -> PublishResult:
        """Write down what would be sent; nothing is.

        Raises:
            JournalError: what was published cannot be read.
        """
        kept = await self._published.read(place_of(settings.access))
        wanted: Messages = {}
        if settings.enabled:
            wanted = self._wanted(items, settings, kept.topics)
        plan = plan_publish(wanted, kept.topics if kept.is_whole else {}, kept.topics)
        await async_write_manifest(
            self._hass, self._entry, settings, items, wanted, plan
        )
        return PublishResult(
            published=len(plan.publish),
            removed=len(plan.clear),
            unchanged=plan.unchanged,
            dry_run=True,
        )

    async def async_disconnect(self, *, say: bool) -> None:
        """Let go of the broker; `say`: tell that nobody keeps it true from now on."""
        broker, self._broker = self._broker, None
        settings, self._connected_as = self._connected_as, None
        if broker is None or settings is None:
            return
        if say and broker.is_connected:
            # It is what the will would say.
            with suppress(ServiceError):
                await broker.async_publish(settings.naming.status_topic, OFFLINE)
        await broker.async_close()

    async def _async_publish(
        self, settings: MqttSettings, items: Sequence[CategorisedItem], *, look: bool
    ) -> PublishResult:
        broker, is_new = await self._async_connect(settings)
        place = place_of(settings.access)
        async_add_place(self._hass, self._entry, settings.access)
        # It may be the same broker under another name: what goes has to be gone first.
        left = self.leaving.due(place)
        removed = await self.leaving.async_clear(left)
        kept = await self._published.read(place)
        wanted = self._wanted(items, settings, kept.topics)
        there: Messages = kept.topics if kept.is_whole else {}
        if is_new or left or look:
            # It may have lost what it kept while nobody was there.
            there = await broker.async_retained({**wanted, **kept.topics}.keys())
        plan = plan_publish(wanted, there, kept.topics)
        if plan.publish or not kept.is_whole or kept.topics != wanted:
            await self._async_send(broker, place, plan, kept.topics, wanted)
        return PublishResult(
            published=len(plan.publish),
            removed=removed + len(plan.clear),
            unchanged=plan.unchanged,
        )

    async def _async_send(
        self,
        broker: Broker,
        place: str,
        plan: PublishPlan,
        known: Messages,
        wanted: Messages,
    ) -> None:
        # What somebody else has left there just so is ours from now on, too.
        new = [topic for topic in wanted if topic not in known]
        await self._published.intend(place, new)
        # One after the other: what goes has to be gone before another of its name comes.
        if plan.clear:
            others = await self._published.of_others(self._hass, place)
            await async_clear_topics(broker, plan.clear, known, others)
        await async_send(broker, list(plan.publish.items()))
        await self._published.complete(place, wanted, plan.clear)

    async def _async_connect(self, settings: MqttSettings) -> tuple[Broker, bool]:
        """Return the way to the broker, and whether it was just made."""
        if self._broker is not None and self._broker.is_connected:
            if settings == self._connected_as:
                return self._broker, False
        await self.async_disconnect(say=True)
        broker = async_broker(
            self._hass,
            settings.access,
            will=Will(settings.naming.status_topic, OFFLINE),
            lost=self._lost,
        )
        await broker.async_connect()
        self._broker, self._connected_as = broker, settings
        return broker, True

    def _wanted(
        self, items: Sequence[CategorisedItem], settings: MqttSettings, before: Messages
    ) -> Messages:
        return messages_of(items, settings.naming, before, _base_address(self._hass))


def _base_address(hass: HomeAssistant) -> str:
    """Return where this Home Assistant is for others; empty if nobody has said so."""
    try:
        # Without an internal address it would be guessed, and be wrong in containers.
        address = get_url(
            hass,
            allow_internal=hass.config.internal_url is not None,
            prefer_external=True,
        )
    except NoURLAvailableError:
        return ""
    return address.rstrip("/")
