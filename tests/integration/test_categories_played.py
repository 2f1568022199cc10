"""Playing something of a category: on real players, in words where it cannot be."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
import re
from typing import Any, Final

from homeassistant.components.media_player.const import MediaPlayerEntityFeature
from homeassistant.core import Context, HomeAssistant
from homeassistant.exceptions import ServiceValidationError, Unauthorized
from homeassistant.setup import async_setup_component
from homeassistant.util.yaml import parse_yaml
import pytest
from pytest_homeassistant_custom_component.common import MockUser, async_mock_service
from pytest_homeassistant_custom_component.typing import (
    ClientSessionGenerator,
    WebSocketGenerator,
)

from custom_components.plex_sync.plex.things import ThingKind
from tests.fakes.plex import Player

from .house import House
from .music_house import MusicHouse, open_music
from .own_plex import own_plex
from .test_categories import catalogue_of, chosen, with_evening
from .web import open_web_house

README: Final = Path(__file__).parents[2] / "README.md"
SHIELD: Final = "media_player.plex_plex_for_shield_shield"
PLAYER: Final = "media_player.somewhere"


@pytest.fixture(name="house")
async def house_fixture(hass: HomeAssistant) -> AsyncIterator[House]:
    """A household with a web server, which players' pictures and cards come from."""
    async with open_web_house(hass) as household:
        yield household


@asynccontextmanager
async def with_player(music: MusicHouse) -> AsyncIterator[Player]:
    """A player that Home Assistant's own Plex integration brings."""
    house = music.house
    shield = house.plex.add_player("Shield")
    async with own_plex(house.hass, house.plex):
        await house.until(lambda: house.hass.states.get(SHIELD) is not None)
        yield shield


async def test_picture_loads_without_a_token(
    house: House, hass_client_no_auth: ClientSessionGenerator
) -> None:
    """Of playlists and of albums; its path is the same after a restart."""
    music = await with_evening(house)
    album = house.plex.add_track("Three", album="Second").parent
    assert album is not None
    chosen(music, album, ThingKind.ALBUM, "Jazz")
    items = await catalogue_of(music).async_items()
    client = await hass_client_no_auth()
    for item in items:
        response = await client.get(item.picture)
        assert response.status == 200
        assert response.content_type == "image/jpeg"
    await house.hass.config_entries.async_reload(music.entry.entry_id)
    await house.hass.async_block_till_done()
    after = await catalogue_of(music).async_items()
    assert [item.picture for item in after] == [item.picture for item in items]


@pytest.mark.parametrize("expected_lingering_timers", [True])
@pytest.mark.parametrize("mode", ["random", "shuffled"])
async def test_category_is_played_on_a_player_of_plex(house: House, mode: str) -> None:
    """By Home Assistant's own Plex integration, on its own player."""
    music = await with_evening(house)
    async with with_player(music) as shield:
        answer = await music.call(
            "play_category", category="jazz", media_player=SHIELD, mode=mode
        )
    [queue] = shield.played
    assert queue.titles == ["One", "Two"]
    assert queue.shuffled is (mode == "shuffled")
    assert (answer["category"], answer["title"]) == ("Jazz", "Evening")
    assert answer["media_player"] == SHIELD
    [item] = answer["items"]
    assert ("shuffle=1" in item["media_content_id"]) is (mode == "shuffled")


@pytest.mark.parametrize("expected_lingering_timers", [True])
async def test_playlist_of_another_user_is_played(house: House) -> None:
    """The profile of somebody of the home: the player takes it as theirs."""
    kim = house.plex.add_home_user("Kim")
    music = await open_music(house, user=kim)
    music.own("One")
    playlist = music.playlist("Evening", "One")
    await music.call("add_items", items=[playlist.uri], category="Jazz")
    await music.sync()
    async with with_player(music) as shield:
        await music.call("play_category", category="Jazz", media_player=SHIELD)
    [queue] = shield.played
    assert (queue.titles, queue.user) == (["One"], kim)


def some_player(house: House, features: int = 0, state: str = "idle") -> None:
    """A player that some other integration brings."""
    house.hass.states.async_set(
        PLAYER,
        state,
        {"supported_features": features, "friendly_name": "Kitchen"},
    )


async def test_everything_is_played_where_there_is_a_queue(house: House) -> None:
    """The first at once, the others behind it; without a queue it is refused."""
    music = await with_evening(house)
    track = house.plex.add_track("Three", album="Second")
    chosen(music, track, ThingKind.TRACK, "Jazz")
    calls = async_mock_service(house.hass, "media_player", "play_media")
    some_player(house, MediaPlayerEntityFeature.PLAY_MEDIA)
    with pytest.raises(ServiceValidationError, match="Kitchen plays one thing"):
        await music.call(
            "play_category", category="Jazz", media_player=PLAYER, mode="all"
        )
    assert calls == []
    some_player(house, MediaPlayerEntityFeature.MEDIA_ENQUEUE)
    answer = await music.call(
        "play_category", category="Jazz", media_player=PLAYER, mode="all"
    )
    assert {item["title"] for item in answer["items"]} == {"Evening", "Three"}
    assert [call.data["enqueue"] for call in calls] == ["replace", "add"]
    assert {call.data["entity_id"] for call in calls} == {PLAYER}
    await music.call(
        "play_category", category="Jazz", media_player=PLAYER, enqueue="next"
    )
    assert calls[-1].data["enqueue"] == "next"


