"""A real Chromium, signed in to a Home Assistant's frontend.

CSS, text and role locators of Playwright pierce the frontend's shadow roots, XPath does
not. In forms, `get_by_role("textbox", name=…)` finds fields where `get_by_label` cannot.
"""

import json
import os
import shutil
from typing import Any, Self

from playwright.async_api import (
    ConsoleMessage,
    Page,
    Request,
    StorageState,
    async_playwright,
)

from .client import Client
from .loopback import is_loopback

PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MAC = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"

ARGUMENTS = [
    "--no-sandbox",  # with it, Chromium refuses to run as root
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",  # containers often have 64 MiB there
    # what needs another machine fails at once
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]
# A promise that was rejected with a plain object reports itself as "Object" only.
TELL_REJECTIONS = """
addEventListener("unhandledrejection", (event) => {
  if (!(event.reason instanceof Error))
    console.error("rejected: " + JSON.stringify(event.reason));
});
"""


def find_chromium() -> str | None:
    """The Chromium of this machine; `None`: the one that Playwright may have."""
    for program in PROGRAMS:
        if path := shutil.which(program):
            return path
    return MAC if os.access(MAC, os.X_OK) else None


class Browser:
    """`async with Browser(home_assistant) as browser: page = await browser.open("/")`."""

    def __init__(
        self,
        home_assistant: Client,
        *,
        dark: bool = False,
        language: str = "en",
        width: int = 1280,
        height: int = 800,
        tokens: dict[str, Any] | None = None,
        **context: Any,
    ) -> None:
        """Keep the choices; `tokens` signs in another user than the owner.

        What is given beyond goes to Playwright's `new_context`.
        """
        self._home_assistant = home_assistant
        self._language = language
        self._tokens = tokens
        self._options: dict[str, Any] = {
            "viewport": {"width": width, "height": height},
            "locale": "en-US",
            "timezone_id": "UTC",
            "color_scheme": "dark" if dark else "light",
            "reduced_motion": "reduce",
            **context,
        }
        self.errors: list[str] = []
        """Errors on the console and exceptions that nothing caught."""
        self.outside: list[str] = []
        """Addresses beyond loopback that a page asked for; none was reached."""

    async def __aenter__(self) -> Self:
        """Start Chromium with a fresh profile and sign in."""
        self._playwright = await async_playwright().start()
        try:
            self.browser = await self._playwright.chromium.launch(
                executable_path=find_chromium(), headless=True, args=ARGUMENTS
            )
            self.context = await self.browser.new_context(
                storage_state=self._signed_in(), **self._options
            )
        except BaseException:
            await self._playwright.stop()
            raise
        self.context.set_default_timeout(20_000)
        await self.context.add_init_script(TELL_REJECTIONS)
        self.context.on("request", self._on_request)
        self.context.on("console", self._on_console)
        self.context.on(
            "weberror", lambda error: self.errors.append(f"uncaught: {error.error}")
        )
        return self

    async def __aexit__(self, *_: object) -> None:
        """Close it."""
        try:
            await self.context.close()
            await self.browser.close()
        finally:
            await self._playwright.stop()

    async def open(self, path: str = "/") -> Page:
        """A new page of the frontend."""
        page = await self.context.new_page()
        await page.goto(self._home_assistant.url + path)
        return page

    def _signed_in(self) -> StorageState:
        """What the frontend keeps in a browser that is signed in."""
        values = {
            "hassTokens": self._tokens or self._home_assistant.frontend_tokens,
            "selectedLanguage": self._language,
            "dockedSidebar": "docked",
        }
        return {
            "cookies": [],
            "origins": [
                {
                    "origin": self._home_assistant.url,
                    "localStorage": [
                        {"name": name, "value": json.dumps(value)}
                        for name, value in values.items()
                    ],
                }
            ],
        }

    def _on_request(self, request: Request) -> None:
        scheme, _, rest = request.url.partition("://")
        if scheme not in ("http", "https", "ws", "wss"):
            return
        host = rest.partition("/")[0].rpartition("@")[2].partition(":")[0]
        if not is_loopback(host):
            self.outside.append(request.url)

    def _on_console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.errors.append(f"{message.text} [{message.location['url']}]")
