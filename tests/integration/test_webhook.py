"""What Plex and Tautulli post: answered whatever it is, and looked up if it is ours."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
import json
from typing import Any

from aiohttp import FormData
from aiohttp.test_utils import TestClient
from homeassistant.components import webhook
from homeassistant.core import HomeAssistant
from homeassistant.core_config import async_process_ha_core_config
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.plex_sync.frontend import DATA_FRONTEND
from custom_components.plex_sync.plex.webhooks import LARGEST
from custom_components.plex_sync.running import wake
from custom_components.plex_sync.running.webhook import async_webhook_address
from tests.fakes.plex import Fault

from .house import House, open_house
from .test_insight import diagnostics_of

AUTOMATIC = {"automatic_sync": True, "poll_interval": 0}
SOON = 0.2

type Post = Callable[..., Awaitable[int]]


@pytest.fixture(autouse=True)
async def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look soon."""
    monkeypatch.setattr(wake, "FIRST", SOON)
    monkeypatch.setattr(wake, "URGENT_MOST", SOON)


@pytest.fixture
async def house(hass: HomeAssistant) -> AsyncIterator[House]:
    """A household whose Home Assistant takes webhooks, and hears no notifications."""
    assert await async_setup_component(hass, "webhook", {})
    hass.data[DATA_FRONTEND] = "/no/frontend"
    async with open_house(hass) as household:
        household.plex.faults.add(Fault("status", "websockets", status=403, times=None))
        yield household


@pytest.fixture
async def post(
    house: House, hass_client_no_auth: Callable[[], Awaitable[TestClient[Any, Any]]]
) -> Post:
    """Post something to a profile's webhook; the status."""
    client = await hass_client_no_auth()

    async def posting(to: MockConfigEntry | str, **arguments: Any) -> int:
        webhook_id = to if isinstance(to, str) else to.runtime_data.webhook.id
        path = webhook.async_generate_path(webhook_id)
        async with client.post(path, **arguments) as response:
            return response.status

    return posting


async def ready(house: House, name: str = "Mika", **arguments: Any) -> MockConfigEntry:
    """A profile that has run in full."""
    entry = await house.set_up(name, options=AUTOMATIC, **arguments)
    await house.until(lambda: entry.runtime_data.automatic.next_full is not None)
    await house.rest(entry)
    return entry


def scrobble(house: House, account: int = 1, **changes: Any) -> dict[str, Any]:
    """What Plex says when an episode was watched."""
    return {
        "event": "media.scrobble",
        "Account": {"id": account},
        "Server": {"uuid": house.plex.machine_identifier},
        "Metadata": {"type": "episode", "ratingKey": "3", "grandparentRatingKey": "1"},
        **changes,
    }


def tautulli(house: House, user_id: int) -> dict[str, Any]:
    """What Tautulli says, by a template of the user's own."""
    return {
        "action": "watched",
        "server_machine_id": house.plex.machine_identifier,
        "user_id": str(user_id),
        "rating_key": "3",
    }


async def test_scrobble_brings_the_episode_to_the_list(
    house: House, post: Post
) -> None:
    """Plex posts a form, and a picture beside it."""
    show = house.show("Frieren", 28)
    house.watch(show, 3)
    entry = await ready(house)
    house.watch(show, 4)
    form = FormData()
    form.add_field("payload", json.dumps(scrobble(house)))
    form.add_field("thumb", b"\xff\xd8" * 100_000, filename="thumb.jpg")
    assert await post(entry, data=form) == 200
    await house.until(lambda: house.progress(show) == 4)
    await house.rest(entry)
    runs = (await house.call(entry, "get_runs"))["runs"]
    assert (runs[0]["kind"], runs[0]["origin"]) == ("poll", "notification")


async def test_tautulli_names_an_owner_by_their_number_at_plex_tv(
    house: House, post: Post
) -> None:
    """That is asked for once; anybody else's stays somebody else's."""
    show = house.show("Frieren", 28)
    house.watch(show, 3)
    entry = await ready(house)
    house.watch(show, 4)
    owner = house.plex.owner.plex_tv_id
    assert await post(entry, json=tautulli(house, owner)) == 200
    await house.until(lambda: house.progress(show) == 4)
    await house.rest(entry)
    house.plex.reset_requests()
    assert await post(entry, json=tautulli(house, 4711)) == 200
    await asyncio.sleep(2 * SOON)
    assert house.plex.requests.total == 0
    assert entry.runtime_data.webhook.heard == 1


