"""One open problem for each subject and kind; it closes by itself, or by hand."""

from custom_components.plex_sync.sync.model import Problem, ProblemKind
from custom_components.plex_sync.sync.runs import Outcome, RunKind

from .profiles import Words
from .words import mirror, subject


def missing(name: str, kind: ProblemKind = ProblemKind.NOT_FOUND) -> Problem:
    """Return the problem that a list has no counterpart."""
    return Problem(subject=subject(name), kind=kind, reason="no_shelf")


async def test_problem_seen_again_is_counted_not_repeated(words: Words) -> None:
    """It says when it was first and last seen, and how often."""
    words.book.problems = [missing("a"), missing("b", ProblemKind.REVIEW)]
    for _ in range(3):
        await words.sync()
        words.clock.passes(hours=1)
    assert len(await words.records()) == 2
    problem = await words.newest()
    assert problem.times == 3
    assert (problem.at - problem.first_seen).total_seconds() == 7200
    counters = await words.journal.counters("words")
    assert (counters[Outcome.NOT_FOUND], counters[Outcome.REVIEW]) == (1, 1)


async def test_problem_closes_when_a_run_that_looked_finds_it_well(
    words: Words,
) -> None:
    """A run that looked elsewhere closes nothing."""
    words.book.lists |= {"a": ["ant"], "b": ["bee"]}
    words.book.problems = [missing("a"), missing("b")]
    await words.sync()
    words.book.problems = []
    await words.only("b")
    assert [item.title for item in await words.records(Outcome.NOT_FOUND)] == ["A"]
    words.book.lists["b"] = ["bat"]
    await words.poll()
    assert len(await words.records(Outcome.NOT_FOUND)) == 1
    await words.sync()
    assert not await words.records(Outcome.NOT_FOUND)


async def test_problem_of_what_is_gone_closes_with_a_whole_read(words: Words) -> None:
    """A subject that does not exist any more has no problem either."""
    words.book.lists |= {name: ["a"] for name in "abcd"}
    words.book.problems = [missing("d")]
    await words.sync()
    del words.book.lists["d"]
    words.book.problems = []
    await words.only("a")
    assert len(await words.records(Outcome.NOT_FOUND)) == 1
    await words.sync()
    assert not await words.records(Outcome.NOT_FOUND)


async def test_poll_that_only_sees_what_is_known_is_no_run(words: Words) -> None:
    """But a new problem is worth one."""
    words.book.lists |= {"a": ["ant"], "b": ["bee"]}
    words.book.problems = [missing("a")]
    await words.sync()
    runs = len(await words.run_results())
    words.book.more["a"] = {"note": mirror(None)}
    result = await words.poll()
    assert (result.result, len(await words.run_results())) == ("nothing", runs)
    [known] = await words.records(Outcome.NOT_FOUND)
    assert known.times == 2
    assert (await words.journal.known("words")).cursors == {"book": 1}

    words.book.problems.append(missing("b"))
    words.book.more["b"] = {"note": mirror(None)}
    found = await words.poll()
    assert (found.result, found.counts) == ("ok", {"not_found": 1})


async def test_failed_subject_is_in_the_retry_set_until_it_is_well(
    words: Words,
) -> None:
    """The next poll looks at it again, and a retry can ask for it."""
    words.book.lists["a"] = ["ant"]
    words.shelf.refuse = {"a"}
    await words.sync()
    assert (await words.journal.known("words")).retry == {"list:a"}
    assert (await words.poll()).counts == {"failed": 1}
    words.shelf.refuse = set()
    assert (await words.only("a", RunKind.RETRY)).counts == {"synced": 1}
    assert not (await words.journal.known("words")).retry
    assert not await words.records(Outcome.FAILED)


async def test_planners_failure_is_retried_as_well(words: Words) -> None:
    """A problem of that kind that the planner has found itself."""
    words.book.lists["a"] = ["ant"]
    words.book.problems = [missing("a", ProblemKind.FAILED)]
    await words.sync()
    assert (await words.journal.known("words")).retry == {"list:a"}
    words.book.problems = []
    await words.poll()
    assert not (await words.journal.known("words")).retry


async def test_ignored_problem_is_closed_and_stays_so(words: Words) -> None:
    """Whatever finds it: the planner, the merge, or the service."""
    words.book.lists |= {"a": ["ant"], "b": ["bee"], "c": ["cat"]}
    words.book.more["c"] = {"note": mirror("ours")}
    await words.sync()
    words.book.problems = [missing("a")]
    words.book.lists["b"] = ["bat"]
    words.shelf.refuse = {"b"}
    words.by_hand("c", note="mine")
    words.book.more["c"] = {"note": mirror("ours, newly")}
    await words.sync()
    kinds = (Outcome.NOT_FOUND, Outcome.FAILED, Outcome.REVIEW)
    for outcome in kinds:
        [record] = await words.records(outcome)
        assert await words.journal.ignore("words", record.id)
        assert not await words.journal.ignore("others", record.id)
    await words.sync()
    for outcome in kinds:
        assert not await words.records(outcome)
    [synced, *_] = await words.records(Outcome.SYNCED)
    assert not await words.journal.ignore("words", synced.id)


async def test_targeted_run_moves_no_cursor(words: Words) -> None:
    """Where a source stands is known only by whoever read what is before it."""
    words.book.lists |= {"a": ["ant"], "b": ["bee"]}
    await words.only("a")
    known = await words.journal.known("words")
    assert not known.cursors
    assert known.library_size is None
    assert "list:a" in known.memory
