"""Asking Lidarr for albums, and for the albums of tracks, and following them."""

from collections.abc import AsyncIterator, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from ...lidarr import Album, AlreadyThere, LidarrClient, NewAlbum, NotAccepted, NotKnown
from ...lidarr.failures import (
    METADATA_PROFILE_GONE,
    QUALITY_PROFILE_GONE,
    ROOT_FOLDER_GONE,
    SERVICE,
)
from ...sync.errors import Refused, ServiceError
from ...sync.model import JsonValue
from .identifying import Identifier, Undecided
from .lidarr_following import following, is_same, is_young, standing
from .model import UNDER_WAY, Request, RequestState, Want, WantKind

NAME: Final = "lidarr"
RETRY_AFTER: Final = timedelta(days=30)
"""So long what was given up is not asked for again by itself."""
NOT_ON_MUSICBRAINZ: Final = "not_on_musicbrainz"
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
class _Standing:
    """How a want stands with Lidarr, before it becomes a request."""

    state: RequestState
    reason: str = ""
    message: str = ""
    album: Album | None = None
    release_group: str = ""
    way: str = ""
    searched: bool = True
    """Whether Lidarr was asked to look for it; if it could not be, that is made up."""


class LidarrHandOff:
    """Hands missing albums to Lidarr: each once, and nothing else of its artist.

    What was given up within a month is not asked for again by itself: it is answered as
    it stands. What the user asks for again is named to `send`.

    Args:
        client: the door to Lidarr.
        identifier: finds the release groups of MusicBrainz.
        options: what the user has chosen.
        clock: what time it is (UTC).
    """

    service: str = NAME
    kinds: frozenset[WantKind] = frozenset(WantKind)

    def __init__(
        self,
        client: LidarrClient,
        identifier: Identifier,
        options: LidarrOptions,
        clock: Callable[[], datetime],
    ) -> None:
        """Nothing is asked yet."""
        self._client = client
        self._identifier = identifier
        self._options = options
        self._clock = clock

    async def check(self) -> None:
        """Find out whether Lidarr answers, and has what was chosen.

        Raises:
            ServiceError: it does not; with a reason if folder or profile are gone.
        """
        await self._client.version()
        chosen = self._options
        folders = await self._client.root_folders()
        paths = {_bare(each.path) for each in folders if each.accessible}
        if _bare(chosen.root_folder) not in paths:
            raise NotAccepted(SERVICE, chosen.root_folder, reason=ROOT_FOLDER_GONE)
        qualities = await self._client.quality_profiles()
        if chosen.quality_profile_id not in {each.id for each in qualities}:
            raise NotAccepted(SERVICE, reason=QUALITY_PROFILE_GONE)
        kinds = await self._client.metadata_profiles()
        if chosen.metadata_profile_id not in {each.id for each in kinds}:
            raise NotAccepted(SERVICE, reason=METADATA_PROFILE_GONE)

    async def send(
        self,
        wants: Sequence[Want],
        known: Mapping[str, Request],
        *,
        again: Collection[str] = (),
    ) -> AsyncIterator[Request]:
        """Ask for things one by one; answers with how each stands.

        Args:
            wants: what is missing.
            known: what was asked for before, by uid.
            again: uids of what was given up, and the user asks for again.

        Raises:
            ServiceError: Lidarr or MusicBrainz do not answer, or what was chosen is not
                there; what was answered stands. What only the source did not answer for
                is raised after all others were asked for.
        """
        begun = self._clock()
        asked: dict[str, _Standing] = {}
        undecided: ServiceError | None = None
        for want in wants:
            before = known.get(want.uid)
            is_again = want.uid in again
            if before is not None and not is_again and self._is_settled(before):
                yield before
                continue
            since = begun if is_again else None
            try:
                identity = await self._identifier.identify(want, since=since)
            except Undecided as error:
                undecided = error.error
                continue
            if identity is None:
                given_up = _Standing(RequestState.GIVEN_UP, NOT_ON_MUSICBRAINZ)
                yield self._request(want, given_up, before)
                continue
            group = identity.release_group
            if group not in asked:
                asked[group] = replace(
                    await self._ask(group), release_group=group, way=identity.way
                )
            yield self._request(want, asked[group], before)
        if undecided is not None:
            raise undecided

    async def follow(self, requests: Sequence[Request]) -> AsyncIterator[Request]:
        """Look how requests that are under way stand; answers with those that changed.

        Raises:
            ServiceError: Lidarr does not answer.
        """
        if not requests:
            return
        queue = await self._client.queue()
        albums: dict[str, Album | None] = {}
        for request in requests:
            group = str(request.details.get("release_group") or "")
            if group not in albums:
                albums[group] = await self._look(group, request)
            after, album = request, albums[group]
            if album is not None and request.details.get("searched") is False:
                after = replace(request, details={**request.details, "searched": True})
            after = following(after, album, queue, self._clock())
            if not is_same(request, after):
                yield after

    async def _look(self, release_group: str, request: Request) -> Album | None:
        """How an album stands with Lidarr; what was left undone is made up for.

        Raises:
            ServiceError: Lidarr does not answer.
        """
        album = await self._client.album(release_group) if release_group else None
        if album is None or album.is_whole:
            return album
        if not album.monitored and is_young(request, self._clock()):
            # While Lidarr reads a new artist it lets go of albums added meanwhile.
            await self._client.monitor(album.id)
            album = replace(album, monitored=True)
        if album.monitored and request.details.get("searched") is False:
            await self._client.search(album.id)
        return album

    def _is_settled(self, before: Request) -> bool:
        """Whether something stands in a way that nothing is to be asked for now."""
        if before.state in UNDER_WAY:
            return True
        is_recent = self._clock() - before.at < RETRY_AFTER
        return before.state is RequestState.GIVEN_UP and is_recent

    async def _ask(self, release_group: str) -> _Standing:
        """Ask Lidarr for an album, unless it has or wants it.

        Raises:
            ServiceError: see `send`.
        """
        if (album := await self._client.album(release_group)) is not None:
            return await self._want(album)
        if (found := await self._client.look_up(release_group)) is None:
            return _Standing(RequestState.GIVEN_UP, NOT_ON_LIDARR)
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
        except AlreadyThere as error:
            if (album := await self._client.album(release_group)) is None:
                return _Standing(RequestState.GIVEN_UP, REFUSED, error.message)
            return await self._want(album)
        except NotAccepted:
            raise  # no other album can be added either
        except NotKnown:
            return _Standing(RequestState.GIVEN_UP, NOT_ON_LIDARR)
        except Refused as error:
            return _Standing(RequestState.GIVEN_UP, REFUSED, error.message)
        return await self._search(album)

    async def _want(self, album: Album) -> _Standing:
        """See to it that Lidarr wants an album that it knows."""
        state = standing(album)
        if state is RequestState.REQUESTED and not album.monitored:
            await self._client.monitor(album.id)
            return await self._search(album)
        return _Standing(state, album=album)

    async def _search(self, album: Album) -> _Standing:
        """Let Lidarr look for an album that it has just begun to want."""
        try:
            await self._client.search(album.id)
        except ServiceError:
            # Lidarr wants it by now: who asks again would not be heard.
            return _Standing(RequestState.REQUESTED, album=album, searched=False)
        return _Standing(RequestState.REQUESTED, album=album)

    def _request(
        self, want: Want, standing: _Standing, before: Request | None
    ) -> Request:
        """What is answered of a want."""
        now = self._clock()
        details: dict[str, JsonValue] = {}
        if standing.release_group:
            details |= {"release_group": standing.release_group, "way": standing.way}
        if standing.album is not None:
            details |= {
                "album": standing.album.title,
                "album_id": standing.album.id,
                "percent": round(standing.album.percent),
            }
        if not standing.searched:
            details["searched"] = False
        return Request(
            uid=want.uid,
            service=NAME,
            title=want.title,
            artists=want.artists,
            state=standing.state,
            asked_at=before.asked_at if before else now,
            at=now,
            tries=before.tries + 1 if before else 1,
            reason=standing.reason,
            message=standing.message,
            details=details,
        )


def _bare(path: str) -> str:
    """A folder's path without the sign at its end."""
    return path.rstrip("/\\") or path
