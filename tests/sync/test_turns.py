"""Turns: long work in a thread that others get a word in."""

from itertools import count
import time

import pytest

from custom_components.plex_sync.sync.turns import in_turns


def test_items_come_as_they_are() -> None:
    """All of them, in their order."""
    assert list(in_turns(range(1000))) == list(range(1000))


def test_long_work_pauses_again_and_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """Shortly, but not for no time at all, which would wake nobody."""
    pauses: list[float] = []
    monkeypatch.setattr(time, "sleep", pauses.append)
    for _ in in_turns(count()):
        if len(pauses) >= 3:
            break
    assert all(0 < pause < 0.001 for pause in pauses)


def test_short_work_does_not_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    """A poll of a single title is not worth it."""
    pauses: list[float] = []
    monkeypatch.setattr(time, "sleep", pauses.append)
    monkeypatch.setattr(time, "monotonic", lambda: 0.0)
    assert list(in_turns(["one"])) == ["one"]
    assert pauses == []
