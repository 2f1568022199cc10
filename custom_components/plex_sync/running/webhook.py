"""A webhook of each profile, for Plex and Tautulli: answered at once, then a look."""

import asyncio
import hashlib
import hmac
from http import HTTPStatus
import secrets
from typing import TYPE_CHECKING, Final

from aiohttp.http_exceptions import HttpProcessingError
from aiohttp.web import Request, RequestPayloadError, Response
from homeassistant.components import webhook
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.storage import Store

from ..const import CONF_ACCOUNT_ID, CONF_ID, CONF_PLEX_USER, CONF_SERVER, DOMAIN
from ..plex.webhooks import LARGEST, Ignored, WebhookEvent, parse_webhook
from ..sync.errors import ServiceError

if TYPE_CHECKING:
    from ..coordinator import PlexSyncCoordinator

STORE: Final = f"{DOMAIN}.webhooks"
PIECE: Final = 64 * 1024
"""Bytes read at once; a body that is longer is understood outside the event loop."""
PATIENCE: Final = 30.0
"""Seconds that a body may take to arrive."""


def _store(hass: HomeAssistant) -> Store[dict[str, str]]:
    return Store(hass, 1, STORE, private=True)


async def _async_secret(hass: HomeAssistant) -> str:
    """Return the secret that all addresses come from, made when first needed."""
    store = _store(hass)
    if (kept := await store.async_load()) is not None:
        return kept["secret"]
    made = secrets.token_hex(32)
    await store.async_save({"secret": made})
    return made


async def async_forget_webhooks(hass: HomeAssistant) -> None:
    """Let all addresses go; profiles made later get others."""
    await _store(hass).async_remove()


@callback
def async_webhook_address(hass: HomeAssistant, webhook_id: str) -> str:
    """Return what to type into Plex or Tautulli; whoever knows it can use it.

    Raises:
        NoURLAvailableError: Home Assistant does not know its own address.
    """
    return webhook.async_generate_url(hass, webhook_id)


class Webhook:
    """The webhook of one profile."""

    def __init__(self, coordinator: PlexSyncCoordinator) -> None:
        """Serve a coordinator; nothing is registered yet."""
        self.id: str | None = None
        """Part of the address; a secret."""
        self.heard = 0
        """Events that were about this profile."""
        self.ignored = 0
        self._coordinator = coordinator
        data = coordinator.config_entry.data
        self._server: str = data[CONF_SERVER][CONF_ID]
        self._accounts: set[int] = {data[CONF_PLEX_USER][CONF_ACCOUNT_ID]}
        self._is_asking = False
        self._is_known = False

    async def async_start(self) -> None:
        """Take what is posted from now on."""
        coordinator = self._coordinator
        entry_id = coordinator.config_entry.entry_id
        secret = await _async_secret(coordinator.hass)
        self.id = hmac.new(
            secret.encode(), entry_id.encode(), hashlib.sha256
        ).hexdigest()
        # Left over where setting up has failed half-way.
        webhook.async_unregister(coordinator.hass, self.id)
        webhook.async_register(
            coordinator.hass,
            DOMAIN,
            coordinator.config_entry.title,
            self.id,
            self._async_handle,
            local_only=False,
            allowed_methods=("POST",),
        )

    @callback
    def async_stop(self) -> None:
        """Take nothing any more."""
        if self.id is not None:
            webhook.async_unregister(self._coordinator.hass, self.id)

    async def _async_handle(
        self, hass: HomeAssistant, _webhook_id: str, request: Request
    ) -> Response:
        """Answer that all is well, whatever was posted."""
        body = await _async_body(request)
        content_type = request.headers.get("Content-Type", "")
        event: WebhookEvent | Ignored | None = None
        if body is not None and len(body) > PIECE:
            event = await hass.async_add_executor_job(parse_webhook, content_type, body)
        elif body is not None:
            event = parse_webhook(content_type, body)
        if isinstance(event, WebhookEvent) and self._concerns_us(event):
            self.heard += 1
            self._coordinator.automatic.async_wake(True)
        else:
            self.ignored += 1
        return Response(status=HTTPStatus.OK)

    @callback
    def _concerns_us(self, event: WebhookEvent) -> bool:
        if event.concerns(self._server, self._accounts):
            return True
        account = event.account_id
        if account is None or not event.concerns(self._server, {account}):
            return False
        # Tautulli names an owner by their number at plex.tv, which is asked for once.
        if not self._is_known and not self._is_asking:
            self._is_asking = True
            coordinator = self._coordinator
            coordinator.config_entry.async_create_background_task(
                coordinator.hass, self._async_learn(event), "Plex Sync account"
            )
        return False

    async def _async_learn(self, event: WebhookEvent) -> None:
        """Find out by which other numbers the profile's user is known."""
        try:
            self._accounts |= set(await self._coordinator.profile.async_accounts())
        except ServiceError:
            return
        finally:
            self._is_asking = False
        self._is_known = True
        if event.concerns(self._server, self._accounts):
            self.heard += 1
            self._coordinator.automatic.async_wake(True)


async def _async_body(request: Request) -> bytes | None:
    """Read a body; `None`: it is too long, or was not sent to its end."""
    body = bytearray()
    try:
        async with asyncio.timeout(PATIENCE):
            while piece := await request.content.read(PIECE):
                body += piece
                if len(body) > LARGEST:
                    return None
    except OSError, ValueError, HttpProcessingError, RequestPayloadError:
        return None
    return bytes(body)
