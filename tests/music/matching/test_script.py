"""The matcher as a command over two tables."""

import csv
import io
from pathlib import Path
import subprocess

SCRIPT = Path(__file__).parent.parent.parent.parent / "scripts" / "match"


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run it."""
    return subprocess.run(
        [SCRIPT, *arguments], capture_output=True, text=True, check=False, timeout=60
    )


def test_every_query_gets_its_line_in_order(tmp_path: Path) -> None:
    """Columns that are left out or empty are no trouble."""
    library, queries = tmp_path / "library.csv", tmp_path / "queries.csv"
    library.write_text(
        "id,title,artist,album,ms,isrc\n"
        'a,Halo,Beyoncé,I Am,261000,\nb,"Hello (Live)",Adele,,,\n',
        encoding="utf-8",
    )
    queries.write_text(
        "title,id,artist\nHalo,1,Beyonce\nHello,2,Adele\nUnheard,3,\n", encoding="utf-8"
    )

    answer = run(library, queries)

    assert answer.returncode == 0
    assert list(csv.DictReader(io.StringIO(answer.stdout))) == [
        {
            "query_id": "1",
            "band": "accept",
            "track_id": "a",
            "confidence": "0.950",
            "reason": "same_title_and_artist",
        },
        {
            "query_id": "2",
            "band": "missing",
            "track_id": "",
            "confidence": "0.450",
            "reason": "other_version",
        },
        {
            "query_id": "3",
            "band": "missing",
            "track_id": "",
            "confidence": "0.000",
            "reason": "nothing_similar",
        },
    ]


def test_a_table_that_is_none_is_refused_in_words(tmp_path: Path) -> None:
    """A file that is not there, columns that lack, bytes that are no text."""
    table = tmp_path / "table.csv"
    table.write_bytes(b"name\n1\n")
    broken = tmp_path / "broken.csv"
    broken.write_bytes(b"id,title\n1,\xff\xfe\n")

    for arguments, words in (
        ((table, tmp_path / "nowhere.csv"), "cannot be read"),
        ((table, table), "has no column id and no column title"),
        ((table, broken), "is no CSV in UTF-8"),
        ((table,), "usage: scripts/match LIBRARY.csv QUERIES.csv"),
    ):
        answer = run(*arguments)
        assert answer.returncode == 2
        assert words in answer.stderr
        assert answer.stdout == ""
