"""The planner against both services, through the engine."""

from custom_components.plex_sync.anime.mapping.model import NOTHING, OVERRIDE
from custom_components.plex_sync.anime.options import AnimeOptions
from custom_components.plex_sync.sync.model import Policy, ProblemKind
from custom_components.plex_sync.sync.runs import (
    Everything,
    RunKind,
    SinceCursors,
    Stage,
    Targets,
)
from tests.fakes.plex import Fault, Item, Section

from .builders import policies
from .household import Household


def add_show(
    home: Household,
    title: str,
    number: int,
    *,
    episodes: int = 12,
    section: Section | None = None,
) -> Item:
    """A show of one season, and its entry at AniList under the same number."""
    home.anilist.add_media(id=number, title=title, episodes=episodes)
    home.edges.show(number, number, end=episodes, target_end=episodes)
    return home.plex.add_show(
        title,
        seasons={1: episodes},
        external_ids=(f"tvdb://{number}",),
        section=section,
    )


def add_film(home: Household, title: str, number: int) -> Item:
    """A film, and its entry at AniList under the same number."""
    home.anilist.add_media(id=number, title=title, episodes=1, format="MOVIE")
    home.edges.film(number, number)
    return home.plex.add_movie(title, external_ids=(f"tmdb://{number}",))


async def test_a_watched_season_is_completed(home: Household) -> None:
    """A full run completes the entry of a season that was watched whole."""
    show = add_show(home, "Mushishi", 100)
    home.plex.watch(home.plex.owner, show, at=home.ago(days=10))
    result = await home.full()
    entry = home.entry(100)
    assert entry is not None
    assert (entry.status, entry.progress) == ("COMPLETED", 12)
    assert (entry.started, entry.completed) == ((2026, 11, 11), (2026, 11, 11))
    assert result.counts == {"synced": 1}


async def test_full_run_without_changes_asks_anilist_once(home: Household) -> None:
    """Two libraries, nothing changed: one AniList request, nothing written."""
    show, film = add_show(home, "Mushishi", 100), add_film(home, "Akira", 47)
    add_show(home, "Untouched", 200)
    home.plex.watch(home.plex.owner, show, at=home.ago(days=10))
    home.plex.watch(home.plex.owner, film, at=home.ago(days=5))
    await home.full()
    home.forget_requests()
    result = await home.full()
    assert home.requests == (7, 1)
    assert result.plan is not None
    assert not result.plan.changes
    assert not result.plan.memory


async def test_progress_is_told_by_library(home: Household) -> None:
    """A full run says which library it reads, and what it does after that."""
    add_show(home, "Mushishi", 100)
    add_film(home, "Akira", 47)
    await home.full()
    reading = [each for each in home.progress if each.stage is Stage.READING]
    assert {each.section for each in reading} >= {"Anime", "Movies"}
    assert {each.section_index for each in reading} >= {1, 2}
    assert {Stage.MATCHING, Stage.PLANNING} <= {each.stage for each in home.progress}


async def test_media_off_the_list_is_asked_once(home: Household) -> None:
    """Facts of media that are not on the list come from the cache for a week."""
    show = add_show(home, "Mushishi", 100)
    home.plex.watch(home.plex.owner, show, at=home.ago(days=10))
    home.forget_requests()
    await home.full(dry_run=True)
    assert home.requests[1] == 2
    home.forget_requests()
    await home.full(dry_run=True)
    assert home.requests[1] == 1
    home.clock.ahead(days=8)
    home.forget_requests()
    await home.full(dry_run=True)
    assert home.requests[1] == 2


async def test_poll_with_nothing_new_asks_anilist_nothing(home: Household) -> None:
    """A poll after a full run: one request a library and the history, no record."""
    show, film = add_show(home, "Mushishi", 100), add_film(home, "Akira", 47)
    home.plex.watch(home.plex.owner, show.episode(1, 1), at=home.ago(seconds=30))
    home.plex.watch(home.plex.owner, film, at=home.ago(seconds=30))
    await home.full()
    home.forget_requests()
    result = await home.poll()
    assert result.result == "nothing"
    assert home.requests == (3, 0)


