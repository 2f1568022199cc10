"""What a music profile hands to programs that get music, and how that stands."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field as attribute
from datetime import timedelta
import logging
from typing import TYPE_CHECKING, Any, Final

from homeassistant.core import callback
from homeassistant.util import dt as dt_util

from ..const import HAND_OFFS
from ..music.handoff.ledger import Ledger
from ..music.handoff.model import UNDER_WAY, Request, RequestState, Want
from ..music.handoff.protocol import HandOff
from ..music.handoff.wants import wants_of
from ..texts import refusal

if TYPE_CHECKING:
    from ..items.standings import Standings
    from ..profiles.music_profile import MusicProfile

_LOGGER = logging.getLogger(__name__)

AGAIN_AFTER: Final = timedelta(days=30)
"""When what was given up is asked for once more by itself."""
PLACED: Final = "placed"
"""The end of a request: the track is in its playlist, the album in the library."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOffNews:
    """A request that has come to stand otherwise."""

    event: str
    """A `RequestState`, or `PLACED`."""
    request: Request
    items: Sequence[str] = ()
    """Titles of the saved items that lack it, or lacked it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What handing on has come to."""

    service: str
    wanted: int = 0
    """How much was missing and not asked for yet."""
    requests: Sequence[Request] = ()
    counts: Counter[str] = attribute(default_factory=Counter)
    """How many of them stand how, by `RequestState`."""


