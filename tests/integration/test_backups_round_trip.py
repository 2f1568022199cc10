"""A list that is backed up, damaged and restored is what it was, field by field."""

import logging
import random
from typing import Any

import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from tests.fakes.anilist import User as AniListUser

from .house import House

# The test plugin wants to see each statement, which takes longer than to carry it out.
logging.getLogger("sqlalchemy.engine").setLevel(logging.WARNING)

STATUSES = ("CURRENT", "PLANNING", "COMPLETED", "DROPPED", "PAUSED", "REPEATING")
LISTS = ["Rainy days", "Ślice of life", "With mum"]
PARTS = ["Story", "Music"]
DATES = (None, "2019", "2020-05", "2021-07-09", "2024-02-29")
MANY = 2_000


def add_account(house: House, name: str, score_format: str) -> AniListUser:
    """An account with lists and parts of scores of its own."""
    return house.anilist.add_user(
        name,
        f"token-{name.lower()}",
        score_format=score_format,
        custom_lists=list(LISTS),
        advanced_scoring=list(PARTS),
    )


def fill(house: House, name: str, entries: int, seed: int = 7) -> None:
    """Give an account a list in which every field has every kind of value."""
    dice = random.Random(seed)
    for number in range(1, entries + 1):
        media = 50_000 + number
        house.anilist.add_media(id=media, title=f"Anime {number} 葬送", episodes=24)
        house.anilist.set_entry(name, media, **anything(dice))


def anything(dice: random.Random) -> dict[str, Any]:
    """A random entry."""
    lists = dice.sample(LISTS, dice.choice((0, 0, 1, 2)))
    return {
        "status": dice.choice(STATUSES),
        "progress": dice.randint(0, 24),
        "repeat": dice.choice((0, 0, 1, 3)),
        "score": dice.choice((0, 1, 35, 60, 77, 85, 90, 100)),
        "notes": dice.choice((None, "again with Noa", 'über\n"quotes" 🎬')),
        "started_at": dice.choice(DATES),
        "completed_at": dice.choice(DATES),
        "private": dice.random() < 0.2,
        "custom_lists": lists,
        # Only to be found in its custom lists.
        "hidden_from_status_lists": bool(lists) and dice.random() < 0.5,
        "advanced_scores": {part: float(dice.choice((0, 50, 81))) for part in PARTS},
        "priority": dice.choice((0, 0, 5)),
    }


def damage(house: House, name: str, share: float, seed: int = 11) -> None:
    """Change, empty and remove entries, in every field."""
    dice = random.Random(seed)
    for media in list(house.anilist.entries(name)):
        if dice.random() > share:
            continue
        if dice.random() < 0.25:
            house.anilist.remove_entry(name, media)
        else:
            house.anilist.set_entry(name, media, **anything(dice))


async def back_up(house: House, entry: MockConfigEntry) -> str:
    """Take a backup, and return its name."""
    return str((await house.call(entry, "create_backup"))["backup"])


@pytest.mark.parametrize(
    ("score_format", "entries"),
    [
        ("POINT_100", 200),
        ("POINT_10_DECIMAL", MANY),
        ("POINT_10", 200),
        ("POINT_5", 200),
        ("POINT_3", 200),
    ],
)
async def test_round_trip(house: House, score_format: str, entries: int) -> None:
    """Two thousand entries are restored with few requests, and once is enough."""
    add_account(house, "Lena", score_format)
    fill(house, "Lena", entries)
    before = house.anilist.entries("Lena")
    entry = await house.set_up("Lena")
    name = await back_up(house, entry)
    damage(house, "Lena", 1.0)
    assert house.anilist.entries("Lena") != before

    house.anilist.reset_counts()
    answer = await house.call(entry, "restore_backup", backup=name)
    assert answer["result"] == "ok"
    assert answer["errors"] == []
    assert answer["skipped"] == []
    assert house.anilist.entries("Lena") == before
    assert house.anilist.requests <= 30

    house.anilist.reset_counts()
    again = await house.call(entry, "restore_backup", backup=name)
    assert (again["result"], again["restored"]) == ("nothing", 0)
    assert again["same"] == entries
    assert [each.kind for each in house.anilist.operations] == ["query"]


async def test_all_different_is_within_the_budget(house: House) -> None:
    """An empty list, and a backup of two thousand entries."""
    add_account(house, "Lena", "POINT_10")
    fill(house, "Lena", MANY)
    before = house.anilist.entries("Lena")
    entry = await house.set_up("Lena")
    name = await back_up(house, entry)
    for media in list(before):
        house.anilist.remove_entry("Lena", media)
    house.anilist.reset_counts()
    answer = await house.call(entry, "restore_backup", backup=name)
    assert (answer["restored"], answer["errors"]) == (MANY, [])
    assert house.anilist.entries("Lena") == before
    assert house.anilist.requests <= 30


async def test_what_anilist_fills_in_is_put_right(house: House) -> None:
    """A finished entry comes back without a day that was never there."""
    house.anilist.ways.fills_on_completed = True
    add_account(house, "Lena", "POINT_10")
    fill(house, "Lena", 60)
    before = house.anilist.entries("Lena")
    entry = await house.set_up("Lena")
    name = await back_up(house, entry)
    for media in list(before):
        house.anilist.remove_entry("Lena", media)
    answer = await house.call(entry, "restore_backup", backup=name)
    assert (answer["restored"], answer["errors"]) == (60, [])
    assert house.anilist.entries("Lena") == before