async def test_poll_of_one_episode_is_cheap(home: Household) -> None:
    """One episode watched: six requests to Plex, two to AniList, restarted or not."""
    show = add_show(home, "Mushishi", 100)
    add_film(home, "Akira", 47)
    home.plex.watch(home.plex.owner, show.episode(1, 1), at=home.ago(days=1))
    await home.full()
    home.restart()
    home.clock.ahead(minutes=1)
    home.plex.watch(home.plex.owner, show.episode(1, 2), at=home.ago(seconds=30))
    home.forget_requests()
    result = await home.poll()
    assert result.counts == {"synced": 1}
    assert home.requests == (6, 2)
    entry = home.entry(100)
    assert entry is not None
    assert entry.progress == 2


async def test_poll_sees_what_is_being_watched_without_asking(home: Household) -> None:
    """While an episode plays on, its title is read and AniList left alone."""
    show = add_show(home, "Mushishi", 100)
    add_film(home, "Akira", 47)
    home.plex.watch(home.plex.owner, show.episode(1, 1), at=home.ago(days=1))
    await home.full()
    home.plex.set_offset(
        home.plex.owner, show.episode(1, 2), 60_000, at=home.ago(seconds=30)
    )
    await home.poll()
    for _ in range(3):
        home.clock.ahead(minutes=5)
        home.plex.set_offset(
            home.plex.owner, show.episode(1, 2), 90_000, at=home.clock.seconds
        )
        home.forget_requests()
        await home.poll()
        assert home.requests[1] == 0


async def test_poll_of_a_film_needs_no_more_of_plex(home: Household) -> None:
    """A film is whole in the listing: three requests to Plex."""
    add_show(home, "Mushishi", 100)
    film = add_film(home, "Akira", 47)
    await home.full()
    home.clock.ahead(minutes=1)
    home.plex.watch(home.plex.owner, film, at=home.ago(seconds=30))
    home.forget_requests()
    await home.poll()
    assert home.requests == (3, 2)
    entry = home.entry(47)
    assert entry is not None
    assert (entry.status, entry.progress) == ("COMPLETED", 1)


async def test_first_poll_without_a_full_run_looks_back_a_day(home: Household) -> None:
    """Without a cursor a poll finds what was viewed within a day, and sets cursors."""
    show = add_show(home, "Mushishi", 100)
    old = add_show(home, "Old", 200)
    home.plex.watch(home.plex.owner, show.episode(1, 1), at=home.ago(hours=2))
    home.plex.watch(home.plex.owner, old.episode(1, 1), at=home.ago(days=3))
    await home.poll()
    assert home.entry(100) is not None
    assert home.entry(200) is None
    home.forget_requests()
    await home.poll()
    assert home.requests == (2, 0)


async def test_full_run_after_a_first_poll_reads_the_whole_history(
    home: Household,
) -> None:
    """A poll came first and looked back a day: the full run dates older views."""
    show = add_show(home, "Mushishi", 100)
    first, second = show.episode(1, 1), show.episode(1, 2)
    home.plex.watch(home.plex.owner, first, at=home.ago(days=50))
    home.plex.watch(home.plex.owner, first, at=home.ago(days=2))
    home.plex.watch(home.plex.owner, second, at=home.ago(hours=30))
    await home.poll()
    assert home.entry(100) is None
    await home.full()
    entry = home.entry(100)
    assert entry is not None
    assert entry.started == (2026, 10, 2)


async def test_targeted_run_by_title_key_and_reference(home: Household) -> None:
    """A title is found by each way of naming it, without any activity elsewhere."""
    shows = [add_show(home, f"Show {number}", number) for number in (1, 2, 3)]
    for show in shows:
        home.plex.watch(home.plex.owner, show.episode(1, 1), at=home.ago(days=9))
    await home.targeted(titles=["show 1"])
    assert home.user.entries.keys() == {1}
    await home.targeted(keys=[f"{shows[1].guid}#1"])
    assert home.user.entries.keys() == {1, 2}
    await home.targeted(references=[str(shows[2].episode(1, 5).rating_key)])
    assert home.user.entries.keys() == {1, 2, 3}


