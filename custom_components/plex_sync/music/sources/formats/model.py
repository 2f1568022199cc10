"""What becomes of a file: playlists, and lines that are not understood."""

from collections.abc import Sequence
from dataclasses import dataclass

from ...model import SourceTrack
from ..protocol import RefusedLine
from .refusals import LineReason
from .text import clean

EXCERPT = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedPlaylist:
    """One playlist of a file."""

    part: str | None
    """What tells it from the others of the file; `None`: it is the whole file."""
    title: str = ""
    """Empty: the file is named like it."""
    summary: str = ""
    tracks: tuple[SourceTrack, ...] = ()
    episodes: int = 0
    """Of podcasts."""
    refused: tuple[RefusedLine, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedFile:
    """A file as it was understood."""

    format: str
    """`exportify`, `tunemymusic`, `table`, `m3u`, `json`."""
    playlists: tuple[ParsedPlaylist, ...]

    @property
    def refused(self) -> list[RefusedLine]:
        """All lines that were not understood."""
        return [line for one in self.playlists for line in one.refused]

    @property
    def understood(self) -> int:
        """How many lines were understood."""
        return sum(len(one.tracks) + one.episodes for one in self.playlists)


class PlaylistBuilder:
    """Takes one playlist's lines as they are read."""

    def __init__(self, part: str | None, title: str = "", summary: str = "") -> None:
        """Begin without lines."""
        self.title = title
        self._part = part
        self._summary = summary
        self._tracks: list[SourceTrack] = []
        self._refused: list[RefusedLine] = []
        self._episodes = 0

    def add(self, track: SourceTrack) -> None:
        """A line that is a track."""
        self._tracks.append(track)

    def add_episode(self) -> None:
        """A line that is an episode of a podcast."""
        self._episodes += 1

    def refuse(self, line: int, reason: LineReason, text: str) -> None:
        """A line that was not understood."""
        excerpt = clean(text)[:EXCERPT]
        self._refused.append(RefusedLine(line=line, reason=reason, text=excerpt))

    def build(self) -> ParsedPlaylist:
        """The playlist."""
        return ParsedPlaylist(
            part=self._part,
            title=self.title,
            summary=self._summary,
            tracks=tuple(self._tracks),
            episodes=self._episodes,
            refused=tuple(self._refused),
        )


class Playlists:
    """Takes the lines of a file that may hold several playlists."""

    def __init__(self) -> None:
        """Begin without playlists."""
        self._builders: dict[str | None, PlaylistBuilder] = {}

    def of(self, part: str | None) -> PlaylistBuilder:
        """A playlist of the file, in the order in which they first come."""
        if part not in self._builders:
            self._builders[part] = PlaylistBuilder(part, part or "")
        return self._builders[part]

    def build(self) -> Sequence[ParsedPlaylist]:
        """All of them; without any line there is one, and it is empty."""
        if not self._builders:
            self.of(None)
        return [builder.build() for builder in self._builders.values()]
