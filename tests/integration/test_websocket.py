"""What the cards ask for and subscribe to: who gets it, and what is pushed."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

from homeassistant.auth.const import GROUP_ID_READ_ONLY, GROUP_ID_USER
from homeassistant.auth.models import User
from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.typing import (
    MockHAClientWebSocket,
    WebSocketGenerator,
)

from tests.fakes.plex import Fault, Item

from .house import House
from .web import open_web_house

type Event = dict[str, Any]
type SignIn = Callable[[User], Awaitable[MockHAClientWebSocket]]


@pytest.fixture(name="house")
async def house_fixture(hass: HomeAssistant) -> AsyncIterator[House]:
    """A household with a web server."""
    async with open_web_house(hass) as household:
        yield household


@pytest.fixture(name="show")
def show_fixture(house: House) -> Item:
    """A show of which some was watched."""
    show = house.show("Frieren", 28)
    house.watch(show, 5)
    return show


@pytest.fixture(name="entry")
async def entry_fixture(house: House, show: Item) -> MockConfigEntry:
    """A profile that has synced once."""
    entry = await house.set_up()
    await house.sync(entry)
    return entry


@pytest.fixture(name="sign_in")
def sign_in_fixture(hass: HomeAssistant, hass_ws_client: WebSocketGenerator) -> SignIn:
    """Connects as some user."""

    async def sign_in(user: User) -> MockHAClientWebSocket:
        refresh = await hass.auth.async_create_refresh_token(
            user, client_id="https://example.invalid"
        )
        return await hass_ws_client(hass, hass.auth.async_create_access_token(refresh))

    return sign_in


async def user_of(hass: HomeAssistant, group: str) -> User:
    """A user who is in a group."""
    return await hass.auth.async_create_user("Kim", group_ids=[group])


async def ask(
    client: MockHAClientWebSocket, command: str, entry: MockConfigEntry, **data: Any
) -> Any:
    """Ask, and return the whole answer."""
    await client.send_json_auto_id(
        {"type": f"plex_sync/{command}", "config_entry_id": entry.entry_id, **data}
    )
    return await client.receive_json()


async def subscribe(client: MockHAClientWebSocket, entry: MockConfigEntry) -> Event:
    """Subscribe, and return what comes first."""
    answer = await ask(client, "subscribe", entry)
    assert answer["success"], answer
    return await event(client, "first")


async def event(client: MockHAClientWebSocket, kind: str = "") -> Event:
    """The next event, of a kind if one is wanted."""
    async with asyncio.timeout(10):
        while True:
            message = await client.receive_json()
            if message["type"] != "event":
                continue
            told: Event = message["event"]
            if kind in ("", told["type"]):
                return told


async def test_first_event_brings_all_that_a_card_shows(
    hass: HomeAssistant, entry: MockConfigEntry, hass_ws_client: WebSocketGenerator
) -> None:
    """Profile, status, counters, records, runs, and that no plan waits."""
    first = await subscribe(await hass_ws_client(hass), entry)
    assert first["profile"]["title"] == "Anime Mika"
    assert first["profile"]["status_entity_id"].startswith("sensor.")
    assert first["profile"]["rights"] == {"act": True, "administer": True}
    assert first["status"]["activity"] == "idle"
    assert first["status"]["last_sync"]
    assert first["counters"]["synced"] == 1
    assert first["plan"] is None
    [record] = first["page"]["records"]
    assert record["title"] == "Frieren"
    assert {edit["field"] for edit in record["edits"]} >= {"status", "progress"}
    [run] = first["page"]["runs"]
    assert record["run"] == run["run"]
    assert first["page"]["next"] is None


async def test_news_are_pushed(
    hass: HomeAssistant,
    house: House,
    show: Item,
    entry: MockConfigEntry,
    hass_ws_client: WebSocketGenerator,
) -> None:
    """A sync shows itself while it runs, what it changed, and what that adds up to."""
    client = await hass_ws_client(hass)
    await subscribe(client, entry)
    house.watch(show, 6)
    house.plex.faults.add(Fault("slow", "/all", seconds=0.8))
    running = hass.async_create_task(house.sync(entry))
    told: dict[str, Event] = {}
    counters: Event = {}
    while "records" not in told or counters.get("synced") != 2:
        news = await event(client)
        is_running = news["type"] == "status" and news["status"]["running"] == "full"
        kind = "running" if is_running else news["type"]
        counters = news.get("counters", counters)
        # The run ends after its last record, which is then told of once more.
        if kind != "records" or news["added"] or news["changed"]:
            told[kind] = news
    assert "running" in told
    records = told["records"]
    [record] = records["added"] or records["changed"]
    assert record["title"] == "Frieren"
    assert record["run"] in [run["run"] for run in records["runs"]]
    assert counters["pending"] == 0
    await running


async def test_settled_problem_is_pushed(
    hass: HomeAssistant, house: House, hass_ws_client: WebSocketGenerator
) -> None:
    """A problem that is ignored comes once more, closed."""
    house.watch(house.show("Obscure", mapped=False), 3)
    house.show("Known")
    entry = await house.set_up()
    await house.sync(entry)
    client = await hass_ws_client(hass)
    first = await subscribe(client, entry)
    [problem] = first["page"]["records"]
    await house.call(entry, "ignore", record=problem["record"])
    news = await event(client, "records")
    assert [each["record"] for each in news["changed"]] == [problem["record"]]
    assert news["changed"][0]["closed_at"] is not None


async def test_waiting_plan_is_pushed(
    hass: HomeAssistant,
    house: House,
    show: Item,
    entry: MockConfigEntry,
    hass_ws_client: WebSocketGenerator,
) -> None:
    """A dry run leaves a plan, with its counts; discarded, it goes."""
    client = await hass_ws_client(hass)
    await subscribe(client, entry)
    house.watch(show, 7)
    await house.sync(entry, dry_run=True)
    told = await event(client, "plan")
    assert told["plan"]["reason"] == "dry_run"
    assert told["plan"]["counts"] == {
        "changes": 1,
        "created": 0,
        "deleted": 0,
        "lowered": 0,
    }
    await house.call(entry, "discard_plan")
    await house.sync(entry, kind="poll")
    assert (await event(client, "plan"))["plan"] is None


async def test_reload_is_survived(
    hass: HomeAssistant, entry: MockConfigEntry, hass_ws_client: WebSocketGenerator
) -> None:
    """The card hears that the profile is away, and begins anew when it is back."""
    client = await hass_ws_client(hass)
    await subscribe(client, entry)
    await hass.config_entries.async_reload(entry.entry_id)
    assert (await event(client, "gone"))["reason"] == "reloading"
    assert (await event(client, "first"))["counters"]["synced"] == 1


async def test_removed_profile_says_so(
    hass: HomeAssistant, entry: MockConfigEntry, hass_ws_client: WebSocketGenerator
) -> None:
    """A card whose profile is removed hears it, and later finds none."""
    client = await hass_ws_client(hass)
    await subscribe(client, entry)
    await hass.config_entries.async_remove(entry.entry_id)
    gone = await event(client, "gone")
    while gone["reason"] == "reloading":
        gone = await event(client, "gone")
    assert gone["reason"] == "removed"
    for command in ("subscribe", "history", "runs"):
        answer = await ask(client, command, entry)
        assert answer["error"]["code"] == "not_found"
        assert entry.entry_id in answer["error"]["message"]
        assert answer["error"]["translation_key"]


async def test_profile_that_is_not_loaded_is_waited_for(
    hass: HomeAssistant, entry: MockConfigEntry, hass_ws_client: WebSocketGenerator
) -> None:
    """Questions are refused in words; a subscription waits."""
    await hass.config_entries.async_unload(entry.entry_id)
    client = await hass_ws_client(hass)
    answer = await ask(client, "history", entry)
    assert answer["error"]["code"] == "not_loaded"
    assert "Anime Mika" in answer["error"]["message"]
    assert (await ask(client, "subscribe", entry))["success"]
    assert (await event(client, "gone"))["reason"] == "reloading"
    await hass.config_entries.async_setup(entry.entry_id)
    await event(client, "first")


async def test_ended_subscription_is_silent(
    hass: HomeAssistant,
    house: House,
    show: Item,
    entry: MockConfigEntry,
    hass_ws_client: WebSocketGenerator,
) -> None:
    """After it has ended nothing comes any more."""
    client = await hass_ws_client(hass)
    await client.send_json_auto_id(
        {"type": "plex_sync/subscribe", "config_entry_id": entry.entry_id}
    )
    number = (await client.receive_json())["id"]
    await event(client, "first")
    await client.send_json_auto_id(
        {"type": "unsubscribe_events", "subscription": number}
    )
    assert (await client.receive_json())["success"]
    house.watch(show, 6)
    await house.sync(entry)
    await client.send_json_auto_id({"type": "plex_sync/profiles"})
    assert (await client.receive_json())["type"] == "result"


@pytest.mark.parametrize(
    ("group", "act"), [(GROUP_ID_READ_ONLY, False), (GROUP_ID_USER, True)]
)
async def test_rights_are_told(
    hass: HomeAssistant, entry: MockConfigEntry, sign_in: SignIn, group: str, act: bool
) -> None:
    """Readers see all there is and may nothing; users act; neither administers."""
    client = await sign_in(await user_of(hass, group))
    await client.send_json_auto_id({"type": "plex_sync/profiles"})
    [profile] = (await client.receive_json())["result"]
    assert profile["rights"] == {"act": act, "administer": False}
    first = await subscribe(client, entry)
    assert first["profile"]["rights"] == profile["rights"]
    for command in ("history", "runs"):
        assert (await ask(client, command, entry))["success"]


async def test_profile_that_a_user_may_not_see_is_not_there(
    hass: HomeAssistant, house: House, entry: MockConfigEntry, sign_in: SignIn
) -> None:
    """Who may read one profile's entity knows of no other."""
    house.add_user("Kim")
    other = await house.set_up("Kim")
    user = await user_of(hass, GROUP_ID_USER)
    group = hass.auth._store._groups[GROUP_ID_USER]
    status = house.entity_id(entry, "status")
    group.policy = {"entities": {"entity_ids": {status: {"read": True}}}}
    user.invalidate_cache()
    client = await sign_in(user)
    await client.send_json_auto_id({"type": "plex_sync/profiles"})
    listed = (await client.receive_json())["result"]
    assert [each["title"] for each in listed] == ["Anime Mika"]
    assert listed[0]["rights"] == {"act": False, "administer": False}
    for command in ("subscribe", "history", "runs"):
        answer = await ask(client, command, other)
        assert answer["error"]["code"] == "not_found"
        assert "Kim" not in str(answer)


