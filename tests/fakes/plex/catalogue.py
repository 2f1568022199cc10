"""The server's libraries and what is in them."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from aiohttp import web

from .library import LEAVES, TYPE_NUMBERS, Item, Section, User
from .music import MUSIC, Record
from .music_rows import MusicRow, PlaylistNode
from .nodes import Row, Value
from .on_deck import continue_watching
from .picture import png
from .playlists import exclusions
from .rows import ItemRow, section_node
from .wire import UserHandler, container

if TYPE_CHECKING:
    from .server import FakePlex

KINDS = {str(number): kind for kind, number in TYPE_NUMBERS.items()}


class Catalogue:
    """Handlers of the paths below `/library`."""

    def __init__(self, fake: FakePlex) -> None:
        """Take what there is to show."""
        self._fake = fake

    @property
    def handlers(self) -> dict[str, UserHandler]:
        """The paths."""
        return {
            "/library/sections": self._sections,
            "/library/sections/": self._sections,
            "/library/sections/all": self._sections,
            "/library/sections/{section}/all": self._all,
            "/library/metadata/{keys}": self._metadata,
            "/library/metadata/{key}/children": self._children,
            "/library/metadata/{key}/allLeaves": self._all_leaves,
            "/library/metadata/{key}/thumb/{stamp}": self._picture,
            "/library/onDeck": self._continue_watching,
            "/hubs/continueWatching/items": self._continue_watching,
        }

    def item_of(self, key: str, user: User) -> Item | None:
        """An item that the user may see."""
        item = self._fake.item(int(key)) if key.isdecimal() else None
        return item if item and user.sees(item.section) else None

    def _sections(self, request: web.Request, user: User) -> web.Response:
        """The libraries shared with the user."""
        shared = [each for each in self._fake.sections if user.sees(each)]
        return container(
            request, shared, section_node, allowSync=False, title1="Plex Library"
        )

    def _all(self, request: web.Request, user: User) -> web.Response:
        """A library's items; every cutoff filter is ignored, as by real servers."""
        section = self._fake.section(request.match_info["section"])
        if section is None or not user.sees(section):
            return web.Response(status=404)
        query, ignored = request.query, self._fake.ignored_params
        kind = KINDS.get(query.get("type", ""), section.type)
        items = self._fake.listing(section, kind)
        if (unwatched := query.get("unwatched")) is not None:
            wanted = unwatched == "0"
            items = [item for item in items if _watched(item, user) is wanted]
        if "title" in query and "title" not in ignored:
            part = query["title"].casefold()
            items = [item for item in items if part in item.title.casefold()]
        if "guid" in query and "guid" not in ignored:
            items = [item for item in items if item.guid == query["guid"]]
        if "album.subformat" in query and "album.subformat" not in ignored:
            # The only one that is asked for.
            albums = (item for item in items if isinstance(item, Record))
            items = [item for item in albums if item.compilation]
        if "sort" in query and "sort" not in ignored:
            items = _sorted(items, user, query["sort"])
        return self._items(request, user, items, section, viewGroup=kind)

    def _metadata(self, request: web.Request, user: User) -> web.Response:
        """Items by their rating keys."""
        found = [
            self.item_of(key, user) for key in request.match_info["keys"].split(",")
        ]
        items = [item for item in found if item]
        if not items:
            one = self._fake.playlist(request.match_info["keys"], user)
            if one is not None:
                return container(request, [one], PlaylistNode)
            return web.Response(status=404)
        return self._items(request, user, items, items[0].section)

    def _children(self, request: web.Request, user: User) -> web.Response:
        """Seasons of a show, episodes of a season."""
        item = self.item_of(request.match_info["key"], user)
        if item is None:
            return web.Response(status=404)
        return self._items(
            request,
            user,
            item.children,
            item.section,
            key=str(item.rating_key),
            parentIndex=item.index,
            parentTitle=item.title,
        )

    def _all_leaves(self, request: web.Request, user: User) -> web.Response:
        """Episodes of a show."""
        item = self.item_of(request.match_info["key"], user)
        if item is None:
            return web.Response(status=404)
        leaves = list(item.leaves())
        return self._items(
            request, user, leaves, item.section, key=str(item.rating_key)
        )

    def _picture(self, request: web.Request, user: User) -> web.Response:
        """A poster."""
        seed = int(request.match_info["key"])
        return web.Response(body=png(seed), content_type="image/png")

    def _continue_watching(self, request: web.Request, user: User) -> web.Response:
        """What the user would go on with, latest first."""
        if request.path in self._fake.missing_paths:
            return web.Response(status=404)
        items = continue_watching(self._fake.sections, user)
        return container(request, items, lambda item: ItemRow(item, user, False))

    def _items(
        self,
        request: web.Request,
        user: User,
        items: list[Item],
        section: Section,
        **attributes: Value,
    ) -> web.Response:
        """Items of one library."""
        with_guids = request.query.get("includeGuids") == "1"
        single = "keys" in request.match_info
        excluded = exclusions(request)

        def row(item: Item) -> Row:
            if item.kind in MUSIC:
                return MusicRow(item, with_guids or single, excluded)
            return ItemRow(item, user, with_guids or single)

        return container(
            request,
            items,
            row,
            allowSync=True,
            identifier="com.plexapp.plugins.library",
            librarySectionID=section.key,
            librarySectionTitle=section.title,
            librarySectionUUID=section.uuid,
            mediaTagPrefix="/system/bundle/media/flags/",
            mediaTagVersion=1_603_922_053,
            title1=section.title,
            **attributes,
        )


def _watched(item: Item, user: User) -> bool:
    """What `unwatched=0` asks: a leaf seen, or at least one leaf of a show."""
    if item.kind in LEAVES:
        return user.state(item).watched
    return any(user.state(leaf).watched for leaf in item.leaves())


def _sorted(items: list[Item], user: User, sort: str) -> list[Item]:
    """Items in the order asked for; what has no value comes last."""
    name, _, direction = sort.partition(":")

    def viewed(item: Item) -> int:
        times = (user.state(leaf).last_viewed_at or 0 for leaf in item.leaves())
        return max(times, default=0)

    values: dict[str, Callable[[Item], int | str]] = {
        "lastViewedAt": viewed,
        "updatedAt": lambda item: item.updated_at,
        "addedAt": lambda item: item.added_at,
        "year": lambda item: item.year or 0,
        "titleSort": lambda item: item.title,
    }
    if name not in values:
        return items
    return sorted(items, key=values[name], reverse=direction == "desc")
