"""The errors that cross the floors, each with what the user can do about it."""


class ServiceError(Exception):
    """A service did not do what it was asked to.

    Args:
        service: the service, for people: `Plex`, `AniList`.
        reason: what happened, as a translation key.
        message: the service's own words or a status; never an address or a secret.
    """

    reason = "service_failed"

    def __init__(self, service: str, message: str = "", *, reason: str = "") -> None:
        """Keep what people are told."""
        self.service = service
        self.message = message
        if reason:
            self.reason = reason
        super().__init__(f"{service}: {message or self.reason}")


class ServiceUnavailable(ServiceError):
    """The service is out of reach, or answers with something that is no answer."""

    reason = "service_unavailable"


class InvalidToken(ServiceError):
    """The service does not accept the token: the user has to sign in again."""

    reason = "invalid_token"


class ServiceOff(ServiceError):
    """The service has switched its interface off, or this account may not use it."""

    reason = "service_off"


class RateLimited(ServiceError):
    """The service asks to wait longer than a run can."""

    reason = "rate_limited"

    def __init__(self, service: str, seconds: float) -> None:
        """Keep for how long, in seconds."""
        self.seconds = seconds
        super().__init__(service, f"asks to wait {seconds:.0f} s")


class Refused(ServiceError):
    """The service understood and said no, for instance to a value."""

    reason = "refused"


class IncompleteAnswer(ServiceUnavailable):
    """The answer is cut off or lacks what the service announced."""

    reason = "incomplete_answer"
