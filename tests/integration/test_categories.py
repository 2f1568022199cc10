"""Categories: what has one, how it is played, and what is said where it cannot."""

import asyncio
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_fire_time_changed,
)

from custom_components.plex_sync.items.catalogue import Catalogue
from custom_components.plex_sync.items.catalogue_watch import RETRY_SECONDS
from custom_components.plex_sync.items.plex_items import (
    new_plex_item,
    plex_item_subentries,
)
from custom_components.plex_sync.music.categories import CategorisedItem
from custom_components.plex_sync.plex.things import PlexThing, ThingKind
from custom_components.plex_sync.sync.journal.database import JournalError
from custom_components.plex_sync.sync.journal.journal import Journal
from tests.fakes.plex import Fault, Item, Playlist as PlexPlaylist, User

from .house import House
from .music_house import MusicHouse, open_music

README: Final = Path(__file__).parents[2] / "README.md"
SHIELD: Final = "media_player.plex_plex_for_shield_shield"
PLAYER: Final = "media_player.somewhere"


def catalogue_of(music: MusicHouse) -> Catalogue:
    """The catalogue of a profile."""
    found: Catalogue = music.entry.runtime_data.profile.catalogue
    return found


async def only(music: MusicHouse) -> CategorisedItem:
    """The only thing that has a category."""
    [item] = await catalogue_of(music).async_items()
    return item


async def with_evening(
    house: House, user: User | None = None, **choices: Any
) -> MusicHouse:
    """A playlist of a category, synced."""
    music = await open_music(house, user=user)
    music.own("One", "Two")
    playlist = music.playlist("Evening", "One", "Two")
    choices = {"category": "Jazz", **choices}
    await music.call("add_items", items=[playlist.uri], **choices)
    await music.sync()
    return music


def chosen(
    music: MusicHouse, thing: Item | PlexPlaylist, kind: ThingKind, category: str
) -> None:
    """Put something of Plex into a category."""
    made = new_plex_item(
        PlexThing(
            rating_key=str(thing.rating_key),
            guid=thing.guid,
            kind=kind,
            title=thing.title,
        ),
        category,
    )
    music.house.hass.config_entries.async_add_subentry(music.entry, made)


def sensor(music: MusicHouse) -> Any:
    """The sensor of the categories."""
    return music.house.state(music.entry, "categories")


async def test_playlist_has_a_category_before_it_is_on_plex(house: House) -> None:
    """It says so until it is synced; from then on it has an address and a picture."""
    music = await open_music(house)
    music.own("One")
    playlist = music.playlist("Evening", "One")
    await music.call("add_items", items=[playlist.uri], category=" Jazz ", sync=False)
    item = await only(music)
    assert (item.key, item.category) == (playlist.uri, "Jazz")
    assert (item.rating_key, item.media_content_id) == ("", "")
    assert (item.reason, item.certain) == ("media_not_yet", True)
    await music.call("sync_playlists", items=["Evening"], wait=True)
    await house.hass.async_block_till_done()
    [item] = catalogue_of(music).now
    made = music.on_plex("Evening").rating_key
    assert item.rating_key == str(made)
    assert item.media_content_id == f"plex://{house.plex.machine_identifier}/{made}"
    assert (item.media_content_type, item.reason) == ("playlist", "")
    # Nobody asks for a category that is blank.
    await music.call("update_items", items=["Evening"], category="")
    assert await catalogue_of(music).async_items() == []


async def test_nothing_is_asked_where_nothing_has_a_category(house: House) -> None:
    """And what has one costs Plex a single request."""
    music = await with_evening(house, category="")
    house.plex.reset_requests()
    assert await catalogue_of(music).async_items() == []
    assert house.plex.requests.total == 0
    await music.call("update_items", items=["Evening"], category="Jazz")
    house.plex.reset_requests()
    assert (await only(music)).reason == ""
    assert house.plex.requests.paths == ["/playlists"]


async def test_playlist_that_is_gone_or_empty_says_so(house: House) -> None:
    """A playlist deleted on Plex, and one of which every track has left."""
    music = await with_evening(house)
    on_plex = music.on_plex("Evening")
    on_plex.items.clear()
    assert (await only(music)).reason == "media_empty"
    house.plex.playlists.remove(on_plex)
    item = await only(music)
    assert (item.reason, item.media_content_id) == ("media_gone", "")


