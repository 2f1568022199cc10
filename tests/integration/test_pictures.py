"""Pictures of records: small, kept, signed, and without a token."""

from base64 import urlsafe_b64encode
from collections.abc import AsyncIterator
from io import BytesIO
from pathlib import Path

from homeassistant.core import HomeAssistant
from PIL import Image
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from custom_components.plex_sync.pictures import (
    PictureSize,
    async_forget_pictures,
    async_picture_address,
)
from custom_components.plex_sync.sync.model import Picture
from tests.fakes.plex import Fault, Item

from .house import House
from .web import open_web_house


@pytest.fixture(name="house")
async def house_fixture(hass: HomeAssistant) -> AsyncIterator[House]:
    """A household with a web server."""
    async with open_web_house(hass) as household:
        yield household


@pytest.fixture(name="show")
def show_fixture(house: House) -> Item:
    """A show with a picture."""
    return house.show("Frieren")


@pytest.fixture(name="entry")
async def entry_fixture(house: House, show: Item) -> MockConfigEntry:
    """A profile."""
    return await house.set_up()


def picture_of(show: Item) -> Picture:
    """A show's picture, as its row names it."""
    path = f"/library/metadata/{show.rating_key}/thumb/{show.updated_at}"
    return Picture(service="plex", path=path)


def address_of(
    house: House, entry: MockConfigEntry, picture: Picture, size: PictureSize
) -> str:
    """Where a picture is served."""
    address = async_picture_address(house.hass, entry, picture, size)
    assert address is not None
    return address


@pytest.mark.parametrize("size", PictureSize)
async def test_picture_is_served_small_without_signing_in(
    house: House,
    entry: MockConfigEntry,
    show: Item,
    hass_client_no_auth: ClientSessionGenerator,
    size: PictureSize,
) -> None:
    """An <img> loads it, and may keep it."""
    address = address_of(house, entry, picture_of(show), size)
    client = await hass_client_no_auth()
    response = await client.get(address)
    assert response.status == 200
    assert response.content_type == "image/jpeg"
    assert "immutable" in response.headers["Cache-Control"]
    with Image.open(BytesIO(await response.read())) as picture:
        assert picture.format == "JPEG"
        assert picture.height <= 720


async def test_picture_is_got_once(
    house: House,
    entry: MockConfigEntry,
    show: Item,
    hass_client_no_auth: ClientSessionGenerator,
) -> None:
    """Asked for again, also after a reload, it comes from the files that are kept."""
    address = address_of(house, entry, picture_of(show), PictureSize.SMALL)
    client = await hass_client_no_auth()
    assert (await client.get(address)).status == 200
    await house.hass.config_entries.async_reload(entry.entry_id)
    house.plex.reset_requests()
    again = address_of(house, entry, picture_of(show), PictureSize.SMALL)
    assert again == address
    assert (await client.get(again)).status == 200
    assert house.plex.requests.total == 0


async def test_address_holds_no_secret(
    house: House, entry: MockConfigEntry, show: Item
) -> None:
    """Neither the token nor where Plex is, nor what signs it."""
    address = address_of(house, entry, picture_of(show), PictureSize.SMALL)
    assert address.startswith("/api/plex_sync/picture/")
    secret = entry.data["pictures"]["token"]
    for each in (house.plex.owner.token, house.plex.url, secret):
        assert each not in address


async def test_only_signed_paths_are_served(
    house: House,
    entry: MockConfigEntry,
    show: Item,
    hass_client_no_auth: ClientSessionGenerator,
) -> None:
    """Another path, another signature, another profile: there is nothing."""
    address = address_of(house, entry, picture_of(show), PictureSize.SMALL)
    start, reference, signature = address.rsplit("/", 2)
    other = urlsafe_b64encode(b"/library/sections").decode().rstrip("=")
    house.add_user("Kim")
    kim = await house.set_up("Kim")
    address_of(house, kim, picture_of(show), PictureSize.SMALL)
    client = await hass_client_no_auth()
    house.plex.reset_requests()
    for wrong in (
        f"{start}/{other}/{signature}",
        f"{start}/{reference}/{'0' * 32}",
        address.replace(entry.entry_id, kim.entry_id),
        address.replace(entry.entry_id, "nobody"),
        address.replace("/small/", "/huge/"),
    ):
        assert (await client.get(wrong)).status == 404, wrong
    assert house.plex.requests.total == 0


async def test_what_is_no_picture_is_not_served(
    house: House,
    entry: MockConfigEntry,
    show: Item,
    hass_client_no_auth: ClientSessionGenerator,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """A page is no picture, what is gone is gone, and a sick server is not kept."""
    client = await hass_client_no_auth()
    page = Picture(service="plex", path="/library/sections")
    gone = Picture(service="plex", path="/library/metadata/99999/thumb/1")
    house.plex.faults.add(Fault("status", "/99999/", status=404))
    for picture in (page, gone):
        response = await client.get(
            address_of(house, entry, picture, PictureSize.SMALL)
        )
        assert response.status == 404
    house.plex.faults.add(Fault("status", "/thumb", times=1, status=500))
    address = address_of(house, entry, picture_of(show), PictureSize.SMALL)
    response = await client.get(address)
    assert response.status == 502
    assert response.headers["Cache-Control"] == "no-store"
    assert (await client.get(address)).status == 200
    assert house.plex.owner.token not in caplog.text


@pytest.mark.parametrize(
    ("path", "service", "address"),
    [
        ("https://s4.anilist.co/cover/1.jpg", "anilist", True),
        ("https://img.invalid/1.jpg?X-Plex-Token=x", "plex", False),
        ("https://me:secret@img.invalid/1.jpg", "anilist", False),
        ("http://192.168.1.2/1.jpg", "anilist", False),
        ("", "plex", False),
    ],
)
async def test_pictures_elsewhere_are_named_if_they_are_public(
    house: House, entry: MockConfigEntry, path: str, service: str, address: bool
) -> None:
    """Only a plain https address goes out as it is."""
    found = async_picture_address(
        house.hass, entry, Picture(service=service, path=path)
    )
    assert found == (path if address else None)


async def test_pictures_of_a_removed_profile_go(
    house: House,
    entry: MockConfigEntry,
    show: Item,
    hass_client_no_auth: ClientSessionGenerator,
) -> None:
    """Nothing of them stays on the disk."""
    address = address_of(house, entry, picture_of(show), PictureSize.SMALL)
    client = await hass_client_no_auth()
    await client.get(address)
    folder = Path(house.hass.config.cache_path("plex_sync", entry.entry_id))
    assert list(folder.iterdir())
    await async_forget_pictures(house.hass, entry.entry_id)
    assert not folder.exists()
