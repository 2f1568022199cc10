"""Names at a broker: known where there is one, and never two of the same."""

import re

from hypothesis import given, strategies as st
import pytest

from custom_components.plex_sync.music.categories import (
    CategorisedItem,
    CategorisedKind,
)
from custom_components.plex_sync.music.mqtt_messages import Naming, joined, messages_of
from custom_components.plex_sync.music.mqtt_names import (
    device_name,
    is_prefix,
    names_of,
    node_of,
    roots_of,
    slug_of,
)
from custom_components.plex_sync.music.mqtt_plan import plan_publish


@pytest.mark.parametrize(
    ("key", "name", "node"),
    [
        (
            "spotify:playlist:37i9dQZF1DX0SM0LYsmbMT",
            "37i9dQZF1DX0SM0LYsmbMT",
            "37i9dqzf1dx0sm0lysmbmt",
        ),
        (
            "spotify:album:4aawyAB9vmqN3uQ7FjRGTy",
            "4aawyAB9vmqN3uQ7FjRGTy",
            "4aawyab9vmqn3uq7fjrgty",
        ),
        ("spotify:user:anna:collection", "liked-anna", "likedanna"),
        ("plex:815", "plex-815", "plex815"),
        ("file:My songs/a+b#c", "file-My-songs-a-b-c", "filemysongsabc"),
    ],
)
def test_items_have_the_names_that_they_had(key: str, name: str, node: str) -> None:
    """Spotify's own ids; where there is none, one that a topic can hold."""
    found = names_of([item(key=key)])[key]
    assert (found.id, found.node) == (name, node)


def test_ids_that_differ_in_case_only_are_told_apart() -> None:
    """And stay so, whatever the order in which they come."""
    keys = ["spotify:playlist:AbC", "spotify:playlist:aBc", "spotify:playlist:xyz"]
    items = [item(key=key) for key in keys]
    found = names_of(items)
    assert [found[key].id for key in keys] == ["AbC", "aBc", "xyz"]
    assert len({name.node for name in found.values()}) == 3
    assert found[keys[2]].node == "xyz"
    assert names_of(reversed(items)) == found


@pytest.mark.parametrize(
    ("guid", "name"),
    [
        ("plex://album/5d07bc", "plex://album/5d07bc"),
        ("agent://a/b c+d#e?lang=en", "agent://a/b-c-d-e?lang=en"),
    ],
)
def test_things_of_plex_have_the_ids_that_they_had(guid: str, name: str) -> None:
    """Their guids, if they have one; the same thing of two libraries is told apart."""
    one, other = (item(key=f"plex:{number}", guid=guid) for number in (815, 816))
    assert names_of([one])["plex:815"].id == name
    both = {each.id for each in names_of([one, other]).values()}
    assert len(both) == 2
    assert all(each.startswith(f"{name}-") for each in both)
    long = names_of([item(key="plex:815", guid=f"agent://{'x' * 300}")])["plex:815"]
    assert len(long.id) < 65


def test_roots_are_what_all_topics_are_under() -> None:
    """Without the id of any item."""
    wanted = messages_of([item()], Naming(prefix="home/music", discovery=True), {})
    assert roots_of(wanted) == [
        "home/music/#",
        "homeassistant/sensor/home_music_…/config",
    ]


@given(st.sets(st.text(max_size=80), max_size=20))
def test_no_two_items_share_a_topic(keys: set[str]) -> None:
    """Whatever the keys are, all topics are such."""
    found = names_of(item(key=key) for key in keys)
    assert len({name.id for name in found.values()}) == len(keys)
    assert len({name.node for name in found.values()}) == len(keys)
    for name in found.values():
        assert not re.search(r"[+#/\s]", name.id)
        assert re.fullmatch(r"[a-z0-9_]+", name.node)


def test_prefixes() -> None:
    """As topics, as devices and as nodes."""
    assert is_prefix("home/music")
    assert not is_prefix("a" * 65)
    assert node_of("home/müsic") == "home_m_sic"
    assert device_name("spotify_to_plex") == "Spotify to Plex"
    assert device_name("my-MQTT/music") == "My MQTT Music"
    assert slug_of("Été à Paris") == "ete_a_paris"
    assert slug_of("!?") == "unnamed"


@given(st.lists(st.text("abc ü", min_size=1, max_size=300), max_size=40))
def test_categories_always_fit_into_a_state(categories: list[str]) -> None:
    """As many whole ones as there is room for."""
    text = joined(categories)
    assert len(text) <= 255
    whole = ",".join(categories)
    assert text == whole or text.endswith("…")
    if text != whole:
        assert whole.startswith(text.removesuffix("…").removesuffix(","))


def item(**values: object) -> CategorisedItem:
    """A playlist of a category."""
    about = {
        "key": "spotify:playlist:one",
        "kind": CategorisedKind.PLAYLIST,
        "title": "One",
        "category": "Jazz",
    }
    return CategorisedItem(**{**about, **values})  # type: ignore[arg-type]


def test_picture_elsewhere_keeps_its_address() -> None:
    """A path of ours is one of this Home Assistant, if it is known where that is."""
    naming = Naming()
    topic = "spotify_to_plex/items/one/state"
    for picture, thumb in (
        ("/api/picture", '"thumb": "https://home.example/api/picture"'),
        ("https://example.org/a.jpg", '"thumb": "https://example.org/a.jpg"'),
    ):
        found = messages_of([item(picture=picture)], naming, {}, "https://home.example")
        assert thumb in found[topic]
    assert '"thumb": "/api/' in messages_of([item(picture="/api/x")], naming, {})[topic]
    assert "thumb" not in messages_of([item()], naming, {})[topic]


def test_uncertain_item_that_was_never_published_says_what_is_known() -> None:
    """There is no older message to go by; an empty one is none."""
    topic = "spotify_to_plex/items/one/state"
    uncertain = item(certain=False, reason="media_out_of_reach")
    for before in ({}, {topic: ""}):
        assert "media_out_of_reach" in messages_of([uncertain], Naming(), before)[topic]


def test_plan_clears_entities_before_their_states() -> None:
    """What is there already is left alone."""
    plan = plan_publish(
        {"a": "1", "b": "2"}, {"a": "1", "b": "0"}, ["x/state", "x/config", "a"]
    )
    assert plan.clear == ("x/config", "x/state")
    assert plan.publish == {"b": "2"}
    assert plan.unchanged == 1
