"""The fake itself: tokens, tracks by ISRC and search on one loopback port."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, override

import aiohttp
from aiohttp import web

from tests.fakes.serving import Serving

from .rows import (
    Album,
    Row,
    Song,
    album_row,
    error_row,
    related,
    relatives,
    resource,
    song_row,
)

MOST_AT_ONCE = 20


@dataclass(slots=True, kw_only=True)
class Seen:
    """A request that was counted."""

    path: str
    query: list[tuple[str, str]]

    def all(self, name: str) -> list[str]:
        """What was said for a name."""
        return [value for key, value in self.query if key == name]


@dataclass(slots=True, kw_only=True)
class Fault:
    """An answer instead of the right one."""

    status: int = 500
    path: str = ""
    """Paths that end so; empty: all."""
    times: int | None = 1
    """`None`: until healed."""
    headers: Mapping[str, str] = field(default_factory=dict)
    body: Any = None
    """JSON; `None`: an error as Tidal writes it; text: as it is."""

    def strikes(self, path: str) -> bool:
        """Whether a request is hit; counts it."""
        if self.times == 0 or not path.endswith(self.path):
            return False
        if self.times is not None:
            self.times -= 1
        return True


class FakeTidal(Serving):
    """A small Tidal over HTTP; start it, hand its addresses to a client."""

    def __init__(self) -> None:
        """Begin with an app, and no music."""
        self.client_id, self.secret = "app-of-anna", "secret-of-anna"
        self.expires_in = 86_400
        """Seconds."""
        self.songs: list[Song] = []
        self.albums: list[Album] = []
        self.headers: dict[str, str] = {}
        """That come with each answer of the API."""
        self.seen: list[Seen] = []
        self._tokens: set[str] = set()
        self._given = 0
        self._faults: list[Fault] = []

    @override
    def app(self) -> web.Application:
        """Make the paths."""
        app = web.Application(middlewares=[self._middleware()])
        app.router.add_post("/v1/oauth2/token", self._token)
        app.router.add_get("/v2/tracks", self._tracks)
        app.router.add_get("/v2/searchResults", self._search)
        return app

    @property
    def url(self) -> str:
        """Where the API is."""
        return f"{self.address}/v2"

    @property
    def token_url(self) -> str:
        """Where tokens come from."""
        return f"{self.address}/v1/oauth2/token"

    @property
    def asked(self) -> list[str]:
        """The paths of the API that were asked for, in order."""
        paths = [one.path for one in self.seen]
        return [path.removeprefix("/v2") for path in paths if path.startswith("/v2")]

    @property
    def sign_ins(self) -> int:
        """How often a token was asked for."""
        return sum(one.path.endswith("/token") for one in self.seen)

    def add_song(self, title: str, artist: str, **facts: Any) -> Song:
        """Have a recording; without an ISRC it has one that nobody knows."""
        number = len(self.songs) + 1
        made: dict[str, Any] = {"album": title, "isrc": f"XX00000{number:05}", **facts}
        song = Song(id=str(1000 + number), title=title, artist=artist, **made)
        self.songs.append(song)
        return song

    def add_album(self, title: str, artist: str, **facts: Any) -> Album:
        """Have an album."""
        album_id = str(5001 + len(self.albums))
        album = Album(id=album_id, title=title, artist=artist, **facts)
        self.albums.append(album)
        return album

    def fail(self, **how: Any) -> Fault:
        """Let the next matching request fail; see `Fault`."""
        self._faults.append(fault := Fault(**how))
        return fault

    def heal(self) -> None:
        """No more failures."""
        self._faults.clear()

    def withdraw_tokens(self) -> None:
        """Accept no token that was given before."""
        self._tokens.clear()

    def _middleware(self) -> Any:
        """Count, fail on command, and let in only those who may."""

        @web.middleware
        async def count_and_check(
            request: web.Request,
            handler: Callable[[web.Request], Awaitable[web.Response]],
        ) -> web.Response:
            query = [(key, value) for key, value in request.query.items()]
            self.seen.append(Seen(path=request.path, query=query))
            for fault in self._faults:
                if fault.strikes(request.path):
                    if isinstance(fault.body, str):
                        return web.Response(text=fault.body, status=fault.status)
                    body = fault.body or error_row(fault.status, "Not today")
                    return web.json_response(
                        body, status=fault.status, headers=fault.headers
                    )
            if request.path.startswith("/v2"):
                token = request.headers.get("Authorization", "")
                if token.removeprefix("Bearer ") not in self._tokens:
                    return _error(401, "Invalid token")
                if len(request.query.get("countryCode", "")) != 2:
                    return _error(400, "countryCode must be two letters")
            answer = await handler(request)
            if request.path.startswith("/v2"):
                answer.headers.update(self.headers)
            return answer

        return count_and_check

    async def _token(self, request: web.Request) -> web.Response:
        form = await request.post()
        expected = aiohttp.encode_basic_auth(self.client_id, self.secret)
        if request.headers.get("Authorization") != expected:
            return web.json_response({"error": "invalid_client"}, status=401)
        if form.get("grant_type") != "client_credentials":
            return web.json_response({"error": "invalid_request"}, status=400)
        self._given += 1
        token = f"token-{self._given}"
        self._tokens.add(token)
        return web.json_response(
            {
                "access_token": token,
                "token_type": "Bearer",
                "expires_in": self.expires_in,
            }
        )

    async def _tracks(self, request: web.Request) -> web.Response:
        isrcs = request.query.getall("filter[isrc]", [])
        if not 0 < len(isrcs) <= MOST_AT_ONCE:
            return _error(400, "between 1 and 20 ISRCs")
        country = request.query["countryCode"]
        songs = [
            song for song in self.songs if song.isrc in isrcs and _is_in(song, country)
        ]
        if len(isrcs) > 1:  # one track for each
            songs = list({song.isrc: song for song in reversed(songs)}.values())
        return _document(
            {"data": list(map(song_row, songs)), "links": {"self": "/tracks"}}
        )

    async def _search(self, request: web.Request) -> web.Response:
        query = request.query.get("filter[query]", "")
        if not 0 < len(query) <= 256:
            return _error(400, "filter[query] must have 1 to 256 characters")
        paths = request.query.get("include", "").split(",")
        kind = paths[0].partition(".")[0]
        include = [path.partition(".")[2] for path in paths]
        things: list[Song] | list[Album] = (
            self.songs if kind == "tracks" else self.albums
        )
        country = request.query["countryCode"]
        found = [
            thing
            for thing in things
            if _is_in(thing, country) and _is_found(thing, query)
        ]
        rows: list[Row] = [
            song_row(thing, include)
            if isinstance(thing, Song)
            else album_row(thing, include)
            for thing in found
        ]
        others = [row for thing in found for row in relatives(thing, include)]
        result = resource(
            "searchResults",
            "result",
            {"query": query, "trackingId": "5896e37d-e847-4ca6-9629-ef8001719f7f"},
            {kind: related(kind, [one.id for one in found], "/searchResults/result")},
        )
        # What is brought along has no order.
        included = [*others, *reversed(rows)]
        return _document(
            {
                "data": [result],
                "included": included,
                "links": {"self": "/searchResults"},
            }
        )


def _is_in(thing: Song | Album, country: str) -> bool:
    return not thing.countries or country in thing.countries


def _is_found(thing: Song | Album, query: str) -> bool:
    """Whether a thing has a word of the query in its title, and one of its artist."""
    words = set(query.casefold().split())
    artist = set(thing.artist.casefold().split())
    return bool(words & artist) and bool(words & set(thing.title.casefold().split()))


def _document(row: Row) -> web.Response:
    return web.json_response(row, content_type="application/vnd.api+json")


def _error(status: int, detail: str) -> web.Response:
    return web.json_response(error_row(status, detail), status=status)
