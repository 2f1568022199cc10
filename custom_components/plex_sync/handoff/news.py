"""What becomes of requests, told to whoever listens."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from homeassistant.core import callback

from ..items.standings import StandingsKeeper
from ..music.handoff.model import Request, RequestState

PLACED: Final = "placed"
"""The end of a request: the track is in its playlist, the album in the library."""
MOST: Final = 50
"""So many beginnings of a time are told one by one; a thousand are no news."""
_BEGINNINGS: Final = frozenset({RequestState.REQUESTED, RequestState.GIVEN_UP})


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOffNews:
    """A request that has come to stand otherwise."""

    event: str
    """A `RequestState`, or `PLACED`."""
    request: Request
    items: Sequence[str] = ()
    """Titles of the saved items that lack it, or lacked it."""
    is_quiet: bool = False
    """Whether it is one of so many that people are not told."""


class NewsDesk:
    """Tells of the requests of one profile."""

    def __init__(self, standings: StandingsKeeper) -> None:
        """Know nobody yet."""
        self._standings = standings
        self._told: dict[str, int] = {}
        self._listeners: list[Callable[[HandOffNews], None]] = []

    @callback
    def async_listen(
        self, listener: Callable[[HandOffNews], None]
    ) -> Callable[[], None]:
        """Be told of each request that stands otherwise; returns how to stop that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    @callback
    def begin(self, service: str) -> None:
        """Begin to count anew: a program is about to be asked."""
        self._told[service] = 0

    @callback
    def tell(self, request: Request) -> None:
        """Tell how a request stands."""
        is_quiet = False
        if request.state in _BEGINNINGS:
            told = self._told[request.service] = self._told.get(request.service, 0) + 1
            is_quiet = told > MOST
        keys = self._standings.now.wanted_by.get(request.uid, ())
        self._say(request.state, request, keys, is_quiet=is_quiet)

    @callback
    def tell_placed(self, request: Request, keys: Sequence[str]) -> None:
        """Tell in which saved items something is now."""
        self._say(PLACED, request, keys)

    @callback
    def _say(
        self,
        event: str,
        request: Request,
        keys: Sequence[str],
        *,
        is_quiet: bool = False,
    ) -> None:
        items = self._standings.now.items
        news = HandOffNews(
            event=event,
            request=request,
            items=[items[key].item.title for key in keys if key in items],
            is_quiet=is_quiet,
        )
        for listener in list(self._listeners):
            listener(news)
