"""Items as the listings show them, heavy with media, people and genres as real ones are.

What is the same for every user is rendered once and kept with the item.
"""

from dataclasses import dataclass
from datetime import UTC, datetime

from .library import HistoryEntry, Item, Section, User
from .nodes import Json, Node, Value, attributes_xml

SUMMARY = (
    "What begins as an ordinary day takes a turn that nobody in the small town by the "
    "sea would have thought possible, and those who stay have to find out what they "
    "can rely on: an old promise, a letter without a sender, and each other."
)
FOLDERS = {"movie": "/storage/movies", "episode": "/storage/series"}


@dataclass(frozen=True, slots=True)
class ItemRow:
    """An item with the watching of the user who asks."""

    item: Item
    user: User
    with_guids: bool

    @property
    def json_key(self) -> str:
        """All items are `Metadata`."""
        return "Metadata"

    def xml(self) -> str:
        """As an element."""
        item = self.item
        tag = "Video" if item.kind in FOLDERS else "Directory"
        if (head := item.rendered.get("head")) is None:
            head = item.rendered["head"] = f"<{tag}" + attributes_xml(_fixed(item))
            item.rendered["body"] = "".join(node.xml() for node in _children(item))
            item.rendered["guids"] = "".join(node.xml() for node in _guids(item))
        guids = item.rendered["guids"] if self.with_guids else ""
        personal = attributes_xml(_personal(item, self.user))
        return f"{head}{personal}>{item.rendered['body']}{guids}</{tag}>"

    def json(self) -> Json:
        """As an object."""
        item = self.item
        children = _children(item) + (_guids(item) if self.with_guids else [])
        attributes = _fixed(item) | _personal(item, self.user)
        return Node("Metadata", attributes, children).json()


def section_node(section: Section) -> Node:
    """A library in the list of libraries."""
    picture = "movie" if section.type == "movie" else "show"
    return Node(
        "Directory",
        {
            "allowSync": True,
            "art": f"/:/resources/{picture}-fanart.jpg",
            "composite": f"/library/sections/{section.key}/composite/1700000000",
            "filters": True,
            "refreshing": section.refreshing,
            "thumb": f"/:/resources/{picture}.png",
            "key": section.key,
            "type": section.type,
            "title": section.title,
            "agent": section.agent,
            "scanner": section.scanner,
            "language": "en-US",
            "uuid": section.uuid,
            "updatedAt": section.updated_at,
            "createdAt": section.created_at,
            "scannedAt": section.scanned_at,
            "content": True,
            "directory": True,
            "contentChangedAt": section.content_changed_at,
            "hidden": 0,
        },
        [Node("Location", {"id": 1, "path": f"/storage/{section.type}"})],
    )


def history_node(entry: HistoryEntry, *, gone: bool) -> Node:
    """A line of the history; what has left the library has no keys any more."""
    item = entry.item
    attributes: dict[str, Value] = {
        "historyKey": f"/status/sessions/history/{entry.number}",
        "key": None if gone else f"/library/metadata/{item.rating_key}",
        "ratingKey": None if gone else str(item.rating_key),
        "librarySectionID": item.section.key,
        "title": item.title,
        "type": item.kind,
        "thumb": _thumb(item),
        "viewedAt": entry.viewed_at,
        "accountID": entry.account_id,
        "deviceID": 7,
    }
    season = item.parent
    if season and season.parent:
        show = season.parent
        attributes |= {
            "parentKey": None if gone else f"/library/metadata/{season.rating_key}",
            "grandparentKey": None if gone else f"/library/metadata/{show.rating_key}",
            "grandparentTitle": show.title,
            "index": item.index,
            "parentIndex": season.index,
        }
    return Node("Video", attributes)


