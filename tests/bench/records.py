"""A journal of a hundred thousand records, written by the journal itself."""

from datetime import UTC, datetime, timedelta
from itertools import batched
from pathlib import Path
from typing import Final

from custom_components.plex_sync.sync.journal.finishing import Finish
from custom_components.plex_sync.sync.journal.journal import Journal
from custom_components.plex_sync.sync.journal.settling import RunEnd
from custom_components.plex_sync.sync.model import (
    Base,
    Coverage,
    Edit,
    Link,
    Picture,
    PlannedChange,
    Problem,
    ProblemKind,
    State,
    Subject,
)
from custom_components.plex_sync.sync.plan import Plan
from custom_components.plex_sync.sync.runs import Origin, RunKind

A_RUN: Final = 1000
"""Changes in each run."""
DAYS: Final = 300
"""Over how many days they came."""
FIRST_WORDS: Final = (
    *("Silent", "Crimson", "Wandering", "Forgotten", "Electric", "Paper", "Midnight"),
    *("Golden", "Hollow", "Distant", "Clockwork", "Winter", "Borrowed", "Restless"),
)
SECOND_WORDS: Final = (
    *("Lighthouse", "Orchard", "Alchemist", "Railway", "Garden", "Sparrow", "Harbour"),
    *("Detective", "Symphony", "Frontier", "Kitchen", "Library", "Mountain"),
)


def title_of(number: int) -> str:
    """Give a title; some words are in many of them, its number in one."""
    first = FIRST_WORDS[number % len(FIRST_WORDS)]
    second = SECOND_WORDS[number % len(SECOND_WORDS)]
    return f"The {first} {second} {number}"


async def write_records(path: Path, profile: str, count: int) -> None:
    """Write so many records of a profile, one in two hundred of them an open problem."""
    clock = _Clock(count)
    journal = Journal(path, clock)
    await journal.open()
    try:
        problems = [_problem(number) for number in range(count // 200)]
        changes = map(_change, range(count - len(problems)))
        for part in batched(changes, A_RUN, strict=False):
            run = await journal.begin_run(
                profile, RunKind.FULL, Origin.SCHEDULE, clock()
            )
            records = await journal.intend(profile, run, part)
            finishes = [
                Finish(record=record, applied=True, state=change.after)
                for record, change in zip(records, part, strict=True)
            ]
            await journal.finish(profile, finishes)
            plan = Plan(changes=(), problems=problems, coverage=Coverage())
            await journal.settle(profile, run, plan, RunEnd(result="ok"))
            problems = []
    finally:
        await journal.close()


class _Clock:
    """Goes from long ago to now, run after run."""

    def __init__(self, count: int) -> None:
        self._step = timedelta(days=DAYS) / (count // A_RUN * 8 + 8)
        self._now = datetime.now(UTC) - timedelta(days=DAYS)

    def __call__(self) -> datetime:
        self._now += self._step
        return self._now


def _subject(number: int) -> Subject:
    guid = f"plex://show/{number:024x}"
    return Subject(
        key=f"{guid}#1",
        title=title_of(number),
        subtitle="Season 1",
        section="Anime",
        kind="season",
        picture=Picture(service="plex", path=f"/library/metadata/{number}/thumb/1"),
        links=(Link(label="Plex", url=f"https://app.plex.tv/desktop/#!/{number}"),),
        reference=str(number),
    )


def _change(number: int) -> PlannedChange:
    seen = number % 23
    before: State = {
        "status": "CURRENT",
        "progress": seen,
        "repeat": 0,
        "score": number % 100,
        "notes": None,
        "started_at": f"2026-{number % 12 + 1:02}-01",
        "completed_at": None,
        "private": False,
        "hidden_from_status_lists": False,
        "custom_lists": [],
        "advanced_scores": {},
        "priority": 0,
    }
    after: State = {**before, "progress": seen + 1}
    facts = f"{number:032x}"
    return PlannedChange(
        target=str(100_000 + number),
        title=title_of(number),
        subjects=(_subject(number),),
        before=before,
        after=after,
        edits=[
            Edit(
                field="progress",
                before=seen,
                after=seen + 1,
                rule="watched",
                evidence={"episodes": seen + 1, "of": 24},
            )
        ],
        facts=facts,
        picture=Picture(service="anilist", path=f"https://img.example/{number}.png"),
        links=(Link(label="AniList", url=f"https://anilist.co/anime/{number}"),),
        base=Base(state=after, asked={"progress": seen + 1}, facts=facts),
        base_before=Base(state=before, facts=facts),
    )


def _problem(number: int) -> Problem:
    return Problem(
        subject=_subject(10_000_000 + number),
        kind=ProblemKind.NOT_FOUND,
        reason="id_unknown",
        details={"episodes": [1, 2, 3], "count": 3, "total": 12, "ids": ["tvdb:1"]},
    )