async def test_album_is_the_one_that_the_library_has(house: House) -> None:
    """Not the sampler that its tracks are on, too; without one it says so."""
    music = await open_music(house)
    for title in ("One", "Two"):
        house.plex.add_track(title, artist="Nova", album="First")
    first_album = house.spotify.add_album("First", "Nova", songs=["One", "Two"])
    lost_album = house.spotify.add_album("Lost", "Nova", songs=["Gone"])
    uris = [first_album.uri, lost_album.uri]
    await music.call("add_items", items=uris, category="Jazz")
    assert {item.reason for item in await catalogue_of(music).async_items()} == {
        "media_not_yet"
    }
    await music.call("sync_albums", wait=True)
    first, lost = await catalogue_of(music).async_items()
    [section] = [each for each in house.plex.sections if each.type == "artist"]
    [there] = [each for each in section.all("album") if each.title == "First"]
    assert first.rating_key == str(there.rating_key)
    assert (first.kind, first.media_content_type, first.reason) == (
        "album",
        "album",
        "",
    )
    assert first.picture
    assert (lost.reason, lost.media_content_id) == ("media_no_album", "")


async def test_album_is_followed_over_a_rescan(house: House) -> None:
    """Before anybody has read the library again, and although its number is new."""
    music = await open_music(house)
    track = house.plex.add_track("One", artist="Nova", album="First")
    album = house.spotify.add_album("First", "Nova", songs=["One"])
    await music.call("add_items", items=[album.uri], category="Jazz")
    await music.call("sync_albums", wait=True)
    before = await only(music)
    house.plex.rescan(track.section)
    assert track.parent is not None
    for _ in range(2):
        after = await only(music)
        assert after.rating_key == str(track.parent.rating_key) != before.rating_key
    await music.call("sync_albums", wait=True, force=True)
    assert (await only(music)).rating_key == str(track.parent.rating_key)
    house.plex.remove(track.parent)
    assert (await only(music)).reason == "media_no_album"


async def test_album_whose_playlist_is_there_plays_without_an_album(
    house: House,
) -> None:
    """The playlist stands in for it once the album has left the library."""
    music = await open_music(house)
    track = house.plex.add_track("One", artist="Nova", album="First")
    album = house.spotify.add_album("First", "Nova", songs=["One"])
    await music.call("add_items", items=[album.uri], category="Jazz", as_playlist=True)
    await music.call("sync_albums", wait=True)
    assert (await only(music)).media_content_type == "album"
    other = house.plex.add_track("Two", artist="Nova", album="Second")
    house.plex.extend(music.on_plex("First"), (other,))
    assert track.parent is not None
    house.plex.remove(track.parent)
    item = await only(music)
    assert (item.media_content_type, item.reason) == ("playlist", "")
    assert item.rating_key == str(music.on_plex("First").rating_key)


async def test_server_is_named_as_home_assistant_has_it(house: House) -> None:
    """To players that would not know otherwise; an address names its server itself."""
    music = await with_evening(house, user=house.plex.add_home_user("Kim"))
    assert "plex_server" not in (await only(music)).media_content_id
    MockConfigEntry(
        domain="plex", unique_id="cabin", data={"server": "Cabin"}
    ).add_to_hass(house.hass)
    MockConfigEntry(
        domain="plex",
        unique_id=house.plex.machine_identifier,
        data={"server": "Old name"},
    ).add_to_hass(house.hass)
    assert '"plex_server": "Old name"' in (await only(music)).media_content_id


@pytest.mark.parametrize("user", ["owner", "Kim"])
async def test_other_servers_of_home_assistant_play_nothing_of_this_one(
    house: House, user: str
) -> None:
    """Neither by address nor by name; it is said what to do."""
    kim = None if user == "owner" else house.plex.add_home_user(user)
    music = await with_evening(house, user=kim)
    cabin = {"domain": "plex", "unique_id": "cabin"}
    MockConfigEntry(**cabin, source="ignore").add_to_hass(house.hass)
    assert (await only(music)).media_content_id
    MockConfigEntry(**cabin, data={"server": "Cabin"}).add_to_hass(house.hass)
    item = await only(music)
    assert (item.reason, item.media_content_id) == ("media_other_server", "")
    assert item.rating_key
    [jazz] = (await music.call("get_categories"))["categories"]
    assert "knows other servers, but not this one" in jazz["items"][0]["text"]


