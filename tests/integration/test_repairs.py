"""Repairs that can be made on the spot, as the frontend asks for them."""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from datetime import timedelta
from http import HTTPStatus
from typing import Any

from aiohttp.test_utils import TestClient
from freezegun.api import FrozenDateTimeFactory
from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import issue_registry as ir
from homeassistant.setup import async_setup_component
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    MockUser,
    async_fire_time_changed,
)

from custom_components.plex_sync.const import DOMAIN
from custom_components.plex_sync.issues import PLAN_WAITING, issue_id
from custom_components.plex_sync.running.plan_summary import PlanSummary, largest
from custom_components.plex_sync.sync.journal.database import Database, JournalError
from custom_components.plex_sync.sync.model import Edit, PlannedChange
from tests.fakes.plex import Fault

from .house import House, open_house
from .test_setup import journal_of
from .web import set_up_web

ISSUES = "/api/repairs/issues/fix"
PREVIEW = {"automatic_sync": True, "poll_interval": 0, "preview": True}
GUARD = {
    "destructive": True,
    "policy_progress": "mirror",
    "guard_lowered": 3,
    "guard_lowered_percent": 10,
}

type Answer = dict[str, Any]


@pytest.fixture
async def house(hass: HomeAssistant) -> AsyncIterator[House]:
    """A household whose Home Assistant can be asked to make repairs."""
    await set_up_web(hass)
    assert await async_setup_component(hass, "repairs", {})
    async with open_house(hass) as household:
        household.plex.faults.add(Fault("status", "websockets", status=403, times=None))
        yield household


class Mender:
    """Somebody in front of the repairs."""

    def __init__(
        self, hass: HomeAssistant, client: TestClient[Any, Any], user: MockUser
    ) -> None:
        """Sit down."""
        self.hass = hass
        self.client = client
        self.user = user
        self.flow_id = ""

    async def begin(self, kind: str, entry: MockConfigEntry) -> Answer:
        """Open a repair."""
        answer = await self._ask(
            ISSUES, {"handler": DOMAIN, "issue_id": issue_id(kind, entry.entry_id)}
        )
        self.flow_id = answer["flow_id"]
        return answer

    async def choose(self, option: str) -> Answer:
        """Choose from a menu."""
        return await self._ask(f"{ISSUES}/{self.flow_id}", {"next_step_id": option})

    async def submit(self, **values: Any) -> Answer:
        """Agree, or fill in a form."""
        return await self._ask(f"{ISSUES}/{self.flow_id}", values)

    async def apply(self, **values: Any) -> Answer:
        """Have the first plan written."""
        assert (await self.choose("apply"))["step_id"] == "apply"
        return await self.submit(**values)

    async def _ask(self, path: str, data: Answer) -> Answer:
        # Made for each request: days may have gone by since the last one.
        refresh_token = next(iter(self.user.refresh_tokens.values()))
        token = self.hass.auth.async_create_access_token(refresh_token)
        headers = {"Authorization": f"Bearer {token}"}
        async with self.client.post(path, json=data, headers=headers) as response:
            assert response.status == HTTPStatus.OK, await response.text()
            answer: Answer = await response.json()
            return answer


@pytest.fixture
async def mender(
    house: House,
    hass_client: Callable[[], Awaitable[TestClient[Any, Any]]],
    hass_admin_user: MockUser,
) -> Mender:
    """An administrator."""
    return Mender(house.hass, await hass_client(), hass_admin_user)


def issue_of(house: House, kind: str, entry: MockConfigEntry) -> ir.IssueEntry | None:
    """A repair of a profile."""
    return ir.async_get(house.hass).async_get_issue(
        DOMAIN, issue_id(kind, entry.entry_id)
    )


async def let_days_go_by(
    house: House, freezer: FrozenDateTimeFactory, days: int
) -> None:
    """Let it be some days later, and a night on top."""
    freezer.tick(timedelta(days=days))
    for minute in range(60):
        at = dt_util.start_of_local_day().replace(hour=4, minute=minute)
        async_fire_time_changed(house.hass, at + timedelta(days=1))
    await house.hass.async_block_till_done()


