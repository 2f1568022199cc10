"""What people paste where AniList's token, or the number of a client, is asked for."""

import base64
from dataclasses import dataclass, field
import json
import re
import time
from typing import Any, Final
from urllib.parse import parse_qs, urlsplit

_JWT_BEGINS: Final = "eyJ"
_SECRET: Final = re.compile(r"[A-Za-z0-9]{40}")
_SIGNATURE_UNIT: Final = 32
"""Bytes: signatures of all usual kinds are a multiple of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paste:
    """What a text turned out to be: one of these, or nothing."""

    token: str | None = field(default=None, repr=False)
    client_id: str | None = None
    error: str | None = None
    """A translation key: what it is instead, and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claims:
    """What a token says of itself."""

    user_id: int | None = None
    expires_at: int | None = None
    """Seconds since 1970 (UTC)."""


def read_paste(text: str, *, now: float | None = None) -> Paste:
    """Recognise a token, also in the address that it came with, or what else it is."""
    text = "".join(text.split())
    if "://" in text or "access_token=" in text:
        return _read_address(text, now)
    if text.isdecimal():
        return Paste(client_id=text)
    if _SECRET.fullmatch(text):
        return Paste(error="anilist_secret_pasted")
    if not text:
        return Paste(error="anilist_nothing_pasted")
    return _read_token(text, now)


def claims_of(token: str) -> Claims:
    """Read whose a token is, and until when; a token of another form says nothing."""
    try:
        payload = json.loads(_decoded(token.split(".")[1]))
    except ValueError, IndexError:
        return Claims()
    if not isinstance(payload, dict):
        return Claims()
    return Claims(
        user_id=_whole(payload.get("sub")), expires_at=_whole(payload.get("exp"))
    )


def is_cut_off(token: str) -> bool:
    """Tell whether a token in the form of a JWT lacks its end.

    Such a token is long, and easily not selected to its end; AniList would only say that
    it is invalid. Tokens of another form pass.
    """
    if not token.startswith(_JWT_BEGINS):
        return False
    try:
        header, payload, signature = map(_decoded, token.split("."))
        json.loads(header), json.loads(payload)
    except ValueError:
        return True
    return not signature or len(signature) % _SIGNATURE_UNIT != 0


def _read_address(text: str, now: float | None) -> Paste:
    """Take the token out of an address, where it stands behind the # or the ?."""
    try:
        address = urlsplit(text)
    except ValueError:
        return Paste(error="anilist_address_pasted")
    for part in (address.fragment, address.query, text):
        if token := parse_qs(part).get("access_token"):
            return _read_token(token[0], now)
    return Paste(error="anilist_address_pasted")


def _read_token(token: str, now: float | None) -> Paste:
    """Refuse a token that cannot be good any more, or not yet whole."""
    if is_cut_off(token):
        return Paste(error="anilist_token_cut_off")
    end = claims_of(token).expires_at
    if end is not None and end <= (time.time() if now is None else now):
        return Paste(error="anilist_token_over")
    return Paste(token=token)


def _whole(value: Any) -> int | None:
    """Read a number, which a token may hold as a text."""
    try:
        return int(float(value))
    except TypeError, ValueError, OverflowError:
        return None


def _decoded(part: str) -> bytes:
    """Decode a part of a JWT, which goes without padding."""
    return base64.b64decode(
        part + "=" * (-len(part) % 4), altchars=b"-_", validate=True
    )