async def test_targeted_run_by_key_remembers_where_a_title_stands(
    home: Household,
) -> None:
    """After a full run a key leads straight to its title, also after a new scan."""
    show = add_show(home, "Mushishi", 100)
    home.plex.watch(home.plex.owner, show.episode(1, 1), at=home.ago(days=9))
    await home.full()
    home.forget_requests()
    await home.targeted(keys=[f"{show.guid}#1"])
    assert home.requests[0] == 5
    home.plex.rescan(show.section)
    home.plex.watch(home.plex.owner, show.episode(1, 2), at=home.ago(days=1))
    await home.targeted(keys=[f"{show.guid}#1"])
    entry = home.entry(100)
    assert entry is not None
    assert entry.progress == 2


async def test_targeted_run_says_what_is_not_there(home: Household) -> None:
    """A title, key or reference that is in no library is a problem, not silence."""
    add_show(home, "Mushishi", 100)
    result = await home.targeted(
        titles=["Nowhere"], keys=["plex://show/none#1"], references=["99999"]
    )
    assert result.plan is not None
    assert {
        (problem.subject.key, problem.kind, problem.reason)
        for problem in result.plan.problems
    } == {
        (name, ProblemKind.NOT_FOUND, "not_in_library")
        for name in ("Nowhere", "plex://show/none#1", "99999")
    }
    home.plex.add_show("Nowhere", seasons={1: 1})
    result = await home.targeted(titles=["Nowhere"])
    assert result.plan is not None
    assert [each.subject.title for each in result.plan.problems] == ["Nowhere"]
    assert result.plan.coverage.covers("Nowhere")


async def test_titles_of_other_libraries_are_left_alone(home: Household) -> None:
    """Only chosen libraries count, also for what a notification names."""
    mine = home.plex.add_section("Mine")
    other = home.plex.add_section("Other")
    home.options = AnimeOptions(libraries=(mine.uuid,))
    show = add_show(home, "Mushishi", 100, section=other)
    home.plex.watch(home.plex.owner, show, at=home.ago(minutes=5))
    await home.full()
    await home.poll()
    result = await home.targeted(references=[str(show.rating_key)])
    assert home.user.entries == {}
    assert result.plan is not None
    assert result.plan.problems == []
    assert result.plan.notes["left_out"] == 1


async def test_a_library_that_is_gone_is_noticed(home: Household) -> None:
    """A chosen library is gone: a notice, and nothing counts as read whole."""
    show = add_show(home, "Mushishi", 100)
    home.options = AnimeOptions(libraries=(show.section.uuid, "gone"))
    result = await home.full()
    assert result.plan is not None
    [notice] = result.plan.notices
    assert (notice.reason, notice.details["uuid"]) == ("library_gone", "gone")
    assert not result.plan.coverage.everything
    assert result.plan.library_size is None


async def test_poll_notices_a_library_that_is_gone(home: Household) -> None:
    """A library that a poll knew is gone: a notice, the others are polled."""
    show = add_show(home, "Mushishi", 100)
    gone = home.plex.add_section("Gone")
    await home.full()
    home.plex.sections.remove(gone)
    home.clock.ahead(minutes=1)
    home.plex.watch(home.plex.owner, show.episode(1, 1), at=home.ago(seconds=30))
    result = await home.poll()
    assert result.plan is not None
    assert [each.reason for each in result.plan.notices] == ["library_gone"]
    assert home.entry(100) is not None


async def test_genres_choose_titles(home: Household) -> None:
    """Only titles with a chosen genre are looked at, unless one is asked for."""
    home.options = AnimeOptions(genres=("anime",))
    chosen = home.plex.add_show(
        "A", seasons={1: 1}, external_ids=("tvdb://1",), genres=("Anime",)
    )
    other = home.plex.add_show(
        "B", seasons={1: 1}, external_ids=("tvdb://2",), genres=("Drama",)
    )
    for number in (1, 2):
        home.anilist.add_media(id=number, title=str(number), episodes=1)
        home.edges.show(number, number)
    for show in (chosen, other):
        home.plex.watch(home.plex.owner, show, at=home.ago(minutes=9))
    result = await home.full()
    assert home.user.entries.keys() == {1}
    assert result.plan is not None
    assert result.plan.notes["left_out"] == 1
    await home.targeted(titles=["B"])
    assert home.user.entries.keys() == {1, 2}