async def test_rubbish_is_answered_and_nothing_else(house: House, post: Post) -> None:
    """Whatever is posted: 200, and not one request to anybody."""
    house.watch(house.show("Frieren"), 3)
    entry = await ready(house)
    house.plex.reset_requests()
    house.anilist.reset_counts()
    nonsense: list[dict[str, Any]] = [
        {},
        {"data": b"rubbish"},
        {"data": b"\x00\xff" * 50_000, "headers": {"Content-Type": "multipart/x"}},
        {"data": b"[" * 100_000, "headers": {"Content-Type": "application/json"}},
        {"json": None},
        {"json": []},
        {"json": scrobble(house, Server={"uuid": "another"})},
        {"json": scrobble(house, account=99)},
        {"json": scrobble(house, event="media.play")},
        {"json": scrobble(house, Metadata={"type": "track", "ratingKey": "1"})},
        {"json": scrobble(house, Metadata={})},
    ]
    house.plex.faults.add(Fault("status", "/api/v2/user", service="plex_tv"))
    for arguments in nonsense:
        assert await post(entry, **arguments) == 200
    await asyncio.sleep(2 * SOON)
    assert house.plex.requests["plex"] == 0
    assert house.anilist.requests == 0
    assert entry.runtime_data.webhook.heard == 0
    data = await diagnostics_of(house, entry)
    assert data["push"]["webhook_ignored"] == len(nonsense)
    assert entry.runtime_data.webhook.id not in json.dumps(data)


async def test_body_without_an_end_is_not_read_to_its_end(
    house: House, post: Post
) -> None:
    """What is larger than any picture is not kept."""
    house.watch(house.show("Frieren"), 3)
    entry = await ready(house)
    assert await post(entry, data=b"x" * (LARGEST + 1)) == 200
    assert entry.runtime_data.webhook.ignored == 1


async def test_thousand_a_minute_are_a_few_polls(house: House, post: Post) -> None:
    """Merged; each is answered."""
    show = house.show("Frieren", 28)
    house.watch(show, 3)
    entry = await ready(house)
    house.plex.reset_requests()
    house.watch(show, 4)
    said = scrobble(house)
    for _ in range(20):
        answers = await asyncio.gather(*(post(entry, json=said) for _ in range(50)))
        assert set(answers) == {200}
    await house.until(lambda: house.progress(show) == 4)
    await house.rest(entry)
    assert entry.runtime_data.webhook.heard == 1000
    # The wait of these stories is a twentieth of the real one.
    assert house.plex.requests.total <= 50


async def test_everybody_has_an_address_that_stays(house: House) -> None:
    """Two profiles have two addresses; a reload changes neither, removing ends one."""
    house.add_user("Kim")
    house.watch(house.show("Frieren"), 3)
    mika, kim = await ready(house), await ready(house, "Kim")
    before = mika.runtime_data.webhook.id
    assert before != kim.runtime_data.webhook.id
    assert await house.hass.config_entries.async_reload(mika.entry_id)
    assert mika.runtime_data.webhook.id == before
    await async_process_ha_core_config(
        house.hass, {"external_url": "https://home.example"}
    )
    address = async_webhook_address(house.hass, before)
    assert address == f"https://home.example/api/webhook/{before}"
    await house.rest(mika)
    await house.hass.config_entries.async_remove(mika.entry_id)
    webhook.async_register(house.hass, "test", "Free again", before, _nobody)


async def _nobody(hass: HomeAssistant, webhook_id: str, request: Any) -> None:
    """Take nothing."""


async def test_unloaded_profile_takes_nothing(house: House, post: Post) -> None:
    """What is posted to a profile that is not there is answered all the same."""
    house.watch(house.show("Frieren"), 3)
    entry = await ready(house)
    taker = entry.runtime_data.webhook
    assert await house.hass.config_entries.async_unload(entry.entry_id)
    assert await post(taker.id, json=scrobble(house)) == 200
    assert taker.heard == 0
