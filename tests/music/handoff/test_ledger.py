"""The ledger: what was handed on is remembered, through restarts."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from hypothesis import given, strategies as st
import pytest

from custom_components.plex_sync.music.handoff.ledger import NAMESPACE, Ledger
from custom_components.plex_sync.music.handoff.model import Request, RequestState
from custom_components.plex_sync.sync.journal.journal import Journal

NIGHT: Final = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)
SERVICES: Final = ("lidarr", "slskd")


@pytest.fixture(name="journal")
async def journal_fixture(tmp_path: Path) -> AsyncIterator[Journal]:
    """A journal of its own."""
    journal = Journal(tmp_path / "journal.db")
    await journal.open()
    yield journal
    await journal.close()


def request(
    uid: str = "spotify:track:one",
    service: str = "slskd",
    state: RequestState = RequestState.REQUESTED,
    at: datetime = NIGHT,
) -> Request:
    """Something that was asked for."""
    return Request(
        uid=uid,
        service=service,
        title="One",
        artists=("Nova", "Kite"),
        state=state,
        asked_at=NIGHT,
        at=at,
        details={"peer": "somebody", "percent": 12.5},
    )


async def test_what_was_handed_on_is_known_after_a_restart(journal: Journal) -> None:
    """Also who was asked: two programs may have been."""
    before = Ledger(journal, "music")
    asked = [request(), request(service="lidarr", state=RequestState.GIVEN_UP)]
    for each in asked:
        assert await before.keep(each) is None
    after = Ledger(journal, "music")
    await after.load()
    assert [after.requests[each.service, each.uid] for each in asked] == asked
    assert after.of("lidarr") == {"spotify:track:one": asked[1]}
    other = Ledger(journal, "another")
    await other.load()
    assert not other.requests


async def test_one_that_has_come_furthest_is_told_of(journal: Journal) -> None:
    """Only of programs that are set up."""
    ledger = Ledger(journal, "music")
    await ledger.keep(request(state=RequestState.GIVEN_UP))
    await ledger.keep(request(service="lidarr", state=RequestState.DOWNLOADING))
    found = ledger.about("spotify:track:one", SERVICES)
    assert found is not None
    assert found.state is RequestState.DOWNLOADING
    found = ledger.about("spotify:track:one", ["slskd"])
    assert found is not None
    assert found.state is RequestState.GIVEN_UP
    assert ledger.about("spotify:track:two", SERVICES) is None


async def test_what_is_over_is_forgotten(journal: Journal) -> None:
    """For good; what it was before is answered as it changes."""
    ledger = Ledger(journal, "music")
    asked = request()
    await ledger.keep(asked)
    later = request(state=RequestState.ARRIVED, at=NIGHT + timedelta(hours=1))
    assert await ledger.keep(later) == asked
    await ledger.forget([("slskd", asked.uid)])
    assert not ledger.requests
    assert await journal.notes("music", NAMESPACE) == {}
    await ledger.forget([])


async def test_what_is_not_understood_is_left_out(journal: Journal) -> None:
    """A later version may have written it."""
    await journal.put_notes(
        "music",
        NAMESPACE,
        {"slskd/one": 3, "slskd/two": {"state": "teleported"}, "slskd/three": {}},
    )
    ledger = Ledger(journal, "music")
    await ledger.load()
    assert not ledger.requests


@given(
    state=st.sampled_from(RequestState),
    title=st.text(),
    artists=st.lists(st.text()),
    tries=st.integers(1, 9),
    reason=st.text(),
)
def test_request_comes_back_as_it_was_kept(
    state: RequestState, title: str, artists: list[str], tries: int, reason: str
) -> None:
    """Nothing of it is lost on its way through the journal."""
    asked = Request(
        uid="spotify:track:one",
        service="slskd",
        title=title,
        artists=tuple(artists),
        state=state,
        asked_at=NIGHT,
        at=NIGHT,
        tries=tries,
        reason=reason,
    )
    assert Request.from_json("slskd", asked.uid, asked.to_json()) == asked
