"""What of all that is missing is handed on. Pure."""

from collections.abc import Collection, Iterable, Iterator, Mapping

from ..items import ItemKind, SavedItem
from ..missing import MissingThing, MissingTrack
from .model import Want, WantKind


def wants_of(
    things: Iterable[MissingThing],
    items: Mapping[str, SavedItem],
    kinds: Collection[WantKind],
) -> list[Want]:
    """Return what a program is asked for, each once.

    An album that is missing is one want for a program that gets albums, and one for each
    of its tracks for one that does not.

    Args:
        things: what is missing.
        items: the saved items, by key; without its word nothing of an item is handed on.
        kinds: what the program can be asked for.
    """
    found: dict[str, Want] = {}
    for thing in things:
        for want in _wants(thing, items, kinds):
            found.setdefault(want.uid, want)
    return list(found.values())


def _wants(
    thing: MissingThing, items: Mapping[str, SavedItem], kinds: Collection[WantKind]
) -> Iterator[Want]:
    tracks = [
        track
        for track in thing.tracks
        if (item := items.get(track.item)) is not None and item.hand_off
    ]
    if not tracks:
        return
    if thing.kind is ItemKind.ALBUM and WantKind.ALBUM in kinds:
        yield Want(
            uid=thing.uid,
            kind=WantKind.ALBUM,
            title=thing.title,
            artists=tracks[0].artists,
            album=tracks[0].album or thing.title,
            album_uri=thing.uid,
            isrc=tracks[0].isrc,
        )
    elif WantKind.TRACK in kinds:
        yield from (_track(track) for track in tracks)


def _track(track: MissingTrack) -> Want:
    return Want(
        uid=track.uri,
        kind=WantKind.TRACK,
        title=track.title,
        artists=track.artists,
        album=track.album,
        album_uri=track.album_uri,
        isrc=track.isrc,
        milliseconds=track.milliseconds,
    )
