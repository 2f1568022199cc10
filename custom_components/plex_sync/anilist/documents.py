"""The GraphQL documents that are sent to AniList, and what each of them costs.

AniList refuses documents above a complexity: every selected field costs 1, nested ones
included, and again in each alias. Arguments and the length of lists cost nothing.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
import re
from typing import Any, Final

from .decoding import Convert
from .entries import ARGUMENTS, item_if_entry
from .model import ENTRY_FIELDS, STATUSES, SearchQuery

COMPLEXITY_LIMIT: Final = 500
PAGE_SIZE: Final = 50
"""The most media that AniList puts on a page."""

_DATE: Final = "{year month day}"
_OPTIONS: Final = (
    "mediaListOptions {scoreFormat animeList {customLists advancedScoring}}"
)
_FEED: Final = "{id options {disabledListActivity {type disabled}}}"
LEAN: Final = "id updatedAt"
WHOLE: Final = (
    "id mediaId status score(format: POINT_100) progress repeat priority private notes"
    " hiddenFromStatusLists customLists advancedScores"
    f" startedAt {_DATE} completedAt {_DATE} updatedAt"
)
MEDIA: Final = (
    "id title {userPreferred romaji english native} synonyms format status(version: 2)"
    f" episodes startDate {_DATE} endDate {_DATE} seasonYear"
    " nextAiringEpisode {episode} coverImage {large} isAdult siteUrl"
)
MEDIA_WITH_ENTRY: Final = f"{MEDIA} mediaListEntry {{{WHOLE}}}"
ENTRY_OF_MEDIA: Final = f"id mediaListEntry {{{WHOLE}}}"
ENTRY_ID_OF_MEDIA: Final = "id mediaListEntry {id}"

_NOT_SELECTED = re.compile(r"\([^)]*\)|\w+\s*:")


def cost(selection: str) -> int:
    """The complexity of a selection: the fields in it, without aliases and arguments."""
    return len(re.findall(r"\w+", _NOT_SELECTED.sub("", selection)))


@dataclass(frozen=True)
class Document:
    """An operation with its variables."""

    text: str
    variables: Mapping[str, Any] = field(default_factory=dict)
    mutation: bool = False
    convert: Convert | None = None
    """What becomes of each piece of a large answer as it is read."""

    @cached_property
    def complexity(self) -> int:
        """What AniList counts."""
        return cost(self.text[self.text.index("{") :])


@dataclass(frozen=True, slots=True)
class SaveItem:
    """One alias that saves: arguments by field name, in AniList's own values."""

    media_id: int
    arguments: Mapping[str, Any]
    whole: bool

    @property
    def complexity(self) -> int:
        """What this alias adds to its document."""
        return SAVE_WHOLE_COST if self.whole else SAVE_LEAN_COST


@dataclass(frozen=True, slots=True)
class DeleteItem:
    """One alias that deletes a list entry."""

    entry_id: int

    @property
    def complexity(self) -> int:
        """What this alias adds to its document."""
        return DELETE_COST


type Item = SaveItem | DeleteItem

SAVE_WHOLE_COST: Final = 1 + cost(WHOLE)
SAVE_LEAN_COST: Final = 1 + cost(LEAN)
DELETE_COST: Final = 2
FIRST_LINE: Final = 2
"""The line of a mutation's first alias; each alias has a line of its own."""


def viewer_document() -> Document:
    """Who the token belongs to."""
    return Document(
        "query {Viewer {id name options {titleLanguage timezone} " + _OPTIONS + "}}"
    )


def feed_document() -> Document:
    """Of which statuses the token's owner wants no activity."""
    return Document(f"query {{Viewer {_FEED}}}")


def silence_document(silent: Collection[str]) -> Document:
    """Make no activity of some statuses, and of all others again."""
    return Document(
        "mutation ($feed: [ListActivityOptionInput])"
        f" {{UpdateUser(disabledListActivity: $feed) {_FEED}}}",
        {
            "feed": [
                {"type": status, "disabled": status in silent} for status in STATUSES
            ]
        },
        mutation=True,
    )


def list_document(user_id: int, chunk: int | None = None) -> Document:
    """A user's anime list with the facts of its media; later chunks by number."""
    more = "" if chunk is None else f", chunk: {chunk}"
    return Document(
        "query ($userId: Int) {MediaListCollection(userId: $userId, type: ANIME"
        f"{more}) {{hasNextChunk user {{id {_OPTIONS}}}"
        f" lists {{entries {{{WHOLE} media {{{MEDIA}}}}}}}}}}}",
        {"userId": user_id},
        convert=item_if_entry,
    )