async def previewed(house: House, count: int = 4) -> MockConfigEntry:
    """A profile whose first run has shown what it wants."""
    for number in range(count):
        house.watch(house.show(f"Show {number}", 28), number + 1)
    entry = await house.set_up(options=PREVIEW)
    await house.until(lambda: issue_of(house, PLAN_WAITING, entry) is not None)
    await house.rest(entry)
    return entry


async def guarded(house: House) -> MockConfigEntry:
    """A profile that wants to lower too much."""
    shows = [house.show(f"Show {number}") for number in range(8)]
    for show in shows:
        house.watch(show, 4)
    entry = await house.set_up(options=GUARD)
    await house.sync(entry)
    for show in shows:
        for number in (2, 3, 4):
            house.plex.mark_unwatched(house.plex.owner, show.episode(1, number))
    await house.sync(entry)
    return entry


async def test_first_run_is_shown_applied_and_over(
    house: House, mender: Mender
) -> None:
    """From the numbers to the list; afterwards runs write by themselves."""
    later = house.show("Watched later")
    entry = await previewed(house)
    assert house.anilist.entries("Mika") == {}
    issue = issue_of(house, PLAN_WAITING, entry)
    assert issue is not None
    assert (issue.translation_key, issue.is_fixable) == ("preview", True)
    assert issue.translation_placeholders is not None
    numbers = {"new": "4", "raised": "0", "lowered": "0", "deleted": "0"}
    assert numbers.items() <= issue.translation_placeholders.items()
    shown = await mender.begin(PLAN_WAITING, entry)
    assert shown["type"] == "menu"
    assert shown["menu_options"] == ["apply", "not_now", "change_options"]
    assert numbers.items() <= shown["description_placeholders"].items()
    lines = shown["description_placeholders"]["changes"].splitlines()
    assert [line.split(":")[0] for line in lines] == [
        f"- **Show {number}**" for number in (3, 2, 1, 0)
    ]
    assert (await mender.apply())["type"] == "create_entry"
    await house.until(lambda: len(house.anilist.entries("Mika")) == 4)
    await house.until(lambda: not entry.options["preview"])
    await house.rest(entry)
    assert house.issues(entry) == set()
    runs = (await house.call(entry, "get_runs"))["runs"]
    assert [(run["kind"], run["result"]) for run in reversed(runs)] == [
        ("full", "guarded"),
        ("apply", "ok"),
        ("full", "ok"),
    ]
    house.watch(later, 2)
    await house.sync(entry)
    assert house.progress(later) == 2


@pytest.mark.parametrize("quiet", [True, False])
async def test_feed_is_kept_quiet_unless_somebody_wants_it_otherwise(
    house: House, mender: Mender, quiet: bool
) -> None:
    """Applying asks, with yes as its answer; it is an option from then on."""
    entry = await previewed(house)
    await mender.begin(PLAN_WAITING, entry)
    form = await mender.choose("apply")
    [field] = form["data_schema"]
    assert (field["name"], field["default"]) == ("quiet_feed", True)
    await mender.submit(quiet_feed=quiet)
    await house.until(lambda: len(house.anilist.entries("Mika")) == 4)
    await house.rest(entry)
    assert entry.options["quiet_feed"] is quiet


@pytest.mark.parametrize("option", ["not_now", "change_options"])
async def test_first_run_can_wait(house: House, mender: Mender, option: str) -> None:
    """Nothing is written, and the repair stays."""
    entry = await previewed(house)
    await mender.begin(PLAN_WAITING, entry)
    answer = await mender.choose(option)
    assert (answer["type"], answer["reason"]) == ("abort", option)
    assert ("next_flow" in answer) == (option == "change_options")
    assert issue_of(house, PLAN_WAITING, entry)
    assert house.anilist.entries("Mika") == {}
    assert entry.options["preview"]


async def test_first_run_without_anything_to_do_ends_the_preview(house: House) -> None:
    """There is nothing to look at, so nothing is asked."""
    house.show("Frieren")
    entry = await house.set_up(options=PREVIEW)
    await house.until(lambda: not entry.options["preview"])
    await house.rest(entry)
    assert house.issues(entry) == set()


