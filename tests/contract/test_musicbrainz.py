"""The door to MusicBrainz and its fake against recorded answers of the real one."""

from collections.abc import AsyncIterator, Iterator, Mapping
import json
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from custom_components.plex_sync.musicbrainz import (
    Limiter,
    MusicBrainzClient,
    ReleaseGroup,
)
from custom_components.plex_sync.musicbrainz.rows import (
    group_of,
    release_of,
    releases_of,
    releases_of_recordings,
)
from tests.fakes.musicbrainz import FakeMusicBrainz

pytestmark = pytest.mark.contract

PAGE = "https://open.spotify.com/album/0000000000000000000001"
ISRC = "GBAYE0000351"
NULLS = frozenset({type(None)})


@pytest.fixture(scope="module")
def recorded(contracts: Path) -> Path:
    """The folder with the answers."""
    return contracts / "musicbrainz"


def read(path: Path) -> Any:
    """A recorded answer."""
    return json.loads(path.read_text(encoding="utf-8"))


@pytest.fixture
async def fake() -> AsyncIterator[FakeMusicBrainz]:
    """A running fake with an album."""
    async with FakeMusicBrainz() as running:
        running.add_album(
            "Kid A",
            "Radiohead",
            secondary=("Live",),
            barcode="724352959051",
            isrcs=(ISRC,),
            links=(PAGE,),
        )
        yield running


async def answers_of(fake: FakeMusicBrainz) -> dict[str, Any]:
    """What the fake answers to each question of the door, by path."""
    found: dict[str, Any] = {}
    async with aiohttp.ClientSession() as session:
        client = MusicBrainzClient(
            session,
            limiter=Limiter(interval=0),
            version="1.2.3",
            contact="https://example.org",
            endpoint=fake.url,
        )
        assert await client.releases_by_barcode(["724352959051"])
        assert await client.releases_by_isrc(ISRC)
        assert await client.release_by_link(PAGE)
        assert await client.search_release_groups("Kid A", "Radiohead")
        for seen in list(fake.seen):
            address = fake.url.removesuffix("/ws/2") + seen.path
            answer = await session.get(
                address, params=seen.query, headers={"User-Agent": seen.user_agent}
            )
            name = seen.path.removeprefix("/ws/2/").split("/")
            found["/".join(name[:1] + ["id"] * (len(name) > 1))] = await answer.json()
    return found


def unlike(value: Any, real: Any, at: str) -> Iterator[str]:
    """The places where a value is not of the kind that a real one is."""
    if value is None or real is None:
        return
    if isinstance(value, dict) and isinstance(real, dict):
        for name, inner in value.items():
            if name not in real:
                yield f"{at}.{name}: not there"
            else:
                yield from unlike(inner, real[name], f"{at}.{name}")
    elif isinstance(value, list) and isinstance(real, list):
        for inner in value if real else ():
            yield from unlike(inner, real[0], f"{at}[]")
    elif type(value) is not type(real):
        yield f"{at}: {type(value).__name__}, not {type(real).__name__}"


async def test_found_releases_are_like_real_ones(
    recorded: Path, fake: FakeMusicBrainz
) -> None:
    """A release in a search: its kind of group and its barcode come from elsewhere."""
    real = read(recorded / "ws2-picard" / "release_no_type.json")
    real |= {"barcode": "0123456789", "score": 100}
    real["release-group"] |= {
        "primary-type": "Album",
        "primary-type-id": "f529b476-6e62-324f-b0aa-1f3e33d313fc",
        "secondary-types": ["Live"],
    }
    real["artist-credit"][0]["joinphrase"] = ""
    [row] = (await answers_of(fake))["release"]["releases"]
    assert list(unlike(row, real, "release")) == []


