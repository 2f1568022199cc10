"""What a music profile hands to programs that get music, and how that stands."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable, Collection, Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field as attribute
import logging
from typing import TYPE_CHECKING, Any, Final

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant, callback
from homeassistant.util import dt as dt_util

from ..const import HAND_OFFS
from ..music.handoff.ledger import Ledger
from ..music.handoff.model import UNDER_WAY, Request, RequestState, Want
from ..music.handoff.protocol import HandOff
from ..options import ScheduleOptions
from ..sync.errors import InvalidToken, RateLimited, ServiceError
from ..texts import refusal
from .choosing import Choosing
from .news import HandOffNews, NewsDesk

if TYPE_CHECKING:
    from ..profiles.music_profile import MusicProfile

_LOGGER = logging.getLogger(__name__)

IN_A_ROW: Final = 3
"""After so many things in a row that failed, the rest waits for another day."""
PATIENCE: Final = 3600.0
"""Seconds that are waited out where nobody waits for the answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is meant when things are handed on."""

    uids: Collection[str] = ()
    """Of things or tracks; none: all but those that another program is bringing."""
    items: Collection[str] = ()
    """Keys of saved items; none: all."""
    again: bool = False
    """Also what was asked for in vain."""
    is_waited_for: bool = False
    """Whether somebody waits for the answer."""


@dataclass(slots=True, kw_only=True)
class Sent:
    """What handing on has come to."""

    service: str
    wanted: int = 0
    """How much was missing and not asked for yet."""
    requests: dict[str, Request] = attribute(default_factory=dict)
    """How each stands now, by uid."""
    errors: list[ServiceError] = attribute(default_factory=list)
    """Of things that could not be asked for just now."""

    @property
    def counts(self) -> Counter[str]:
        """How many requests stand how, by `RequestState`."""
        return Counter(request.state.value for request in self.requests.values())


type Ended = Callable[[str, str, ServiceError | None], None]
"""Told of the end of `send` or `follow` at a program, and of what went wrong."""


class HandOffs:
    """The programs of one profile: asks each of them, and remembers.

    At each program one thing is done at a time: asking and looking take turns, so that
    what one of them has read is still true when it writes.
    """

    def __init__(
        self,
        hass: HomeAssistant,
        entry: ConfigEntry[Any],
        profile: MusicProfile,
        programs: Sequence[HandOff],
        ledger: Ledger,
    ) -> None:
        """Serve a profile; nothing is asked yet."""
        self.programs: Mapping[str, HandOff] = {each.service: each for each in programs}
        self.ledger = ledger
        self.news = NewsDesk(profile.standings)
        self.working: dict[str, tuple[int, int]] = {}
        """Of those that are asked just now: how many of how many things."""
        self.revision = 0
        """Another number after any request has changed."""
        self._hass = hass
        self._entry = entry
        self._profile = profile
        self._choosing = Choosing(ledger, self.programs)
        self._turns = {service: asyncio.Lock() for service in self.programs}
        self._sending = {service: asyncio.Lock() for service in self.programs}
        self._tasks: set[asyncio.Task[Any]] = set()
        self._is_closed = False
        self._listeners: list[Callable[[], None]] = []
        self._ended: list[Ended] = []

    @callback
    def async_listen(self, listener: Callable[[], None]) -> Callable[[], None]:
        """Be told when anything stands otherwise; returns how to stop that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    @callback
    def async_listen_ended(self, listener: Ended) -> Callable[[], None]:
        """Be told how asking and looking has ended; returns how to stop that."""
        self._ended.append(listener)
        return lambda: self._ended.remove(listener)

    @property
    def is_dry_run(self) -> bool:
        """Whether nothing is to be written anywhere."""
        return ScheduleOptions.from_options(self._entry.options).dry_run

    def about(self, uid: str) -> Request | None:
        """How a missing thing stands; `None`: nobody that is set up was asked for it."""
        return self.ledger.about(uid, self.programs)

    def arrivals(self) -> Mapping[str, str]:
        """What comes or has come, by uid, with the program that brings it."""
        coming = (RequestState.DOWNLOADING, RequestState.ARRIVED)
        return {
            uid: HAND_OFFS[service]
            for (service, uid), request in self.ledger.requests.items()
            if request.state in coming
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
        return service in self._sending and self._sending[service].locked()

    async def async_close(self) -> None:
        """End whatever is asked or looked at; what was kept is taken up later."""
        self._is_closed = True
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def async_send(self, service: str, asked: Asked | None = None) -> Sent:
        """Ask a program for what is missing and was not asked for yet.

        Raises:
            ServiceValidationError: the program is not turned on, nothing of what is
                named is missing, or the profile is unloaded meanwhile.
            ServiceError: it does not answer, or takes nothing at all.
            JournalError: the journal cannot be written.
        """
        if (program := self.programs.get(service)) is None:
            raise refusal("hand_off_is_off", service=HAND_OFFS[service])
        return await self._async_as_task(
            self._async_send(program, asked or Asked()), f"sends to {service}"
        )

    async def async_follow(self, service: str) -> None:
        """Look how what is under way at a program stands.

        Raises:
            ServiceValidationError: the profile is unloaded meanwhile.
            ServiceError: it does not answer.
            JournalError: the journal cannot be written.
        """
        await self._async_as_task(self._async_follow(service), f"follows {service}")

    async def _async_as_task[T](self, work: Any, what: str) -> T:
        """Do work in a task of the entry, whoever waits for it: it ends with the entry."""
        if self._is_closed:
            work.close()
            raise refusal("hand_off_ended")
        task: asyncio.Task[T] = self._entry.async_create_background_task(
            self._hass, work, f"Plex Sync {what}"
        )
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        try:
            return await asyncio.shield(task)
        except asyncio.CancelledError:
            waiting = asyncio.current_task()
            if task.cancelled() and waiting is not None and not waiting.cancelling():
                raise refusal("hand_off_ended") from None
            task.cancel()
            raise

    async def _async_send(self, program: HandOff, asked: Asked) -> Sent:
        service = program.service
        async with self._sending[service]:
            try:
                sent = await self._async_ask_all(program, asked)
                if sent.errors and not sent.requests:
                    raise sent.errors[0]
            except ServiceError as err:
                self._end(service, "send", err)
                raise
            finally:
                self.working.pop(service, None)
                self._tell()
        self._end(service, "send", None)
        return sent

    async def _async_ask_all(self, program: HandOff, asked: Asked) -> Sent:
        """Ask for things one by one; one that fails stops no other."""
        await self._profile.async_standings()
        wants = self._wants(program, asked)
        sent = Sent(service=program.service, wanted=len(wants))
        if not wants:
            if asked.uids and not self._choosing.is_missing(
                program, self._profile.standings.now, asked.uids
            ):
                raise refusal("no_longer_missing")
            return sent
        async with self._turns[program.service]:
            await program.check()
        self.news.begin(program.service)
        basis, still = self._profile.standings.now, {want.uid for want in wants}
        failed = 0
        for done, want in enumerate(wants):
            self.working[program.service] = (done, len(wants))
            self._tell()
            if basis is not self._profile.standings.now:
                basis = self._profile.standings.now
                still = {each.uid for each in self._wants(program, asked)}
            if want.uid not in still or self.is_dry_run:
                continue
            try:
                await self._async_ask(program, want, asked, sent)
                failed = 0
            except ServiceError as err:
                _LOGGER.debug("%s: %s: %s", self._entry.title, want.title, err)
                sent.errors.append(err)
                failed += 1
                if isinstance(err, InvalidToken) or failed == IN_A_ROW:
                    raise
        return sent

    def _wants(self, program: HandOff, asked: Asked) -> list[Want]:
        return self._choosing.wants(
            program,
            self._profile.standings.now,
            dt_util.utcnow(),
            uids=asked.uids,
            items=asked.items,
            again=asked.again,
        )

    async def _async_ask(
        self, program: HandOff, want: Want, asked: Asked, sent: Sent
    ) -> None:
        """Ask for one thing; where nobody waits, a silence that is asked for is kept."""
        for is_last in (asked.is_waited_for, True):
            try:
                async with self._turns[program.service]:
                    known = self.ledger.of(program.service)
                    again = {want.uid} if asked.again and want.uid in known else ()
                    answers = program.send([want], known, again=again)
                    await self._async_keep_all(answers, known, sent.requests)
            except RateLimited as err:
                if is_last or err.seconds > PATIENCE:
                    raise
                await asyncio.sleep(err.seconds)
            else:
                return

    async def _async_follow(self, service: str) -> None:
        if service not in self.programs or self.is_dry_run:
            return
        try:
            async with self._turns[service]:
                known = self.ledger.of(service)
                under_way = [each for each in known.values() if each.state in UNDER_WAY]
                if under_way:
                    answers = self.programs[service].follow(under_way)
                    await self._async_keep_all(answers, known, {})
        except ServiceError as err:
            self._end(service, "follow", err)
            raise
        self._end(service, "follow", None)

    async def _async_keep_all(
        self,
        answers: AsyncIterator[Request],
        known: Mapping[str, Request],
        found: dict[str, Request],
    ) -> None:
        """Keep each answer before the next; not of what has ended meanwhile."""
        last = dict(known)
        # Closed at once when an answer cannot be kept, not some time later.
        async with aclosing(answers) as each_answer:  # type: ignore[type-var]
            async for request in each_answer:
                handed = (request.service, request.uid)
                if self.ledger.requests.get(handed) != last.get(request.uid):
                    continue
                await self.async_keep(request)
                last[request.uid] = found[request.uid] = request

    async def async_keep(self, request: Request) -> None:
        """Keep how a request stands, and tell of it if that is news.

        Raises:
            JournalError: the journal cannot be written.
        """
        before = await self.ledger.keep(request)
        if before == request:
            return
        self.revision += 1
        if before is None or before.state is not request.state:
            self.news.tell(request)
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
        self.revision += 1
        # What was given up has come in another way.
        if placed_in and request.state is not RequestState.GIVEN_UP:
            self.news.tell_placed(request, placed_in)
        self._tell()

    @callback
    def async_listen_news(
        self, listener: Callable[[HandOffNews], None]
    ) -> Callable[[], None]:
        """Be told of each request that stands otherwise; returns how to stop that."""
        return self.news.async_listen(listener)

    @callback
    def _end(self, service: str, what: str, err: ServiceError | None) -> None:
        for listener in list(self._ended):
            listener(service, what, err)

    @callback
    def _tell(self) -> None:
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
