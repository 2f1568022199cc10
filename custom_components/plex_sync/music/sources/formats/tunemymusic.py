"""TuneMyMusic: several playlists in one file, from any service."""

from collections.abc import Collection
from typing import Final

from ...model import SourceTrack
from .columns import Field
from .refusals import LineReason, LineRefused
from .tables import TableFormat
from .tracks import Fields, track_of

NAME: Final = "tunemymusic"

_NO_TRACKS: Final = frozenset({"album", "artist", "podcast", "video"})


def _recognises(columns: Collection[str]) -> bool:
    return {"trackname", "artistname", "playlistname", "type"} <= set(columns)


def _track(fields: Fields) -> SourceTrack:
    if fields.get(Field.KIND, "").strip().casefold() in _NO_TRACKS:
        raise LineRefused(LineReason.NOT_A_TRACK)
    # Several artists are joined as they would be in a sentence: left as they are.
    return track_of(fields, (fields.get(Field.ARTISTS, ""),))


FORMAT: Final = TableFormat(name=NAME, recognises=_recognises, track=_track)
