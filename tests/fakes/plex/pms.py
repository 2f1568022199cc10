"""The server itself: who it is, who uses it, what they watched, what they change."""

from typing import TYPE_CHECKING

from aiohttp import web

from .catalogue import Catalogue
from .library import HistoryEntry, User
from .nodes import Node
from .players import Players
from .playlists import Playlists
from .playqueues import PlayQueues
from .rows import history_node
from .search import found_in
from .wire import UserHandler, as_user, container, unauthorized

if TYPE_CHECKING:
    from .server import FakePlex


class MediaServer:
    """Handlers of the server's paths."""

    def __init__(self, fake: FakePlex) -> None:
        """Take what there is to show."""
        self._fake = fake
        self._catalogue = Catalogue(fake)

    def routes(self, app: web.Application) -> None:
        """Add the paths."""
        get: dict[str, UserHandler] = self._catalogue.handlers | {
            "/": self._root,
            "/accounts": self._accounts,
            "/library": self._library,
            "/library/sections/{section}/prefs": self._section_prefs,
            "/status/sessions": self._nothing,
            "/status/sessions/history/all": self._history,
            "/transcode/sessions": self._nothing,
            "/updater/status": self._updater,
            "/security/token": self._token,
            "/:/prefs": self._prefs,
        }
        for path, handler in get.items():
            app.router.add_get(path, as_user(self._fake.user_of, handler))
        for path, action in {
            "/:/scrobble": self._scrobble,
            "/:/unscrobble": self._unscrobble,
            "/:/rate": self._rate,
            "/updater/check": self._updater,
        }.items():
            app.router.add_route("GET", path, as_user(self._fake.user_of, action))
            app.router.add_route("PUT", path, as_user(self._fake.user_of, action))
        app.router.add_get("/identity", self._identity)
        app.router.add_get("/hubs/search", as_user(self._fake.user_of, self._search))
        Playlists(self._fake).routes(app)
        PlayQueues(self._fake).routes(app)
        Players(self._fake).routes(app)

    async def _identity(self, request: web.Request) -> web.Response:
        """Who the server is; asked without a token."""
        fake = self._fake
        return container(
            request,
            [],
            _itself,
            claimed=True,
            machineIdentifier=fake.machine_identifier,
            version=fake.version,
        )

    def _root(self, request: web.Request, user: User) -> web.Response:
        """Who the server is, at length."""
        fake = self._fake
        paths = ["library", "hubs", "playlists", "status"]
        nodes = [
            Node("Directory", {"count": 1, "key": key, "title": key}) for key in paths
        ]
        owner = user is fake.owner
        return container(
            request,
            nodes,
            _itself,
            allowMediaDeletion=owner,
            allowSync=True,
            friendlyName=fake.name,
            machineIdentifier=fake.machine_identifier,
            multiuser=True,
            myPlex=True,
            myPlexMappingState="mapped",
            myPlexSigninState="ok",
            myPlexSubscription=True,
            myPlexUsername=fake.owner.email if owner else None,
            platform="Linux",
            platformVersion="20.04.1 LTS (Focal Fossa)",
            transcoderActiveVideoSessions=0,
            updatedAt=1_605_463_238,
            version=fake.version,
        )

    def _accounts(self, request: web.Request, user: User) -> web.Response:
        """The server's users, for its owner only."""
        if user is not self._fake.owner:
            return unauthorized()
        named = [(0, "")]
        named += [(each.account_id, each.name) for each in self._fake.users]
        return container(
            request,
            named,
            lambda pair: Node(
                "Account",
                {
                    "id": pair[0],
                    "key": f"/accounts/{pair[0]}",
                    "name": pair[1],
                    "defaultAudioLanguage": "en",
                    "autoSelectAudio": True,
                    "defaultSubtitleLanguage": "en",
                    "subtitleMode": 1,
                    "thumb": "",
                },
            ),
            identifier="com.plexapp.system.accounts",
        )

    def _library(self, request: web.Request, user: User) -> web.Response:
        """What a library offers, for the owner only."""
        if user is not self._fake.owner:
            return unauthorized()
        keys = ["sections", "recentlyAdded", "onDeck"]
        nodes = [Node("Directory", {"key": key, "title": key}) for key in keys]
        return container(
            request,
            nodes,
            _itself,
            identifier="com.plexapp.plugins.library",
            title1="Plex Library",
        )

    def _history(self, request: web.Request, user: User) -> web.Response:
        """Views; the owner sees everybody's, all others their own."""
        query, ignored = request.query, self._fake.ignored_params
        entries = self._fake.history
        if user is not self._fake.owner:
            entries = [each for each in entries if each.account_id == user.account_id]
        elif "accountID" in query and "accountID" not in ignored:
            number = int(query["accountID"])
            entries = [each for each in entries if each.account_id == number]
        if "sort" in query and "sort" not in ignored:
            latest = query["sort"] == "viewedAt:desc"
            entries = sorted(entries, key=lambda each: each.viewed_at, reverse=latest)

        def line(entry: HistoryEntry) -> Node:
            gone = self._fake.item(entry.item.rating_key) is None
            return history_node(entry, gone=gone)

        return container(request, entries, line)

    def _search(self, request: web.Request, user: User) -> web.Response:
        """What has the words in its title, or in that of what it belongs to."""
        return container(request, found_in(self._fake, request.query, user), _itself)

    def _nothing(self, request: web.Request, user: User) -> web.Response:
        """Nobody plays."""
        return container(request, [], _itself)

    def _updater(self, request: web.Request, user: User) -> web.Response:
        """No newer version."""
        return container(request, [], _itself, canInstall=False, status=0)

    def _token(self, request: web.Request, user: User) -> web.Response:
        """A token for a while."""
        return container(request, [], _itself, token=f"transient-{user.account_id}")

    def _prefs(self, request: web.Request, user: User) -> web.Response:
        """The server's settings, for its owner only."""
        if user is not self._fake.owner:
            return unauthorized()
        weeks = _setting("onDeckWindow", "int", "16", "16")
        name = _setting("FriendlyName", "text", "", self._fake.name)
        return container(request, [weeks, name], _itself)

    def _section_prefs(self, request: web.Request, user: User) -> web.Response:
        """A library's settings, for the owner only."""
        if user is not self._fake.owner:
            return unauthorized()
        return container(
            request, [_setting("showOrdering", "text", "tmdbAiring", "")], _itself
        )

    def _scrobble(self, request: web.Request, user: User) -> web.Response:
        """Mark as watched."""
        if item := self._catalogue.item_of(request.query.get("key", ""), user):
            self._fake.mark_watched(user, item)
        return web.Response()

    def _unscrobble(self, request: web.Request, user: User) -> web.Response:
        """Mark as not watched."""
        if item := self._catalogue.item_of(request.query.get("key", ""), user):
            self._fake.mark_unwatched(user, item)
        return web.Response()

    def _rate(self, request: web.Request, user: User) -> web.Response:
        """Rate, 0-10; -1 takes the rating away."""
        if item := self._catalogue.item_of(request.query.get("key", ""), user):
            rating = float(request.query["rating"])
            self._fake.rate(user, item, None if rating < 0 else rating)
        return web.Response()


def _itself(node: Node) -> Node:
    """A row that is an element already."""
    return node


def _setting(name: str, kind: str, default: str, value: str) -> Node:
    """A setting."""
    return Node(
        "Setting",
        {"id": name, "type": kind, "default": default, "value": value, "hidden": False},
    )