async def test_ambiguous_film_is_for_review(home: Household) -> None:
    """A film with two media: a review with both, and neither is written."""
    film = home.plex.add_movie("Twins", external_ids=("tmdb://7",))
    home.edges.film(7, 71, 72)
    for number in (71, 72):
        home.anilist.add_media(id=number, title=f"Twin {number}", format="MOVIE")
    home.plex.watch(home.plex.owner, film, at=home.ago(days=1))
    result = await home.full()
    assert home.user.entries == {}
    assert result.plan is not None
    [problem] = result.plan.problems
    assert (problem.kind, problem.reason) == (ProblemKind.REVIEW, "ambiguous")
    assert problem.details["candidates"] == [
        {"id": 71, "title": "Twin 71"},
        {"id": 72, "title": "Twin 72"},
    ]


async def test_unmapped_film_is_not_found_and_excluded_one_is_quiet(
    home: Household,
) -> None:
    """A watched film without a mapping is told; one that the user took off is not."""
    unknown = home.plex.add_movie("Unknown", external_ids=("tmdb://8",))
    excluded = home.plex.add_movie("Excluded", external_ids=("tmdb://9",))
    bare = home.plex.add_movie("Bare")
    home.edges.film(9, NOTHING, source=OVERRIDE)
    for film in (unknown, excluded, bare):
        home.plex.watch(home.plex.owner, film, at=home.ago(days=1))
    result = await home.full()
    assert result.plan is not None
    assert {
        problem.subject.title: problem.reason for problem in result.plan.problems
    } == {"Unknown": "id_unknown", "Bare": "no_ids"}


async def test_media_that_anilist_does_not_know_fails(home: Household) -> None:
    """The mapping leads to no media: failed, and asked again only a day later."""
    show = add_show(home, "Mushishi", 100)
    home.anilist.remove_media(100)
    home.plex.watch(home.plex.owner, show, at=home.ago(days=1))
    result = await home.full()
    assert result.plan is not None
    [problem] = result.plan.problems
    assert (problem.kind, problem.reason) == (ProblemKind.FAILED, "no_such_media")
    home.forget_requests()
    await home.full()
    assert home.requests[1] == 1
    home.clock.ahead(days=1, seconds=1)
    home.forget_requests()
    await home.full()
    assert home.requests[1] == 2


async def test_failed_subject_is_tried_again_by_polls(home: Household) -> None:
    """What failed is tried again, but not every minute."""
    show = add_show(home, "Mushishi", 100)
    home.anilist.remove_media(100)
    home.plex.watch(home.plex.owner, show, at=home.ago(days=1))
    await home.full()
    home.anilist.add_media(id=100, title="Mushishi", episodes=12)
    await home.poll()
    entry = home.entry(100)
    assert entry is not None
    assert entry.status == "COMPLETED"


async def test_failing_subject_is_not_tried_every_minute(home: Household) -> None:
    """It goes on failing: one try in ten minutes."""
    show = add_show(home, "Mushishi", 100)
    home.anilist.remove_media(100)
    home.plex.watch(home.plex.owner, show, at=home.ago(days=1))
    await home.full()
    asked = []
    for _ in range(12):
        home.clock.ahead(minutes=1)
        home.forget_requests()
        await home.poll()
        asked.append(home.requests[1])
    assert sum(asked) == 2


async def test_anilist_out_of_reach_is_no_missing_mapping(home: Household) -> None:
    """AniList is down during the read: the run fails, no subject gets a problem."""
    show = add_show(home, "Mushishi", 100)
    home.plex.watch(home.plex.owner, show, at=home.ago(days=1))
    await home.anilist.stop()
    result = await home.attempt(RunKind.FULL, Everything())
    assert result.result == "failed"
    assert result.plan is None
    assert (await home.journal.known("anna")).cursors == {}


