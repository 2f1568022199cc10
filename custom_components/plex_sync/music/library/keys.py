"""What a library track is called wherever it is written down."""

from hashlib import blake2b
from typing import Final

from ...plex.music import TrackRow
from ..model import ThingKey

PLEX_TRACK: Final = "plex://track/"
FILE: Final = "file:"
SEPARATOR: Final = "#"
BEYOND: Final = chr(ord(SEPARATOR) + 1)


def file_hash(row: TrackRow) -> str:
    """Tells a file from others: by its path, or by what it says where that is hidden."""
    told = (row.artist, row.album, row.disc, row.number, row.title, row.milliseconds)
    text = row.file or "\n".join(map(str, told))
    return blake2b(text.encode(errors="surrogatepass"), digest_size=8).hexdigest()


def has_own_guid(guid: str) -> bool:
    """Whether Plex knows the recording, and not only the file."""
    return guid.startswith(PLEX_TRACK)


def key_of(row: TrackRow) -> ThingKey:
    """The key of a track whose guid no other track of the library has."""
    return row.guid if has_own_guid(row.guid) else f"{FILE}{file_hash(row)}"


def file_of(key: ThingKey) -> str | None:
    """The hash of the file in a key; `None` where there is none."""
    if key.startswith(FILE):
        return key.removeprefix(FILE)
    return key.partition(SEPARATOR)[2] or None


def guid_of(key: ThingKey) -> str | None:
    """The guid in a key; `None` where there is none."""
    return key.partition(SEPARATOR)[0] if has_own_guid(key) else None
