"""Laws of reading files: whatever the bytes, each line is accounted for."""

import csv
import io
import json

from hypothesis import example, given, strategies as st

from custom_components.plex_sync.music.sources.formats import (
    SUFFIXES,
    FileRefused,
    ParsedFile,
    parse,
)

NAMES = st.sampled_from([f"file{suffix}" for suffix in sorted(SUFFIXES)])
LINE = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=30)
CELL = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12) | (
    st.sampled_from(["", 'a "b" c', "a,b;c\td", "spotify:track:", "#", "1:23", "÷"])
)
ALMOST = st.lists(
    st.sampled_from(
        [
            "Title,Artist",
            "Track name,Artist name,Playlist name,Type",
            "#EXTM3U",
            "#EXTINF:12,A - B",
            '"open,quote',
            'closed",quote',
            "a,b",
            "a,b,c,d,e",
            "/music/a/b.mp3",
            '{"tracks": [{"title": "\\ud800"}, 4, null, [], {"artists": [1]}]}',
            "\n",
            "sep=;",
            ";;;",
        ]
    ),
    max_size=8,
).map(lambda parts: "\n".join(parts).encode())


def accounted(parsed: ParsedFile) -> int:
    """How many lines were understood or refused."""
    return parsed.understood + len(parsed.refused)


@given(st.binary(max_size=300) | ALMOST, NAMES)
@example(b"sep=;", "file.csv")
@example(b"Title\n" + b'"' * 140_000, "file.csv")
@example(b"Title\n" + b"a" * 140_000, "file.csv")
@example(b'"Title"\n', "file.csv")
@example(b'[{"title": "\\ud800", "tracks": []}]', "file.json")
@example(b'[{"tracks": {"items": [[[]]]}}]', "file.json")
@example(b'{"tracks": [{"title": 1e999, "duration": 1e999, "isrc": {}}]}', "file.json")
@example(b'{"title": ["a"], "tracks": [{"name": {"name": {}}}]}', "file.json")
def test_whatever_the_bytes_there_is_a_playlist_or_a_reason(
    content: bytes, name: str
) -> None:
    """Never a stumble; what comes out can be written down."""
    try:
        parsed = parse(content, name)
    except FileRefused as refusal:
        assert refusal.reason.startswith("file_")  # noqa: PT017
        return
    assert parsed.playlists
    for playlist in parsed.playlists:
        repr(playlist).encode()
        for track in playlist.tracks:
            assert track.title.strip()
            assert track.uri
    assert all(line.line >= 1 and line.reason for line in parsed.refused)


@given(
    st.lists(st.lists(CELL, min_size=1, max_size=5), max_size=15),
    st.sampled_from([",", ";", "\t", "|"]),
)
def test_every_row_of_a_table_is_accounted_for(
    rows: list[list[str]], separator: str
) -> None:
    """Understood and refused ones are all that are not blank."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=separator)
    writer.writerow(["Track name", "Artist name", "Playlist name"])
    writer.writerows(rows)
    written = text.getvalue().encode()
    blank = [row for row in rows if not "".join(row).strip(f"{separator} \t")]
    lines = [line for line in text.getvalue().split("\r\n")[1:] if line]
    # A row of separators only may have been quoted: then it is a line.
    quoted = [line for line in lines if line.strip(f"{separator} \t")]
    parsed = parse(written, "table.csv")
    assert accounted(parsed) == len(quoted)
    assert accounted(parsed) >= len(rows) - len(blank)


@given(st.lists(LINE | st.just("#EXTINF:1,A - B") | st.just("#EXTM3U"), max_size=15))
def test_every_line_of_an_m3u_is_accounted_for(lines: list[str]) -> None:
    """All lines that name a file, and information that no file follows."""
    content = "\n".join(lines)
    expected, waiting = 0, False
    for line in content.split("\n"):
        if line.strip().startswith("#EXTINF:"):
            expected += waiting
            waiting = True
        elif line.strip() and not line.strip().startswith("#"):
            expected += 1
            waiting = False
    try:
        parsed = parse(content.encode(), "list.m3u8")
    except FileRefused as refusal:
        assert refusal.reason in {"file_empty", "file_not_text"}  # noqa: PT017
        return
    assert accounted(parsed) == expected + waiting


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["title", "name", "artists", "track", "episode", "uri", "album", "isrc"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=8,
)


@given(st.lists(JSON, max_size=10))
def test_every_entry_of_a_json_list_is_accounted_for(entries: list[object]) -> None:
    """Whatever it is."""
    content = json.dumps({"name": "Mine", "tracks": entries}).encode()
    parsed = parse(content, "list.json")
    assert accounted(parsed) == len(entries)


@given(st.lists(st.tuples(LINE, LINE), max_size=10))
def test_order_and_duplicates_are_kept(rows: list[tuple[str, str]]) -> None:
    """A playlist may hold a track twice, and in any order."""
    data = {"tracks": [{"title": a, "artists": [b]} for a, b in rows + rows]}
    parsed = parse(json.dumps(data).encode(), "list.json")
    uris = [track.uri for track in parsed.playlists[0].tracks]
    half = len(uris) // 2
    assert uris[:half] == uris[half:]
