"""How a request stands, by what Lidarr says of its album and of its queue."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from ...lidarr import Album, Download
from .model import Request, RequestState

REMOVED: Final = "lidarr_album_removed"
NOT_MONITORED: Final = "lidarr_not_monitored"
DOWNLOAD_FAILED: Final = "lidarr_download_failed"
IMPORT_WAITS: Final = "lidarr_import_waits"
SETTLING: Final = timedelta(hours=6)
"""So long after the request it is Lidarr itself that does not want the album."""


def standing(album: Album) -> RequestState:
    """How an album stands that Lidarr has, without its queue."""
    return RequestState.ARRIVED if album.is_whole else RequestState.REQUESTED


def is_young(request: Request, now: datetime) -> bool:
    """Whether Lidarr may still be busy taking the album in."""
    sent_at = request.details.get("sent_at")
    if not isinstance(sent_at, int | float):
        sent_at = request.asked_at.timestamp()
    return now.timestamp() - sent_at < SETTLING.total_seconds()


def following(
    request: Request, album: Album | None, queue: Iterable[Download], now: datetime
) -> Request:
    """How a request stands now."""
    if album is None:
        return _moved(request, RequestState.GIVEN_UP, now, reason=REMOVED)
    if album.is_whole:
        return _moved(request, RequestState.ARRIVED, now, percent=100)
    if downloads := [each for each in queue if each.album_id == album.id]:
        return _downloading(request, downloads, now)
    if not album.monitored:
        return _moved(request, RequestState.GIVEN_UP, now, reason=NOT_MONITORED)
    return _moved(request, RequestState.REQUESTED, now, percent=round(album.percent))


def is_same(before: Request, after: Request) -> bool:
    """Whether nothing has changed but the time."""
    return replace(after, at=before.at) == before


def _downloading(request: Request, downloads: list[Download], now: datetime) -> Request:
    """How a request stands whose album is in the queue, at times more than once."""
    trouble = [each for each in downloads if each.failed or each.blocked]
    going = [each for each in downloads if each not in trouble]
    reason = message = ""
    if not going:
        blocked = any(each.blocked for each in trouble)
        reason = IMPORT_WAITS if blocked else DOWNLOAD_FAILED
    if trouble:
        message = next(filter(None, (each.message for each in trouble)), "")
    return _moved(
        request,
        RequestState.DOWNLOADING,
        now,
        reason=reason,
        message=message,
        percent=_percent(going or trouble),
    )


def _percent(downloads: list[Download]) -> int:
    size = sum(each.size for each in downloads)
    left = sum(each.left for each in downloads)
    return max(0, min(100, int(100 * (size - left) / size))) if size else 0


def _moved(
    request: Request,
    state: RequestState,
    now: datetime,
    *,
    reason: str = "",
    message: str = "",
    percent: int | None = None,
) -> Request:
    """The request as it stands from now on."""
    details = dict(request.details)
    if percent is not None:
        details["percent"] = percent
    return replace(
        request,
        state=state,
        at=request.at if state is request.state else now,
        reason=reason,
        message=message,
        details=details,
    )
