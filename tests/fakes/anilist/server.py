"""A small AniList over HTTP: validates, counts, limits, answers, fails on command."""

import asyncio
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
import json
from pathlib import Path
import time
from typing import Any, Self, TypedDict, Unpack

from aiohttp import web
from graphql import GraphQLError, build_schema, parse, validate

from .answers import Answers
from .execution import Failure, Plan, complexity, operation_of, plan_of, run
from .faults import Fault, FaultKind
from .limits import RateLimit
from .records import Activity, Refusal, Row, User, Ways
from .replies import afterwards, error_row, headers_of, instead, respond, too_many
from .store import Store, plain

SDL = (Path(__file__).parent / "schema.graphql").read_text(encoding="utf-8")


@dataclass(frozen=True, kw_only=True)
class Operation:
    """A request that was counted."""

    kind: str
    """query, mutation, or empty where it could not be read."""
    fields: tuple[str, ...] = ()
    """The root fields, one for each alias."""
    complexity: int = 0
    text: str = ""
    variables: Mapping[str, Any]
    user: str | None = None
    headers: Mapping[str, str]


class FaultOptions(TypedDict, total=False):
    """What a fault can be told, see `Fault`."""

    times: int
    after: int
    on: Any
    field: str
    message: str
    status: int
    seconds: float
    headers: bool
    alias: int


