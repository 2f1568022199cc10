"""What can be asked of Lidarr."""

from collections.abc import Collection
from typing import Final

import aiohttp

from ..sync.errors import Refused, ServiceError
from .failures import NOT_LIDARR, SERVICE
from .model import Album, Download, NewAlbum, Profile, RootFolder
from .rows import (
    album_of,
    albums_of,
    downloads_of,
    new_album_row,
    profiles_of,
    root_folders_of,
    understanding,
)
from .transport import answer_of, open_client

PAGE: Final = 200
"""Rows of the queue in one answer."""
ONE_BY_ONE: Final = 5
"""So many albums are asked for one by one."""


class LidarrClient:
    """The door to one Lidarr.

    Args:
        session: stays the caller's.
        url: where it is, with or without a port and a path.
        api_key: of Lidarr's settings.
        verify_tls: whether its certificate has to be good.
        timeout: seconds for one request; a look-up is handed on by Lidarr.
    """

    def __init__(
        self,
        session: aiohttp.ClientSession,
        url: str,
        api_key: str,
        *,
        verify_tls: bool = True,
        timeout: float = 60.0,
    ) -> None:
        """Open the door; nothing is sent yet."""
        self._arr = open_client(
            session, url, api_key, verify_tls=verify_tls, timeout=timeout
        )

    async def version(self) -> str:
        """Which Lidarr it is.

        Raises:
            ServiceError: see `answer_of`; all that follows raises the same. With
                `reason="not_lidarr"`: something else answers there.
        """
        answer = await answer_of(self._arr.async_get_system_status())
        name = answer.get("appName") if isinstance(answer, dict) else None
        if name != SERVICE:
            raise ServiceError(SERVICE, "another program answers", reason=NOT_LIDARR)
        return str(answer.get("version") or "")

    async def root_folders(self) -> list[RootFolder]:
        """The folders that artists are put into."""
        answer = await answer_of(self._arr.async_get_root_folders())
        with understanding("root folders"):
            return root_folders_of(answer)

    async def quality_profiles(self) -> list[Profile]:
        """What counts as good enough."""
        answer = await answer_of(self._arr.async_get_quality_profiles())
        with understanding("quality profiles"):
            return profiles_of(answer)

    async def metadata_profiles(self) -> list[Profile]:
        """Which kinds of albums Lidarr lists of an artist."""
        answer = await answer_of(self._arr.async_get_metadata_profiles())
        with understanding("metadata profiles"):
            return profiles_of(answer)

    async def tag(self, label: str) -> int:
        """The id of a tag, which is made if it is not there; Lidarr's are lower-case."""
        label = label.strip().lower()
        answer = await answer_of(self._arr.async_get_tags())
        with understanding("tags"):
            for row in answer:
                if str(row.get("label") or "").lower() == label:
                    return int(row["id"])
        answer = await answer_of(self._arr.async_add_tag(label))
        with understanding("tag"):
            return int(answer["id"])

    async def look_up(self, release_group: str) -> Album | None:
        """An album as it could be added; `None`: Lidarr knows of none."""
        term = f"lidarr:{release_group}"
        answer = await answer_of(self._arr.async_album_lookup(term))
        with understanding("look-up"):
            found = albums_of(answer)
        return next((album for album in found if album.artist is not None), None)

    async def album(self, release_group: str) -> Album | None:
        """An album that Lidarr has; `None`: it does not."""
        asking = self._arr.async_get_albums_of(release_group)
        answer = await answer_of(asking)
        with understanding("albums"):
            return next(iter(albums_of(answer)), None)

    async def albums(self, release_groups: Collection[str]) -> dict[str, Album]:
        """Those of some albums that Lidarr has, by release group.

        More than a few are read with all others that Lidarr has, in one answer.
        """
        if len(release_groups) <= ONE_BY_ONE:
            found = [await self.album(each) for each in release_groups]
            return {album.foreign_id: album for album in found if album is not None}
        answer = await answer_of(self._arr.async_get_all_albums())
        with understanding("albums"):
            wanted = set(release_groups)
            rows = [row for row in answer if row.get("foreignAlbumId") in wanted]
            return {album.foreign_id: album for album in albums_of(rows)}

    async def add(self, new: NewAlbum) -> Album:
        """Add an album that is wanted; nothing is searched for yet.

        Raises:
            AlreadyThere: Lidarr has it.
            NotAccepted: root folder or profile are not there.
            NotKnown: Lidarr cannot read what MusicBrainz knows of it.
        """
        answer = await answer_of(self._arr.async_post_album(new_album_row(new)))
        with understanding("new album"):
            album = album_of(answer)
        if not album.id:
            raise Refused(SERVICE, "the album was not added")
        return album

    async def monitor(self, album_id: int) -> None:
        """Let Lidarr want an album that it has."""
        await answer_of(self._arr.async_monitor_albums([album_id]))

    async def search(self, album_id: int) -> None:
        """Let Lidarr look for an album at its indexers now."""
        await answer_of(self._arr.async_search_albums([album_id]))

    async def queue(self) -> list[Download]:
        """All that is being downloaded or waits for being imported."""
        found: list[Download] = []
        page = rows = 0
        while True:
            page += 1
            answer = await answer_of(self._arr.async_get_queue(page, PAGE))
            with understanding("queue"):
                records, total = answer["records"], int(answer["totalRecords"])
                found += downloads_of(records)
            rows += len(records)
            if rows >= total or not records:
                return found
