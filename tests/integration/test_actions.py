"""Actions: the timeline, problems, explanations and mappings of one's own."""

from datetime import timedelta

from homeassistant.core import Context
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
from homeassistant.util import dt as dt_util
import pytest
import voluptuous as vol

from custom_components.plex_sync.const import DOMAIN
from tests.fakes.plex import Fault

from .house import Answer, House


def titles(answer: Answer) -> list[str]:
    """The titles of a page of the timeline."""
    return [record["title"] for record in answer["records"]]


async def test_history_is_given_in_pages(house: House) -> None:
    """The timeline is read newest first, page by page."""
    for number in range(5):
        house.watch(house.show(f"Show {number}"), 2)
    entry = await house.set_up()
    await house.sync(entry)
    first = await house.call(entry, "get_history", limit=3)
    second = await house.call(entry, "get_history", limit=3, cursor=first["cursor"])
    assert len(first["records"]) == 3
    assert len(second["records"]) == 2
    assert second["cursor"] is None
    assert set(titles(first) + titles(second)) == {f"Show {n}" for n in range(5)}


async def test_history_can_be_narrowed(house: House) -> None:
    """By outcome, text, time and run."""
    house.watch(house.show("Frieren"), 2)
    house.watch(house.show("Mushishi"), 2)
    house.watch(house.show("Obscure", mapped=False), 1)
    entry = await house.set_up()
    run = (await house.sync(entry))["run"]
    now = dt_util.now()
    ask = house.call
    assert titles(await ask(entry, "get_history", outcomes="not_found")) == ["Obscure"]
    assert titles(await ask(entry, "get_history", text="mush")) == ["Mushishi"]
    assert len(titles(await ask(entry, "get_history", run=run))) == 3
    assert titles(await ask(entry, "get_history", run=run + 1)) == []
    later = (now + timedelta(hours=1)).isoformat()
    assert titles(await ask(entry, "get_history", since=later)) == []
    assert len(titles(await ask(entry, "get_history", until=later))) == 3


async def test_record_has_its_states(house: House) -> None:
    """A record opened says what stood there before and after, and why."""
    show = house.show("Frieren", 28)
    house.watch(show, 5)
    house.anilist.set_entry("Mika", house.media_id(show), progress=2)
    entry = await house.set_up()
    await house.sync(entry)
    [line] = (await house.call(entry, "get_history"))["records"]
    record = await house.call(entry, "get_record", record=line["record"])
    assert record["before"]["progress"] == 2
    assert record["after"]["progress"] == 5
    [edit] = [each for each in record["edits"] if each["field"] == "progress"]
    assert edit["rule"]
    assert "progress 2 → 5" in record["summary"]
    with pytest.raises(ServiceValidationError, match="no record 999"):
        await house.call(entry, "get_record", record=999)


async def test_runs_tell_how_they_went(house: House) -> None:
    """Each run is listed with its kind, who began it, how long, what came of it."""
    house.watch(house.show("Frieren"), 2)
    entry = await house.set_up()
    await house.sync(entry)
    await house.sync(entry)
    answer = await house.call(entry, "get_runs", limit=1)
    [run] = answer["runs"]
    assert (run["kind"], run["origin"], run["result"]) == ("full", "user", "ok")
    assert run["seconds"] >= 0
    assert run["notes"]["titles"] == 1
    older = await house.call(entry, "get_runs", cursor=answer["cursor"])
    assert older["runs"][0]["counts"] == {"synced": 1}


async def test_ignored_problem_stays_closed(house: House) -> None:
    """A problem that the user does not mind is not opened again."""
    house.watch(house.show("Obscure", mapped=False), 1)
    house.watch(house.show("Frieren"), 1)
    entry = await house.set_up()
    await house.sync(entry)
    history = await house.call(entry, "get_history", outcomes="not_found")
    [problem] = history["records"]
    number = problem["record"]
    assert await house.call(entry, "ignore", record=number) == {"record": number}
    assert house.state(entry, "not_found").state == "0"
    await house.sync(entry)
    assert house.state(entry, "not_found").state == "0"
    [change] = (await house.call(entry, "get_history", outcomes="synced"))["records"]
    with pytest.raises(ServiceValidationError, match="not a problem"):
        await house.call(entry, "ignore", record=change["record"])


