"""Pages of the timeline, with any filter."""

from collections.abc import Collection, Sequence
from datetime import timedelta

import pytest

from custom_components.plex_sync.sync.journal.queries import HistoryFilter
from custom_components.plex_sync.sync.model import Problem, ProblemKind, Subject
from custom_components.plex_sync.sync.runs import Outcome

from .profiles import Words

TITLES = (
    "Frieren: Beyond Journey's End",
    'The "Quoted" One',
    "進撃の巨人",
    "Älskling",
    "100% Pascal",
    "K",
    "under_score",
)


async def timeline(words: Words) -> None:
    """Fill a timeline with problems of many names, one an hour."""
    for number, title in enumerate(TITLES):
        words.book.problems.append(
            Problem(
                subject=Subject(
                    key=title, title=title, subtitle=f"Season {number}", section="Anime"
                ),
                kind=ProblemKind.NOT_FOUND if number % 2 else ProblemKind.REVIEW,
                reason="no_shelf",
                message="nothing of that name",
            )
        )
        await words.sync()
        words.clock.passes(hours=1)


async def titles(words: Words, wanted: HistoryFilter) -> Sequence[str]:
    """Return the titles that a filter finds, newest first."""
    page = await words.journal.history("words", wanted)
    return [record.title for record in page.items]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("frieren", TITLES[:1]),
        ("JOURNEY'S", TITLES[:1]),
        ('"quoted"', TITLES[1:2]),
        ('the "quo', TITLES[1:2]),
        ("進撃の", TITLES[2:3]),
        ("巨人", TITLES[2:3]),
        ("älskling", TITLES[3:4]),
        ("ÄL", TITLES[3:4]),
        ("äL", TITLES[3:4]),
        ("0%", TITLES[4:5]),
        ("k", (TITLES[3], TITLES[5])),
        ("r_s", TITLES[6:]),
        ("_", TITLES[6:]),
        ("season 3", TITLES[3:4]),
        ("of that name", TITLES),
        ("anime", TITLES),
        ("  ", TITLES),
        ("AND OR NOT", ()),
        ("*", ()),
        ('"', TITLES[1:2]),
    ],
)
async def test_text_is_found_wherever_it_stands(
    words: Words, text: str, found: Collection[str]
) -> None:
    """Upper or lower case, any script, two letters or ten, and signs as themselves."""
    await timeline(words)
    assert sorted(await titles(words, HistoryFilter(text=text))) == sorted(found)


async def test_pages_follow_each_other_without_a_gap(words: Words) -> None:
    """Also when something new is written meanwhile."""
    await timeline(words)
    seen: list[str] = []
    before: int | None = None
    while True:
        page = await words.journal.history("words", before=before, size=3)
        seen += [record.title for record in page.items]
        words.book.lists[f"list {len(seen)}"] = ["new"]
        await words.sync()
        if page.next is None:
            break
        before = page.next
    assert seen == list(reversed(TITLES))


async def test_filters_narrow_together(words: Words) -> None:
    """By outcome, time, run, target, and with what is closed."""
    await timeline(words)
    start = words.clock() - timedelta(hours=len(TITLES))
    words.book.problems = words.book.problems[:3]
    words.book.lists["pets"] = ["cat"]
    await words.sync()
    review = HistoryFilter(outcomes=[Outcome.REVIEW])
    assert await titles(words, review) == [TITLES[2], TITLES[0]]
    closed = HistoryFilter(outcomes=[Outcome.REVIEW], closed=True)
    assert len(await titles(words, closed)) == 4
    assert await titles(words, HistoryFilter(target="pets")) == ["Pets"]
    [run, *_] = (await words.journal.runs("words")).items
    assert await titles(words, HistoryFilter(run=run.id)) == [
        "Pets",
        *reversed(TITLES[:3]),
    ]
    span = HistoryFilter(
        since=start, until=start + timedelta(hours=len(TITLES)), closed=True
    )
    assert set(await titles(words, span)) == set(TITLES[3:])
    both = HistoryFilter(outcomes=[Outcome.SYNCED], text="frieren")
    assert await titles(words, both) == []
    assert not (await words.journal.history("others")).items


async def test_counters_count_open_problems_and_all_changes(words: Words) -> None:
    """A closed problem is counted no more, a change for good."""
    await timeline(words)
    words.book.problems = words.book.problems[:1]
    words.book.lists["pets"] = ["cat"]
    await words.sync()
    words.book.lists["pets"] = ["cat", "dog"]
    await words.sync()
    await words.undo((await words.newest()).id)
    counters = await words.journal.counters("words")
    assert {outcome: count for outcome, count in counters.items() if count} == {
        Outcome.SYNCED: 2,
        Outcome.UNDONE: 1,
        Outcome.REVIEW: 1,
    }
