"""Files that are no tables, and files of which nothing can be made."""

import json

import pytest

from custom_components.plex_sync.music.sources.formats import (
    FileRefused,
    ParsedFile,
    parse,
)

M3U = """\
#EXTM3U
#PLAYLIST:Evening
#EXTINF:212,Daft Punk - Aerodynamic
Music/Daft Punk/Discovery/02 Aerodynamic.flac

# a word of the user's
#EXTALB:Discovery
#EXTART:Daft Punk
#EXTINF:226,Digital Love
C:\\Music\\Daft Punk\\Discovery\\03.mp3
Music/Radiohead/Kid A/07 - Idioteque.mp3
file:///music/Bj%C3%B6rk/Homogenic/01%20Hunter.flac
Massive Attack - Mezzanine - 03 - Teardrop.ogg
99 Problems.mp3
#EXTINF:-1,Some radio
https://radio.example/stream
#EXTINF:5,Nothing below
"""


def only(parsed: ParsedFile) -> list[tuple[str, tuple[str, ...], str]]:
    """The tracks of a file with one playlist, in short."""
    [playlist] = parsed.playlists
    return [(one.title, one.artists, one.album) for one in playlist.tracks]


def test_m3u_takes_what_players_write_and_else_the_file_names() -> None:
    """Streams, and information without a file, are refused."""
    parsed = parse(M3U.encode(), "evening.m3u8")
    assert parsed.playlists[0].title == "Evening"
    assert only(parsed) == [
        ("Aerodynamic", ("Daft Punk",), ""),
        ("Digital Love", ("Daft Punk",), "Discovery"),
        ("Idioteque", ("Radiohead",), "Kid A"),
        ("Hunter", ("Björk",), "Homogenic"),
        ("Teardrop", ("Massive Attack",), "Mezzanine"),
        ("99 Problems", (), ""),
    ]
    assert parsed.playlists[0].tracks[0].milliseconds == 212_000
    assert [(one.line, one.reason) for one in parsed.refused] == [
        (16, "line_stream"),
        (17, "line_no_file"),
    ]


def test_documented_json_is_understood() -> None:
    """One playlist, or several, or a bare list of tracks."""
    track = {
        "title": "Aerodynamic",
        "artists": ["Daft Punk", "Tyler, The Creator"],
        "album": "Discovery",
        "duration_ms": 212_546,
        "isrc": "GB-DUW-00-00057",
        "explicit": False,
    }
    playlist = {"name": "Road trip", "description": "Go!", "tracks": [track, track]}
    whole = parse(json.dumps(playlist).encode(), "trip.json")
    assert (whole.playlists[0].title, whole.playlists[0].summary) == (
        "Road trip",
        "Go!",
    )
    first, second = whole.playlists[0].tracks
    assert first == second
    assert first.artists == ("Daft Punk", "Tyler, The Creator")
    assert first.uri == "isrc:GBDUW0000057"
    assert (first.milliseconds, first.explicit) == (212_546, False)
    several = parse(json.dumps({"playlists": [playlist, playlist]}).encode(), "a.json")
    assert [one.part for one in several.playlists] == ["Road trip", "Road trip (2)"]
    bare = parse(json.dumps([track]).encode(), "a.json")
    assert bare.playlists[0].tracks == (first,)
    assert bare.playlists[0].part is None


def test_download_of_an_accounts_data_is_understood() -> None:
    """What Spotify sends to whoever asks for all that it knows."""
    items = [
        {
            "track": {
                "trackName": "Aerodynamic",
                "artistName": "Daft Punk",
                "albumName": "Discovery",
                "trackUri": "spotify:track:3H3cQ6tBLSvmcaV7QkZEu3",
            },
            "episode": None,
            "localTrack": None,
        },
        {"track": None, "episode": {"episodeName": "Hello"}, "localTrack": None},
        {
            "track": None,
            "episode": None,
            "localTrack": {"uri": "spotify:local:Uncle+Bob:Attic:Demo+tape:95"},
        },
        {"track": None, "episode": None, "localTrack": None},
        "what?",
    ]
    data = {"playlists": [{"name": "Mine", "items": items, "description": None}]}
    parsed = parse(json.dumps(data).encode(), "Playlist1.json")
    assert only(parsed) == [
        ("Aerodynamic", ("Daft Punk",), "Discovery"),
        ("Demo tape", ("Uncle Bob",), "Attic"),
    ]
    [playlist] = parsed.playlists
    assert playlist.episodes == 1
    assert playlist.tracks[1].milliseconds == 95_000
    assert [(one.line, one.reason) for one in playlist.refused] == [
        (4, "line_no_title"),
        (5, "line_not_an_object"),
    ]


def test_answer_of_the_web_api_that_was_kept_is_understood() -> None:
    """Artists and albums are things with names."""
    track = {
        "name": "Aerodynamic",
        "artists": [{"name": "Daft Punk"}],
        "album": {"name": "Discovery"},
        "external_ids": {"isrc": "GBDUW0000057"},
        "uri": "spotify:track:3H3cQ6tBLSvmcaV7QkZEu3",
    }
    data = {"name": "Mine", "tracks": {"items": [{"track": track}]}}
    parsed = parse(json.dumps(data).encode(), "kept.json")
    assert only(parsed) == [("Aerodynamic", ("Daft Punk",), "Discovery")]
    assert parsed.playlists[0].tracks[0].isrc == "GBDUW0000057"


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.csv", b"", "file_empty"),
        ("a.csv", b"\xef\xbb\xbf\r\n \r\n", "file_empty"),
        ("a.csv", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "file_not_text"),
        ("a.csv", b"Title,Artist\n\x81\x8d\xff,B\n", "file_not_text"),
        ("a.csv", b"Colour,Size\nred,4\n", "file_columns"),
        ("a.csv", b"<html><body>Sign in</body></html>", "file_columns"),
        ("a.json", b"{", "file_not_json"),
        ("a.json", b"[" * 100_000, "file_not_json"),
        ("a.json", b'{"answer": 42}', "file_not_understood"),
        ("a.json", b"42", "file_not_understood"),
        ("a.json", b'{"playlists": 42}', "file_not_understood"),
        ("a.json", b'{"playlists": [42, {}]}', "file_not_understood"),
        ("a.xlsx", b"PK", "file_kind"),
    ],
)
def test_file_of_which_nothing_can_be_made_says_why(
    name: str, content: bytes, reason: str
) -> None:
    """With its name."""
    with pytest.raises(FileRefused) as caught:
        parse(content, name)
    assert (caught.value.service, caught.value.reason) == (name, reason)


def test_same_line_has_the_same_uri_wherever_it_stands() -> None:
    """In any file, in any case and with any spaces."""
    first = parse(b"Title,Artist,Album\nJoga,Bjork,Homogenic\n", "a.csv")
    second = parse(b"Album;Artist;Title\nhomogenic;BJORK;  joga \nx;y;z\n", "b.csv")
    one, other = first.playlists[0].tracks[0], second.playlists[0].tracks[0]
    assert one.uri == other.uri
    assert second.playlists[0].tracks[1].uri != one.uri