async def test_chance_reaches_everything(house: House) -> None:
    """Each thing of a category is played sooner or later, and nothing else."""
    music = await with_evening(house)
    for title in ("Three", "Four"):
        track = house.plex.add_track(title, album="Second")
        chosen(music, track, ThingKind.TRACK, "JAZZ" if title == "Three" else "Pop")
    async_mock_service(house.hass, "media_player", "play_media")
    some_player(house)
    played = {
        (await music.call("play_category", category="Jazz", media_player=PLAYER))[
            "title"
        ]
        for _ in range(40)
    }
    assert played == {"Evening", "Three"}


async def test_what_cannot_be_played_is_refused_in_words(house: House) -> None:
    """No category at all, another one, nothing in it, no player, one that is off."""
    music = await open_music(house)
    some_player(house)

    async def refused(category: str = "Jazz", media_player: str = PLAYER) -> str:
        with pytest.raises(ServiceValidationError) as caught:
            await music.call(
                "play_category", category=category, media_player=media_player
            )
        return str(caught.value)

    assert "Nothing has a category yet" in await refused()
    playlist = music.playlist("Evening", "One")
    await music.call("add_items", items=[playlist.uri], category="Jazz")
    assert await refused("Polka") == "There is no category Polka. There are: Jazz"
    assert await refused() == (
        "Nothing of Jazz can be played. Evening: It is not on Plex yet. Sync it once."
    )
    assert "no player media_player.attic" in await refused("Jazz", "media_player.attic")
    some_player(house, state="unavailable")
    assert "Kitchen is not available" in await refused()


async def test_rights_are_those_on_the_profile(house: House) -> None:
    """Who may not see it sees no categories, who may only see it plays nothing."""
    music = await with_evening(house)
    some_player(house)
    calls = async_mock_service(house.hass, "media_player", "play_media")
    user = MockUser(groups=[]).add_to_hass(house.hass)
    context = Context(user_id=user.id)
    for action, data in (
        ("get_categories", {}),
        ("play_category", {"category": "Jazz", "media_player": PLAYER}),
    ):
        with pytest.raises(Unauthorized):
            await house.call(music.entry, action, context=context, **data)
    user.mock_policy({"entities": {"entity_ids": {status_of(music): {"read": True}}}})
    answer = await house.call(music.entry, "get_categories", context=context)
    assert answer["categories"]
    with pytest.raises(Unauthorized):
        await house.call(music.entry, action, context=context, **data)
    user.mock_policy({"entities": {"entity_ids": {status_of(music): True}}})
    await house.call(music.entry, action, context=context, **data)
    # Whether they may use the player as well is for the player's own right to say.
    assert [call.context for call in calls] == [context]


def status_of(music: MusicHouse) -> str:
    """The entity whose rights are those of the profile."""
    return music.house.entity_id(music.entry, "status")


def automation_of_readme() -> dict[str, Any]:
    """The automation that the README shows."""
    text = README.read_text(encoding="utf-8")
    chapter = text.split("### Play something from a category")[1].split("\n#")[0]
    [written] = re.findall(r"```yaml\n(.*?)```", chapter, re.DOTALL)
    found = parse_yaml(written)
    assert isinstance(found, dict)
    return found


async def test_automation_of_the_readme_plays_jazz(house: House) -> None:
    """As it stands there, but for the names of the profile and of the player."""
    music = await with_evening(house)
    calls = async_mock_service(house.hass, "media_player", "play_media")
    automation = automation_of_readme()
    data = automation["actions"][0]["data"]
    data["config_entry_id"] = music.entry.entry_id
    some_player(house)
    house.hass.states.async_set(data["media_player"], "idle")
    house.hass.states.async_set("input_button.jazz", "2026-01-01T18:00:00+00:00")
    assert await async_setup_component(
        house.hass, "automation", {"automation": automation}
    )
    await house.hass.async_block_till_done()
    house.hass.states.async_set("input_button.jazz", "2026-01-01T18:05:00+00:00")
    await house.hass.async_block_till_done()
    [call] = calls
    assert call.data["entity_id"] == data["media_player"]
    assert call.data["media_content_type"] == "playlist"
    await house.hass.services.async_call(
        "automation", "turn_off", {"entity_id": "all"}, blocking=True
    )


async def test_card_is_told_why_an_item_cannot_be_played(
    house: House, hass_ws_client: WebSocketGenerator
) -> None:
    """Only of items that have a category, and again once it can."""
    music = await open_music(house)
    music.own("One")
    evening, late = music.playlist("Evening", "One"), music.playlist("Late", "One")
    await music.call("add_items", items=[evening.uri], category="Jazz")
    await music.call("add_items", items=[late.uri])
    client = await hass_ws_client(house.hass)
    await client.send_json_auto_id(
        {
            "type": "plex_sync/items/subscribe",
            "config_entry_id": music.entry.entry_id,
        }
    )
    assert (await client.receive_json())["success"]

    async def reasons() -> list[str]:
        event = (await client.receive_json())["event"]
        return [item["media_reason"] for item in event["items"]]

    assert await reasons() == ["It is not on Plex yet. Sync it once.", ""]
    await music.sync()
    for _ in range(20):
        if await reasons() == ["", ""]:
            return
    raise AssertionError("The reason stays")
