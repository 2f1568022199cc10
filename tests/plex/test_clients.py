"""The fake is a Plex that other people's clients can use."""

import asyncio
from collections.abc import Iterator
from types import MappingProxyType
from typing import Any
from unittest.mock import patch

import aiohttp
from homeassistant.config_entries import ConfigEntry, ConfigEntryState
from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component
from plexapi.exceptions import NotFound, Unauthorized
from plexapi.myplex import MyPlexAccount
from plexapi.server import PlexServer as PlexApiServer
from plexwebsocket import SIGNAL_CONNECTION_STATE, STATE_CONNECTED, PlexWebsocket
import pytest
import requests

from tests.fakes.plex import FakePlex, plexapi_at


@pytest.fixture
def plex_tv(plex: FakePlex) -> Iterator[None]:
    """Lead plexapi to the fake's plex.tv."""
    with plexapi_at(plex.plextv_url, plex.discover_url):
        yield


def connect(plex: FakePlex, token: str) -> Any:
    """A plexapi server."""
    server: Any = PlexApiServer
    return server(plex.url, token)


async def test_plexapi_reads_the_library(plex: FakePlex) -> None:
    """Libraries, films, shows, seasons and episodes come as plexapi's objects."""
    film = plex.add_movie("Ponyo", external_ids=("tmdb://12429",))
    plex.add_show("Mushishi", seasons={0: 1, 1: 3})
    plex.watch(plex.owner, film, at=1_700_000_000)

    def use() -> None:
        server = connect(plex, plex.owner.token)
        assert server.friendlyName == "Living room"
        films, shows = server.library.sections()
        [ponyo] = films.all()
        assert ponyo.title == "Ponyo"
        assert ponyo.isPlayed
        assert [guid.id for guid in ponyo.guids] == ["tmdb://12429"]
        assert ponyo.media[0].parts[0].size == 413_400_382
        [mushishi] = shows.all()
        assert [season.index for season in mushishi.seasons()] == [0, 1]
        assert [one.seasonEpisode for one in mushishi.episodes()][-1] == "s01e03"
        assert server.fetchItem(mushishi.ratingKey).title == "Mushishi"
        assert [each.accountID for each in server.systemAccounts()] == [0, 1]
        assert server.history()[0].title == "Ponyo"
        assert server.settings.get("onDeckWindow").value == 16
        with pytest.raises(NotFound):
            server.fetchItem(999_999)

    await asyncio.to_thread(use)


async def test_plexapi_changes_what_was_watched(plex: FakePlex) -> None:
    """Marking and rating through plexapi show in the next answer."""
    film = plex.add_movie("Ponyo")

    def use() -> None:
        server = connect(plex, plex.owner.token)
        server.fetchItem(film.rating_key).markPlayed()
        server.fetchItem(film.rating_key).rate(9.0)
        after = server.fetchItem(film.rating_key)
        assert (after.isPlayed, after.userRating) == (True, 9.0)
        assert server.history() == []
        after.markUnplayed()
        after.rate(None)
        undone = server.fetchItem(film.rating_key)
        assert (undone.isPlayed, undone.userRating) == (False, None)

    await asyncio.to_thread(use)


async def test_plexapi_is_refused(plex: FakePlex) -> None:
    """An unknown token is Unauthorized; a friend may not list accounts."""
    friend = plex.add_friend("Robin", sections={"2"})
    plex.add_section("Films", "movie")
    plex.add_section("Anime")

    def use() -> None:
        with pytest.raises(Unauthorized):
            connect(plex, "guessed")
        server = connect(plex, friend.token)
        with pytest.raises(Unauthorized):
            server.systemAccounts()
        assert [each.title for each in server.library.sections()] == ["Anime"]

    await asyncio.to_thread(use)


async def test_plexapi_signs_in(plex: FakePlex, plex_tv: None) -> None:
    """Account, servers, users, the watch-list and another member of the home."""
    plex.add_home_user("Kim", pin="1234")
    friend = plex.add_friend("Robin")
    plex.add_movie("Ponyo")
    plex.wish(plex.owner, "Frieren", guid="plex://show/62e0", year=2023)

    def use() -> None:
        account: Any = MyPlexAccount
        owner = account(token=plex.owner.account_token)
        assert owner.username == "Alex"
        [resource] = owner.resources()
        assert resource.connect().friendlyName == "Living room"
        assert [user.title for user in owner.users()] == ["Kim", "Robin"]
        robin = owner.user("Robin")
        assert robin.get_token(plex.machine_identifier) == friend.token
        assert [item.title for item in owner.watchlist()] == ["Frieren"]
        with pytest.raises(Unauthorized):
            owner.switchHomeUser("Kim", pin="0000")
        kim = owner.switchHomeUser("Kim", pin="1234")
        assert kim.title == "Kim"

    await asyncio.to_thread(use)


