"""The way through the dialog in which a profile is made, or changed."""

import asyncio
from dataclasses import dataclass, field
import os
from pathlib import Path
import re

from playwright.async_api import Locator, Page, expect

from tests.fakes.plex import User

from .evening import CLIENT_ID, DOMAIN, TITLE, Evening
from .harness.browser import Browser
from .harness.websocket import CommandFailed

ANIME = "Anime: from Plex to AniList"
COMING_OVER = "Come over from PlexAniBridge"
NUMBERS = "96 new, 13 raised, 0 lowered, 0 deleted,"
WRITTEN = "Done: 109 entries were written."
PICTURES = os.environ.get("PLEX_SYNC_PICTURES")
"""A folder for a picture of each screen; unset: none are taken."""
FIRST_RUN = 60_000
"""Milliseconds that a first run of the household may take in the browser's eyes."""
SHORTER = r"""() => {
  const shorten = (node) => {
    if (node.nodeType === Node.TEXT_NODE)
      node.data = node.data.replace(/\/\S+(?=\/plex_sync)/, "/config");
    if (node.shadowRoot) shorten(node.shadowRoot);
    node.childNodes.forEach(shorten);
  };
  shorten(document.querySelector("home-assistant"));
}"""
"""Shows the configuration folder as most houses have it."""
_TAKEN: set[str] = set()
"""The pictures that were taken already."""
THEMES = (False, True) if PICTURES else (False,)


@dataclass
class Walk:
    """A way through the dialog; counts its screens and what is typed."""

    page: Page
    dark: bool
    screens: list[str] = field(default_factory=list)
    typed: list[str] = field(default_factory=list)

    @property
    def dialog(self) -> Locator:
        """The dialog."""
        return self.page.locator("dialog-data-entry-flow")

    async def sees(self, title: str, within: int = 20_000) -> None:
        """A screen has come up."""
        heading = self.dialog.get_by_text(title, exact=True).first
        await expect(heading).to_be_visible(timeout=within)
        self.screens.append(title)
        await self.takes_picture(title)

    async def takes_picture(self, of: str) -> None:
        """Take a picture of a screen, if they are wanted and it was not taken yet."""
        name = "-".join(re.findall(r"\w+", of.lower())[:6])
        file = f"setup-{name}-{'dark' if self.dark else 'light'}.png"
        if PICTURES and file not in _TAKEN:
            _TAKEN.add(file)
            await self.page.wait_for_timeout(700)
            await self.page.evaluate(SHORTER)
            dialog = self.dialog.locator("dialog")
            await dialog.screenshot(path=Path(PICTURES) / file)

    async def types(self, field: str, text: str) -> None:
        """Fill in a field."""
        await self.page.get_by_role("textbox", name=field).first.fill(text)
        self.typed.append(field)

    async def chooses(self, text: str) -> None:
        """Click on what stands there."""
        await self.dialog.get_by_text(text, exact=True).first.click()

    async def switches(self, name: str) -> None:
        """Turn something on or off."""
        await self.dialog.locator(f'ha-switch[aria-label="{name}"]').click()

    async def chooses_user(self, name: str) -> None:
        """Choose whose watching is read."""
        await self.dialog.locator("ha-selector-select").first.click()
        await self.page.get_by_role("menuitem", name=name).click()

    async def is_told(self, sentence: str, button: str = "Submit") -> None:
        """Send what was typed, and be told what is wrong with it."""
        await self.goes_on(button)
        await self.reads(sentence)

    async def reads(self, sentence: str) -> None:
        """A sentence has come up."""
        await expect(self.dialog.get_by_text(sentence).first).to_be_visible()
        await self.takes_picture(sentence)

    async def uploads(self, folder: Path) -> list[str]:
        """Open the section of files, upload one into each field; what they are called."""
        uploaded = []
        await self.chooses("Upload the files instead")
        for file in sorted(folder.iterdir()):
            field = self.dialog.locator(f'input[accept*="{file.suffix}"]').first
            async with self.page.expect_response("**/api/file_upload") as answered:
                await field.set_input_files(file)
            uploaded.append((await (await answered.value).json())["file_id"])
            await expect(self.dialog.get_by_text(file.name, exact=True)).to_be_visible()
        return uploaded

    async def ends(self, sentence: str) -> None:
        """The dialog has come to its end with a sentence."""
        await self.reads(sentence)
        await self.closes()

    async def closes(self) -> None:
        """Close the dialog."""
        close = self.dialog.get_by_role("button", name="Close")
        await close.last.click()
        await expect(close).to_have_count(0)

    async def goes_on(self, button: str = "Submit") -> None:
        """Press the button below."""
        await self.page.get_by_role("button", name=button, exact=True).click()


