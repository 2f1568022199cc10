"""What is taken out of another program's files, and what is named instead."""

from contextlib import closing
import json
from pathlib import Path
import sqlite3
from typing import Any

import pytest

from custom_components.plex_sync.anime.coming_over.model import (
    ComingOver,
    FoundPin,
    Left,
)
from custom_components.plex_sync.anime.coming_over.reading import (
    Sources,
    find_sources,
    read_sources,
)
from custom_components.plex_sync.anime.mapping.model import ExternalId, Provider
from custom_components.plex_sync.anime.mapping.overrides import Override

CONFIG = """\
# the living room
plex_url: https://192.168.1.10:32400
plex_token: plex-secret
sync_interval: 172800
web_port: 4848
batch_requests: true
profiles:
  mika:
    anilist_token: eyJ.secret.token
    plex_user: Mika
    plex_sections: [Anime, Anime films]
    plex_genres: [Animation]
    excluded_sync_fields: [notes]
    sync_modes: [periodic]
    destructive_sync: true
    search_fallback_threshold: 30
    backup_retention_days: 90
  kim:
    anilist_token: eyJ.secret.other
    plex_user: Kim
    dry_run: true
    sync_interval: 3600
    colour: blue
"""
MAPPINGS = """\
20:
  tvdb_id: 78857
  tvdb_mappings:
    s1: e1-e35
    s2: ""
101: {tmdb_movie_id: 4711}
205: {tvdb_mappings: {s1: e1-e12}}
301: null
412: {tvdb_id: 5, tvdb_mappings: {s1: e1-e24|2}}
$includes: [more.yaml]
"""


INSERTS = {
    2: "INSERT INTO pin VALUES (NULL, ?, ?)",
    3: "INSERT INTO pin VALUES (NULL, ?, ?, ?)",
}


def database(path: Path, rows: list[tuple[Any, ...]], columns: str = "") -> Path:
    """A database with pins, as that program makes it."""
    columns = columns or "profile_name TEXT, anilist_id INTEGER, fields JSON"
    with closing(sqlite3.connect(path)) as made:
        made.execute(f"CREATE TABLE pin (id INTEGER PRIMARY KEY, {columns})")
        made.executemany(INSERTS[1 + columns.count(",")], rows)
        made.commit()
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A data folder."""
    (tmp_path / "config.yaml").write_text(CONFIG)
    (tmp_path / "mappings.custom.yaml").write_text(MAPPINGS)
    database(
        tmp_path / "plexanibridge.db",
        [
            ("mika", 20, json.dumps(["status", "score"])),
            ("mika", 21, json.dumps(["user_rating"])),
            ("kim", 20, json.dumps(["notes"])),
        ],
    )
    return tmp_path


def read(folder: Path) -> ComingOver:
    """Read what is in a folder."""
    return read_sources(find_sources(folder))


def test_whole_folder_is_read(folder: Path) -> None:
    """Two profiles with their options and pins, and mappings for both."""
    found = read(folder)
    assert found.names == ["mika", "kim"]
    mika, kim = found.profile("mika"), found.profile("kim")
    assert mika.plex_url == kim.plex_url == "https://192.168.1.10:32400"
    assert (mika.plex_user, kim.plex_user) == ("Mika", "Kim")
    assert mika.anilist_token == "eyJ.secret.token"
    assert mika.library_titles == ("Anime", "Anime films")
    assert mika.options == {
        "backup_days": 90,
        "destructive": True,
        "full_sync_days": 2,
        "genres": ["Animation"],
        "policy_notes": "off",
        "policy_progress": "mirror",
        "policy_repeat": "mirror",
        "policy_score": "mirror",
        "policy_status": "mirror",
        "poll_interval": 0,
        "search_threshold": 50,
    }
    assert kim.options == {"dry_run": True}
    assert {(each.subject, each.reason) for each in kim.left} == {
        ("sync_interval", "option_daily"),
        ("web_port", "option_of_its_own"),
        ("batch_requests", "option_of_its_own"),
        ("colour", "option_unknown"),
    }
    assert found.pins["mika"] == [
        FoundPin(anilist_id=20, fields=("status", "score")),
        FoundPin(anilist_id=21, fields=("score",)),
    ]
    assert found.pins["kim"] == [FoundPin(anilist_id=20, fields=("notes",))]


def test_secrets_are_not_shown_by_chance(folder: Path) -> None:
    """What finds its way into a log has none of them."""
    text = repr(read(folder))
    assert "secret" not in text


def test_own_mappings_are_taken_where_they_stand_for_themselves(folder: Path) -> None:
    """What hides, counts by twos, or lacks its id is named instead."""
    found = read(folder)
    show = ExternalId(Provider.TVDB_SHOW, "78857")
    assert list(found.overrides) == [
        Override(
            external_id=show, season=1, end=35, anilist_id=20, target_start=1,
            target_end=35,
        ),
        Override(external_id=show, season=2, anilist_id=20, target_start=36),
        Override(
            external_id=ExternalId(Provider.TMDB_MOVIE, "4711"), end=1,
            anilist_id=101, target_end=1,
        ),
    ]  # fmt: skip
    assert {each.reason for each in found.left} == {
        "mappings_include",
        "mapping_hidden",
        "mapping_ratio",
        "mapping_refused",
    }


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (
            "mappings.custom.json",
            '{"anilist:20": {"tvdb_show:78857:s1": {"1-35": "1-35"}}}',
        ),
        (
            "mappings.custom.toml",
            '["anilist:20"."tvdb_show:78857:s1"]\n"1-35" = "1-35"\n',
        ),
        (
            "mappings.custom.yml",
            "anilist:20:\n  tvdb_show:78857:s1: {1-35: 1-35}\n",
        ),
    ],
)
def test_newer_format_is_read_in_any_language(
    tmp_path: Path, name: str, text: str
) -> None:
    """The successor's descriptors, in JSON, TOML and YAML."""
    (tmp_path / name).write_text(text)
    [override] = read(tmp_path).overrides
    assert override.external_id == ExternalId(Provider.TVDB_SHOW, "78857")
    assert (override.season, override.end, override.anilist_id) == (1, 35, 20)


