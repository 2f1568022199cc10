"""What slskd tells, as far as it is of use here."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Application:
    """The program, and whether it can reach anybody."""

    version: str = ""
    logged_in: bool = False
    """Whether it is connected to the Soulseek network and signed in there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """How a search stands."""

    id: str
    complete: bool = False
    state: str = ""
    """slskd's own words: `Completed, TimedOut`."""
    responses: int = 0
    """How many peers have answered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoteFile:
    """A file that a peer shares, and how that peer stands."""

    username: str
    path: str
    """As the peer writes it, usually with backslashes; it names the file exactly."""
    size: int
    """Bytes, as the peer says."""
    extension: str = ""
    """In small letters, without a dot; often only the path has it."""
    seconds: int | None = None
    bitrate: int | None = None
    """Kilobits a second; of lossless files usually not told."""
    bit_depth: int | None = None
    locked: bool = False
    """Shared with others only."""
    free_slot: bool = False
    """Whether the peer would begin at once."""
    queue: int = 0
    """How many files wait at the peer."""
    speed: int = 0
    """Bytes a second."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Transfer:
    """A download, waiting, under way or over."""

    id: str
    username: str
    path: str
    size: int
    state: str
    """slskd's own words: `Queued, Remotely`, `Completed, Succeeded`."""
    transferred: int = 0
    """Bytes."""
    percent: float = 0.0

    @property
    def states(self) -> frozenset[str]:
        """The words of its state."""
        return frozenset(filter(None, (each.strip() for each in self.state.split(","))))

    @property
    def is_over(self) -> bool:
        """Whether nothing more will come of it."""
        return "Completed" in self.states

    @property
    def has_succeeded(self) -> bool:
        """Whether slskd says that the file is there."""
        return {"Completed", "Succeeded"} <= self.states

    @property
    def is_running(self) -> bool:
        """Whether the peer is sending."""
        return bool({"InProgress", "Initializing"} & self.states) and not self.is_over