async def test_part_of_a_preview_leaves_the_rest_to_be_looked_at(
    house: House, mender: Mender
) -> None:
    """What was not chosen is not written by the next run either."""
    entry = await previewed(house)
    plan = await house.call(entry, "get_plan")
    await house.call(entry, "apply_plan", changes=[plan["changes"][0]["fingerprint"]])
    assert entry.options["preview"]
    issue = issue_of(house, PLAN_WAITING, entry)
    assert issue is not None
    assert issue.translation_placeholders is not None
    assert issue.translation_placeholders["new"] == "3"
    await house.sync(entry)
    assert len(house.anilist.entries("Mika")) == 1


async def test_what_was_not_shown_is_not_applied(house: House, mender: Mender) -> None:
    """A plan that has grown while it was looked at is applied as it was seen."""
    late = house.show("Too late")
    entry = await previewed(house, 2)
    await mender.begin(PLAN_WAITING, entry)
    house.watch(late, 1)
    await house.sync(entry)
    await mender.apply()
    await house.until(lambda: len(house.anilist.entries("Mika")) == 2)
    await house.rest(entry)
    await house.until(lambda: issue_of(house, PLAN_WAITING, entry) is not None)
    assert entry.options["preview"]


async def test_plan_that_is_gone_cannot_be_applied(
    house: House, mender: Mender
) -> None:
    """Somebody else was quicker."""
    entry = await previewed(house)
    await mender.begin(PLAN_WAITING, entry)
    await entry.runtime_data.journal.discard_plan(entry.entry_id)
    answer = await mender.apply()
    assert (answer["type"], answer["reason"]) == ("abort", "no_plan")
    assert (await mender.begin(PLAN_WAITING, entry))["reason"] == "no_plan"
    assert await house.hass.config_entries.async_unload(entry.entry_id)
    assert (await mender.begin(PLAN_WAITING, entry))["reason"] == "not_loaded"


async def test_application_that_fails_is_told(house: House, mender: Mender) -> None:
    """The dialogue is closed by then: a repair says why, and the plan still waits."""
    entry = await previewed(house)
    house.anilist.fail("disabled", on="query", times=-1)
    await mender.begin(PLAN_WAITING, entry)
    await mender.apply()
    await house.until(lambda: issue_of(house, "plan_failed", entry) is not None)
    await house.rest(entry)
    assert house.issues(entry) == {PLAN_WAITING, "plan_failed"}
    house.anilist.heal()
    await mender.begin(PLAN_WAITING, entry)
    await mender.apply()
    await house.until(lambda: len(house.anilist.entries("Mika")) == 4)
    await house.until(lambda: house.issues(entry) == set())
    await house.rest(entry)


async def test_guarded_plan_is_applied(house: House, mender: Mender) -> None:
    """Why it was stopped, what it would do, and then it does."""
    entry = await guarded(house)
    shown = await mender.begin(PLAN_WAITING, entry)
    assert shown["menu_options"] == ["apply", "ignore", "open"]
    said = shown["description_placeholders"]
    assert (said["count"], said["total"], said["lowered"]) == ("8", "8", "8")
    opened = await mender.choose("open")
    assert (opened["type"], opened["step_id"]) == ("form", "open")
    assert len(opened["description_placeholders"]["changes"].splitlines()) == 8
    assert (await mender.submit())["type"] == "menu"
    assert (await mender.choose("apply"))["type"] == "create_entry"
    await house.until(
        lambda: (
            {row["progress"] for row in house.anilist.entries("Mika").values()} == {1}
        )
    )
    await house.rest(entry)
    assert house.issues(entry) == set()


