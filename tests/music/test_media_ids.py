"""What Plex players of Home Assistant's own take, by their own understanding of it."""

from collections.abc import AsyncIterator
import json
from typing import Any

from homeassistant.core import HomeAssistant
import pytest

from custom_components.plex_sync.music.media_ids import MediaServer, media_id, shuffled
from custom_components.plex_sync.plex.things import ThingKind
from tests.fakes.plex import FakePlex, Item
from tests.integration.own_plex import own_plex, queued, understood

pytestmark = pytest.mark.parametrize("expected_lingering_timers", [True])
"""The debouncer of Home Assistant's own integration leaves one behind."""


@pytest.fixture
async def plex(hass: HomeAssistant) -> AsyncIterator[FakePlex]:
    """A server that Home Assistant's own integration knows."""
    async with FakePlex() as fake, own_plex(hass, fake):
        yield fake


def songs(plex: FakePlex) -> list[Item]:
    """Two songs of an album, and one of another."""
    return [
        plex.add_track("One", artist="Nova", album="First"),
        plex.add_track("Two", artist="Nova", album="First"),
        plex.add_track("Three", artist="Nova", album="Second"),
    ]


@pytest.mark.parametrize(
    ("kind", "above", "titles"),
    [
        (ThingKind.TRACK, 0, ["One"]),
        (ThingKind.ALBUM, 1, ["One", "Two"]),
        (ThingKind.ARTIST, 2, ["One", "Two", "Three"]),
    ],
)
@pytest.mark.parametrize("form", ["address", "json"])
async def test_music_of_the_library_is_played(
    hass: HomeAssistant,
    plex: FakePlex,
    kind: ThingKind,
    above: int,
    titles: list[str],
    form: str,
) -> None:
    """By its number, in both forms; titles that are not unique do not matter."""
    item: Any = songs(plex)[0]
    for _ in range(above):
        item = item.parent
    server_id = plex.machine_identifier if form == "address" else "Not A Host"
    media = media_id(MediaServer(id=server_id), kind, str(item.rating_key), "")
    assert media.content_type == kind
    assert media.reason == ""
    found: Any = (await understood(hass, media.content_type, media.content_id)).media
    assert (found.TYPE, found.ratingKey) == (kind, item.rating_key)
    queue = await queued(hass, plex, media.content_type, media.content_id)
    assert (queue.titles, queue.shuffled) == (titles, False)
    mixed = shuffled(media)
    queue = await queued(hass, plex, mixed.content_type, mixed.content_id)
    assert (queue.titles, queue.shuffled) == (titles, True)


@pytest.mark.parametrize("form", ["address", "json"])
async def test_playlist_of_the_owner_is_played(
    hass: HomeAssistant, plex: FakePlex, form: str
) -> None:
    """The very one, also where another has the same title."""
    one, two, _ = songs(plex)
    plex.add_playlist(plex.owner, "Evening", two)
    evening = plex.add_playlist(plex.owner, "Evening", one)
    server_id = plex.machine_identifier if form == "address" else "Not A Host"
    media = media_id(
        MediaServer(id=server_id),
        ThingKind.PLAYLIST,
        str(evening.rating_key),
        "Evening",
    )
    found: Any = (await understood(hass, media.content_type, media.content_id)).media
    assert (found.TYPE, found.ratingKey) == ("playlist", evening.rating_key)
    queue = await queued(hass, plex, media.content_type, media.content_id)
    assert (queue.titles, queue.user) == (["One"], plex.owner)
    mixed = shuffled(media)
    queue = await queued(hass, plex, mixed.content_type, mixed.content_id)
    assert (queue.titles, queue.shuffled) == (["One"], True)


@pytest.mark.parametrize("kind", ["home", "friend"])
async def test_playlist_of_another_user_is_played_as_that_user(
    hass: HomeAssistant, plex: FakePlex, kind: str
) -> None:
    """It is nobody else's to see; titles with quotes and accents do no harm."""
    kim = plex.add_home_user("Kim") if kind == "home" else plex.add_friend("Kim")
    one, _, _ = songs(plex)
    title = 'Kim\'s "Soirée" ☾'
    soiree = plex.add_playlist(kim, title, one)
    server = MediaServer(
        id=plex.machine_identifier, name=plex.name, user="Kim", is_own=False
    )
    media = media_id(server, ThingKind.PLAYLIST, str(soiree.rating_key), title)
    written = json.loads(media.content_id.removeprefix("plex://"))
    assert (written["username"], written["playlist_name"]) == ("Kim", title)
    found: Any = (await understood(hass, media.content_type, media.content_id)).media
    assert (found.TYPE, found.title) == ("playlist", title)
    queue = await queued(hass, plex, media.content_type, media.content_id)
    assert (queue.titles, queue.user) == (["One"], kim)
    mixed = shuffled(media)
    queue = await queued(hass, plex, mixed.content_type, mixed.content_id)
    assert (queue.shuffled, queue.user) == (True, kim)


async def test_playlist_of_somebody_without_a_name_is_not_played(
    hass: HomeAssistant, plex: FakePlex
) -> None:
    """Home Assistant's Plex knows other users by name alone; their albums it plays."""
    nameless = MediaServer(id=plex.machine_identifier, is_own=False)
    media = media_id(nameless, ThingKind.PLAYLIST, "7", "Evening")
    assert (media.content_id, media.reason) == ("", "media_user_unknown")
    assert media_id(nameless, ThingKind.ALBUM, "7", "First").content_id
