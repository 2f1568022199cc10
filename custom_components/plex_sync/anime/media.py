"""What AniList knows of media, kept between runs with its age."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import asdict, fields
from datetime import UTC, datetime, timedelta
from typing import Any, Final, cast

from ..anilist.client import AniListClient
from ..anilist.model import Media, MediaStatus
from ..sync.model import JsonValue
from ..sync.protocols import Cache
from .kept import KeptFacts

KEEP: Final = timedelta(days=7)
KEEP_MISSING: Final = timedelta(days=1)

type Clock = Callable[[], datetime]
type Shelf = Mapping[int, Media | None]
"""By AniList id; `None`: AniList knows no such media."""


def now_utc() -> datetime:
    """Tell the time."""
    return datetime.now(UTC)


class MediaShelf:
    """Facts of media: from the cache while they are young, else from AniList."""

    def __init__(
        self,
        client: AniListClient,
        cache: Cache,
        *,
        account: int,
        clock: Clock = now_utc,
    ) -> None:
        """Keep where facts come from; titles are in the language of the account."""
        self._client = client
        self._facts = KeptFacts(
            cache=cache,
            namespace=f"anilist_media:{account}",
            clock=clock,
            read=from_json,
            write=to_json,
            lasts=lambda media: KEEP_MISSING if media is None else KEEP,
        )

    async def take(self, ids: Collection[int]) -> Shelf:
        """Give the facts of media; what the cache lacks is asked of AniList at once.

        Raises:
            ServiceError: AniList cannot be asked.
        """
        kept = await self._facts.young([str(media_id) for media_id in ids])
        found = {int(name): media for name, media in kept.items()}
        missing = [media_id for media_id in ids if media_id not in found]
        if missing:
            answers = await self._client.media(missing)
            asked = {media_id: answer.media for media_id, answer in answers.items()}
            await self.keep(asked)
            found |= asked
        return found

    async def keep(self, facts: Shelf) -> None:
        """Put facts into the cache."""
        named = {str(media_id): media for media_id, media in facts.items()}
        await self._facts.put(named)


_FIELDS: Final = frozenset(field.name for field in fields(Media))


def to_json(media: Media | None) -> JsonValue:
    """Write facts down; `None` is no such media."""
    return None if media is None else cast("JsonValue", asdict(media))


def from_json(value: JsonValue) -> Media | None:
    """Read facts as they were written down; fields of former editions are left out."""
    if not isinstance(value, Mapping):
        return None
    row: dict[str, Any] = {name: value[name] for name in _FIELDS & value.keys()}
    row["titles"] = tuple(row.get("titles") or ())
    status = row.get("status")
    row["status"] = MediaStatus(status) if status else None
    return Media(**row)
