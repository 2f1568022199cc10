"""Tables of anybody: whatever has a column of titles."""

from typing import Final

from ...model import SourceTrack
from .columns import Field
from .tables import TableFormat
from .tracks import Fields, track_of

NAME: Final = "table"


def _track(fields: Fields) -> SourceTrack:
    return track_of(fields, tuple(fields.get(Field.ARTISTS, "").split(";")))


FORMAT: Final = TableFormat(name=NAME, recognises=lambda _: True, track=_track)
