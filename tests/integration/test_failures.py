"""What happens when a service lets a profile down."""

import logging

from homeassistant.config_entries import ConfigEntryState
from homeassistant.exceptions import HomeAssistantError
import pytest

from custom_components.plex_sync.status import Activity, ProfileStatus
from tests.fakes.plex import Fault

from .house import House
from .test_entities import watch_events, watch_states


async def test_plex_down_is_a_failed_run_with_a_sentence(house: House) -> None:
    """A run without Plex writes nothing, says why, and looks again from where it was."""
    show = house.show("Frieren", 28)
    house.watch(show, 5)
    entry = await house.set_up()
    await house.sync(entry)
    house.watch(show, 8)
    house.plex.faults.add(Fault("server_gone", times=None))
    with pytest.raises(HomeAssistantError, match="Plex is out of reach"):
        await house.sync(entry)
    problem = house.state(entry, "problem")
    assert problem.state == "on"
    assert problem.attributes["service"] == "Plex"
    assert "out of reach" in problem.attributes["message"]
    assert house.state(entry, "status").state == "error"
    runs = await house.call(entry, "get_runs")
    assert runs["runs"][0]["result"] == "failed"
    assert "out of reach" in runs["runs"][0]["text"]
    assert house.progress(show) == 5
    house.plex.faults.clear()
    answer = await house.sync(entry, kind="poll")
    assert answer["result"] == "ok"
    assert house.progress(show) == 8
    assert house.state(entry, "problem").state == "off"
    assert "message" not in house.state(entry, "problem").attributes


async def test_service_that_goes_and_comes_is_logged_once(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    """The log tells once that Plex is gone, and once that it is back."""
    entry = await house.set_up()
    house.show("Frieren")
    await house.sync(entry)
    failed = watch_events(house, house.entity_id(entry, "run"))
    caplog.set_level(logging.INFO, "custom_components.plex_sync")
    caplog.clear()
    house.plex.faults.add(Fault("server_gone", times=None))
    for _ in range(3):
        with pytest.raises(HomeAssistantError):
            await house.sync(entry, kind="poll")
    assert caplog.text.count("is out of reach") == 1
    assert [each["event_type"] for each in failed] == ["failed"]
    house.plex.faults.clear()
    for _ in range(3):
        await house.sync(entry, kind="poll")
    assert caplog.text.count("can be used again") == 1


async def test_refused_token_leaves_the_other_profile_alone(house: House) -> None:
    """Who has to sign in again is asked to; everybody else's runs go on."""
    show = house.show("Frieren", 28)
    house.add_user("Kim")
    house.watch(show, 5)
    mika, kim = await house.set_up(), await house.set_up("Kim")
    house.anilist.user("Mika").token = "another"
    with pytest.raises(HomeAssistantError, match="no longer accepts the token"):
        await house.sync(mika)
    [flow] = house.hass.config_entries.flow.async_progress()
    assert flow["context"]["source"] == "reauth"
    assert flow["context"]["entry_id"] == mika.entry_id
    assert flow["context"].get("side") == "anilist"
    assert house.state(mika, "next_sync").state == "unknown"
    await house.sync(kim)
    assert house.progress(show, "Kim") == 5
    assert kim.state is ConfigEntryState.LOADED


async def test_refused_write_is_an_open_problem(house: House) -> None:
    """What AniList does not take is counted, and tried again by the next run."""
    show = house.show("Frieren", 28)
    house.watch(show, 5)
    entry = await house.set_up()
    house.anilist.fail("drop_alias", on="mutation", status=400, times=-1)
    changes = watch_events(house, house.entity_id(entry, "change"))
    await house.sync(entry)
    assert house.state(entry, "failed").state == "1"
    assert [each["event_type"] for each in changes] == ["failed"]
    house.anilist.heal()
    await house.sync(entry)
    assert house.state(entry, "failed").state == "0"
    assert house.progress(show) == 5


async def test_run_without_any_mappings_says_so(house: House) -> None:
    """The first run needs mappings; later ones make do with those that there are."""
    show = house.show("Frieren", 28)
    house.watch(show, 5)
    house.mappings.files["mappings.json"].status = 500
    entry = await house.set_up()
    with pytest.raises(HomeAssistantError, match="no mappings yet"):
        await house.sync(entry)
    house.mappings.files["mappings.json"].status = 200
    await house.sync(entry)
    assert house.progress(show) == 5
    house.mappings.files["mappings.json"].status = 500
    house.watch(show, 6)
    await house.sync(entry)
    assert house.progress(show) == 6


async def test_no_token_is_ever_told(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    """Neither the log nor a run's words carry a token."""
    house.watch(house.show("Frieren", 28), 5)
    entry = await house.set_up()
    house.plex.faults.add(Fault("server_gone", times=None))
    with pytest.raises(HomeAssistantError) as caught:
        await house.sync(entry)
    runs = await house.call(entry, "get_runs")
    ours = "\n".join(
        record.getMessage()
        for record in caplog.records
        if record.name.startswith("custom_components.plex_sync")
    )
    for secret in (house.plex.owner.token, house.anilist.user("Mika").token):
        assert secret not in f"{caught.value}{runs}{ours}"


async def test_waiting_for_anilist_shows(house: House) -> None:
    """A run that AniList lets wait says that it waits, and goes on by itself."""
    show = house.show("Frieren", 28)
    house.watch(show, 5)
    entry = await house.set_up()
    house.anilist.fail("429", seconds=1.0, on="mutation", headers=False)
    states = watch_states(house, house.entity_id(entry, "status"))
    seen: list[ProfileStatus] = []
    entry.runtime_data.async_listen(seen.append)
    await house.sync(entry)
    assert house.progress(show) == 5
    waiting = [each for each in seen if each.activity is Activity.WAITING]
    assert waiting
    assert waiting[0].progress is not None
    assert waiting[0].progress.waiting_seconds
    assert states[-1] == "idle"


async def test_what_a_crash_left_is_settled_at_the_next_start(house: House) -> None:
    """A change whose answer was lost is pending until AniList says what holds."""
    show = house.show("Frieren", 28)
    house.watch(show, 5)
    entry = await house.set_up()
    house.anilist.fail("drop_after", on="mutation", times=-1)
    house.anilist.fail("disabled", on="query", after=2, times=-1)
    with pytest.raises(HomeAssistantError):
        await house.sync(entry)
    [record] = (await house.call(entry, "get_history"))["records"]
    assert record["outcome"] == "pending"
    house.anilist.heal()
    await house.hass.config_entries.async_reload(entry.entry_id)
    await house.until(lambda: house.state(entry, "synced").state == "1")
    assert house.progress(show) == 5


async def test_own_mapping_that_makes_no_sense_is_left_out(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    """A mapping in the journal that cannot be read does not stop a run."""
    show = house.show("Frieren", 28)
    house.watch(show, 5)
    entry = await house.set_up()
    journal = entry.runtime_data.journal
    await journal.decide(
        entry.entry_id, "mapping:nobody:1", {"overrides": [{"external_id": "nobody:1"}]}
    )
    await house.sync(entry)
    assert house.progress(show) == 5
    assert "own mapping is left out" in caplog.text
