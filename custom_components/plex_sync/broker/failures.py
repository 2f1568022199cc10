"""A broker's refusals as errors of ours, in words of ours."""

import ssl
from typing import Final

from paho.mqtt.reasoncodes import ReasonCode

from ..sync.errors import InvalidToken, Refused, ServiceError, ServiceUnavailable
from .model import SERVICE

UNSUPPORTED_VERSION: Final = 132
NOT_AUTHORIZED: Final = 135
_SIGN_IN: Final = frozenset({134, NOT_AUTHORIZED, 138, 140})
"""The user, the password or the way of signing in is not accepted."""
_BUSY: Final = frozenset({136, 137, 159})
"""The broker cannot serve anybody at the moment."""


def failure_of_sign_in(code: ReasonCode) -> ServiceError:
    """The error for a connection that the broker has refused."""
    if code.value in _SIGN_IN:
        return InvalidToken(
            SERVICE, "user and password are not accepted", reason="sign_in_refused"
        )
    if code.value in _BUSY:
        return ServiceUnavailable(SERVICE, "the broker is busy")
    return Refused(SERVICE, f"the connection, with code {code.value}")


def failure_of_publish(topic: str, code: ReasonCode) -> ServiceError:
    """The error for a message that the broker has refused."""
    if code.value == NOT_AUTHORIZED:
        return Refused(SERVICE, f"this user may not write to {topic}")
    return Refused(SERVICE, f"a message to {topic}, with code {code.value}")


def failure_of_connecting(err: OSError | ValueError) -> ServiceError:
    """The error for a broker that cannot be talked to at all."""
    if isinstance(err, ssl.SSLCertVerificationError):
        return ServiceUnavailable(SERVICE, "the certificate", reason="tls")
    if isinstance(err, ssl.SSLError):
        return ServiceUnavailable(SERVICE, "there is no TLS at this port")
    if isinstance(err, TimeoutError):
        return ServiceUnavailable(SERVICE, "no answer in time")
    return ServiceUnavailable(SERVICE, "no connection")
