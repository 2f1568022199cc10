"""What holds of the rules whatever was watched."""

from dataclasses import replace
import random

from hypothesis import given, settings, strategies as st

from custom_components.plex_sync.anilist.model import (
    Entry,
    EntryValue,
    MediaStatus,
    ScoreFormat,
)
from custom_components.plex_sync.anime.facts import DatedBy, Item, MediaFacts
from custom_components.plex_sync.anime.gathering import Share, gather
from custom_components.plex_sync.anime.options import (
    AnimeOptions,
    IdleStatus,
    ProgressRule,
)
from custom_components.plex_sync.anime.proposing import propose
from custom_components.plex_sync.anime.status import EntryStatus
from custom_components.plex_sync.anime.target import FIELDS
from custom_components.plex_sync.sync.model import Base, Context, Policy
from custom_components.plex_sync.sync.plan import make_plan

from .builders import MEDIA, NOW, TODAY, asked_of, entry, season, snapshot_of, values

times = st.integers(TODAY - 400 * 86400, TODAY)


@st.composite
def items(draw: st.DrawFn, number: int) -> Item:
    """An episode with which anything may have been done."""
    views = draw(st.integers(0, 3))
    last = draw(st.none() | times)
    first = draw(st.none() | times) if views else None
    return Item(
        number=number,
        views=views,
        first_viewed_at=first,
        dated_by=draw(st.sampled_from(DatedBy)) if first else None,
        last_viewed_at=last,
        begun=draw(st.booleans()),
        rating=draw(st.none() | st.floats(0.5, 10)),
    )


@st.composite
def shares(draw: st.DrawFn) -> list[Share]:
    """A season of which each episode is one, two or half an episode of AniList."""
    numbers = draw(st.lists(st.integers(1, 30), unique=True, min_size=1, max_size=15))
    ratio = draw(st.sampled_from(["one", "two", "half"]))
    subject = season(
        [draw(items(number)) for number in sorted(numbers)],
        watchlisted=draw(st.booleans()),
        continuing=draw(st.booleans()),
        rating=draw(st.none() | st.floats(0.5, 10)),
        review=draw(st.none() | st.just("Lovely")),
    )
    found = []
    for each in subject.items:
        place = {
            "one": (each.number, each.number, 1, 1),
            "two": (2 * each.number - 1, 2 * each.number, 1, 1),
            "half": (
                (each.number + 1) // 2,
                (each.number + 1) // 2,
                2 - each.number % 2,
                2,
            ),
        }
        first, last, part, parts = place[ratio]
        found.append(
            Share(
                facts=subject,
                item=each,
                first=first,
                last=last,
                part=part,
                parts=parts,
            )
        )
    return found


@st.composite
def entries(draw: st.DrawFn) -> Entry:
    """An entry as anybody may have left it."""
    fields: dict[str, EntryValue] = {
        "status": draw(st.sampled_from(EntryStatus)).value,
        "progress": draw(st.integers(0, 40)),
        "repeat": draw(st.integers(0, 3)),
        "score": draw(st.none() | st.integers(1, 100)),
        "notes": draw(st.none() | st.just("Mine")),
        "started_at": draw(st.none() | st.sampled_from(["2026", "2026-03-01"])),
        "completed_at": draw(st.none() | st.just("2026-04")),
    }
    return entry(**fields)


every_option = st.builds(
    AnimeOptions,
    policies=st.fixed_dictionaries(
        {
            field: st.sampled_from(Policy)
            for field in (
                "status",
                "progress",
                "repeat",
                "started_at",
                "completed_at",
                "score",
                "notes",
            )
        }
    ),
    destructive=st.booleans(),
    watchlist_planning=st.booleans(),
    progress_rule=st.sampled_from(ProgressRule),
    idle_status=st.none() | st.sampled_from(IdleStatus),
)
counts = st.none() | st.integers(1, 40)
statuses = st.sampled_from(MediaStatus)
formats = st.sampled_from(ScoreFormat)


@given(shares(), st.none() | entries(), every_option, counts, statuses)
def test_progress_is_never_above_the_count(
    fed: list[Share],
    on_list: Entry | None,
    options: AnimeOptions,
    episodes: int | None,
    status: MediaStatus,
) -> None:
    """Whatever was watched and mapped, no progress beyond the last episode."""
    asked = asked_of(
        gather(MEDIA, fed),
        episodes=episodes,
        now_on_list=on_list,
        options=options,
        status=status,
    )
    progress = values(asked).get("progress", 0)
    assert isinstance(progress, int)
    assert 0 <= progress <= (episodes or 100)
    if values(asked).get("status") == "COMPLETED":
        assert values(asked).get("progress", episodes) == episodes


@given(shares(), st.none() | entries(), every_option, counts, st.randoms())
def test_order_of_episodes_means_nothing(
    fed: list[Share],
    on_list: Entry | None,
    options: AnimeOptions,
    episodes: int | None,
    chance: random.Random,
) -> None:
    """The same episodes in any order: the same facts, the same wishes."""
    shuffled = list(fed)
    chance.shuffle(shuffled)
    one, other = gather(MEDIA, fed), gather(MEDIA, shuffled)
    assert one == other
    assert one.fingerprint == other.fingerprint
    assert asked_of(
        one, episodes=episodes, now_on_list=on_list, options=options
    ) == asked_of(other, episodes=episodes, now_on_list=on_list, options=options)


@settings(max_examples=300)
@given(shares(), st.none() | entries(), every_option, counts, st.booleans(), formats)
def test_a_plan_that_was_carried_out_wants_nothing_more(
    fed: list[Share],
    on_list: Entry | None,
    options: AnimeOptions,
    episodes: int | None,
    destructive: bool,
    score_format: ScoreFormat,
) -> None:
    """Propose and carry out, twice at most: after that there is nothing to do."""
    known = gather(MEDIA, fed)
    state: Entry | None = on_list
    bases: dict[str, Base] = {}
    written = []
    for _ in range(3):
        context = Context(now=NOW, bases=bases, destructive=destructive)
        state, changed = _carry_out(
            known, state, bases, context, options, episodes, score_format
        )
        written.append(changed)
    assert written[1:] == [False, False]


def _carry_out(
    known: MediaFacts,
    state: Entry | None,
    bases: dict[str, Base],
    context: Context,
    options: AnimeOptions,
    episodes: int | None,
    score_format: ScoreFormat,
) -> tuple[Entry | None, bool]:
    """Plan, write what is planned, settle."""
    entries = {MEDIA: state} if state is not None else {}
    snapshot = replace(
        snapshot_of(known, on_list=entries, options=options, episodes=episodes),
        score_format=score_format,
    )
    assert propose(snapshot, context) == propose(snapshot, context)
    plan = make_plan(propose(snapshot, context), {str(MEDIA): state}, context, FIELDS)
    bases |= plan.settled
    if not plan.writes:
        return state, False
    [change] = plan.writes
    if change.base is not None:
        bases[str(MEDIA)] = change.base
    if change.after is None:
        return None, True
    chosen: dict[str, EntryValue] = {
        edit.field: change.after[edit.field]  # type: ignore[misc]
        for edit in change.edits
    }
    return entry(**{**(state or {}), **chosen}), True