async def test_found_recordings_are_like_real_ones(
    recorded: Path, fake: FakeMusicBrainz
) -> None:
    """With the releases that they are on, each with its group."""
    real = read(recorded / "ws2-picard" / "recording_video_null.json")
    assert real["releases"][0]["release-group"]["id"]
    real["isrcs"] = [ISRC]
    real["artist-credit"][0]["joinphrase"] = ""
    release = real["releases"][0]
    release["artist-credit"][0]["joinphrase"] = ""
    release["release-group"] |= {
        "primary-type": "Album",
        "primary-type-id": "f529b476-6e62-324f-b0aa-1f3e33d313fc",
        "secondary-types": ["Live"],
    }
    [row] = (await answers_of(fake))["recording"]["recordings"]
    assert list(unlike(row, real, "recording")) == []


async def test_releases_that_are_looked_up_are_like_real_ones(
    recorded: Path, fake: FakeMusicBrainz
) -> None:
    """With their group and its kind."""
    file = recorded / "picard-eval-corpus" / "eval_release_20b2dd9a.json"
    row = (await answers_of(fake))["release/id"]
    assert row["release-group"]["secondary-types"] == ["Live"]
    assert list(unlike(row, read(file), "release")) == []


async def test_relations_are_like_real_ones(
    recorded: Path, fake: FakeMusicBrainz
) -> None:
    """What every relation says of itself; the recordings have some of other kinds."""
    real = read(recorded / "ws2-picard" / "release.json")
    [relation] = [each for each in real["relations"] if each["target-type"] == "url"][
        :1
    ]
    row = (await answers_of(fake))["url"]
    known = {
        **relation,
        "release": {"id": "", "title": "", "barcode": "", "disambiguation": ""},
    }
    assert list(unlike(row["relations"][0], known, "relation")) == []


def test_checker_is_able_to_fail() -> None:
    """A wrong type, an unknown name."""
    real = {"id": "1", "rows": [{"a": 1}]}
    assert list(unlike({"id": 1, "rows": [{"b": 1}], "c": 1}, real, "it")) == [
        "it.id: int, not str",
        "it.rows[].b: not there",
        "it.c: not there",
    ]


def test_recorded_release(recorded: Path) -> None:
    """Of an EP; its group says so."""
    file = recorded / "picard-eval-corpus" / "eval_release_20b2dd9a.json"
    found = release_of(read(file))
    assert found is not None
    assert (found.title, found.barcode) == ("My Iron Lung", "724383147823")
    assert found.group == ReleaseGroup(
        id="99445a2b-578a-321e-851e-c6539bfbbd7f",
        title="My Iron Lung",
        artists=("Radiohead",),
        primary_type="EP",
    )


def test_all_recorded_releases_are_read(recorded: Path) -> None:
    """Each belongs to a group that has a name, artists and a kind."""
    files = sorted((recorded / "picard-eval-corpus").glob("*.json"))
    assert len(files) > 10
    for file in files:
        found = release_of(read(file))
        assert found is not None, file
        assert found.group.title, file
        assert found.group.artists, file
        assert found.group.primary_type, file


def test_recorded_answers_of_searches(recorded: Path) -> None:
    """A recording found with its releases, of which nobody has said the kind."""
    row = read(recorded / "ws2-picard" / "recording_video_null.json")
    [found] = releases_of_recordings([row])
    assert (found.title, found.artists) == ("Eastbound Silhouette", ("Tim Green",))
    assert found.group == ReleaseGroup(
        id="275f2ad4-a506-4ab1-8ae2-ff7f203cbf6b",
        title="Eastbound Silhouette",
        artists=("Tim Green",),
    )


def test_everything_recorded_is_understood(recorded: Path) -> None:
    """Nulls wherever MusicBrainz leaves them, and answers of other kinds."""
    for file in sorted((recorded / "ws2-picard").glob("*.json")):
        row: Mapping[str, Any] = read(file)
        release_of(row)
        group_of(row)
        releases_of(row.get("releases"))
        releases_of_recordings([row])