def _fixed(item: Item) -> dict[str, Value]:
    """Attributes that are the same for everybody."""
    key = f"/library/metadata/{item.rating_key}"
    attributes: dict[str, Value] = {
        "ratingKey": str(item.rating_key),
        "key": key if item.kind in FOLDERS else f"{key}/children",
        "guid": item.guid,
        "type": item.kind,
        "title": item.title,
        "originalTitle": item.original_title,
        "summary": SUMMARY,
        "index": item.index,
        "year": item.year,
        "thumb": _thumb(item),
        "art": f"{key}/art/{item.updated_at}",
        "addedAt": item.added_at,
        "updatedAt": item.updated_at,
    }
    if item.kind != "season":
        day = datetime.fromtimestamp(item.added_at, UTC).date()
        attributes |= {
            "studio": "Studio Entertainment",
            "contentRating": "TV-14",
            "rating": 8.3,
            "audienceRating": 8.1,
            "audienceRatingImage": "themoviedb://image.rating",
            "duration": item.duration,
            "originallyAvailableAt": day.isoformat(),
        }
    if item.kind == "movie":
        attributes |= {"tagline": "Witty saying.", "chapterSource": "agent"}
    if item.kind == "show":
        attributes |= {"childCount": len(item.children)}
        attributes |= {"showOrdering": item.show_ordering}
    if item.kind in {"show", "season"}:
        attributes["leafCount"] = sum(1 for _ in item.leaves())
    return attributes | _ancestors(item)


def _ancestors(item: Item) -> dict[str, Value]:
    """Attributes that name the season and the show."""
    attributes: dict[str, Value] = {}
    prefix, above = "parent", item.parent
    while above:
        key = f"/library/metadata/{above.rating_key}"
        attributes |= {
            f"{prefix}RatingKey": str(above.rating_key),
            f"{prefix}Guid": above.guid,
            f"{prefix}Key": key,
            f"{prefix}Title": above.title,
            f"{prefix}Thumb": _thumb(above),
        }
        if prefix == "parent":
            attributes["parentIndex"] = above.index
        prefix, above = f"grand{prefix}", above.parent
    return attributes


def _personal(item: Item, user: User) -> dict[str, Value]:
    """Attributes that are the user's own."""
    state = user.state(item)
    attributes: dict[str, Value] = {
        "userRating": state.user_rating,
        "lastRatedAt": state.last_rated_at,
    }
    if item.kind in FOLDERS:
        return attributes | {
            "viewCount": state.view_count or None,
            "lastViewedAt": state.last_viewed_at,
            "viewOffset": state.view_offset or None,
        }
    states = [user.state(leaf) for leaf in item.leaves()]
    times = [each.last_viewed_at for each in states if each.last_viewed_at]
    return attributes | {
        "viewedLeafCount": sum(each.watched for each in states),
        "viewCount": sum(each.view_count or 0 for each in states) or None,
        "lastViewedAt": max(times, default=None),
    }


def _children(item: Item) -> list[Node]:
    """Media, people and genres."""
    nodes = []
    if folder := FOLDERS.get(item.kind):
        file = f"{folder}/{item.title}/{item.title} - {item.rating_key}.mkv"
        common: dict[str, Value] = {
            "id": item.rating_key,
            "duration": item.duration,
            "container": "mkv",
            "videoProfile": "main",
            "audioProfile": "lc",
        }
        part = common | {
            "key": f"/library/parts/{item.rating_key}/1579513980/file.mkv",
            "file": file,
            "size": 413_400_382,
        }
        media = common | {
            "bitrate": 5178,
            "width": 1920,
            "height": 1080,
            "aspectRatio": 1.78,
            "audioChannels": 2,
            "audioCodec": "aac",
            "videoCodec": "h264",
            "videoResolution": "1080",
            "videoFrameRate": "24p",
        }
        nodes += [Node("Media", media, [Node("Part", part)])]
    if item.kind != "season":
        nodes += [Node("Genre", {"tag": genre}) for genre in item.genres]
        nodes += [Node("Director", {"tag": "Famous Director"})]
        nodes += [Node("Writer", {"tag": "A Writer"})]
        nodes += [Node("Role", {"tag": f"Actor {number}"}) for number in (1, 2, 3)]
    return nodes


def _guids(item: Item) -> list[Node]:
    """Ids at other services."""
    return [Node("Guid", {"id": each}) for each in item.external_ids]


def _thumb(item: Item) -> str:
    """The path of a picture."""
    return f"/library/metadata/{item.rating_key}/thumb/{item.updated_at}"