async def test_user_whom_home_assistant_is_signed_in_as_needs_no_name(
    house: House,
) -> None:
    """As with the owner: it is their token that players go by."""
    kim = house.plex.add_friend("Kim")
    music = await with_evening(house, user=kim)
    assert "Kim" in (await only(music)).media_content_id
    MockConfigEntry(
        domain="plex",
        unique_id=house.plex.machine_identifier,
        data={"server_config": {"token": kim.token}},
    ).add_to_hass(house.hass)
    assert (await only(music)).media_content_id == (
        f"plex://{house.plex.machine_identifier}/{music.on_plex('Evening').rating_key}"
    )


async def test_damaged_journal_leaves_what_is_shown(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And the next change is shown again."""
    music = await with_evening(house)
    track = house.plex.add_track("Three", album="Second")

    async def broken(*_: object) -> None:
        raise JournalError("journal_failed", "disk")

    with monkeypatch.context() as patch:
        patch.setattr(Journal, "notes", broken)
        chosen(music, track, ThingKind.TRACK, "Pop")
        await house.hass.async_block_till_done()
        assert catalogue_of(music).categories == ["Jazz"]
        with pytest.raises(HomeAssistantError, match="disk"):
            await music.call("get_categories")
    chosen(music, track.parent or track, ThingKind.ALBUM, "Rock")
    await house.hass.async_block_till_done()
    assert catalogue_of(music).categories == ["Jazz", "Pop", "Rock"]


async def test_music_of_plex_is_found_again_after_a_rescan(house: House) -> None:
    """By its guid; what is not there any more is gone, with a reason."""
    music = await open_music(house)
    track = house.plex.add_track("One", artist="Nova", album="First")
    album = track.parent
    assert album is not None
    chosen(music, album, ThingKind.ALBUM, "Jazz")
    playlist = house.plex.add_playlist(house.plex.owner, "By hand", track)
    chosen(music, playlist, ThingKind.PLAYLIST, "Jazz")
    await house.hass.async_block_till_done()
    assert [item.kind for item in catalogue_of(music).now] == ["plex-media"] * 2
    house.plex.rescan(track.section)
    playlist.rating_key += 1000
    found, by_hand = await catalogue_of(music).async_items()
    assert found.rating_key == str(album.rating_key) != found.key.removeprefix("plex:")
    assert by_hand.rating_key == str(playlist.rating_key)
    house.plex.reset_requests()
    await catalogue_of(music).async_items()
    # Where it is now was remembered: nothing is searched for again.
    assert not any("sections" in path for path in house.plex.requests.paths)
    house.plex.remove(album)
    house.plex.playlists.remove(playlist)
    reasons = [item.reason for item in await catalogue_of(music).async_items()]
    assert reasons == ["media_gone", "media_gone"]


async def test_what_was_known_stays_while_plex_is_out_of_reach(house: House) -> None:
    """Also over a restart; nothing is dropped, and it is asked again by itself."""
    music = await with_evening(house)
    known = await only(music)
    await house.plex.stop()
    item = await only(music)
    assert not item.certain
    assert item.media_content_id == known.media_content_id
    assert item.picture == known.picture
    chosen(music, music.on_plex("Evening"), ThingKind.PLAYLIST, "Pop")
    await house.hass.async_block_till_done()
    _, unknown = catalogue_of(music).now
    assert (unknown.reason, unknown.certain) == ("media_out_of_reach", False)
    await house.hass.config_entries.async_unload(music.entry.entry_id)
    await house.plex.start()
    await house.hass.config_entries.async_setup(music.entry.entry_id)
    await house.hass.async_block_till_done()
    await house.plex.stop()
    known_again, _ = await catalogue_of(music).async_items()
    assert not known_again.certain
    assert known_again.media_content_id == known.media_content_id
    await music.call("update_items", items=["Evening"], category="Blues")
    await house.hass.async_block_till_done()
    assert catalogue_of(music).categories == ["Blues", "Pop"]
    await house.plex.start()
    async_fire_time_changed(
        house.hass, dt_util.utcnow() + timedelta(seconds=RETRY_SECONDS + 1)
    )
    await house.hass.async_block_till_done()
    assert all(item.certain for item in catalogue_of(music).now)


async def test_unloaded_profile_asks_plex_no_more(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Although it was out of reach, and is asked again by itself while it is loaded."""
    monkeypatch.setattr(
        "custom_components.plex_sync.items.catalogue_watch.RETRY_SECONDS", 0.05
    )
    music = await with_evening(house)
    await house.set_up()  # the journal is read on by another profile
    album = house.plex.add_track("One", artist="Nova", album="First").parent
    assert album is not None
    faults = house.plex.faults
    faults.add(Fault("slow", path_contains="/playlists", seconds=0.5))
    faults.add(Fault("drop_before", path_contains="/library", times=None))
    house.plex.reset_requests()
    chosen(music, album, ThingKind.ALBUM, "Pop")
    while "/playlists" not in house.plex.requests.paths:
        await asyncio.sleep(0.01)
    await house.hass.config_entries.async_unload(music.entry.entry_id)
    house.plex.reset_requests()
    await asyncio.sleep(1)
    assert "/playlists" not in house.plex.requests.paths


async def test_listeners_are_told_of_what_changes(house: House) -> None:
    """Once for each change of what is shown, without a reload; not for anything else."""
    music = await with_evening(house)
    catalogue = catalogue_of(music)
    told: list[int] = []
    stop = catalogue.async_listen(lambda: told.append(len(catalogue.now)))
    await catalogue.async_items()
    await music.sync()
    assert told == []
    album = house.plex.add_track("Three", album="Second").parent
    assert album is not None
    chosen(music, album, ThingKind.ALBUM, "Pop")
    await house.hass.async_block_till_done()
    assert told == [2]
    [subentry] = plex_item_subentries(music.entry).values()
    house.hass.config_entries.async_update_subentry(
        music.entry, subentry, data={**subentry.data, "category": "Rock"}
    )
    await house.hass.async_block_till_done()
    assert catalogue.categories == ["Jazz", "Rock"]
    house.hass.config_entries.async_remove_subentry(music.entry, subentry.subentry_id)
    await house.hass.async_block_till_done()
    assert told == [2, 2, 1]
    stop()
    await music.call("update_items", items=["Evening"], category="")
    assert told == [2, 2, 1]
    assert catalogue.categories == []


async def test_sensor_counts_categories(house: House) -> None:
    """With what is in them, of any number; the attributes are not recorded."""
    music = await with_evening(house)
    assert sensor(music).state == "1"
    track = house.plex.add_track("Three", album="Second")
    for number in range(120):
        made = house.plex.add_playlist(house.plex.owner, f"List {number}", track)
        chosen(music, made, ThingKind.PLAYLIST, f"A category with a long name {number}")
    await house.hass.async_block_till_done()
    state = sensor(music)
    assert state.state == "121"
    assert state.attributes["categories"][-1] == {"category": "Jazz", "count": 1}
    evening = state.attributes["items"][0]
    assert (evening["title"], evening["category"]) == ("Evening", "Jazz")
    assert evening.keys() == {
        "title",
        "category",
        "media_content_id",
        "media_content_type",
        "picture",
        "reason",
    }
    assert state.state_info["unrecorded_attributes"] >= {"categories", "items"}


async def test_playlist_of_a_nameless_user_has_a_reason(house: House) -> None:
    """Home Assistant's Plex could not tell whose it is."""
    kim = house.plex.add_home_user("Kim")
    music = await open_music(house, user=kim, user_name="")
    music.own("One")
    playlist = music.playlist("Evening", "One")
    await music.call("add_items", items=[playlist.uri], category="Jazz")
    await music.sync()
    item = await only(music)
    assert (item.reason, item.media_content_id) == ("media_user_unknown", "")
    assert item.rating_key


async def test_categories_are_listed(house: House) -> None:
    """All of them, or one in whatever case, each thing with its reason."""
    music = await with_evening(house)
    late = music.playlist("Late", "Three")
    await music.call("add_items", items=[late.uri], category="pop", sync=False)
    answer = await music.call("get_categories")
    assert [(each["category"], each["count"]) for each in answer["categories"]] == [
        ("Jazz", 1),
        ("pop", 1),
    ]
    [pop] = (await music.call("get_categories", category="POP"))["categories"]
    [item] = pop["items"]
    assert (item["item"], item["playable"], item["certain"]) == (late.uri, False, True)
    assert item["text"] == "It is not on Plex yet. Sync it once."
    with pytest.raises(ServiceValidationError, match="There are: Jazz, pop"):
        await music.call("get_categories", category="Rock")
