"""Where a broker is, and what it says when the line breaks."""

from dataclasses import dataclass, field as attribute
from typing import Final

SERVICE: Final = "MQTT"


@dataclass(frozen=True, slots=True, kw_only=True)
class BrokerAccess:
    """A broker, and who comes to it."""

    address: str
    port: int = 1883
    tls: bool = False
    verify_tls: bool = True
    """Whether its certificate has to be one that this machine trusts."""
    user: str = ""
    """Empty: whoever."""
    password: str = attribute(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Will:
    """What the broker publishes, retained, when we are gone without a word."""

    topic: str
    payload: str