class FakeAniList:
    """The fake; start it, hand its `url` to a client, look at what it holds.

    Args:
        rate_limit: requests a minute; the real one grants 30, on paper 90.
        burst: how many requests in how many seconds.
        ways: how it behaves where the real one is not known for certain.
        clock: unix time.
    """

    def __init__(
        self,
        *,
        rate_limit: int = 100_000,
        burst: tuple[int, float] | None = None,
        ways: Ways | None = None,
        clock: Callable[[], float] = time.time,
        host: str = "127.0.0.1",
        port: int = 0,
    ) -> None:
        """Prepare; nothing listens yet."""
        self.ways = ways or Ways()
        self.limit = RateLimit(rate_limit, burst, clock)
        self.latency = 0.0
        self.operations: list[Operation] = []
        self._store = Store(self.ways, clock)
        self._schema = build_schema(SDL)
        self._faults: list[Fault] = []
        self._address = (host, port)
        self._runner: web.AppRunner | None = None
        self._url = ""

    async def __aenter__(self) -> Self:
        """Start."""
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        """Stop."""
        await self.stop()

    async def start(self) -> None:
        """Listen."""
        app = web.Application(client_max_size=16 * 1024**2)
        app.router.add_post("/", self._handle)
        self._runner = web.AppRunner(
            app, access_log=None, handler_cancellation=True, shutdown_timeout=0.1
        )
        await self._runner.setup()
        site = web.TCPSite(self._runner, *self._address)
        await site.start()
        host, port = self._runner.addresses[0][:2]
        self._url = f"http://{host}:{port}"

    async def stop(self) -> None:
        """Stop listening; what it holds stays."""
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    @property
    def url(self) -> str:
        """Where it listens."""
        return self._url

    @property
    def requests(self) -> int:
        """How many requests came, refused ones included."""
        return len(self.operations)

    @property
    def activities(self) -> list[Activity]:
        """The public feed, oldest first."""
        return self._store.activities

    def reset_counts(self) -> None:
        """Count requests, and the lines of the feed, from now on."""
        self.operations.clear()
        self._store.activities.clear()

    def add_media(self, media: Mapping[str, Any] | None = None, **fields: Any) -> int:
        """Add a media in AniList's own shape, or by its fields; its id.

        A title may be one text, a date may be "2026-11-21".
        """
        media_id: int = self._store.add_media({**(media or {}), **fields})["id"]
        return media_id

    def load_media(self, catalogue: Iterable[Mapping[str, Any]]) -> None:
        """Add many media, as `add_media` does."""
        for media in catalogue:
            self._store.add_media(media)

    def remove_media(self, media_id: int) -> None:
        """A media and all its entries disappear, as after a merge on the site."""
        del self._store.media[media_id]
        for user in self._store.users:
            user.entries.pop(media_id, None)

    def add_user(self, name: str, token: str, **options: Any) -> User:
        """Add an account; options are the fields of `User`, such as `score_format`."""
        return self._store.add_user(name, token, **options)

    def user(self, user: User | str) -> User:
        """An account, by name too."""
        return self._store.user_named(user) if isinstance(user, str) else user

    def entries(self, user: User | str) -> dict[int, Row]:
        """A user's entries by media id, as plain dicts."""
        rows = self.user(user).entries
        return {media_id: plain(entry) for media_id, entry in rows.items()}

    def entry_ids(self, user: User | str) -> dict[int, int]:
        """The list entry ids by media id."""
        return {key: entry.id for key, entry in self.user(user).entries.items()}

    def set_entry(self, user: User | str, media_id: int, **fields: Any) -> int:
        """Make or change an entry as its user does on the site; the entry's id.

        Fields are named and valued as in `entries`; nothing is told in the feed.
        """
        return self._store.set_entry(self.user(user), media_id, fields).id

    def remove_entry(self, user: User | str, media_id: int) -> None:
        """Take an entry off the list as its user does on the site."""
        del self.user(user).entries[media_id]

    def fail(self, kind: FaultKind, **options: Unpack[FaultOptions]) -> Fault:
        """Let the next matching request fail; see `Fault` for the options."""
        fault = Fault(kind=kind, **options)
        self._faults.append(fault)
        return fault

    def heal(self) -> None:
        """No more failures."""
        self._faults.clear()

    async def _handle(self, request: web.Request) -> web.StreamResponse:
        """Answer one request."""
        passes, headers = self.limit.ask()
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        viewer = self._store.user_of(token) if token else None
        try:
            text, variables, plans, kind = self._read(await request.text())
            refusal = None
        except Refusal as error:
            text, variables, plans, kind = "", {}, (), ""
            refusal = error
        fields = tuple(plan.name for plan in plans)
        self.operations.append(
            Operation(
                kind=kind,
                fields=fields,
                complexity=complexity(plans),
                text=text,
                variables=variables,
                user=viewer.name if viewer else None,
                headers=dict(request.headers),
            )
        )
        if not passes:
            return too_many(headers)
        fault = next((one for one in self._faults if one.strikes(kind, fields)), None)
        if fault is not None and fault.kind == "429":
            return too_many(headers_of(fault, self.limit.per_minute))
        wait = self.latency + (fault.seconds if fault and fault.kind == "slow" else 0)
        if wait:
            await asyncio.sleep(wait)
        if fault and (answer := instead(fault, request)):
            return answer
        if token and viewer is None:
            refusal = Refusal("Invalid token", 400)
        if refusal is None:
            refusal = self._too_complex(plans)
        if refusal is not None:
            return respond(None, [error_row(refusal)], refusal.status, headers)
        data, errors, status = self._execute(viewer, kind, plans, fault)
        if fault and (answer := afterwards(fault, request, data)):
            return answer
        return respond(data, errors, status, headers)

    def _read(self, body: str) -> tuple[str, Row, tuple[Plan, ...], str]:
        """Text, variables, plan and kind of a request."""
        try:
            sent = json.loads(body)
            text, variables = sent["query"], sent.get("variables") or {}
            document = parse(text)
        except (ValueError, TypeError, KeyError, GraphQLError) as error:
            raise Refusal(f"Not a request: {error}", 400) from error
        if problems := validate(self._schema, document):
            raise Refusal(problems[0].message, 400)
        operation = operation_of(document)
        plans = plan_of(self._schema, operation, variables)
        return text, variables, plans, operation.operation.value

    def _too_complex(self, plans: tuple[Plan, ...]) -> Refusal | None:
        counted = round(complexity(plans) * self.ways.complexity_factor)
        allowed = self.ways.complexity_limit
        if counted <= allowed:
            return None
        words = f"Max query complexity should be {allowed} but got {counted}."
        return Refusal(words, 400)

    def _execute(
        self,
        viewer: User | None,
        kind: str,
        plans: tuple[Plan, ...],
        fault: Fault | None,
    ) -> tuple[Row | None, list[Row], int]:
        """Data, errors and HTTP status."""
        mode = self.ways.batch_errors if kind == "mutation" else "isolated"
        dropped = plans[fault.alias] if fault and fault.kind == "drop_alias" else None
        todo = tuple(plan for plan in plans if plan is not dropped)
        before = self._store.snapshot() if mode == "all_fail" else None
        data, failures = run(
            todo, Answers(self._store, viewer).root, stops=mode != "isolated"
        )
        if dropped is not None and fault is not None:
            data[dropped.key] = None
            words = Refusal(fault.message, fault.status)
            failures.append(Failure(dropped, words))
        elif failures and mode != "isolated":
            data = dict.fromkeys(data)
            if before is not None:
                self._store.roll_back(before)
        errors = [
            error_row(one.refusal, one.plan if self.ways.error_locations else None)
            for one in failures
        ]
        status = failures[0].refusal.status if failures else 200
        if dropped is not None or self.ways.errors_in_200:
            status = 200
        return data, errors, status
