"""The service that keeps reviews: GraphQL, as far as clients were seen to use it."""

from typing import TYPE_CHECKING, Any

from aiohttp import web
from graphql import (
    GraphQLError,
    GraphQLResolveInfo,
    build_schema,
    graphql_sync,
    parse,
    validate,
)

from .wire import token_of, unauthorized

if TYPE_CHECKING:
    from .library import User
    from .server import FakePlex

SCHEMA = build_schema("""
    type Query { metadataReviewV2(metadata: MetadataInput!): Activity }
    input MetadataInput { id: ID! }
    interface Activity { id: ID! }
    type ActivityRating implements Activity { id: ID! rating: Int }
    type ActivityReview implements Activity { id: ID! message: String! }
    type ActivityWatchReview implements Activity { id: ID! message: String! }
""")


class Community:
    """The handler of its one path."""

    def __init__(self, fake: FakePlex) -> None:
        """Take the household."""
        self._fake = fake
        self.known: set[str] | None = None
        """Guids that it knows; `None`: any."""
        self.all_or_nothing = False
        """Whether one that is unknown takes the whole answer with it."""
        self.most_at_once: int | None = None
        """How many reviews one request may ask for."""

        self.raw: dict[str, object] | None = None
        """What is answered in any case."""

    async def answer(self, request: web.Request) -> web.Response:
        """Answer a query."""
        user = self._fake.account_of(token_of(request))
        if user is None:
            return unauthorized()
        if self.raw is not None:
            return web.json_response(self.raw)
        asked = await request.json()
        document = parse(asked["query"])
        if errors := validate(SCHEMA, document):
            said = [error.formatted for error in errors]
            return web.json_response({"errors": said}, status=400)
        most = self.most_at_once
        if most is not None and asked["query"].count("metadataReviewV2") > most:
            return web.json_response({"errors": [{"message": "too complex"}]})
        result = graphql_sync(
            SCHEMA,
            asked["query"],
            root_value={"metadataReviewV2": self._resolver(user)},
            variable_values=asked.get("variables"),
            operation_name=asked.get("operationName"),
        )
        body: dict[str, Any] = dict(result.formatted)
        if result.errors and self.all_or_nothing:
            body["data"] = None
        return web.json_response(body)

    def _resolver(self, user: User) -> Any:
        """A user's review of an item, by the last part of its guid."""
        reviews = {guid.rpartition("/")[2]: said for guid, said in user.reviews.items()}
        known = self.known
        ids = None if known is None else {guid.rpartition("/")[2] for guid in known}

        def review(info: GraphQLResolveInfo, metadata: dict[str, str]) -> Any:
            number = metadata["id"]
            if ids is not None and number not in ids:
                raise GraphQLError("NOT_FOUND")
            if number not in reviews:
                return None
            said = reviews[number]
            kind = "ActivityRating" if said is None else "ActivityReview"
            return {"__typename": kind, "id": number, "rating": 8, "message": said}

        return review
