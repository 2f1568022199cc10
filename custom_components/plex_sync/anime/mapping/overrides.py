"""What the user has settled about titles, on top of the mapping files."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
import hashlib
import json
from typing import Self

from ...sync.model import JsonObject
from .model import NOTHING, OVERRIDE, Edge, ExternalId, Provider


@dataclass(frozen=True, slots=True, kw_only=True)
class Override:
    """A run of episodes (or a film) that is a run of an AniList media, or nothing."""

    external_id: ExternalId
    season: int | None = None
    """`None` for films, and for the regular numbering of AniDB and MyAnimeList."""
    start: int = 1
    end: int | None = None
    """`None`: to the season's end."""
    anilist_id: int | None
    """`None`: these episodes are on no list."""
    target_start: int = 1
    target_end: int | None = None

    @classmethod
    def from_json(cls, record: JsonObject) -> Self:
        """Read a record as `as_json` writes it; only the two ids have to be there.

        Raises:
            ValueError: it is not such a record, or makes no sense.
        """
        provider, _, external_id = str(record.get("external_id", "")).partition(":")
        if not external_id or "anilist_id" not in record:
            raise ValueError("external_id and anilist_id are required")
        override = cls(
            external_id=ExternalId(Provider(provider), external_id),
            season=_number(record, "season"),
            start=_number(record, "start") or 1,
            end=_number(record, "end"),
            anilist_id=_number(record, "anilist_id"),
            target_start=_number(record, "target_start") or 1,
            target_end=_number(record, "target_end"),
        )
        if override.end is not None and override.end < override.start:
            raise ValueError("end is before start")
        return override

    def as_json(self) -> dict[str, str | int | None]:
        """Give a record to be kept."""
        fields = asdict(self)
        fields["external_id"] = f"{self.external_id.provider}:{self.external_id.id}"
        return fields

    def as_edge(self) -> Edge:
        """Give the edge that says the same, one to one."""
        return Edge(
            external_id=self.external_id,
            season=self.season,
            start=self.start,
            end=self.end,
            anilist_id=NOTHING if self.anilist_id is None else self.anilist_id,
            target_start=self.target_start,
            target_end=self.target_end,
            source=OVERRIDE,
        )


def edges_by_id(overrides: Iterable[Override]) -> Mapping[ExternalId, tuple[Edge, ...]]:
    """Give the overrides' edges, by id."""
    edges: dict[ExternalId, tuple[Edge, ...]] = {}
    for override in overrides:
        known = edges.get(override.external_id, ())
        edges[override.external_id] = (*known, override.as_edge())
    return edges


def fingerprint(overrides: Iterable[Override]) -> str:
    """Give a hash that tells sets of overrides apart, whatever their order."""
    texts = sorted(json.dumps(each.as_json(), sort_keys=True) for each in overrides)
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()[:16]


def _number(record: JsonObject, field: str) -> int | None:
    value = record.get(field)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise ValueError(f"{field} is not a whole number")
    return value
