"""Undo and redo of whole AniList entries, over the wire and back."""

from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import aiohttp
from hypothesis import HealthCheck, Phase, given, settings, strategies as st
import pytest

from custom_components.plex_sync.anilist import AniListClient, Limiter
from custom_components.plex_sync.anime.target import FIELDS, AniListTarget
from custom_components.plex_sync.sync.engine import WriterLocks
from custom_components.plex_sync.sync.journal.journal import Journal
from custom_components.plex_sync.sync.model import (
    Context,
    Coverage,
    JsonValue,
    Policy,
    Proposal,
    Proposals,
    Removal,
    State,
    Subject,
    TargetKey,
    Wish,
)
from custom_components.plex_sync.sync.protocols import Known, Report
from custom_components.plex_sync.sync.requests import RunRequest, RunResult
from custom_components.plex_sync.sync.runner import Runner, RunSettings
from custom_components.plex_sync.sync.runs import RunKind, Scope
from custom_components.plex_sync.sync.values import fingerprint
from tests.fakes.anilist import FakeAniList, User

MEDIA = 1
LISTS = ["Again", "Later"]
SECTIONS = ["Story", "Sound"]
FORMATS = ("POINT_100", "POINT_10_DECIMAL", "POINT_10", "POINT_5", "POINT_3")

DATES = st.sampled_from([None, "2024", "2025-03", "2026-02-28"])
ENTRIES: st.SearchStrategy[State] = st.fixed_dictionaries(
    {
        "status": st.sampled_from(
            ["CURRENT", "PLANNING", "COMPLETED", "DROPPED", "PAUSED", "REPEATING"]
        ),
        "progress": st.integers(0, 12),
        "repeat": st.integers(0, 2),
        "score": st.none() | st.integers(1, 100),
        "notes": st.sampled_from([None, "fine", "two\nlines 'n' \"quotes\" 🎬"]),
        "started_at": DATES,
        "completed_at": DATES,
        "private": st.booleans(),
        "hidden_from_status_lists": st.booleans(),
        "custom_lists": st.sampled_from([[], ["Again"], LISTS]),
        "advanced_scores": st.sampled_from([{}, {"Story": 80.0}]),
        "priority": st.integers(0, 3),
    }
)


class Wisher:
    """A reading side that asks for one entry, whole, or for it to go."""

    def __init__(self, target: AniListTarget) -> None:
        """Ask for nothing yet."""
        self._target = target
        self.wanted: State | None = None

    async def read(
        self, _scope: Scope, _known: Known, _report: Report
    ) -> Mapping[TargetKey, State | None]:
        """Read the entry."""
        return await self._target.read([str(MEDIA)])

    def targets(
        self, snapshot: Mapping[TargetKey, State | None]
    ) -> Mapping[TargetKey, State | None]:
        """What was read."""
        return snapshot

    def propose(
        self, _snapshot: Mapping[TargetKey, State | None], _context: Context
    ) -> Proposals:
        """Ask for every field."""
        wanted = self.wanted
        proposal = Proposal(
            target=str(MEDIA),
            title="Frieren",
            subjects=[Subject(key="plex://show/1#1", title="Frieren")],
            wishes={
                name: Wish(value=value, policy=Policy.MIRROR, rule="mirror")
                for name, value in (wanted or {}).items()
            },
            facts=fingerprint(wanted),
            removal=Removal(rule="gone") if wanted is None else None,
        )
        return Proposals(
            proposals=[proposal], problems=[], coverage=Coverage(everything=True)
        )


class Profile:
    """Runs between a wisher and a fake list."""

    def __init__(self, anilist: FakeAniList, user: User, target: AniListTarget) -> None:
        """Keep both sides."""
        self.anilist = anilist
        self.user = user
        self.wisher = Wisher(target)
        self.runner: Runner[Mapping[TargetKey, State | None]]
        self.journal: Journal

    @property
    def row(self) -> Mapping[str, JsonValue] | None:
        """What the list holds, without ids and times."""
        return self.anilist.entries(self.user).get(MEDIA)

    async def ask(self, wanted: State | None) -> RunResult:
        """Let the reading side ask for something, and sync."""
        self.wisher.wanted = wanted
        return await self.runner.run(RunRequest(kind=RunKind.FULL))

    async def take_back(self, kind: RunKind) -> RunResult:
        """Undo or redo the newest change."""
        page = await self.journal.history("profile", size=10)
        newest = next(record for record in page.items if record.problem is None)
        return await self.runner.run(
            RunRequest(kind=kind, records=frozenset({newest.id}))
        )


@asynccontextmanager
async def profile(score_format: str) -> AsyncIterator[Profile]:
    """Open a profile on an empty list."""
    async with AsyncExitStack() as stack:
        folder = stack.enter_context(TemporaryDirectory())
        anilist = await stack.enter_async_context(FakeAniList())
        session = await stack.enter_async_context(aiohttp.ClientSession())
        anilist.add_media(id=MEDIA, title="Frieren", episodes=12)
        user = anilist.add_user(
            "Mika",
            "token",
            score_format=score_format,
            custom_lists=list(LISTS),
            advanced_scoring=list(SECTIONS),
        )
        client = AniListClient(
            session,
            "token",
            limiter=Limiter(per_minute=10_000, burst=10_000),
            endpoint=anilist.url,
        )
        target = AniListTarget(client, user.id)
        opened = Profile(anilist, user, target)
        opened.journal = Journal(Path(folder) / "journal.db")
        await opened.journal.open()
        stack.push_async_callback(opened.journal.close)
        opened.runner = Runner(
            profile="profile",
            planner=opened.wisher,
            target=target,
            journal=opened.journal,
            writer_lock=WriterLocks().of(target.account),
            settings=lambda: RunSettings(destructive=True),
            report=lambda _progress: None,
        )
        yield opened


def test_entries_have_every_field() -> None:
    """What is drawn at random is a whole entry."""

    @settings(max_examples=1, database=None)
    @given(ENTRIES)
    def whole(entry: State) -> None:
        assert entry.keys() == FIELDS.keys()

    whole()


@pytest.mark.parametrize("score_format", FORMATS)
@settings(
    max_examples=6,
    deadline=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.none() | ENTRIES, ENTRIES, st.none() | ENTRIES)
async def test_undo_brings_every_field_back_and_redo_does_it_again(
    socket_enabled: None,
    score_format: str,
    found: State | None,
    first: State,
    second: State | None,
) -> None:
    """Of changes, creations and deletions; the sync after each proposes nothing."""
    async with profile(score_format) as opened:
        if found is not None:
            opened.anilist.set_entry(opened.user, MEDIA, **_by_hand(found))
        for wanted in (first, second):
            before = opened.row
            result = await opened.ask(wanted)
            if not result.counts:
                continue
            after = opened.row
            assert before != after
            assert (await opened.take_back(RunKind.UNDO)).counts == {"undone": 1}
            assert opened.row == before
            await nothing_to_do(opened)
            assert (await opened.take_back(RunKind.REDO)).result == "ok"
            assert opened.row == after
            await nothing_to_do(opened)


async def nothing_to_do(opened: Profile) -> None:
    """Sync, and insist that nothing is written and nothing proposed."""
    row = opened.row
    result = await opened.ask(opened.wisher.wanted)
    assert result.plan is not None
    assert not result.plan.changes
    assert not result.counts
    assert opened.row == row


def _by_hand(entry: State) -> dict[str, JsonValue]:
    """An entry as the fake's own user sets it."""
    return {name: value for name, value in entry.items() if value is not None}
