"""The backups card in a real browser: looked into, compared, restored, taken back."""

from collections.abc import AsyncIterator
import json
from pathlib import Path
import re
from typing import Any

from playwright.async_api import Locator, Page, expect
import pytest
import pytest_asyncio

from tests.demo.household import ANILIST_USER

from .harness.browser import Browser
from .sample import FIRST_RUN, Sample, open_sample, records

CARD = "custom:plex-sync-backups-card"
PATH = "backups-test"
BROKEN = "plex_sync-anilist_frieda.20261101020000.json"
OTHERS = "plex_sync-anilist_noa.20261102020000.json"
DIARY = "diary.20261103020000.json"
PATIENCE = 90_000
"""Milliseconds: AniList may be asked thirty times a minute, and these stories ask it often."""


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def sample(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Sample]:
    """A profile that has synced, and a dashboard of its backups and its timeline."""
    async with open_sample(tmp_path_factory.mktemp("backups")) as sample:
        both = [{"type": CARD}, {"type": "custom:plex-sync-timeline-card"}]
        views: list[dict[str, Any]] = [{"title": "Backups", "cards": both}]
        views += [{"title": "Alone", "panel": True, "cards": both[:1]}]
        await sample.lay_out({"views": views}, PATH)
        yield sample


def folder(sample: Sample) -> Path:
    """Where the files are."""
    return sample.home.config / "plex_sync" / "backups"


def held(sample: Sample) -> dict[int, dict[str, Any]]:
    """The list as AniList has it now."""
    return sample.services.held()


async def opened(browser: Browser, view: int = 0) -> Page:
    """The dashboard, once the card shows its rows."""
    page = await browser.open(f"/{PATH}/{view}")
    await rows(page).first.wait_for(timeout=FIRST_RUN)
    return page


def rows(page: Page) -> Locator:
    """The backups, newest first."""
    return page.locator("plex-sync-backup-row")


def row(page: Page, name: str) -> Locator:
    """The row of a file."""
    return rows(page).filter(has_text=name)


def comparison(page: Page) -> Locator:
    """What stands open below a row."""
    return page.locator("plex-sync-backup-compare")


async def back_up(sample: Sample) -> str:
    """Take a backup of the list as it is, which no other test has taken."""
    return str((await sample.act("create_backup"))["backup"])


def spoil(sample: Sample, count: int) -> list[int]:
    """Change entries of the list behind the integration's back."""
    changed = [
        media for media, entry in held(sample).items() if entry["progress"] != 1
    ][:count]
    for media in changed:
        sample.edit_elsewhere(media, progress=1, notes="spoilt")
    return changed


async def choose_from_menu(page: Page, name: str, item: str) -> None:
    """Open the menu of a row and choose from it."""
    line = row(page, name)
    await line.get_by_role("button", name="More about this backup").click()
    await line.get_by_role("button", name=item).click()


async def test_backups_are_listed_with_what_they_are(sample: Sample) -> None:
    """Time, age, size, entries, account and state; newest first; "Back up now" adds one."""
    async with Browser(sample.home) as browser:
        page = await opened(browser, view=1)
        sample.edit_elsewhere(next(iter(held(sample))), notes="a new day")
        before = await rows(page).count()
        await page.get_by_role("button", name="Back up now").click()
        await expect(page.get_by_text("Backup taken").first).to_be_visible(
            timeout=PATIENCE
        )
        await expect(rows(page)).to_have_count(before + 1)
        newest = rows(page).first
        cells = newest.get_by_role("cell")
        await expect(cells.nth(0)).to_contain_text("today")
        await expect(cells.nth(0)).to_contain_text(re.compile("ago|now"))
        await expect(cells.nth(0)).to_contain_text("in order")
        await expect(cells.nth(1)).to_contain_text(ANILIST_USER)
        await expect(cells.nth(2)).to_contain_text(str(len(held(sample))))
        await expect(cells.nth(3)).to_contain_text("kB")
        await page.get_by_role("button", name="Back up now").click()
        await expect(page.get_by_text("Nothing has changed").first).to_be_visible(
            timeout=PATIENCE
        )
        await expect(rows(page)).to_have_count(before + 1)
        assert browser.errors == []
        assert browser.outside == []


