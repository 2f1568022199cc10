"""The fake against what real Plex servers were recorded to say, and specifications."""

from collections.abc import Iterator
import json
from pathlib import Path
import re
from typing import Any
from xml.etree.ElementTree import Element

import aiohttp
import pytest

from tests.fakes.plex import FakePlex

from .test_plex import as_element, container_of, parsed

pytestmark = [pytest.mark.contract, pytest.mark.usefixtures("socket_enabled")]

ITEMS = {"Video", "Directory", "Track", "Metadata", "Hub"}
"""Tags that carry an item or a library, in one language or the other."""
UNRECORDED = {
    "history": {
        # Of the specification: no recording of the history is at hand.
        "historyKey",
        "viewedAt",
        "accountID",
        "deviceID",
        "librarySectionID",
    },
}
BEYOND_THE_SPECIFICATION = {
    # Used by every public client, and recorded or described in FACTS.md.
    "/:/websockets/notifications",
    "/accounts",
    "/clients",
    "/hubs/continueWatching/items",
    "/library",
    "/library/metadata/{}/children",
    "/library/onDeck",
    "/library/sections",
    "/library/sections/",
    "/player/playback/playMedia",
    "/playlists/{}/composite/{}",
    "/transcode/sessions",
    # A template of the specification with the element filled in.
    "/library/metadata/{}/poster",
    "/library/metadata/{}/posters",
    "/library/metadata/{}/thumb/{}",
    # The services beside the server.
    "/api/home/users",
    "/api/users",
    "/api/v2/resources",
    "/api/v2/user",
    "/api/home/users/{}/switch",
    "/api/servers/{}/shared_servers",
    "/api/users/",
    "/api/v2/home/users",
    "/api/v2/home/users/{}/switch",
    "/api/v2/pins",
    "/api/v2/pins/{}",
    "/library/sections/watchlist/all",
}


@pytest.fixture
def recorded(contracts: Path) -> Path:
    """The recordings of real servers."""
    return contracts / "plex" / "recorded"


@pytest.fixture
def openapi(contracts: Path) -> dict[str, Any]:
    """Plex's own specification."""
    file = contracts / "plex" / "openapi" / "plex-media-server-openapi.json"
    specification: dict[str, Any] = json.loads(file.read_text())
    return specification


def _names(element: Element, found: dict[str, set[str]]) -> None:
    """Collect the attributes of each kind of element."""
    tag = "item" if element.tag in ITEMS else element.tag
    found.setdefault(tag, set()).update(element.attrib)
    for child in element:
        _names(child, found)


def _objects(value: object) -> Iterator[dict[str, Any]]:
    """Containers anywhere in a recording in JSON."""
    if isinstance(value, dict):
        if isinstance(value.get("MediaContainer"), dict):
            yield value["MediaContainer"]
        for inner in value.values():
            yield from _objects(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _objects(inner)


@pytest.fixture
def known(recorded: Path, openapi: dict[str, Any]) -> dict[str, set[str]]:
    """Every attribute that a real server, or Plex's own example, was seen to send."""
    found: dict[str, set[str]] = {}
    for file in recorded.rglob("*.xml*"):
        _names(container_of(file), found)
    for file in recorded.rglob("*.json"):
        for each in _objects(json.loads(file.read_text())):
            _names(as_element("MediaContainer", each), found)
    for each in _objects(openapi["paths"]):
        _names(as_element("MediaContainer", each), found)
    return found


async def test_the_fake_sends_nothing_made_up(
    known: dict[str, set[str]], openapi: dict[str, Any]
) -> None:
    """Each attribute that the fake sends was recorded on an element of that kind."""
    async with FakePlex() as plex:
        film = plex.add_movie("Ponyo", external_ids=("tmdb://1",), original_title="崖")
        show = plex.add_show("Mushishi", seasons={0: 1, 1: 2})
        for item in (film, show):
            plex.watch(plex.owner, item)
            plex.rate(plex.owner, item, 8.0)
        plex.set_offset(plex.owner, show.episode(1, 2), 5)
        key = show.rating_key
        song = plex.add_track("Dawn", track_artist="Aurora; Nova", musicbrainz="1")
        playlist = plex.add_playlist(plex.owner, "Morning", song)
        paths = [
            "/",
            "/identity",
            "/accounts",
            "/library",
            "/library/sections",
            "/library/sections/1/all?includeGuids=1",
            *(f"/library/sections/2/all?type={kind}" for kind in (2, 3, 4)),
            *(f"/library/sections/3/all?type={kind}" for kind in (8, 9, 10)),
            "/playlists",
            f"/playlists/{playlist.rating_key}/items?includeGuids=1",
            f"/library/metadata/{key}",
            f"/library/metadata/{key}/children",
            f"/library/metadata/{key}/allLeaves",
            "/hubs/continueWatching/items",
            "/status/sessions",
        ]
        sent: dict[str, set[str]] = {}
        for path in paths:
            _names(await _answer(plex, path), sent)
        history: dict[str, set[str]] = {}
        _names(await _answer(plex, "/status/sessions/history/all"), history)
    for tag, names in sent.items():
        assert names - known.get(tag, set()) == set(), tag
    assert history["item"] - known["item"] - UNRECORDED["history"] == set()
    assert UNRECORDED["history"] <= _history_properties(openapi)


async def _answer(plex: FakePlex, path: str) -> Element:
    """What the fake says to its owner."""
    headers = {
        "X-Plex-Token": plex.owner.token,
        "X-Plex-Container-Start": "0",
        "X-Plex-Container-Size": "50",
    }
    async with (
        aiohttp.ClientSession(headers=headers) as session,
        session.get(plex.url + path) as response,
    ):
        assert response.status == 200
        assert response.headers["Content-Type"] == "text/xml; charset=utf-8"
        return parsed(await response.text())


def _history_properties(openapi: dict[str, Any]) -> set[str]:
    """What the specification names for a line of the history."""
    operation = openapi["paths"]["/status/sessions/history/all"]["get"]
    content = operation["responses"]["200"]["content"]["application/json"]
    container = content["schema"]["properties"]["MediaContainer"]["allOf"][1]
    return set(container["properties"]["Metadata"]["items"]["properties"])


async def test_the_fakes_paths_are_real(
    contracts: Path, openapi: dict[str, Any]
) -> None:
    """Each path that the fake serves is in a specification, or is named here."""
    folder = contracts / "plex" / "openapi"
    community = (folder / "plex-api-spec.lukehagar.yaml").read_text()
    specified = {
        *openapi["paths"],
        *re.findall(r"^  (/\S*):$", community, re.MULTILINE),
    }
    real = {_template(path) for path in specified}
    async with FakePlex() as plex:
        served = {_template(path) for path in plex.paths}
    assert served - real - BEYOND_THE_SPECIFICATION == set()
    assert not BEYOND_THE_SPECIFICATION - served, "named here, served no more"


def _template(path: str) -> str:
    """A path without the names of what is filled in."""
    return re.sub(r"\{[^}]*\}", "{}", path)


async def test_no_token_is_answered_with_a_web_page(recorded: Path) -> None:
    """As recorded: 401 is HTML, in whatever language one asks."""
    said = json.loads((recorded / "watchstate" / "plex_data.json").read_text())
    real = said["library_head_401"]["response"]
    async with FakePlex() as plex, aiohttp.ClientSession() as session:
        headers = {"Accept": "application/json"}
        url = f"{plex.url}/library/sections"
        async with session.get(url, headers=headers) as response:
            assert response.status == real["http_code"]
            assert response.content_type == real["headers"]["Content-Type"]
