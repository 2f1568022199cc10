"""Asks slskd for missing tracks, and follows its downloads until one has arrived."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Final

from ...slskd import NotConnected, SlskdClient, Transfer, TransferRefused
from ...sync.errors import Refused
from .model import UNDER_WAY, Request, RequestState, Want, WantKind
from .query import search_text
from .ranking import Wishes, best_of
from .remote_files import file_name
from .slskd_trail import Source, Trail

NO_SOURCE: Final = "no_source"
ALL_SOURCES_FAILED: Final = "all_sources_failed"
MOST_TRIES: Final = 3
BETWEEN_SEARCHES: Final = timedelta(seconds=7)
"""From the beginning of one to that of the next: the network shuts out who asks more
often than 34 times in 220 seconds."""
QUEUED_FOR: Final = timedelta(hours=6)
"""So long it may wait for its turn at the other side."""
STALLED_FOR: Final = timedelta(minutes=30)
"""So long nothing may come once it has begun."""
_LIES: Final = "the file is not as large as was said"
_STALLED: Final = "nothing came any more"
_VANISHED: Final = "slskd does not know the download any more"


def utc_now() -> datetime:
    """What time it is."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class _Failed:
    """A source that gives nothing."""

    message: str


class SlskdHandOff:
    """Downloads tracks through the user's slskd; see `HandOff`.

    What is chosen is answered *before* slskd is asked for it, and answered again once
    slskd has taken it: a restart between the two finds the download by its name.

    Args:
        client: the door.
        wishes: what files are to be like.
        most_tries: sources that are tried for one track in all.
        now: what time it is, in UTC.
        sleep: how to wait so many seconds.
    """

    service = "slskd"
    kinds = frozenset({WantKind.TRACK})

    def __init__(
        self,
        client: SlskdClient,
        wishes: Wishes,
        *,
        most_tries: int = MOST_TRIES,
        now: Callable[[], datetime] = utc_now,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        """Nothing is asked yet."""
        self._client = client
        self._wishes = wishes
        self._most_tries = max(1, most_tries)
        self._now = now
        self._sleep = sleep
        self._searching = asyncio.Lock()
        self._searched_at: datetime | None = None

    async def check(self) -> None:
        """Find out whether slskd answers, takes the key, and is on the network.

        Raises:
            ServiceError: it does not, or is not.
        """
        if not (await self._client.application()).logged_in:
            raise NotConnected

    async def send(
        self, wants: Sequence[Want], known: Mapping[str, Request]
    ) -> AsyncIterator[Request]:
        """Ask for tracks one by one: searched for, and the best that is found sent.

        Raises:
            ServiceError: slskd does not answer; what was answered stands.
        """
        for want in wants:
            before = known.get(want.uid)
            if want.kind not in self.kinds or (before and before.state in UNDER_WAY):
                continue
            request = self._asked(want, before)
            async for changed in self._go_on(request, Trail.from_json(request.details)):
                yield changed

    async def follow(self, requests: Sequence[Request]) -> AsyncIterator[Request]:
        """Look how downloads stand; where one fails, the next source is asked for.

        Raises:
            ServiceError: slskd does not answer.
        """
        lists: dict[str, list[Transfer]] = {}
        for request in requests:
            if request.service != self.service or request.state not in UNDER_WAY:
                continue
            trail = Trail.from_json(request.details)
            if (source := trail.source) is None or not trail.sent:
                async for changed in self._go_on(request, trail):
                    yield changed
                continue
            if source.username not in lists:
                found = await self._client.transfers(source.username)
                lists[source.username] = found
            transfer = _equal(lists[source.username], source)
            stands = await self._look(request, trail, source, transfer)
            if isinstance(stands, Request):
                if stands != request:
                    yield stands
                continue
            failed = replace(request, message=stands.message)
            async for changed in self._go_on(failed, trail.without_chosen()):
                yield changed

    def _asked(self, want: Want, before: Request | None) -> Request:
        """A request that begins; what has arrived before is not downloaded again."""
        passed_over: tuple[str, ...] = ()
        if before is not None and before.state is RequestState.ARRIVED:
            trail = Trail.from_json(before.details)
            passed_over = (*trail.passed_over, *trail.tried)
        now = self._now()
        return Request(
            uid=want.uid,
            service=self.service,
            title=want.title,
            artists=want.artists,
            state=RequestState.REQUESTED,
            asked_at=before.asked_at if before else now,
            at=now,
            details=Trail(
                album=want.album,
                milliseconds=want.milliseconds,
                passed_over=passed_over,
            ).to_json(),
        )

    async def _go_on(self, request: Request, trail: Trail) -> AsyncIterator[Request]:
        """Have the chosen source taken, else the next one that is; or give up."""
        while True:
            if trail.source is None:
                if len(trail.tried) >= self._most_tries:
                    yield self._given_up(request, trail)
                    return
                if not trail.sources:
                    trail = trail.with_sources(await self._search(request, trail))
                if not trail.sources:
                    yield self._given_up(request, trail)
                    return
                trail = trail.choosing()
                request = self._standing(request, trail, RequestState.REQUESTED)
                yield request
            source = trail.sources[0]
            refused = await self._ask_for(source)
            if refused is None:
                moved_at = self._now().timestamp()
                trail = replace(trail, sent=True, moved_at=moved_at)
                yield self._standing(request, trail, RequestState.REQUESTED)
                return
            request = replace(request, message=refused.message)
            trail = trail.without_chosen()

    async def _search(self, request: Request, trail: Trail) -> list[Source]:
        """The sources of a track, the best first; one search at a time."""
        want = Want(
            uid=request.uid,
            kind=WantKind.TRACK,
            title=request.title,
            artists=request.artists,
            album=trail.album,
            milliseconds=trail.milliseconds,
        )
        async with self._searching:
            if self._searched_at is not None:
                wait = self._searched_at + BETWEEN_SEARCHES - self._now()
                if wait > timedelta():
                    await self._sleep(wait.total_seconds())
            self._searched_at = self._now()
            try:
                files = await self._client.find(search_text(want))
            except Refused:
                return []  # a text that slskd will not search for
        return list(map(Source.of, best_of(want, files, self._wishes)))

    async def _ask_for(self, source: Source) -> _Failed | None:
        """Have slskd download a file, unless it does or has done so already."""
        if await self._is_taken(source):
            return None
        try:
            await self._client.enqueue(source.username, source.path, source.size)
        except TransferRefused as err:
            # It may have been taken all the same: slskd does not always say why not.
            return None if await self._is_taken(source) else _Failed(err.message)
        return None

    async def _is_taken(self, source: Source) -> bool:
        transfer = _equal(await self._client.transfers(source.username), source)
        return transfer is not None and (transfer.has_succeeded or not transfer.is_over)

    async def _look(
        self,
        request: Request,
        trail: Trail,
        source: Source,
        transfer: Transfer | None,
    ) -> Request | _Failed:
        """How a download stands."""
        if transfer is None:
            # It may have come, and then been taken off slskd's list.
            everything = await self._client.all_transfers()
            theirs = [one for one in everything if one.username == source.username]
            transfer = _equal(theirs, source)
        if transfer is None:
            return _Failed(_VANISHED)
        if transfer.is_over:
            return self._ended(request, trail, source, transfer)
        now = self._now()
        if transfer.transferred != trail.bytes or transfer.is_running != (
            request.state is RequestState.DOWNLOADING
        ):
            trail = replace(
                trail,
                bytes=transfer.transferred,
                percent=int(transfer.percent),
                moved_at=now.timestamp(),
            )
            state = RequestState.REQUESTED
            if transfer.is_running:
                state = RequestState.DOWNLOADING
            return self._standing(request, trail, state)
        patience = STALLED_FOR if transfer.is_running else QUEUED_FOR
        if now.timestamp() - trail.moved_at < patience.total_seconds():
            return request
        await self._client.cancel(source.username, transfer.id)
        # Its last piece may have come in this very moment.
        left = _equal(await self._client.transfers(source.username), source)
        if left is not None and left.has_succeeded:
            return self._ended(request, trail, source, left)
        return _Failed(_STALLED)

    def _ended(
        self, request: Request, trail: Trail, source: Source, transfer: Transfer
    ) -> Request | _Failed:
        """What came of a download that is over."""
        if not transfer.has_succeeded:
            return _Failed(transfer.state)
        sizes = {transfer.size, transfer.transferred} - {0}
        if sizes - {source.size}:
            return _Failed(_LIES)
        trail = replace(
            trail,
            sources=trail.sources[:1],
            bytes=source.size,
            percent=100,
            file=file_name(source.path),
        )
        return self._standing(request, trail, RequestState.ARRIVED)

    def _given_up(self, request: Request, trail: Trail) -> Request:
        trail = replace(trail, sources=(), chosen=False, sent=False)
        reason = ALL_SOURCES_FAILED if trail.tried else NO_SOURCE
        return replace(
            self._standing(request, trail, RequestState.GIVEN_UP),
            reason=reason,
            message=request.message,
        )

    def _standing(self, request: Request, trail: Trail, state: RequestState) -> Request:
        """The request as it stands now; `at` moves with its state only."""
        return replace(
            request,
            state=state,
            at=request.at if state is request.state else self._now(),
            tries=max(1, len(trail.tried)),
            reason="",
            message="" if state is RequestState.ARRIVED else request.message,
            details=trail.to_json(),
        )


def _equal(transfers: Sequence[Transfer], source: Source) -> Transfer | None:
    """The download of a file: one under way, else one that succeeded, else any."""
    same = [transfer for transfer in transfers if transfer.path == source.path]
    return min(same, key=lambda one: (one.is_over, not one.has_succeeded), default=None)
