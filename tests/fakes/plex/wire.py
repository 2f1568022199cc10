"""What all of the fake's services share: counting, faults, and answers in XML or JSON."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from itertools import chain

from aiohttp import web

from .faults import Fault, Faults
from .library import User
from .nodes import Json, Node, Row, Value, grouped

type UserHandler = Callable[[web.Request, User], web.Response]
type Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

SHORT = "short_page"
UNAUTHORIZED = (
    "<html><head><title>Unauthorized</title></head>"
    "<body><h1>401 Unauthorized</h1></body></html>"
)
WEBSOCKET = "/websockets/notifications"
WEB_PAGE = "<html><head><title>Welcome</title></head><body>It works!</body></html>"
BROKEN_PAGE = "<!DOCTYPE html><html><body><br>Bad gateway & nothing else</body>"


@dataclass(frozen=True, slots=True)
class Seen:
    """A request that arrived."""

    service: str
    method: str
    path: str
    params: dict[str, str]
    """Of the query and the paging headers, without the token."""


@dataclass
class Counter:
    """The requests of all services."""

    log: list[Seen] = field(default_factory=list)

    def __getitem__(self, service: str) -> int:
        """How many a service got."""
        return sum(1 for seen in self.log if seen.service == service)

    @property
    def total(self) -> int:
        """How many arrived anywhere; a websocket is open, and asks nothing."""
        return sum(1 for seen in self.log if not seen.path.endswith(WEBSOCKET))

    @property
    def paths(self) -> list[str]:
        """Where they went, in order."""
        return [seen.path for seen in self.log]


def service_app(service: str, counter: Counter, faults: Faults) -> web.Application:
    """An application that counts, and has bad days when told so."""

    @web.middleware
    async def counted(request: web.Request, handler: Handler) -> web.StreamResponse:
        counter.log.append(_seen(service, request))
        fault = faults.take(service, request.path, request.method)
        return await (
            _misbehave(fault, request, handler) if fault else handler(request)
        )

    return web.Application(middlewares=[counted])


def token_of(request: web.Request) -> str:
    """The token that a request carries, in a header or the query."""
    return request.headers.get("X-Plex-Token") or request.query.get("X-Plex-Token", "")


def unauthorized() -> web.Response:
    """The answer to a token that is not taken: a web page."""
    return web.Response(status=401, text=UNAUTHORIZED, content_type="text/html")


def refuse(status: int, number: int, message: str) -> web.Response:
    """A refusal as the later paths of plex.tv put it."""
    error = {"code": number, "message": message, "status": status}
    return web.json_response({"errors": [error]}, status=status)


def as_user(find: Callable[[str], User | None], handler: UserHandler) -> Handler:
    """Let nobody in whose token nobody owns."""

    async def guarded(request: web.Request) -> web.Response:
        user = find(token_of(request))
        return handler(request, user) if user else unauthorized()

    return guarded


def wants_json(request: web.Request) -> bool:
    """Whether JSON was asked for; XML is the default."""
    return "application/json" in request.headers.get("Accept", "")


def respond(request: web.Request, node: Node) -> web.Response:
    """One element, in the language asked for."""
    if wants_json(request):
        return web.json_response(node.json())
    return _xml(node.xml())


def container[Each](
    request: web.Request,
    each: Sequence[Each],
    row: Callable[[Each], Row],
    **attributes: Value,
) -> web.Response:
    """A `MediaContainer` with the rows of the page that was asked for."""
    start, size = _paging(request)
    page = each if size is None else each[start : start + size]
    paging: dict[str, Value] = {"size": len(page)}
    if size is not None:
        paging |= {"totalSize": len(each), "offset": start}
    if request.get(SHORT):
        page = page[:-1]
    rows = [row(one) for one in page]
    if wants_json(request):
        body: Json = {"MediaContainer": paging | attributes | grouped(rows)}
        return web.json_response(body)
    root = Node("MediaContainer", paging | attributes).xml().removesuffix("/>")
    inner = (one.xml() for one in rows)
    return _xml("".join(chain([root, ">"], inner, ["</MediaContainer>"])))


def _xml(text: str) -> web.Response:
    """An answer in XML."""
    return web.Response(
        text=f'<?xml version="1.0" encoding="UTF-8"?>\n{text}',
        content_type="text/xml",
        charset="utf-8",
    )


def _paging(request: web.Request) -> tuple[int, int | None]:
    """Start and size asked for, in headers or the query."""
    size, start = (
        request.headers.get(name) or request.query.get(name)
        for name in ("X-Plex-Container-Size", "X-Plex-Container-Start")
    )
    return int(start or 0), None if size is None else int(size)


def _seen(service: str, request: web.Request) -> Seen:
    """A request, to be remembered."""
    paging = {
        name: value
        for name, value in request.headers.items()
        if name.startswith("X-Plex-Container-")
    }
    params = {**request.query, **paging}
    params.pop("X-Plex-Token", None)
    return Seen(service, request.method, request.path, params)


async def _misbehave(
    fault: Fault, request: web.Request, handler: Handler
) -> web.StreamResponse:
    """Answer as the fault wants it."""
    match fault.kind:
        case "drop_before" | "server_gone":
            return _dropped(request)
        case "drop_after":
            await handler(request)
            return _dropped(request)
        case "half_page":
            return await _half(request, await handler(request))
        case "short_page":
            request[SHORT] = True
        case "status":
            after = fault.retry_after
            headers = {} if after is None else {"Retry-After": str(after)}
            return web.Response(status=fault.status, headers=headers, text="busy")
        case "rubbish":
            return web.Response(text=WEB_PAGE, content_type="text/html")
        case "not_well_formed":
            return web.Response(text=BROKEN_PAGE, content_type="text/html")
        case "empty":
            return web.Response()
        case "expired_token":
            return unauthorized()
        case "slow":
            await asyncio.sleep(fault.seconds)
    response = await handler(request)
    if fault.kind == "call" and fault.call:
        fault.call()
    return response


def _dropped(request: web.Request) -> web.Response:
    """End the connection; the answer goes nowhere."""
    if request.transport:
        request.transport.abort()
    return web.Response()


async def _half(request: web.Request, whole: web.StreamResponse) -> web.StreamResponse:
    """Send the first half of a body, then end the connection."""
    if not isinstance(whole, web.Response) or not isinstance(whole.body, bytes):
        raise TypeError("only a plain answer can be cut")
    half = web.StreamResponse(headers={"Content-Type": whole.content_type})
    half.content_length = len(whole.body)
    await half.prepare(request)
    await half.write(whole.body[: len(whole.body) // 2])
    if request.transport:
        request.transport.close()
    return half