async def test_guarded_plan_is_applied_but_for_what_has_changed(
    house: House, mender: Mender
) -> None:
    """What somebody changed meanwhile is left out, and told."""
    entry = await guarded(house)
    show = house.anime.items[0]
    await mender.begin(PLAN_WAITING, entry)
    house.anilist.set_entry("Mika", house.media_id(show), progress=9)
    await mender.choose("apply")
    await house.until(lambda: issue_of(house, "plan_changed_since", entry) is not None)
    await house.rest(entry)
    issue = issue_of(house, "plan_changed_since", entry)
    assert issue is not None
    assert issue.translation_placeholders == {
        "profile": "Anime Mika",
        "count": "1",
        "titles": "Show 0",
    }
    assert house.progress(show) == 9


async def test_guarded_plan_is_ignored(house: House, mender: Mender) -> None:
    """It is forgotten, and nothing is written."""
    entry = await guarded(house)
    await mender.begin(PLAN_WAITING, entry)
    assert (await mender.choose("ignore"))["type"] == "create_entry"
    assert house.issues(entry) == set()
    assert house.state(entry, "status").state == "idle"
    assert {row["progress"] for row in house.anilist.entries("Mika").values()} == {4}


async def test_repairs_are_for_administrators(
    house: House,
    hass_client: Callable[..., Awaitable[TestClient[Any, Any]]],
    hass_read_only_access_token: str,
) -> None:
    """Nobody else opens them."""
    entry = await previewed(house)
    client = await hass_client(hass_read_only_access_token)
    data = {"handler": DOMAIN, "issue_id": issue_id(PLAN_WAITING, entry.entry_id)}
    async with client.post(ISSUES, json=data) as response:
        assert response.status == HTTPStatus.UNAUTHORIZED


async def test_token_that_ends_soon_is_renewed(
    house: House, mender: Mender, freezer: FrozenDateTimeFactory
) -> None:
    """Two weeks before its end a repair offers to sign in again."""
    account = house.anilist.user("Mika")
    ends = dt_util.utcnow() + timedelta(days=20)
    entry = await house.set_up(
        anilist={
            "token": account.token,
            "user_id": account.id,
            "user_name": "Mika",
            "expires_at": ends.timestamp(),
        }
    )
    assert house.issues(entry) == set()
    await let_days_go_by(house, freezer, 7)
    assert house.issues(entry) == {"token_expires"}
    shown = await mender.begin("token_expires", entry)
    assert shown["description_placeholders"]["date"] == (
        f"{dt_util.as_local(ends):%Y-%m-%d}"
    )
    assert (await mender.submit())["type"] == "create_entry"
    await house.hass.async_block_till_done()
    [flow] = house.hass.config_entries.flow.async_progress()
    assert flow["context"]["source"] == "reauth"
    assert flow["context"].get("side") == "anilist"
    data = {**entry.data["anilist"], "expires_at": ends.timestamp() + 31_000_000}
    house.hass.config_entries.async_update_entry(
        entry, data={**entry.data, "anilist": data}
    )
    await house.hass.config_entries.async_reload(entry.entry_id)
    assert house.issues(entry) == set()


async def test_library_that_is_gone_is_left_out(house: House, mender: Mender) -> None:
    """The others are still read; of the last one it is said that another is needed."""
    house.watch(house.show("Frieren"), 3)
    options = {"libraries": [house.anime.uuid, "gone"]}
    entry = await house.set_up(options=options)
    await house.sync(entry)
    assert house.issues(entry) == {"library_gone"}
    await mender.begin("library_gone", entry)
    assert (await mender.submit())["type"] == "create_entry"
    assert entry.options["libraries"] == [house.anime.uuid]
    await house.sync(entry)
    assert house.issues(entry) == set()
    house.hass.config_entries.async_update_entry(
        entry, options={**entry.options, "libraries": ["gone"]}
    )
    await house.sync(entry)
    await mender.begin("library_gone", entry)
    answer = await mender.submit()
    assert (answer["type"], answer["reason"]) == ("abort", "last_library")
    assert entry.options["libraries"] == ["gone"]


