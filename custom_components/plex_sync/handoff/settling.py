"""Which requests are over: what they were for is at its place, or is looked for no more."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from enum import Enum, auto
from typing import TYPE_CHECKING, Final

from homeassistant.util import dt as dt_util

from ..items.standings import ItemState, Standings
from ..music.decisions import decisions_on
from ..music.found import FoundTrack, read_found
from ..music.handoff.model import Request, RequestState
from ..music.model import Band, VerdictKind
from .hand_offs import HandOffs

if TYPE_CHECKING:
    from ..profiles.music_profile import MusicProfile

NEVER_FOUND: Final = timedelta(days=3)
"""What Plex has not found so long after it came it will not find."""
NOT_FOUND_BY_PLEX: Final = "not_found_by_plex"


class _Has(Enum):
    """How an item stands to a thing that was asked for."""

    PLACED = auto()
    OPEN = auto()  # still wanted, or nobody knows just now
    UNWANTED = auto()  # not in it any more, or left out at the user's word


class Settling:
    """Ends the requests of one profile when it is time."""

    def __init__(self, profile: MusicProfile, asked: HandOffs) -> None:
        """Remember nothing yet."""
        self._profile = profile
        self._asked = asked
        self._where: dict[str, Sequence[str]] = {}
        """Which saved items lacked a thing when they were last looked at."""

    def remember(self) -> None:
        """Note which items lack what was asked for."""
        wanted_by = self._profile.standings.now.wanted_by
        uids = {request.uid for request in self._asked.ledger.requests.values()}
        self._where = {uid: keys for uid, keys in self._where.items() if uid in uids}
        self._where |= {uid: wanted_by[uid] for uid in uids & wanted_by.keys()}

    async def async_settle(self) -> None:
        """End the requests for what is missing no more; give up what is never found.

        Raises:
            JournalError: the journal cannot be written.
        """
        standings = self._profile.standings.now
        found: dict[str, Sequence[FoundTrack]] = {}
        for request in list(self._asked.ledger.requests.values()):
            if request.uid in standings.wanted_by:
                await self._async_give_up(request)
                continue
            has = await self._async_has(request, standings, found)
            if _Has.OPEN not in has.values():
                placed = [key for key, how in has.items() if how is _Has.PLACED]
                await self._asked.async_end(request, placed)

    async def _async_give_up(self, request: Request) -> None:
        now = dt_util.utcnow()
        is_late = now - request.at >= NEVER_FOUND
        if request.state is RequestState.ARRIVED and is_late:
            await self._asked.async_keep(
                replace(
                    request,
                    state=RequestState.GIVEN_UP,
                    at=now,
                    reason=NOT_FOUND_BY_PLEX,
                )
            )

    async def _async_has(
        self,
        request: Request,
        standings: Standings,
        found: dict[str, Sequence[FoundTrack]],
    ) -> Mapping[str, _Has]:
        """How each saved item that may have it stands to it."""
        lacked_by = self._where.get(request.uid, list(standings.items))
        answer: dict[str, _Has] = {}
        for key in lacked_by:
            if (standing := standings.items.get(key)) is None:
                continue
            if standing.state in (ItemState.FAILED, ItemState.NEW):
                answer[key] = _Has.OPEN
                continue
            if key not in found:
                profile = self._profile
                found[key] = await read_found(
                    profile.collection.store, profile.account, key
                )
            answer[key] = _how(request.uid, key, found[key], standings)
        return answer


def _how(uid: str, key: str, lines: Sequence[FoundTrack], standings: Standings) -> _Has:
    """How an item stands to a track of it, or to itself as an album."""
    if not lines:
        return _Has.OPEN  # what was found was thrown away, and is looked for again
    meant = [line for line in lines if uid in (key, line.uri)]
    wanted = [line for line in meant if not _is_left_out(key, line.uri, standings)]
    if not wanted:
        return _Has.UNWANTED
    if all(line.match.band is Band.ACCEPT for line in wanted):
        return _Has.PLACED
    return _Has.OPEN


def _is_left_out(key: str, uri: str, standings: Standings) -> bool:
    """Whether the user has said that it is never to be looked for."""
    words = decisions_on(standings.decisions, key, uri)
    return any(word.kind is VerdictKind.NEVER for word in words)
