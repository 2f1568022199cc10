"""What a request to slskd is followed by: kept small, and enough to go on from."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
import hashlib
from typing import Final, Self

from ...slskd.model import RemoteFile
from ...sync.model import JsonObject, JsonValue

REMEMBERED: Final = 4
"""Sources that are kept for when the first one fails."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A file of somebody's; all three name it."""

    username: str
    path: str
    size: int

    @classmethod
    def of(cls, file: RemoteFile) -> Self:
        """Name a file that was found."""
        return cls(username=file.username, path=file.path, size=file.size)

    @property
    def mark(self) -> str:
        """A short sign for it, by which it is known again."""
        text = f"{self.username}\x1f{self.path}"
        return hashlib.blake2b(
            text.encode(errors="surrogatepass"), digest_size=6
        ).hexdigest()

    def to_json(self) -> JsonValue:
        """Return it as it is kept."""
        return [self.username, self.path, self.size]

    @classmethod
    def from_json(cls, value: JsonValue) -> Self | None:
        """Read what was kept."""
        match value:
            case [str(username), str(path), int(size)]:
                return cls(username=username, path=path, size=size)
            case _:
                return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Trail:
    """How far a request has come. Times are seconds since 1970."""

    album: str = ""
    milliseconds: int | None = None
    sources: tuple[Source, ...] = ()
    """Those that are left; once one is chosen, that is the first."""
    chosen: bool = False
    """Whether the first source is, or is about to be, downloaded."""
    sent: bool = False
    """Whether slskd has taken it."""
    tried: tuple[str, ...] = ()
    """Marks of all that were chosen, the present one among them."""
    passed_over: tuple[str, ...] = ()
    """Marks of what was downloaded when this was asked for before."""
    bytes: int = 0
    """How much of it was there."""
    moved_at: float = 0.0
    """When more of it came, or it was sent."""
    percent: int = 0
    file: str = ""
    """The name of the file that has arrived."""

    @property
    def source(self) -> Source | None:
        """The one that is being downloaded."""
        return self.sources[0] if self.chosen and self.sources else None

    def with_sources(self, sources: Iterable[Source]) -> Self:
        """Remember some that were found, one of each peer: who fails once fails twice."""
        by_peer: dict[str, Source] = {}
        for source in sources:
            if source.mark not in (*self.tried, *self.passed_over):
                by_peer.setdefault(source.username, source)
        left = tuple(by_peer.values())[:REMEMBERED]
        return replace(self, sources=left, chosen=False, sent=False)

    def choosing(self) -> Self:
        """Settle on the first source; it counts as tried from now on."""
        tried = (*self.tried, self.sources[0].mark)
        return replace(
            self, chosen=True, sent=False, tried=tried, bytes=0, percent=0, moved_at=0.0
        )

    def without_chosen(self) -> Self:
        """Leave the chosen source behind."""
        return replace(
            self,
            sources=self.sources[1:],
            chosen=False,
            sent=False,
            bytes=0,
            percent=0,
            moved_at=0.0,
        )

    def to_json(self) -> JsonObject:
        """Return it as it is kept; what says nothing is left out."""
        kept: dict[str, JsonValue] = {
            "album": self.album,
            "milliseconds": self.milliseconds,
            "sources": [source.to_json() for source in self.sources],
            "chosen": self.chosen,
            "sent": self.sent,
            "tried": list(self.tried),
            "passed_over": list(self.passed_over),
            "bytes": self.bytes,
            "moved_at": self.moved_at,
            "percent": self.percent,
            "file": self.file,
        }
        return {key: value for key, value in kept.items() if value}

    @classmethod
    def from_json(cls, value: Mapping[str, JsonValue]) -> Self:
        """Read what was kept; what is not understood is as if it had never been."""
        milliseconds, moved_at = value.get("milliseconds"), value.get("moved_at")
        sources = tuple(
            source
            for each in _list(value.get("sources"))
            if (source := Source.from_json(each)) is not None
        )
        return cls(
            album=str(value.get("album") or ""),
            milliseconds=milliseconds if isinstance(milliseconds, int) else None,
            sources=sources,
            chosen=bool(value.get("chosen")) and bool(sources),
            sent=bool(value.get("sent")) and bool(sources),
            tried=tuple(map(str, _list(value.get("tried")))),
            passed_over=tuple(map(str, _list(value.get("passed_over")))),
            bytes=_whole(value.get("bytes")),
            moved_at=float(moved_at) if isinstance(moved_at, int | float) else 0.0,
            percent=_whole(value.get("percent")),
            file=str(value.get("file") or ""),
        )


def _list(value: JsonValue) -> Iterable[JsonValue]:
    return value if isinstance(value, list | tuple) else ()


def _whole(value: JsonValue) -> int:
    return value if isinstance(value, int) else 0
