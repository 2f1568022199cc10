"""What Spotify refuses, each refusal an error that says what can be done."""

from datetime import UTC, datetime
import re
from typing import Final

from ..sync.errors import (
    IncompleteAnswer,
    InvalidToken,
    RateLimited,
    Refused,
    ServiceError,
    ServiceOff,
    ServiceUnavailable,
)

SERVICE: Final = "Spotify"
LONGEST_WORDS: Final = 300

_PREMIUM = re.compile(r"premium subscription", re.IGNORECASE)
_NOT_REGISTERED = re.compile(r"not (be )?registered|developer dashboard", re.IGNORECASE)
_SCOPE = re.compile(r"\bscope", re.IGNORECASE)


class Blocked(RateLimited):
    """Spotify wants silence for longer than a run can wait, at times for a day."""

    def __init__(self, seconds: float, until: float) -> None:
        """Keep how long, and until when, in Unix time."""
        super().__init__(SERVICE, seconds)
        self.until = datetime.fromtimestamp(until, UTC)


class PremiumLapsed(ServiceOff):
    """The owner of the app at Spotify has no Premium: nothing can be read."""

    reason = "premium_lapsed"


class NotRegistered(ServiceOff):
    """The account is not among the users of the app in Spotify's dashboard."""

    reason = "not_registered"


class MissingScope(InvalidToken):
    """The account has allowed less than is needed: sign in again and allow it."""

    reason = "missing_scope"


class Forbidden(Refused):
    """This account may not read this."""

    reason = "forbidden"


class Gone(Refused):
    """There is no such thing any more, or not for this account."""

    reason = "gone"


class NotOwn(Forbidden):
    """Spotify only hands out playlists of one's own, and those one works on together."""

    reason = "playlist_not_own"


class MadeBySpotify(Gone):
    """Spotify does not hand out the playlists that it makes itself."""

    reason = "made_by_spotify"


class Lost(ServiceUnavailable):
    """No answer came, or none that can be used; it may work the next time."""


def failure_of(status: int, words: str) -> ServiceError:
    """The error for an HTTP status that is none of success."""
    words = words[:LONGEST_WORDS] or f"HTTP {status}"
    match status:
        case 401:
            return InvalidToken(SERVICE, words)
        case 403 if _PREMIUM.search(words):
            return PremiumLapsed(SERVICE, words)
        case 403 if _NOT_REGISTERED.search(words):
            return NotRegistered(SERVICE, words)
        case 403 if _SCOPE.search(words):
            return MissingScope(SERVICE, words)
        case 403:
            return Forbidden(SERVICE, words)
        case 404 | 410:
            return Gone(SERVICE, words)
        case _ if status >= 500:
            return Lost(SERVICE, words)
        case _ if 400 <= status < 500:
            return Refused(SERVICE, words)
        case _:
            return ServiceUnavailable(SERVICE, words)


def incomplete(what: str) -> IncompleteAnswer:
    """The error for an answer that lacks what was announced."""
    return IncompleteAnswer(SERVICE, what)