async def test_watchlist_is_planned(home: Household) -> None:
    """Watch-listed titles are planned, in a library or not; what is begun is not."""
    home.options = AnimeOptions(watchlist_planning=True)
    waiting = add_show(home, "Waiting", 1)
    begun = add_show(home, "Begun", 2)
    home.plex.watch(home.plex.owner, begun.episode(1, 1), at=home.ago(days=1))
    for show in (waiting, begun):
        home.plex.wish(
            home.plex.owner,
            show.title,
            guid=show.guid,
            external_ids=show.external_ids,
        )
    for number, kind in ((3, "show"), (4, "movie")):
        home.anilist.add_media(id=number, title=f"Elsewhere {number}")
        provider = "tvdb" if kind == "show" else "tmdb"
        home.plex.wish(
            home.plex.owner,
            f"Elsewhere {number}",
            guid=f"plex://{kind}/elsewhere{number}",
            type=kind,
            external_ids=(f"{provider}://{number}",),
        )
    home.edges.show(3, 3)
    home.edges.film(4, 4)
    await home.full()
    assert {key: entry.status for key, entry in home.user.entries.items()} == {
        1: "PLANNING",
        2: "CURRENT",
        3: "PLANNING",
        4: "PLANNING",
    }


async def test_refused_watchlist_is_noticed(home: Household) -> None:
    """The watch-list is refused: a notice, the rest goes on."""
    home.options = AnimeOptions(watchlist_planning=True)
    show = add_show(home, "Mushishi", 100)
    home.plex.watch(home.plex.owner, show, at=home.ago(days=1))
    home.plex.owner.account_token = "another"
    result = await home.full()
    assert result.plan is not None
    assert [each.reason for each in result.plan.notices] == ["watchlist_refused"]
    assert home.entry(100) is not None


async def test_same_title_in_two_libraries_is_one_subject(home: Household) -> None:
    """A show stands in two libraries: one subject, one entry, one problem less."""
    for section in ("Anime", "Anime 4K"):
        home.plex.add_show(
            "Mushishi",
            seasons={1: 2},
            section=home.plex.add_section(section),
            guid="plex://show/mushishi",
            external_ids=("tvdb://1",),
        )
    home.anilist.add_media(id=1, title="Mushishi", episodes=2)
    home.edges.show(1, 1, end=2, target_end=2)
    first = home.plex.sections[0].items[0]
    home.plex.watch(home.plex.owner, first.episode(1, 1), at=home.ago(days=1))
    result = await home.full()
    assert result.plan is not None
    assert result.plan.library_size == 1
    entry = home.entry(1)
    assert entry is not None
    assert (entry.status, entry.progress) == ("CURRENT", 1)


async def test_history_is_read_once_and_remembered(home: Household) -> None:
    """The first view dates a rewatched season, also after the cursor has moved on."""
    home.options = AnimeOptions(policies=policies(completed_at=Policy.MIRROR))
    film = add_film(home, "Akira", 47)
    home.plex.watch(home.plex.owner, film, at=home.ago(days=100))
    await home.full()
    home.plex.watch(home.plex.owner, film, at=home.ago(days=1))
    await home.full()
    entry = home.entry(47)
    assert entry is not None
    assert (entry.repeat, entry.completed) == (1, (2026, 8, 13))
    await home.poll()
    home.clock.ahead(minutes=1)
    home.plex.watch(home.plex.owner, film, at=home.ago(seconds=30))
    await home.poll()
    assert (entry.repeat, entry.completed) == (2, (2026, 8, 13))


async def test_media_fed_by_two_titles_is_read_whole_in_a_poll(
    home: Household,
) -> None:
    """One media is fed by two shows: a poll of one reads the other with it."""
    for number, start in ((1, 1), (2, 7)):
        show = home.plex.add_show(
            f"Part {number}", seasons={1: 6}, external_ids=(f"tvdb://{number}",)
        )
        home.edges.show(number, 100, end=6, target=start, target_end=start + 5)
        home.plex.watch(
            home.plex.owner, show.episode(1, 1), at=home.ago(days=9 - number)
        )
    home.anilist.add_media(id=100, title="Both", episodes=12)
    await home.full()
    first = home.plex.sections[0].items[0]
    home.clock.ahead(minutes=1)
    home.plex.watch(home.plex.owner, first.episode(1, 2), at=home.ago(seconds=30))
    result = await home.poll()
    assert result.plan is not None
    entry = home.entry(100)
    assert entry is not None
    assert entry.progress == 7


