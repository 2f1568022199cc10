"""What is asked of a program that gets music, and how that stands."""

from collections.abc import Mapping
from dataclasses import dataclass, field as attribute
from datetime import UTC, datetime
from enum import StrEnum
from typing import Self

from ...sync.model import JsonObject, JsonValue


class WantKind(StrEnum):
    """What is wanted as a whole."""

    TRACK = "track"
    ALBUM = "album"


@dataclass(frozen=True, slots=True, kw_only=True)
class Want:
    """A track or an album that is missing, as far as the source describes it."""

    uid: str
    """The track's uri, or the key of the saved album: what `MissingThing.uid` is."""
    kind: WantKind
    title: str
    artists: tuple[str, ...] = ()
    album: str = ""
    """Of a track: the album that it is on there; of an album its own title."""
    album_uri: str = ""
    """The album's address at the source (`spotify:album:…`); may be empty."""
    isrc: str = ""
    milliseconds: int | None = None


class RequestState(StrEnum):
    """How something that was asked for stands; what was not asked for is *missing*."""

    REQUESTED = "requested"
    DOWNLOADING = "downloading"
    ARRIVED = "arrived"  # the file is there, and Plex is to find it
    GIVEN_UP = "given_up"


UNDER_WAY = frozenset({RequestState.REQUESTED, RequestState.DOWNLOADING})
"""The states in which a request is followed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One want that was handed to one program. Times are UTC."""

    uid: str
    service: str
    """`lidarr` or `slskd`."""
    title: str
    artists: tuple[str, ...]
    state: RequestState
    asked_at: datetime
    """When it was asked for first."""
    at: datetime
    """When it came to stand so."""
    tries: int = 1
    reason: str = ""
    """A translation key: why it was given up, or what it waits for."""
    message: str = ""
    """The program's own words; never an address or a secret."""
    details: JsonObject = attribute(default_factory=dict)
    """What it is followed by, as the one who sent it needs it."""

    def to_json(self) -> JsonObject:
        """Return it as it is kept."""
        return {
            "title": self.title,
            "artists": list(self.artists),
            "state": self.state,
            "asked_at": self.asked_at.timestamp(),
            "at": self.at.timestamp(),
            "tries": self.tries,
            "reason": self.reason,
            "message": self.message,
            "details": dict(self.details),
        }

    @classmethod
    def from_json(cls, service: str, uid: str, value: JsonValue) -> Self | None:
        """Read what was kept; `None`: it is not understood."""
        if not isinstance(value, Mapping):
            return None
        state, details = value.get("state"), value.get("details")
        artists, tries = value.get("artists"), value.get("tries")
        if state not in RequestState:
            return None
        return cls(
            uid=uid,
            service=service,
            title=str(value.get("title") or ""),
            artists=tuple(str(each) for each in artists)
            if isinstance(artists, list | tuple)
            else (),
            state=RequestState(str(state)),
            asked_at=_time(value.get("asked_at")),
            at=_time(value.get("at")),
            tries=tries if isinstance(tries, int) else 1,
            reason=str(value.get("reason") or ""),
            message=str(value.get("message") or ""),
            details=details if isinstance(details, Mapping) else {},
        )


def _time(value: JsonValue) -> datetime:
    return datetime.fromtimestamp(value if isinstance(value, int | float) else 0, UTC)
