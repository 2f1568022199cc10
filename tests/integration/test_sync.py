"""A profile brings a list in line with what was watched."""

import pytest

from custom_components.plex_sync.const import DOMAIN

from .house import House


async def test_first_full_sync_writes_what_was_watched(house: House) -> None:
    """What was watched on Plex stands on AniList after the first run."""
    show = house.show("Frieren", 28)
    house.watch(show, 5)
    entry = await house.set_up()
    answer = await house.sync(entry)
    assert answer["result"] == "ok"
    assert answer["counts"] == {"synced": 1}
    assert house.progress(show) == 5
    assert house.state(entry, "synced").state == "1"
    assert house.state(entry, "status").state == "idle"
    assert house.state(entry, "last_sync").state != "unknown"


async def test_second_full_sync_writes_nothing(house: House) -> None:
    """A run that finds everything in order writes nothing, and says so."""
    house.watch(house.show("Frieren", 28), 5)
    entry = await house.set_up()
    await house.sync(entry)
    house.anilist.reset_counts()
    answer = await house.sync(entry)
    assert answer["result"] == "ok"
    assert answer["counts"] == {}
    assert [each.kind for each in house.anilist.operations] == ["query"]
    assert house.state(entry, "synced").state == "1"


async def test_poll_brings_what_was_just_watched(house: House) -> None:
    """A poll sees an episode that was watched since the last run."""
    show = house.show("Frieren", 28)
    house.watch(show, 5)
    entry = await house.set_up()
    await house.sync(entry)
    house.watch(show, 6)
    answer = await house.sync(entry, kind="poll")
    assert answer["result"] == "ok"
    assert house.progress(show) == 6


async def test_poll_without_news_is_no_run(house: House) -> None:
    """A poll that finds nothing leaves no line, and asks nothing of AniList."""
    house.watch(house.show("Frieren", 28), 5)
    entry = await house.set_up()
    await house.sync(entry)
    house.anilist.reset_counts()
    answer = await house.sync(entry, kind="poll")
    assert answer["result"] == "nothing"
    assert house.anilist.requests == 0
    runs = await house.call(entry, "get_runs")
    assert len(runs["runs"]) == 1


async def test_certain_titles_are_synced_alone(house: House) -> None:
    """A run for a title leaves the others for later."""
    first, second = house.show("Frieren", 28), house.show("Mushishi", 26)
    house.watch(first, 5)
    house.watch(second, 7)
    entry = await house.set_up()
    await house.sync(entry, titles="Frieren")
    assert (house.progress(first), house.progress(second)) == (5, None)
    await house.sync(entry, rating_keys=[str(second.rating_key)])
    assert house.progress(second) == 7


async def test_title_without_mapping_is_counted(house: House) -> None:
    """A title that no mapping knows is an open problem, until a mapping knows it."""
    show = house.show("Obscure", 12, mapped=False)
    house.watch(show, 3)
    house.show("Known", 12)
    entry = await house.set_up()
    await house.sync(entry)
    assert house.state(entry, "not_found").state == "1"
    house.document["anilist:1001"] = {"tvdb_show:1001:s1": {"1-12": "1-12"}}
    house.mappings.put("mappings.json", house.document)
    await house.call(entry, "refresh_mappings")
    await house.sync(entry)
    assert house.state(entry, "not_found").state == "0"
    assert house.progress(show) == 3


async def test_sync_answers_at_once_unless_told_to_wait(house: House) -> None:
    """Without waiting the answer says what was begun."""
    show = house.show("Frieren", 28)
    house.watch(show, 5)
    entry = await house.set_up()
    answer = await house.call(entry, "sync")
    await house.rest(entry)
    [run] = (await house.call(entry, "get_runs"))["runs"]
    assert answer == {
        "kind": "full",
        "dry_run": False,
        "queued": False,
        "run": run["run"],
    }
    assert house.progress(show) == 5
    assert house.state(entry, "synced").state == "1"


async def test_actions_work_without_an_answer(house: House) -> None:
    """An automation that does not want the answer need not take it."""
    show = house.show("Frieren", 28)
    house.watch(show, 5)
    entry = await house.set_up()
    data = {"config_entry_id": entry.entry_id, "wait": True}
    await house.hass.services.async_call(DOMAIN, "sync", data, blocking=True)
    assert house.progress(show) == 5


@pytest.mark.parametrize(
    ("button", "kind"), [("full_sync", "full"), ("poll_sync", "poll")]
)
async def test_button_begins_a_run(house: House, button: str, kind: str) -> None:
    """Each button begins its kind of run."""
    show = house.show("Frieren", 28)
    house.watch(show, 5)
    entry = await house.set_up()
    await house.press(entry, button, "press")
    await house.until(lambda: house.progress(show) == 5)
    await house.rest(entry)
    runs = await house.call(entry, "get_runs")
    assert [(run["kind"], run["origin"]) for run in runs["runs"]] == [(kind, "user")]


async def test_stop_ends_a_run(house: House) -> None:
    """A run that is stopped says so, and writes nothing more."""
    show = house.show("Frieren", 28)
    house.watch(show, 5)
    entry = await house.set_up()
    house.anilist.latency = 0.5
    await house.call(entry, "sync")
    await house.until(lambda: entry.runtime_data.engine.running is not None)
    assert await house.call(entry, "stop") == {"stopped": True}
    await house.rest(entry)
    assert house.progress(show) is None
    runs = await house.call(entry, "get_runs")
    assert [run["result"] for run in runs["runs"]] == ["stopped"]
    assert await house.call(entry, "stop") == {"stopped": False}


async def test_two_profiles_do_not_mix(house: House) -> None:
    """Two people of a home have two lists."""
    show = house.show("Frieren", 28)
    kim = house.plex.add_home_user("Kim")
    house.add_user("Kim")
    house.watch(show, 5)
    house.watch(show, 9, user=kim)
    mika = await house.set_up()
    other = await house.set_up("Kim", user=kim)
    await house.sync(mika)
    await house.sync(other)
    assert house.progress(show) == 5
    assert house.progress(show, "Kim") == 9
    assert house.state(mika, "synced").state == "1"
    assert house.state(other, "synced").state == "1"


async def test_options_hold_from_the_next_run_on(house: House) -> None:
    """What a field may do is read when a run begins; nothing has to be reloaded."""
    show = house.show("Frieren", 28)
    house.watch(show, 5)
    entry = await house.set_up(options={"policy_started_at": "off"})
    await house.sync(entry)
    row = house.anilist.entries("Mika")[house.media_id(show)]
    assert row["started_at"] is None
    house.hass.config_entries.async_update_entry(
        entry, options={**entry.options, "policy_started_at": "fill_empty"}
    )
    await house.sync(entry)
    row = house.anilist.entries("Mika")[house.media_id(show)]
    assert row["started_at"] is not None
