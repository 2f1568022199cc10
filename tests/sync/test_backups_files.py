"""The folder of backups: names, what stays, what goes, what a crash leaves."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import given, strategies as st
import pytest

from custom_components.plex_sync.sync.backups.fileformat import from_bytes, to_text
from custom_components.plex_sync.sync.backups.folder import BackupFolder
from custom_components.plex_sync.sync.backups.model import (
    Account,
    Backup,
    BackupEntry,
    BackupError,
    Check,
    Contents,
)
from custom_components.plex_sync.sync.backups.names import slug
from custom_components.plex_sync.sync.model import JsonObject, JsonValue, State

from .profiles import Clock

MIKA = Account(service="shelf", id="1", name="Mika")


class AnyRules:
    """Takes every entry as it is."""

    def clean(self, target: str, state: JsonObject) -> tuple[State, Sequence[str]]:
        """Return it."""
        return state, ()

    def foreign(self, document: Mapping[str, JsonValue]) -> Backup | None:
        """Know no other program."""
        return None


def backup(note: str, when: datetime, account: Account = MIKA) -> Contents:
    """A backup with one entry."""
    entry = BackupEntry(target="1", title="Pets", state={"note": note})
    return Contents(account=account, taken_at=when, entries=[entry])


@pytest.fixture
def clock() -> Clock:
    """A time that is moved by hand."""
    return Clock()


@pytest.fixture
def folder(tmp_path: Path, clock: Clock) -> BackupFolder:
    """A folder that does not exist yet."""
    return BackupFolder(tmp_path / "a" / "b", AnyRules(), made_by="test", clock=clock)


def test_names_tell_accounts_apart(folder: BackupFolder, clock: Clock) -> None:
    """By service and name; of those that look alike, by the id inside."""
    assert folder.files() == []
    twin = replace(MIKA, id="2", name="mika!")
    names = [
        folder.write(backup("a", clock.now, account))[0].name
        for account in (MIKA, twin, replace(MIKA, service="other"))
    ]
    assert names == [
        "plex_sync-shelf_mika.20261121200000.json",
        "plex_sync-shelf_mika.20261121200001.json",
        "plex_sync-other_mika.20261121200000.json",
    ]
    clock.passes(days=400)
    assert folder.prune(MIKA.key, 7) == []
    assert {file.account for file in folder.files()} >= {MIKA, twin}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Mika", "mika"),
        ("../../etc/passwd", "etc_passwd"),
        ("Zoë Ünal", "zoe_unal"),
        ("葬送", "1"),
        ("", "1"),
        ("a" * 300, "a" * 60),
    ],
)
def test_names_are_safe(name: str, expected: str) -> None:
    """Small letters and digits, else the id."""
    assert slug(replace(MIKA, name=name)) == expected


def test_newest_three_always_stay(folder: BackupFolder, clock: Clock) -> None:
    """However old; by the time in them, not by when a copy was made."""
    start = clock.now
    names = [
        folder.write(backup(str(number), start + timedelta(days=number)))[0].name
        for number in range(6)
    ]
    folder.keep(names[0], True)
    broken = folder.path / names[1]
    broken.write_text("{")
    clock.passes(days=900)
    assert folder.prune(MIKA.key, 0) == []
    assert folder.prune(MIKA.key, 7) == [names[2]]
    left = {file.name: file.check for file in folder.files()}
    assert left.keys() == {*names} - {names[2]}
    assert left[names[1]] is Check.CUT_OFF
    folder.delete(names[0])
    assert not (folder.path / f"{names[0]}.keep").exists()


def test_crash_while_writing_leaves_no_backup(
    folder: BackupFolder, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What lies aside is no backup, and is written over by the next one."""
    first, _ = folder.write(backup("a", clock.now))

    def crash(_self: Path, _target: Path) -> Path:
        raise KeyboardInterrupt

    clock.passes(minutes=1)
    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", crash)
        with pytest.raises(KeyboardInterrupt):
            folder.write(backup("b", clock.now))
    assert [file.name for file in folder.files()] == [first.name]
    _, is_new = folder.write(backup("b", clock.now))
    assert is_new
    assert len(list(folder.path.iterdir())) == 2


def test_half_a_letter_is_no_obstacle(folder: BackupFolder, clock: Clock) -> None:
    """Services send what people paste, such as one half of a smiley."""
    contents = backup("\ud83d", clock.now)
    file, _ = folder.write(contents)
    assert folder.read(file.name).contents == contents


def test_file_is_the_users_own(folder: BackupFolder, clock: Clock) -> None:
    """It may hold private notes, so that nobody else on the system reads it."""
    file, _ = folder.write(backup("a", clock.now))
    assert (folder.path / file.name).stat().st_mode & 0o077 == 0


def test_folder_that_cannot_be_made_is_an_error(tmp_path: Path, clock: Clock) -> None:
    """In words."""
    (tmp_path / "a").write_text("")
    folder = BackupFolder(tmp_path / "a" / "b", AnyRules(), made_by="test", clock=clock)
    with pytest.raises(BackupError) as caught:
        folder.write(backup("a", clock.now))
    assert caught.value.reason == "backup_failed"


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(0, 100) | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner)
    ),
    max_leaves=4,
)


@given(
    states=st.dictionaries(
        st.text(min_size=1, max_size=6),
        st.dictionaries(st.text(max_size=6), VALUES, max_size=3),
        max_size=4,
    ),
    cut=st.floats(0, 1),
)
def test_what_is_written_is_read_and_a_cut_is_seen(
    states: dict[str, dict[str, JsonValue]], cut: float
) -> None:
    """Whatever is in it, wherever the cut is."""
    contents = Contents(
        account=MIKA,
        taken_at=datetime(2026, 11, 21, tzinfo=UTC),
        entries=[
            BackupEntry(target=target, title=target, state=state)
            for target, state in states.items()
        ],
    )
    raw = to_text(contents, made_by="test").encode()
    read = from_bytes(raw, AnyRules())
    assert (read.check, read.contents) == (Check.SOUND, contents)
    part = from_bytes(raw[: int(cut * (len(raw) - 2))], AnyRules())
    assert part.check is Check.CUT_OFF
    assert part.contents is None or (
        part.contents.states.items() <= contents.states.items()
    )
