"""The fake itself: searches that take their time, and downloads that progress."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, override

from aiohttp import web

from tests.fakes.serving import Serving

from .faults import Fault, Seen
from .network import Network
from .rows import STARTED, Row, application_row, id_of, is_found, response_row, user_row


@dataclass(slots=True, kw_only=True)
class _Search:
    """A search and how many looks it still takes."""

    row: Row
    responses: list[Row]
    looks: int
    reads: int = 0
    """Times that its responses are not there yet, although it is over."""


class FakeSlskd(Serving, Network):
    """A small slskd over HTTP; start it, hand its address to a client.

    Args:
        base: the path under which it lies, such as `/slskd`.
    """

    def __init__(self, *, base: str = "") -> None:
        """Begin with a key and nobody to ask."""
        super().__init__()
        self.api_key = "key-of-anna-0123456789"
        self.connected = True
        self.looks = 2
        """How often a search is looked at before it is over."""
        self.reads = 0
        """How often its responses are not there yet once it is over."""
        self.automatic = False
        """Whether a step is made whenever downloads are looked at."""
        self.seen: list[Seen] = []
        self._searches: dict[str, _Search] = {}
        self._faults: list[Fault] = []
        self._base = base

    @override
    def app(self) -> web.Application:
        """Make the paths."""
        app = web.Application(middlewares=[self._middleware()])
        root, route = f"{self._base}/api/v0", app.router.add_route
        route("GET", f"{root}/application", self._application)
        route("POST", f"{root}/searches", self._start)
        route("GET", f"{root}/searches/{{id}}", self._search)
        route("PUT", f"{root}/searches/{{id}}", self._stop)
        route("DELETE", f"{root}/searches/{{id}}", self._delete)
        route("GET", f"{root}/searches/{{id}}/responses", self._responses)
        for end in ("", "/"):
            route("GET", f"{root}/transfers/downloads{end}", self._all_downloads)
        route("POST", f"{root}/transfers/downloads/{{user}}", self._enqueue)
        route("GET", f"{root}/transfers/downloads/{{user}}", self._downloads_of)
        route("DELETE", f"{root}/transfers/downloads/{{user}}/{{id}}", self._cancel)
        return app

    @property
    def url(self) -> str:
        """Where it is."""
        return f"{self.address}{self._base}"

    @property
    def asked(self) -> list[str]:
        """Method and path of each request, in order."""
        return [f"{one.method} {one.path}" for one in self.seen]

    @property
    def searched(self) -> list[str]:
        """The texts that were searched for, in order."""
        return [one.body["searchText"] for one in self._posted("/searches")]

    @property
    def enqueued(self) -> list[tuple[str, str]]:
        """Peer and path of each download that was asked for, in order."""
        return [
            (one.path.rpartition("/")[2], one.body[0]["filename"])
            for one in self._posted("/transfers/downloads")
        ]

    @property
    def left_searches(self) -> int:
        """How many searches nobody has cleaned up."""
        return len(self._searches)

    def fail(self, **how: Any) -> Fault:
        """Let the next matching request fail; see `Fault`."""
        self._faults.append(fault := Fault(**how))
        return fault

    def heal(self) -> None:
        """No more failures."""
        self._faults.clear()

    def _posted(self, path: str) -> list[Seen]:
        return [one for one in self.seen if one.method == "POST" and path in one.path]

    def _middleware(self) -> Any:
        """Count, fail on command, and let in only those who may."""

        @web.middleware
        async def count_and_check(
            request: web.Request,
            handler: Callable[[web.Request], Awaitable[web.StreamResponse]],
        ) -> web.StreamResponse:
            path = request.path.removeprefix(f"{self._base}/api/v0")
            self.seen.append(
                Seen(
                    method=request.method,
                    path=path,
                    query=dict(request.query),
                    body=await request.json() if request.can_read_body else None,
                    headers=dict(request.headers),
                )
            )
            fault = next(
                (one for one in self._faults if one.strikes(request.method, path)), None
            )
            if fault is not None:
                if fault.late:
                    await handler(request)
                if fault.cut and request.transport is not None:
                    request.transport.abort()
                return web.Response(
                    text=fault.text, status=fault.status, headers=fault.headers
                )
            if not request.path.startswith(f"{self._base}/api/v0/"):
                # Its pages, whatever is asked for.
                return web.Response(text="<html></html>", content_type="text/html")
            if request.headers.get("X-API-Key") != self.api_key:
                return web.Response(status=401)
            return await handler(request)

        return count_and_check

    async def _application(self, request: web.Request) -> web.Response:
        return web.json_response(application_row(connected=self.connected))

    async def _start(self, request: web.Request) -> web.Response:
        asked = await request.json()
        text = asked.get("searchText") or ""
        if not text.strip() or asked.get("searchTimeout", 15_000) < 5:
            return web.Response(text="The field SearchText can not be null", status=400)
        search_id = asked.get("id") or id_of(len(self.seen))
        if not self.connected or search_id in self._searches:
            return web.Response(text="Must be Connected and LoggedIn", status=409)
        found = [
            (peer, [file for file in peer.files if is_found(file, text)])
            for peer in self.peers.values()
            if peer.answers
        ]
        responses = [response_row(peer, files) for peer, files in found if files]
        responses = responses[: asked.get("responseLimit", 100)]
        row = {
            "fileCount": sum(each["fileCount"] for each in responses),
            "id": search_id,
            "isComplete": False,
            "lockedFileCount": sum(each["lockedFileCount"] for each in responses),
            "responseCount": len(responses),
            "responses": [],
            "searchText": text,
            "startedAt": STARTED,
            "state": "InProgress",
            "token": 7,
        }
        self._searches[search_id] = _Search(
            row=row, responses=responses, looks=self.looks, reads=self.reads
        )
        return web.json_response(row)

    async def _search(self, request: web.Request) -> web.Response:
        if (search := self._searches.get(request.match_info["id"])) is None:
            return web.Response(status=404)
        search.looks -= 1
        if search.looks <= 0:
            search.row |= {"isComplete": True, "state": "Completed, TimedOut"}
        return web.json_response(search.row)

    async def _stop(self, request: web.Request) -> web.Response:
        if (search := self._searches.get(request.match_info["id"])) is None:
            return web.Response(status=404)
        search.row |= {"isComplete": True, "state": "Completed, Cancelled"}
        return web.Response()

    async def _delete(self, request: web.Request) -> web.Response:
        gone = self._searches.pop(request.match_info["id"], None)
        return web.Response(status=404 if gone is None else 204)

    async def _responses(self, request: web.Request) -> web.Response:
        if (search := self._searches.get(request.match_info["id"])) is None:
            return web.Response(status=404)
        search.reads -= 1
        there = search.row["isComplete"] and search.reads < 0
        return web.json_response(search.responses if there else [])

    async def _enqueue(self, request: web.Request) -> web.Response:
        asked = await request.json()
        if not asked:
            return web.Response(text="At least one file is required", status=400)
        if any(".." in each["filename"].split("\\") for each in asked):
            return web.Response(text="a dangerous path traversal segment", status=400)
        name = request.match_info["user"]
        peer = self.peers.get(name)
        if not self.connected:
            return web.Response(text="Must be Connected and LoggedIn", status=500)
        if peer is None or not peer.online:
            text = f"User {name} appears to be offline"
            return web.Response(text=text, status=500)
        enqueued, failed = self.enqueue(
            name, [(each["filename"], each["size"]) for each in asked]
        )
        body = user_row(name, enqueued)
        rows = [row for folder in body["directories"] for row in folder["files"]]
        return web.json_response({"enqueued": rows, "failed": failed}, status=201)

    async def _downloads_of(self, request: web.Request) -> web.Response:
        name = request.match_info["user"]
        mine = [one for one in self.downloads if one.username == name]
        there = [one for one in mine if not one.removed]
        if not there:
            return web.Response(status=404)
        answer = web.json_response(user_row(name, there))
        if self.automatic:
            for download in there:
                if not download.is_over:
                    self.advance_one(download)
        return answer

    async def _all_downloads(self, request: web.Request) -> web.Response:
        everything = request.query.get("includeRemoved") == "true"
        there = [one for one in self.downloads if everything or not one.removed]
        names = dict.fromkeys(one.username for one in there)
        return web.json_response(
            [user_row(name, [o for o in there if o.username == name]) for name in names]
        )

    async def _cancel(self, request: web.Request) -> web.Response:
        for download in self.downloads:
            if download.id == request.match_info["id"] and not download.removed:
                if not download.is_over:
                    download.state = "Completed, Cancelled"
                download.removed |= request.query.get("remove") == "true"
                return web.Response(status=204)
        return web.Response(status=404)
