"""What the card of the backups asks for: the actions' answers, and files to download."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

from homeassistant.auth.const import GROUP_ID_READ_ONLY, GROUP_ID_USER
from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.typing import (
    ClientSessionGenerator,
    MockHAClientWebSocket,
    WebSocketGenerator,
)

from .house import Answer, House
from .test_backups import back_up, fill, folder
from .web import open_web_house


@pytest.fixture(name="house")
async def house_fixture(hass: HomeAssistant) -> AsyncIterator[House]:
    """A household with a web server, and a list of four entries."""
    async with open_web_house(hass) as household:
        fill(household, entries=4)
        yield household


@pytest.fixture(name="entry")
async def entry_fixture(house: House) -> MockConfigEntry:
    """A profile that may delete."""
    return await house.set_up(options={"destructive": True})


@pytest.fixture(name="owner")
async def owner_fixture(
    hass: HomeAssistant, entry: MockConfigEntry, hass_ws_client: WebSocketGenerator
) -> MockHAClientWebSocket:
    """The card of an administrator."""
    return await hass_ws_client(hass)


async def sign_in(
    hass: HomeAssistant, hass_ws_client: WebSocketGenerator, group: str
) -> MockHAClientWebSocket:
    """The card of a user who is in a group."""
    user = await hass.auth.async_create_user("Kim", group_ids=[group])
    refresh = await hass.auth.async_create_refresh_token(
        user, client_id="https://example.invalid"
    )
    return await hass_ws_client(hass, hass.auth.async_create_access_token(refresh))


async def ask(
    client: MockHAClientWebSocket, command: str, entry: MockConfigEntry, **data: Any
) -> Answer:
    """Ask, and return the whole answer."""
    await client.send_json_auto_id(
        {"type": f"plex_sync/backups/{command}", "config_entry_id": entry.entry_id}
        | data
    )
    answer: Answer = await client.receive_json()
    return answer


async def told(
    client: MockHAClientWebSocket, command: str, entry: MockConfigEntry, **data: Any
) -> Answer:
    """Ask for what is answered."""
    answer = await ask(client, command, entry, **data)
    assert answer["success"], answer
    result: Answer = answer["result"]
    return result


async def test_card_takes_lists_checks_keeps_and_deletes(
    house: House, entry: MockConfigEntry, owner: MockHAClientWebSocket
) -> None:
    """One command for each action, with the action's own answer."""
    made = await told(owner, "create", entry)
    name = made["backup"]
    assert (made["created"], made["entry_count"]) == (True, 4)
    listed = await told(owner, "get", entry)
    assert [each["backup"] for each in listed["backups"]] == [name]
    assert (await told(owner, "verify", entry, backup=name))["sound"]
    assert (await told(owner, "keep", entry, backup=name))["keep"]
    assert not (await told(owner, "keep", entry, backup=name, keep=False))["keep"]
    await told(owner, "delete", entry, backup=name)
    assert (await told(owner, "get", entry))["backups"] == []
    assert not (folder(house) / name).exists()


async def test_preview_comes_in_pages_and_is_searched(
    house: House, entry: MockConfigEntry, owner: MockHAClientWebSocket
) -> None:
    """By a part of the title in any case, or by the id; AniList is not asked."""
    name = await back_up(house, entry)
    house.anilist.reset_counts()
    page = await told(owner, "preview", entry, backup=name, limit=3)
    assert (len(page["entries"]), page["found"], page["cursor"]) == (3, 4, 3)
    rest = await told(owner, "preview", entry, backup=name, limit=3, cursor=3)
    assert [each["title"] for each in rest["entries"]] == ["Anime 4"]
    for text in ("aNIME 2", "502", " anime 2 "):
        found = await told(owner, "preview", entry, backup=name, text=text)
        assert [each["target"] for each in found["entries"]] == ["502"]
        assert found["found"] == 1
    nothing = await told(owner, "preview", entry, backup=name, text="50")
    assert (nothing["entries"], nothing["cursor"]) == ([], None)
    assert house.anilist.requests == 0


