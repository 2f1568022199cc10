"""Comparing, ordering and fingerprinting values."""

from types import MappingProxyType

from custom_components.plex_sync.sync.errors import RateLimited, Refused
from custom_components.plex_sync.sync.model import Field, FieldKind
from custom_components.plex_sync.sync.values import fingerprint, rank, same


def test_equal_content_has_one_fingerprint() -> None:
    """Whatever it is held in, and in whatever order its names stand."""
    assert fingerprint({"a": 1, "b": [2]}) == fingerprint({"b": (2,), "a": 1})
    frozen = MappingProxyType({"a": MappingProxyType({"b": range(2)})})
    assert fingerprint(frozen) == fingerprint({"a": {"b": [0, 1]}})
    assert fingerprint({"a": 1}) != fingerprint({"a": 2})


def test_all_that_is_empty_is_the_same() -> None:
    """A service may hold nothing in one way and give it back in another."""
    assert same(None, "")
    assert same(0, None)
    assert same([], None)
    assert same(1, 1.0)
    assert not same(0, 1)


def test_value_without_an_order_stands_between_nothing_and_nothing_more() -> None:
    """Text has no way forward: it is filled in, and then stays."""
    text, day = Field(name="note"), Field(name="day", kind=FieldKind.DATE)
    assert rank(text, "a") == rank(text, "b") > rank(text, "")
    assert rank(day, "2026-02") > rank(day, "2026-01-31") > rank(day, "2026")


def test_errors_say_what_people_can_do() -> None:
    """The service by name, and what it said, or for how long to wait."""
    limited = RateLimited("AniList", 61.4)
    assert (limited.seconds, str(limited)) == (61.4, "AniList: asks to wait 61 s")
    assert str(Refused("AniList")) == "AniList: refused"
    assert Refused("AniList", "no", reason="other").reason == "other"