async def test_backup_is_looked_into(sample: Sample) -> None:
    """A list that can be searched, and the same as highlighted JSON."""
    name = await back_up(sample)
    async with Browser(sample.home) as browser:
        page = await opened(browser)
        await row(page, name).get_by_role("button", name="Preview").click()
        preview = page.locator("plex-sync-backup-preview")
        await expect(preview.get_by_role("listitem")).to_have_count(50)
        await preview.get_by_role("button", name="Show more").click()
        await expect(preview.get_by_role("listitem")).to_have_count(100)
        await preview.get_by_role("searchbox").fill("berserk")
        await expect(preview.get_by_role("listitem").first).to_contain_text("Berserk")
        await expect(preview.get_by_role("status")).not_to_contain_text(
            str(len(held(sample)))
        )
        await preview.get_by_role("tab", name="List").press("ArrowRight")
        await expect(preview.get_by_role("tab", name="JSON")).to_be_focused()
        await expect(preview.locator("pre .key").first).to_have_text('"format"')
        await expect(preview.locator("pre")).to_contain_text('"score_format"')
        await preview.get_by_role("searchbox").fill("no such title")
        await expect(preview.get_by_role("status")).to_have_text("0 entries")
        assert browser.errors == []


async def test_selection_is_restored_and_taken_back_from_the_timeline(
    sample: Sample,
) -> None:
    """Compared, chosen, shown, confirmed, done as shown; then undone as one run."""
    name = await back_up(sample)
    saved = held(sample)
    first, second, third = spoil(sample, 3)
    spoilt = held(sample)
    sample.services.anilist.fail("slow", seconds=2, on="mutation")
    async with Browser(sample.home) as browser:
        page = await opened(browser)
        await row(page, name).get_by_role("button", name="Compare").click()
        below = comparison(page)
        await expect(below.get_by_role("button", name="3 changed")).to_be_visible(
            timeout=PATIENCE
        )
        await expect(below).to_contain_text(f"{len(saved) - 3} the same")
        items = below.get_by_role("listitem")
        await items.first.get_by_role("button", name="Difference").click()
        difference = below.locator("plex-sync-difference")
        await expect(difference).to_contain_text("1 episode")
        await expect(difference).to_contain_text("spoilt")
        for number in range(2):
            await items.nth(number).get_by_role("checkbox").first.check()
        await below.get_by_role("button", name="Restore 2 chosen").click()
        dialog = page.get_by_role("dialog")
        await expect(dialog).to_contain_text("2 entries are changed.", timeout=PATIENCE)
        assert held(sample) == spoilt
        await dialog.get_by_role("button", name="Cancel").click()
        await below.get_by_role("button", name="Restore 2 chosen").click()
        await dialog.get_by_role("button", name="Restore 2 entries").click()
        card = page.locator("plex-sync-backups")
        await expect(card.get_by_role("progressbar")).to_be_visible()
        await expect(card.get_by_role("button", name="Stop")).to_be_visible()
        ending = card.get_by_role("status", name="How the restore has ended")
        await expect(ending).to_contain_text(
            "2 restored · 0 skipped · 0 errors", timeout=PATIENCE
        )
        await expect(card.get_by_role("progressbar")).to_have_count(0)
        restored = held(sample)
        left = [
            media for media in (first, second, third) if restored[media] != saved[media]
        ]
        assert len(left) == 1
        await expect(below.get_by_role("button", name="1 changed")).to_be_visible(
            timeout=PATIENCE
        )
        link = ending.get_by_role("link", name="Show it in the timeline")
        await expect(link).to_have_attribute("href", "/plex_sync/timeline")

        timeline = page.locator("plex-sync-timeline")
        await expect(records(page).first).to_contain_text("Episode")
        await expect(timeline.locator(".run").first).to_contain_text("restore")
        newest = timeline.locator(".run").first
        await newest.get_by_role("button", name="Undo run").click()
        question = timeline.get_by_role("alertdialog")
        await question.get_by_role("button", name="Undo run").click()
        await expect(page.get_by_text("Run taken back").first).to_be_visible(
            timeout=PATIENCE
        )
        assert held(sample) == spoilt
        assert browser.errors == []


async def test_restore_is_taken_back_from_its_summary(sample: Sample) -> None:
    """One button beside what was restored."""
    name = await back_up(sample)
    [media] = spoil(sample, 1)
    spoilt = held(sample)
    async with Browser(sample.home) as browser:
        page = await opened(browser, view=1)
        await row(page, name).get_by_role("button", name="Restore…").click()
        dialog = page.get_by_role("dialog")
        await dialog.get_by_role("button", name="Restore 1 entry").click()
        await expect(page.get_by_text("1 restored")).to_be_visible(timeout=PATIENCE)
        assert held(sample)[media]["notes"] != "spoilt"
        await page.get_by_role("button", name="Undo this restore").click()
        question = page.get_by_role("alertdialog")
        await question.get_by_role("button", name="Undo run").click()
        await expect(page.get_by_text("Run taken back").first).to_be_visible(
            timeout=PATIENCE
        )
        await expect(page.get_by_text("1 restored")).to_have_count(0)
        assert held(sample) == spoilt


