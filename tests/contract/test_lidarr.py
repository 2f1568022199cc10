"""The door to Lidarr and its fake against Lidarr's own description and recordings."""

from collections.abc import AsyncIterator, Iterator, Mapping
import json
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from custom_components.plex_sync.lidarr import LidarrClient, NewAlbum, Profile
from custom_components.plex_sync.lidarr.failures import failure_of
from custom_components.plex_sync.lidarr.rows import (
    album_of,
    albums_of,
    downloads_of,
    profiles_of,
    root_folders_of,
)
from custom_components.plex_sync.sync.errors import Refused
from tests.fakes.lidarr import FakeLidarr

pytestmark = pytest.mark.contract

TYPES: Mapping[str, type | tuple[type, ...]] = {
    "array": list,
    "boolean": bool,
    "integer": int,
    "number": (int, float),
    "object": dict,
    "string": str,
}
MORE_THAN_IT_SAYS = frozenset(
    {"artistMetadataId", "grabbed", "timeleft", "instanceName"}
)
"""What Lidarr sends besides, so says its code."""
SCHEMAS = {
    "GET /system/status": "SystemResource",
    "GET /rootfolder": "RootFolderResource",
    "GET /qualityprofile": "QualityProfileResource",
    "GET /metadataprofile": "MetadataProfileResource",
    "GET /tag": "TagResource",
    "POST /tag": "TagResource",
    "GET /album/lookup": "AlbumResource",
    "GET /album": "AlbumResource",
    "POST /album": "AlbumResource",
    "PUT /album/monitor": "AlbumResource",
    "POST /command": "CommandResource",
    "GET /queue": "QueueResourcePagingResource",
}
"""What is answered, for what the description leaves open."""
SENT = {
    "POST /album": "AlbumResource",
    "POST /tag": "TagResource",
    "PUT /album/monitor": "AlbumsMonitoredResource",
}


@pytest.fixture(scope="module")
def specification(contracts: Path) -> dict[str, Any]:
    """The description of the API."""
    file = contracts / "lidarr" / "openapi.json"
    found: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return found


@pytest.fixture(scope="module")
def recorded(contracts: Path) -> Path:
    """The folder with shapes of answers."""
    return contracts / "lidarr" / "recorded"


def read(path: Path) -> Any:
    """A recorded answer."""
    return json.loads(path.read_text(encoding="utf-8"))


@pytest.fixture
async def fake() -> AsyncIterator[FakeLidarr]:
    """A running fake with a bit of everything."""
    async with FakeLidarr() as running:
        running.tags[7] = "mine"
        running.download(running.have(running.know("Kid A", "Radiohead"), files=1))
        running.know("Amnesiac", "Radiohead")
        running.know("OK Computer", "Radiohead Tribute")
        yield running


async def use_everything(fake: FakeLidarr) -> None:
    """Ask all that the door can ask."""
    async with aiohttp.ClientSession() as session:
        client = LidarrClient(session, fake.url, fake.api_key)
        await client.version()
        await client.root_folders()
        await client.quality_profiles()
        await client.metadata_profiles()
        tag = await client.tag("plex-sync")
        for known in fake.known[1:]:
            album = await client.look_up(known.foreign_id)
            assert album is not None
            new = NewAlbum(
                album=album,
                root_folder="/music/",
                quality_profile_id=1,
                metadata_profile_id=1,
                tags=(tag,),
            )
            added = await client.add(new)
            await client.monitor(added.id)
            await client.search(added.id)
        await client.album(fake.known[0].foreign_id)
        await client.queue()


