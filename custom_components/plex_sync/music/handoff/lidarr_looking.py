"""Looking how albums stand with Lidarr; what was left undone is made up for."""

from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from ...lidarr import Album, AlreadyThere, Download, LidarrClient
from ...sync.errors import InvalidToken, ServiceError
from .lidarr_asking import NOT_ON_LIDARR, REFUSED, Asking, Standing
from .lidarr_following import following, is_same, is_young
from .model import Request, RequestState

IN_A_ROW: Final = 3
"""After so many albums in a row that cannot be looked at, the others are left."""
ADDED_WITHIN: Final = timedelta(days=1)
"""So long it is tried to add an album that Lidarr was asked for."""
BETWEEN_ADDINGS: Final = timedelta(hours=1)


class Looking:
    """Looks at albums, and goes on with what a lost answer or a restart has ended."""

    def __init__(
        self, client: LidarrClient, asking: Asking, clock: Callable[[], datetime]
    ) -> None:
        """Nothing is asked yet."""
        self._client = client
        self._asking = asking
        self._clock = clock

    async def follow(self, requests: Sequence[Request]) -> AsyncIterator[Request]:
        """Answer with the requests that have changed.

        Raises:
            ServiceError: Lidarr does not answer; for one album that is told in the end.
        """
        queue = await self._client.queue()
        asked: dict[str, list[Request]] = {}
        for request in requests:
            asked.setdefault(_group_of(request), []).append(request)
        albums = await self._client.albums([group for group in asked if group])
        first: ServiceError | None = None
        failed = 0
        for group, those in asked.items():
            try:
                async for request in self._look(albums.get(group), those, queue):
                    yield request
                failed = 0
            except ServiceError as error:
                first, failed = first or error, failed + 1
                if isinstance(error, InvalidToken) or failed == IN_A_ROW:
                    raise
        if first is not None:
            raise first

    async def _look(
        self, album: Album | None, asked: Sequence[Request], queue: Iterable[Download]
    ) -> AsyncIterator[Request]:
        """How the requests for one album stand."""
        if album is None and (adding := list(filter(_is_adding, asked))):
            async for request in self._add(adding):
                yield request
            return
        is_unsearched = any(each.details.get("searched") is False for each in asked)
        is_ours = False
        if album is not None and not album.is_whole:
            if not album.monitored and (is_ours := self._is_ours(asked)):
                # While Lidarr reads a new artist it lets go of albums added meanwhile.
                await self._client.monitor(album.id)
                album = replace(album, monitored=True)
            if album.monitored and is_unsearched:
                await self._client.search(album.id)
        for request in asked:
            details = dict(request.details)
            if is_ours:
                details["monitored_again"] = True
            if album is not None and details.get("searched") is False:
                details["searched"] = True
            after = replace(request, details=details)
            after = following(after, album, queue, self._clock())
            if not is_same(request, after):
                yield after

    def _is_ours(self, asked: Iterable[Request]) -> bool:
        """Whether it is not the user who does not want an album; believed once."""
        now = self._clock()
        return not any(each.details.get("monitored_again") for each in asked) and any(
            is_young(each, now) or each.details.get("searched") is False
            for each in asked
        )

    async def _add(self, adding: Sequence[Request]) -> AsyncIterator[Request]:
        """Ask once more for an album of which it is not known that Lidarr has heard."""
        now, tried_at = self._clock(), adding[0].details.get("tried_at")
        if now - adding[0].at >= ADDED_WITHIN:
            for request in adding:
                yield _stood(request, Standing(RequestState.GIVEN_UP, REFUSED), now)
            return
        between = BETWEEN_ADDINGS.total_seconds()
        if isinstance(tried_at, int | float) and now.timestamp() - tried_at < between:
            return
        for request in adding:
            details = {**request.details, "tried_at": now.timestamp()}
            yield replace(request, details=details)
        found = await self._client.look_up(_group_of(adding[0]))
        try:
            stands = (
                Standing(RequestState.GIVEN_UP, NOT_ON_LIDARR)
                if found is None
                else await self._asking.add(found)
            )
        except AlreadyThere:
            return  # the next look sees it
        for request in adding:
            yield _stood(request, stands, now)


def _group_of(request: Request) -> str:
    return str(request.details.get("release_group") or "")


def _is_adding(request: Request) -> bool:
    """Whether Lidarr was about to be asked for an album, and has never said yes."""
    return request.details.get("searched") is False and "album_id" not in (
        request.details
    )


def _stood(request: Request, stands: Standing, now: datetime) -> Request:
    """The request, now that it is known how its album stands."""
    over = {"searched", "tried_at"}
    kept = {key: each for key, each in request.details.items() if key not in over}
    return replace(
        request,
        state=stands.state,
        at=request.at if stands.state is request.state else now,
        reason=stands.reason,
        message=stands.message,
        details={**kept, **stands.details()},
    )
