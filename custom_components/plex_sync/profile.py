"""A profile at work, whatever its kind: its engine and what belongs to it."""

from abc import ABC, abstractmethod
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from .sync.engine import ProfileEngine
from .sync.model import Notice


class Profile(ABC):
    """What each kind of profile brings."""

    engine: ProfileEngine
    sides: Mapping[str, str]
    """The services of both sides, as errors name them, and the side of each."""

    @abstractmethod
    async def async_connect(self) -> None:
        """Find out whether the reading side answers.

        Raises:
            ServiceError: it does not.
        """

    @abstractmethod
    async def async_close(self) -> None:
        """End the runs at a batch's edge, and close the doors."""

    async def async_accounts(self) -> Collection[int]:
        """By which numbers the user is known, besides the one that is kept.

        Raises:
            ServiceError: it cannot be found out.
        """
        return ()

    def notices(self) -> Sequence[Notice]:
        """What the user should know, besides what runs have found."""
        return ()

    def diagnostics(self) -> Mapping[str, Any]:
        """What helps to understand this kind of profile; without any secret."""
        return {}
