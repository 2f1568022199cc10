"""One request to AniList: sent in its turn, answered with data or a typed error."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
import json
import random
import re
from typing import Any

import aiohttp

from ..sync.errors import (
    InvalidToken,
    RateLimited,
    Refused,
    ServiceOff,
    ServiceUnavailable,
)
from .decoding import Convert, decode
from .documents import Document
from .limiter import PATIENCE, Lane, Limiter, OnWait

SERVICE = "AniList"
USER_AGENT = "Plex Sync for AniList (unofficial)"
RETRIES = 2
LARGE = 64 * 1024
"""Bytes from which an answer is read in a thread."""
LONGEST_WORDS = 300

_TOKEN_REFUSED = re.compile(r"invalid (access )?token|unauthorized", re.IGNORECASE)
_TOO_COMPLEX = re.compile(r"should be (\d+) but got (\d+)")


class AnswerLost(ServiceUnavailable):
    """No usable answer came; what was sent may have been carried out."""


class TooComplex(Refused):
    """The document costs more than AniList allows; nothing of it was carried out."""

    def __init__(self, words: str, allowed: int, counted: int) -> None:
        """Keep what AniList allows and what it has counted."""
        self.allowed = allowed
        self.counted = counted
        super().__init__(SERVICE, words)


class _NotSent(ServiceUnavailable):
    """No connection: nothing was carried out."""


class _Busy(Exception):
    """Too many requests; the limiter knows for how long."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GraphError:
    """One of the errors of an answer."""

    words: str
    status: int | None = None
    lines: tuple[int, ...] = ()
    """The lines of the document that it is about."""
    alias: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What AniList answered: data, errors, or some of both."""

    data: Mapping[str, Any]
    errors: Sequence[GraphError]
    seconds: float
    """How long it took."""

    def complete(self) -> Mapping[str, Any]:
        """The data of an answer without errors.

        Raises:
            Refused: AniList said no, in its own words.
        """
        if not self.errors:
            return self.data
        first = self.errors[0]
        missing = first.status == HTTPStatus.NOT_FOUND
        raise Refused(SERVICE, first.words, reason="not_found" if missing else "")


class Transport:
    """Sends documents; no message of its errors holds an address or the token."""

    def __init__(
        self,
        session: aiohttp.ClientSession,
        token: str | None,
        *,
        limiter: Limiter,
        endpoint: str,
        timeout: float,
    ) -> None:
        """Send over a session of the caller's."""
        self._session = session
        self._token = token
        self._limiter = limiter
        self._endpoint = endpoint
        self._timeout = aiohttp.ClientTimeout(total=timeout)
        self._headers = {"Accept": "application/json", "User-Agent": USER_AGENT}
        if token:
            self._headers["Authorization"] = f"Bearer {token}"

    async def send(
        self, document: Document, lane: Lane, on_wait: OnWait | None = None
    ) -> Answer:
        """Send a document; an answer may hold errors, as single writes can fail.

        Reads are tried again where that can help. A mutation is only tried again if it
        certainly was not carried out.

        Raises:
            InvalidToken: the token is missing, expired or revoked.
            ServiceOff: AniList has switched its interface off.
            RateLimited: it asks to wait for longer than three minutes.
            TooComplex: the document costs too much.
            AnswerLost: no usable answer; a mutation may have been carried out.
            ServiceUnavailable: out of reach; nothing was carried out.
        """
        patience = PATIENCE
        retries = 0
        while True:
            await self._limiter.acquire(lane, on_wait)
            try:
                return await self._once(document)
            except _Busy:
                wait = self._limiter.paused_for
                if wait > patience:
                    raise RateLimited(SERVICE, wait) from None
                patience -= wait
            except (AnswerLost, _NotSent) as error:
                blind = document.mutation and isinstance(error, AnswerLost)
                if blind or retries == RETRIES:
                    raise
                retries += 1
                await self._limiter.sleep(retries * random.uniform(0.5, 1.5))

    async def _once(self, document: Document) -> Answer:
        """Send a document once."""
        payload = {"query": document.text, "variables": document.variables}
        headers: Mapping[str, str] = {}
        started = self._limiter.clock()
        try:
            async with self._session.post(
                self._endpoint,
                json=payload,
                headers=self._headers,
                timeout=self._timeout,
                allow_redirects=False,
            ) as response:
                headers = response.headers
                status = response.status
                body = await response.read()
        except aiohttp.ClientConnectorError:
            raise _NotSent(SERVICE, "no connection") from None
        except TimeoutError:
            raise AnswerLost(SERVICE, "no answer in time") from None
        except aiohttp.ClientError, OSError:
            raise AnswerLost(SERVICE, "connection lost") from None
        finally:
            self._limiter.answered(headers)
        if status == HTTPStatus.TOO_MANY_REQUESTS:
            self._limiter.pause(headers)
            raise _Busy
        answer = await self._understood(body, document.convert)
        errors = self._errors(answer)
        self._judge(status, answer, errors)
        return Answer(
            data=(answer or {}).get("data") or {},
            errors=errors,
            seconds=self._limiter.clock() - started,
        )

    async def _understood(
        self, body: bytes, convert: Convert | None
    ) -> dict[str, Any] | None:
        """The JSON object in an answer's body, if there is one."""
        try:
            if convert is not None:
                answer = await asyncio.to_thread(
                    lambda: decode(body.decode(), convert=convert)
                )
            elif len(body) < LARGE:
                answer = json.loads(body)
            else:
                answer = await asyncio.to_thread(lambda: decode(body.decode()))
        except ValueError:
            return None
        return answer if isinstance(answer, dict) else None

    def _judge(
        self, status: int, answer: dict[str, Any] | None, errors: Sequence[GraphError]
    ) -> None:
        """Raise what concerns the whole request; errors of single fields pass."""
        first = errors[0] if errors else None
        words = first.words if first else f"HTTP {status}"
        if status < HTTPStatus.BAD_REQUEST and first and first.status:
            status = first.status
        if status == HTTPStatus.UNAUTHORIZED or (
            status == HTTPStatus.BAD_REQUEST and _TOKEN_REFUSED.search(words)
        ):
            raise InvalidToken(SERVICE, words)
        if status == HTTPStatus.FORBIDDEN:
            raise ServiceOff(SERVICE, words)
        if limits := _TOO_COMPLEX.search(words):
            raise TooComplex(words, int(limits[1]), int(limits[2]))
        if status >= HTTPStatus.INTERNAL_SERVER_ERROR and not _any_data(answer):
            raise AnswerLost(SERVICE, words)
        if answer is None or not answer.keys() & {"data", "errors"}:
            if HTTPStatus.BAD_REQUEST <= status < HTTPStatus.INTERNAL_SERVER_ERROR:
                raise ServiceUnavailable(SERVICE, words)
            raise AnswerLost(SERVICE, f"HTTP {status}, but no answer in it")

    def _errors(self, answer: dict[str, Any] | None) -> list[GraphError]:
        """The errors of an answer, in its own words."""
        rows = (answer or {}).get("errors")
        if not isinstance(rows, list):
            return []
        return [
            self._error(row if isinstance(row, dict) else {"message": row})
            for row in rows
        ]

    def _error(self, row: dict[str, Any]) -> GraphError:
        words = str(row.get("message") or "")
        if isinstance(validation := row.get("validation"), dict):
            words = " ".join(_sentences(validation)) or words
        if self._token:
            words = words.replace(self._token, "…")
        status = row.get("status")
        path = row.get("path") or [None]
        return GraphError(
            words=words[:LONGEST_WORDS],
            status=status if isinstance(status, int) else None,
            lines=tuple(place["line"] for place in row.get("locations") or ()),
            alias=path[0],
        )


def _any_data(answer: dict[str, Any] | None) -> bool:
    data = (answer or {}).get("data")
    return isinstance(data, dict) and any(value is not None for value in data.values())


def _sentences(validation: dict[str, Any]) -> list[str]:
    """All that a validation says, field by field."""
    return [
        str(sentence)
        for said in validation.values()
        for sentence in (said if isinstance(said, list) else [said])
    ]
