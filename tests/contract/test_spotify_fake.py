"""The fake Spotify, and what the door asks, against Spotify's own description."""

from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from pathlib import Path
import re
from typing import Any

import aiohttp
import pytest
import yaml

from custom_components.plex_sync.spotify import Limiter, SpotifyClient
from tests.fakes.spotify import Entry, Episode, FakeSpotify, LocalFile, Played

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
    """The description of the Web API."""
    file = contracts / "spotify" / "openapi" / "fixed-spotify-open-api.yml"
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    found: dict[str, Any] = yaml.load(file.read_text(encoding="utf-8"), Loader=loader)
    return found


class Checker:
    """Says where a value is not what a schema describes."""

    def __init__(self, specification: Mapping[str, Any]) -> None:
        """Take the whole description."""
        self._schemas = specification["components"]["schemas"]

    def wrong(self, value: object, schema: Any, at: str) -> Iterator[str]:
        """All places; a name that is described nowhere is one too."""
        if "$ref" in schema:
            schema = self._schemas[schema["$ref"].rpartition("/")[2]]
        if "oneOf" in schema:
            found = [list(self.wrong(value, one, at)) for one in schema["oneOf"]]
            yield from min(found, key=len)
            return
        if value is None:
            return
        kind = schema.get("type")
        if kind and not isinstance(value, TYPES[kind]):
            yield f"{at}: {type(value).__name__}, not {kind}"
            return
        if isinstance(value, list) and "items" in schema:
            for one in value:
                yield from self.wrong(one, schema["items"], f"{at}[]")
        if isinstance(value, dict):
            yield from self._wrong_object(value, schema, at)

    def _wrong_object(self, value: Any, schema: Any, at: str) -> Iterator[str]:
        known: dict[str, Any] = {}
        required: set[str] = set()
        for one in self._parts(schema):
            known |= one.get("properties", {})
            required |= set(one.get("required", ()))
        for name in sorted(required - value.keys()):
            yield f"{at}.{name}: missing"
        if not known:
            return
        for name, inner in value.items():
            if name not in known:
                yield f"{at}.{name}: not described"
            else:
                yield from self.wrong(inner, known[name], f"{at}.{name}")

    def _parts(self, schema: Any) -> Iterator[Any]:
        if "$ref" in schema:
            schema = self._schemas[schema["$ref"].rpartition("/")[2]]
        yield schema
        for one in schema.get("allOf", ()):
            yield from self._parts(one)


KNOWN_GAPS = re.compile(
    # Recorded, and not described.
    r"\.primary_color: not described$"
    # A local file's album has nothing but a name; an episode's podcast was left out
    # of the description of what may stand in a playlist.
    r"|\.item\.album\.\w+: missing$|\.item\.show: not described$"
)


@pytest.fixture
async def answers() -> AsyncIterator[Callable[[str], Any]]:
    """What a fake with a bit of everything answers to Anna."""
    async with FakeSpotify() as fake, aiohttp.ClientSession() as session:
        fake.names = "new"
        anna, ben = fake.add_account("Anna"), fake.add_account("Ben")
        album = fake.add_album("Kid A", "Radiohead", "Somebody", songs=60)
        songs = album.songs
        mixed: list[Entry] = [
            songs[0],
            Episode("Hello"),
            LocalFile("Demo", "Bob"),
            None,
        ]
        mine = fake.add_playlist(anna, "Mine", mixed, id="mine")
        other = fake.add_playlist(ben, "Of Ben", picture=False, id="other")
        anna.playlists.append(other)
        anna.liked, anna.saved = songs[:3], [album, None]
        anna.played = [Played(songs[0], "playlist", mine.uri), Played(songs[1])]
        fake.albums["album"], fake.songs["track"] = album, songs[0]
        headers = {"Authorization": f"Bearer {anna.token}"}

        async def answer(path: str) -> Any:
            async with session.get(fake.url + path, headers=headers) as response:
                assert response.status == 200
                return await response.json()

        yield answer


