"""Files that are no good backups: named as what they are, and nothing unsafe is done."""

from collections.abc import Callable
import json
import os
from pathlib import Path
from typing import Any

from homeassistant.exceptions import ServiceValidationError
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from .house import House
from .test_backups import back_up, fill, folder, restore

NAME = "plex_sync-anilist_mika.20261121200000.json"


def edited(text: str) -> str:
    """Change a value by hand."""
    return text.replace('"progress": 2', '"progress": 3')


def with_nonsense(text: str) -> str:
    """Put in what is no value, and what is no field."""
    changed = text.replace('"progress": 1', '"progress": -1')
    return changed.replace('"priority"', '"mood"', 1).replace(
        '"progress": 2', '"progress": 2, "mood": "good"'
    )


DAMAGES: dict[str, tuple[Callable[[str], str], str]] = {
    "cut off": (lambda text: text[: text.index("Anime 3") + 3], "cut_off"),
    "empty": (lambda _: "", "cut_off"),
    "edited": (edited, "edited"),
    "nonsense": (with_nonsense, "edited"),
    "version": (lambda text: text.replace('"version": 1', '"version": 9'), "other"),
    "text": (lambda _: "Dear diary", "not_json"),
    "other JSON": (lambda _: '{"lists": 3}', "not_a_backup"),
    "a list": (lambda _: "[1, 2]", "not_a_backup"),
    "deep": (lambda _: "[" * 200_000, "not_json"),
    "infinite": (lambda _: '{"format": Infinity}', "not_json"),
}
IN_PART = {"cut off", "edited", "nonsense"}


async def damaged(house: House, damage: Callable[[str], str]) -> MockConfigEntry:
    """A profile with one backup, which is damaged, and a list that has changed."""
    fill(house)
    entry = await house.set_up()
    name = await back_up(house, entry)
    text = (folder(house) / name).read_text()
    (folder(house) / name).unlink()
    (folder(house) / NAME).write_text(damage(text))
    for media in (501, 502, 503):
        house.anilist.set_entry("Mika", media, progress=20)
    house.anilist.reset_counts()
    return entry


@pytest.mark.parametrize("kind", DAMAGES)
async def test_bad_file_is_named_and_not_restored(house: House, kind: str) -> None:
    """Not without insisting, and never as an exact copy."""
    damage, check = DAMAGES[kind]
    entry = await damaged(house, damage)
    [line] = (await house.call(entry, "get_backups"))["backups"]
    assert line["check"].startswith(check)
    preview = await house.call(entry, "preview_backup", backup=NAME)
    assert preview["check"] == line["check"]
    verified = await house.call(entry, "verify_backup", backup=NAME)
    assert verified["sound"] is False
    with pytest.raises(ServiceValidationError):
        await restore(house, entry, NAME)
    with pytest.raises(ServiceValidationError):
        await restore(house, entry, NAME, insist=True, exact=True)
    if kind not in IN_PART:
        with pytest.raises(ServiceValidationError):
            await restore(house, entry, NAME, insist=True)
    assert house.anilist.requests == 0


async def test_entries_before_the_break_can_be_restored(house: House) -> None:
    """Of a file that is cut off, what is whole, on request."""
    entry = await damaged(house, DAMAGES["cut off"][0])
    done = await restore(house, entry, NAME, insist=True)
    assert (done["restored"], done["errors"]) == (2, [])
    rows = house.anilist.entries("Mika")
    assert [rows[media]["progress"] for media in (501, 502, 503)] == [1, 2, 20]


async def test_wrong_entries_are_left_out_and_named(house: House) -> None:
    """A value that cannot be leaves its entry out; an unknown field only itself."""
    entry = await damaged(house, with_nonsense)
    preview = await house.call(entry, "preview_backup", backup=NAME)
    assert [(each["target"], each["reason"]) for each in preview["faults"]] == [
        ("501", "bad_value"),
        ("502", "unknown_field"),
    ]
    done = await restore(house, entry, NAME, insist=True)
    assert done["restored"] == 2
    assert [each["target"] for each in done["skipped"]] == ["501"]
    rows = house.anilist.entries("Mika")
    assert [rows[media]["progress"] for media in (501, 502, 503)] == [20, 2, 3]


async def test_huge_file_is_not_read(house: House) -> None:
    """It is listed with its size."""
    entry = await damaged(house, lambda text: text)
    os.truncate(folder(house) / NAME, 100_000_000)
    [line] = (await house.call(entry, "get_backups"))["backups"]
    assert (line["check"], line["size"]) == ("not_checked", 100_000_000)
    with pytest.raises(ServiceValidationError, match="too large"):
        await restore(house, entry, NAME, insist=True)


