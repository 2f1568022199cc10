"""Finding the playlists that items could take over."""

from collections import Counter
from collections.abc import Mapping, Sequence

from ..plex.music import PlaylistRow
from ..plex.playlists import PlexPlaylists
from ..sync.model import JsonValue, TargetKey
from .collection import MusicCollection
from .decisions import left_alone
from .model import Band
from .naming import title_of
from .offers import Offer, namesake, offer_of
from .shelf import Shelf
from .snapshot import Looked


async def offers_for(
    looked: Sequence[Looked],
    rows: Sequence[PlaylistRow],
    decisions: Mapping[str, JsonValue],
    *,
    shelf: Shelf,
    playlists: PlexPlaylists,
    collection: MusicCollection,
) -> dict[TargetKey, Offer]:
    """Playlists of an item's title that are there and not ours."""
    taken = await shelf.taken(rows)
    known = await shelf.places()
    offers = {}
    for each in looked:
        item = each.item
        if not item.writes or item.key in known or left_alone(decisions, item.key):
            continue
        row = namesake(title_of(item, each.head), rows, taken)
        if row is None:
            continue
        items = await playlists.items(row.rating_key)
        there = await collection.keys_of([one.track for one in items])
        wanted = Counter(
            match.track
            for match in each.matches
            if match.band is Band.ACCEPT and match.track is not None
        )
        offers[item.key] = offer_of(row, there, wanted)
    return offers
