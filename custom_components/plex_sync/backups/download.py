"""Backups as files to download: for administrators, under addresses that soon lapse."""

from datetime import timedelta
from typing import BinaryIO, Final
from urllib.parse import quote

from aiohttp import web
from homeassistant.components.http.auth import async_sign_path
from homeassistant.components.http.const import KEY_HASS_USER
from homeassistant.core import HomeAssistant, callback
from homeassistant.exceptions import Unauthorized
from homeassistant.helpers.http import KEY_HASS, HomeAssistantView

from ..const import DOMAIN
from ..sync.backups.model import BackupError
from .safekeeping import async_get_folder

PATH: Final = f"/api/{DOMAIN}/backup"
VALID_FOR: Final = timedelta(minutes=1)
PIECE: Final = 256 * 1024
"""Bytes: files that are no backups may be of any size."""


@callback
def async_setup_download(hass: HomeAssistant) -> None:
    """Serve the files."""
    # Without a web server there is nobody to serve.
    if getattr(hass, "http", None) is not None:
        hass.http.register_view(BackupView())


@callback
def async_address(hass: HomeAssistant, name: str) -> str:
    """Sign where a file can be downloaded, for the user who asks, for a minute."""
    path = f"{PATH}/{quote(name, safe='')}"
    return async_sign_path(hass, path, VALID_FOR)


class BackupView(HomeAssistantView):
    """Serves a file of the folder of backups as it is."""

    url = f"{PATH}/{{name}}"
    name = f"api:{DOMAIN}:backup"

    async def get(self, request: web.Request, name: str) -> web.StreamResponse:
        """Send a file."""
        if not request[KEY_HASS_USER].is_admin:
            raise Unauthorized
        hass = request.app[KEY_HASS]
        folder = await async_get_folder(hass)
        try:
            file = await hass.async_add_executor_job(folder.open, name)
        except BackupError as err:
            raise web.HTTPNotFound from err
        try:
            return await _async_send(hass, request, name, file)
        finally:
            await hass.async_add_executor_job(file.close)


async def _async_send(
    hass: HomeAssistant, request: web.Request, name: str, file: BinaryIO
) -> web.StreamResponse:
    """Send a file piece by piece, to be saved and not to be shown."""
    response = web.StreamResponse(
        headers={
            "Content-Type": "application/json",
            "Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}",
            "Cache-Control": "no-store",
            "X-Content-Type-Options": "nosniff",
        }
    )
    await response.prepare(request)
    while piece := await hass.async_add_executor_job(file.read, PIECE):
        await response.write(piece)
    await response.write_eof()
    return response
