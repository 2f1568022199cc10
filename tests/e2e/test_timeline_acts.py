"""What is done from the timeline card, where it takes a second thought."""

from collections.abc import AsyncIterator

from playwright.async_api import Locator, Page, expect
import pytest
import pytest_asyncio

from tests.demo.services import SampleServices

from .harness.browser import Browser
from .sample import FIRST_RUN, Sample, counter, open_sample, opened, records

LIGHTHOUSE = "The Keepers of the Lighthouse"
LIGHTHOUSE_ID = 990_001


def add_lighthouse(services: SampleServices) -> None:
    """AniList has the title that no mapping knows."""
    services.anilist.add_media(
        id=LIGHTHOUSE_ID, title="Lighthouse Keepers", episodes=8, format="TV"
    )


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def sample(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Sample]:
    """The household, set up and synced once."""
    folder = tmp_path_factory.mktemp("acts")
    async with open_sample(folder, fill=add_lighthouse) as sample:
        yield sample


async def press(place: Page | Locator, name: str) -> None:
    """Press a button by its whole name."""
    await place.get_by_role("button", name=name, exact=True).click()


def toast(page: Page, text: str) -> Locator:
    """Home Assistant's own toast; what it says is there twice, once to be heard."""
    return page.locator("ha-toast").get_by_text(text).first


async def test_undo_of_what_was_changed_since_asks_first(sample: Sample) -> None:
    """The conflict is shown in words; nothing is done until it is confirmed."""
    sample.watch(16)
    await sample.sync()
    sample.edit_elsewhere(1519, progress=9)
    async with Browser(sample.home) as browser:
        page = await opened(browser)
        dialog = page.get_by_role("alertdialog")

        async def undo() -> None:
            await press(records(page).first, "Undo")
            await press(dialog, "Undo")
            await expect(dialog).to_contain_text("Changed since")
            await expect(dialog).to_contain_text("Episode 9 → 3")

        await undo()
        await press(dialog, "Cancel")
        await expect(dialog).to_have_count(0)
        assert sample.services.held()[1519]["progress"] == 9
        await expect(records(page).first).not_to_contain_text("Undone")

        await undo()
        await press(dialog, "Overwrite")
        await expect(records(page).first).to_contain_text("Undone")
        assert sample.services.held()[1519]["progress"] == 3


async def test_refused_act_says_why(sample: Sample) -> None:
    """To undo a new entry is to delete it, which the profile does not allow."""
    async with Browser(sample.home) as browser:
        page = await opened(browser)
        line = records(page).filter(has_text="New on the list").first
        await press(line, "Undo")
        dialog = page.get_by_role("alertdialog")
        await expect(dialog).to_contain_text("will be deleted from the list")
        await press(dialog, "Undo")
        refusal = toast(page, "would delete")
        await expect(refusal).to_be_visible()
        await expect(refusal).not_to_contain_text("Validation error")
        await expect(line.get_by_role("button", name="Undo")).to_be_enabled()


async def test_failed_change_is_tried_again(sample: Sample) -> None:
    """A line that failed tells what happened; Retry makes it good."""
    sample.services.anilist.fail("drop_alias", on="mutation", times=2)
    sample.watch(17)
    await sample.sync()
    sample.services.anilist.heal()
    async with Browser(sample.home) as browser:
        page = await opened(browser)
        await expect(counter(page, "Failed")).to_contain_text("1")
        line = records(page).filter(has_text="Failed")
        await expect(line).to_contain_text("AniList")
        await press(line, "Retry")
        await expect(counter(page, "Failed")).to_contain_text("0", timeout=FIRST_RUN)
        await expect(records(page).first).to_contain_text("Synced")
    assert sample.services.held()[1519]["progress"] == 5


