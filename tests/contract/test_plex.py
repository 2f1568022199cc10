"""The door's rows against what real Plex servers were recorded to say."""

from collections.abc import Callable, Iterator
import json
from pathlib import Path
import re
from typing import Any, cast
from xml.etree.ElementTree import Element, XMLPullParser

import pytest

from custom_components.plex_sync.plex import rows

pytestmark = pytest.mark.contract


@pytest.fixture
def recorded(contracts: Path) -> Path:
    """The recordings of real servers."""
    return contracts / "plex" / "recorded"


def container_of(file: Path) -> Element:
    """A recording in XML."""
    return parsed(re.sub(r"<!--.*?-->", "", file.read_text(), flags=re.DOTALL))


def parsed(text: str) -> Element:
    """The root of an XML text."""
    parser: XMLPullParser[Element] = XMLPullParser(("start",))
    parser.feed(text)
    events = cast(Iterator[tuple[str, Element]], parser.read_events())
    _, root = next(events)
    parser.close()
    return root


def as_element(tag: str, value: dict[str, Any]) -> Element:
    """A recording in JSON, as the element that XML has in its place."""
    element = Element(tag)
    for name, inner in value.items():
        if isinstance(inner, list):
            children = (each for each in inner if isinstance(each, dict))
            element.extend(as_element(name, each) for each in children)
        elif isinstance(inner, bool):
            element.set(name, str(int(inner)))
        elif inner is not None and not isinstance(inner, dict):
            element.set(name, str(inner))
    return element


def json_container(file: Path) -> Element:
    """The container of a recording in JSON."""
    body = json.loads(file.read_text())["MediaContainer"]
    return as_element("MediaContainer", body)


def made[Row](
    container: Element, make: Callable[[Element, dict[str, str]], Row | None]
) -> list[Row]:
    """The rows of a container."""
    attributes = dict(container.attrib)
    return [row for each in container if (row := make(each, attributes)) is not None]


def test_recorded_films_become_rows(recorded: Path) -> None:
    """Five films of an old agent, three of a new one, four in JSON."""
    folder = recorded / "home-assistant-2021"
    films = made(container_of(folder / "library_movies_all.xml"), rows.movie)
    assert [film.title for film in films] == [f"Movie {n}" for n in range(1, 6)]
    assert films[0].guid == "com.plexapp.agents.imdb://tt0123456?lang=en"
    assert (films[0].section, films[0].genres) == ("1", ("Sci-Fi", "Action"))
    assert (films[0].view_count, films[0].last_viewed_at) == (1, 1_505_969_509)
    watched = container_of(
        recorded / "shortlist-2026" / "pms_watched_incremental.xml.txt"
    )
    newest = made(watched, rows.movie)
    assert newest[0].external_ids == (
        "imdb://tt0000001",
        "tmdb://100001",
        "tvdb://200001",
    )
    assert [film.view_count for film in newest] == [1, 3, 0]
    assert newest[2].last_viewed_at == 1_765_677_185
    server = recorded / "plex-api-rs" / "server" / "media"
    assert len(made(json_container(server / "movie_library.json"), rows.movie)) == 4


def test_recorded_shows_become_rows(recorded: Path) -> None:
    """Shows of three servers, with their counts."""
    watched = container_of(recorded / "shortlist-2026" / "pms_watched_shows.xml.txt")
    shows = made(watched, rows.show)
    assert len(shows) == 10
    assert (shows[0].viewed_leaf_count, shows[0].leaf_count) == (2, 23)
    old = container_of(recorded / "home-assistant-2021" / "library_tvshows_all.xml")
    [show] = made(old, rows.show)
    assert show.guid == "com.plexapp.agents.thetvdb://12345?lang=en"
    server = recorded / "plex-api-rs" / "server" / "media"
    assert len(made(json_container(server / "tv_library.json"), rows.show)) == 2


def test_recorded_seasons_and_episodes_become_rows(recorded: Path) -> None:
    """The row for all seasons is left out; an episode knows its season and show."""
    server = recorded / "plex-api-rs" / "server" / "media"
    seasons = made(json_container(server / "tv_seasons.json"), rows.season)
    assert [(row.rating_key, row.index) for row in seasons] == [("89", 1), ("33", 2)]
    assert {row.show_key for row in seasons} == {"22"}
    episodes = made(json_container(server / "tv_episodes.json"), rows.episode)
    assert len(episodes) == 3
    assert (episodes[0].show_key, episodes[0].season_key) == ("22", "89")
    assert (episodes[0].season_index, episodes[0].index) == (1, 1)
    bare = recorded / "plex-trakt-scrobbler"
    for file in bare.glob("library__metadata__*.xml"):
        container = container_of(file)
        make = rows.season if container.get("viewGroup") == "season" else rows.episode
        assert len(made(container, make)) == int(container.get("size", "0"))


def test_recorded_libraries_become_rows(recorded: Path) -> None:
    """Films, shows and music; each with its uuid."""
    folder = recorded / "home-assistant-2021"
    sections = [
        rows.section(each) for each in container_of(folder / "library_sections.xml")
    ]
    assert [section.title for section in sections if section] == [
        "Movies",
        "TV Shows",
        "Music",
    ]
    assert all(section.uuid for section in sections if section)


def test_answers_of_a_recent_server_become_rows(recorded: Path) -> None:
    """A film with three ids, and episodes, of a server of 2023."""
    said = json.loads((recorded / "watchstate" / "plex_data.json").read_text())
    films, episodes = (
        as_element("MediaContainer", said[name]["response"]["body"]["MediaContainer"])
        for name in ("library_movie_get_200", "library_episodes_get_200")
    )
    assert made(films, rows.movie)[0].external_ids == (
        "imdb://tt0000001",
        "tmdb://1",
        "tvdb://1",
    )
    rows_of_episodes = made(episodes, rows.episode)
    assert rows_of_episodes
    assert all(row.show_key and row.season_key for row in rows_of_episodes)


def test_every_recording_in_xml_is_understood(recorded: Path) -> None:
    """No recorded element breaks a row, whatever it is."""
    makers = (rows.movie, rows.show, rows.season, rows.episode, rows.view)
    seen = 0
    for file in recorded.rglob("*.xml*"):
        container = container_of(file)
        for element in container:
            rows.section(element)
            for make in (*makers, rows.watchlist_item, rows.title, rows.rating_key):
                make(element, dict(container.attrib))
            seen += 1
    assert seen > 100
