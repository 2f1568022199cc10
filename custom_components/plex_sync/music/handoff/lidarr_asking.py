"""What is asked of Lidarr for one album: to add it, to want it, to look for it."""

from dataclasses import dataclass
from typing import Final

from ...lidarr import Album, AlreadyThere, LidarrClient, NewAlbum, NotAccepted, NotKnown
from ...sync.errors import Refused, ServiceError
from ...sync.model import JsonValue
from .lidarr_following import standing
from .model import RequestState

NOT_ON_LIDARR: Final = "not_on_lidarr"
REFUSED: Final = "lidarr_refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class LidarrOptions:
    """What the user has chosen of what Lidarr offers."""

    root_folder: str
    quality_profile_id: int
    metadata_profile_id: int
    tag: str = ""
    """Put on artists that come with an album; empty: none."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How an album stands with Lidarr, before it becomes a request."""

    state: RequestState
    reason: str = ""
    message: str = ""
    album: Album | None = None
    searched: bool = True
    """Whether Lidarr was asked to look for it; if it could not be, that is made up."""

    def details(self) -> dict[str, JsonValue]:
        """What a request for it is followed by."""
        details: dict[str, JsonValue] = {}
        if self.album is not None:
            details |= {
                "album": self.album.title,
                "album_id": self.album.id,
                "percent": round(self.album.percent),
            }
        if not self.searched:
            details["searched"] = False
        return details


class Asking:
    """Asks Lidarr for albums with what the user has chosen."""

    def __init__(self, client: LidarrClient, options: LidarrOptions) -> None:
        """Nothing is asked yet."""
        self._client = client
        self._options = options

    async def add(self, found: Album) -> Standing:
        """Have an album added that was looked up, and looked for.

        Raises:
            AlreadyThere: Lidarr has it by now.
            NotAccepted: what was chosen is not there; no other can be added either.
            ServiceError: Lidarr does not answer.
        """
        tag = self._options.tag.strip()
        is_new = found.artist is None or not found.artist.id
        tags = (await self._client.tag(tag),) if tag and is_new else ()
        try:
            album = await self._client.add(
                NewAlbum(
                    album=found,
                    root_folder=self._options.root_folder,
                    quality_profile_id=self._options.quality_profile_id,
                    metadata_profile_id=self._options.metadata_profile_id,
                    tags=tags,
                )
            )
        except AlreadyThere, NotAccepted:
            raise
        except NotKnown:
            return Standing(RequestState.GIVEN_UP, NOT_ON_LIDARR)
        except Refused as error:
            return Standing(RequestState.GIVEN_UP, REFUSED, error.message)
        return await self._search(album)

    async def want(self, album: Album) -> Standing:
        """See to it that Lidarr wants an album that it has.

        Raises:
            ServiceError: Lidarr does not answer.
        """
        if is_wanted(album):
            return Standing(standing(album), album=album)
        await self._client.monitor(album.id)
        return await self._search(album)

    async def _search(self, album: Album) -> Standing:
        """Let Lidarr look for an album that it has just begun to want."""
        try:
            await self._client.search(album.id)
        except ServiceError:
            # Lidarr wants it by now: who asks again would not be heard.
            return Standing(RequestState.REQUESTED, album=album, searched=False)
        return Standing(RequestState.REQUESTED, album=album)


def is_wanted(album: Album) -> bool:
    """Whether there is nothing to ask for: Lidarr has all of it, or looks for it."""
    return album.monitored or standing(album) is not RequestState.REQUESTED
