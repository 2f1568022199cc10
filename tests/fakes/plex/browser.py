"""The page on which a person lets a client in."""

from typing import TYPE_CHECKING

from aiohttp import web

if TYPE_CHECKING:
    from .server import FakePlex

PAGE = """<!DOCTYPE html><html lang="en"><head><title>Plex</title></head><body>
<h1>Sign in</h1><form method="post"><input type="hidden" name="code">
<input type="hidden" name="forward"><button>Allow</button></form><script>
const said = new URLSearchParams(location.hash.replace(/^#\\??/, ""));
document.forms[0].code.value = said.get("code") || "";
document.forms[0].forward.value = said.get("forwardUrl") || "";
</script></body></html>"""


class Browser:
    """Handlers of the page."""

    def __init__(self, fake: FakePlex) -> None:
        """Take the household."""
        self._fake = fake
        self.user = fake.owner
        """Who sits there."""

    def routes(self, app: web.Application) -> None:
        """Add the paths."""
        app.router.add_get("/auth", self._page)
        app.router.add_post("/auth", self._allow)

    async def _page(self, request: web.Request) -> web.Response:
        """A button; what stands behind the # stays in the browser until it is used."""
        return web.Response(text=PAGE, content_type="text/html")

    async def _allow(self, request: web.Request) -> web.Response:
        """The button was pressed."""
        form = await request.post()
        code, forward = str(form.get("code", "")), str(form.get("forward", ""))
        if not self._fake.plex_tv.pins.confirm(code, self.user):
            return web.Response(status=404, text="There is no such code.")
        if forward:
            raise web.HTTPFound(forward)
        return web.Response(text="You may close this page.")
