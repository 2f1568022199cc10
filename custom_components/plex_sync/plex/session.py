"""The HTTP session that the door and plexapi share."""

from typing import Any
from urllib.parse import urlsplit
import warnings

import requests

from .failures import refusal, translated

PRODUCT = "Plex Sync"
"""What plex.tv lists this client as."""


class PlexSession(requests.Session):
    """A session that introduces itself, answers with success, and raises anything else.

    Errors are those of `sync.errors`, so plexapi, whose own carry addresses and bodies,
    never gets to see a failed answer.
    """

    def __init__(self, *, verify_tls: bool, client_identifier: str) -> None:
        """Take how to check certificates, and whom to introduce as."""
        super().__init__()
        self.verify = verify_tls
        self._identity = {
            "X-Plex-Client-Identifier": client_identifier,
            "X-Plex-Product": PRODUCT,
            "X-Plex-Device-Name": PRODUCT,
        }
        if not verify_tls:
            # The user's choice; said once at set-up, not with every connection.
            warnings.filterwarnings("ignore", message="Unverified HTTPS request")

    def send(
        self, request: requests.PreparedRequest, **kwargs: Any
    ) -> requests.Response:
        """Send one request, for plexapi too.

        Raises:
            ServiceError: out of reach, refused, or any status of 400 and above.
        """
        request.headers.update(self._identity)
        path = urlsplit(request.url or "").path
        with translated(path):
            response = super().send(request, **kwargs)
        if response.status_code < 400:
            return response
        number = None if kwargs.get("stream") else _number(response)
        response.close()
        retry_after = response.headers.get("Retry-After")
        raise refusal(response.status_code, path, retry_after, number)

    def merge_environment_settings(
        self, url: Any, proxies: Any, stream: Any, verify: Any, cert: Any
    ) -> Any:
        """Let no certificate bundle of the environment undo `verify_tls=False`."""
        checked = self.verify if verify is None else verify
        return super().merge_environment_settings(url, proxies, stream, checked, cert)

    def rebuild_auth(
        self, prepared_request: requests.PreparedRequest, response: requests.Response
    ) -> None:
        """Keep the token from another host that a redirect leads to."""
        super().rebuild_auth(prepared_request, response)  # type: ignore[no-untyped-call]  # so in the stubs
        left = urlsplit(response.request.url or "")
        entered = urlsplit(prepared_request.url or "")
        unsafe = left.scheme == "https" and entered.scheme == "http"
        if unsafe or left.hostname != entered.hostname:
            prepared_request.headers.pop("X-Plex-Token", None)


def _number(response: requests.Response) -> int | None:
    """The number of a refusal of plex.tv: `{"errors": [{"code": 1041, …}]}`."""
    if "json" not in response.headers.get("Content-Type", ""):
        return None
    try:
        number = response.json()["errors"][0]["code"]
    except ValueError, LookupError, TypeError, RecursionError:
        return None
    return number if isinstance(number, int) else None