async def test_certain_targets_bring_their_entries(home: Household) -> None:
    """A read of targets brings their entries, and wishes for nothing."""
    home.anilist.add_media(id=1, title="One")
    home.anilist.set_entry(home.user, 1, status="PAUSED", progress=3)
    known = await home.journal.known("anna")
    snapshot = await home.planner.read(
        Targets(frozenset({"1", "2"})), known, home.progress.append
    )
    targets = home.planner.targets(snapshot)
    assert targets["2"] is None
    assert targets["1"] is not None
    assert targets["1"]["status"] == "PAUSED"
    nothing = await home.planner.read(Targets(frozenset()), known, home.progress.append)
    assert home.planner.targets(nothing) == {}


async def test_unwatched_title_of_ours_is_deleted(home: Household) -> None:
    """Destructive, all of it marked unwatched: the entry that the profile made goes."""
    home.destructive = True
    home.options = AnimeOptions(destructive=True)
    show = add_show(home, "Mushishi", 100)
    add_show(home, "Other", 200)
    home.anilist.set_entry(home.user, 200, status="COMPLETED", progress=12)
    home.plex.watch(home.plex.owner, show.episode(1, 1), at=home.ago(days=1))
    await home.full()
    assert home.entry(100) is not None
    home.plex.mark_unwatched(home.plex.owner, show)
    result = await home.full()
    assert home.entry(100) is None
    assert home.entry(200) is not None
    assert result.counts == {"deleted": 1}


async def test_unknown_account_leaves_the_history_out(home: Household) -> None:
    """Nobody can say who the user is: no history, a notice, the rest goes on."""
    show = add_show(home, "Mushishi", 100)
    friend = home.plex.add_friend("Bea")
    home.plex.mark_watched(friend, show.episode(1, 1), at=home.ago(days=1))
    door = home.door_of(friend)
    home.restart(door, account_id=None)
    result = await home.full()
    await home.poll()
    await door.close()
    assert result.plan is not None
    assert [each.reason for each in result.plan.notices] == ["account_unknown"]
    assert "history" not in result.plan.cursors
    assert home.entry(100) is not None


async def test_account_is_asked_of_the_server(home: Household) -> None:
    """The user's number is not given: the server tells it, once."""
    show = add_show(home, "Mushishi", 100)
    home.plex.watch(home.plex.add_friend("Bea"), show, at=home.ago(days=90))
    home.plex.watch(home.plex.owner, show, at=home.ago(days=1))
    home.restart(account_id=None)
    await home.full()
    entry = home.entry(100)
    assert entry is not None
    assert entry.started == (2026, 11, 20)
    home.forget_requests()
    await home.full()
    assert home.plex.requests.total == 6


async def test_plex_out_of_reach_in_its_middle(home: Household) -> None:
    """A request of a poll fails for another reason than "gone": the run fails."""
    show = add_show(home, "Mushishi", 100)
    await home.full()
    home.clock.ahead(minutes=1)
    home.plex.watch(home.plex.owner, show.episode(1, 1), at=home.ago(seconds=30))
    for path, status in (
        ("/all", 400),
        ("/library/metadata", 400),
        ("/accounts", 503),
        ("watchlist", 503),
    ):
        home.options = AnimeOptions(watchlist_planning=path == "watchlist")
        home.restart(account_id=None if path == "/accounts" else 1)
        service = "discover" if path == "watchlist" else "plex"
        fault = Fault("status", path, status=status, times=None, service=service)
        home.plex.faults.add(fault)
        full = path == "watchlist"
        result = await home.attempt(
            RunKind.FULL if full else RunKind.POLL,
            Everything() if full else SinceCursors(),
        )
        home.plex.faults.clear()
        assert result.result == "failed", path
    await home.poll()
    assert home.entry(100) is not None