async def test_explain_says_why(house: House) -> None:
    """What was tried for a title is answered, whether it is mapped or not."""
    show = house.show("Frieren", 28)
    house.show("Obscure", mapped=False)
    house.watch(show, 5)
    entry = await house.set_up()
    answer = await house.call(entry, "explain", title="Frieren")
    [title] = answer["titles"]
    assert title["subjects"][0]["verdict"] == "mapped"
    [media] = answer["media"]
    assert media["id"] == house.media_id(show)
    assert media["watched"] == [1, 2, 3, 4, 5]
    obscure = await house.call(entry, "explain", title="Obscure")
    assert obscure["titles"][0]["subjects"][0]["verdict"] == "not_mapped"
    by_key = await house.call(entry, "explain", rating_key=str(show.rating_key))
    assert by_key["titles"][0]["title"] == "Frieren"
    by_subject = await house.call(entry, "explain", subject=f"{show.guid}#1")
    assert by_subject["titles"][0]["title"] == "Frieren"
    assert house.progress(show) is None
    with pytest.raises(ServiceValidationError, match="Name a title"):
        await house.call(entry, "explain")


@pytest.mark.parametrize("by", ["title", "rating_key", "subject", "external_id"])
async def test_own_mapping_holds_from_the_next_run_on(house: House, by: str) -> None:
    """However a season is named, the user's own word about it stands above the file."""
    show = house.show("Obscure", mapped=False)
    house.show("Known")
    house.watch(show, 3)
    entry = await house.set_up()
    await house.sync(entry)
    names: dict[str, Answer] = {
        "title": {"title": "Obscure", "season": 1},
        "rating_key": {"rating_key": str(show.rating_key), "season": 1},
        "subject": {"subject": f"{show.guid}#1"},
        "external_id": {
            "external_id": f"tvdb_show:{house.media_id(show)}",
            "season": 1,
        },
    }
    media_id = house.media_id(show)
    answer = await house.call(entry, "set_mapping", anilist_id=media_id, **names[by])
    [mapping] = answer["mappings"]
    assert (mapping["season"], mapping["anilist_id"]) == (1, media_id)
    await house.sync(entry)
    assert house.progress(show) == 3
    assert house.state(entry, "not_found").state == "0"
    await house.call(entry, "remove_mapping", **names[by])
    explained = await house.call(entry, "explain", title="Obscure")
    assert explained["titles"][0]["subjects"][0]["verdict"] == "not_mapped"
    with pytest.raises(ServiceValidationError, match="no mapping of your own"):
        await house.call(entry, "remove_mapping", **names[by])


async def test_season_can_be_cut_in_two(house: House) -> None:
    """Ranges of a season may be different entries; a new one replaces what it overlaps."""
    show = house.show("Long", 24, mapped=False)
    house.show("Known")
    second = house.anilist.add_media(id=5000, title="Long 2", episodes=12)
    house.watch(show, 14)
    entry = await house.set_up()
    place: Answer = {"subject": f"{show.guid}#1"}
    first = house.media_id(show)
    await house.call(entry, "set_mapping", anilist_id=first, end=20, **place)
    await house.call(entry, "set_mapping", anilist_id=first, end=12, **place)
    answer = await house.call(
        entry, "set_mapping", anilist_id=second, start=13, end=24, **place
    )
    assert [(each["start"], each["end"]) for each in answer["mappings"]] == [
        (1, 12),
        (13, 24),
    ]
    await house.sync(entry)
    rows = house.anilist.entries("Mika")
    assert (rows[first]["progress"], rows[second]["progress"]) == (12, 2)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"title": "Nowhere", "season": 1}, "None of the chosen libraries"),
        ({"title": "Frieren"}, "number of the season"),
        ({"title": "Twin", "season": 1}, "There are 2 titles"),
        ({"rating_key": "999999", "season": 1}, "None of the chosen libraries"),
        ({"external_id": "nobody:1"}, "no id of a title"),
        ({"external_id": "tvdb_show:1"}, "number of the season"),
        ({}, "Name a title"),
        ({"title": "Frieren", "season": 1, "start": 5, "end": 2}, "last episode"),
        ({"title": "Frieren", "season": 1, "anilist_id": 77}, "no anime with the id"),
    ],
)
async def test_mapping_that_cannot_be_is_refused(
    house: House, data: Answer, words: str
) -> None:
    """What cannot be told or cannot be is refused in words."""
    house.show("Frieren")
    house.show("Twin")
    house.show("Twin")
    entry = await house.set_up()
    with pytest.raises(ServiceValidationError, match=words):
        await house.call(entry, "set_mapping", **{"anilist_id": 1001, **data})