async def begin(browser: Browser, *, dark: bool, choice: str = ANIME) -> Walk:
    """*Add integration*, and what to begin with."""
    page = await browser.open("/config/integrations/dashboard")
    await page.get_by_role("button", name="Add integration").click()
    await page.get_by_placeholder("Search for a brand name").fill("Plex Sync")
    found = page.locator("dialog-add-integration")
    await found.get_by_text("Plex Sync", exact=True).first.click()
    walk = Walk(page, dark)
    await walk.sees("New profile")
    await page.get_by_text(choice).click()
    if choice == ANIME:
        await walk.sees("Plex server")
    return walk


async def allow_plex(evening: Evening, walk: Walk, user: User) -> None:
    """Follow the link to plex.tv, and say yes there as somebody."""
    evening.plex.browser.user = user
    async with walk.page.context.expect_page() as opened:
        await walk.page.get_by_role("link", name="Open plex.tv").click()
    other = await opened.value
    await other.get_by_role("button", name="Allow").click()
    await other.get_by_text("You may close this page.").wait_for()
    await other.close()


async def allow_anilist(evening: Evening, walk: Walk) -> None:
    """Type the client's ID, follow the link, paste what it shows."""
    await walk.sees("AniList account")
    await walk.types("Client ID", CLIENT_ID)
    await walk.goes_on()
    await walk.sees("Allow the access to AniList")
    async with walk.page.context.expect_page() as opened:
        await walk.page.get_by_role("link", name="Open AniList").click()
    other = await opened.value
    token = await other.locator("textarea").input_value()
    await other.close()
    assert evening.authorize.clients == [CLIENT_ID]
    await walk.types("Token", token)
    await walk.goes_on()


async def answers_at_anilist(walk: Walk, answer: str) -> None:
    """Go on to AniList's own page, and answer there."""
    async with walk.page.context.expect_page() as opened:
        await walk.goes_on()
    other = await opened.value
    await other.get_by_role("link", name=answer).click()


async def approved(
    evening: Evening, walk: Walk, numbers: str = NUMBERS, written: str = WRITTEN
) -> None:
    """The profile is there; its first changes are shown, applied, and told."""
    home = evening.home
    await walk.goes_on()
    await walk.sees("What would change", within=FIRST_RUN)
    [entry] = await home.entries(DOMAIN)
    assert (entry["title"], entry["state"]) == (TITLE, "loaded")
    await expect(walk.dialog.get_by_text(numbers)).to_be_visible()
    assert evening.services.equal() < 109
    await walk.dialog.get_by_text("Apply", exact=True).click()
    await walk.sees("Apply")
    await walk.goes_on()
    await expect(walk.dialog.get_by_text(written)).to_be_visible(timeout=FIRST_RUN)
    await walk.takes_picture("Applied")


async def sync(evening: Evening, profile: str) -> None:
    """Let a profile run, and wait for its end."""
    data = {"config_entry_id": profile, "wait": True}
    await evening.home.action(f"{DOMAIN}.sync", data, response=True)


async def told_by_sync(evening: Evening, profile: str) -> str:
    """What a run is refused with; empty: it was not."""
    try:
        await sync(evening, profile)
    except CommandFailed as err:
        return err.message
    return ""


async def refused(evening: Evening, walk: Walk, profile: str) -> None:
    """A run is refused; the page of integrations asks to sign in again."""
    async with asyncio.timeout(30):
        # It may still be loaded anew, after it was signed in before.
        while "Sign in again" not in await told_by_sync(evening, profile):
            await asyncio.sleep(0.2)
    await walk.page.get_by_role("button", name="Reconfigure").click()