def wrong(
    specification: Mapping[str, Any], value: Any, schema: Any, at: str
) -> Iterator[str]:
    """The places where a value is not what a schema describes."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        schema = specification["components"]["schemas"][name]
    if value is None:
        if not schema.get("nullable") and schema.get("type") != "object":
            yield f"{at}: null"
    elif (isinstance(value, bool) and schema["type"] != "boolean") or not isinstance(
        value, TYPES[schema["type"]]
    ):
        yield f"{at}: not {schema['type']}"
    elif isinstance(value, list):
        for one in value:
            yield from wrong(specification, one, schema["items"], f"{at}[]")
    elif isinstance(value, dict):
        known = schema.get("properties", {})
        for name, inner in value.items():
            if name in known:
                yield from wrong(specification, inner, known[name], f"{at}.{name}")
            elif name not in MORE_THAN_IT_SAYS:
                yield f"{at}.{name}: not described"
    elif "enum" in schema and value not in schema["enum"]:
        yield f"{at}: {value}"


def test_checker_is_able_to_fail(specification: dict[str, Any]) -> None:
    """A wrong type, a wrong word, a null, an unknown name."""
    artist = {"monitorNewItems": "some", "monitored": None, "tags": ["one"], "it": 1}
    row = {"id": "1", "artist": artist}
    schema = specification["components"]["schemas"]["AlbumResource"]
    assert list(wrong(specification, row, schema, "album")) == [
        "album.id: not integer",
        "album.artist.monitorNewItems: some",
        "album.artist.monitored: null",
        "album.artist.tags[]: not integer",
        "album.artist.it: not described",
    ]


async def test_door_asks_only_what_is_described(
    specification: dict[str, Any], fake: FakeLidarr
) -> None:
    """Paths, parameters and what is sent."""
    await use_everything(fake)
    assert set(fake.asked) == SCHEMAS.keys()
    for asked, seen in zip(fake.asked, fake.seen, strict=True):
        operation = specification["paths"][seen.path][seen.method.lower()]
        allowed = {one["name"] for one in operation.get("parameters", ())}
        assert seen.query.keys() <= allowed, asked
        if (name := SENT.get(asked)) is not None:
            body = operation["requestBody"]["content"]["application/json"]["schema"]
            assert body["$ref"].endswith(f"/{name}")
            assert list(wrong(specification, seen.body, body, asked)) == []
    searches = [one.body for one in fake.seen if one.path.endswith("/command")]
    assert searches[0].keys() == {"name", "albumIds"}


async def test_fake_answers_what_is_described(
    specification: dict[str, Any], fake: FakeLidarr
) -> None:
    """Every name, and the type of every value."""
    await use_everything(fake)
    questions = list(zip(fake.asked, list(fake.seen), strict=True))
    added = [album for album in fake.albums if album.title != "Kid A"]
    for album in added:
        fake.remove(album)
    async with aiohttp.ClientSession() as session:
        for asked, seen in questions:
            answer = await session.request(
                seen.method,
                fake.url + seen.path,
                params=seen.query,
                json=seen.body,
                headers={"X-Api-Key": fake.api_key},
            )
            assert answer.ok, asked
            rows = await answer.json()
            schema = specification["components"]["schemas"][SCHEMAS[asked]]
            for row in rows if isinstance(rows, list) else [rows]:
                assert list(wrong(specification, row, schema, asked)) == []


async def test_key_goes_where_the_description_says(
    specification: dict[str, Any], fake: FakeLidarr
) -> None:
    """In a header, and not in addresses, which are logged."""
    schemes = specification["components"]["securitySchemes"]
    assert schemes["X-Api-Key"]["in"] == "header"
    await use_everything(fake)
    for seen in fake.seen:
        assert fake.api_key not in {*seen.query.values()}


def test_recorded_album(recorded: Path) -> None:
    """One that Lidarr has, of which it counts files."""
    found = album_of(read(recorded / "lidarr" / "album.json"))
    assert (found.title, found.monitored, found.percent) == ("string", True, 0.0)
    assert found.artist is not None
    assert found.artist.foreign_id == "string"


def test_recorded_look_up(recorded: Path) -> None:
    """One that it could add."""
    [found] = albums_of(read(recorded / "lidarr" / "album-lookup.json"))
    assert (found.id, found.monitored, found.tracks) == (0, False, 0)
    assert not found.is_whole


def test_recorded_choices(recorded: Path) -> None:
    """Root folders and profiles."""
    [folder] = root_folders_of(read(recorded / "lidarr" / "rootfolder.json"))
    assert (folder.path, folder.accessible) == ("/music/", True)
    for file in ("common/qualityprofile.json", "lidarr/metadata-profile.json"):
        assert profiles_of(read(recorded / file)) == [Profile(id=0, name="string")]


def test_recorded_queue(recorded: Path) -> None:
    """Whatever stands in it."""
    rows = read(recorded / "lidarr" / "queue.json")["records"]
    [found] = downloads_of([{**row, "albumId": 5} for row in rows])
    assert (found.album_id, found.size, found.left) == (5, 20000.0, 10000.0)
    assert found.message == "string"
    assert downloads_of(rows) == []
    more = read(recorded / "lidarr" / "queue-2.json")
    assert downloads_of(more["records"]) is not None


def test_recorded_validation(recorded: Path) -> None:
    """Failures name properties; Lidarr's own words are not passed on."""
    [row] = read(recorded / "common" / "validation-failed.json")
    failures = [
        {**failure, "propertyName": "Artist.RootFolderPath"}
        for failure in row["validationFailures"]
    ]
    error = failure_of(400, failures)
    assert isinstance(error, Refused)
    assert error.reason == "lidarr_root_folder_gone"