async def test_entry_is_chosen_by_search(sample: Sample) -> None:
    """A title that nobody knows is looked for on AniList, and synced at once."""
    async with Browser(sample.home) as browser:
        page = await opened(browser)
        line = records(page).filter(has_text=LIGHTHOUSE)
        not_found = counter(page, "Not found").locator("b")
        others = str(int(await not_found.inner_text()) - 1)
        await press(line, "Choose entry…")
        dialog = page.get_by_role("dialog")
        await expect(dialog.get_by_role("searchbox")).to_have_value(LIGHTHOUSE)
        await dialog.get_by_role("searchbox").fill("no such title")
        await press(dialog, "Search")
        await expect(dialog).to_contain_text("Nothing was found for “no such title”")
        await dialog.get_by_role("searchbox").fill("Lighthouse Keepers")
        await press(dialog, "Search")
        hit = dialog.get_by_role("listitem").filter(has_text=str(LIGHTHOUSE_ID))
        await expect(hit).to_contain_text("8 episodes")
        await press(hit, "This one")
        await expect(toast(page, "Mapped: Lighthouse Keepers")).to_be_visible()
        await expect(records(page).first).to_contain_text("Synced", timeout=FIRST_RUN)
        await expect(not_found).to_have_text(others)
    assert sample.services.held()[LIGHTHOUSE_ID]["progress"] == 2


async def test_removed_problem_comes_back_unless_it_is_ignored(sample: Sample) -> None:
    """Only this line: the next full sync tells it again. From now on: it does not."""
    async with Browser(sample.home) as browser:
        page = await opened(browser)
        line = records(page).filter(has_text="Tales from the Attic")
        dialog = page.get_by_role("alertdialog")
        not_found = counter(page, "Not found").locator("b")
        others = str(int(await not_found.inner_text()) - 1)

        await press(line, "Remove from history…")
        await press(dialog, "Remove")
        await expect(line).to_have_count(0)
        await expect(not_found).to_have_text(others)
        await sample.act("sync", wait=True)
        await press(page, "↑ 1 new")
        await expect(line).to_have_count(1)

        await press(line, "Remove from history…")
        await dialog.get_by_role("checkbox", name="Ignore it from now on").check()
        await press(dialog, "Remove")
        await expect(line).to_have_count(0)
        await sample.act("sync", wait=True)
        await page.reload()
        await expect(records(page).first).to_be_visible()
        await expect(not_found).to_have_text(others)
        await expect(line).to_have_count(0)


async def test_pins_are_managed_in_one_place(sample: Sample) -> None:
    """Found on AniList, listed, changed together, lifted, and brought back."""
    async with Browser(sample.home) as browser:
        page = await opened(browser)
        await press(page, "More")
        await press(page, "Pins")
        dialog = page.get_by_role("dialog")
        await expect(dialog).to_contain_text("Nothing is pinned.")
        for query, field in (("Planetes", "Score"), ("Chobits", "Status")):
            await press(dialog, "Pin an AniList entry")
            await dialog.get_by_role("searchbox").fill(query)
            await press(dialog, "Search")
            hit = dialog.get_by_role("listitem").filter(has_text=query).first
            await press(hit, "This one")
            await dialog.get_by_role("checkbox", name=field).check()
            await press(dialog, "Save")
            await expect(dialog.get_by_role("listitem")).not_to_have_count(0)
        await expect(dialog.get_by_role("listitem")).to_have_count(2)

        await dialog.get_by_role("checkbox", name="Select all").check()
        await press(dialog, "Edit 2")
        await expect(dialog.get_by_role("heading")).to_have_text("Pins of 2 entries")
        score = dialog.get_by_role("checkbox", name="Score")
        await expect(score).to_be_checked(indeterminate=True)
        await dialog.get_by_role("checkbox", name="Notes").check()
        await press(dialog, "Save")
        await expect(dialog.get_by_role("listitem").first).to_contain_text("Notes")
        assert await pinned(sample) == [["score", "notes"], ["status", "notes"]]

        chobits = dialog.get_by_role("listitem").filter(has_text="Chobits")
        await chobits.get_by_role("button", name="Unpin").click()
        await expect(dialog.get_by_role("listitem")).to_have_count(1)
        assert await pinned(sample) == [["score", "notes"]]
        await press(dialog, "Close")
        told = page.locator("ha-toast").filter(has_text="Unpinned: Chobits")
        await press(told, "Undo")
        await expect(told).to_have_count(0)
        await press(page, "More")
        await press(page, "Pins")
        await expect(dialog.get_by_role("listitem")).to_have_count(2)
    assert await pinned(sample) == [["score", "notes"], ["status", "notes"]]


async def pinned(sample: Sample) -> list[list[str]]:
    """The fields that are pinned, entry by entry."""
    pins = (await sample.act("get_pins"))["pins"]
    return sorted(pin["fields"] for pin in pins)
