"""Where the backups of an AniList account come from."""

from collections.abc import Callable, Collection, Sequence
from datetime import UTC, datetime
from typing import Final

from ..anilist.client import AniListClient
from ..anilist.model import AnimeList, ScoreFormat
from ..sync.backups.model import Account, BackupEntry, Contents
from ..sync.model import JsonValue, State
from .foreign_backup import SHOWN_SCORES
from .scores import shown

SERVICE: Final = "anilist"


async def take_anime_list(
    client: AniListClient,
    user_id: int,
    name: str,
    clock: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> Contents:
    """Read a whole list, most often in one request.

    Raises:
        ServiceError: AniList cannot be read.
    """
    anime_list = await client.anime_list(user_id)
    return _contents(
        anime_list, Account(service=SERVICE, id=str(user_id), name=name), clock()
    )


def _contents(anime_list: AnimeList, account: Account, now: datetime) -> Contents:
    entries = [
        BackupEntry(
            target=str(media_id), title=item.media.title, state=dict(item.entry)
        )
        for media_id, item in anime_list.items.items()
    ]
    return Contents(
        account=account,
        taken_at=now,
        entries=sorted(
            entries, key=lambda entry: (entry.title.casefold(), int(entry.target))
        ),
        details={
            "score_format": anime_list.score_format,
            "custom_lists": list(anime_list.custom_lists),
            "advanced_scoring": list(anime_list.advanced_scoring),
        },
    )


class AniListVault:
    """An AniList account as backups know it."""

    def __init__(
        self,
        client: AniListClient,
        user_id: int,
        name: str,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """Keep the door; nothing is read yet."""
        self._client = client
        self._user_id = user_id
        self._name = name
        self._clock = clock

    async def take(self) -> Contents:
        """Read the whole list.

        Raises:
            ServiceError: it cannot be read.
        """
        return await take_anime_list(
            self._client, self._user_id, self._name, self._clock
        )

    async def ready(self, backup: Contents) -> None:
        """Nothing: what an account can hold comes with its list."""

    def fit(
        self,
        entry: BackupEntry,
        backup: Contents,
        now: Contents,
        current: State | None,
    ) -> tuple[State, Sequence[str]]:
        """Return what the account of now can hold of an entry, and what it cannot."""
        return fit_entry(entry, backup, now, current)


def fit_entry(
    entry: BackupEntry, backup: Contents, now: Contents, current: State | None
) -> tuple[State, Sequence[str]]:
    """Return what an account of now can hold of an entry, and what it cannot.

    Custom lists and parts of scores that the user has removed since are left out.
    """
    state = dict(entry.state)
    gone: list[str] = []
    lists = state.get("custom_lists")
    if isinstance(lists, list):
        known = _names(now.details.get("custom_lists"))
        state["custom_lists"] = [each for each in lists if each in known]
        gone += [str(each) for each in lists if each not in known]
    scores = state.get("advanced_scores")
    if isinstance(scores, dict):
        known = _names(now.details.get("advanced_scoring"))
        state["advanced_scores"] = {
            name: score for name, score in scores.items() if name in known
        }
        gone += [name for name, score in scores.items() if score and name not in known]
    if (was := backup.details.get(SHOWN_SCORES)) is not None and current is not None:
        score_format = ScoreFormat(str(was))
        # Many raw scores look the same; one that looks right stays as it is.
        wanted, held = _number(state.get("score")), _number(current.get("score"))
        if shown(wanted, score_format) == shown(held, score_format):
            state["score"] = current.get("score")
    return state, gone


def _names(value: JsonValue) -> Collection[str]:
    return frozenset(map(str, value)) if isinstance(value, list) else frozenset()


def _number(value: JsonValue) -> int:
    return value if isinstance(value, int) else 0
