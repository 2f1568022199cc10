"""Keeping the mappings of today, and the last good ones when there are none."""

from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
import json
from pathlib import Path

import aiohttp
import pytest

from custom_components.plex_sync.anibridge.client import MappingFileClient
from custom_components.plex_sync.anime.mapping import update
from custom_components.plex_sync.anime.mapping.model import ExternalId, Provider
from custom_components.plex_sync.anime.mapping.store import MappingStore
from custom_components.plex_sync.anime.mapping.update import MappingUpdater
from tests.fakes.mappings import FakeMappings

V3, V2 = "mappings.min.json", "mappings.json"
START = datetime(2026, 11, 21, 1, tzinfo=UTC)


def v3(count: int) -> dict[str, object]:
    """A document of so many edges."""
    return {
        f"anilist:{n}": {f"tvdb_show:{n}:s1": {"1-12": "1-12"}} for n in _ids(count)
    }


def v2(count: int) -> dict[str, object]:
    """The same in the older format."""
    return {
        str(n): {"tvdb_id": n, "tvdb_mappings": {"s1": "e1-e12"}} for n in _ids(count)
    }


def _ids(count: int) -> range:
    return range(1, count + 1)


def tvdb(number: int) -> ExternalId:
    """A show's id."""
    return ExternalId(Provider.TVDB_SHOW, str(number))


class House:
    """A server, a store, and what keeps them in step."""

    def __init__(
        self, server: FakeMappings, store: MappingStore, client: MappingFileClient
    ) -> None:
        """Put the parts together."""
        self.server = server
        self.store = store
        self.client = client
        self.now = START

    def updater(self, *addresses: str, minimum: int = 5) -> MappingUpdater:
        """Keep the store by these addresses; the fake's own two without any."""
        return MappingUpdater(
            self.store,
            self.client,
            addresses or (self.server.address(V3), self.server.address(V2)),
            minimum_edges=minimum,
            clock=lambda: self.now,
        )

    async def knows(self, number: int) -> bool:
        """Whether a show is mapped."""
        return bool(await self.store.edges_for([tvdb(number)]))


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    """Everything, with nothing in it."""
    store = MappingStore(tmp_path / "mappings.db")
    await store.load()
    async with FakeMappings() as server, aiohttp.ClientSession() as session:
        yield House(server, store, MappingFileClient(session))
    await store.close()


async def test_first_file_is_taken(house: House) -> None:
    """The best address that answers."""
    house.server.put(V3, v3(10))
    house.server.put(V2, v2(10))
    result = await house.updater().update()
    assert result.changed
    assert (result.edges, result.warnings, result.reason) == (10, 0, "")
    assert result.source == house.server.address(V3)
    assert result.version == house.store.version
    assert result.checked_at == START
    assert result.stale_since is None
    assert house.store.state.format == "v3"
    assert house.server.requests == {V3: 1}
    assert await house.knows(10)


@pytest.mark.parametrize("name", [V3, "mappings.json.zst"])
async def test_unchanged_file_costs_one_small_answer(house: House, name: str) -> None:
    """And moves the time at which it was last seen."""
    served = house.server.put(name, v3(10))
    updater = house.updater(house.server.address(name))
    await updater.update()
    version = house.store.version
    house.now += timedelta(days=1)
    result = await updater.update()
    assert not result.changed
    assert result.version == version
    assert result.checked_at == START + timedelta(days=1)
    assert served.not_modified == 1


async def test_same_content_under_another_mark_is_no_change(house: House) -> None:
    """Release files are made anew each day."""
    served = house.server.put(V3, v3(10))
    updater = house.updater()
    await updater.update()
    await house.store.note(replace(house.store.state, etag='"old"'))
    result = await updater.update()
    assert not result.changed
    assert house.store.state.etag == served.etag


async def test_t11_server_out_of_order_keeps_the_last_good(house: House) -> None:
    """Nothing is lost, and since when it is stale is told and kept."""
    served = house.server.put(V3, v3(10))
    house.server.put(V2, v2(10))
    updater = house.updater()
    await updater.update()
    served.status = 503
    house.now += timedelta(days=1)
    first = await updater.update()
    house.now += timedelta(days=1)
    second = await updater.update()
    for result in (first, second):
        assert not result.changed
        assert result.edges == 10
        assert result.reason == "service_unavailable"
        assert result.stale_since == START + timedelta(days=1)
        assert result.checked_at == START
        (failure,) = result.failures
        assert failure.message == "status 503"
    assert await house.knows(10)
    assert V2 not in house.server.requests  # poorer than what is held

    await house.store.load()
    assert house.store.state.stale_since
    served.status = 200
    recovered = await updater.update()
    assert not recovered.changed
    assert (recovered.stale_since, recovered.reason) == (None, "")


