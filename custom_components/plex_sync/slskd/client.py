"""What can be asked of slskd: to search, to download, and how that stands."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Final
from urllib.parse import quote
from uuid import uuid4

import aiohttp

from ..sync.errors import IncompleteAnswer, ServiceError, ServiceUnavailable
from .model import Application, RemoteFile, Search, Transfer
from .rows import application_of, files_of, search_of, transfers_of, words_of
from .transport import SERVICE, Clock, Pace, TransferRefused, Transport

SEARCH_FOR: Final = 10_000
"""Milliseconds after the last answer of a peer in which a search goes on."""
MOST_RESPONSES: Final = 150
"""Peers that are listened to."""
MOST_FILES: Final = 3000
LONGEST_SEARCH: Final = 45.0
"""Seconds after which a search is stopped, however many peers still answer."""
FIRST_LOOK: Final = 0.5
SLOWEST_LOOK: Final = 2.0
LOOKS_FOR_RESPONSES: Final = 5
"""A search says that it is over a moment before its responses can be read."""

_WORDS: Final[Mapping[str, tuple[str, str]]] = {
    "in progress": ("in_progress", "it is under way already"),
    "already": ("in_progress", "it is under way already"),
    "offline": ("peer_offline", "the other side is offline"),
    "not shared": ("not_shared", "the other side does not share it any more"),
    "not available": ("not_shared", "the other side does not share it any more"),
}


class NotConnected(ServiceUnavailable):
    """slskd answers, and is not connected to the Soulseek network."""

    reason = "slskd_not_connected"

    def __init__(self) -> None:
        """Say so."""
        super().__init__(SERVICE, "not connected to the Soulseek network")


class SlskdClient:
    """The door to one slskd.

    Args:
        session: stays the caller's; it says whether certificates are checked.
        url: where slskd is, with its base path if it has one.
        api_key: one that may write.
        pace: how patient to be.
        clock: how time passes.
    """

    def __init__(
        self,
        session: aiohttp.ClientSession,
        url: str,
        api_key: str,
        *,
        pace: Pace | None = None,
        clock: Clock | None = None,
    ) -> None:
        """Open the door; nothing is sent yet."""
        self._clock = clock or Clock()
        self._transport = Transport(
            session, url, api_key, pace=pace or Pace(), clock=self._clock
        )

    async def application(self) -> Application:
        """Find out who is there.

        Raises:
            ServiceError: see `Transport.ask`; all that follows raises the same.
        """
        answer = await self._transport.ask("GET", "/application")
        return application_of(answer.body)

    async def start_search(
        self,
        text: str,
        *,
        milliseconds: int = SEARCH_FOR,
        most_responses: int = MOST_RESPONSES,
    ) -> Search:
        """Begin a search; its id is ours, so that it is begun once, whatever is lost.

        Args:
            text: all of its words have to be in a path.
            milliseconds: how long to go on after the last response.
            most_responses: peers that are listened to.

        Raises:
            NotConnected: nobody can be asked.
        """
        search_id = str(uuid4())
        answer = await self._transport.ask(
            "POST",
            "/searches",
            body={
                "id": search_id,
                "searchText": text,
                "searchTimeout": milliseconds,
                "responseLimit": most_responses,
                "fileLimit": MOST_FILES,
                "filterResponses": True,
                "minimumResponseFileCount": 1,
            },
            expected=frozenset({HTTPStatus.CONFLICT}),
        )
        if answer.status == HTTPStatus.CONFLICT:
            # Either it began although its answer was lost, or it cannot begin.
            begun = await self.search(search_id)
            if begun is None:
                raise NotConnected
            return begun
        return search_of(answer.body)

    async def search(self, search_id: str) -> Search | None:
        """How a search stands; `None`: there is none of that id."""
        answer = await self._transport.ask(
            "GET",
            f"/searches/{quote(search_id, safe='')}",
            expected=frozenset({HTTPStatus.NOT_FOUND}),
        )
        return None if answer.status == 404 else search_of(answer.body)

    async def stop_search(self, search_id: str) -> None:
        """Let a search come to its end now."""
        await self._transport.ask(
            "PUT",
            f"/searches/{quote(search_id, safe='')}",
            expected=frozenset({HTTPStatus.NOT_FOUND, HTTPStatus.NOT_MODIFIED}),
        )

    async def responses(self, search_id: str) -> list[RemoteFile]:
        """What a search has found."""
        answer = await self._transport.ask(
            "GET", f"/searches/{quote(search_id, safe='')}/responses"
        )
        return files_of(answer.body)

    async def delete_search(self, search_id: str) -> None:
        """Leave nothing behind; one that is gone already is fine."""
        await self._transport.ask(
            "DELETE",
            f"/searches/{quote(search_id, safe='')}",
            expected=frozenset({HTTPStatus.NOT_FOUND}),
        )

    async def find(self, text: str) -> list[RemoteFile]:
        """Search, wait for the end, read what was found, and leave nothing behind.

        Raises:
            NotConnected: nobody can be asked.
        """
        search = await self.start_search(text)
        try:
            search = await self._wait_for(search)
            found = await self.responses(search.id)
            for _ in range(LOOKS_FOR_RESPONSES):
                if found or not search.responses:
                    break
                await self._clock.sleep(FIRST_LOOK)
                found = await self.responses(search.id)
        finally:
            await self.delete_search(search.id)
        return found

    async def _wait_for(self, search: Search) -> Search:
        """Look how a search stands until it is over; it is stopped in the end."""
        until, step = self._clock.now() + LONGEST_SEARCH, FIRST_LOOK
        stopped = False
        while not search.complete:
            await self._clock.sleep(step)
            step = min(step * 1.5, SLOWEST_LOOK)
            looked = await self.search(search.id)
            if looked is None:
                raise IncompleteAnswer(SERVICE, "the search is gone")
            search = looked
            if not search.complete and self._clock.now() >= until:
                if stopped:
                    raise ServiceUnavailable(SERVICE, "the search does not end")
                await self.stop_search(search.id)
                until, stopped = self._clock.now() + LONGEST_SEARCH, True
        return search

    async def enqueue(self, username: str, path: str, size: int) -> None:
        """Ask for a file of a peer; that it is under way already is fine.

        Raises:
            NotConnected: nobody can be asked.
            TransferRefused: this one cannot be had.
        """
        answer = await self._transport.ask(
            "POST",
            f"/transfers/downloads/{quote(username, safe='')}",
            body=[{"filename": path, "size": size}],
            expected=frozenset({400, 403, 404, 409, 500}),
            # Where the answer is lost it may be under way: whoever asks looks first.
            again=False,
        )
        if answer.status < 300:
            body = answer.body if isinstance(answer.body, Mapping) else {}
            if body.get("enqueued") or not body.get("failed"):
                return
        refused = _refusal_of(answer.status, words_of(answer.body))
        if refused.reason != "in_progress":
            raise refused

    async def transfers(self, username: str) -> list[Transfer]:
        """The downloads from a peer, of all times that slskd still knows."""
        answer = await self._transport.ask(
            "GET",
            f"/transfers/downloads/{quote(username, safe='')}",
            expected=frozenset({HTTPStatus.NOT_FOUND}),
        )
        return [] if answer.status == 404 else transfers_of(answer.body)

    async def all_transfers(self) -> list[Transfer]:
        """All downloads, also those that were taken off the list: much, so seldom."""
        answer = await self._transport.ask(
            "GET", "/transfers/downloads", params={"includeRemoved": "true"}
        )
        return transfers_of(answer.body)

    async def cancel(
        self, username: str, transfer_id: str, *, remove: bool = False
    ) -> None:
        """Stop a download, or take it off slskd's list too; a gone one is fine."""
        await self._transport.ask(
            "DELETE",
            f"/transfers/downloads/{quote(username, safe='')}"
            f"/{quote(transfer_id, safe='')}",
            params={"remove": "true"} if remove else None,
            expected=frozenset({HTTPStatus.NOT_FOUND}),
        )


def _refusal_of(status: int, words: str) -> ServiceError:
    """Why a download cannot be had, in words of ours: slskd's name the other side."""
    if "loggedin" in words or "logged in" in words:
        return NotConnected()
    for known, (reason, message) in _WORDS.items():
        if known in words:
            return TransferRefused(SERVICE, message, reason=reason)
    message = f"the other side refused (HTTP {status})"
    return TransferRefused(SERVICE, message, reason="peer_refused")
