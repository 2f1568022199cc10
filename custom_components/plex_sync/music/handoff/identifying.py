"""Which release group of MusicBrainz a wanted album is; nothing is asked twice."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from ...musicbrainz import MusicBrainzClient, ReleaseGroup
from ...sync.errors import Refused, ServiceError
from ...sync.model import JsonValue
from ...sync.protocols import Cache
from ..matching.artists import read_artists
from ..matching.normalise import normalise
from ..matching.witnesses import read_album
from .choosing import bearing, fitting, groups_of
from .model import Want

NAMESPACE: Final = "musicbrainz"
FOUND_FOR: Final = timedelta(days=730)
"""So long it is believed what was found."""
NOT_FOUND_FOR: Final = timedelta(days=30)
"""So long it is believed that there is nothing."""
SPOTIFY_ALBUM: Final = "spotify:album:"
SPOTIFY_PAGE: Final = "https://open.spotify.com/album/"

type UpcOf = Callable[[str], Awaitable[str | None]]
"""Brings the barcode of an album of the source by its address; `None`: there is none."""


class Way(StrEnum):
    """What a release group was found by."""

    UPC = "upc"
    ISRC = "isrc"
    LINK = "link"
    TEXT = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """The release group that an album is."""

    release_group: str
    title: str
    way: Way


class Undecided(Exception):
    """Nothing was found, but not all could be asked for."""

    def __init__(self, error: ServiceError) -> None:
        """Keep who did not answer."""
        super().__init__(str(error))
        self.error = error


@dataclass(frozen=True, slots=True)
class _Step:
    """A question, by the key that its answer is kept under."""

    way: Way
    key: str
    ask: Callable[[], Awaitable[ReleaseGroup | None]]


class Identifier:
    """Finds out what albums are, and keeps it with its age: also what is not found.

    Args:
        client: the door to MusicBrainz.
        cache: where answers are kept.
        upc_of: brings barcodes of albums of the source.
        clock: what time it is (UTC).
    """

    def __init__(
        self,
        client: MusicBrainzClient,
        cache: Cache,
        upc_of: UpcOf,
        clock: Callable[[], datetime],
    ) -> None:
        """Nothing is asked yet."""
        self._client = client
        self._cache = cache
        self._upc_of = upc_of
        self._clock = clock

    async def identify(
        self, want: Want, *, since: datetime | None = None
    ) -> Identity | None:
        """Find the album of a want, by the surest way first; `None`: there is none.

        Args:
            want: an album, or a track on it.
            since: believe that there is nothing only if that was found out since then.

        Raises:
            Undecided: the source did not answer, and no other way has led anywhere.
            ServiceError: MusicBrainz does not answer; what was answered is kept.
        """
        album = f"album/{_name_of(want)}"
        if known := _identity(await self._kept(album)):
            return known
        unanswered: ServiceError | None = None
        steps = []
        if want.album_uri:
            try:
                steps = await self._by_barcode(want, since)
            except ServiceError as error:
                unanswered = error
        for step in [*steps, *self._steps(want)]:
            kept = await self._kept(step.key, since)
            if (found := _identity(kept)) is None and kept is None:
                try:
                    found = _found(await step.ask(), step.way)
                except Refused:
                    found = None  # nothing can be asked with what the source says
                await self._keep(step.key, _row(found))
            if found is not None:
                await self._keep(album, _row(found))
                return found
        if unanswered is not None:
            raise Undecided(unanswered)
        return None

    async def _by_barcode(self, want: Want, since: datetime | None) -> list[_Step]:
        """The question by barcode, if the source knows of one.

        Raises:
            ServiceError: the source does not answer.
        """
        key = f"barcode/{want.album_uri}"
        barcode = await self._kept(key, since)
        if barcode is None:
            try:
                barcode = await self._upc_of(want.album_uri) or ""
            except Refused:
                barcode = ""
            await self._keep(key, barcode)
        if not isinstance(barcode, str) or not barcode.strip("0"):
            return []

        async def ask() -> ReleaseGroup | None:
            found = await self._client.releases_by_barcode(_spellings(barcode))
            return bearing(want, found)

        return [_Step(Way.UPC, f"upc/{barcode}", ask)]

    def _steps(self, want: Want) -> list[_Step]:
        """The questions that are left, the surest first."""
        steps = []
        if want.isrc:

            async def by_isrc() -> ReleaseGroup | None:
                found = await self._client.releases_by_isrc(want.isrc)
                return fitting(want, groups_of(found))

            key = f"isrc/{want.isrc}/{read_album(want.album).key}"
            steps.append(_Step(Way.ISRC, key, by_isrc))
        if want.album_uri.startswith(SPOTIFY_ALBUM):
            page = SPOTIFY_PAGE + want.album_uri.removeprefix(SPOTIFY_ALBUM)

            async def by_link() -> ReleaseGroup | None:
                found = await self._client.release_by_link(page)
                return found.group if found else None

            steps.append(_Step(Way.LINK, f"link/{want.album_uri}", by_link))
        if want.album and want.artists:

            async def by_text() -> ReleaseGroup | None:
                title = read_album(want.album).base or want.album
                found = await self._client.search_release_groups(title, want.artists[0])
                return fitting(want, found)

            steps.append(_Step(Way.TEXT, f"text/{_text_of(want)}", by_text))
        return steps

    async def _kept(self, key: str, since: datetime | None = None) -> JsonValue:
        """What is kept and still believed; `None`: nothing."""
        kept = await self._cache.get(NAMESPACE, [key])
        if key not in kept:
            return None
        value, at = kept[key]
        if not value and since is not None and at < since:
            return None
        is_young = self._clock() - at < (FOUND_FOR if value else NOT_FOUND_FOR)
        return value if is_young else None

    async def _keep(self, key: str, value: JsonValue) -> None:
        await self._cache.put(NAMESPACE, {key: value})


def _name_of(want: Want) -> str:
    """What an album is known by: its address, else who made it and what it is called."""
    if want.album_uri:
        return want.album_uri
    return _text_of(want) if want.album else f"{want.isrc}/{want.uid}"


def _text_of(want: Want) -> str:
    artists = sorted(read_artists(want.artists).keys)
    return f"{' '.join(artists)}/{normalise(want.album)}"


def _spellings(barcode: str) -> list[str]:
    """A barcode with as many zeros in front as people have typed them."""
    bare = barcode.lstrip("0")
    return list(dict.fromkeys([barcode, *(bare.zfill(n) for n in (12, 13, 14)), bare]))


def _found(group: ReleaseGroup | None, way: Way) -> Identity | None:
    if group is None:
        return None
    return Identity(release_group=group.id, title=group.title, way=way)


def _row(found: Identity | None) -> JsonValue:
    """As it is kept; nothing found is an empty row."""
    if found is None:
        return {}
    return {"id": found.release_group, "title": found.title, "way": found.way}


def _identity(value: JsonValue) -> Identity | None:
    if not isinstance(value, Mapping) or not value.get("id"):
        return None
    way = value.get("way")
    return Identity(
        release_group=str(value["id"]),
        title=str(value.get("title") or ""),
        way=Way(str(way)) if way in Way else Way.TEXT,
    )
