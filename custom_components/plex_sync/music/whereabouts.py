"""Where on Plex things of a category are, and what leads to them after a rescan."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field as attribute
from typing import Final

from ..plex.music import PlaylistRow
from ..plex.things import PlexThing, ThingKind

NOT_YET: Final = "media_not_yet"
GONE: Final = "media_gone"
EMPTY: Final = "media_empty"
NO_ALBUM: Final = "media_no_album"
OUT_OF_REACH: Final = "media_out_of_reach"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlexItem:
    """What the user has chosen about one thing of Plex."""

    key: str
    """`plex:` and the rating key that it had when it was chosen."""
    kind: ThingKind
    title: str
    category: str
    rating_key: str
    guid: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Whereabouts:
    """What is known of one thing on Plex."""

    kind: ThingKind
    rating_key: str = ""
    """Empty: it is not there."""
    guid: str = ""
    """Finds it again under another rating key."""
    named: str = ""
    """Of a saved album: its rating key as the kept library has it, perhaps an old one."""
    title: str = ""
    """Its title on Plex."""
    thumb: str = ""
    """The path of its picture."""
    reason: str = ""
    """A translation key: why it cannot be played."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trail:
    """What leads to an album, an artist or a track."""

    kind: ThingKind
    guid: str = ""
    likely: Sequence[str] = attribute(default_factory=tuple)
    """Rating keys that it has had, the latest first."""

    def seen(self, there: Mapping[str, PlexThing]) -> PlexThing | None:
        """Find it under one of its numbers; another thing may have one by now."""
        for key in self.likely:
            thing = there.get(key)
            if thing is not None and self.guid in ("", thing.guid):
                return thing
        return None


def chosen_trail(item: PlexItem, known: Whereabouts | None) -> Trail:
    """Return what leads to something that was chosen out of Plex."""
    before = "" if known is None else known.rating_key
    likely = [key for key in (before, item.rating_key) if key]
    return Trail(kind=item.kind, guid=item.guid, likely=likely)


def album_trail(album: str, known: Whereabouts | None) -> Trail:
    """Return what leads to an album, by the number that the kept library has for it.

    That may be older than a rescan: which album it was is remembered.
    """
    if known is None or known.named != album:
        return Trail(kind=ThingKind.ALBUM, likely=[album])
    likely = [key for key in (known.rating_key, album) if key]
    return Trail(kind=ThingKind.ALBUM, guid=known.guid, likely=likely)


def of_playlist(row: PlaylistRow | None) -> Whereabouts:
    """Tell of a playlist; `None`: it is not there any more."""
    if row is None:
        return Whereabouts(kind=ThingKind.PLAYLIST, reason=GONE)
    return Whereabouts(
        kind=ThingKind.PLAYLIST,
        rating_key=row.rating_key,
        guid=row.guid,
        title=row.title,
        thumb=row.thumb,
        reason="" if row.count else EMPTY,
    )


def of_thing(thing: PlexThing | None, kind: ThingKind) -> Whereabouts:
    """Tell of an album, an artist or a track; `None`: it is not there any more."""
    if thing is None:
        return Whereabouts(kind=kind, reason=GONE)
    return Whereabouts(
        kind=kind,
        rating_key=thing.rating_key,
        guid=thing.guid,
        title=thing.title,
        thumb=thing.thumb,
    )
