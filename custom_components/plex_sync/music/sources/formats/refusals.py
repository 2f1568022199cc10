"""Why nothing can be made of a file, or of a line of it."""

from enum import StrEnum

from ....sync.errors import Refused


class FileRefused(Refused):
    """Nothing can be made of a file; the reason says why."""

    reason = "file_not_understood"

    def __init__(self, name: str, reason: str = "", message: str = "") -> None:
        """Name the file."""
        super().__init__(name, message, reason=reason)


class LineReason(StrEnum):
    """Why a line is not understood; each is a translation key."""

    COLUMNS = "line_columns"
    """More cells than columns: nobody knows which is what."""
    NO_FILE = "line_no_file"
    """Information about a file that is not named."""
    NO_TITLE = "line_no_title"
    NOT_A_TRACK = "line_not_a_track"
    """An album, an artist, an episode."""
    NOT_AN_OBJECT = "line_not_an_object"
    """JSON in which a track should be, and is not."""
    OPEN_QUOTE = "line_open_quote"
    """A quotation mark without its second."""
    STREAM = "line_stream"
    """A radio station or another stream without an end."""
    TOO_LONG = "line_too_long"


class LineRefused(Exception):
    """Nothing can be made of a line."""

    def __init__(self, reason: LineReason) -> None:
        """Say why."""
        super().__init__(reason)
        self.reason = reason
