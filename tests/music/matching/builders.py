"""Tracks in a line each, and a matcher over them."""

from collections.abc import Sequence

from custom_components.plex_sync.music.matching import Index, Matcher
from custom_components.plex_sync.music.model import (
    Decision,
    LibraryTrack,
    Match,
    Preference,
    SourceTrack,
)


def owned(
    artist: str,
    title: str,
    seconds: float | None = None,
    *,
    album: str = "",
    key: str = "",
    track_artist: str = "",
    isrc: str | None = None,
    lossless: bool | None = None,
    bitrate: int | None = None,
    compilation: bool = False,
    explicit: bool | None = None,
    section: str = "",
) -> LibraryTrack:
    """A track of the library; its key is the title unless told."""
    return LibraryTrack(
        key=key or title,
        rating_key="1",
        title=title,
        artist=artist,
        track_artist=track_artist,
        album=album,
        milliseconds=None if seconds is None else round(seconds * 1000),
        isrc=isrc,
        lossless=lossless,
        bitrate=bitrate,
        compilation=compilation,
        explicit=explicit,
        section=section,
    )


def wanted(
    artist: str | Sequence[str],
    title: str,
    seconds: float | None = None,
    *,
    album: str = "",
    isrc: str | None = None,
    explicit: bool | None = None,
) -> SourceTrack:
    """A track of a playlist."""
    return SourceTrack(
        uri="spotify:track:1",
        title=title,
        artists=(artist,) if isinstance(artist, str) else tuple(artist),
        album=album,
        milliseconds=None if seconds is None else round(seconds * 1000),
        isrc=isrc,
        explicit=explicit,
    )


def find(
    source: SourceTrack,
    *library: LibraryTrack,
    decisions: Decision | Sequence[Decision] | None = None,
    preference: Preference | None = None,
) -> Match:
    """What becomes of a track in a library."""
    return Matcher(Index.build(library), preference).match(source, decisions)
