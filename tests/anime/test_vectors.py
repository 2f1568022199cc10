"""The cases in which a naive implementation goes wrong, each by its number."""

from custom_components.plex_sync.anilist.model import Entry, ScoreFormat
from custom_components.plex_sync.anime.facts import MediaFacts
from custom_components.plex_sync.anime.gathering import Share, gather
from custom_components.plex_sync.anime.options import AnimeOptions
from custom_components.plex_sync.anime.proposing import propose
from custom_components.plex_sync.anime.scores import raw_score, shown
from custom_components.plex_sync.anime.target import FIELDS
from custom_components.plex_sync.sync.model import Base, Context, Policy
from custom_components.plex_sync.sync.plan import Plan, make_plan

from .builders import (
    MEDIA,
    NOW,
    asked_of,
    entry,
    facts,
    facts_of,
    item,
    policies,
    season,
    snapshot_of,
    values,
    watched,
)
from .household import Household

TARGET = str(MEDIA)
MIRRORED = AnimeOptions(
    destructive=True,
    policies=policies(
        status=Policy.MIRROR, progress=Policy.MIRROR, repeat=Policy.MIRROR
    ),
)


def plan_of(
    known: MediaFacts,
    on_list: Entry | None,
    context: Context = Context(now=NOW),
    options: AnimeOptions = AnimeOptions(),
) -> Plan:
    """Plan for one media that is on the list."""
    entries = {MEDIA: on_list} if on_list is not None else {}
    snapshot = snapshot_of(known, on_list=entries, options=options)
    return make_plan(propose(snapshot, context), {TARGET: on_list}, context, FIELDS)


def test_t01_first_completion_is_no_rewatch() -> None:
    """All watched once and still in Continue Watching: completed, not repeating."""
    known = facts(season(watched(range(1, 13), 12), continuing=True))
    asked = asked_of(known)
    assert values(asked)["status"] == "COMPLETED"
    assert values(asked)["repeat"] == 0


def test_t02_status_set_by_hand_is_kept() -> None:
    """Paused by hand, idle on Plex for 200 days: paused it stays, run after run."""
    known = facts_of(
        [item(number, 1, days_ago=200) for number in range(1, 6)]
        + [item(number) for number in range(6, 13)]
    )
    paused = entry(status="PAUSED", progress=5, started_at="2026-01-01")
    first = plan_of(known, paused)
    assert first.writes == []
    again = Context(now=NOW, bases=dict(first.settled))
    assert plan_of(known, paused, again).writes == []


def test_t03_progress_of_the_list_is_not_lowered() -> None:
    """The list is at 8, Plex at 5 of 12 and in Continue Watching: nothing is written."""
    known = facts(season(watched(range(1, 6), 12), continuing=True))
    plan = plan_of(known, entry(status="CURRENT", progress=8, started_at="2026-01-01"))
    assert plan.writes == []


def test_t04_deletion_needs_an_entry_of_ours() -> None:
    """Destructive, unwatched on Plex: deleted only if this profile made the entry."""
    known = facts_of(watched((), 12))
    completed = entry(status="COMPLETED", progress=12)
    theirs = Context(
        now=NOW, destructive=True, bases={TARGET: Base(state=dict(completed))}
    )
    assert plan_of(known, completed, theirs, MIRRORED).changes == []
    ours = Context(
        now=NOW,
        destructive=True,
        bases={TARGET: Base(state=dict(completed), created=True)},
    )
    [change] = plan_of(known, completed, ours, MIRRORED).writes
    assert change.deletes
    pinned = Context(
        now=NOW,
        destructive=True,
        bases=ours.bases,
        pins={TARGET: frozenset({"score"})},
    )
    assert plan_of(known, completed, pinned, MIRRORED).writes == []
    careful = Context(now=NOW, bases=ours.bases)
    assert plan_of(known, completed, careful).writes == []


def test_t04_what_left_the_library_is_not_deleted() -> None:
    """Ours and without activity, but in no library that was read: it stays."""
    known = facts(season(watched((), 12), in_library=False))
    completed = entry(status="COMPLETED", progress=12)
    bases = {TARGET: Base(state=dict(completed), created=True)}
    context = Context(now=NOW, destructive=True, bases=bases)
    assert plan_of(known, completed, context, MIRRORED).changes == []
    snapshot = snapshot_of(
        facts_of(watched((), 12)), on_list={MEDIA: completed}, whole=False
    )
    assert propose(snapshot, context).proposals == []


def test_t05_a_pin_keeps_its_field_only() -> None:
    """Destructive with the status pinned: the progress is updated, nothing deleted."""
    known = facts_of(watched(range(1, 7), 12))
    context = Context(now=NOW, destructive=True, pins={TARGET: frozenset({"status"})})
    on_list = entry(status="PAUSED", progress=3, started_at="2026-01-01")
    [change] = plan_of(known, on_list, context, MIRRORED).writes
    assert not change.deletes
    assert [(edit.field, edit.after) for edit in change.edits] == [("progress", 6)]


def test_t07_review_known_to_be_gone_clears_the_notes() -> None:
    """Mirrored notes go with the review; an unknown review wishes for nothing."""
    options = AnimeOptions(policies=policies(notes=Policy.MIRROR))
    on_list = entry(status="CURRENT", progress=1, notes="Lovely", started_at="2026")
    gone = facts(season(watched([1], 12), review=None))
    [change] = plan_of(gone, on_list, options=options).writes
    assert [(edit.field, edit.after) for edit in change.edits] == [("notes", None)]
    unknown = facts(season(watched([1], 12)))
    assert plan_of(unknown, on_list, options=options).writes == []