def page_cost(selection: str) -> int:
    """What one aliased page of media costs."""
    return 1 + cost(_page(selection))


def pages_document(pages: Sequence[Sequence[int]], selection: str) -> Document:
    """Media by id; aliases `p0`, `p1`… with at most 50 ids each."""
    names = [f"$p{index}: [Int]" for index in range(len(pages))]
    lines = [
        f"p{index}: Page(perPage: {PAGE_SIZE}) "
        f"{_page(selection, f'id_in: $p{index}, type: ANIME')}"
        for index in range(len(pages))
    ]
    return Document(
        _operation("query", names, lines),
        {f"p{index}": list(ids) for index, ids in enumerate(pages)},
    )


SEARCH_COST: Final = 2 + cost(MEDIA)


def search_document(queries: Sequence[SearchQuery]) -> Document:
    """Media by title; aliases `q0`, `q1`…, never the viewer's entries."""
    names: list[str] = []
    lines: list[str] = []
    variables: dict[str, Any] = {}
    for index, query in enumerate(queries):
        arguments = f"search: $q{index}, type: ANIME, sort: [SEARCH_MATCH]"
        names.append(f"$q{index}: String")
        variables[f"q{index}"] = query.title
        if query.formats:
            arguments += f", format_in: $f{index}"
            names.append(f"$f{index}: [MediaFormat]")
            variables[f"f{index}"] = list(query.formats)
        limit = max(1, min(PAGE_SIZE, query.limit))
        lines.append(
            f"q{index}: Page(perPage: {limit}) {{media({arguments}) {{{MEDIA}}}}}"
        )
    return Document(_operation("query", names, lines), variables)


def write_document(items: Sequence[Item]) -> Document:
    """Saves and deletes; aliases `w0`, `w1`…, each on a line of its own."""
    names: list[str] = []
    lines: list[str] = []
    variables: dict[str, Any] = {}
    for index, item in enumerate(items):
        for argument, kind, value in _arguments(item):
            names.append(f"$w{index}_{argument}: {kind}")
            variables[f"w{index}_{argument}"] = value
        given = ", ".join(
            f"{argument}: $w{index}_{argument}" for argument, _, _ in _arguments(item)
        )
        lines.append(f"w{index}: {_write(item, given)}")
    return Document(_operation("mutation", names, lines), variables, mutation=True)


def all_documents() -> Iterator[Document]:
    """Every kind of document that is sent, at its smallest and at its largest."""
    yield viewer_document()
    yield feed_document()
    yield silence_document(["CURRENT"])
    yield list_document(1)
    yield list_document(1, 2)
    for selection in (MEDIA, MEDIA_WITH_ENTRY, ENTRY_OF_MEDIA, ENTRY_ID_OF_MEDIA):
        for pages in (1, COMPLEXITY_LIMIT // page_cost(selection)):
            yield pages_document([range(1, PAGE_SIZE + 1)] * pages, selection)
    for queries in (1, COMPLEXITY_LIMIT // SEARCH_COST):
        yield search_document([SearchQuery(title="title")] * queries)
        yield search_document([SearchQuery(title="title", formats=("TV",))] * queries)
    every: dict[str, Any] = dict.fromkeys(ENTRY_FIELDS)
    for item in (
        SaveItem(1, every, whole=True),
        SaveItem(1, every, whole=False),
        DeleteItem(1),
    ):
        for items in (1, COMPLEXITY_LIMIT // item.complexity):
            yield write_document([item] * items)
    yield write_document([SaveItem(1, every, whole=True), DeleteItem(1)])


def _page(selection: str, arguments: str = "") -> str:
    return f"{{pageInfo {{hasNextPage}} media({arguments}) {{{selection}}}}}"


def _operation(kind: str, names: Iterable[str], lines: Iterable[str]) -> str:
    return f"{kind} ({', '.join(names)}) {{\n" + "\n".join(lines) + "\n}"


def _arguments(item: Item) -> list[tuple[str, str, Any]]:
    """Name, type and value of each argument of an alias."""
    if isinstance(item, DeleteItem):
        return [("id", "Int", item.entry_id)]
    return [
        ("mediaId", "Int", item.media_id),
        *((*ARGUMENTS[name], value) for name, value in item.arguments.items()),
    ]


def _write(item: Item, given: str) -> str:
    if isinstance(item, DeleteItem):
        return f"DeleteMediaListEntry({given}) {{deleted}}"
    selection = WHOLE if item.whole else LEAN
    return f"SaveMediaListEntry({given}) {{{selection}}}"
