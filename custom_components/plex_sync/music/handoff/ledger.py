"""The ledger of what was handed on: kept, so that nothing is asked for twice."""

from collections.abc import Iterable, Mapping
from typing import Final, Protocol

from ...sync.model import JsonValue, ProfileId
from .model import Request, RequestState

NAMESPACE: Final = "handoff"

type Handed = tuple[str, str]
"""The service that something was handed to, and its uid."""


class Notes(Protocol):
    """Where small things of a profile are kept."""

    async def notes(
        self, profile: ProfileId, namespace: str
    ) -> Mapping[str, JsonValue]:
        """Return what is kept, by key."""

    async def put_notes(
        self, profile: ProfileId, namespace: str, values: Mapping[str, JsonValue]
    ) -> None:
        """Keep values; `None` forgets one."""


class Ledger:
    """The requests of one profile, in memory and in the journal."""

    def __init__(self, notes: Notes, profile: ProfileId) -> None:
        """Nothing is read yet."""
        self.requests: dict[Handed, Request] = {}
        self._notes = notes
        self._profile = profile

    async def load(self) -> None:
        """Read what was kept; what is not understood is left out.

        Raises:
            JournalError: the journal cannot be read.
        """
        kept = await self._notes.notes(self._profile, NAMESPACE)
        self.requests = {}
        for key, value in kept.items():
            service, _, uid = key.partition("/")
            if (request := Request.from_json(service, uid, value)) is not None:
                self.requests[service, uid] = request

    async def keep(self, request: Request) -> Request | None:
        """Keep how a request stands; returns how it stood before.

        Raises:
            JournalError: it cannot be written.
        """
        handed = (request.service, request.uid)
        before = self.requests.get(handed)
        if before != request:
            key = "/".join(handed)
            values = {key: request.to_json()}
            await self._notes.put_notes(self._profile, NAMESPACE, values)
            self.requests[handed] = request
        return before

    async def forget(self, gone: Iterable[Handed]) -> None:
        """Forget requests.

        Raises:
            JournalError: it cannot be written.
        """
        values: dict[str, JsonValue] = dict.fromkeys(map("/".join, gone))
        if not values:
            return
        await self._notes.put_notes(self._profile, NAMESPACE, values)
        for key in values:
            service, _, uid = key.partition("/")
            self.requests.pop((service, uid), None)

    def of(self, service: str) -> dict[str, Request]:
        """The requests of one service, by uid."""
        return {
            uid: request
            for (name, uid), request in self.requests.items()
            if name == service
        }

    def about(self, uid: str, services: Iterable[str]) -> Request | None:
        """How something stands: of several requests the one that has come furthest."""
        found = [
            request
            for service in services
            if (request := self.requests.get((service, uid))) is not None
        ]
        return max(
            found, key=lambda each: (_FURTHEST[each.state], each.at), default=None
        )


_FURTHEST: Final = {
    RequestState.GIVEN_UP: 0,
    RequestState.REQUESTED: 1,
    RequestState.DOWNLOADING: 2,
    RequestState.ARRIVED: 3,
}
