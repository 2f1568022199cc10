"""The playlists card in a real browser: added, synced, settled, left out, taken over."""

from collections.abc import AsyncIterator

from playwright.async_api import Locator, Page, expect
import pytest
import pytest_asyncio

from tests.demo.music import MusicHousehold
from tests.fakes.spotify import Playlist, Song

from .concert import PATH, on_plex, open_concert, opened, row, rows, tracks
from .harness.browser import Browser
from .sample import FIRST_RUN, Sample, records

CHOIR = "Harbour Choir"
EVENING = ("Slack Water", "Lamplighter", "Ropewalk", "Night Ferry")
OFFERED = "Harbour evening"
UNSAVED = "Picnic"
PATIENCE = 60_000
"""Milliseconds that a sync may take in the browser's eyes."""


def fill(music: MusicHousehold) -> None:
    """A playlist of the same title is on Plex already; another one is not saved yet."""
    shelf = [
        music.plex.add_track(
            title, artist=CHOIR, album="Evening", section=music.section
        )
        for title in EVENING
    ]
    songs = [music.song(title, CHOIR, album="Evening") for title in EVENING]
    music.playlist(OFFERED, [(song, f"{CHOIR} – {song.title}") for song in songs])
    music.plex.add_playlist(music.plex.owner, OFFERED, shelf[1], shelf[0])
    music.spotify.add_playlist(music.account, UNSAVED, songs[:3])


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def sample(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Sample]:
    """A household whose playlists were synced once."""
    async with open_concert(tmp_path_factory.mktemp("playlists"), fill=fill) as sample:
        yield sample


def on_spotify(sample: Sample, title: str) -> Playlist:
    """The playlist of a title at its source."""
    playlists = sample.services.spotify.playlists.values()
    [found] = [playlist for playlist in playlists if playlist.title == title]
    return found


def errors(browser: Browser) -> list[str]:
    """What went wrong on the page, but for covers, which lie beyond this machine."""
    return [each for each in browser.errors if "i.scdn.co" not in each]


async def show_tracks(page: Page, title: str) -> Locator:
    """Open an item; its tracks."""
    await row(page, title).get_by_role("button", name=title, exact=True).click()
    await tracks(page).first.wait_for()
    return tracks(page)


async def sync_now(page: Page, title: str) -> None:
    """Sync one item from the card, and wait for the end."""
    button = row(page, title).get_by_role("button", name=f"Sync {title} now")
    await button.click()
    await expect(page.get_by_text(f"{title} is being synced.").first).to_be_visible()
    await expect(page.locator("plex-sync-progress")).to_have_count(0, timeout=PATIENCE)
    await expect(button).to_be_enabled(timeout=PATIENCE)


async def test_playlist_is_added_in_the_dialog_and_synced_from_the_card(
    sample: Sample,
) -> None:
    """By its link; the card shows it at once, and the button makes it."""
    async with Browser(sample.home) as browser:
        page = await browser.open("/config/integrations/integration/plex_sync")
        await page.get_by_role("button", name="Add playlists").first.click()
        dialog = page.locator("dialog-data-entry-flow")
        await dialog.get_by_text("By link").click()
        link = f"https://open.spotify.com/playlist/{on_spotify(sample, UNSAVED).id}"
        await dialog.get_by_role("textbox", name="Link or file").fill(link)
        await dialog.get_by_role("textbox", name="Category").fill("Outdoors")
        await dialog.get_by_role("button", name="Submit").click()
        await expect(dialog.get_by_role("button", name="Submit")).to_have_count(0)

        page = await opened(browser)
        await expect(row(page, UNSAVED)).to_contain_text("New")
        await expect(row(page, UNSAVED)).to_contain_text("Outdoors")
        await sync_now(page, UNSAVED)
        await expect(row(page, UNSAVED)).to_contain_text("3 of 3", timeout=PATIENCE)
        assert on_plex(sample, UNSAVED).titles == list(EVENING[:3])
        newest = records(page).filter(has_text=UNSAVED).first
        await expect(newest).to_contain_text("New playlist")
        await expect(newest).to_contain_text("3 added")
        assert errors(browser) == []