async def test_exact_copy_says_what_it_deletes(sample: Sample) -> None:
    """What is newer stays, unless the box is ticked that names how many go."""
    name = await back_up(sample)
    media = sample.services.anilist.add_media(title="Newer than the backup", episodes=3)
    sample.edit_elsewhere(media, progress=1)
    async with Browser(sample.home) as browser:
        page = await opened(browser, view=1)
        await row(page, name).get_by_role("button", name="Restore…").click()
        dialog = page.get_by_role("dialog")
        await expect(dialog).to_contain_text(
            "There is nothing to restore.", timeout=PATIENCE
        )
        await expect(dialog).to_contain_text(
            "1 entry that the backup does not have stays"
        )
        await dialog.get_by_role("checkbox", name="Make it an exact copy").check()
        await expect(dialog).to_contain_text("1 entry is deleted.", timeout=PATIENCE)
        await expect(dialog).to_contain_text("Newer than the backup")
        await dialog.get_by_role("button", name="Restore 1 entry").click()
        await expect(page.get_by_text("1 restored")).to_be_visible(timeout=PATIENCE)
        assert media not in held(sample)


async def test_restore_can_be_stopped(sample: Sample) -> None:
    """The summary says what was done and what was not come to; the rest waits."""
    name = await back_up(sample)
    changed = spoil(sample, 130)
    sample.services.anilist.fail("slow", times=-1, seconds=2, on="mutation")
    try:
        async with Browser(sample.home) as browser:
            page = await opened(browser, view=1)
            await row(page, name).get_by_role("button", name="Restore…").click()
            dialog = page.get_by_role("dialog")
            await dialog.get_by_role("button", name=f"Restore {len(changed)}").click()
            await expect(page.get_by_text("Writing")).to_be_visible(timeout=PATIENCE)
            await page.get_by_role("button", name="Stop").click()
            ending = page.get_by_role("status", name="How the restore has ended")
            await expect(ending).to_contain_text(
                "The restore was stopped", timeout=PATIENCE
            )
            await expect(ending).to_contain_text("the restore was over before its turn")
            await ending.get_by_role("button", name="Close").click()
            await expect(ending).to_have_count(0)
    finally:
        sample.services.anilist.heal()
    left = [media for media in changed if held(sample)[media]["notes"] == "spoilt"]
    assert left
    assert (await sample.act("restore_backup", backup=name))["restored"] == len(left)


