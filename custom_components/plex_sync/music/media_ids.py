"""What a Plex player of Home Assistant's own is told to play; pure.

Its `play_media` takes `plex://<server>/<rating key>`, read with the token of its own
entry, and `plex://{…}`, JSON that can name another user. A playlist is seen by the user
whom it belongs to, and by nobody else.
"""

from dataclasses import dataclass, replace
import json
import re
from typing import Any, Final

from ..plex.things import ThingKind

SCHEME: Final = "plex://"
OTHER_SERVER: Final = "media_other_server"
USER_UNKNOWN: Final = "media_user_unknown"
_AS_HOST: Final = re.compile(r"[a-z0-9][a-z0-9-]*")
"""Servers that an address can name: it makes small letters of capitals."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaServer:
    """The server, and whose playlists are played there."""

    id: str
    """Its machine identifier."""
    name: str = ""
    """As Home Assistant's Plex has it; named where the id cannot be."""
    user: str = ""
    """The name of the profile's user at Plex."""
    is_own: bool = True
    """Whether Home Assistant's Plex is signed in as that user."""
    is_there: bool = True
    """Whether Home Assistant's Plex has this server, and not only others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaId:
    """What `media_player.play_media` takes; both are empty where there is a reason."""

    content_id: str = ""
    content_type: str = ""
    reason: str = ""
    """A translation key: why Home Assistant's Plex cannot play it."""


def media_id(
    server: MediaServer, kind: ThingKind, rating_key: str, title: str
) -> MediaId:
    """Return how something of the server is played.

    Args:
        server: where it is.
        kind: what it is.
        rating_key: under which number it is there today.
        title: of a playlist, for people who read it.
    """
    if not server.is_there:
        return MediaId(reason=OTHER_SERVER)
    payload: dict[str, Any] = {"plex_key": int(rating_key)}
    if server.name:
        payload["plex_server"] = server.name
    if kind is ThingKind.PLAYLIST and not server.is_own:
        if not server.user:
            return MediaId(reason=USER_UNKNOWN)
        payload |= {"username": server.user, "playlist_name": title}
    elif _AS_HOST.fullmatch(server.id):
        return MediaId(
            content_id=f"{SCHEME}{server.id}/{rating_key}", content_type=kind
        )
    return MediaId(content_id=_address(payload), content_type=kind)


def shuffled(media: MediaId) -> MediaId:
    """Return the same, its tracks in an order of chance."""
    written = media.content_id.removeprefix(SCHEME)
    if written.startswith("{"):
        payload = {**json.loads(written), "shuffle": 1}
        return replace(media, content_id=_address(payload))
    return replace(media, content_id=f"{media.content_id}?shuffle=1")


def _address(payload: dict[str, Any]) -> str:
    """Write JSON the way that players of all kinds take it."""
    return f"{SCHEME}{json.dumps(payload, ensure_ascii=False, sort_keys=True)}"
