"""The one law, field by field: base, desired, current, and the policy's say."""

import pytest

from custom_components.plex_sync.sync.merge import Settled, Verdict, merge_field
from custom_components.plex_sync.sync.model import Field, FieldKind, JsonValue, Policy

COUNT = Field(name="count")
STATUS = Field(
    name="status",
    clearable=False,
    ranks={"planned": 1, "watching": 2, "paused": 2, "completed": 3},
)
STARTED = Field(name="started", kind=FieldKind.DATE, earlier_is_forward=True)
FINISHED = Field(name="finished", kind=FieldKind.DATE)
FEWER = Field(name="fewer", earlier_is_forward=True)
LABELS = Field(name="labels", kind=FieldKind.SET)
SEQUENCE = Field(name="words", kind=FieldKind.SEQUENCE)

SETTLED, WRITE, KEPT, CONFLICT = (
    Verdict.SETTLED,
    Verdict.WRITE,
    Verdict.KEPT,
    Verdict.CONFLICT,
)
OFF, FILL, FORWARD, MIRROR = (
    Policy.OFF,
    Policy.FILL_EMPTY,
    Policy.FORWARD,
    Policy.MIRROR,
)


def check(
    field: Field,
    policy: Policy,
    base: tuple[JsonValue, JsonValue] | None,
    desired: JsonValue,
    current: JsonValue,
    verdict: Verdict,
) -> None:
    """Merge, and look at the verdict and the value that goes with it."""
    settled = None if base is None else Settled(*base)
    merged = merge_field(field, policy, settled, desired, current)
    assert merged.verdict is verdict
    assert merged.value == (desired if verdict is WRITE else current)


@pytest.mark.parametrize(
    ("policy", "base", "desired", "current", "verdict"),
    [
        # First contact: nothing was settled yet.
        (OFF, None, 5, None, KEPT),
        (FILL, None, 5, None, WRITE),
        (FILL, None, 5, 0, WRITE),
        (FILL, None, 5, 3, KEPT),
        (FORWARD, None, 5, 3, WRITE),
        (FORWARD, None, 5, None, WRITE),
        (FORWARD, None, 5, 8, KEPT),
        (FORWARD, None, None, 8, KEPT),
        (MIRROR, None, 5, 8, WRITE),
        (MIRROR, None, 5, 5, SETTLED),
        (MIRROR, None, 0, None, SETTLED),
        # The source has changed, the user has not.
        (FILL, (3, 3), 5, 3, KEPT),
        (FILL, (None, None), 5, None, WRITE),
        (FORWARD, (3, 3), 5, 3, WRITE),
        (FORWARD, (5, 5), 3, 5, KEPT),
        (MIRROR, (5, 5), 3, 5, WRITE),
        (MIRROR, (5, 5), None, 5, WRITE),
        # The user has changed, the source has not.
        (FILL, (3, 3), 3, None, KEPT),
        (FORWARD, (3, 3), 3, 2, KEPT),
        (MIRROR, (3, 3), 3, 8, KEPT),
        (MIRROR, (3, 3), 3, None, KEPT),
        # Both have changed.
        (FILL, (3, 3), 5, None, KEPT),
        (FORWARD, (3, 3), 8, 5, WRITE),
        (FORWARD, (3, 3), 5, 8, KEPT),
        (FORWARD, (8, 8), 9, 5, CONFLICT),
        (MIRROR, (3, 3), 5, 8, CONFLICT),
        (MIRROR, (3, 3), 5, 5, SETTLED),
        # Nobody has, but the policy is another one by now.
        (MIRROR, (3, 5), 5, 3, WRITE),
        (FORWARD, (3, 5), 5, 3, WRITE),
    ],
)
def test_number_under_each_policy(
    policy: Policy,
    base: tuple[JsonValue, JsonValue] | None,
    desired: JsonValue,
    current: JsonValue,
    verdict: Verdict,
) -> None:
    """Whoever changed it last keeps it, and two who changed it are asked."""
    check(COUNT, policy, base, desired, current, verdict)


