"""Which pages missing tracks and albums have at Tidal; each is asked for once."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
import re
from typing import Final

from ..sync.errors import Refused
from ..sync.protocols import Cache
from ..tidal import TidalClient, TidalTrack
from .export import LinkService
from .items import ItemKind, SavedItem
from .matching.artists import Agreement, compare, read_artists
from .matching.index import Index
from .matching.matcher import Matcher
from .matching.witnesses import same_album
from .missing import MissingTrack
from .model import Band, LibraryTrack, SourceTrack

NAME: Final = "tidal"
NOT_THERE_FOR: Final = timedelta(days=7)
"""So long it is believed that Tidal does not have something."""
ISRC: Final = re.compile(r"[A-Z]{2}[A-Z0-9]{3}\d{7}")
SAME_ARTIST: Final = frozenset({Agreement.SAME, Agreement.PART, Agreement.OTHER_GUEST})


class TidalLinks:
    """Finds links, and keeps them: what is there, and for a week what is not.

    Args:
        client: whom to ask.
        cache: where links are kept.
        clock: what time it is.
    """

    def __init__(
        self, client: TidalClient, cache: Cache, clock: Callable[[], datetime]
    ) -> None:
        """Nothing is asked yet."""
        self._client = client
        self._cache = cache
        self._clock = clock

    async def find(
        self,
        missing: Iterable[MissingTrack],
        items: Mapping[str, SavedItem],
        country: str,
    ) -> LinkService:
        """Find the pages of all that is missing, as they are in a country.

        Raises:
            ServiceError: Tidal does not answer; what was found until then is kept.
        """
        tracks: dict[str, MissingTrack] = {}
        albums: dict[str, MissingTrack] = {}
        for track in missing:
            if (item := items.get(track.item)) is None:
                continue
            if item.kind is ItemKind.ALBUM:
                albums.setdefault(item.key, track)
            else:
                tracks.setdefault(track.uri, track)
        namespace = f"{NAME}/{country}"
        links = await self._known(namespace, [*tracks, *albums])

        async def keep(found: Mapping[str, str]) -> None:
            links.update(found)
            await self._cache.put(namespace, found)

        unknown = {uri: track for uri, track in tracks.items() if uri not in links}
        by_isrc = await self._by_isrc(unknown.values(), country)
        exact = {
            uri: by_isrc[track.isrc].link
            for uri, track in unknown.items()
            if track.isrc in by_isrc
        }
        if exact:
            await keep(exact)
        for uri, track in unknown.items():
            if uri not in exact:
                await keep({uri: await self._search_track(track, country)})
        for key, track in albums.items():
            if key not in links:
                await keep({key: await self._search_album(track, country)})
        return LinkService(
            name=NAME,
            track_link=lambda track: links.get(track.uri, ""),
            album_link=lambda item: links.get(item.key, ""),
        )

    async def _known(self, namespace: str, keys: list[str]) -> dict[str, str]:
        """The links that are kept; empty ones are of what is not there."""
        now = self._clock()
        kept = await self._cache.get(namespace, keys)
        return {
            key: str(link)
            for key, (link, at) in kept.items()
            if link or now - at < NOT_THERE_FOR
        }

    async def _by_isrc(
        self, tracks: Iterable[MissingTrack], country: str
    ) -> dict[str, TidalTrack]:
        """The recordings that Tidal knows by the very same ISRC."""
        isrcs = [track.isrc for track in tracks if ISRC.fullmatch(track.isrc)]
        try:
            return await self._client.tracks(isrcs, country)
        except Refused:
            return {}  # each is searched for

    async def _search_track(self, track: MissingTrack, country: str) -> str:
        """The page of the recording that a search finds for sure; empty: none."""
        try:
            found = await self._client.search_tracks(
                _query(track, track.title), country
            )
        except Refused:
            return ""
        index = Index.build(_as_owned(one) for one in found)
        match = Matcher(index).match(
            SourceTrack(
                uri=track.uri,
                title=track.title,
                artists=track.artists,
                album=track.album,
                milliseconds=track.milliseconds,
            )
        )
        if match.band is not Band.ACCEPT:
            return ""
        return next(one.link for one in found if one.id == match.track)

    async def _search_album(self, track: MissingTrack, country: str) -> str:
        """The page of the album that a track is on; empty: none that is surely it."""
        if not track.album:
            return ""
        artists = read_artists(track.artists)
        try:
            found = await self._client.search_albums(
                _query(track, track.album), country
            )
        except Refused:
            return ""
        for album in found:
            if not same_album(track.album, album.title):
                continue
            if compare(artists, read_artists(album.artists)) in SAME_ARTIST:
                return album.link
        return ""


def _query(track: MissingTrack, title: str) -> str:
    """What is searched for: the first artist and a title."""
    return " ".join([*track.artists[:1], title]).strip()


def _as_owned(track: TidalTrack) -> LibraryTrack:
    """A track at Tidal as the matcher compares it."""
    return LibraryTrack(
        key=track.id,
        rating_key=track.id,
        title=track.title,
        artist=", ".join(track.artists),
        album=track.album,
        milliseconds=track.milliseconds,
        isrc=track.isrc or None,
        explicit=track.explicit,
    )
