"""A Spotify account as a source."""

import asyncio
from collections.abc import Collection, Mapping
from contextlib import aclosing, suppress
from typing import Final

from ...spotify import (
    ContextKind,
    LikedSongs,
    Link,
    LinkKind,
    LinkRefused,
    SpotifyAlbum,
    SpotifyClient,
    SpotifyPlaylist,
    SpotifyTrack,
    SpotifyUser,
    Tracks,
    link_of,
)
from ...sync.errors import IncompleteAnswer, ServiceError
from ...sync.turns import in_turns
from ..items import ItemKind
from ..model import SourceTrack
from .protocol import (
    Content,
    ItemHead,
    ItemKey,
    ItemState,
    LeftOut,
    Listing,
    RefusedItem,
    Report,
    state_of,
)

SITE: Final = "https://open.spotify.com"
LIKED_TITLE: Final = "Liked Songs"
"""As Spotify calls them."""
SINGLE_HEADS: Final = 3
"""How many playlists are asked for one by one before the account's list is."""


class SpotifySource:
    """What one account can be asked for.

    Args:
        client: the account's door.
        user: whose account it is.
    """

    name = "Spotify"

    def __init__(self, client: SpotifyClient, user: SpotifyUser) -> None:
        """Take the door; nothing is asked yet."""
        self._client = client
        self._user = user

    def key_of(self, text: str) -> ItemKey:
        """Read a link, a URI, or `somebody:liked`.

        Raises:
            LinkRefused: see `link_of`; `liked_of_other`: those of another account, the
                message names the one that is signed in.
        """
        link = link_of(text)
        own = {self._user.id.casefold(), self._user.name.casefold()}
        if link.user and link.user.casefold() not in own:
            raise LinkRefused(self.name, self._user.name, reason="liked_of_other")
        return liked_key(self._user) if link.kind is LinkKind.LIKED else link.uri

    async def items(self) -> Listing:
        """The liked songs, the playlists and the saved albums."""
        items = [_liked_head(await self._client.liked_songs(), self._user)]
        items += [_playlist_head(one) async for one in self._client.playlists()]
        items += [_album_head(one) async for one in self._client.saved_albums()]
        return Listing(items=items)

    async def recent(self, known: Collection[ItemKey] = ()) -> Listing:
        """Playlists and albums that were lately played; all else is left out by name."""
        items: list[ItemHead] = []
        refused: list[RefusedItem] = []
        for context in await self._client.recently_played():
            if context.kind not in (ContextKind.PLAYLIST, ContextKind.ALBUM):
                reason = "link_kind"
                refused.append(RefusedItem(name=context.kind, reason=reason))
                continue
            try:
                key = self.key_of(context.uri)
                if key in known:
                    continue
                items.append(await self._head(key))
            except ServiceError as error:
                if state_of(error) is None and not isinstance(error, LinkRefused):
                    raise
                refused.append(RefusedItem(name=context.uri, reason=error.reason))
        return Listing(items=items, refused=refused)

    async def heads(
        self, keys: Collection[ItemKey]
    ) -> Mapping[ItemKey, ItemHead | ServiceError]:
        """What items say about themselves; many playlists are looked up in the list."""
        found: dict[ItemKey, ItemHead | ServiceError] = {}
        playlists = {key for key in keys if link_of(key).kind is LinkKind.PLAYLIST}
        if len(playlists) > SINGLE_HEADS:
            found.update(await self._listed_heads(playlists))
        for key in keys:
            if key in found:
                continue
            try:
                found[key] = await self._head(key)
            except ServiceError as error:
                if state_of(error) is None:
                    raise
                found[key] = error
        return found

    async def content(self, key: ItemKey, report: Report | None = None) -> Content:
        """Read a playlist, an album or the liked songs."""
        link = link_of(key)
        match link.kind:
            case LinkKind.PLAYLIST:
                playlist, tracks = await self._client.playlist_content(link.id, report)
                head = _playlist_head(playlist)
            case LinkKind.ALBUM:
                album, tracks = await self._client.album_content(link.id, report)
                head = _album_head(album)
            case LinkKind.LIKED:
                liked, tracks = await self._client.liked_content(report)
                head = _liked_head(liked, self._user)
        # In a thread: ten thousand tracks would hold the event loop for long.
        return await asyncio.to_thread(_content, head, tracks)

    async def _listed_heads(self, keys: set[ItemKey]) -> Mapping[ItemKey, ItemHead]:
        """Those of some playlists that the account's list has."""
        found: dict[ItemKey, ItemHead] = {}
        # A list that cannot be read whole may leave some to be asked for singly.
        with suppress(IncompleteAnswer):
            async with aclosing(self._client.playlists()) as listed:
                async for playlist in listed:
                    head = _playlist_head(playlist)
                    if head.key in keys:
                        found[head.key] = head
                    if keys <= found.keys():
                        break
        return found

    async def _head(self, key: ItemKey) -> ItemHead:
        """Ask for one item."""
        link = link_of(key)
        match link.kind:
            case LinkKind.PLAYLIST:
                return _playlist_head(await self._client.playlist(link.id))
            case LinkKind.ALBUM:
                return _album_head(await self._client.album(link.id))
            case LinkKind.LIKED:
                return _liked_head(await self._client.liked_songs(), self._user)


def liked_key(user: SpotifyUser) -> ItemKey:
    """The key of an account's liked songs: each account has its own."""
    return f"spotify:user:{user.id}:collection"


def source_track(track: SpotifyTrack) -> SourceTrack:
    """A track of Spotify's as one to look for."""
    return SourceTrack(
        uri=track.uri,
        title=track.name,
        artists=track.artists,
        album=track.album,
        album_artists=track.album_artists,
        album_uri=track.album_uri,
        milliseconds=track.milliseconds,
        isrc=track.isrc.upper().replace("-", "") if track.isrc else None,
        explicit=track.explicit,
        picture=track.picture,
    )


def _content(head: ItemHead, tracks: Tracks) -> Content:
    left_out = LeftOut(episodes=tracks.episodes, unavailable=tracks.unavailable)
    found = [source_track(track) for track in in_turns(tracks.tracks)]
    return Content(head=head, tracks=found, left_out=left_out)


def _playlist_head(playlist: SpotifyPlaylist) -> ItemHead:
    link = Link(kind=LinkKind.PLAYLIST, id=playlist.id)
    return ItemHead(
        key=link.uri,
        kind=ItemKind.PLAYLIST,
        title=playlist.name,
        summary=playlist.description,
        picture=playlist.picture,
        version=playlist.snapshot_id,
        total=playlist.total,
        owner=playlist.owner_name,
        link=f"{SITE}/playlist/{playlist.id}",
        state=ItemState.READABLE if playlist.readable else ItemState.NOT_OWN,
    )


def _album_head(album: SpotifyAlbum) -> ItemHead:
    link = Link(kind=LinkKind.ALBUM, id=album.id)
    return ItemHead(
        key=link.uri,
        kind=ItemKind.ALBUM,
        title=album.name,
        picture=album.picture,
        version=f"{album.total} {album.released} {album.name}",
        total=album.total,
        owner=", ".join(album.artists),
        link=f"{SITE}/album/{album.id}",
    )


def _liked_head(liked: LikedSongs, user: SpotifyUser) -> ItemHead:
    return ItemHead(
        key=liked_key(user),
        kind=ItemKind.LIKED,
        title=LIKED_TITLE,
        version=f"{liked.total} {liked.newest}",
        total=liked.total,
        owner=user.name,
        link=f"{SITE}/collection/tracks",
    )
