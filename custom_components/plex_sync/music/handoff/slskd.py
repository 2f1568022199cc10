"""Asks slskd for missing tracks, and follows its downloads until one has arrived."""

import asyncio
from collections.abc import AsyncIterator, Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

from ...slskd import NotConnected, SlskdClient, Transfer
from ...sync.errors import InvalidToken, Refused, ServiceError
from .model import UNDER_WAY, Request, RequestState, Want, WantKind
from .query import search_text
from .ranking import Wishes, best_of
from .slskd_downloads import Downloads, Failed
from .slskd_pace import SearchPace
from .slskd_trail import Source, Trail

NO_SOURCE: Final = "no_source"
ALL_SOURCES_FAILED: Final = "all_sources_failed"
MOST_TRIES: Final = 3
IN_A_ROW: Final = 3
"""After so many requests in a row that cannot be gone on with, the others are left."""


class SlskdHandOff:
    """Downloads tracks through the user's slskd; see `HandOff`.

    What is chosen is answered *before* slskd is asked for it, and answered again once
    slskd has taken it: after a restart between the two, the download is found by name.

    Args:
        client: the door.
        wishes: what files are to be like.
        now: what time it is, in UTC.
        most_tries: sources that are tried for one track in all.
        pace: the one for all that let this slskd search.
    """

    service = "slskd"
    kinds = frozenset({WantKind.TRACK})

    def __init__(
        self,
        client: SlskdClient,
        wishes: Wishes,
        *,
        now: Callable[[], datetime],
        most_tries: int = MOST_TRIES,
        pace: SearchPace | None = None,
    ) -> None:
        """Nothing is asked yet."""
        self._client = client
        self._downloads = Downloads(client, now)
        self._wishes = wishes
        self._most_tries = max(1, most_tries)
        self._now = now
        self._pace = pace or SearchPace()

    async def check(self) -> None:
        """Find out whether slskd answers, takes the key, and is on the network.

        Raises:
            ServiceError: it does not, or is not.
        """
        if not (await self._client.application()).logged_in:
            raise NotConnected

    async def send(
        self,
        wants: Sequence[Want],
        known: Mapping[str, Request],
        *,
        again: Collection[str] = (),
    ) -> AsyncIterator[Request]:
        """Ask for tracks one by one: searched for, and the best that is found sent.

        Nothing is remembered of what was not found: all that is wanted is looked for.

        Raises:
            ServiceError: slskd does not answer; what was answered stands.
        """
        for want in wants:
            before = known.get(want.uid)
            if want.kind not in self.kinds or (before and before.state in UNDER_WAY):
                continue
            request, trail = self._asked(want, before)
            async for changed in self._go_on(request, trail):
                yield changed

    async def follow(self, requests: Sequence[Request]) -> AsyncIterator[Request]:
        """Look how downloads stand; where one fails, the next source is asked for.

        Raises:
            ServiceError: slskd does not answer; for one track that is told in the end.
        """
        lists: dict[str, list[Transfer]] = {}
        first: ServiceError | None = None
        failed = 0
        for request in requests:
            if request.service != self.service or request.state not in UNDER_WAY:
                continue
            try:
                async for changed in self._look(request, lists):
                    yield changed
                failed = 0
            except ServiceError as error:
                first, failed = first or error, failed + 1
                if isinstance(error, InvalidToken) or failed == IN_A_ROW:
                    raise
        if first is not None:
            raise first

    async def _look(
        self, request: Request, lists: dict[str, list[Transfer]]
    ) -> AsyncIterator[Request]:
        """Look how one download stands; `lists` are the downloads by peer."""
        trail = Trail.from_json(request.details)
        if (source := trail.source) is not None and trail.sent:
            peer = source.username
            if peer not in lists:
                lists[peer] = await self._downloads.of(peer)
            stands = await self._downloads.look(
                trail, source, request.state, lists[peer]
            )
            if not isinstance(stands, Failed):
                changed = self._standing(request, stands.trail, stands.state)
                if changed != request:
                    yield changed
                return
            request = replace(request, message=stands.message)
            trail = trail.without_chosen()
        async for changed in self._go_on(request, trail):
            yield changed

    def _asked(self, want: Want, before: Request | None) -> tuple[Request, Trail]:
        """A request that begins; what has arrived before is not downloaded again."""
        passed_over: tuple[str, ...] = ()
        if before is not None and before.state is RequestState.ARRIVED:
            kept = Trail.from_json(before.details)
            passed_over = (*kept.passed_over, *kept.tried)
        trail = Trail(
            album=want.album, milliseconds=want.milliseconds, passed_over=passed_over
        )
        now = self._now()
        request = Request(
            uid=want.uid,
            service=self.service,
            title=want.title,
            artists=want.artists,
            state=RequestState.REQUESTED,
            asked_at=before.asked_at if before else now,
            at=now,
        )
        return request, trail

    async def _go_on(self, request: Request, trail: Trail) -> AsyncIterator[Request]:
        """Have the chosen source taken, else the next one that is; or give up."""
        while True:
            if trail.source is None:
                if len(trail.tried) < self._most_tries and not trail.sources:
                    trail = trail.with_sources(await self._search(request, trail))
                if len(trail.tried) >= self._most_tries or not trail.sources:
                    yield self._given_up(request, trail)
                    return
                trail = trail.choosing()
                request = self._standing(request, trail, RequestState.REQUESTED)
                yield request
            failed = await self._downloads.begin(trail.sources[0])
            if failed is None:
                moved_at = self._now().timestamp()
                trail = replace(trail, sent=True, moved_at=moved_at)
                yield self._standing(request, trail, RequestState.REQUESTED)
                return
            request = replace(request, message=failed.message)
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
        async with self._pace.turn():
            try:
                files = await self._client.find(search_text(want))
            except Refused:
                return []  # a text that slskd will not search for
        # Thousands of files may have been found: others go on meanwhile.
        best = await asyncio.to_thread(best_of, want, files, self._wishes)
        return list(map(Source.of, best))

    def _given_up(self, request: Request, trail: Trail) -> Request:
        trail = replace(trail, sources=(), chosen=False, sent=False)
        return replace(
            self._standing(request, trail, RequestState.GIVEN_UP),
            reason=ALL_SOURCES_FAILED if trail.tried else NO_SOURCE,
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
