"""The matcher on tracks with a known truth keeps its goals, whatever the chance."""

import pytest

from tests.bench import match
from tests.bench.matching.scoring import GUEST

pytestmark = pytest.mark.contract


@pytest.mark.parametrize("seed", [5])
def test_the_goals_of_matching_are_met(seed: int) -> None:
    """Few wrong, few missed, on a library of 100,000 with lookalikes by the thousand."""
    scores = match.scores_of(match.build_world(seed))

    overall = scores.overall()
    wrong = "\n".join(map(str, scores.wrong))
    for name, goal in match.GOALS.items():
        value = overall[name]
        assert value is not None
        assert value >= goal, wrong
    assert (overall["wrong_not_owned"] or 0) <= match.MOST_WRONG, wrong
    other_guest = scores.kinds[GUEST].as_json()["wrong_not_owned"]
    assert (other_guest or 0) <= match.MOST_OTHER_GUEST, wrong