@pytest.mark.parametrize(
    ("base", "desired", "current", "verdict"),
    [
        (None, "watching", "paused", KEPT),
        (("paused", "watching"), "watching", "paused", KEPT),
        (("watching", "watching"), "watching", "paused", KEPT),
        (("paused", "watching"), "completed", "paused", WRITE),
        (("watching", "watching"), "completed", "paused", WRITE),
        (("watching", "watching"), "paused", "watching", WRITE),
        (("completed", "completed"), "watching", "completed", KEPT),
        (("completed", "completed"), "completed", "planned", KEPT),
        (("watching", "watching"), "completed", "planned", CONFLICT),
        (("watching", "watching"), "", "watching", KEPT),
    ],
)
def test_status_only_goes_forward_and_its_equals_are_the_users(
    base: tuple[JsonValue, JsonValue] | None,
    desired: JsonValue,
    current: JsonValue,
    verdict: Verdict,
) -> None:
    """Paused by hand stays paused, completed goes over it, a step back is respected."""
    check(STATUS, FORWARD, base, desired, current, verdict)


@pytest.mark.parametrize(
    ("field", "desired", "current", "verdict"),
    [
        (STARTED, "2026-01-01", "2026-05-05", WRITE),
        (STARTED, "2026-05-05", "2026-01-01", KEPT),
        (STARTED, "2026", "2026-03", WRITE),
        (STARTED, "2026-01-01", None, WRITE),
        (FINISHED, "2026-05-05", "2026-01-01", WRITE),
        (FINISHED, "2026-12", "2027", KEPT),
        (FEWER, 3, 5, WRITE),
        (FEWER, 5, 3, KEPT),
        (LABELS, ["a"], ["b"], KEPT),
        (LABELS, ["a"], [], WRITE),
    ],
)
def test_dates_and_others_have_a_way_forward(
    field: Field, desired: JsonValue, current: JsonValue, verdict: Verdict
) -> None:
    """The day something was started goes back, the day it was finished goes on."""
    check(field, FORWARD, None, desired, current, verdict)


def test_field_that_cannot_be_empty_is_not_emptied() -> None:
    """What a service cannot hold empty is not proposed again and again."""
    check(STATUS, MIRROR, ("watching", "watching"), None, "watching", KEPT)
    check(SEQUENCE, OFF, None, ["a"], ["b"], KEPT)


def test_sets_are_compared_by_what_they_hold() -> None:
    """A tuple or a list, they are the same; other labels are a change."""
    check(LABELS, MIRROR, (["a"], ["a"]), ["a", "b"], ["a"], WRITE)
    check(LABELS, MIRROR, (["a"], ["a"]), ("a",), ["a"], SETTLED)
    check(LABELS, MIRROR, (["a"], ["a"]), ["a", "b"], ["c"], CONFLICT)


@pytest.mark.parametrize(
    ("policy", "asked", "desired", "current", "wanted"),
    [
        # The first time, what is there is the user's.
        (MIRROR, None, ["a"], ["mine"], ["mine", "a"]),
        (MIRROR, None, [], ["mine"], ["mine"]),
        # Both sides' changes are joined.
        (MIRROR, ["a", "b"], ["b", "c"], ["b", "mine"], ["b", "mine", "c"]),
        # Only ever grows, and what the user took out stays out.
        (FORWARD, ["a", "b"], ["b", "c"], ["a", "b"], ["a", "b", "c"]),
        (FORWARD, ["a", "b"], ["a", "b", "c"], ["b"], ["b", "c"]),
        (FORWARD, ["a"], [], ["a"], ["a"]),
        # Only a list that nobody has begun.
        (FILL, None, ["a"], [], ["a"]),
        (FILL, None, ["a"], ["mine"], ["mine"]),
        # The source's own, whatever the user did.
        (Policy.EXACT, ["a"], ["b"], ["a", "mine"], ["b"]),
    ],
)
def test_sequence_goes_as_far_as_its_policy_says(
    policy: Policy,
    asked: list[str] | None,
    desired: list[str],
    current: list[str],
    wanted: list[str],
) -> None:
    """Follow the source but for the user's hand; only grow; only fill; follow it whole."""
    base = None if asked is None else Settled(asked, asked)
    assert merge_field(SEQUENCE, policy, base, desired, current).value == wanted


def test_exact_wish_overwrites_what_the_user_did() -> None:
    """A restore brings back what was saved, whatever was done since."""
    check(COUNT, Policy.EXACT, (3, 3), 5, 8, WRITE)