def test_t08_half_a_star_is_not_no_score() -> None:
    """The lowest rating is the lowest score of each format, never 0."""
    for score_format in ScoreFormat:
        score = raw_score(1, score_format)
        assert score is not None
        assert shown(score, score_format) >= 1
    assert raw_score(1, ScoreFormat.POINT_5) == 10
    assert shown(10, ScoreFormat.POINT_5) == 1


def test_t09_decimals_are_kept() -> None:
    """8.5 is 85 where the format can show it."""
    assert raw_score(8.5, ScoreFormat.POINT_100) == 85
    assert raw_score(8.5, ScoreFormat.POINT_10_DECIMAL) == 85
    assert raw_score(8.5, ScoreFormat.POINT_10) == 90


def test_t10_a_score_changed_meanwhile_is_kept() -> None:
    """Progress changes on Plex after the user changed the score: the score stays."""
    options = AnimeOptions(policies=policies(score=Policy.MIRROR))
    base = Base(
        state={"status": "COMPLETED", "progress": 12, "score": 70},
        asked={"status": "COMPLETED", "progress": 12, "score": 70},
    )
    known = facts(season(watched(range(1, 13), 12, views=2), rating=7))
    on_list = entry(
        status="COMPLETED",
        progress=12,
        score=95,
        started_at="2026-01-01",
        completed_at="2026-02-01",
    )
    context = Context(now=NOW, bases={TARGET: base})
    [change] = plan_of(known, on_list, context, options).writes
    assert [edit.field for edit in change.edits] == ["repeat"]


def test_t13_progress_is_a_position_not_a_count() -> None:
    """Episodes 1-5 are deleted, 6-10 watched: progress is 10."""
    known = facts_of([item(number, 1, days_ago=20 - number) for number in range(6, 11)])
    assert values(asked_of(known))["progress"] == 10
    assert values(asked_of(known))["status"] == "CURRENT"
    assert values(asked_of(known, episodes=10))["status"] == "COMPLETED"


def test_t14_one_episode_covers_two() -> None:
    """Each Plex episode is two of AniList's, 3 of 6 are watched: 6 of 12."""
    subject = season(watched(range(1, 4), 6))
    shares = [
        Share(facts=subject, item=each, first=2 * each.number - 1, last=2 * each.number)
        for each in subject.items
    ]
    asked = values(asked_of(gather(MEDIA, shares)))
    assert (asked["progress"], asked["status"]) == (6, "CURRENT")


def test_t15_an_episode_in_parts_needs_all_of_them() -> None:
    """Two Plex episodes are one of AniList's: watched once both are."""
    for seen, progress, begun in (({1}, 0, True), ({1, 2}, 1, False)):
        subject = season(watched(seen, 2))
        shares = [
            Share(facts=subject, item=each, part=each.number, parts=2)
            for each in subject.items
        ]
        known = gather(MEDIA, shares)
        assert values(asked_of(known))["progress"] == progress
        assert known.begun is begun


async def test_t16_an_unmapped_season_is_a_problem(home: Household) -> None:
    """Season 1 is mapped, season 2 watched and not: season 1 syncs, season 2 is told."""
    show = home.plex.add_show(
        "Mushishi", seasons={1: 2, 2: 2}, external_ids=("tvdb://1",)
    )
    home.anilist.add_media(id=100, title="Mushishi", episodes=2)
    home.edges.show(1, 100, end=2, target_end=2)
    home.plex.watch(home.plex.owner, show, at=home.ago(days=3))
    result = await home.full()
    assert result.counts == {"synced": 1, "not_found": 1}
    assert result.plan is not None
    [problem] = result.plan.problems
    assert problem.subject.key == f"{show.guid}#2"
    assert problem.reason == "season_unknown"
    assert problem.details["episodes"] == [1, 2]


async def test_t17_a_targeted_run_moves_no_cursor(home: Household) -> None:
    """B changed 20 s after the last poll, then A was targeted: the next poll finds B."""
    shows = {}
    for name, number in (("A", 1), ("B", 2)):
        shows[name] = home.plex.add_show(
            name, seasons={1: 3}, external_ids=(f"tvdb://{number}",)
        )
        home.anilist.add_media(id=number, title=name, episodes=3)
        home.edges.show(number, number, end=3, target_end=3)
    home.plex.watch(home.plex.owner, shows["A"].episode(1, 1), at=home.ago(minutes=5))
    await home.full()
    await home.poll()
    home.clock.ahead(seconds=60)
    home.plex.watch(home.plex.owner, shows["B"].episode(1, 1), at=home.ago(seconds=40))
    home.plex.watch(home.plex.owner, shows["A"].episode(1, 2), at=home.ago(seconds=1))
    await home.targeted(references=[str(shows["A"].rating_key)])
    assert home.entry(2) is None
    await home.poll()
    found = home.entry(2)
    assert found is not None
    assert (found.status, found.progress) == ("CURRENT", 1)


async def test_t18_a_dry_run_writes_nothing(home: Household) -> None:
    """Twice a dry run: two plans, no write, no record."""
    show = home.plex.add_show("Mushishi", seasons={1: 2}, external_ids=("tvdb://1",))
    home.anilist.add_media(id=100, title="Mushishi", episodes=2)
    home.edges.show(1, 100, end=2, target_end=2)
    home.plex.watch(home.plex.owner, show, at=home.ago(days=3))
    for _ in range(2):
        result = await home.full(dry_run=True)
        assert result.plan is not None
        assert len(result.plan.writes) == 1
    assert home.entry(100) is None
    assert not any(each.kind == "mutation" for each in home.anilist.operations)
