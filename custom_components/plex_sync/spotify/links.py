"""What a person copies out of Spotify, as the one name of what it leads to."""

from dataclasses import dataclass
from enum import StrEnum
import re
from typing import Final
from urllib.parse import unquote, urlsplit

from ..sync.errors import Refused
from .failures import SERVICE

LIKED: Final = "spotify:collection"
"""The liked songs of the account that asks."""

_ID = re.compile(r"[0-9A-Za-z]{22}")
_HOSTS: Final = frozenset({"open.spotify.com", "play.spotify.com", "www.spotify.com"})
_SHORTENERS: Final = frozenset({"spotify.link", "spotify.app.link", "spoti.fi"})
_PREFIX = re.compile(r"intl-[a-z-]+|embed(-podcast)?|v1", re.IGNORECASE)
_KINDS: Final = frozenset({"album", "playlist"})
_OTHER_KINDS: Final = frozenset(
    {"artist", "audiobook", "concert", "episode", "show", "track", "user", "video"}
)


class LinkKind(StrEnum):
    """What can be followed."""

    ALBUM = "album"
    LIKED = "liked"
    PLAYLIST = "playlist"


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """What a link leads to."""

    kind: LinkKind
    id: str = ""
    """Of the album or the playlist."""
    user: str = ""
    """Whose liked songs, by id or name; empty: those of the account that asks."""

    @property
    def uri(self) -> str:
        """The same for every form of the link."""
        if self.kind is LinkKind.LIKED:
            return LIKED
        return f"spotify:{self.kind}:{self.id}"


class LinkRefused(Refused):
    """Nothing that could be followed; the reason says why."""

    reason = "link_unknown"


def link_of(text: str) -> Link:
    """Read a link, a URI, or `somebody:liked`.

    Raises:
        LinkRefused: `link_unknown`, `link_shortened` (open it and copy the address that
            it leads to), `link_kind` (an artist, a podcast, a video…; the message names
            it), `link_other_service` (the message names the host).
    """
    text = text.strip().strip("<>\"'").strip()
    if text.lower().startswith("spotify:"):
        parts = text.split("?")[0].split(":")[1:]
        return _followed(parts)
    if (user := text.removesuffix(":liked")) != text and ":" not in user:
        return Link(kind=LinkKind.LIKED, user=user.strip())
    if "/" not in text and "." not in text:
        raise LinkRefused(SERVICE, text[:100])
    try:
        address = urlsplit(text if "://" in text else f"https://{text}")
        host = (address.hostname or "").removesuffix(".")
    except ValueError:
        raise LinkRefused(SERVICE, text[:100]) from None
    if address.scheme.lower() not in {"http", "https"}:
        raise LinkRefused(SERVICE, text[:100])
    if host in _SHORTENERS:
        raise LinkRefused(SERVICE, host, reason="link_shortened")
    if host not in _HOSTS:
        raise LinkRefused(SERVICE, host[:100], reason="link_other_service")
    return _followed([unquote(part) for part in address.path.split("/") if part])


def _followed(parts: list[str]) -> Link:
    """What the parts of a path or of a URI lead to."""
    while parts and _PREFIX.fullmatch(parts[0]):
        parts = parts[1:]
    match [part.lower() for part in parts[:1]], parts[1:]:
        case ["collection"], [] | ["tracks" | "your-liked-songs"]:
            return Link(kind=LinkKind.LIKED)
        case ["liked"], [user]:
            return Link(kind=LinkKind.LIKED, user=user)
        case ["user"], [user, "collection", *_]:
            return Link(kind=LinkKind.LIKED, user=user)
        case ["user"], [_, "playlist", *rest]:
            return _followed(["playlist", *rest])
        case [kind], [identifier, *_] if kind in _KINDS and _ID.fullmatch(identifier):
            return Link(kind=LinkKind(kind), id=identifier)
        case [kind], _ if kind in _OTHER_KINDS:
            raise LinkRefused(SERVICE, kind, reason="link_kind")
        case ["collection"], [kind, *_]:
            raise LinkRefused(SERVICE, kind[:100], reason="link_kind")
        case _:
            raise LinkRefused(SERVICE, "/".join(parts)[:100])
