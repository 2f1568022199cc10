"""What can go wrong on the wire, in this door's own words.

Messages carry a status and a path: never a library's text, which may hold an address with
a token.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from requests import exceptions

from ..sync.errors import (
    IncompleteAnswer,
    InvalidToken,
    RateLimited,
    Refused,
    ServiceError,
    ServiceOff,
    ServiceUnavailable,
)

SERVICE = "Plex"
DEFAULT_RETRY_AFTER = 60.0
"""Seconds to wait where a 429 does not say how long."""
TOO_LONG = "too_long"
"""The reason of a refusal of what does not fit into one request."""
PIN_IS_WRONG = 1041
"""The number that plex.tv gives to a refusal beside its status: a valid PIN is needed."""


class WrongPin(Refused):
    """The user of the home has a PIN, and this was not it; `pin_needed`: none came."""

    reason = "wrong_pin"


class PinExpired(Refused):
    """The code was not used in time, or plex.tv does not know it any more."""

    reason = "pin_expired"


@contextmanager
def translated(path: str) -> Iterator[None]:
    """Turn the transport's exceptions into `ServiceUnavailable` and its kinds."""
    try:
        yield
    except exceptions.SSLError:
        raise ServiceUnavailable(
            SERVICE, "the certificate is not accepted", reason="tls"
        ) from None
    except exceptions.ChunkedEncodingError, exceptions.ContentDecodingError:
        raise cut_off(path) from None
    except exceptions.Timeout:
        raise ServiceUnavailable(SERVICE, f"no answer in time at {path}") from None
    except exceptions.RequestException:
        raise ServiceUnavailable(SERVICE, f"out of reach at {path}") from None


def refusal(
    status: int, path: str, retry_after: str | None = None, number: int | None = None
) -> ServiceError:
    """The error that a status of 400 and above stands for, and plex.tv's number."""
    message = f"{status} at {path}"
    if number == PIN_IS_WRONG:
        return WrongPin(SERVICE, message)
    match status:
        case 401 | 498:
            return InvalidToken(SERVICE, message)
        case 403:
            return ServiceOff(SERVICE, message, reason="forbidden")
        case 404:
            return Refused(SERVICE, message, reason="gone")
        case 413 | 414 | 431:
            return Refused(SERVICE, message, reason=TOO_LONG)
        case 429:
            return RateLimited(SERVICE, _seconds(retry_after))
    if status >= 500:
        return ServiceUnavailable(SERVICE, message)
    return Refused(SERVICE, message)


def cut_off(path: str) -> IncompleteAnswer:
    """The answer ended before its end, or holds less than it announced."""
    return IncompleteAnswer(SERVICE, f"the answer is cut off at {path}")


def changed_meanwhile(path: str) -> IncompleteAnswer:
    """The listing changed each time that it was read."""
    return IncompleteAnswer(SERVICE, f"the listing changed while it was read at {path}")


def no_answer(path: str) -> ServiceUnavailable:
    """Something answered that is not Plex: a proxy's page, for instance."""
    return ServiceUnavailable(SERVICE, f"not an answer of Plex at {path}")


def _seconds(retry_after: str | None) -> float:
    """A `Retry-After` header in seconds; its form as a date is taken for the default."""
    try:
        return max(0.0, float(retry_after or ""))
    except ValueError:
        return DEFAULT_RETRY_AFTER