async def test_names_lead_nowhere_else(house: House, tmp_path: Path) -> None:
    """Neither a way out, nor a link, nor another folder."""
    entry = await damaged(house, lambda text: text)
    secret = tmp_path / "secret.json"
    secret.write_text("{}")
    (folder(house) / "link.json").symlink_to(secret)
    (folder(house) / "folder.json").mkdir()
    lines = (await house.call(entry, "get_backups"))["backups"]
    assert {each["backup"]: each["check"] for each in lines} == {
        NAME: "sound",
        "link.json": "link",
    }
    for name in (
        "../secret.json",
        "..",
        "",
        str(secret),
        f"../backups/{NAME}",
        "folder.json",
        "link.json",
        ".hidden.json",
        "a\0.json",
        f"{NAME}.keep",
    ):
        for action in ("preview_backup", "restore_backup", "delete_backup"):
            with pytest.raises(ServiceValidationError, match="no file in the folder"):
                await house.call(entry, action, backup=name)
    with pytest.raises(ServiceValidationError, match="no backup"):
        await house.call(entry, "verify_backup", backup="plex_sync-none.json")
    assert secret.exists()


def foreign(house: House, score_format: str, *rows: dict[str, Any]) -> str:
    """A file of the other program, put into the folder; its name."""
    name = "plexanibridge-mika.home.20250102030405.json"
    user = house.anilist.user("Mika")
    document = {
        "user": {
            "id": user.id,
            "name": "Mika",
            "options": {"titleLanguage": "ROMAJI", "timezone": None},
            "mediaListOptions": {"scoreFormat": score_format, "rowOrder": "score"},
        },
        "lists": [
            {"name": "Watching", "isCustomList": False, "entries": list(rows)},
            {"name": "Mine", "isCustomList": True, "entries": None},
        ],
        "hasNextChunk": False,
    }
    folder(house).mkdir(parents=True, exist_ok=True)
    (folder(house) / name).write_text(json.dumps(document))
    return name


def row(media: int, **fields: Any) -> dict[str, Any]:
    """An entry as the other program writes it."""
    return {
        "id": 7,
        "userId": 1,
        "mediaId": media,
        "status": "CURRENT",
        "score": 0,
        "progress": None,
        "repeat": 0,
        "notes": None,
        "startedAt": {"year": None, "month": None, "day": None},
        "completedAt": None,
        "createdAt": None,
        "updatedAt": 1_700_000_000,
        **fields,
    }


@pytest.mark.parametrize(
    ("score_format", "score", "raw"),
    [
        ("POINT_100", 85, 85),
        ("POINT_10_DECIMAL", 8.5, 85),
        ("POINT_10", 8, 80),
        ("POINT_5", 4, 70),
        ("POINT_3", 2, 60),
    ],
)
async def test_files_of_plexanibridge_are_restored(
    house: House, score_format: str, score: float, raw: int
) -> None:
    """Scores become raw, dates texts; what the file does not have stays as it is."""
    for media in (501, 502):
        house.anilist.add_media(id=media, title=f"Anime {media}", episodes=24)
    house.anilist.set_entry(
        "Mika", 501, progress=20, notes="new", private=True, completed_at="2024-01-01"
    )
    name = foreign(
        house,
        score_format,
        row(501, progress=3, score=score, startedAt={"year": 2020, "month": 5}),
        row(502, status="PLANNING", startedAt={"year": 2021, "month": 2, "day": 3}),
    )
    entry = await house.set_up()
    [line] = (await house.call(entry, "get_backups"))["backups"]
    assert (line["check"], line["format"], line["own"]) == (
        "sound",
        "plexanibridge",
        True,
    )
    assert line["created_at"].startswith("2025-01-02T03:04:05")
    preview = await house.call(entry, "preview_backup", backup=name)
    assert len(preview["entries"]) == 2
    done = await restore(house, entry, name)
    assert (done["restored"], done["errors"]) == (2, [])
    rows = house.anilist.entries("Mika")
    assert rows[501] == {
        **rows[501],
        "progress": 3,
        "score": raw,
        "notes": None,
        "started_at": "2020-05",
        "completed_at": None,
        "private": True,
    }
    assert (rows[502]["status"], rows[502]["started_at"]) == ("PLANNING", "2021-02-03")
    assert (await restore(house, entry, name))["result"] == "nothing"


async def test_score_that_looks_the_same_stays(house: House) -> None:
    """An 8 of 10 in such a file may have been an 84."""
    house.anilist.add_media(id=501, title="Anime", episodes=24)
    house.anilist.set_entry("Mika", 501, progress=3, score=84)
    name = foreign(house, "POINT_10", row(501, progress=3, score=8))
    entry = await house.set_up()
    assert (await restore(house, entry, name))["same"] == 1
    assert house.anilist.entries("Mika")[501]["score"] == 84


async def test_wrong_rows_of_such_a_file_are_named(house: House) -> None:
    """They are left out, on request."""
    house.anilist.add_media(id=501, title="Anime", episodes=24)
    name = foreign(
        house,
        "POINT_10",
        row(501, score=70),
        row(502, status=None),
        {"id": 3},
        row(501),
    )
    entry = await house.set_up()
    preview = await house.call(entry, "preview_backup", backup=name)
    assert preview["check"] == "faulty"
    assert [each["reason"] for each in preview["faults"]] == [
        "bad_value",
        "bad_value",
        "not_an_entry",
    ]
    with pytest.raises(ServiceValidationError, match="not in order"):
        await restore(house, entry, name)
    assert (await restore(house, entry, name, insist=True))["restored"] == 1
