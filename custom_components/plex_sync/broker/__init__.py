"""The door to an MQTT broker of the user's own."""

from .client import BrokerClient
from .model import SERVICE, BrokerAccess, Will

__all__ = ["SERVICE", "BrokerAccess", "BrokerClient", "Will"]
