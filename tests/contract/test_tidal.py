"""The door to Tidal and its fake against Tidal's own description and a recording."""

from collections.abc import AsyncIterator, Iterator, Mapping
import json
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from custom_components.plex_sync.tidal import (
    ENDPOINT,
    TOKEN_ENDPOINT,
    Credentials,
    TidalClient,
)
from custom_components.plex_sync.tidal.rows import tracks_of
from tests.fakes.tidal import FakeTidal

pytestmark = pytest.mark.contract

TYPES: Mapping[str, type | tuple[type, ...]] = {
    "array": list,
    "boolean": bool,
    "integer": int,
    "number": (int, float),
    "object": dict,
    "string": str,
}


@pytest.fixture(scope="module")
def specification(contracts: Path) -> dict[str, Any]:
    """The description of the API."""
    file = contracts / "tidal" / "openapi" / "tidal-api-oas.json"
    found: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return found


@pytest.fixture
async def fake() -> AsyncIterator[FakeTidal]:
    """A running fake with a bit of everything."""
    async with FakeTidal() as running:
        running.add_song("One", "Nova", isrc="DEXX02600001", version="Live")
        running.add_song("One", "Nova", isrc="DEXX02600002")
        running.add_album("Whole", "Nova", version="Deluxe Edition")
        yield running


def described(specification: Mapping[str, Any], path: str) -> Any:
    """The schema of what a path answers."""
    answer = specification["paths"][path]["get"]["responses"]["200"]
    return answer["content"]["application/vnd.api+json"]["schema"]


def wrong(
    specification: Mapping[str, Any], value: Any, schema: Any, at: str
) -> Iterator[str]:
    """The places where a value is not what a schema describes."""
    schemas = specification["components"]["schemas"]
    if "$ref" in schema:
        schema = schemas[schema["$ref"].rpartition("/")[2]]
    if "discriminator" in schema:
        schema = {"$ref": schema["discriminator"]["mapping"][value["type"]]}
        yield from wrong(specification, value, schema, at)
        return
    if not isinstance(value, TYPES[schema.get("type", "object")]):
        yield f"{at}: not {schema['type']}"
    elif isinstance(value, list):
        for one in value:
            yield from wrong(specification, one, schema["items"], f"{at}[]")
    elif isinstance(value, dict):
        known = schema.get("properties", {})
        yield from (
            f"{at}.{name}: missing"
            for name in schema.get("required", ())
            if name not in value
        )
        for name, inner in value.items():
            if name not in known:
                yield f"{at}.{name}: not described"
            else:
                yield from wrong(specification, inner, known[name], f"{at}.{name}")
    elif "enum" in schema and value not in schema["enum"]:
        yield f"{at}: {value}"


@pytest.mark.parametrize(
    ("path", "query"),
    [
        ("/tracks", {"filter[isrc]": "DEXX02600001"}),
        (
            "/searchResults",
            {"filter[query]": "Nova One", "include": "tracks.artists,tracks.albums"},
        ),
        (
            "/searchResults",
            {"filter[query]": "Nova Whole", "include": "albums.artists"},
        ),
    ],
)
async def test_fake_answers_what_is_described(
    specification: dict[str, Any], fake: FakeTidal, path: str, query: dict[str, str]
) -> None:
    """Every name, and the type of every value."""
    async with aiohttp.ClientSession() as session:
        sign_in = await session.post(
            fake.token_url,
            data={"grant_type": "client_credentials"},
            headers={
                "Authorization": aiohttp.encode_basic_auth(fake.client_id, fake.secret)
            },
        )
        token = (await sign_in.json())["access_token"]
        answer = await session.get(
            fake.url + path,
            params={"countryCode": "DE", **query},
            headers={"Authorization": f"Bearer {token}"},
        )
        assert answer.content_type == "application/vnd.api+json"
        row = await answer.json(content_type=None)
    assert row["data"]
    schema = described(specification, path)
    assert list(wrong(specification, row, schema, path)) == []


def test_checker_is_able_to_fail(specification: dict[str, Any]) -> None:
    """A wrong type, a missing name, an unknown name."""
    row = {"data": [{"id": 1, "type": "tracks", "colour": "red"}]}
    found = list(wrong(specification, row, described(specification, "/tracks"), "it"))
    assert found == [
        "it.links: missing",
        "it.data[].id: not string",
        "it.data[].colour: not described",
    ]


async def test_door_asks_only_what_is_described(
    specification: dict[str, Any], fake: FakeTidal
) -> None:
    """Paths, parameters and what can be included, with an app and without a user."""
    async with aiohttp.ClientSession() as session:
        client = TidalClient(
            session,
            Credentials(client_id=fake.client_id, secret=fake.secret),
            endpoint=fake.url,
            token_endpoint=fake.token_url,
        )
        assert len(await client.tracks(["DEXX02600001", "DEXX02600002"], "DE")) == 2
        assert len(await client.search_tracks("Nova One", "DE")) == 2
        assert len(await client.search_albums("Nova Whole", "DE")) == 1
    asked = [one for one in fake.seen if one.path.startswith("/v2")]
    assert len(asked) == 3
    for seen in asked:
        operation = specification["paths"][seen.path.removeprefix("/v2")]["get"]
        allowed = {one["name"] for one in operation["parameters"]}
        assert {name for name, _ in seen.query} <= allowed
        assert {"Client_Credentials": []} in operation["security"]


def test_addresses_are_those_that_are_described(specification: dict[str, Any]) -> None:
    """Of the API, and of its tokens."""
    assert [server["url"] for server in specification["servers"]] == [ENDPOINT]
    schemes = specification["components"]["securitySchemes"]
    flow = schemes["Client_Credentials"]["flows"]["clientCredentials"]
    assert flow["tokenUrl"] == TOKEN_ENDPOINT


def test_recorded_track(contracts: Path) -> None:
    """As it was answered for one of the real Tidal's."""
    file = contracts / "tidal" / "recorded" / "v2_track.json"
    row = json.loads(file.read_text(encoding="utf-8"))
    [track] = tracks_of({**row, "data": [row["data"]]})
    assert (track.title, track.isrc) == ("7 Years", "USWB11506516")
    assert track.milliseconds == 237_000
    assert track.album == "Lukas Graham (Blue Album) (International Version)"
    assert track.link == row["data"]["attributes"]["externalLinks"][0]["href"]
