"""What Plex and Tautulli post to a webhook."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
import json
from typing import Any
from urllib.parse import parse_qs

from .multipart import field_of

LARGEST = 8 * 1024 * 1024
"""Bytes of a body that are looked at; a picture comes along with some."""
TYPES = frozenset({"movie", "show", "season", "episode"})
PAYLOAD = "payload"


class WebhookKind(StrEnum):
    """What happened."""

    ADDED = "added"
    WATCHED = "watched"
    STOPPED = "stopped"
    RATED = "rated"


PLEX_EVENTS = {
    "library.new": WebhookKind.ADDED,
    "media.scrobble": WebhookKind.WATCHED,
    "media.stop": WebhookKind.STOPPED,
    "media.rate": WebhookKind.RATED,
}
TAUTULLI_ACTIONS = {
    "created": WebhookKind.ADDED,
    "watched": WebhookKind.WATCHED,
    "stop": WebhookKind.STOPPED,
    "rate": WebhookKind.RATED,
}


class Sender(StrEnum):
    """Who posts."""

    PLEX = "plex"
    TAUTULLI = "tautulli"


class Why(StrEnum):
    """Why a body is no event."""

    TOO_LARGE = "too_large"
    NOT_UNDERSTOOD = "not_understood"
    OTHER_EVENT = "other_event"
    """Something that changes nothing here: a view begins, a pause."""
    OTHER_ITEM = "other_item"
    """Music, a photo, a trailer."""
    NO_ITEM = "no_item"
    """It does not say which item."""


@dataclass(frozen=True, slots=True)
class Ignored:
    """A body that is no event."""

    why: Why


@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookEvent:
    """Something happened to an item."""

    kind: WebhookKind
    sender: Sender
    server: str
    """The server's machine identifier; Tautulli may leave it out."""
    account_id: int | None
    """The server's number of the user, or that of plex.tv."""
    rating_key: str
    """Of the film or the show."""

    def concerns(self, machine_identifier: str, account_ids: Collection[int]) -> bool:
        """Whether it is about a user of a server.

        Args:
            machine_identifier: of the server.
            account_ids: of the user; for an owner both 1 and the number at plex.tv.
        """
        if self.server != machine_identifier and (
            self.server or self.sender is Sender.PLEX
        ):
            return False
        # What is added is there for everybody, whoever is named beside it.
        return self.kind is WebhookKind.ADDED or self.account_id in account_ids


def parse_webhook(
    content_type: str, body: bytes | Mapping[str, object]
) -> WebhookEvent | Ignored:
    """Understand a body, or the fields that it was already taken apart into.

    Rubbish is ignored, whatever it is: this never raises.
    """
    payload = _payload(content_type, body)
    if isinstance(payload, Ignored):
        return payload
    try:
        said = json.loads(payload)
    except ValueError, RecursionError:
        return Ignored(Why.NOT_UNDERSTOOD)
    match said:
        case {"event": str(event)}:
            return _of_plex(event, said)
        case {"action": str(action)}:
            return _of_tautulli(action, said)
    return Ignored(Why.NOT_UNDERSTOOD)


def _payload(
    content_type: str, body: bytes | Mapping[str, object]
) -> bytes | str | Ignored:
    """The JSON within a body."""
    payload: object
    if isinstance(body, Mapping):
        payload = body.get(PAYLOAD)
    elif len(body) > LARGEST:
        payload = body
    elif "multipart/" in content_type.lower():
        payload = field_of(content_type, body, PAYLOAD)
    elif "x-www-form-urlencoded" in content_type.lower():
        payload = _form(body)
    else:
        payload = body
    if not isinstance(payload, bytes | bytearray | str):
        return Ignored(Why.NOT_UNDERSTOOD)
    if len(payload) > LARGEST:
        return Ignored(Why.TOO_LARGE)
    return bytes(payload) if isinstance(payload, bytearray) else payload


def _form(body: bytes) -> str | None:
    """The payload of a plain form."""
    try:
        fields = parse_qs(body.decode(), max_num_fields=20)
    except ValueError:
        return None
    return fields.get(PAYLOAD, [None])[0]


def _of_plex(event: str, said: Mapping[str, Any]) -> WebhookEvent | Ignored:
    """An event of Plex."""
    kind = PLEX_EVENTS.get(event)
    if kind is None:
        return Ignored(Why.OTHER_EVENT)
    item = _object(said, "Metadata")
    # Without a type it may still be an item: the keys decide.
    if item.get("type", "movie") not in TYPES:
        return Ignored(Why.OTHER_ITEM)
    names = ("grandparentRatingKey", "parentRatingKey", "ratingKey")
    server = _object(said, "Server").get("uuid")
    account_id = _number(_object(said, "Account").get("id"))
    return _event(kind, Sender.PLEX, server, account_id, [item.get(n) for n in names])


def _of_tautulli(action: str, said: Mapping[str, Any]) -> WebhookEvent | Ignored:
    """An event of Tautulli, by a template of the user's own."""
    kind = TAUTULLI_ACTIONS.get(action.strip().lower())
    if kind is None:
        return Ignored(Why.OTHER_EVENT)
    if said.get("media_type", "") not in {"", *TYPES}:
        return Ignored(Why.OTHER_ITEM)
    names = ("grandparent_rating_key", "parent_rating_key", "rating_key")
    server = said.get("server_machine_id")
    account_id = _number(said.get("user_id"))
    return _event(
        kind, Sender.TAUTULLI, server, account_id, [said.get(n) for n in names]
    )


def _event(
    kind: WebhookKind,
    sender: Sender,
    server: object,
    account_id: int | None,
    keys: list[object],
) -> WebhookEvent | Ignored:
    """An event, if it says on which item; the first key is that of the topmost."""
    known = (_number(key) for key in keys)
    rating_key = next((key for key in known if key), None)
    if rating_key is None:
        return Ignored(Why.NO_ITEM)
    return WebhookEvent(
        kind=kind,
        sender=sender,
        server=server if isinstance(server, str) else "",
        account_id=account_id,
        rating_key=str(rating_key),
    )


def _object(said: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """An object within; empty where there is none."""
    value = said.get(name)
    return value if isinstance(value, dict) else {}


def _number(value: object) -> int | None:
    """A number, which may be sent as a text; of a sensible length."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return value if 0 <= value < 10**18 else None
    if isinstance(value, str) and value.isascii() and value.isdecimal():
        return int(value) if len(value) <= 18 else None
    return None
