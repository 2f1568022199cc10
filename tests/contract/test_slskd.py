"""The door to slskd and its fake against slskd's own description, and what is known of it.

The description tells of requests, and of things that answers are made of, but not of
answers as such: those are held against the facts that were gathered about them.
"""

from collections.abc import AsyncIterator, Iterator, Mapping
import json
from pathlib import Path
import re
from typing import Any

import aiohttp
import pytest

from custom_components.plex_sync.slskd import SlskdClient, TransferRefused
from tests.fakes.slskd import FakeSlskd, Seen
from tests.fakes.slskd.rows import application_row

pytestmark = pytest.mark.contract

PATH = "@@ben\\Music\\Nova\\First\\01 - One.flac"
TYPES: Mapping[str, type | tuple[type, ...]] = {
    "array": list,
    "boolean": bool,
    "integer": int,
    "number": (int, float),
    "object": dict,
    "string": str,
}
NEWER = frozenset({"attempts", "enqueuedAt", "isLocked", "removed", "requestedAt"})
"""What slskd has come to answer since its description was written."""
BY_FACTS = frozenset({400, 409, 429})
"""Statuses that slskd has and does not describe."""


@pytest.fixture(scope="module")
def specification(contracts: Path) -> dict[str, Any]:
    """The description of the API."""
    file = contracts / "slskd" / "openapi.json"
    found: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return found


@pytest.fixture(scope="module")
def facts(contracts: Path) -> str:
    """What else is known of it."""
    return (contracts / "slskd" / "FACTS.md").read_text(encoding="utf-8")


@pytest.fixture
async def fake() -> AsyncIterator[FakeSlskd]:
    """A running fake with a bit of everything."""
    async with FakeSlskd() as running:
        ben = running.peer("ben")
        ben.share(PATH, bit_depth=16)
        ben.share("Nova - One.mp3", bitrate=320, seconds=None, locked=True)
        yield running


async def ask_everything(fake: FakeSlskd) -> None:
    """Put each question that the door knows, and some of the odd ones."""
    async with aiohttp.ClientSession() as session:
        client = SlskdClient(session, fake.url, fake.api_key)
        await client.application()
        fake.looks = 1
        assert len(await client.find("nova one")) == 2
        search = await client.start_search("nova one")
        await client.stop_search(search.id)
        await client.delete_search(search.id)
        await client.enqueue("ben", PATH, 1000)
        [transfer] = await client.transfers("ben")
        fake.advance()
        await client.all_transfers()
        await client.cancel("ben", transfer.id, remove=True)
        assert await client.transfers("ben") == []
        with pytest.raises(TransferRefused):
            await client.enqueue("nobody", PATH, 1000)


def operation_of(specification: Mapping[str, Any], seen: Seen) -> Any:
    """What is described of a request."""
    for path, operations in specification["paths"].items():
        pattern = re.sub(r"{\w+}", "[^/]+", path.removeprefix("/api/v0"))
        if re.fullmatch(pattern, seen.path) and seen.method.lower() in operations:
            return operations[seen.method.lower()]
    raise AssertionError(f"{seen.method} {seen.path} is not described")


