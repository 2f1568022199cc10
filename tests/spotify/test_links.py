"""Every form of link leads to one name; what cannot be followed is named."""

from hypothesis import given, strategies as st
import pytest

from custom_components.plex_sync.spotify import LIKED, LinkRefused, link_of
from custom_components.plex_sync.sync.errors import ServiceError

ID = "3cEYpjA9oz9GiPac4AsH4n"


@pytest.mark.parametrize(
    "text",
    [
        "spotify:playlist:{id}",
        "spotify:playlist:{id}?si=abc",
        "SPOTIFY:playlist:{id}",
        "spotify:user:somebody:playlist:{id}",
        "https://open.spotify.com/playlist/{id}",
        "https://open.spotify.com/playlist/{id}?si=0a1b2c3d4e5f&pt=xyz",
        "https://open.spotify.com/playlist/{id}/",
        "https://open.spotify.com/playlist/{id}#top",
        "http://open.spotify.com/playlist/{id}",
        "open.spotify.com/playlist/{id}",
        "https://OPEN.spotify.com/playlist/{id}",
        "https://open.spotify.com/intl-nl/playlist/{id}?si=x",
        "https://open.spotify.com/intl-pt-br/playlist/{id}",
        "https://open.spotify.com/embed/playlist/{id}?utm_source=generator",
        "https://open.spotify.com/user/some%20body/playlist/{id}",
        "https://play.spotify.com/playlist/{id}",
        "https://open.spotify.com:443/playlist/{id}",
        "  <https://open.spotify.com/playlist/{id}>\n",
    ],
)
def test_a16_every_form_of_a_playlists_link_is_the_same_playlist(text: str) -> None:
    """Queries, languages, frames and users are dropped."""
    assert link_of(text.format(id=ID)).uri == f"spotify:playlist:{ID}"


@pytest.mark.parametrize(
    "text",
    [
        f"spotify:album:{ID}",
        f"https://open.spotify.com/album/{ID}?highlight=spotify:track:{ID}",
        f"https://open.spotify.com/intl-de/album/{ID}",
    ],
)
def test_a16_albums_too(text: str) -> None:
    """By link and by URI."""
    assert link_of(text).uri == f"spotify:album:{ID}"


@pytest.mark.parametrize(
    ("text", "user"),
    [
        ("spotify:collection", ""),
        ("spotify:collection:tracks", ""),
        ("https://open.spotify.com/collection/tracks", ""),
        ("https://open.spotify.com/collection", ""),
        ("spotify:user:anna:collection", "anna"),
        ("spotify:liked:anna", "anna"),
        ("Anna Smith:liked", "Anna Smith"),
    ],
)
def test_liked_songs_have_links_as_well(text: str, user: str) -> None:
    """Some say whose they are."""
    link = link_of(text)
    assert (link.uri, link.user) == (LIKED, user)


@pytest.mark.parametrize(
    ("text", "reason", "named"),
    [
        (f"https://open.spotify.com/artist/{ID}", "link_kind", "artist"),
        (f"https://open.spotify.com/show/{ID}?si=x", "link_kind", "show"),
        (f"https://open.spotify.com/intl-fr/episode/{ID}", "link_kind", "episode"),
        (f"https://open.spotify.com/embed-podcast/show/{ID}", "link_kind", "show"),
        (f"https://open.spotify.com/video/{ID}", "link_kind", "video"),
        (f"spotify:track:{ID}", "link_kind", "track"),
        ("https://open.spotify.com/user/somebody", "link_kind", "user"),
        ("https://open.spotify.com/collection/episodes", "link_kind", "episodes"),
        ("https://spotify.link/AbCdEf", "link_shortened", "spotify.link"),
        ("spotify.link/AbCdEf", "link_shortened", "spotify.link"),
        (
            "https://www.youtube.com/playlist?list=PL0",
            "link_other_service",
            "www.youtube.com",
        ),
        (
            f"https://open.spotify.com.evil.example/playlist/{ID}",
            "link_other_service",
            "open.spotify.com.evil.example",
        ),
        ("https://open.spotify.com/playlist/short", "link_unknown", "playlist/short"),
        ("https://open.spotify.com/", "link_unknown", ""),
        (f"ftp://open.spotify.com/playlist/{ID}", "link_unknown", "ftp"),
        ("https://[open.spotify.com/playlist", "link_unknown", "[open"),
        ("Road trip", "link_unknown", "Road trip"),
        ("", "link_unknown", ""),
    ],
)
def test_what_cannot_be_followed_is_named(text: str, reason: str, named: str) -> None:
    """An artist, a podcast, a video, another service, a short link."""
    with pytest.raises(LinkRefused) as caught:
        link_of(text)
    assert caught.value.reason == reason
    assert named in caught.value.message


@given(st.text(max_size=80) | st.text("/:.?#spotifylaylst 3ab%[]@", max_size=80))
def test_whatever_is_typed_is_a_link_or_a_refusal(text: str) -> None:
    """And what is a link is the same link when it is read again."""
    try:
        link = link_of(text)
    except ServiceError as refusal:
        assert isinstance(refusal, LinkRefused)  # noqa: PT017
        return
    assert link_of(link.uri).uri == link.uri