async def test_pages_of_a_comparison_belong_together(
    house: House, entry: MockConfigEntry, owner: MockHAClientWebSocket
) -> None:
    """AniList is asked once; pages, kinds and searches are of the list as it was then."""
    name = await back_up(house, entry)
    house.anilist.remove_entry("Mika", 501)
    for media in (502, 503):
        house.anilist.set_entry("Mika", media, progress=20)
    house.anilist.reset_counts()
    first = await told(owner, "compare", entry, backup=name, limit=2)
    assert first["counts"] == {"created": 1, "changed": 2, "removed": 0, "same": 1}
    assert (first["found"], first["cursor"]) == (3, 2)
    house.anilist.set_entry("Mika", 504, progress=20)
    same = {"backup": name, "comparison": first["comparison"]}
    rest = await told(owner, "compare", entry, **same, limit=2, cursor=2)
    assert [each["target"] for each in rest["differences"]] == ["503"]
    [created] = (await told(owner, "compare", entry, **same, difference="created"))[
        "differences"
    ]
    assert (created["target"], created["now"]) == ("501", None)
    [found] = (await told(owner, "compare", entry, **same, text="anime 3"))[
        "differences"
    ]
    assert (found["now"]["progress"], found["saved"]["progress"]) == (20, 3)
    assert house.anilist.requests == 1
    again = await told(owner, "compare", entry, backup=name)
    assert again["counts"]["changed"] == 3
    assert again["comparison"] != first["comparison"]
    outdated = await told(owner, "compare", entry, **same)
    assert outdated["counts"]["changed"] == 3


async def test_restore_is_shown_confirmed_and_undone(
    house: House, entry: MockConfigEntry, owner: MockHAClientWebSocket
) -> None:
    """The plan that was shown is written, the answer says what was, undo takes it back."""
    name = await back_up(house, entry)
    house.anilist.remove_entry("Mika", 501)
    house.anilist.set_entry("Mika", 502, progress=20)
    house.anilist.add_media(id=600, title="Newer")
    house.anilist.set_entry("Mika", 600, progress=1)
    before = house.anilist.entries("Mika")
    shown = await told(owner, "restore", entry, backup=name, dry_run=True, exact=True)
    assert shown["planned"] == {"created": 1, "changed": 1, "deleted": 1}
    assert house.anilist.entries("Mika") == before
    chosen = {"backup": name, "entries": ["501", "502"]}
    shown = await told(owner, "restore", entry, **chosen, dry_run=True)
    assert shown["planned"] == {"created": 1, "changed": 1, "deleted": 0}
    done = await told(owner, "restore", entry, **chosen, plan=shown["plan_name"])
    assert (done["restored"], done["skipped"], done["errors"]) == (2, [], [])
    assert house.anilist.entries("Mika")[502]["progress"] == 2
    await house.call(entry, "undo", run_id=done["run"])
    assert house.anilist.entries("Mika") == before


async def test_refusals_are_sentences(
    house: House, entry: MockConfigEntry, owner: MockHAClientWebSocket
) -> None:
    """What cannot be is told in words that the frontend can translate."""
    missing = "plex_sync-anilist_mika.20200101000000.json"
    for command, name, key in (
        ("preview", missing, "backup_not_found"),
        ("preview", "../secrets.json", "backup_name"),
        ("delete", "../secrets.json", "backup_name"),
        ("download", "../secrets.json", "backup_name"),
        ("download", missing, "backup_not_found"),
    ):
        answer = await ask(owner, command, entry, backup=name)
        assert answer["error"]["translation_key"] == key
        assert name in answer["error"]["message"]
    bad = folder(house) / missing
    bad.parent.mkdir(parents=True, exist_ok=True)
    bad.write_text("Dear diary")
    answer = await ask(owner, "restore", entry, backup=missing)
    assert answer["error"]["translation_key"] == "backup_unusable"
    answer = await ask(owner, "preview", entry, backup=missing, limit=0)
    assert answer["error"]["code"] == "invalid_format"


async def test_trouble_at_anilist_is_told(
    house: House, entry: MockConfigEntry, owner: MockHAClientWebSocket
) -> None:
    """A card hears why there is no comparison."""
    name = await back_up(house, entry)
    house.anilist.fail("expired", times=-1)
    answer = await ask(owner, "compare", entry, backup=name)
    assert answer["error"]["translation_key"] == "invalid_token"