def wrong(
    specification: Mapping[str, Any], value: Any, schema: Any, at: str
) -> Iterator[str]:
    """The places where a value is not what a schema describes."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        schema = specification["components"]["schemas"][name]
    if value is None and schema.get("nullable"):
        return
    if "enum" in schema:
        # Several at once are a list with commas.
        yield from (
            f"{at}: {word}"
            for word in str(value).split(", ")
            if word not in schema["enum"]
        )
    elif not isinstance(value, TYPES[schema.get("type", "object")]):
        yield f"{at}: not {schema.get('type')}"
    elif isinstance(value, list):
        for one in value:
            yield from wrong(specification, one, schema["items"], f"{at}[]")
    elif isinstance(value, dict):
        known = schema.get("properties", {})
        for name, inner in value.items():
            if name in known:
                yield from wrong(specification, inner, known[name], f"{at}.{name}")
            elif name not in NEWER:
                yield f"{at}.{name}: not described"


async def test_door_asks_only_what_is_described(
    specification: dict[str, Any], fake: FakeSlskd
) -> None:
    """Paths, methods, parameters and bodies, each name in them and its type."""
    await ask_everything(fake)
    assert len(fake.seen) > 10
    for seen in fake.seen:
        operation = operation_of(specification, seen)
        allowed = {one["name"] for one in operation.get("parameters", ())}
        assert seen.query.keys() <= allowed
        assert ("requestBody" in operation) is (seen.body is not None)
        if seen.body is not None:
            schema = operation["requestBody"]["content"]["application/json"]["schema"]
            assert list(wrong(specification, seen.body, schema, seen.path)) == []


async def test_fake_answers_with_what_is_described(
    specification: dict[str, Any], fake: FakeSlskd
) -> None:
    """Transfers, files and the state of the server, in the words that there are."""

    def described(value: Any, name: str) -> list[str]:
        schema = {"$ref": f"#/components/schemas/{name}"}
        return list(wrong(specification, value, schema, name))

    async with aiohttp.ClientSession(headers={"X-API-Key": fake.api_key}) as session:
        root = f"{fake.url}/api/v0"
        asked = {"searchText": "nova one", "searchTimeout": 5000}
        begun = await (await session.post(f"{root}/searches", json=asked)).json()
        await session.put(f"{root}/searches/{begun['id']}")
        answer = await session.get(f"{root}/searches/{begun['id']}/responses")
        [response] = await answer.json()
        for file in (*response["files"], *response["lockedFiles"]):
            assert described(file, "File") == []
        await session.post(
            f"{root}/transfers/downloads/ben", json=[{"filename": PATH, "size": 9}]
        )
        states = set()
        for _ in range(6):
            answer = await session.get(f"{root}/transfers/downloads/ben")
            [folder] = (await answer.json())["directories"]
            [transfer] = folder["files"]
            assert described(transfer, "Transfer") == []
            states.add(transfer["state"])
            fake.advance()
        assert states == {"Queued, Remotely", "InProgress", "Completed, Succeeded"}
    for connected in (True, False):
        server = application_row(connected=connected)["server"]
        known = {name: server[name] for name in ("address", "state", "isLoggedIn")}
        assert described(known, "ServerState") == []


def test_checker_is_able_to_fail(specification: dict[str, Any]) -> None:
    """A wrong type, an unknown name, an unheard-of state."""
    request = {"$ref": "#/components/schemas/SearchRequest"}
    odd = {"searchTimeout": "soon", "timeout": 5, "searchText": None}
    assert list(wrong(specification, odd, request, "it")) == [
        "it.searchTimeout: not integer",
        "it.timeout: not described",
    ]
    transfer = {"$ref": "#/components/schemas/Transfer"}
    state = {"state": "Completed, Eaten"}
    assert list(wrong(specification, state, transfer, "it")) == ["it.state: Eaten"]


async def test_statuses_are_those_that_are_known(
    specification: dict[str, Any], fake: FakeSlskd, facts: str
) -> None:
    """Described ones, and those that the facts name."""
    for status in BY_FACTS:
        assert re.search(rf"\b{status}\b", facts)
    async with aiohttp.ClientSession(headers={"X-API-Key": fake.api_key}) as session:
        root = f"{fake.url}/api/v0"
        search = "00000000-0000-0000-0000-000000000000"
        fake.connected = False
        asked: list[tuple[str, str, Any, int]] = [
            ("POST", "/searches", {"searchText": " "}, 400),
            ("POST", "/searches", {"searchText": "nova"}, 409),
            ("GET", f"/searches/{search}", None, 404),
            ("DELETE", f"/searches/{search}", None, 404),
            ("DELETE", f"/transfers/downloads/ben/{search}", None, 404),
            ("POST", "/transfers/downloads/ben", [], 400),
            ("POST", "/transfers/downloads/no", [{"filename": PATH, "size": 9}], 500),
        ]
        for method, path, body, status in asked:
            answer = await session.request(method, root + path, json=body)
            assert answer.status == status
            described = operation_of(specification, fake.seen[-1])["responses"]
            assert str(status) in described or status in BY_FACTS
        fake.connected = True
        answer = await session.get(f"{root}/application", headers={"X-API-Key": "no"})
        assert answer.status == 401


async def test_fake_answers_as_the_facts_say(fake: FakeSlskd, facts: str) -> None:
    """All names that the facts give of a response and of transfers are there."""
    named = re.search(r"A response: `{(.*?)}`\. `filename`", facts, re.DOTALL)
    assert named is not None
    optional = {"bitRate", "bitDepth", "sampleRate", "length"}
    names = set(re.findall(r"\w+", re.sub(r"\(s\)", "", named[1]))) - optional
    async with aiohttp.ClientSession(headers={"X-API-Key": fake.api_key}) as session:
        root = f"{fake.url}/api/v0"
        asked = {"searchText": "nova one"}
        begun = await (await session.post(f"{root}/searches", json=asked)).json()
        assert begun["responses"] == []
        await session.get(f"{root}/searches/{begun['id']}")
        looked = await (await session.get(f"{root}/searches/{begun['id']}")).json()
        assert looked["isComplete"]
        assert f'"{looked["state"]}"' in facts
        answer = await session.get(f"{root}/searches/{begun['id']}/responses")
        [response] = await answer.json()
        assert names == response.keys() | response["files"][0].keys() - optional
        url = f"{root}/transfers/downloads/ben"
        queued = await session.post(url, json=[{"filename": PATH, "size": 9}])
        assert queued.status == 201
        assert (await queued.json()).keys() == {"enqueued", "failed"}
        user = await (await session.get(url)).json()
        [folder] = user["directories"]
        [transfer] = folder["files"]
        line = next(one for one in facts.splitlines() if "percentComplete" in one)
        for name in (*user, *folder):
            assert name in line
        shown = re.search(r"files: \[{(.*?), …}", line)
        assert shown is not None
        assert set(shown[1].split(", ")) <= transfer.keys()
        assert f'"{transfer["state"]}"' in facts