def test_first_of_several_files_counts(folder: Path) -> None:
    """The others are named, as they did not count there either."""
    (folder / "mappings.custom.json").write_text("{}")
    (folder / "config.yml").write_text("{}")
    left = {each.subject for each in read(folder).left if each.reason == "other_counts"}
    assert left == {"mappings.custom.json", "config.yml"}


def test_newer_configuration_is_taken_as_far_as_it_goes(tmp_path: Path) -> None:
    """Its rules are another language; its plain options are known."""
    (tmp_path / "config.yaml").write_text(
        "global_config: {scan_interval: 0 3 * * *, poll_interval: 10}\n"
        "profiles:\n"
        "  mika:\n"
        "    scan_modes: poll, webhook\n"
        "    sync_rules: {score: false}\n"
        "    empty_sync: true\n"
        "    scan_interval: 86400\n"
        "  kim: {sync_modes: []}\n"
        "  robin: nobody\n"
    )
    found = read(tmp_path)
    mika, kim = found.profiles
    assert mika.options == {"full_sync_days": 1, "poll_interval": 30}
    assert {each.subject: each.reason for each in mika.left} == {
        "sync_rules": "option_rules",
        "empty_sync": "option_unknown",
    }
    assert kim.options == {"automatic_sync": False, "poll_interval": 30}
    assert [each.reason for each in kim.left] == ["option_schedule"]
    assert list(found.left) == [
        Left(subject="config.yaml: robin", reason="not_settings")
    ]


@pytest.mark.parametrize(
    ("option", "value", "reason"),
    [
        ("destructive_sync", "perhaps", "option_makes_no_sense"),
        ("excluded_sync_fields", "[colour]", "option_makes_no_sense"),
        ("plex_sections", "{a: b}", "option_makes_no_sense"),
        ("search_fallback_threshold", "much", "option_makes_no_sense"),
        ("mappings_url", "ftp", "option_makes_no_sense"),
        ("poll_interval", "often", "option_schedule"),
    ],
)
def test_option_that_makes_no_sense_is_named(
    tmp_path: Path, option: str, value: str, reason: str
) -> None:
    """The others are taken all the same."""
    (tmp_path / "config.yaml").write_text(f"{option}: {value}\nfull_scan: true\n")
    [profile] = read(tmp_path).profiles
    assert profile.options == {"full_scan": True}
    assert list(profile.left) == [Left(subject=option, reason=reason)]