async def test_history_comes_in_pages_and_is_narrowed(
    hass: HomeAssistant, house: House, hass_ws_client: WebSocketGenerator
) -> None:
    """Pages follow each other; outcome, text and run narrow them."""
    for title in ("Frieren", "Mushishi", "Dororo"):
        house.watch(house.show(title), 2)
    house.watch(house.show("Obscure", mapped=False), 2)
    entry = await house.set_up()
    await house.sync(entry)
    client = await hass_ws_client(hass)

    async def titles(**wanted: Any) -> list[str]:
        page = (await ask(client, "history", entry, **wanted))["result"]
        return [record["title"] for record in page["records"]]

    first = (await ask(client, "history", entry, limit=3))["result"]
    rest = (await ask(client, "history", entry, before=first["next"]))["result"]
    assert len(first["records"]) == 3
    assert len(rest["records"]) == 1
    assert rest["next"] is None
    assert await titles(outcomes=["not_found"]) == ["Obscure"]
    assert await titles(text="mushi") == ["Mushishi"]
    run = first["runs"][0]["run"]
    assert len(await titles(run=run)) == 4
    assert await titles(since="2100-01-01T00:00:00+00:00") == []
    assert not (await ask(client, "history", entry, outcomes=["odd"]))["success"]


async def test_record_brings_its_states(
    hass: HomeAssistant, entry: MockConfigEntry, hass_ws_client: WebSocketGenerator
) -> None:
    """A record that is opened tells what was there before and after."""
    client = await hass_ws_client(hass)
    [record] = (await subscribe(client, entry))["page"]["records"]
    answer = await ask(client, "record", entry, record_id=record["record"])
    detail = answer["result"]
    assert detail["before"] is None
    assert detail["after"]["progress"] == 5
    assert detail["record"]["title"] == "Frieren"
    assert detail["lengths"] == {"before": {}, "after": {}}
    unknown = await ask(client, "record", entry, record_id=999)
    assert unknown["error"]["code"] == "not_found"
    assert unknown["error"]["translation_key"] == "record_not_found"


