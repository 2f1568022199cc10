"""The user's reviews on Plex: asked for in few requests, kept between runs."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Final, Protocol

from ..sync.errors import InvalidToken, ServiceError
from ..sync.model import JsonValue, Policy
from ..sync.protocols import Cache
from .facts import UNKNOWN_REVIEW, MediaFacts, Review, SubjectFacts
from .options import AnimeOptions

NO_ACCOUNT: Final = "reviews_no_account"
"""The token is good for the server only."""
MOST: Final = 200
"""How many reviews a full run asks for at most; those that were asked longest ago."""
WITHDRAWN: Final = ""
"""Kept in place of words that the user has taken back."""
_NEVER: Final = datetime.min.replace(tzinfo=UTC)


class ReviewSource(Protocol):
    """Where reviews are kept."""

    async def reviews(self, guids: Collection[str]) -> Mapping[str, str | None]:
        """The user's own words by guid; `None`: none written.

        Raises:
            ServiceError: it cannot be asked.
        """


class ReviewShelf:
    """Reviews of what the user has watched: asked for, or as they were last time."""

    def __init__(
        self, source: ReviewSource | None, cache: Cache, *, account: str
    ) -> None:
        """Keep where to ask, if anywhere, and whose reviews they are."""
        self._source = source
        self._cache = cache
        self._namespace = f"plex_reviews:{account}"

    async def complete(
        self,
        media: Mapping[int, MediaFacts],
        options: AnimeOptions,
        most: int | None = None,
    ) -> tuple[Mapping[int, MediaFacts], str]:
        """Add reviews to facts; returns them, and why there may be some lacking.

        Only where notes are wished for. What cannot be asked is as it was last time, or
        unknown: then notes are left alone.

        Args:
            media: by AniList id.
            options: the user's choices.
            most: how many guids may be asked for; `None`: all.
        """
        if options.policy("notes") is Policy.OFF:
            return media, ""
        guids = list(dict.fromkeys(_guids(media.values())))
        kept = await self._cache.get(self._namespace, guids)
        known = {guid: value for guid, (value, _) in kept.items()}
        oldest = sorted(
            guids, key=lambda guid: kept[guid][1] if guid in kept else _NEVER
        )
        asked = oldest[:most]
        answers, failure = await self._ask(asked)
        if not failure:
            # Of those that the service does not know, what was known before stays.
            known |= {
                guid: _kept(known.get(guid), said) for guid, said in answers.items()
            }
            found = {guid: known.get(guid) for guid in asked}
            await self._cache.put(self._namespace, found)
        completed = {
            media_id: _with_review(facts, known) for media_id, facts in media.items()
        }
        return completed, failure

    async def _ask(
        self, guids: Collection[str]
    ) -> tuple[Mapping[str, str | None], str]:
        """Ask for reviews; nothing, and a reason, where that fails."""
        if not guids:
            return {}, ""
        if self._source is None:
            return {}, NO_ACCOUNT
        try:
            return await self._source.reviews(guids), ""
        except InvalidToken:
            return {}, NO_ACCOUNT
        except ServiceError as error:
            return {}, error.reason


def _guids(media: Iterable[MediaFacts]) -> Iterable[str]:
    for facts in media:
        for subject in _speaking(facts):
            yield from subject.guids


def _speaking(facts: MediaFacts) -> tuple[SubjectFacts, ...]:
    """The subject whose review stands for a media: its only one, if it was watched."""
    return facts.subjects if len(facts.subjects) == 1 and facts.active else ()


def _with_review(facts: MediaFacts, known: Mapping[str, JsonValue]) -> MediaFacts:
    if not (speaking := _speaking(facts)):
        return facts
    [subject] = speaking
    review = _review([known.get(guid) for guid in subject.guids])
    if review is UNKNOWN_REVIEW:
        return facts
    return replace(facts, subjects=(replace(subject, review=review),))


def _kept(before: JsonValue, said: str | None) -> str | None:
    """What is kept of an answer: the words, `WITHDRAWN`, or that there was never any."""
    if said is not None:
        return said
    return None if before is None else WITHDRAWN


def _review(kept: Sequence[JsonValue]) -> Review:
    """The closest review; where there was never any, notes are none of its business."""
    words = [each for each in kept if isinstance(each, str)]
    if not words:
        return UNKNOWN_REVIEW
    return next(filter(None, words), None)
