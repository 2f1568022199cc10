"""Laws of a journal that is put back, whatever has happened before and since."""

from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import Phase, given, settings, strategies as st

from custom_components.plex_sync.sync.guard import GuardLimits
from custom_components.plex_sync.sync.model import JsonValue, Policy, Wish
from custom_components.plex_sync.sync.runner import RunSettings
from custom_components.plex_sync.sync.runs import Outcome

from .copies import back_up, put_back
from .profiles import Words, open_words, reopened

UNGUARDED = RunSettings(
    destructive=True,
    guard=GuardLimits(
        lowered=1_000, deleted=1_000, sequence_share=1.0, library_share=1.0
    ),
)
NAMES = ("a", "b", "c")


@dataclass(frozen=True)
class Asked:
    """What the source says of a list; `None`: it has none of that name."""

    name: str
    words: Sequence[str] | None
    note: str
    count: int
    stage: str


@dataclass(frozen=True)
class ByHand:
    """What the user does to a list, if it is there."""

    name: str
    word: str
    note: str
    count: int


type Step = Asked | ByHand | None
"""`None`: a sync."""

_SOURCE = st.builds(
    Asked,
    name=st.sampled_from(NAMES),
    words=st.none() | st.lists(st.sampled_from(["ant", "bee", "cat"]), max_size=4),
    note=st.sampled_from(["", "short", "long"]),
    count=st.integers(0, 4),
    stage=st.sampled_from(["planned", "open", "paused"]),
)
_HAND = st.builds(
    ByHand,
    name=st.sampled_from(NAMES),
    word=st.sampled_from(["my", "own"]),
    note=st.sampled_from(["mine", ""]),
    count=st.integers(0, 9),
)
_STEPS = st.lists(st.none() | _SOURCE, max_size=6)
_STEPS_AND_HANDS = st.lists(st.none() | _SOURCE | _HAND, max_size=6)


def apply(words: Words, step: Asked | ByHand) -> None:
    """Let the source say something, or the user do something."""
    if isinstance(step, ByHand):
        if step.name in words.shelf.lists:
            there = words.words(step.name)
            words.by_hand(
                step.name, words=[*there, step.word], note=step.note, count=step.count
            )
        return
    if step.words is None:
        words.book.lists.pop(step.name, None)
        words.book.gone.add(step.name)
        return
    words.book.gone.discard(step.name)
    words.book.lists[step.name] = list(step.words)
    words.book.more[step.name] = {
        "note": Wish(value=step.note, policy=Policy.MIRROR, rule="copy"),
        "count": Wish(value=step.count, policy=Policy.MIRROR, rule="copy"),
        "stage": Wish(value=step.stage, policy=Policy.FORWARD, rule="copy"),
    }


async def live(words: Words, steps: Sequence[Step]) -> None:
    """Go through some steps."""
    for step in steps:
        if step is None:
            await words.sync()
        else:
            apply(words, step)


async def lived(
    folder: str,
    before: Sequence[Step],
    since: Sequence[Step],
    start: Callable[[Words, Path], Awaitable[Words]],
) -> Words:
    """Live, back up, live on, and start again, on the copy or on the journal itself."""
    path = Path(folder) / "journal.db"
    words = await open_words(path, settings=UNGUARDED)
    # Before anything was ever settled, there is nothing to tell ours by.
    words.book.lists["first"] = ["ant"]
    await live(words, [*before, None])
    await back_up(words, path)
    await live(words, since)
    return await start(words, path)


def shown(words: Words) -> dict[str, dict[str, JsonValue]]:
    """The shelf, without what is empty."""
    return {
        name: {key: value for key, value in state.items() if value}
        for name, state in words.shelf.lists.items()
    }


@settings(max_examples=25, phases=(Phase.explicit, Phase.generate))
@given(_STEPS, _STEPS, _STEPS)
async def test_nothing_is_doubled_and_nothing_is_kept_for_ever(
    before: Sequence[Step], since: Sequence[Step], later: Sequence[Step]
) -> None:
    """As if the journal had never been away, from the second run on.

    Nobody but the source has touched the lists, and the last run was just before.
    """
    shelves = []
    for start in (reopened, put_back):
        with TemporaryDirectory() as folder:
            words = await lived(folder, before, [*since, None], start)
            there = shown(words)
            first = await words.sync()
            assert first.plan is not None
            assert not first.plan.writes
            assert shown(words) == there
            await live(words, [*later, None, None])
            assert not await words.records(Outcome.REVIEW)
            shelves.append(shown(words))
            await words.close()
    assert shelves[0] == shelves[1]


@settings(max_examples=25, phases=(Phase.explicit, Phase.generate))
@given(_STEPS_AND_HANDS, _STEPS_AND_HANDS)
async def test_nothing_is_lost(before: Sequence[Step], since: Sequence[Step]) -> None:
    """No list, no word, and no note of the user's; no word is there twice for it."""
    with TemporaryDirectory() as folder:
        words = await lived(folder, before, since, put_back)
        there = {
            name: (Counter(words.words(name)), state.get("note"))
            for name, state in words.shelf.lists.items()
        }
        await words.sync()
        for name, (was, note) in there.items():
            found = Counter(words.words(name))
            assert not was - found
            assert not found - (was | Counter(words.book.lists.get(name, ())))
            assert note != "mine" or words.shelf.lists[name].get("note") == note
        await words.close()
