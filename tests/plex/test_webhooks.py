"""What is posted to a webhook."""

import json
from typing import Any

import aiohttp
from hypothesis import given, strategies as st
import pytest

from custom_components.plex_sync.plex.webhooks import (
    LARGEST,
    Ignored,
    Sender,
    WebhookEvent,
    WebhookKind,
    Why,
    parse_webhook,
)

FORM = "multipart/form-data; boundary=----x"
EPISODE = {
    "type": "episode",
    "ratingKey": "31444",
    "parentRatingKey": "29456",
    "grandparentRatingKey": "3484",
}


def said(event: str = "media.scrobble", **values: object) -> dict[str, object]:
    """What Plex says."""
    return {
        "event": event,
        "Account": {"id": 1, "title": "Alex"},
        "Server": {"title": "Box", "uuid": "machine-1"},
        "Metadata": EPISODE,
    } | values


def posted(payload: dict[str, object]) -> WebhookEvent | Ignored:
    """A payload, as if posted by itself."""
    return parse_webhook("application/json", json.dumps(payload).encode())


def tautulli(**values: object) -> dict[str, object]:
    """What Tautulli says, by a template."""
    return {
        "action": "watched",
        "user_id": "12345",
        "rating_key": "31444",
        "parent_rating_key": "29456",
        "grandparent_rating_key": "3484",
    } | values


WATCHED = WebhookEvent(
    kind=WebhookKind.WATCHED,
    sender=Sender.PLEX,
    server="machine-1",
    account_id=1,
    rating_key="3484",
)


async def test_plex_posts_a_form_with_a_picture(socket_enabled: None) -> None:
    """The payload beside a picture, as a real client writes it."""
    picture = bytes(range(256)) * 20 + b"\r\n\r\n--x\r\n"
    with aiohttp.MultipartWriter("form-data") as form:
        part = form.append(picture, {"Content-Type": "image/jpeg"})
        part.set_content_disposition("form-data", name="thumb", filename="t.jpg")
        part = form.append_json(said())
        part.set_content_disposition("form-data", name="payload")
    content_type = form.headers["Content-Type"]
    assert parse_webhook(content_type, await form.as_bytes()) == WATCHED


@pytest.mark.parametrize("line", ["Content-Disposition", "content-disposition"])
def test_a_form_by_hand(line: str) -> None:
    """Whatever the case of its headers, and whatever comes before and after."""
    body = (
        "a preamble\r\n"
        "------x\r\nContent-Type: text/plain\r\n\r\nnameless\r\n"
        "------x\r\nwithout an end\r\n"
        f'------x\r\n{line}: form-data; name="payload"\r\n\r\n'
        f"{json.dumps(said())}\r\n------x--\r\n"
    )
    assert parse_webhook(FORM, body.encode()) == WATCHED


@pytest.mark.parametrize("form", [str, str.encode, lambda text: bytearray(text, "utf")])
def test_fields_that_were_taken_apart_already(form: Any) -> None:
    """As text or as bytes; a file in its place is rubbish."""
    fields = {"payload": form(json.dumps(said())), "thumb": object()}
    assert parse_webhook("", fields) == WATCHED
    assert parse_webhook("", {"payload": object()}) == Ignored(Why.NOT_UNDERSTOOD)
    assert parse_webhook("", {}) == Ignored(Why.NOT_UNDERSTOOD)


def test_a_plain_form() -> None:
    """The payload of a form without files."""
    body = aiohttp.FormData({"payload": json.dumps(said())})()
    assert parse_webhook(body.content_type, bytes(body._value)) == WATCHED


@pytest.mark.parametrize(
    ("event", "kind"),
    [
        ("library.new", "added"),
        ("media.scrobble", "watched"),
        ("media.stop", "stopped"),
        ("media.rate", "rated"),
    ],
)
def test_events_of_plex(event: str, kind: str) -> None:
    """Each that may change something has its kind."""
    found = posted(said(event))
    assert isinstance(found, WebhookEvent)
    assert found.kind == kind


@pytest.mark.parametrize(
    ("item", "rating_key"),
    [
        (EPISODE, "3484"),
        ({"type": "season", "ratingKey": "2", "parentRatingKey": "1"}, "1"),
        ({"type": "show", "ratingKey": 1}, "1"),
        ({"type": "movie", "ratingKey": "5", "parentRatingKey": ""}, "5"),
        ({"ratingKey": "5"}, "5"),
    ],
)
def test_the_topmost_item_counts(item: dict[str, object], rating_key: str) -> None:
    """A show for its seasons and episodes."""
    found = posted(said(Metadata=item))
    assert isinstance(found, WebhookEvent)
    assert found.rating_key == rating_key


