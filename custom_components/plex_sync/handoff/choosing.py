"""Which of all that is missing a program is asked for now."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Final

from ..items.standings import Standings
from ..music.handoff.ledger import Ledger
from ..music.handoff.model import Request, RequestState, Want
from ..music.handoff.protocol import HandOff
from ..music.handoff.wants import wants_of
from ..music.missing import MissingThing

AGAIN_AFTER: Final = timedelta(days=30)
"""When what was given up is asked for once more by itself."""
LOOKED_FOR: Final = timedelta(hours=1)
"""So long it is believed that Plex is about to find what has arrived."""


class Choosing:
    """Chooses for the programs of one profile, by what was asked for before."""

    def __init__(self, ledger: Ledger, programs: Collection[str]) -> None:
        """Keep what was asked for, and who is set up."""
        self._ledger = ledger
        self._programs = programs

    def wants(
        self,
        program: HandOff,
        standings: Standings,
        now: datetime,
        *,
        uids: Collection[str] = (),
        items: Collection[str] = (),
        again: bool = False,
    ) -> list[Want]:
        """Return what is meant and is to be asked for, each once.

        Args:
            program: whom to ask.
            standings: what is missing.
            now: UTC.
            uids: of things or their tracks; none: all but those that another program
                is bringing already.
            items: keys of saved items; none: all.
            again: also what was asked for in vain.
        """
        found: dict[str, Want] = {}
        for thing, want in self._meant(program, standings, uids, items):
            is_open = self._is_open(program.service, want.uid, now, again=again)
            if is_open and (uids or not self._is_coming(thing, want, now)):
                found.setdefault(want.uid, want)
        return list(found.values())

    def is_missing(
        self, program: HandOff, standings: Standings, uids: Collection[str]
    ) -> bool:
        """Whether any of some things is missing and may be handed on at all."""
        return bool(self._meant(program, standings, uids, ()))

    def _meant(
        self,
        program: HandOff,
        standings: Standings,
        uids: Collection[str],
        items: Collection[str],
    ) -> list[tuple[MissingThing, Want]]:
        saved = {
            key: standing.item
            for key, standing in standings.items.items()
            if not items or key in items
        }
        return [
            (thing, want)
            for thing in standings.things
            if not standings.is_cared_for(thing)
            for want in wants_of([thing], saved, program.kinds)
            if not uids or _is_named(thing, want, uids)
        ]

    def _is_open(self, service: str, uid: str, now: datetime, *, again: bool) -> bool:
        """Whether a program was not asked yet, or in vain."""
        request = self._ledger.requests.get((service, uid))
        if request is None:
            return True
        age = now - request.at
        if request.state is RequestState.GIVEN_UP:
            return again or age >= AGAIN_AFTER
        return request.state is RequestState.ARRIVED and again and age >= LOOKED_FOR

    def _is_coming(self, thing: MissingThing, want: Want, now: datetime) -> bool:
        """Whether a program is bringing it: by itself, with its album, or in parts."""
        if any(self._is_brought(uid, now) for uid in {want.uid, thing.uid}):
            return True
        parts = {track.uri for track in thing.tracks}
        return want.uid == thing.uid and all(
            self._is_brought(uid, now) for uid in parts
        )

    def _is_brought(self, uid: str, now: datetime) -> bool:
        known: Request | None = self._ledger.about(uid, self._programs)
        if known is None or known.state is RequestState.GIVEN_UP:
            return False
        return known.state is not RequestState.ARRIVED or now - known.at < LOOKED_FOR


def _is_named(thing: MissingThing, want: Want, uids: Collection[str]) -> bool:
    """Whether a thing is meant: itself, or one of the tracks that it is asked for by."""
    if want.uid in uids or thing.uid in uids:
        return True
    return want.uid == thing.uid and any(track.uri in uids for track in thing.tracks)
