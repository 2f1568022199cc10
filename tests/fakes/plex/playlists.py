"""The paths of playlists and of their pictures."""

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from aiohttp import web

from .library import Item, User
from .music import Playlist, Poster
from .music_rows import MusicRow, PlaylistNode, poster_node
from .picture import png
from .wire import Handler, container, token_of, unauthorized

if TYPE_CHECKING:
    from .server import FakePlex

type Act = Callable[[web.Request, Playlist], web.Response | Awaitable[web.Response]]

LIBRARY = "com.plexapp.plugins.library"
NOT_FOUND = "<html><head><title>Not Found</title></head><body>404</body></html>"


class Playlists:
    """Handlers of the playlists' paths."""

    def __init__(self, fake: FakePlex) -> None:
        """Take what there is to show."""
        self._fake = fake

    def routes(self, app: web.Application) -> None:
        """Add the paths."""
        one = "/playlists/{playlist}"
        picture = "/library/metadata/{playlist}"
        acts: dict[tuple[str, str], Act] = {
            ("GET", one): self._one,
            ("PUT", one): self._edit,
            ("DELETE", one): self._delete,
            ("GET", f"{one}/items"): self._items,
            ("GET", f"{one}/composite/{{stamp}}"): self._composite,
            ("PUT", f"{one}/items"): self._add,
            ("DELETE", f"{one}/items"): self._clear,
            ("DELETE", f"{one}/items/{{item}}"): self._remove,
            ("PUT", f"{one}/items/{{item}}/move"): self._move,
            ("GET", f"{picture}/posters"): self._posters,
            ("POST", f"{picture}/posters"): self._upload,
            ("PUT", f"{picture}/poster"): self._select,
        }
        app.router.add_get("/playlists", self._guarded(self._all))
        app.router.add_post("/playlists", self._guarded(self._create))
        for (method, path), act in acts.items():
            app.router.add_route(method, path, self._guarded(self._of_user(act)))

    def _guarded(
        self, handler: Callable[[web.Request, User], Awaitable[web.Response]]
    ) -> Handler:
        """Let nobody in whose token nobody owns, and no address that is too long."""

        async def guarded(request: web.Request) -> web.Response:
            longest = self._fake.longest_address
            if longest is not None and len(request.raw_path) > longest:
                return web.Response(status=414)
            user = self._fake.user_of(token_of(request))
            return await handler(request, user) if user else unauthorized()

        return guarded

    def _of_user(
        self, act: Act
    ) -> Callable[[web.Request, User], Awaitable[web.Response]]:
        """Let users at their own playlists only."""

        async def handle(request: web.Request, user: User) -> web.Response:
            playlist = self._fake.playlist(request.match_info["playlist"], user)
            if playlist is None:
                return web.Response(
                    status=404, text=NOT_FOUND, content_type="text/html"
                )
            if playlist.smart and request.method != "GET" and "/items" in request.path:
                return web.Response(status=400)
            answer = act(request, playlist)
            return answer if isinstance(answer, web.Response) else await answer

        return handle

    async def _all(self, request: web.Request, user: User) -> web.Response:
        """The user's playlists."""
        kind = request.query.get("playlistType")
        found = [each for each in self._fake.playlists if each.user is user]
        found = [each for each in found if kind in {None, each.kind}]
        if part := request.query.get("title", "").casefold():
            found = [each for each in found if part in each.title.casefold()]
        return container(request, found, PlaylistNode)

    async def _create(self, request: web.Request, user: User) -> web.Response:
        """Make a playlist of what `uri` names."""
        if (tracks := self._tracks(request, user)) is None:
            return web.Response(status=400)
        playlist = self._fake.add_playlist(user, request.query.get("title", ""))
        self._fake.extend(playlist, tracks)
        return container(request, [playlist], PlaylistNode)

    def _one(self, request: web.Request, playlist: Playlist) -> web.Response:
        return container(request, [playlist], PlaylistNode)

    def _composite(self, request: web.Request, playlist: Playlist) -> web.Response:
        """The picture that the server has made of its covers."""
        return web.Response(body=png(playlist.rating_key), content_type="image/png")

    def _edit(self, request: web.Request, playlist: Playlist) -> web.Response:
        """Title and summary, in the older form and in that of all items."""
        query = request.query
        for name in ("title", "summary"):
            for form in (name, f"{name}.value"):
                if form in query:
                    setattr(playlist, name, query[form])
                    self._fake.stamp(playlist)
        return web.Response()

    def _delete(self, request: web.Request, playlist: Playlist) -> web.Response:
        self._fake.playlists.remove(playlist)
        return web.Response(status=204)

    def _items(self, request: web.Request, playlist: Playlist) -> web.Response:
        with_guids = request.query.get("includeGuids") == "1"
        excluded = exclusions(request)
        return container(
            request,
            playlist.items,
            lambda pair: MusicRow(
                pair[1], with_guids, excluded, None if playlist.smart else pair[0]
            ),
            leafCount=len(playlist.items),
            smart=playlist.smart,
            title=playlist.title,
        )

    def _add(self, request: web.Request, playlist: Playlist) -> web.Response:
        """Add at the end what `uri` names and the user may hear."""
        if (tracks := self._tracks(request, playlist.user)) is None:
            return web.Response(status=400)
        self._fake.extend(playlist, tracks)
        return self._one(request, playlist)

    def _clear(self, request: web.Request, playlist: Playlist) -> web.Response:
        playlist.items.clear()
        self._fake.stamp(playlist)
        return self._one(request, playlist)

    def _remove(self, request: web.Request, playlist: Playlist) -> web.Response:
        if (pair := _pair(playlist, request.match_info["item"])) is None:
            return web.Response(status=404)
        playlist.items.remove(pair)
        self._fake.stamp(playlist)
        return self._one(request, playlist)

    def _move(self, request: web.Request, playlist: Playlist) -> web.Response:
        """Put an item behind another, or at the beginning."""
        if (pair := _pair(playlist, request.match_info["item"])) is None:
            return web.Response(status=404)
        rest = [each for each in playlist.items if each is not pair]
        place = 0
        if "after" in request.query:
            after = _pair(playlist, request.query["after"])
            if after is None or after is pair:
                return web.Response(status=400)
            place = rest.index(after) + 1
        playlist.items = [*rest[:place], pair, *rest[place:]]
        self._fake.stamp(playlist)
        return self._one(request, playlist)

    def _posters(self, request: web.Request, playlist: Playlist) -> web.Response:
        return container(
            request, playlist.posters, lambda each: poster_node(playlist, each)
        )

    async def _upload(self, request: web.Request, playlist: Playlist) -> web.Response:
        """Take a picture, by address or as it is, and show it."""
        data = request.query.get("url", "").encode() or await request.read()
        poster = Poster(f"upload://posters/{len(playlist.posters) + 1:08x}", data)
        playlist.posters.append(poster)
        playlist.poster = poster
        self._fake.stamp(playlist)
        return web.Response()

    def _select(self, request: web.Request, playlist: Playlist) -> web.Response:
        wanted = request.query.get("url")
        for poster in playlist.posters:
            if poster.key == wanted:
                playlist.poster = poster
                self._fake.stamp(playlist)
                return web.Response()
        return web.Response(status=404)

    def _tracks(self, request: web.Request, user: User) -> tuple[Item, ...] | None:
        """What `uri` names; what is not there is left out, as on real servers."""
        uri = urlsplit(request.query.get("uri", ""))
        start = f"/{LIBRARY}/library/metadata/"
        if uri.netloc != self._fake.machine_identifier or not uri.path.startswith(
            start
        ):
            return None
        keys = uri.path.removeprefix(start).split(",")
        found = (self._fake.item(int(key)) for key in keys if key.isdecimal())
        tracks = [item for item in found if item and user.sees(item.section)]
        if every := self._fake.drop_every:
            tracks = [item for at, item in enumerate(tracks, 1) if at % every]
        tracks = [item for item in tracks if item.title not in self._fake.never_taken]
        return tuple(tracks)


def exclusions(request: web.Request) -> frozenset[str]:
    """Elements and attributes that are not to be sent."""
    names = (request.query.get(f"exclude{each}", "") for each in ("Elements", "Fields"))
    return frozenset(name for each in names for name in each.split(",") if name)


def _pair(playlist: Playlist, number: str) -> tuple[int, Item] | None:
    """An item by its number in the playlist."""
    return next((pair for pair in playlist.items if str(pair[0]) == number), None)