@pytest.mark.parametrize(
    ("path", "described"),
    [
        ("/me", "/me"),
        ("/me/playlists", "/me/playlists"),
        ("/me/tracks", "/me/tracks"),
        ("/me/albums", "/me/albums"),
        ("/me/player/recently-played", "/me/player/recently-played"),
        ("/playlists/mine", "/playlists/{playlist_id}"),
        ("/playlists/other", "/playlists/{playlist_id}"),
        ("/playlists/mine/items", "/playlists/{playlist_id}/items"),
        ("/albums/album", "/albums/{id}"),
        ("/albums/album/tracks", "/albums/{id}/tracks"),
        ("/tracks/track", "/tracks/{id}"),
    ],
)
async def test_fake_answers_what_is_described(
    specification: dict[str, Any],
    answers: Callable[[str], Any],
    path: str,
    described: str,
) -> None:
    """Every name, and the type of every value."""
    schema = answer_schema(specification, described)
    row = await answers(path)
    found = list(Checker(specification).wrong(row, schema, described))
    assert [one for one in found if not KNOWN_GAPS.search(one)] == []


def answer_schema(specification: Mapping[str, Any], path: str) -> Any:
    """The schema of what a path answers."""
    answer = specification["paths"][path]["get"]["responses"]["200"]
    if "$ref" in answer:
        name = answer["$ref"].rpartition("/")[2]
        answer = specification["components"]["responses"][name]
    return answer["content"]["application/json"]["schema"]


def test_checker_is_able_to_fail(specification: dict[str, Any]) -> None:
    """A wrong type, a missing name, an unknown name."""
    schema = answer_schema(specification, "/me/tracks")
    row = {"total": "3", "items": [{"added_at": 4, "colour": "red"}]}
    found = list(Checker(specification).wrong(row, schema, "answer"))
    assert "answer.total: str, not integer" in found
    assert "answer.items[].added_at: int, not string" in found
    assert "answer.items[].colour: not described" in found
    assert "answer.limit: missing" in found


async def test_fake_serves_paths_that_are_described(
    specification: dict[str, Any],
) -> None:
    """And no parameter is sent that is not."""
    async with FakeSpotify() as fake:
        anna = fake.add_account("Anna")
        anna.liked = fake.add_songs(3)
        playlist = fake.add_playlist(anna, "Mine", anna.liked)
        described = {
            re.sub(r"\{\w+\}", "{id}", path) for path in specification["paths"]
        }
        assert {path.removeprefix("/v1") for path in fake.paths} <= described
        await ask_everything(fake, playlist.id, anna.liked[0].album.id, anna.token)
        for seen in fake.seen:
            path = re.sub(r"/(playlists|albums|tracks)/\w+", r"/\1/{id}", seen.path)
            allowed = parameters(specification, path.removeprefix("/v1"))
            assert seen.query.keys() <= allowed, path


async def ask_everything(
    fake: FakeSpotify, playlist: str, album: str, token: str
) -> None:
    """Ask all that the door can ask."""

    async def supplier() -> str:
        return token

    async with aiohttp.ClientSession() as session:
        limiter = Limiter(burst=100)
        client = SpotifyClient(session, supplier, limiter=limiter, endpoint=fake.url)
        await client.me()
        _ = [one async for one in client.playlists()]
        _ = [one async for one in client.saved_albums()]
        await client.playlist_content(playlist)
        await client.liked_content()
        await client.album_content(album)
        await client.recently_played()
        await client.track(next(iter(fake.songs)))


def parameters(specification: Mapping[str, Any], path: str) -> set[str]:
    """What may be asked along with a path."""
    named = {re.sub(r"\{\w+\}", "{id}", one): one for one in specification["paths"]}
    found = set()
    for parameter in specification["paths"][named[path]]["get"].get("parameters", ()):
        if "$ref" in parameter:
            name = parameter["$ref"].rpartition("/")[2]
            parameter = specification["components"]["parameters"][name]
        found.add(parameter["name"])
    return found
