"""What a user has written about films, shows, seasons and episodes."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, override

from ..sync.errors import InvalidToken, Refused
from .endpoints import PlexEndpoints
from .failures import SERVICE, no_answer
from .plextv import Json, OfAccount

PATH = "/api"
BATCH = 20
GUID = "plex://"
MESSAGE = "... on ActivityReview { message } ... on ActivityWatchReview { message }"


class PlexReviews(OfAccount):
    """The reviews of one account, kept by Plex's community service and no server.

    Raises `ServiceError` and its kinds.
    """

    _batch = BATCH

    @staticmethod
    @override
    def _base(endpoints: PlexEndpoints) -> str:
        return endpoints.community

    async def reviews(self, guids: Collection[str]) -> Mapping[str, str | None]:
        """The account's own words by guid; `None`: none written.

        A guid that the service does not know is left out, and so is one of an agent of
        old, which it cannot know.
        """
        waiting = [guid for guid in dict.fromkeys(guids) if guid.startswith(GUID)]
        found: dict[str, str | None] = {}
        while waiting:
            batch = waiting[: self._batch]
            try:
                answer = await self._ask([guid.rpartition("/")[2] for guid in batch])
            except Refused as error:
                if self._batch == 1 or error.reason != Refused.reason:
                    raise
                # Too much for one request, it seems.
                self._batch //= 2
                continue
            unknown = _unknown(answer, batch)
            if (data := answer.get("data")) is None:
                # One that is unknown took the others with it.
                waiting = [guid for guid in waiting if guid not in unknown]
                continue
            waiting = waiting[len(batch) :]
            for number, guid in enumerate(batch):
                if guid not in unknown and f"r{number}" in data:
                    found[guid] = _message(data[f"r{number}"])
        return found

    async def _ask(self, ids: Sequence[str]) -> Json:
        """Ask for a batch, each under a name of its own."""
        variables = {f"i{number}": each for number, each in enumerate(ids)}
        declared = ", ".join(f"${name}: ID!" for name in variables)
        fields = " ".join(
            f"r{number}: metadataReviewV2(metadata: {{id: $i{number}}}) {{ {MESSAGE} }}"
            for number in range(len(ids))
        )
        query = f"query Reviews({declared}) {{ {fields} }}"
        body = {"query": query, "variables": variables, "operationName": "Reviews"}
        answer = await self._service.object("POST", PATH, body=body)
        errors = _errors(answer)
        if any(_code(error) == "UNAUTHENTICATED" for error in errors):
            raise InvalidToken(SERVICE, f"not signed in at {PATH}")
        data = answer.get("data")
        if isinstance(data, dict) or (data is None and _unknown(answer, ids)):
            return answer
        raise Refused(SERVICE, f"refused at {PATH}") if errors else no_answer(PATH)


def _unknown(answer: Json, asked: Sequence[str]) -> set[str]:
    """Which of a batch the service has an error for."""
    numbers = {f"r{number}": each for number, each in enumerate(asked)}
    paths = (error.get("path") for error in _errors(answer))
    return {
        numbers[str(path[0])]
        for path in paths
        if isinstance(path, list) and path and str(path[0]) in numbers
    }


def _code(error: Json) -> object:
    """The code of an error."""
    extensions = error.get("extensions")
    return extensions.get("code") if isinstance(extensions, dict) else None


def _errors(answer: Json) -> list[dict[str, Any]]:
    """The errors of an answer."""
    errors = answer.get("errors")
    if not isinstance(errors, list):
        return []
    return [error for error in errors if isinstance(error, dict)]


def _message(review: object) -> str | None:
    """The words; a rating alone has none."""
    message = review.get("message") if isinstance(review, dict) else None
    return message if isinstance(message, str) and message.strip() else None
