"""Pictures of records: served small, under signed paths that hold no address or token."""

import asyncio
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable
from enum import StrEnum
from functools import partial
import hashlib
import hmac
from http import HTTPStatus
from io import BytesIO
import logging
from pathlib import Path
import secrets
import shutil
from typing import Final
from urllib.parse import urlsplit

from aiohttp import web
from homeassistant.config_entries import ConfigEntry
from homeassistant.const import CONF_TOKEN
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import instance_id
from homeassistant.helpers.http import KEY_HASS, HomeAssistantView
from homeassistant.util.hass_dict import HassKey
from PIL import Image, ImageOps, UnidentifiedImageError

from .connection import PlexConnection, plex_connection
from .const import DOMAIN
from .plex.pictures import PlexPictures
from .plex.session import PlexSession
from .sync.errors import ServiceError
from .sync.model import Picture

_LOGGER = logging.getLogger(__name__)

CONF_PICTURES: Final = "pictures"
PATH: Final = f"/api/{DOMAIN}/picture"
AT_ONCE: Final = 4
KEPT: Final = 4_000
"""How many pictures of a profile are kept at most."""
TRIMMED_EVERY: Final = 200
KEEP_SECONDS: Final = 30 * 24 * 3600
PLEX: Final = "plex"


class PictureSize(StrEnum):
    """In which sizes pictures are served."""

    SMALL = "small"
    LARGE = "large"


_PIXELS: Final = {PictureSize.SMALL: (160, 240), PictureSize.LARGE: (480, 720)}

DATA_PICTURES: HassKey[PictureShelf] = HassKey(f"{DOMAIN}_pictures")


@callback
def async_setup_pictures(hass: HomeAssistant) -> None:
    """Serve the pictures of all profiles."""
    hass.data[DATA_PICTURES] = PictureShelf(hass)
    # Without a web server there is nobody to serve.
    if getattr(hass, "http", None) is not None:
        hass.http.register_view(PictureView())


@callback
def async_picture_address(
    hass: HomeAssistant,
    entry: ConfigEntry,
    picture: Picture | None,
    size: PictureSize = PictureSize.SMALL,
) -> str | None:
    """Return where a picture can be loaded from; never an address with a token.

    Pictures of Plex are served by a view of ours. A public picture elsewhere stays
    where it is, unless its address carries more than a path.
    """
    if picture is None or not picture.path:
        return None
    if picture.service == PLEX and picture.path.startswith("/"):
        reference = urlsafe_b64encode(picture.path.encode()).decode().rstrip("=")
        signature = _sign(_secret(hass, entry), reference)
        return f"{PATH}/{entry.entry_id}/{size}/{reference}/{signature}"
    parts = urlsplit(picture.path)
    is_plain = not parts.query and not parts.username and not parts.fragment
    return picture.path if parts.scheme == "https" and is_plain else None


async def async_forget_pictures(hass: HomeAssistant, entry_id: str) -> None:
    """Remove the pictures that are kept of a profile."""
    folder = _folder(hass, entry_id)
    await hass.async_add_executor_job(
        partial(shutil.rmtree, ignore_errors=True), folder
    )


def _folder(hass: HomeAssistant, entry_id: str) -> Path:
    return Path(hass.config.cache_path(DOMAIN, entry_id))


@callback
def _secret(hass: HomeAssistant, entry: ConfigEntry) -> str:
    """Return the secret that signs an entry's pictures, made when first needed."""
    known: str | None = entry.data.get(CONF_PICTURES, {}).get(CONF_TOKEN)
    if known is not None:
        return known
    made = secrets.token_hex(16)
    # Under the name of a token, so that diagnostics leave it out.
    hass.config_entries.async_update_entry(
        entry, data={**entry.data, CONF_PICTURES: {CONF_TOKEN: made}}
    )
    return made


def _sign(secret: str, reference: str) -> str:
    return hmac.new(secret.encode(), reference.encode(), hashlib.sha256).hexdigest()[
        :32
    ]


