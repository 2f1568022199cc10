"""Queues to play: made of something of the library or of a playlist."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from aiohttp import web

from .library import Item, User
from .music_rows import MusicRow
from .wire import as_user, container

if TYPE_CHECKING:
    from .server import FakePlex


@dataclass(eq=False)
class PlayQueue:
    """What somebody wants to hear."""

    number: int
    user: User
    items: list[Item]
    shuffled: bool
    asked: dict[str, str] = field(default_factory=dict)

    @property
    def titles(self) -> list[str]:
        """What is played, in order."""
        return [item.title for item in self.items]


class PlayQueues:
    """Handlers of the queues' paths."""

    def __init__(self, fake: FakePlex) -> None:
        """Take what there is to play."""
        self._fake = fake

    def routes(self, app: web.Application) -> None:
        """Add the paths."""
        app.router.add_post("/playQueues", as_user(self._fake.user_of, self._create))

    def _create(self, request: web.Request, user: User) -> web.Response:
        """Make a queue; of nothing there is none."""
        items = self._wanted(request.query, user)
        if not items:
            return web.Response(status=400)
        queue = PlayQueue(
            len(self._fake.queues) + 1,
            user,
            items,
            request.query.get("shuffle") == "1",
            dict(request.query),
        )
        self._fake.queues.append(queue)
        return container(
            request,
            items,
            lambda item: MusicRow(item, False),
            identifier="com.plexapp.plugins.library",
            playQueueID=queue.number,
            playQueueSelectedItemID=1,
            playQueueSelectedItemOffset=0,
            playQueueSelectedMetadataItemID=str(items[0].rating_key),
            playQueueShuffled=queue.shuffled,
            playQueueTotalCount=len(items),
            playQueueVersion=1,
        )

    def _wanted(self, query: Mapping[str, str], user: User) -> list[Item]:
        """What is to be played: a playlist's items, or all tracks of the others."""
        if (number := query.get("playlistID")) is not None:
            playlist = self._fake.playlist(number, user)
            return [item for _, item in playlist.items] if playlist else []
        path = urlsplit(unquote(query.get("uri", ""))).path
        keys = path.removesuffix("/children").rpartition("/")[2].split(",")
        found = [self._fake.item(int(key)) for key in keys if key.isdecimal()]
        return [
            track
            for item in found
            if item is not None and user.sees(item.section)
            for track in item.descendants("track")
        ]