class HandOffs:
    """The programs of one profile: asks each of them, and remembers."""

    def __init__(
        self, profile: MusicProfile, programs: Sequence[HandOff], ledger: Ledger
    ) -> None:
        """Serve a profile; nothing is asked yet."""
        self.programs: Mapping[str, HandOff] = {each.service: each for each in programs}
        self.ledger = ledger
        self.working: dict[str, tuple[int, int]] = {}
        """Of those that are asked just now: how many of how many things."""
        self.revision = 0
        """Another number after anything has changed."""
        self._profile = profile
        self._locks = {service: asyncio.Lock() for service in self.programs}
        self._listeners: list[Callable[[], None]] = []
        self._news: list[Callable[[HandOffNews], None]] = []

    @callback
    def async_listen(self, listener: Callable[[], None]) -> Callable[[], None]:
        """Be told when anything stands otherwise; returns how to stop that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    @callback
    def async_listen_news(
        self, listener: Callable[[HandOffNews], None]
    ) -> Callable[[], None]:
        """Be told of each request that stands otherwise; returns how to stop that."""
        self._news.append(listener)
        return lambda: self._news.remove(listener)

    def about(self, uid: str) -> Request | None:
        """How a missing thing stands; `None`: nobody that is set up was asked for it."""
        return self.ledger.about(uid, self.programs)

    def arrivals(self) -> Mapping[str, str]:
        """What comes or has come, by uid, with the program that brings it."""
        return {
            uid: HAND_OFFS[service]
            for (service, uid), request in self.ledger.requests.items()
            if request.state is not RequestState.GIVEN_UP
        }

    def standing(self, *states: RequestState) -> list[Request]:
        """The requests to programs that are set up which stand so."""
        return [
            request
            for (service, _), request in self.ledger.requests.items()
            if service in self.programs and request.state in states
        ]

    def is_sending(self, service: str) -> bool:
        """Whether things are handed to a program just now."""
        return service in self._locks and self._locks[service].locked()

    async def async_send(
        self,
        service: str,
        *,
        uids: Collection[str] = (),
        items: Collection[str] = (),
        again: bool = False,
    ) -> Sent:
        """Ask a program for what is missing and was not asked for yet.

        Args:
            service: which program.
            uids: of the things that are meant; none: all but those that another
                program is bringing already.
            items: keys of the saved items that are meant; none: all.
            again: whether to ask for what was given up, too.

        Raises:
            ServiceValidationError: the program is not turned on.
            ServiceError: it does not answer; what was asked for until then stands.
            JournalError: the journal cannot be written.
        """
        if (program := self.programs.get(service)) is None:
            raise refusal("hand_off_is_off", service=HAND_OFFS[service])
        async with self._locks[service]:
            standings = await self._profile.async_standings()
            wants = self._wants(program, standings, uids, items, again)
            try:
                # One thing may be answered more than once while it is asked for.
                found = {
                    request.uid: request
                    async for request in self._async_asked(program, wants, again)
                }
            finally:
                self.working.pop(service, None)
                self._tell()
        return Sent(
            service=service,
            wanted=len(wants),
            requests=list(found.values()),
            counts=Counter(request.state.value for request in found.values()),
        )

    async def _async_asked(
        self, program: HandOff, wants: Sequence[Want], again: bool
    ) -> AsyncIterator[Request]:
        """Ask for things one by one, each kept before the next."""
        if not wants:
            return
        self.working[program.service] = (0, len(wants))
        self._tell()
        await program.check()
        done: set[str] = set()
        known = self.ledger.of(program.service)
        given_up = {want.uid for want in wants if again and want.uid in known}
        async for request in program.send(wants, known, again=given_up):
            await self.async_keep(request)
            done.add(request.uid)
            self.working[program.service] = (len(done), len(wants))
            self._tell()
            yield request

    async def async_follow(self, service: str) -> None:
        """Look how what is under way at a program stands.

        Raises:
            ServiceError: it does not answer.
            JournalError: the journal cannot be written.
        """
        under_way = [
            request
            for request in self.ledger.of(service).values()
            if request.state in UNDER_WAY
        ]
        if under_way and service in self.programs:
            async for request in self.programs[service].follow(under_way):
                await self.async_keep(request)

    async def async_keep(self, request: Request) -> None:
        """Keep how a request stands, and tell of it if that is news.

        Raises:
            JournalError: the journal cannot be written.
        """
        before = await self.ledger.keep(request)
        if before == request:
            return
        if before is None or before.state is not request.state:
            wanted_by = self._profile.standings.now.wanted_by
            self._announce(request.state, request, wanted_by.get(request.uid, ()))
        self._tell()

    async def async_end(self, request: Request, placed_in: Sequence[str] = ()) -> None:
        """Forget a request: what it was for is there, or is looked for no more.

        Args:
            request: which.
            placed_in: keys of the saved items that have it now; none: it is not there.

        Raises:
            JournalError: the journal cannot be written.
        """
        await self.ledger.forget([(request.service, request.uid)])
        if placed_in:
            self._announce(PLACED, request, placed_in)
        self._tell()

    @callback
    def _announce(self, event: str, request: Request, keys: Sequence[str]) -> None:
        """Tell of a request that has come to stand otherwise."""
        items = self._profile.standings.now.items
        titles = [items[key].item.title for key in keys if key in items]
        news = HandOffNews(event=event, request=request, items=titles)
        for listener in list(self._news):
            listener(news)

    def _wants(
        self,
        program: HandOff,
        standings: Standings,
        uids: Collection[str],
        items: Collection[str],
        again: bool,
    ) -> list[Want]:
        """Return what is meant and was not asked for yet."""
        saved = {
            key: standing.item
            for key, standing in standings.items.items()
            if not items or key in items
        }
        wants = [
            want
            for thing in standings.things
            if not standings.is_cared_for(thing)
            for want in wants_of([thing], saved, program.kinds)
            if not uids or want.uid in uids or thing.uid in uids
        ]
        several = {want.uid: want for want in wants}
        return [
            want
            for want in several.values()
            if self._is_open(program.service, want.uid, again)
            and (uids or not self._is_coming(want.uid))
        ]

    def _is_coming(self, uid: str) -> bool:
        """Whether a program is bringing something."""
        known = self.about(uid)
        return known is not None and known.state is not RequestState.GIVEN_UP

    def _is_open(self, service: str, uid: str, again: bool) -> bool:
        """Whether something is to be asked for: not yet, or in vain and long ago."""
        own = self.ledger.requests.get((service, uid))
        if own is None:
            return True
        if own.state is not RequestState.GIVEN_UP:
            return False
        return again or dt_util.utcnow() - own.at >= AGAIN_AFTER

    @callback
    def _tell(self) -> None:
        self.revision += 1
        for listener in list(self._listeners):
            listener()

    def diagnostics(self) -> Mapping[str, Any]:
        """How many requests stand how, by program; no titles, no addresses."""
        return {
            service: dict(
                Counter(each.state.value for each in self.ledger.of(service).values())
            )
            for service in self.programs
        }