def test_source_of_mappings_is_taken_if_it_is_ones_own(tmp_path: Path) -> None:
    """Theirs is here by default."""
    for address, options in (
        (
            "https://example.com/a.json",
            {"mappings_source": "https://example.com/a.json"},
        ),
        (
            "https://example.com/PlexAniBridge-Mappings/v2/mappings.json",
            {},
        ),
    ):
        (tmp_path / "config.yaml").write_text(f"mappings_url: {address}\n")
        [profile] = read(tmp_path).profiles
        assert profile.options == options


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("config.yaml", b"\xff\xfe\x00", "file_unreadable"),
        ("config.yaml", b"a: [b", "file_not_understood"),
        ("config.yaml", b"just words", "not_settings"),
        ("config.yaml", b"colour: blue", "not_settings"),
        ("mappings.custom.json", b"{", "file_not_understood"),
        ("mappings.custom.json", b"[" * 100_000, "file_not_understood"),
        ("mappings.custom.json", b"[]", "not_mappings"),
        ("mappings.custom.json", b'{"a": {"b": 1}}', "not_mappings"),
        ("mappings.custom.toml", b"= 1", "file_not_understood"),
        ("some.db", b"no database at all" * 100, "database_broken"),
    ],
)
def test_rubbish_is_named(
    tmp_path: Path, name: str, content: bytes, reason: str
) -> None:
    """A file that makes no sense takes nothing else along."""
    (tmp_path / name).write_bytes(content)
    found = read(tmp_path)
    assert not found.profiles
    assert not found.overrides
    assert not found.pins
    assert [each.reason for each in found.left] == [reason]


def test_half_a_database_gives_what_is_still_there(tmp_path: Path) -> None:
    """A copy that was cut off."""
    rows = [("mika", number, '["status"]') for number in range(1, 4001)]
    path = database(tmp_path / "half.db", rows)
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    found = read(tmp_path)
    assert [each.reason for each in found.left] == ["database_broken"]
    assert len(found.pins.get("mika", ())) < 4000


def test_pins_of_another_version_are_named(tmp_path: Path) -> None:
    """A table with other columns is not guessed at."""
    database(tmp_path / "new.db", [("mika", "x")], "profile TEXT, media_key TEXT")
    assert [each.reason for each in read(tmp_path).left] == ["pins_other_form"]


def test_pins_that_make_no_sense_are_named_one_by_one(tmp_path: Path) -> None:
    """The good fields of a pin are taken."""
    database(
        tmp_path / "odd.db",
        [
            ("mika", 1, '["status", "colour"]'),
            ("mika", 2, "not json"),
            ("mika", 3, None),
            ("mika", 4, '"status"'),
            ("mika", -5, '["status"]'),
        ],
    )
    found = read(tmp_path)
    assert found.pins == {"mika": [FoundPin(anilist_id=1, fields=("status",))]}
    assert {each.subject for each in found.left} == {
        "1: colour",
        "2: ?",
        "3: ?",
        "4: ?",
        "-5: ?",
    }
    assert found.names == ["mika"]
    assert found.profile("mika").options == {}


def test_database_without_pins_is_no_reason_to_complain(tmp_path: Path) -> None:
    """Other databases lie in the folder as well; one that is named is told of."""
    path = tmp_path / "other.db"
    with closing(sqlite3.connect(path)) as made:
        made.execute("CREATE TABLE other (id INTEGER)")
    assert find_sources(tmp_path).is_empty
    found = read_sources(Sources(database=path))
    assert [each.reason for each in found.left] == ["no_pins"]


def test_too_large_a_file_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody writes so much by hand."""
    monkeypatch.setattr(
        "custom_components.plex_sync.anime.coming_over.documents.LARGEST", 3
    )
    (tmp_path / "config.yaml").write_text("full_scan: true")
    assert [each.reason for each in read(tmp_path).left] == ["file_too_large"]
