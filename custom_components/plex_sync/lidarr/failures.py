"""What Lidarr refuses, each refusal an error that says what is wrong."""

from collections.abc import Iterable, Mapping
from http import HTTPStatus
import re
from typing import Any, Final

from ..sync.errors import (
    InvalidToken,
    RateLimited,
    Refused,
    ServiceError,
    ServiceUnavailable,
)

SERVICE: Final = "Lidarr"
LONGEST_WORDS: Final = 300
DEFAULT_SILENCE: Final = 60.0
"""Seconds, where something in front of Lidarr asks for silence."""

ROOT_FOLDER_GONE: Final = "lidarr_root_folder_gone"
QUALITY_PROFILE_GONE: Final = "lidarr_quality_profile_gone"
METADATA_PROFILE_GONE: Final = "lidarr_metadata_profile_gone"
NOT_LIDARR: Final = "not_lidarr"
ENTRY_GONE: Final = "lidarr_entry_gone"

_PROPERTIES: Final = (
    (re.compile(r"rootfolder|artist\.path"), ROOT_FOLDER_GONE, "root folder"),
    (re.compile("qualityprofile"), QUALITY_PROFILE_GONE, "quality profile"),
    (re.compile("metadataprofile"), METADATA_PROFILE_GONE, "metadata profile"),
)
_ADDRESS: Final = re.compile(r"\w+://\S+")


class AlreadyThere(Refused):
    """Lidarr has this album already."""

    reason = "already_there"


class NotKnown(Refused):
    """Lidarr finds nothing about this album where it reads about albums."""

    reason = "not_on_lidarr"


class NotAccepted(Refused):
    """Lidarr does not take something that was chosen; `reason` says which."""


def failure_of(status: int, answer: object) -> ServiceError:
    """The error for an HTTP status that is none of success."""
    match status:
        case HTTPStatus.UNAUTHORIZED | HTTPStatus.FORBIDDEN:
            return InvalidToken(SERVICE, "the API key is not accepted")
        case HTTPStatus.BAD_REQUEST:
            return _refusal_of(answer)
        case HTTPStatus.CONFLICT:
            return AlreadyThere(SERVICE, "has it already")
        case HTTPStatus.TOO_MANY_REQUESTS:
            return RateLimited(SERVICE, DEFAULT_SILENCE)
        case _ if 400 <= status < 500:
            return Refused(SERVICE, f"HTTP {status}")
        case _:
            return ServiceUnavailable(SERVICE, f"HTTP {status}")


def without_addresses(words: Iterable[str]) -> str:
    """Words of Lidarr's as people may see them: an indexer's address holds its key."""
    text = "; ".join(filter(None, (word.strip() for word in words)))
    return _ADDRESS.sub("…", text)[:LONGEST_WORDS]


def _refusal_of(answer: object) -> ServiceError:
    """What is said no to, in own words: Lidarr names the properties."""
    rows = answer if isinstance(answer, list) else []
    names = [_property_of(row) for row in rows if isinstance(row, dict)]
    for pattern, reason, words in _PROPERTIES:
        if any(pattern.search(name.casefold()) for name in names):
            message = f"the {words} is not there"
            return NotAccepted(SERVICE, message, reason=reason)
    if any(name.casefold() == "foreignalbumid" for name in names):
        return AlreadyThere(SERVICE, "has it already")
    if any(name.casefold() == "musicbrainzid" for name in names):
        return NotKnown(SERVICE, "finds nothing about it")
    which = ", ".join(sorted(filter(None, names)))[:LONGEST_WORDS]
    return Refused(SERVICE, which or f"HTTP {int(HTTPStatus.BAD_REQUEST)}")


def _property_of(row: Mapping[str, Any]) -> str:
    return str(row.get("propertyName") or "")
