"""The HTTP answers of the fake AniList, faults included."""

from collections.abc import Mapping
import json

from aiohttp import web

from .execution import Plan
from .faults import Fault
from .records import Refusal, Row


def error_row(refusal: Refusal, plan: Plan | None = None) -> Row:
    """An error as AniList writes it."""
    error: Row = {"message": refusal.message, "status": refusal.status}
    if plan is not None:
        error["locations"] = [{"line": plan.line, "column": plan.column}]
    if refusal.validation is not None:
        error["validation"] = refusal.validation
    return error


def respond(
    data: Row | None, errors: list[Row], status: int, headers: Mapping[str, str]
) -> web.Response:
    """Data and errors in one answer."""
    body: Row = {"errors": errors} if errors else {}
    body["data"] = data
    return web.json_response(body, status=status, headers=headers)


def too_many(headers: Mapping[str, str]) -> web.Response:
    """HTTP 429."""
    error = {"message": "Too Many Requests.", "status": 429}
    return respond(None, [error], 429, headers)


def headers_of(fault: Fault, limit: int) -> dict[str, str]:
    """The headers of a 429 on command."""
    headers = {"Retry-After": str(round(fault.seconds))}
    if fault.headers:
        headers |= {"X-RateLimit-Limit": str(limit), "X-RateLimit-Remaining": "0"}
    return headers


def drop(request: web.Request) -> web.Response:
    """End the connection without an answer."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response()


def instead(fault: Fault, request: web.Request) -> web.Response | None:
    """The answer of a fault that keeps the request from being carried out."""
    match fault.kind:
        case "drop_before":
            return drop(request)
        case "errors_in_200":
            error = {"message": fault.message, "status": fault.status}
            return respond(None, [error], 200, {})
        case "500":
            return respond(None, [{"message": fault.message, "status": 500}], 500, {})
        case "rubbish":
            return web.Response(text="<html>Just a moment…</html>")
        case "expired":
            error = {"message": "Invalid token", "status": 400}
            return respond(None, [error], 400, {})
        case "disabled":
            words = "The AniList API has been temporarily disabled."
            return respond(None, [{"message": words, "status": 403}], 403, {})
        case _:
            return None


def afterwards(
    fault: Fault, request: web.Request, data: Row | None
) -> web.Response | None:
    """The answer of a fault that strikes once the request was carried out."""
    match fault.kind:
        case "drop_after":
            return drop(request)
        case "500_after":
            return respond(None, [{"message": fault.message, "status": 500}], 500, {})
        case "cut_off":
            text = json.dumps({"data": data})
            half = text[: len(text) // 2]
            return web.Response(text=half, content_type="application/json")
        case _:
            return None
