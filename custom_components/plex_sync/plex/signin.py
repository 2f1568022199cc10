"""Signing in at plex.tv: a code, a page in the browser, a token."""

from collections.abc import Callable
from dataclasses import dataclass, field
import time
from urllib.parse import quote, urlencode

from ..sync.errors import Refused
from .endpoints import PlexEndpoints
from .failures import SERVICE, PinExpired, no_answer
from .plextv import TIMEOUT, PlexTv, text, whole
from .session import PRODUCT

PATH = "/api/v2/pins"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pin:
    """A code that a person confirms in the browser."""

    id: int
    code: str = field(repr=False)
    link: str = field(repr=False)
    """The page to open; it holds the code."""
    expires_at: int
    """Seconds since 1970 (UTC), by the clock here."""


class PlexSignIn:
    """One way into an account, without a password.

    The client identifier has to be the same for the code, the page and every question
    after it, so one object goes all the way.
    """

    def __init__(
        self,
        client_identifier: str,
        *,
        endpoints: PlexEndpoints = PlexEndpoints(),
        timeout: float = TIMEOUT,
        now: Callable[[], float] = time.time,
    ) -> None:
        """Take under which name plex.tv lists this client; nothing is asked yet."""
        self._client_identifier = client_identifier
        self._app = endpoints.app
        self._now = now
        self._plex_tv = PlexTv(
            endpoints.plex_tv,
            "",
            client_identifier=client_identifier,
            timeout=timeout,
        )

    async def close(self) -> None:
        """Close the connections."""
        await self._plex_tv.close()

    async def begin(self, forward_url: str = "") -> Pin:
        """Get a code, and the page where it is confirmed.

        Args:
            forward_url: where the page leads once it is.
        """
        # Only a strong code works with the page; a short one is to be typed in.
        answer = await self._plex_tv.object("POST", PATH, params={"strong": "true"})
        number, code = whole(answer, "id"), text(answer, "code")
        seconds = whole(answer, "expiresIn")
        if number is None or not code or seconds is None:
            raise no_answer(PATH)
        return Pin(
            id=number,
            code=code,
            link=self._link(code, forward_url),
            expires_at=int(self._now()) + seconds,
        )

    async def poll(self, pin: Pin) -> str | None:
        """The account's token; `None` as long as nobody has confirmed the code.

        Raises:
            PinExpired: it is too late for this code.
        """
        try:
            answer = await self._plex_tv.object("GET", f"{PATH}/{pin.id}")
        except Refused as error:
            if error.reason != "gone":
                raise
            raise PinExpired(SERVICE, "the code has expired") from None
        if token := text(answer, "authToken"):
            return token
        if self._now() >= pin.expires_at:
            raise PinExpired(SERVICE, "the code has expired")
        return None

    def _link(self, code: str, forward_url: str) -> str:
        """The page for a code; the browser keeps all after the # to itself."""
        values = {
            "clientID": self._client_identifier,
            "code": code,
            "context[device][product]": PRODUCT,
            "context[device][deviceName]": PRODUCT,
        }
        if forward_url:
            values["forwardUrl"] = forward_url
        return f"{self._app}/auth#?{urlencode(values, quote_via=quote)}"