class PictureView(HomeAssistantView):
    """Serves pictures to whoever holds a signed path: an <img> sends no token."""

    url = f"{PATH}/{{entry_id}}/{{size}}/{{reference}}/{{signature}}"
    name = f"api:{DOMAIN}:picture"
    requires_auth = False

    async def get(
        self,
        request: web.Request,
        entry_id: str,
        size: str,
        reference: str,
        signature: str,
    ) -> web.Response:
        """Give a picture."""
        hass = request.app[KEY_HASS]
        entry = hass.config_entries.async_get_entry(entry_id)
        if entry is None or entry.domain != DOMAIN or size not in list(PictureSize):
            raise web.HTTPNotFound
        secret = entry.data.get(CONF_PICTURES, {}).get(CONF_TOKEN)
        if not secret or not hmac.compare_digest(
            _sign(secret, reference).encode(), signature.encode()
        ):
            raise web.HTTPNotFound
        path = urlsafe_b64decode(f"{reference}{'=' * (-len(reference) % 4)}").decode()
        try:
            content = await hass.data[DATA_PICTURES].async_get(
                entry, path, PictureSize(size)
            )
        except ServiceError as err:
            _LOGGER.debug("A picture of %s is not served: %s", entry.title, err)
            gone = err.reason in ("gone", "no_picture")
            status = HTTPStatus.NOT_FOUND if gone else HTTPStatus.BAD_GATEWAY
            return web.Response(status=status, headers={"Cache-Control": "no-store"})
        # Plex names a picture anew when it changes.
        return web.Response(
            body=content,
            content_type="image/jpeg",
            headers={
                "Cache-Control": f"private, max-age={KEEP_SECONDS}, immutable",
                "X-Content-Type-Options": "nosniff",
            },
        )


class PictureShelf:
    """Gets pictures, makes them small, and keeps them among the files that can go."""

    def __init__(self, hass: HomeAssistant) -> None:
        """Start without any."""
        self._hass = hass
        self._doors = asyncio.Semaphore(AT_ONCE)
        self._under_way: dict[Path, asyncio.Task[bytes]] = {}
        self._made = 0

    async def async_get(
        self, entry: ConfigEntry, path: str, size: PictureSize
    ) -> bytes:
        """Return a picture; asked for twice at a time, it is got once.

        Raises:
            ServiceError: it cannot be got.
        """
        name = hashlib.sha256(f"{size}:{path}".encode()).hexdigest()[:40]
        file = _folder(self._hass, entry.entry_id) / f"{name}.jpg"
        if (task := self._under_way.get(file)) is None:
            task = self._hass.async_create_task(
                self._async_make(entry, path, size, file), "Plex Sync picture"
            )
            self._under_way[file] = task
            task.add_done_callback(lambda _: self._under_way.pop(file, None))
        return await asyncio.shield(task)

    async def _async_make(
        self, entry: ConfigEntry, path: str, size: PictureSize, file: Path
    ) -> bytes:
        run = self._hass.async_add_executor_job
        if (kept := await run(_read, file)) is not None:
            return kept
        connection = plex_connection(self._hass, entry.data)
        identifier = f"plex-sync-{await instance_id.async_get(self._hass)}"
        async with self._doors:
            original = await run(_get, connection, identifier, path)
            small = await run(_scaled, original, size)
            await run(_write, file, small)
        self._made += 1
        if self._made % TRIMMED_EVERY == 0:
            await run(_trim, file.parent)
        return small


def _get(connection: PlexConnection, identifier: str, path: str) -> bytes:
    session = PlexSession(
        verify_tls=connection.verify_tls, client_identifier=identifier
    )
    with session:
        return PlexPictures(connection.url, connection.token, session).read(path)


def _scaled(original: bytes, size: PictureSize) -> bytes:
    """Return a picture as a JPEG that fits into a size.

    Raises:
        ServiceError: it is no picture.
    """
    try:
        with Image.open(BytesIO(original)) as picture:
            picture.draft("RGB", _PIXELS[size])
            upright = ImageOps.exif_transpose(picture).convert("RGB")
            upright.thumbnail(_PIXELS[size])
    except (
        OSError,
        ValueError,
        UnidentifiedImageError,
        Image.DecompressionBombError,
    ) as err:
        raise ServiceError("Plex", "no picture", reason="no_picture") from err
    target = BytesIO()
    upright.save(target, "JPEG", quality=84, optimize=True)
    return target.getvalue()


def _read(file: Path) -> bytes | None:
    try:
        return file.read_bytes()
    except OSError:
        return None


def _write(file: Path, content: bytes) -> None:
    """Keep a picture; a full disk is no reason not to show it."""
    part = file.with_suffix(f".{secrets.token_hex(4)}")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(content)
        part.replace(file)
    except OSError as err:
        _LOGGER.debug("A picture is not kept: %s", type(err).__name__)


def _trim(folder: Path) -> None:
    """Let go of what was made first, once there is too much."""
    made: Callable[[Path], float] = lambda file: file.stat().st_mtime  # noqa: E731
    files = sorted(folder.glob("*.jpg"), key=made)
    for file in files[: max(0, len(files) - KEPT)]:
        file.unlink(missing_ok=True)
