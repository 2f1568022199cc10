"""Tables of tracks: each line is a track, or is refused by its number."""

import codecs

import pytest

from custom_components.plex_sync.music.sources.formats import (
    FileRefused,
    ParsedFile,
    parse,
)

EXPORTIFY = """\
Track URI,Track Name,Album Name,Artist Name(s),Release Date,Duration (ms),Explicit,ISRC
spotify:track:6MFPmtfzvWkXvyBDRsKO9q,EARFQUAKE,IGOR,"Tyler, The Creator",2019,190066,true,USQX91901092
spotify:track:5bWUlwcDJHvBEuXF1AfFCE,Flight To Jamaica,"Disco, Vol. 2","Earth, Wind & Fire,Chemise",2001,314866,false,
spotify:track:3H3cQ6tBLSvmcaV7QkZEu3,Duet,IGOR,"Tyler, The Creator;Kali Uchis",2019,1,,
spotify:episode:3H3cQ6tBLSvmcaV7QkZEu3,Hello,Podcast,Somebody,2019,1,,
"""


EXPORTIFY_LONG = """\
"Track URI","Track Name","Artist URI(s)","Artist Name(s)","Album URI","Album Name","Album Artist Name(s)","Album Image URL","Track Duration (ms)"
"spotify:track:6MFPmtfzvWkXvyBDRsKO9q","Two","spotify:artist:1, spotify:artist:2","Tyler\\, The Creator, Kali Uchis","spotify:album:5zi7WsKlIiUXv09tbGLKsE","IGOR","Tyler\\, The Creator","https://i.scdn.co/image/1","190066"
"spotify:track:5bWUlwcDJHvBEuXF1AfFCE","One","spotify:artist:3","Crosby, Stills, Nash & Young","","Déjà Vu","","",""
"""


TUNEMYMUSIC = """\
Track name,Artist name,Album,Playlist name,Type,ISRC,Apple - id
Linger,The Cranberries,Stars,Road trip,Playlist,IEABA9300001,1440833098
Dreams,"The Cranberries, Somebody",Stars,Favorite Songs,Favorite,,i.EYVblWbIRD
The Weeknd - Blinding Lights,,,Road trip,Playlist,,
,The Cranberries,,Road trip,Artist,,
Stars,The Cranberries,Stars,Road trip,Album,,
"""


def only(parsed: ParsedFile) -> list[tuple[str, tuple[str, ...], str]]:
    """The tracks of a file with one playlist, in short."""
    [playlist] = parsed.playlists
    return [(one.title, one.artists, one.album) for one in playlist.tracks]


def test_a25_exportify_keeps_names_with_commas_whole() -> None:
    """Its tight commas part artists, and those within names have a space."""
    parsed = parse(EXPORTIFY.encode(), "igor.csv")
    assert parsed.format == "exportify"
    assert only(parsed) == [
        ("EARFQUAKE", ("Tyler, The Creator",), "IGOR"),
        ("Flight To Jamaica", ("Earth, Wind & Fire", "Chemise"), "Disco, Vol. 2"),
        ("Duet", ("Tyler, The Creator", "Kali Uchis"), "IGOR"),
    ]
    first, second, _ = parsed.playlists[0].tracks
    assert first.uri == "spotify:track:6MFPmtfzvWkXvyBDRsKO9q"
    assert first.milliseconds == 190_066
    assert (first.isrc, first.explicit) == ("USQX91901092", True)
    assert (second.isrc, second.explicit) == (None, False)
    assert [(one.line, one.reason) for one in parsed.refused] == [
        (5, "line_not_a_track")
    ]


def test_a25_exportifys_long_form_counts_its_artists() -> None:
    """As many as there are artists' URIs."""
    parsed = parse(EXPORTIFY_LONG.encode(), "igor.csv")
    assert [artists for _, artists, _ in only(parsed)] == [
        ("Tyler, The Creator", "Kali Uchis"),
        ("Crosby, Stills, Nash & Young",),
    ]
    track = parsed.playlists[0].tracks[0]
    assert track.album_artists == ("Tyler, The Creator",)
    assert track.album_uri == "spotify:album:5zi7WsKlIiUXv09tbGLKsE"
    assert track.picture == "https://i.scdn.co/image/1"


def test_exportifys_columns_may_be_named_in_any_language() -> None:
    """They are known by what stands below them."""
    named = (
        "Track-URI,Track-Name,Künstler-URI(s),Künstlername(n),Album-URI,Album-Name,"
        "Album-Künstler-URI(s),Album-Künstlername(n),Veröffentlichungsdatum des Albums,"
        "Album-Bild-URL,Disc-Nummer,Track-Nummer,Track-Dauer (ms),Track-Vorschau-URL,"
        "Explizit,Beliebtheit,ISRC,Hinzugefügt von"
    )
    row = (
        "spotify:track:6MFPmtfzvWkXvyBDRsKO9q,EARFQUAKE,spotify:artist:1,"
        '"Tyler\\, The Creator",spotify:album:5zi7WsKlIiUXv09tbGLKsE,IGOR,spotify:artist:1,'
        '"Tyler\\, The Creator",2019-05-17,https://i.scdn.co/image/1,1,2,190066,,true,70,'
        "USQX91901092,somebody"
    )
    parsed = parse(f"{named}\n{row}\n".encode(), "igor.csv")
    assert parsed.format == "exportify"
    assert only(parsed) == [("EARFQUAKE", ("Tyler, The Creator",), "IGOR")]
    track = parsed.playlists[0].tracks[0]
    assert (track.milliseconds, track.isrc) == (190_066, "USQX91901092")
    assert (track.explicit, track.album_artists) == (True, ("Tyler, The Creator",))