@pytest.mark.parametrize(
    ("group", "allowed"),
    [
        (GROUP_ID_READ_ONLY, {"get", "preview", "compare"}),
        (GROUP_ID_USER, {"get", "preview", "compare", "create", "verify", "keep"}),
    ],
)
async def test_rights_are_those_of_the_actions(
    hass: HomeAssistant,
    house: House,
    entry: MockConfigEntry,
    hass_ws_client: WebSocketGenerator,
    group: str,
    allowed: set[str],
) -> None:
    """Readers look, users act, neither restores, deletes or downloads."""
    name = await back_up(house, entry)
    client = await sign_in(hass, hass_ws_client, group)
    let_through = set()
    for command in (
        *("get", "preview", "compare", "create", "verify", "keep"),
        *("download", "restore", "delete"),
    ):
        data = {} if command in ("get", "create") else {"backup": name}
        answer = await ask(client, command, entry, **data)
        if answer["success"]:
            let_through.add(command)
        else:
            assert answer["error"]["code"] == "unauthorized"
            assert answer["error"]["translation_key"].startswith("may_not_")
    assert let_through == allowed
    assert (folder(house) / name).exists()


async def test_backups_of_others_are_for_administrators(
    hass: HomeAssistant,
    house: House,
    entry: MockConfigEntry,
    owner: MockHAClientWebSocket,
    hass_ws_client: WebSocketGenerator,
) -> None:
    """A reader of one profile sees nothing of another account's list."""
    house.add_user("Noa")
    noas = await back_up(house, await house.set_up("Noa"))
    reader = await sign_in(hass, hass_ws_client, GROUP_ID_READ_ONLY)
    assert (await told(reader, "get", entry))["backups"] == []
    for command in ("preview", "compare"):
        answer = await ask(reader, command, entry, backup=noas)
        assert answer["error"]["code"] == "unauthorized"
    [line] = (await told(owner, "get", entry))["backups"]
    assert (line["own"], line["account"]["name"]) == (False, "Noa")


async def test_file_is_downloaded_as_it_is(
    house: House,
    entry: MockConfigEntry,
    owner: MockHAClientWebSocket,
    hass_client_no_auth: ClientSessionGenerator,
) -> None:
    """A browser follows the address without a header; what it saves is the file."""
    name = await back_up(house, entry)
    address = (await told(owner, "download", entry, backup=name))["address"]
    client = await hass_client_no_auth()
    response = await client.get(address)
    assert response.status == 200
    assert name in response.headers["Content-Disposition"]
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert await response.read() == (folder(house) / name).read_bytes()
    unsigned = address.partition("?")[0]
    assert (await client.get(unsigned)).status == 401
    other = address.replace("plex_sync-", "other-")
    assert (await client.get(other)).status == 401


async def test_only_files_of_the_folder_are_downloaded(
    hass: HomeAssistant,
    house: House,
    entry: MockConfigEntry,
    hass_client: ClientSessionGenerator,
    tmp_path: Path,
) -> None:
    """Neither what lies beside it, nor what a link leads to, even for administrators."""
    name = await back_up(house, entry)
    secret = tmp_path / "secret.json"
    secret.write_text("secret")
    (folder(house) / "link.json").symlink_to(secret)
    (folder(house).parent / "beside.json").write_text("secret")
    client = await hass_client()
    for wrong in ("link.json", "..%2Fbeside.json", "%2E%2E%2Fbeside.json", "none.json"):
        response = await client.get(f"/api/plex_sync/backup/{wrong}")
        assert response.status in (400, 404), wrong
        assert "secret" not in await response.text()
    assert (await client.get(f"/api/plex_sync/backup/{name}")).status == 200


async def test_download_is_for_administrators(
    hass: HomeAssistant,
    house: House,
    entry: MockConfigEntry,
    hass_client: ClientSessionGenerator,
    hass_read_only_access_token: str,
) -> None:
    """A user who may only see is turned away at the door, too."""
    name = await back_up(house, entry)
    client = await hass_client(hass_read_only_access_token)
    assert (await client.get(f"/api/plex_sync/backup/{name}")).status == 401


async def test_card_hears_of_the_end_of_a_restore(
    house: House, entry: MockConfigEntry, owner: MockHAClientWebSocket
) -> None:
    """Its run can be taken back as one as soon as it has ended, without a reload."""
    name = await back_up(house, entry)
    house.anilist.set_entry("Mika", 501, progress=20)
    await owner.send_json_auto_id(
        {"type": "plex_sync/subscribe", "config_entry_id": entry.entry_id}
    )
    runs: dict[int, Answer] = {}
    restored = await house.call(entry, "restore_backup", backup=name)
    async with asyncio.timeout(10):
        while runs.get(restored["run"], {}).get("ended_at") is None:
            pushed = (await owner.receive_json()).get("event", {})
            runs |= {run["run"]: run for run in pushed.get("runs", ())}
            runs |= {run["run"]: run for run in pushed.get("page", {}).get("runs", ())}
    assert runs[restored["run"]]["counts"] == {"synced": 1}
