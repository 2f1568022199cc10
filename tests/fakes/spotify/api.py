"""The Web API: what it answers, and to whom."""

from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING, Any

from aiohttp import web

from .fields import only, wanted_of
from .rows import (
    Row,
    account_row,
    album_row,
    entry_row,
    error_row,
    liked_row,
    page_row,
    played_row,
    playlist_row,
    saved_row,
    song_row,
    track_of_album_row,
)
from .world import Account, Playlist

if TYPE_CHECKING:
    from .server import FakeSpotify

type Answer = Callable[[web.Request, Account], Awaitable[Row]]

LARGEST_PAGE = 50
PREMIUM = (
    "Active premium subscription required for the owner of the app. When the "
    "subscription status changes, it can take a few hours before requests are allowed "
    "again."
)
NOT_REGISTERED = (
    "Check settings on developer.spotify.com/dashboard, the user may not be registered."
)


class Refusal(Exception):
    """An error to answer with."""

    def __init__(self, status: int, message: str) -> None:
        """Keep it."""
        self.status = status
        self.message = message


class WebApi:
    """Handlers of the paths."""

    def __init__(self, fake: FakeSpotify) -> None:
        """Take the world."""
        self._fake = fake

    def routes(self, app: web.Application) -> None:
        """Add the paths."""
        library = "user-library-read"
        private = "playlist-read-private"
        played = "user-read-recently-played"
        for path, answer, scope in (
            ("/v1/me", self._me, ""),
            ("/v1/me/playlists", self._playlists, private),
            ("/v1/me/tracks", self._liked, library),
            ("/v1/me/albums", self._saved, library),
            ("/v1/me/player/recently-played", self._played, played),
            ("/v1/playlists/{id}", self._playlist, ""),
            ("/v1/playlists/{id}/items", self._items, private),
            ("/v1/playlists/{id}/tracks", self._old_items, private),
            ("/v1/albums/{id}", self._album, ""),
            ("/v1/albums/{id}/tracks", self._album_tracks, ""),
            ("/v1/tracks/{id}", self._track, ""),
        ):
            app.router.add_get(path, self._for_account(answer, scope))

    def _for_account(
        self, answer: Answer, scope: str
    ) -> Callable[[web.Request], Awaitable[web.Response]]:
        """Let an account's request in."""

        async def handle(request: web.Request) -> web.Response:
            try:
                row = await answer(request, self._account(request, scope))
            except Refusal as refusal:
                error = error_row(refusal.status, refusal.message)
                return web.json_response(error, status=refusal.status)
            return web.json_response(row)

        return handle

    def _account(self, request: web.Request, scope: str) -> Account:
        sent = request.headers.get("Authorization", "")
        if not sent.startswith("Bearer "):
            raise Refusal(401, "No token provided")
        account = self._fake.account_of(sent.removeprefix("Bearer "))
        if account is None:
            raise Refusal(401, "The access token expired")
        if not self._fake.premium:
            raise Refusal(403, PREMIUM)
        if not account.registered:
            raise Refusal(403, NOT_REGISTERED)
        if scope and scope not in account.scopes:
            raise Refusal(403, "Insufficient client scope")
        return account

    async def _me(self, _: web.Request, account: Account) -> Row:
        return account_row(account)

    async def _playlists(self, request: web.Request, account: Account) -> Row:
        return _paged(
            request,
            account.playlists,
            lambda one, _: playlist_row(one, account, self._fake.names),
        )

    async def _liked(self, request: web.Request, account: Account) -> Row:
        before = len(account.liked) - 1
        return _paged(
            request, account.liked, lambda song, at: liked_row(song, before - at)
        )

    async def _saved(self, request: web.Request, account: Account) -> Row:
        return _paged(request, account.saved, lambda album, _: saved_row(album))

    async def _played(self, request: web.Request, account: Account) -> Row:
        limit, _ = _range(request)
        rows = [played_row(one) for one in account.played[:limit]]
        return {
            "href": "https://api.spotify.com/v1/me/player/recently-played",
            "limit": limit,
            "next": None,
            "cursors": None,
            "items": rows,
        }

    async def _playlist(self, request: web.Request, account: Account) -> Row:
        playlist = self._seen_playlist(request, account)
        row = playlist_row(playlist, account, self._fake.names)
        for name in ("items", "tracks"):
            if name in row:
                rows = [
                    entry_row(one, self._fake.names) for one in playlist.entries[:100]
                ]
                path = f"/playlists/{playlist.id}/{name}"
                row[name] = page_row(path, rows, len(playlist.entries), 0, 100)
        result: Row = only(row, wanted_of(request.query.get("fields", "")))
        return result

    async def _items(self, request: web.Request, account: Account) -> Row:
        playlist = self._seen_playlist(request, account)
        if self._fake.development and not playlist.readable_by(account):
            raise Refusal(403, "Forbidden")
        row = _paged(
            request, playlist.entries, lambda one, _: entry_row(one, self._fake.names)
        )
        result: Row = only(row, wanted_of(request.query.get("fields", "")))
        return result

    async def _old_items(self, request: web.Request, account: Account) -> Row:
        if self._fake.development:
            raise Refusal(403, "Forbidden")
        return await self._items(request, account)

    async def _album(self, request: web.Request, _: Account) -> Row:
        album = self._fake.albums.get(request.match_info["id"])
        if album is None:
            raise Refusal(404, "Resource not found")
        return album_row(album)

    async def _album_tracks(self, request: web.Request, _: Account) -> Row:
        album = self._fake.albums.get(request.match_info["id"])
        if album is None:
            raise Refusal(404, "Resource not found")
        return _paged(request, album.songs, lambda song, _: track_of_album_row(song))

    async def _track(self, request: web.Request, _: Account) -> Row:
        song = self._fake.songs.get(request.match_info["id"])
        if song is None:
            raise Refusal(404, "Resource not found")
        return song_row(song)

    def _seen_playlist(self, request: web.Request, account: Account) -> Playlist:
        """A playlist that an account may know of."""
        playlist = self._fake.playlists.get(request.match_info["id"])
        if playlist is None or playlist.owner is self._fake.spotify:
            raise Refusal(404, "Resource not found")
        if not playlist.public and not playlist.readable_by(account):
            raise Refusal(404, "Resource not found")
        return playlist


def _paged[T](
    request: web.Request, things: Sequence[T], row: Callable[[T, int], Any]
) -> Row:
    """The page of a list that was asked for."""
    limit, offset = _range(request)
    part = things[offset : offset + limit]
    rows = [row(one, offset + at) for at, one in enumerate(part)]
    path = request.path.removeprefix("/v1")
    return page_row(path, rows, len(things), offset, limit)


def _range(request: web.Request) -> tuple[int, int]:
    limit = int(request.query.get("limit", 20))
    offset = int(request.query.get("offset", 0))
    if not 1 <= limit <= LARGEST_PAGE:
        raise Refusal(400, "Invalid limit")
    if offset < 0:
        raise Refusal(400, "Invalid offset")
    return limit, offset
