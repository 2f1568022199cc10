"""How saved items and their tracks are named, linked and shown."""

from collections.abc import Sequence

from ..sync.model import Link, Picture, Subject, SubjectKey
from .items import SavedItem
from .model import SourceTrack
from .sources.protocol import ItemHead


def title_of(item: SavedItem, head: ItemHead | None) -> str:
    """The title of an item: the user's, or what its source calls it now."""
    source = head.title if head is not None else ""
    return (source if item.follows_title else "") or item.title or source


def item_subject(item: SavedItem, head: ItemHead | None) -> Subject:
    """A saved item as the timeline names it."""
    return Subject(
        key=item.key,
        title=title_of(item, head) or item.key,
        section=item.category,
        kind=item.kind,
        picture=picture_of(head.picture) if head is not None else None,
        links=links_of(item, head) if head is not None else (),
        reference=item.key,
    )


def track_of(
    item: SavedItem, key: SubjectKey, track: SourceTrack, head: ItemHead
) -> Subject:
    """One track of a saved item as the timeline names it."""
    return Subject(
        key=key,
        title=track.title,
        subtitle=", ".join(track.artists),
        section=title_of(item, head),
        kind="track",
        picture=picture_of(track.picture or head.picture),
        links=[Link(label="Spotify", url=url)] if (url := page_of(track.uri)) else (),
        reference=track.uri,
    )


def page_of(uri: str) -> str:
    """Where people find a track at its service."""
    service, _, rest = uri.partition(":")
    kind, _, name = rest.partition(":")
    if service != "spotify" or not name or kind == "local":
        return ""
    return f"https://open.spotify.com/{kind}/{name}"


def picture_of(address: str) -> Picture | None:
    """A picture of the web, if there is one."""
    return Picture(service="web", path=address) if address else None


def links_of(item: SavedItem, head: ItemHead) -> Sequence[Link]:
    """Where people find an item at its source."""
    return [Link(label="Spotify", url=head.link)] if head.link else ()
