"""One download at slskd: begun once, and how it stands."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from ...slskd import SlskdClient, Transfer, TransferRefused
from .model import RequestState
from .remote_files import file_name
from .slskd_trail import Source, Trail

QUEUED_FOR: Final = timedelta(hours=6)
"""So long it may wait for its turn at the other side."""
STALLED_FOR: Final = timedelta(minutes=30)
"""So long nothing may come once it has begun."""
_LIES: Final = "the file is not as large as was said"
_STALLED: Final = "nothing came any more"
_VANISHED: Final = "slskd does not know the download any more"


@dataclass(frozen=True, slots=True)
class Standing:
    """A download that may still come, or has."""

    state: RequestState
    trail: Trail


@dataclass(frozen=True, slots=True)
class Failed:
    """A source that gives nothing."""

    message: str


class Downloads:
    """Begins downloads and looks at them; all raise `ServiceError` without an answer."""

    def __init__(self, client: SlskdClient, now: Callable[[], datetime]) -> None:
        """Nothing is asked yet."""
        self._client = client
        self._now = now
        self._looks_since: dict[str, float] = {}
        """When downloads were looked at first, by the marks of their sources."""

    async def of(self, username: str) -> list[Transfer]:
        """All downloads from one peer."""
        return await self._client.transfers(username)

    async def begin(self, source: Source) -> Failed | None:
        """Have slskd download a file, unless it does or has done so already."""
        if await self._is_taken(source):
            return None
        try:
            await self._client.enqueue(source.username, source.path, source.size)
        except TransferRefused as err:
            # It may have been taken all the same: slskd does not always say why not.
            return None if await self._is_taken(source) else Failed(err.message)
        return None

    async def look(
        self, trail: Trail, source: Source, state: RequestState, there: list[Transfer]
    ) -> Standing | Failed:
        """How a download stands.

        Args:
            trail: as it was when it was last looked at.
            source: what is downloaded.
            state: how it stood then.
            there: all downloads from its peer.
        """
        transfer = _equal(there, source)
        if transfer is None:
            # It may have come, and then been taken off slskd's list.
            everything = await self._client.all_transfers()
            theirs = [one for one in everything if one.username == source.username]
            transfer = _equal(theirs, source)
        if transfer is None:
            return Failed(_VANISHED)
        if transfer.is_over:
            return _ended(trail, source, transfer)
        is_running, now = transfer.is_running, self._now().timestamp()
        looks_since = self._looks_since.setdefault(source.mark, now)
        was_running = state is RequestState.DOWNLOADING
        if transfer.transferred != trail.bytes or is_running != was_running:
            trail = replace(
                trail,
                bytes=transfer.transferred,
                percent=int(transfer.percent),
                moved_at=now,
            )
            state = RequestState.DOWNLOADING if is_running else RequestState.REQUESTED
            return Standing(state, trail)
        patience = STALLED_FOR if is_running else QUEUED_FOR
        # Before we began to look it may have moved: that time does not count.
        if now - max(trail.moved_at, looks_since) < patience.total_seconds():
            return Standing(state, trail)
        del self._looks_since[source.mark]
        await self._client.cancel(source.username, transfer.id)
        # Its last piece may have come in this very moment.
        left = _equal(await self._client.transfers(source.username), source)
        if left is not None and left.has_succeeded:
            return _ended(trail, source, left)
        return Failed(_STALLED)

    async def _is_taken(self, source: Source) -> bool:
        transfer = _equal(await self._client.transfers(source.username), source)
        if transfer is None:
            return False
        return transfer.has_succeeded or not transfer.is_over


def _ended(trail: Trail, source: Source, transfer: Transfer) -> Standing | Failed:
    """What came of a download that is over."""
    if not transfer.has_succeeded:
        return Failed(transfer.state)
    if {transfer.size, transfer.transferred} - {0, source.size}:
        return Failed(_LIES)
    trail = replace(
        trail,
        sources=trail.sources[:1],
        bytes=source.size,
        percent=100,
        file=file_name(source.path),
    )
    return Standing(RequestState.ARRIVED, trail)


def _equal(transfers: Sequence[Transfer], source: Source) -> Transfer | None:
    """The download of a file: one under way, else one that succeeded, else any."""
    same = [transfer for transfer in transfers if transfer.path == source.path]
    return min(same, key=lambda one: (one.is_over, not one.has_succeeded), default=None)