async def test_library_that_was_made_anew_takes_the_place_of_the_old_one(
    house: House, mender: Mender
) -> None:
    """Known by its title; what was written from it is not written again."""
    show = house.show("Frieren")
    house.watch(show, 3)
    entry = await house.set_up(options={"libraries": [house.anime.uuid]})
    await house.sync(entry)
    old = house.anime.uuid
    house.anime.uuid = "made-anew"
    await house.sync(entry)
    assert house.issues(entry) == {"library_gone"}
    house.plex.faults.add(Fault("server_gone"))
    await mender.begin("library_gone", entry)
    assert (await mender.submit())["reason"] == "server_silent"
    assert entry.options["libraries"] == [old]
    house.plex.faults.clear()
    await mender.begin("library_gone", entry)
    assert (await mender.submit())["type"] == "create_entry"
    assert entry.options["libraries"] == ["made-anew"]
    house.watch(show, 4)
    assert (await house.sync(entry))["counts"] == {"synced": 1}
    assert house.issues(entry) == set()
    assert house.progress(show) == 4


async def test_library_with_another_name_is_the_same(house: House) -> None:
    """What counts is what Plex knows it by."""
    house.watch(house.show("Frieren"), 3)
    entry = await house.set_up(options={"libraries": [house.anime.uuid]})
    house.anime.title = "Cartoons"
    await house.sync(entry)
    assert house.issues(entry) == set()
    assert len(house.anilist.entries("Mika")) == 1


async def test_old_mappings_are_looked_for_at_once(
    house: House, mender: Mender, freezer: FrozenDateTimeFactory
) -> None:
    """As long as there are none, it says so."""
    house.watch(house.show("Frieren"), 3)
    entry = await house.set_up()
    await house.sync(entry)
    file = house.mappings.files["mappings.json"]
    file.status = 500
    for days in (2, 10):
        freezer.tick(timedelta(days=days))
        await house.sync(entry)
    assert house.issues(entry) == {"mappings_stale"}
    await mender.begin("mappings_stale", entry)
    assert (await mender.submit())["reason"] == "mappings_stale"
    file.status = 200
    await mender.begin("mappings_stale", entry)
    assert (await mender.submit())["type"] == "create_entry"
    assert house.issues(entry) == set()


async def test_damaged_journal_is_tried_again(house: House, mender: Mender) -> None:
    """Once the file can be used, the profile is there again."""
    journal = journal_of(house.hass)
    journal.parent.mkdir(exist_ok=True)
    journal.write_bytes(b"no database, but long enough to be looked at" * 100)
    entry = house.profile()
    assert not await house.hass.config_entries.async_setup(entry.entry_id)
    await mender.begin("journal_unreadable", entry)
    answer = await mender.submit()
    assert (answer["type"], answer["reason"]) == ("abort", "journal_unreadable")
    journal.unlink()
    await mender.begin("journal_unreadable", entry)
    assert (await mender.submit())["type"] == "create_entry"
    assert entry.state is ConfigEntryState.LOADED
    assert house.issues(entry) == set()