async def test_film_needs_no_season(house: House) -> None:
    """A film is mapped as a whole; 0 settles that it is on no list."""
    section = house.plex.add_section("Movies", "movie")
    film = house.plex.add_movie("Akira", section=section)
    house.plex.watch(house.plex.owner, film)
    media_id = house.anilist.add_media(title="Akira", format="MOVIE", episodes=1)
    house.show("Known")
    entry = await house.set_up()
    await house.sync(entry)
    assert house.state(entry, "not_found").state == "1"
    answer = await house.call(entry, "set_mapping", title="Akira", anilist_id=0)
    assert answer["mappings"][0]["anilist_id"] is None
    await house.sync(entry)
    assert house.state(entry, "not_found").state == "0"
    assert house.anilist.entries("Mika") == {}
    await house.call(entry, "set_mapping", title="Akira", anilist_id=media_id)
    await house.sync(entry)
    assert house.anilist.entries("Mika")[media_id]["status"] == "COMPLETED"


async def test_mappings_can_be_refreshed(house: House) -> None:
    """Looking for newer mappings answers with what came of it."""
    house.show("Frieren")
    entry = await house.set_up()
    first = await house.call(entry, "refresh_mappings")
    assert first["changed"] is True
    assert first["edges"] == 1
    assert (await house.call(entry, "refresh_mappings"))["changed"] is False
    house.mappings.files["mappings.json"].status = 500
    failed = await house.call(entry, "refresh_mappings")
    assert failed["changed"] is False
    assert failed["failures"]


async def test_failure_of_a_service_is_told(house: House) -> None:
    """An action that a service lets down fails with a sentence."""
    house.show("Frieren")
    entry = await house.set_up()
    house.plex.faults.add(Fault("server_gone", times=None))
    with pytest.raises(HomeAssistantError, match="Plex is out of reach"):
        await house.call(entry, "explain", title="Frieren")


async def test_profile_has_to_be_there(house: House) -> None:
    """An action for a profile that is unknown or not loaded is refused."""
    entry = await house.set_up()
    await house.hass.config_entries.async_unload(entry.entry_id)
    with pytest.raises(ServiceValidationError):
        await house.call(entry, "get_runs")
    with pytest.raises(ServiceValidationError):
        await house.hass.services.async_call(
            DOMAIN,
            "get_runs",
            {"config_entry_id": "nobody"},
            blocking=True,
            return_response=True,
            context=Context(),
        )


@pytest.mark.parametrize(
    ("action", "data"),
    [
        ("sync", {"kind": "nonsense"}),
        ("get_history", {"limit": 0}),
        ("get_history", {"outcomes": ["lost"]}),
        ("get_record", {}),
        ("set_mapping", {"title": "Frieren"}),
        ("stop", {"nonsense": 1}),
    ],
)
async def test_what_makes_no_sense_is_refused(
    house: House, action: str, data: Answer
) -> None:
    """Fields are checked before anything is done."""
    entry = await house.set_up()
    with pytest.raises(vol.Invalid):
        await house.call(entry, action, **data)
