"""The fake itself: searches, look-ups and manners on one loopback port."""

import asyncio
from collections.abc import Awaitable, Callable
from itertools import pairwise
import re
import time
from typing import Any, override

from aiohttp import web

from tests.fakes.serving import Serving

from .faults import Fault, Seen
from .world import (
    Group,
    Release,
    Row,
    credits_of,
    found_release_row,
    group_row,
    mbid,
    release_row,
    url_row,
)


class FakeMusicBrainz(Serving):
    """A small MusicBrainz over HTTP; start it, hand its address to a client.

    Args:
        clock: what time requests are counted with; that of those who wait, in tests.
        polite: answer 503, as MusicBrainz does, to what comes within a second.
    """

    def __init__(
        self, clock: Callable[[], float] = time.monotonic, *, polite: bool = False
    ) -> None:
        """Begin with no music."""
        self.clock = clock
        self.groups: list[Group] = []
        self.seen: list[Seen] = []
        self.polite = polite
        self._faults: list[Fault] = []

    @override
    def app(self) -> web.Application:
        """Make the paths."""
        app = web.Application(middlewares=[self._middleware()])
        app.router.add_get("/ws/2/release", self._search_releases)
        app.router.add_get("/ws/2/release/{id}", self._release)
        app.router.add_get("/ws/2/recording", self._search_recordings)
        app.router.add_get("/ws/2/release-group", self._search_groups)
        app.router.add_get("/ws/2/url", self._url)
        return app

    @property
    def url(self) -> str:
        """Where the web service is."""
        return f"{self.address}/ws/2"

    @property
    def asked(self) -> list[str]:
        """The paths that were asked for, in order."""
        return [one.path.removeprefix("/ws/2") for one in self.seen]

    @property
    def gaps(self) -> list[float]:
        """Seconds between each request and the next."""
        times = [one.at for one in self.seen]
        return [after - before for before, after in pairwise(times)]

    def add_album(
        self,
        title: str,
        artist: str,
        *,
        primary: str | None = "Album",
        secondary: tuple[str, ...] = (),
        **release: Any,
    ) -> Group:
        """Have an album with one release; the rest are the release's facts."""
        number = len(self.groups)
        group = Group(
            id=mbid("group", title, artist, number),
            title=title,
            artist=artist,
            primary=primary,
            secondary=secondary,
        )
        self.groups.append(group)
        self.add_release(group, **release)
        return group

    def add_release(self, group: Group, **facts: Any) -> Release:
        """Have another edition of an album."""
        made: dict[str, Any] = {"title": group.title, **facts}
        number = len(group.releases)
        release = Release(id=mbid("release", group.id, number), group=group, **made)
        group.releases.append(release)
        return release

    def fail(self, **how: Any) -> Fault:
        """Let the next matching request fail; see `Fault`."""
        self._faults.append(fault := Fault(**how))
        return fault

    def heal(self) -> None:
        """No more failures."""
        self._faults.clear()

    @property
    def _releases(self) -> list[Release]:
        return [release for group in self.groups for release in group.releases]

    def _middleware(self) -> Any:
        """Count, fail on command, and want to know who asks."""

        @web.middleware
        async def count_and_check(
            request: web.Request,
            handler: Callable[[web.Request], Awaitable[web.Response]],
        ) -> web.Response:
            seen = Seen(
                path=request.path,
                query=dict(request.query),
                user_agent=request.headers.get("User-Agent", ""),
                at=self.clock(),
            )
            is_hasty = bool(self.seen) and seen.at - self.seen[-1].at < 1
            self.seen.append(seen)
            for fault in self._faults:
                if fault.strikes(request.path):
                    await asyncio.sleep(fault.delay)
                    if isinstance(fault.body, str):
                        return web.Response(
                            text=fault.body, status=fault.status, headers=fault.headers
                        )
                    body = fault.body or {"error": "Not today"}
                    return web.json_response(
                        body, status=fault.status, headers=fault.headers
                    )
            if self.polite and is_hasty:
                return _error(
                    503, "Your requests are exceeding the allowable rate limit."
                )
            if not re.fullmatch(r"\S+/\S+ \( \S+ \)", seen.user_agent):
                return _error(403, "Say who you are.")
            if request.query.get("fmt") != "json":
                return web.Response(text="<metadata/>", content_type="application/xml")
            return await handler(request)

        return count_and_check

    async def _search_releases(self, request: web.Request) -> web.Response:
        query = request.query.get("query", "")
        if not (match := re.fullmatch(r"barcode:\(([\d OR]+)\)", query)):
            return _error(400, f"Not understood: {query}")
        barcodes = match[1].split(" OR ")
        found = [one for one in self._releases if one.barcode in barcodes]
        rows = [
            {**found_release_row(one), "barcode": one.barcode, "score": 100}
            for one in found
        ]
        return _results("releases", rows)

    async def _search_recordings(self, request: web.Request) -> web.Response:
        query = request.query.get("query", "")
        if not (match := re.fullmatch(r"isrc:(\w+)", query)):
            return _error(400, f"Not understood: {query}")
        found = [one for one in self._releases if match[1] in one.isrcs]
        if not found:
            return _results("recordings", [])
        row: Row = {
            "id": mbid("recording", match[1]),
            "score": 100,
            "title": "A recording",
            "length": 200_000,
            "video": None,
            "artist-credit": credits_of(found[0].group.artist),
            "isrcs": [match[1]],
            "releases": [found_release_row(one) for one in found],
        }
        return _results("recordings", [row])

    async def _search_groups(self, request: web.Request) -> web.Response:
        query = request.query.get("query", "")
        match = re.fullmatch(r"releasegroup:\((.+?)\)(?: AND artist:\((.+)\))?", query)
        if match is None:
            return _error(400, f"Not understood: {query}")
        title, artist = (_words(part or "") for part in match.groups())
        found = [
            group
            for group in self.groups
            if title & _words(group.title)
            and (not artist or artist & _words(group.artist))
        ]
        rows = [group_row(group, is_found=True) for group in found]
        return _results("release-groups", rows[: int(request.query.get("limit", "25"))])

    async def _url(self, request: web.Request) -> web.Response:
        resource = request.query.get("resource", "")
        found = [one for one in self._releases if resource in one.links]
        if not found:
            return _error(404, "Not Found")
        row = url_row(resource, found)
        if "release-rels" not in request.query.get("inc", "").split(" "):
            row["relations"] = []
        return web.json_response(row)

    async def _release(self, request: web.Request) -> web.Response:
        inc = set(request.query.get("inc", "").split(" "))
        for release in self._releases:
            if release.id == request.match_info["id"]:
                return web.json_response(release_row(release, inc))
        return _error(404, "Not Found")


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.casefold()))


def _results(name: str, rows: list[Row]) -> web.Response:
    return web.json_response(
        {
            "created": "2026-01-01T00:00:00.000Z",
            "count": len(rows),
            "offset": 0,
            name: rows,
        }
    )


def _error(status: int, words: str) -> web.Response:
    return web.json_response(
        {"error": words, "help": "For usage, please see the documentation."},
        status=status,
    )