async def test_journal_that_cannot_be_written_is_told(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A full disk stops runs; a run that writes again says that it is over."""
    house.watch(house.show("Frieren"), 3)
    entry = await house.set_up()

    async def full(*_: object) -> None:
        raise JournalError("journal_failed", "database or disk is full")

    with monkeypatch.context() as patch:
        patch.setattr(Database, "write", full)
        with pytest.raises(HomeAssistantError, match="journal cannot be written"):
            await house.sync(entry)
    issue = issue_of(house, "journal_unreadable", entry)
    assert issue is not None
    assert issue.translation_placeholders is not None
    assert issue.translation_placeholders["message"] == "database or disk is full"
    await house.sync(entry)
    assert house.issues(entry) == set()


async def test_old_records_go_once_a_day(
    house: House, freezer: FrozenDateTimeFactory
) -> None:
    """As long as the options say, and no longer."""
    house.watch(house.show("Frieren"), 3)
    entry = await house.set_up(options={"history_days": 30})
    await house.sync(entry)
    await let_days_go_by(house, freezer, 20)
    await house.until(lambda: house.state(entry, "synced").state == "1")
    await let_days_go_by(house, freezer, 20)
    await house.until(lambda: house.state(entry, "synced").state == "0")
    assert (await house.call(entry, "get_history"))["records"] == []


async def test_repair_of_a_removed_profile_goes(house: House, mender: Mender) -> None:
    """An issue that was left over is over when it is looked at."""
    entry = house.profile()
    ir.async_create_issue(
        house.hass,
        DOMAIN,
        issue_id(PLAN_WAITING, entry.entry_id),
        data={"entry_id": "gone", "kind": PLAN_WAITING},
        is_fixable=True,
        severity=ir.IssueSeverity.WARNING,
        translation_key="preview",
    )
    assert (await mender.begin(PLAN_WAITING, entry))["type"] == "create_entry"
    assert not issue_of(house, PLAN_WAITING, entry)


@pytest.mark.parametrize("kind", ["token_expires", "mappings_stale", PLAN_WAITING])
async def test_profile_that_is_not_running_cannot_be_mended(
    house: House, mender: Mender, kind: str
) -> None:
    """It is said, and the repair stays."""
    entry = house.profile()
    ir.async_create_issue(
        house.hass,
        DOMAIN,
        issue_id(kind, entry.entry_id),
        data={"entry_id": entry.entry_id, "kind": kind},
        is_fixable=True,
        severity=ir.IssueSeverity.WARNING,
        translation_key="preview" if kind == PLAN_WAITING else kind,
        translation_placeholders={"profile": "x", "date": "x", "since": "x"},
    )
    answer = await mender.begin(kind, entry)
    if answer["type"] == "form":
        answer = await mender.submit()
    assert (answer["type"], answer["reason"]) == ("abort", "not_loaded")
    assert issue_of(house, kind, entry)


async def test_profile_that_stops_meanwhile_cannot_be_mended(
    house: House, mender: Mender
) -> None:
    """A plan can neither be applied nor ignored without its profile."""
    entry = await guarded(house)
    for option in ("apply", "ignore"):
        if entry.state is not ConfigEntryState.LOADED:
            assert await house.hass.config_entries.async_setup(entry.entry_id)
        await mender.begin(PLAN_WAITING, entry)
        assert await house.hass.config_entries.async_unload(entry.entry_id)
        assert (await mender.choose(option))["reason"] == "not_loaded"


async def test_journal_that_cannot_be_read_shows_no_plan(
    house: House, mender: Mender, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A plan that cannot be read is neither applied nor ignored."""
    entry = await guarded(house)
    await mender.begin(PLAN_WAITING, entry)

    async def broken(*_: object) -> None:
        raise JournalError("journal_failed", "disk I/O error")

    journal = entry.runtime_data.journal
    with monkeypatch.context() as patch:
        patch.setattr(journal, "kept_plan", broken)
        patch.setattr(journal, "discard_plan", broken)
        assert (await mender.choose("ignore"))["reason"] == "not_loaded"
        assert (await mender.begin(PLAN_WAITING, entry))["reason"] == "not_loaded"


def test_plan_in_numbers_and_words() -> None:
    """What goes comes first, then what goes back, then what moves far."""
    edits = [Edit(field=name, before=1, after=2, rule="") for name in "abcdef"]
    state = {"progress": 1}
    changes = [
        PlannedChange(
            target=title,
            title=title,
            subjects=(),
            before=before,
            after=after,
            edits=edits[:count],
            lowers=lowers,
        )
        for title, before, after, count, lowers in (
            ("a *new* one", None, state, 6, False),
            ("raised", state, state, 1, False),
            ("lowered", state, state, 1, True),
            ("deleted", state, None, 1, True),
            ("in conflict", state, state, 0, False),
        )
    ]
    summary = PlanSummary.of([*changes[:4], replace(changes[4], conflicts=edits[:1])])
    assert summary == PlanSummary(new=1, raised=1, lowered=1, deleted=1, conflicts=1)
    assert largest(changes, 3, {"a": "A"}).splitlines() == [
        "- **deleted**: –",
        "- **lowered**: A 1 → 2",
        r"- **a \*new\* one**: A 1 → 2, b 1 → 2, c 1 → 2, d 1 → 2 (+2)",
    ]