async def test_a_code_is_typed_in(plex: FakePlex, socket_enabled: None) -> None:
    """A code gets its token once somebody typed it in."""
    async with aiohttp.ClientSession(headers={"Accept": "application/json"}) as session:
        async with session.post(f"{plex.plextv_url}/api/v2/pins") as response:
            pin = await response.json()
        assert pin["code"]
        plex.plex_tv.link_pin(pin["id"], plex.owner)
        url = f"{plex.plextv_url}/api/v2/pins/{pin['id']}"
        async with session.get(url) as response:
            assert (await response.json())["authToken"] == plex.owner.account_token


async def test_answers_come_in_json_too(plex: FakePlex) -> None:
    """`Accept: application/json` brings the same as objects and lists."""
    film = plex.add_movie("Ponyo", external_ids=("tmdb://12429",))
    headers = {"Accept": "application/json", "X-Plex-Token": plex.owner.token}
    async with aiohttp.ClientSession(headers=headers) as session:
        url = f"{plex.url}/library/sections/{film.section.key}/all"
        async with session.get(url, params={"includeGuids": "1"}) as response:
            container = (await response.json())["MediaContainer"]
        async with session.get(f"{plex.plextv_url}/api/v2/user") as response:
            account = await response.json()
        async with session.get(f"{plex.plextv_url}/api/v2/resources") as response:
            [resource] = await response.json()
    assert container["size"] == 1
    assert container["Metadata"][0]["Guid"] == [{"id": "tmdb://12429"}]
    assert container["Metadata"][0]["Media"][0]["Part"][0]["container"] == "mkv"
    assert account["subscription"]["active"] is True
    assert resource["connections"][0]["uri"] == plex.url


async def test_a_poster_is_a_picture(plex: FakePlex) -> None:
    """A thumb's path answers with a PNG."""
    film = plex.add_movie("Ponyo")
    url = f"{plex.url}/library/metadata/{film.rating_key}/thumb/1"
    headers = {"X-Plex-Token": plex.owner.token}
    response = await asyncio.to_thread(requests.get, url, headers=headers, timeout=5)
    assert response.headers["Content-Type"] == "image/png"
    assert response.content.startswith(b"\x89PNG")


async def test_plexwebsocket_listens(plex: FakePlex) -> None:
    """A notification that the server pushes arrives."""
    heard: asyncio.Queue[tuple[str, Any]] = asyncio.Queue()

    def callback(kind: str, data: Any, error: str | None) -> None:
        heard.put_nowait((kind, data))

    server = await asyncio.to_thread(connect, plex, plex.owner.token)
    async with aiohttp.ClientSession() as session:
        websocket: Any = PlexWebsocket(server, callback, ["timeline"], session)
        listening = asyncio.create_task(websocket.listen())
        while await heard.get() != (SIGNAL_CONNECTION_STATE, STATE_CONNECTED):
            pass
        assert plex.listeners == 1
        await plex.notify("timeline", TimelineEntry=[{"itemID": "5", "state": 5}])
        kind, data = await heard.get()
        assert (kind, data["TimelineEntry"][0]["itemID"]) == ("timeline", "5")
        websocket.close()
        await plex.drop_listeners()
        listening.cancel()
        await asyncio.gather(listening, return_exceptions=True)


@pytest.mark.parametrize("expected_lingering_timers", [True])
async def test_home_assistants_own_plex_works(
    hass: HomeAssistant, plex: FakePlex, plex_tv: None
) -> None:
    """Home Assistant's integration sets up its entry and its library sensors.

    Its debouncer leaves a timer behind.
    """
    plex.add_movie("Ponyo")
    plex.add_show("Mushishi", seasons={1: 3})
    plex.add_friend("Robin")
    entry = ConfigEntry[Any](
        domain="plex",
        title=plex.name,
        unique_id=plex.machine_identifier,
        version=1,
        minor_version=1,
        source="user",
        options={},
        discovery_keys=MappingProxyType({}),
        subentries_data=None,
        data={
            "server": plex.name,
            "server_id": plex.machine_identifier,
            "server_config": {
                "url": plex.url,
                "token": plex.owner.account_token,
                "verify_ssl": False,
            },
        },
    )
    with patch("homeassistant.components.plex.GDM.scan"):
        assert await async_setup_component(hass, "plex", {})
        await hass.config_entries.async_add(entry)
        await hass.async_block_till_done(wait_background_tasks=False)
        assert entry.state is ConfigEntryState.LOADED
        assert hass.states.get("sensor.living_room") is not None
        assert await hass.config_entries.async_unload(entry.entry_id)
        await hass.async_block_till_done(wait_background_tasks=False)