async def test_broken_files_are_named_as_what_they_are(sample: Sample) -> None:
    """What can be saved of one can be restored by insisting; of another nothing can."""
    text = (folder(sample) / await back_up(sample)).read_text()
    (folder(sample) / BROKEN).write_text(text[: len(text) // 2])
    (folder(sample) / DIARY).write_text("Dear diary")
    whole = json.loads(text)["entries"][0]
    sample.edit_elsewhere(int(whole["target"]), notes="after the backup")
    async with Browser(sample.home) as browser:
        page = await opened(browser, view=1)
        diary = row(page, DIARY)
        await expect(diary).to_contain_text("not JSON")
        await expect(diary.get_by_role("button", name="Restore…")).to_have_count(0)
        await diary.get_by_role("button", name="Details").click()
        preview = page.locator("plex-sync-backup-preview")
        await expect(preview).to_contain_text("nothing in it can be restored")
        await diary.get_by_role("button", name="Details").click()

        broken = row(page, BROKEN)
        await expect(broken).to_contain_text("cut off")
        await broken.get_by_role("button", name="Preview").click()
        await expect(preview).to_contain_text("The file breaks off.")
        await broken.get_by_role("button", name="Restore…").click()
        dialog = page.get_by_role("dialog")
        await expect(dialog).to_contain_text(
            "This file is not in order (cut off).", timeout=PATIENCE
        )
        await expect(dialog).to_contain_text("1 entry is changed.", timeout=PATIENCE)
        yes = dialog.get_by_role("button", name="Restore 1 entry")
        await expect(yes).to_be_disabled()
        await dialog.get_by_role("checkbox", name="Restore it all the same").check()
        await yes.click()
        await expect(page.get_by_text("1 restored")).to_be_visible(timeout=PATIENCE)
        assert browser.errors == []


async def test_list_of_another_account_is_asked_for_twice(sample: Sample) -> None:
    """It is told whose it is; one tick and one question before anything is written."""
    document = json.loads((folder(sample) / await back_up(sample)).read_text())
    document["account"] |= {"id": "777", "name": "noa"}
    (folder(sample) / OTHERS).write_text(json.dumps(document))
    spoil(sample, 1)
    spoilt = held(sample)
    async with Browser(sample.home) as browser:
        page = await opened(browser, view=1)
        others = row(page, OTHERS)
        await expect(others).to_contain_text("noa")
        await expect(others).to_contain_text("another account")
        await others.get_by_role("button", name="Restore…").click()
        dialog = page.get_by_role("dialog")
        await dialog.get_by_role("checkbox", name="I want the list of noa").check()
        await dialog.get_by_role("checkbox", name="Restore it all the same").check()
        await dialog.get_by_role("button", name="Restore 1 entry").click()
        question = page.get_by_role("alertdialog")
        await expect(question).to_contain_text("The list of noa is about to be written")
        await question.get_by_role("button", name="Cancel").click()
        assert held(sample) == spoilt
        await others.get_by_role("button", name="Restore…").click()
        for box in await dialog.get_by_role("checkbox").all():
            await box.check()
        await dialog.get_by_role("button", name="Restore 1 entry").click()
        await question.get_by_role("button", name="Yes, restore it").click()
        await expect(page.get_by_text("1 restored")).to_be_visible(timeout=PATIENCE)
        assert held(sample) != spoilt


async def test_files_are_checked_kept_saved_and_deleted(sample: Sample) -> None:
    """What the menu of a row offers."""
    spoil(sample, 1)
    name = await back_up(sample)
    text = (folder(sample) / name).read_text()
    async with Browser(sample.home, accept_downloads=True) as browser:
        page = await opened(browser, view=1)
        await choose_from_menu(page, name, "Check again")
        await expect(page.get_by_text("Checked: in order").first).to_be_visible()
        await choose_from_menu(page, name, "Keep for good")
        await expect(row(page, name)).to_contain_text("kept")
        async with page.expect_download() as download:
            await choose_from_menu(page, name, "Download")
        saved = await download.value
        assert saved.suggested_filename == name
        assert Path(await saved.path()).read_text() == text
        await choose_from_menu(page, name, "Delete…")
        question = page.get_by_role("alertdialog")
        await expect(question).to_contain_text("It is marked to be kept.")
        await question.get_by_role("button", name="Delete").click()
        await expect(row(page, name)).to_have_count(0)
        assert not (folder(sample) / name).exists()
        assert browser.errors == []


async def test_reader_may_look_but_not_restore(sample: Sample) -> None:
    """What would be refused is not offered."""
    spoil(sample, 1)
    name = await back_up(sample)
    spoil(sample, 2)
    tokens = await sample.home.add_user("Kim", read_only=True)
    login = sample.home.frontend_tokens_of(tokens)
    async with Browser(sample.home, tokens=login) as browser:
        page = await opened(browser)
        await row(page, name).get_by_role("button", name="Compare").click()
        below = comparison(page)
        await expect(below).to_contain_text(
            "Only an administrator can restore.", timeout=PATIENCE
        )
        await expect(below.get_by_role("checkbox")).to_have_count(0)
        for forbidden in ("Restore…", "Back up now", "More about this backup"):
            button = page.get_by_role("button", name=forbidden)
            await expect(button).to_have_count(0)
        await expect(row(page, OTHERS)).to_have_count(0)
        assert browser.errors == []


@pytest.mark.parametrize(
    ("language", "create", "direction"),
    [("de", "Jetzt sichern", "ltr"), ("he", "Back up now", "rtl")],
)
async def test_card_fits_a_phone_in_every_language(
    sample: Sample, language: str, create: str, direction: str
) -> None:
    """Nothing stands out at the side, with a comparison open too."""
    spoil(sample, 1)
    name = await back_up(sample)
    spoil(sample, 3)
    async with Browser(sample.home, language=language, width=390) as browser:
        page = await opened(browser)
        await expect(page.get_by_role("button", name=create)).to_be_visible()
        await row(page, name).get_by_role("button").nth(1).click()
        await expect(comparison(page).get_by_role("listitem").first).to_be_visible(
            timeout=PATIENCE
        )
        card = page.locator("plex-sync-backups ha-card")
        await expect(card).to_have_attribute("dir", direction)
        overflow = "(element) => element.scrollWidth - element.clientWidth"
        assert await card.evaluate(overflow) <= 0
        assert (
            await page.locator("plex-sync-backup-list .scroller").evaluate(overflow)
            <= 0
        )
        assert browser.errors == []


async def test_empty_folder_explains_itself(sample: Sample) -> None:
    """What a backup is, where it will be, and how to take the first one."""
    for file in folder(sample).iterdir():
        file.unlink()
    async with Browser(sample.home) as browser:
        page = await browser.open(f"/{PATH}/1")
        await expect(page.get_by_text("No backups yet")).to_be_visible(
            timeout=FIRST_RUN
        )
        await expect(page.get_by_text("your own safety copy")).to_be_visible()
        await page.get_by_role("button", name="Back up now").click()
        await expect(rows(page)).to_have_count(1, timeout=PATIENCE)