async def test_nothing_carries_a_token(
    hass: HomeAssistant,
    house: House,
    entry: MockConfigEntry,
    hass_ws_client: WebSocketGenerator,
) -> None:
    """No message of all names a secret, or where Plex is."""
    client = await hass_ws_client(hass)
    said = [str(await subscribe(client, entry))]
    said.append(str(await ask(client, "history", entry)))
    said.append(str(await ask(client, "runs", entry)))
    await client.send_json_auto_id({"type": "plex_sync/profiles"})
    said.append(str(await client.receive_json()))
    for secret in (house.plex.owner.token, "token-mika", house.plex.url):
        assert secret not in "".join(said)


async def test_first_page_says_how_to_show_it(
    hass: HomeAssistant, house: House, sign_in: SignIn
) -> None:
    """Scores in the account's own format, and which covers are veiled."""
    mild, wild = house.show("Mild"), house.show("Wild")
    house.anilist.add_media(id=house.media_id(wild), title="Wild", isAdult=True)
    for show in (mild, wild):
        house.watch(show, 2)
    entry = await house.set_up()
    house.anilist.user("Mika").score_format = "POINT_5"
    await house.sync(entry)
    client = await sign_in(await user_of(hass, GROUP_ID_USER))
    first = await subscribe(client, entry)
    assert first["profile"]["score_format"] == "POINT_5"
    veiled = {one["title"]: one["adult"] for one in first["page"]["records"]}
    assert veiled == {"Mild": False, "Wild": True}