async def test_fallback_where_nothing_is_held(house: House) -> None:
    """The older format serves until the newer one is back."""
    house.server.put(V3, v3(10)).status = 503
    house.server.put(V2, v2(8))
    updater = house.updater()
    result = await updater.update()
    assert result.changed
    assert (result.edges, house.store.state.format) == (8, "v2")
    assert [failure.reason for failure in result.failures] == ["service_unavailable"]
    assert result.stale_since is None

    house.server.files[V3].status = 200
    result = await updater.update()
    assert (result.changed, result.edges) == (True, 10)
    assert house.store.state.format == "v3"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b" \n", "empty"),
        (b"{}", "empty"),
        (b'{"$meta":{}}', "empty"),
        (b"<html>Not found</html>", "not_json"),
        (b'{"anilist:1":', "not_json"),
        (b'{"anilist:1" {}}', "not_json"),
        (b'{"anilist:1":{}} more', "not_json"),
        (b'{"anilist:1":{},}', "not_json"),
        (b"{1:{}}", "not_json"),
        (b"{" * 3, "not_json"),
        (b"\xff\xfe", "not_text"),
        (b"[]", "format_unknown"),
        (b'"text"', "format_unknown"),
        (b'{"title":"other"}', "format_unknown"),
        pytest.param(json.dumps(v3(4)).encode(), "too_few", id="too-few"),
        pytest.param(json.dumps(v3(79)).encode(), "shrunk", id="shrunk"),
    ],
)
async def test_implausible_file_is_refused(
    house: House, content: bytes, reason: str
) -> None:
    """The store is not touched."""
    house.server.put(V3, v3(100))
    updater = house.updater()
    await updater.update()
    version = house.store.version
    house.server.put(V3, content)
    result = await updater.update()
    assert not result.changed
    assert (result.reason, result.edges, result.version) == (reason, 100, version)
    assert result.stale_since == START
    assert await house.knows(100)


async def test_small_loss_is_believed(house: House) -> None:
    """Entries are merged and removed every day."""
    house.server.put(V3, v3(100))
    updater = house.updater()
    await updater.update()
    house.server.put(V3, v3(80))
    assert (await updater.update()).edges == 80


async def test_shrunken_file_is_taken_when_forced(house: House) -> None:
    """The user may know better."""
    house.server.put(V3, v3(100))
    updater = house.updater()
    await updater.update()
    house.server.put(V3, v3(3))
    result = await updater.update()
    assert result.failures[0].message == "found 3, expected 5"
    result = await updater.update(force=True)
    assert (result.changed, result.edges, result.stale_since) == (True, 3, None)


async def test_cut_off_file_is_no_file(house: House) -> None:
    """Nothing of it is taken, nor is anything else there."""
    house.server.put(V3, v3(100)).cut_off = True
    result = await house.updater(house.server.address(V3)).update()
    assert (result.changed, result.edges, result.reason) == (
        False,
        0,
        "incomplete_answer",
    )


async def test_without_any_source_it_is_stale(house: House) -> None:
    """Even an empty list of addresses is told."""
    updater = MappingUpdater(house.store, house.client, [], clock=lambda: START)
    result = await updater.update()
    assert (result.reason, result.stale_since) == ("no_source", START)


@pytest.mark.parametrize(
    ("name", "write"),
    [
        ("mappings.json", lambda: "\ufeff\n " + json.dumps(v3(10), indent=1) + "\n"),
        (
            "mappings.yaml",
            lambda: "\n".join(
                f"anilist:{n}:\n  tvdb_show:{n}:s1:\n    1: 1" for n in _ids(10)
            ),
        ),
    ],
)
async def test_local_file(
    house: House, tmp_path: Path, name: str, write: Callable[[], str]
) -> None:
    """A path instead of an address; whole numbers as keys in YAML."""
    path = tmp_path / name
    path.write_text(write(), encoding="utf-8")
    updater = house.updater(str(path))
    result = await updater.update()
    assert (result.changed, result.edges, result.source) == (True, 10, str(path))
    assert not (await updater.update()).changed
    path.unlink()
    result = await updater.update()
    assert (result.edges, result.reason) == (10, "file_unreadable")


@pytest.mark.parametrize(
    ("content", "reason"), [("a: [", "not_yaml"), ("- a", "format_unknown")]
)
async def test_bad_local_yaml_is_refused(
    house: House, tmp_path: Path, content: str, reason: str
) -> None:
    """As a bad download is."""
    path = tmp_path / "mappings.yml"
    path.write_text(content)
    assert (await house.updater(str(path)).update()).reason == reason


async def test_new_compiler_reads_the_file_again(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without asking whether the file has changed."""
    served = house.server.put(V3, v3(10))
    updater = house.updater()
    await updater.update()
    monkeypatch.setattr(update, "COMPILER", update.COMPILER + 1)
    result = await updater.update()
    assert result.changed
    assert served.not_modified == 0
