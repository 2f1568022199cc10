"""What a profile publishes over MQTT, and where: its options as typed records."""

from collections.abc import Mapping
from dataclasses import dataclass
import hashlib
from typing import Any, Final, Self

from ..broker import BrokerAccess
from ..music.mqtt_messages import DEFAULT_DISCOVERY_PREFIX, DEFAULT_PREFIX, Naming

CONF_MQTT: Final = "mqtt"
"""The option that holds all of these."""
CONF_ENABLED: Final = "enabled"
CONF_BROKER: Final = "broker"
CONF_ADDRESS: Final = "address"
CONF_PORT: Final = "port"
CONF_TLS: Final = "tls"
CONF_VERIFY_TLS: Final = "verify_tls"
CONF_USER: Final = "user"
CONF_PASSWORD: Final = "password"
CONF_PREFIX: Final = "prefix"
CONF_DISCOVERY: Final = "discovery"
CONF_DISCOVERY_PREFIX: Final = "discovery_prefix"

HOME_ASSISTANT: Final = "home_assistant"
"""The broker that Home Assistant is connected to."""
OWN: Final = "own"
"""A broker that the user names."""
DEFAULT_PORT: Final = 1883


@dataclass(frozen=True, slots=True, kw_only=True)
class MqttSettings:
    """Whether, where and as what."""

    enabled: bool
    access: BrokerAccess | None
    """`None`: Home Assistant's connection."""
    naming: Naming

    @classmethod
    def from_options(cls, options: Mapping[str, Any]) -> Self:
        """Read the options of an entry."""
        found: Mapping[str, Any] = options.get(CONF_MQTT) or {}
        access = access_of(found)
        return cls(
            enabled=bool(found.get(CONF_ENABLED)),
            access=access,
            naming=Naming(
                prefix=str(found.get(CONF_PREFIX) or DEFAULT_PREFIX),
                discovery=bool(found.get(CONF_DISCOVERY, access is not None)),
                discovery_prefix=str(
                    found.get(CONF_DISCOVERY_PREFIX) or DEFAULT_DISCOVERY_PREFIX
                ),
            ),
        )


def access_of(values: Mapping[str, Any]) -> BrokerAccess | None:
    """Read how to get to a broker; `None`: by Home Assistant's connection."""
    if values.get(CONF_BROKER) != OWN:
        return None
    return BrokerAccess(
        address=str(values.get(CONF_ADDRESS) or ""),
        port=int(values.get(CONF_PORT) or DEFAULT_PORT),
        tls=bool(values.get(CONF_TLS)),
        verify_tls=bool(values.get(CONF_VERIFY_TLS, True)),
        user=str(values.get(CONF_USER) or ""),
        password=str(values.get(CONF_PASSWORD) or ""),
    )


def place_of(access: BrokerAccess | None) -> str:
    """Name a broker without saying where it is, whoever comes to it."""
    if access is None:
        return HOME_ASSISTANT
    where = f"{access.address.lower()}:{access.port}"
    return hashlib.sha256(where.encode()).hexdigest()[:16]