def test_tunemymusic_holds_several_playlists() -> None:
    """Each by its name; albums and artists among them are refused by line."""
    parsed = parse(TUNEMYMUSIC.encode(), "library.csv")
    assert parsed.format == "tunemymusic"
    trip, favourites = parsed.playlists
    assert (trip.part, trip.title) == ("Road trip", "Road trip")
    assert [(one.title, one.artists) for one in trip.tracks] == [
        ("Linger", ("The Cranberries",)),
        ("Blinding Lights", ("The Weeknd",)),
    ]
    assert trip.tracks[0].uri == "isrc:IEABA9300001"
    assert [(one.line, one.reason) for one in trip.refused] == [
        (5, "line_not_a_track"),
        (6, "line_not_a_track"),
    ]
    assert favourites.part == "Favorite Songs"
    assert favourites.tracks[0].uri.startswith("title:")


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(
    ("encoding", "mark"),
    [
        ("utf-8", b""),
        ("utf-8", codecs.BOM_UTF8),
        ("utf-16-le", codecs.BOM_UTF16_LE),
        ("utf-16-be", codecs.BOM_UTF16_BE),
        ("utf-16-le", b""),
        ("utf-32-le", codecs.BOM_UTF32_LE),
        ("cp1252", b""),
    ],
)
def test_any_separator_ending_and_encoding_is_the_same_table(
    separator: str, ending: str, encoding: str, mark: bytes
) -> None:
    """As spreadsheets and editors of all kinds write them."""
    rows = [
        ("Song", "Artist", "Length"),
        ('"Heroes"', "David Bowie", "3:38"),
        ("Jóga", "Björk; Mark Bell", "1:02:03"),
    ]
    quoted = [
        separator.join('"' + cell.replace('"', '""') + '"' for cell in row)
        for row in rows
    ]
    parsed = parse(mark + ending.join(quoted).encode(encoding), "table.csv")
    assert parsed.format == "table"
    assert only(parsed) == [
        ('"Heroes"', ("David Bowie",), ""),
        ("Jóga", ("Björk", "Mark Bell"), ""),
    ]
    times = [track.milliseconds for track in parsed.playlists[0].tracks]
    assert times == [218_000, 3_723_000]


def test_spreadsheets_own_first_line_is_no_header() -> None:
    """`sep=;` says what parts the columns."""
    parsed = parse(b"sep=;\nTitle;Artist\nOne, Two;Somebody\n", "table.csv")
    assert only(parsed) == [("One, Two", ("Somebody",), "")]


def test_line_whose_columns_moved_is_refused() -> None:
    """A comma without quotes: nobody knows which cell is what."""
    text = "Title,Artist\nOne,Somebody\nHello, Goodbye,The Beatles\nLast,Nobody\n"
    parsed = parse(text.encode(), "table.csv")
    assert [title for title, *_ in only(parsed)] == ["One", "Last"]
    [refused] = parsed.refused
    assert (refused.line, refused.reason) == (3, "line_columns")
    assert refused.text == "Hello, Goodbye, The Beatles"


def test_quote_without_an_end_costs_its_own_line_only() -> None:
    """The rest of the file is not swallowed."""
    others = "".join(f"Song {number},Somebody\n" for number in range(40))
    text = f'Title,Artist\n"Lost,Somebody\n12" Mix,Somebody\n{others}'
    parsed = parse(text.encode(), "table.csv")
    assert len(only(parsed)) == 41
    assert only(parsed)[0][0] == '12" Mix'
    assert [(one.line, one.reason) for one in parsed.refused] == [
        (2, "line_open_quote")
    ]


def test_line_end_within_quotes_is_part_of_a_title() -> None:
    """The next line keeps its number."""
    text = 'Title,Artist\n"Two\nlines",Somebody\n,\n,Nobody\n'
    parsed = parse(text.encode(), "table.csv")
    assert only(parsed) == [("Two lines", ("Somebody",), "")]
    assert [(one.line, one.reason) for one in parsed.refused] == [(5, "line_no_title")]


@pytest.mark.parametrize(
    ("said", "milliseconds"),
    [
        ("3:45", 225_000),
        ("225", 225_000),
        ("225.4", 225_400),
        ("225400", 225_400),
        ("0", None),
        ("long", None),
    ],
)
def test_durations_are_understood_or_left_out(said: str, milliseconds: int) -> None:
    """A wrong one would speak against the right track."""
    parsed = parse(f"Title,Duration\nOne,{said}\n".encode(), "table.csv")
    assert parsed.playlists[0].tracks[0].milliseconds == milliseconds


def test_unknown_columns_are_named() -> None:
    """So that they can be renamed."""
    with pytest.raises(FileRefused, match="Colour, Size"):
        parse(b"Colour;Size\nred;4\n", "a.csv")