@pytest.mark.parametrize(
    ("payload", "why"),
    [
        (said("media.play"), Why.OTHER_EVENT),
        (said("admin.database.backup"), Why.OTHER_EVENT),
        (said(Metadata={"type": "track", "ratingKey": "1"}), Why.OTHER_ITEM),
        (said(Metadata={"type": "clip", "ratingKey": "1"}), Why.OTHER_ITEM),
        (said(Metadata={"type": "movie"}), Why.NO_ITEM),
        (said(Metadata={"type": "movie", "ratingKey": "../x"}), Why.NO_ITEM),
        (said(Metadata={"type": "movie", "ratingKey": "9" * 5_000}), Why.NO_ITEM),
        (said(Metadata={"type": "movie", "ratingKey": True}), Why.NO_ITEM),
        (said(Metadata="rubbish"), Why.NO_ITEM),
        ({"event": "media.scrobble"}, Why.NO_ITEM),
        ({"event": 5}, Why.NOT_UNDERSTOOD),
        ({}, Why.NOT_UNDERSTOOD),
        (tautulli(action="play"), Why.OTHER_EVENT),
        (tautulli(media_type="track"), Why.OTHER_ITEM),
        (
            tautulli(rating_key="", parent_rating_key="")
            | {"grandparent_rating_key": ""},
            Why.NO_ITEM,
        ),
    ],
)
def test_what_is_ignored_says_why(payload: dict[str, object], why: Why) -> None:
    """No event, with the reason."""
    assert posted(payload) == Ignored(why)


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("", b""),
        ("application/json", b"\xff\xfe"),
        ("application/json", b"[" * 200_000),
        ("application/json", b"5"),
        ("multipart/form-data", b"no boundary"),
        ("multipart/form-data; boundary=\u00e9", b"x"),
        ("multipart/mixed; boundary=x", b"--x\r\n\r\n{}"),
        (FORM, b"nothing of the sort"),
        (FORM, b'------x\r\nContent-Disposition: form-data; name="thumb"\r\n\r\n{}'),
        (FORM, b"------x\r\nContent-Disposition: form-data; name*=x\r\n\r\n{}"),
        ("application/x-www-form-urlencoded", b"payload=rubbish"),
        ("application/x-www-form-urlencoded", b"a=5"),
        ("application/x-www-form-urlencoded", b"\xff"),
        ("application/x-www-form-urlencoded", b"&".join([b"a=1"] * 50)),
    ],
)
def test_rubbish_is_ignored(content_type: str, body: bytes) -> None:
    """Nothing that anybody posts can do harm."""
    assert parse_webhook(content_type, body) == Ignored(Why.NOT_UNDERSTOOD)


def test_a_body_that_is_too_large() -> None:
    """What is beyond all measure is not even looked at."""
    for content_type in ("application/json", FORM):
        assert parse_webhook(content_type, b" " * (LARGEST + 1)) == Ignored(
            Why.TOO_LARGE
        )


def test_tautulli_posts_json() -> None:
    """Numbers as texts, and no server unless the template names it."""
    found = posted(tautulli())
    assert found == WebhookEvent(
        kind=WebhookKind.WATCHED,
        sender=Sender.TAUTULLI,
        server="",
        account_id=12345,
        rating_key="3484",
    )
    named = posted(
        tautulli(
            action=" Created ",
            media_type="movie",
            rating_key="7",
            server_machine_id="machine-1",
        )
        | {"parent_rating_key": "", "grandparent_rating_key": ""}
    )
    assert isinstance(named, WebhookEvent)
    assert (named.kind, named.rating_key) == (WebhookKind.ADDED, "7")
    assert named.concerns("machine-1", {1})
    assert not named.concerns("machine-2", {1})


def test_whom_an_event_concerns() -> None:
    """The server's user, by either of an owner's numbers, and nobody else."""
    owner = {1, 12345}
    for number in (1, 12345, "12345"):
        found = posted(said(Account={"id": number}))
        assert isinstance(found, WebhookEvent)
        assert found.concerns("machine-1", owner)
        assert not found.concerns("machine-2", owner)
        assert not found.concerns("machine-1", {777})
    nobody = posted(said(Account={}))
    assert isinstance(nobody, WebhookEvent)
    assert not nobody.concerns("machine-1", owner)
    nowhere = posted(said(Server={}))
    assert isinstance(nowhere, WebhookEvent)
    assert not nowhere.concerns("machine-1", owner)
    unnamed = posted(tautulli())
    assert isinstance(unnamed, WebhookEvent)
    assert unnamed.concerns("machine-1", owner)
    # What is new is there for everybody.
    added = posted(said("library.new", Account={}))
    assert isinstance(added, WebhookEvent)
    assert added.concerns("machine-1", {777})


@given(st.text(max_size=40), st.binary(max_size=200))
def test_it_never_raises(content_type: str, body: bytes) -> None:
    """Whatever comes, under whatever name."""
    for each in (content_type, FORM, "application/x-www-form-urlencoded", "a/json"):
        assert isinstance(parse_webhook(each, body), Ignored)
        parse_webhook(each, b"------x\r\n" + body + b"\r\n\r\n" + body)
