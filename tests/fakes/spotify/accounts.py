"""accounts.spotify.com: a person allows an app, a code becomes a token."""

from base64 import b64decode
import binascii
from collections.abc import Mapping
from itertools import count
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from aiohttp import web

from .world import Account

if TYPE_CHECKING:
    from .server import FakeSpotify

PAGE = """<!DOCTYPE html><html lang="en"><head><title>Spotify</title></head><body>
<h1>Agree?</h1><form method="post"><button name="answer" value="agree">Agree</button>
<button name="answer" value="cancel">Cancel</button></form></body></html>"""
LIFETIME = 3600


class Accounts:
    """Handlers of signing in."""

    def __init__(self, fake: FakeSpotify) -> None:
        """Take the world; one app is known."""
        self._fake = fake
        self._numbers = count(1)
        self._codes: dict[str, tuple[Account, str, str]] = {}
        self.clients = {"our-client": "our-secret"}
        """The apps that are known: their ids, and their secrets."""
        self.person: Account | None = None
        """Who sits at the browser; by default who was added first."""

    def routes(self, app: web.Application) -> None:
        """Add the paths."""
        app.router.add_get("/authorize", self._page)
        app.router.add_post("/authorize", self._answered)
        app.router.add_post("/api/token", self._token)

    async def _page(self, request: web.Request) -> web.Response:
        """Two buttons, or why there are none."""
        query = request.query
        if query.get("client_id") not in self.clients:
            return web.Response(status=400, text="INVALID_CLIENT: Invalid client")
        if query.get("response_type") != "code" or not query.get("redirect_uri"):
            return web.Response(status=400, text="response_type must be code")
        return web.Response(text=PAGE, content_type="text/html")

    async def _answered(self, request: web.Request) -> web.Response:
        """One of the buttons was pressed."""
        query = request.query
        said = {"state": query.get("state", "")}
        if (await request.post()).get("answer") == "cancel":
            said["error"] = "access_denied"
        else:
            person = self.person or self._fake.accounts[0]
            person.scopes = query.get("scope", "").split()
            said["code"] = f"AQ-code-{next(self._numbers)}"
            client, redirect = query["client_id"], query["redirect_uri"]
            self._codes[said["code"]] = (person, client, redirect)
        raise web.HTTPFound(f"{query['redirect_uri']}?{urlencode(said)}")

    async def _token(self, request: web.Request) -> web.Response:
        """A code, or a refresh token, becomes a token."""
        form = {name: str(value) for name, value in (await request.post()).items()}
        client, secret = _client(request, form)
        if self.clients.get(client) != secret:
            return _refused("invalid_client", "Invalid client secret")
        match form.get("grant_type"):
            case "authorization_code":
                person, *asked = self._codes.pop(form.get("code", ""), (None,))
                if person is None or asked != [client, form.get("redirect_uri")]:
                    return _refused("invalid_grant", "Invalid authorization code")
            case "refresh_token":
                person = next(
                    (
                        one
                        for one in self._fake.accounts
                        if one.refresh_token == form.get("refresh_token")
                    ),
                    None,
                )
                if person is None:
                    return _refused("invalid_grant", "Refresh token revoked")
                self._fake.expire(person)
            case _:
                return _refused("unsupported_grant_type", "grant_type is invalid")
        return web.json_response(
            {
                "access_token": person.token,
                "token_type": "Bearer",
                "scope": " ".join(person.scopes),
                "expires_in": LIFETIME,
                "refresh_token": person.refresh_token,
            }
        )


def _client(request: web.Request, form: Mapping[str, str]) -> tuple[str, str]:
    """The app's id and secret, from the header or from the form."""
    sent = request.headers.get("Authorization", "")
    if sent.startswith("Basic "):
        try:
            client, _, secret = b64decode(sent[6:]).decode().partition(":")
        except binascii.Error, UnicodeDecodeError:
            return "", ""
        return client, secret
    return form.get("client_id", ""), form.get("client_secret", "")


def _refused(error: str, words: str) -> web.Response:
    body = {"error": error, "error_description": words}
    return web.json_response(body, status=400)
