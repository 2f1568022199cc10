"""What a person does beside the forms: at plex.tv, and at AniList."""

import asyncio
import base64
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
import json
from typing import Any, cast
from urllib.parse import parse_qs, urlsplit

from aiohttp import web
from homeassistant.config_entries import ConfigFlowResult
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType

from tests.fakes.plex import User

from .flow_world import FlowWorld, checked


def code_of(result: ConfigFlowResult) -> str:
    """The code in the link that the form shows."""
    assert result["type"] is FlowResultType.SHOW_PROGRESS
    placeholders = result["description_placeholders"]
    assert placeholders is not None
    return parse_qs(urlsplit(placeholders["link"]).fragment[1:])["code"][0]


async def allow(
    hass: HomeAssistant, world: FlowWorld, result: ConfigFlowResult, user: User
) -> ConfigFlowResult:
    """Say yes at plex.tv; where the flow is then."""
    assert world.plex.plex_tv.pins.confirm(code_of(result), user)
    return await awaited(hass, result)


async def awaited(hass: HomeAssistant, result: ConfigFlowResult) -> ConfigFlowResult:
    """Where a flow is once it has gone on by itself."""
    flow_id = result["flow_id"]
    flow = hass.config_entries.flow._progress[flow_id]
    async with asyncio.timeout(5):
        while True:
            step = cast("ConfigFlowResult", flow.cur_step)
            if step["type"] is not FlowResultType.SHOW_PROGRESS:
                # As the frontend does when it is told that the flow went on.
                return checked(await hass.config_entries.flow.async_configure(flow_id))
            await asyncio.sleep(0.01)


def jwt(payload: Any = None, signature: bytes = b"\xfb" * 64) -> str:
    """A token in AniList's form."""
    header = b'{"typ":"JWT","alg":"RS256"}'
    body = json.dumps({"sub": "5"} if payload is None else payload).encode()
    return ".".join(
        base64.urlsafe_b64encode(part).decode().rstrip("=")
        for part in (header, body, signature)
    )


class TokenService:
    """AniList's address where a code becomes a token."""

    def __init__(self) -> None:
        """Answer nothing of use yet."""
        self.url = ""
        self.status = 200
        self.answer: Any = {}
        self.asked: list[dict[str, str]] = []

    async def handle(self, request: web.Request) -> web.Response:
        """Answer as told."""
        self.asked.append(
            {key: str(value) for key, value in (await request.post()).items()}
        )
        return web.json_response(self.answer, status=self.status)


@asynccontextmanager
async def token_service() -> AsyncIterator[TokenService]:
    """Listen on loopback."""
    service = TokenService()
    app = web.Application()
    app.router.add_post("/token", service.handle)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    service.url = f"http://127.0.0.1:{runner.addresses[0][1]}/token"
    try:
        yield service
    finally:
        await runner.cleanup()