async def test_unsure_match_is_settled_by_one_press(sample: Sample) -> None:
    """The best candidate stands below the track; chosen, it lands at its place."""
    title = "Late night"
    before = on_plex(sample, title).titles
    assert "Paper Moon" not in before
    async with Browser(sample.home) as browser:
        page = await opened(browser)
        waiting = await show_tracks(page, title)
        await expect(waiting).to_have_count(2)
        unsure = waiting.filter(has_text="Paper Moon")
        await expect(unsure).to_contain_text("the length differs")
        await unsure.get_by_role("button", name="This one", exact=True).click()
        await expect(page.get_by_text("Kept: Paper Moon").first).to_be_visible()
        await expect(row(page, title)).to_contain_text("1 to review", timeout=PATIENCE)
        await expect(waiting).to_have_count(1, timeout=PATIENCE)
        await expect(page.locator("plex-sync-progress")).to_have_count(0)
        assert on_plex(sample, title).titles == ["Paper Moon", *before]
        assert errors(browser) == []


async def test_another_track_is_chosen_by_search(sample: Sample) -> None:
    """The library is searched by words; what is chosen counts from then on."""
    title = "Versions"
    async with Browser(sample.home) as browser:
        page = await opened(browser)
        lines = await show_tracks(page, title)
        line = lines.filter(has_text="Only Once")
        await expect(line).to_contain_text("Missing: another version")
        await line.get_by_role("button", name="Choose another").click()
        search = line.locator("plex-sync-track-search")
        await search.get_by_role("searchbox").fill("only once signal")
        await search.get_by_role("button", name="Search").click()
        await expect(search.get_by_role("listitem")).to_have_count(1)
        await search.get_by_role("button", name="This one").click()
        await expect(row(page, title)).to_contain_text("3 of 4", timeout=PATIENCE)
        await expect(line).to_contain_text("you chose it", timeout=PATIENCE)
        assert "Only Once (Live)" in on_plex(sample, title).titles


async def test_missing_track_is_never_looked_for_again(sample: Sample) -> None:
    """After a question; it is not missing any more, and the way back is offered."""
    title = "Rainy Sunday"
    async with Browser(sample.home) as browser:
        page = await opened(browser)
        await expect(row(page, title)).to_contain_text("3 missing")
        await show_tracks(page, title)
        line = tracks(page).filter(has_text="Never Released 1")
        await line.get_by_role("button", name="Never").click()
        question = page.get_by_role("alertdialog")
        await expect(question).to_contain_text("Never Released 1 is left out")
        await question.get_by_role("button", name="Never", exact=True).click()
        await expect(line).to_contain_text("left out at your word", timeout=PATIENCE)
        missing = await sample.act("get_missing")
        assert "Never Released 1" not in str(missing)
        assert "Never Released 2" in str(missing)
        assert errors(browser) == []


async def test_playlist_of_the_same_title_is_taken_over(sample: Sample) -> None:
    """What agrees is told; once taken over, it is filled and no second one is made."""
    mine = on_plex(sample, OFFERED)
    async with Browser(sample.home) as browser:
        page = await opened(browser)
        offered = row(page, OFFERED)
        await expect(offered).to_contain_text("2 of its 2 tracks are in this one")
        await offered.get_by_role("button", name="Take over").click()
        await expect(offered).to_contain_text("Synced", timeout=PATIENCE)
        await expect(offered.get_by_role("button", name="Take over")).to_have_count(0)
    assert on_plex(sample, OFFERED) is mine
    assert sorted(mine.titles) == sorted(EVENING)


