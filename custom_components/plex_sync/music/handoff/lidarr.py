"""Asking Lidarr for albums, and for the albums of tracks, and following them."""

from collections.abc import AsyncIterator, Callable, Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final

from ...lidarr import Album, AlreadyThere, LidarrClient, NotAccepted
from ...lidarr.failures import (
    METADATA_PROFILE_GONE,
    QUALITY_PROFILE_GONE,
    ROOT_FOLDER_GONE,
    SERVICE,
)
from ...sync.errors import ServiceError
from ...sync.model import JsonValue
from .identifying import Identifier, Identity, Undecided
from .lidarr_asking import (
    NOT_ON_LIDARR,
    REFUSED,
    Asking,
    LidarrOptions,
    Standing,
    is_wanted,
)
from .lidarr_looking import Looking
from .model import UNDER_WAY, Request, RequestState, Want, WantKind

NAME: Final = "lidarr"
RETRY_AFTER: Final = timedelta(days=30)
"""So long what was given up is not asked for again by itself."""
NOT_ON_MUSICBRAINZ: Final = "not_on_musicbrainz"


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
        self._asking = Asking(client, options)
        self._looking = Looking(client, self._asking, clock)
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

        What is about to be asked for is answered first: if the answer of Lidarr is
        lost, or we go down, `follow` goes on from there.

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
        asked: dict[str, Standing] = {}
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
                given_up = Standing(RequestState.GIVEN_UP, NOT_ON_MUSICBRAINZ)
                yield self._request(want, given_up, before)
                continue
            group = identity.release_group
            if group not in asked:
                found = await self._find(group)
                if isinstance(found, Album):
                    yield self._request(want, _note_of(found), before, identity)
                    found = await self._ask(found)
                asked[group] = found
            yield self._request(want, asked[group], before, identity)
        if undecided is not None:
            raise undecided

    async def follow(self, requests: Sequence[Request]) -> AsyncIterator[Request]:
        """Look how requests that are under way stand; answers with those that changed.

        Raises:
            ServiceError: Lidarr does not answer; for one album that is told in the end.
        """
        if requests:
            async for request in self._looking.follow(requests):
                yield request

    def _is_settled(self, before: Request) -> bool:
        """Whether something stands in a way that nothing is to be asked for now."""
        if before.state in UNDER_WAY:
            return True
        is_recent = self._clock() - before.at < RETRY_AFTER
        return before.state is RequestState.GIVEN_UP and is_recent

    async def _find(self, release_group: str) -> Album | Standing:
        """The album that Lidarr is to be asked for, or how it stands without that.

        Raises:
            ServiceError: see `send`.
        """
        if (album := await self._client.album(release_group)) is not None:
            return await self._asking.want(album) if is_wanted(album) else album
        if (found := await self._client.look_up(release_group)) is not None:
            return found
        return Standing(RequestState.GIVEN_UP, NOT_ON_LIDARR)

    async def _ask(self, album: Album) -> Standing:
        """Ask Lidarr for an album that it does not want yet.

        Raises:
            ServiceError: see `send`.
        """
        if album.id:
            return await self._asking.want(album)
        try:
            return await self._asking.add(album)
        except AlreadyThere as error:
            there = await self._client.album(album.foreign_id)
            if there is None:
                return Standing(RequestState.GIVEN_UP, REFUSED, error.message)
            return await self._asking.want(there)

    def _request(
        self,
        want: Want,
        standing: Standing,
        before: Request | None,
        identity: Identity | None = None,
    ) -> Request:
        """What is answered of a want."""
        now = self._clock()
        details: dict[str, JsonValue] = {}
        if identity is not None:
            details |= {
                "release_group": identity.release_group,
                "way": identity.way,
                "sent_at": now.timestamp(),
            }
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
            details={**details, **standing.details()},
        )


def _note_of(album: Album) -> Standing:
    """How an album stands that Lidarr is about to be asked for."""
    there = album if album.id else None
    return Standing(RequestState.REQUESTED, album=there, searched=False)


def _bare(path: str) -> str:
    """A folder's path without the sign at its end."""
    return path.rstrip("/\\") or path
