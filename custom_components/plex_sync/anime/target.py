"""The AniList list of one account, as a target of the engine."""

from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from types import MappingProxyType
from typing import Final, cast

from ..anilist.client import AniListClient
from ..anilist.model import (
    ENTRY_FIELDS,
    Delete,
    Entry,
    EntryValue,
    Save,
    SaveAnswer,
    SaveResult,
)
from ..sync.model import (
    AccountKey,
    Field,
    FieldKind,
    State,
    TargetKey,
    Write,
    WriteResult,
    Written,
)
from .status import EntryStatus

FEW: Final = 450
"""Up to so many entries are read by id, in one request; more with the whole list."""

RANKS: Final[Mapping[str, int]] = MappingProxyType(
    {
        EntryStatus.PLANNING: 1,
        EntryStatus.CURRENT: 2,
        EntryStatus.PAUSED: 2,
        EntryStatus.DROPPED: 2,
        EntryStatus.COMPLETED: 3,
        EntryStatus.REPEATING: 3,
    }
)

_DEFINED: Final = (
    Field(name="status", clearable=False, ranks=RANKS),
    Field(name="progress"),
    Field(name="repeat"),
    Field(name="score", kind=FieldKind.SCORE),
    Field(name="notes"),
    Field(name="started_at", kind=FieldKind.DATE, earlier_is_forward=True),
    Field(name="completed_at", kind=FieldKind.DATE),
    Field(name="private", pinnable=False),
    Field(name="hidden_from_status_lists", pinnable=False),
    Field(name="custom_lists", kind=FieldKind.SET, pinnable=False),
    Field(name="advanced_scores", pinnable=False),
    Field(name="priority", pinnable=False),
)

FIELDS: Final[Mapping[str, Field]] = MappingProxyType(
    {field.name: field for field in _DEFINED}
)
"""Every field of an entry, so that undo and restore can write each of them."""

_RESULTS: Final = {
    SaveResult.APPLIED: WriteResult.APPLIED,
    SaveResult.REFUSED: WriteResult.REFUSED,
    SaveResult.UNKNOWN: WriteResult.UNKNOWN,
}


def account_key(user_id: int) -> AccountKey:
    """Return the key of an AniList account."""
    return f"anilist:{user_id}"


class AniListTarget:
    """One account's anime list; its keys are AniList's media ids."""

    def __init__(self, client: AniListClient, user_id: int) -> None:
        """Keep the door of the account."""
        self._client = client
        self._user_id = user_id

    @property
    def account(self) -> AccountKey:
        """The account; targets of one account share a writer."""
        return account_key(self._user_id)

    @property
    def fields(self) -> Mapping[str, Field]:
        """The fields of an entry, by name."""
        return FIELDS

    async def read(
        self, keys: Collection[TargetKey] | None
    ) -> Mapping[TargetKey, State | None]:
        """Read certain entries or the whole list, most often in a single request.

        Raises:
            ServiceError: AniList cannot be read.
        """
        if keys is None or len(keys) > FEW:
            items = (await self._client.anime_list(self._user_id)).items
            entries = {str(media_id): item.entry for media_id, item in items.items()}
            if keys is None:
                return dict(entries)
            return {key: entries.get(key) for key in keys}
        if not keys:
            return {}
        answers = await self._client.entries([int(key) for key in keys])
        return {
            key: item.entry if (item := answers[int(key)].item) else None
            for key in keys
        }

    def is_halfway(
        self, before: State | None, after: State | None, current: State | None
    ) -> bool:
        """An entry is written by one request."""
        return False

    def batch_size(self, writes: int) -> int:
        """How many of so many writes to send at once."""
        return self._client.batch_size(writes)

    async def write(self, batch: Sequence[Write]) -> AsyncIterator[Written]:
        """Write a batch, item by item.

        Raises:
            ServiceError: nothing more can be said of the writes without an answer.
        """
        async for answer in self._client.save([_order(write) for write in batch]):
            yield _written(answer)


def _order(write: Write) -> Save | Delete:
    media_id = int(write.target)
    if write.after is None:
        return Delete(media_id)
    return Save(media_id, cast("Mapping[str, EntryValue]", write.fields))


def _written(answer: SaveAnswer) -> Written:
    return Written(
        target=str(answer.media_id),
        result=_RESULTS[answer.result],
        message=answer.message,
        state=_state(answer.entry),
        verified=answer.verified,
        unclearable=answer.unclearable,
    )


def _state(entry: Entry | None) -> State | None:
    """Take an entry for a state: only the fields that can be written."""
    if entry is None:
        return None
    return {name: entry.get(name) for name in ENTRY_FIELDS}