async def test_edit_on_plex_survives_and_a_sync_is_taken_back(sample: Sample) -> None:
    """What the user removed and added stays; undo takes the source's new song out."""
    title = "Dinner"
    plex, playlist = sample.services.plex, on_plex(sample, title)
    _, removed = playlist.items.pop(1)
    own = plex.add_track(
        "My own song", artist="Me", section=sample.services.sounds.section
    )
    plex.extend(playlist, (own,))
    kept = playlist.titles
    source = on_spotify(sample, title)
    songs = [entry for entry in source.entries if isinstance(entry, Song)]
    new = next(
        song
        for song in sample.services.spotify.songs.values()
        if song.title == "Ropewalk"
    )
    source.change([*songs, new])
    async with Browser(sample.home) as browser:
        page = await opened(browser)
        await sync_now(page, title)
        await expect(row(page, title)).to_contain_text(f"{len(songs) + 1} of")
        line = records(page).filter(has_text=title).first
        await expect(line).to_contain_text("1 added", timeout=PATIENCE)
        assert sorted(playlist.titles) == sorted([*kept, "Ropewalk"])
        assert playlist.titles.count(removed.title) == kept.count(removed.title)

        await line.get_by_role("button", name="Difference").click()
        difference = line.locator("plex-sync-difference")
        await expect(difference).to_contain_text(f"Ropewalk · {CHOIR} · Evening")
        await expect(difference).to_contain_text("what you changed on Plex stays")
        await expect(difference).not_to_contain_text("plex://")

        await line.get_by_role("button", name="Undo", exact=True).click()
        question = page.get_by_role("alertdialog")
        await question.get_by_role("button", name="Undo", exact=True).click()
        await expect(page.get_by_text("Taken back: Dinner").first).to_be_visible(
            timeout=PATIENCE
        )
        assert playlist.titles == kept
        await sync_now(page, title)
        assert playlist.titles == kept
        assert errors(browser) == []


async def test_several_items_are_edited_at_once(sample: Sample) -> None:
    """With the keyboard alone; what was not touched stays, and there is a way back."""
    titles = ("Dinner", "Versions")
    before = {item["title"]: item for item in (await sample.act("get_items"))["items"]}
    async with Browser(sample.home) as browser:
        page = await opened(browser)
        await page.get_by_role("button", name="Select several").press("Enter")
        edit = page.locator("plex-sync-playlists").get_by_role("button", name="Edit")
        await expect(edit).to_be_disabled()
        for title in titles:
            await page.get_by_role("checkbox", name=f"Select {title}").press("Space")
        await expect(page.get_by_text("2 selected")).to_be_visible()
        await edit.press("Enter")
        dialog = page.get_by_role("dialog", name="Edit 2 items")
        save = dialog.get_by_role("button", name="Save")
        await expect(save).to_be_disabled()
        await dialog.get_by_role("textbox", name="Category").fill("Evening")
        await dialog.get_by_role("spinbutton", name="Days between").fill("3")
        await dialog.get_by_role("combobox", name="Hand on").select_option("No")
        await save.press("Enter")
        await expect(page.get_by_text("2 items changed").first).to_be_visible()
        for title in titles:
            await expect(row(page, title)).to_contain_text("Evening")
        after = {
            item["title"]: item for item in (await sample.act("get_items"))["items"]
        }
        wanted = {"category": "Evening", "interval_days": 3, "hand_off": False}
        for title in titles:
            changed = {name: after[title][name] for name in wanted}
            assert changed == wanted
            assert after[title]["mode"] == before[title]["mode"]
        assert {t: i for t, i in after.items() if t not in titles}.keys() == {
            title for title in before if title not in titles
        }
        await page.get_by_role("button", name="Undo", exact=True).last.click()
        for title in titles:
            category = before[title]["category"]
            await expect(row(page, title)).not_to_contain_text("Evening")
            await expect(row(page, title)).to_contain_text(category)
        assert errors(browser) == []


@pytest.mark.parametrize(
    ("language", "sync", "direction"),
    [("de", "Alle abgleichen", "ltr"), ("he", "Sync all", "rtl")],
)
async def test_card_fits_a_phone_in_every_language(
    sample: Sample, language: str, sync: str, direction: str
) -> None:
    """Nothing stands out at the side, with an item open too."""
    async with Browser(sample.home, language=language, width=390) as browser:
        page = await browser.open(f"/{PATH}/0")
        await rows(page).first.wait_for(timeout=FIRST_RUN)
        await expect(page.get_by_role("button", name=sync)).to_be_visible()
        await show_tracks(page, "Versions")
        card = page.locator("plex-sync-playlists ha-card")
        await expect(card).to_have_attribute("dir", direction)
        overflow = "(element) => element.scrollWidth - element.clientWidth"
        assert await card.evaluate(overflow) <= 0
        assert await card.locator(".items").evaluate(overflow) <= 0
        assert errors(browser) == []
