"""What a small MusicBrainz holds, and how it writes that down."""

from dataclasses import dataclass, field
from typing import Any
from uuid import NAMESPACE_URL, uuid5

type Row = dict[str, Any]

TYPES = {
    "Album": "f529b476-6e62-324f-b0aa-1f3e33d313fc",
    "EP": "6d0c5bf6-7a33-3420-a519-44fc63eedebf",
    "Single": "d6038452-8ee0-3f68-affc-2de9a1ede0b9",
}


def mbid(*of: object) -> str:
    """An id as MusicBrainz gives them; the same of the same."""
    return str(uuid5(NAMESPACE_URL, "/".join(map(str, of))))


@dataclass(slots=True, kw_only=True, eq=False)
class Release:
    """One edition of an album."""

    id: str
    title: str
    group: Group
    barcode: str | None = None
    isrcs: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    """Addresses of pages that are related to it."""


@dataclass(slots=True, kw_only=True, eq=False)
class Group:
    """An album in all its editions."""

    id: str
    title: str
    artist: str
    primary: str | None = "Album"
    secondary: tuple[str, ...] = ()
    releases: list[Release] = field(default_factory=list)


def credits_of(artist: str) -> list[Row]:
    """Who is credited."""
    return [
        {
            "name": artist,
            "joinphrase": "",
            "artist": {
                "id": mbid("artist", artist),
                "name": artist,
                "sort-name": artist,
                "disambiguation": "",
            },
        }
    ]


def group_row(group: Group, *, is_found: bool = False) -> Row:
    """A release group; as a search shows it, if it is a search."""
    row: Row = {
        "id": group.id,
        "title": group.title,
        "primary-type": group.primary,
        "primary-type-id": TYPES.get(group.primary or ""),
        "artist-credit": credits_of(group.artist),
    }
    if not is_found:
        return row | {
            "disambiguation": "",
            "first-release-date": "1999-09-09",
            "secondary-types": list(group.secondary),
            "secondary-type-ids": [mbid("type", each) for each in group.secondary],
        }
    row |= {"score": 100, "count": len(group.releases), "releases": []}
    # A search leaves out what nobody has said.
    if group.secondary:
        row["secondary-types"] = list(group.secondary)
    return {key: value for key, value in row.items() if value is not None}


def found_release_row(release: Release) -> Row:
    """A release in the answer of a search."""
    group = {
        key: value
        for key, value in group_row(release.group, is_found=True).items()
        if key in {"id", "title", "primary-type", "primary-type-id", "secondary-types"}
    }
    row: Row = {
        "id": release.id,
        "title": release.title,
        "status": "Official",
        "artist-credit": credits_of(release.group.artist),
        "release-group": group,
        "date": "1999-09-09",
        "country": "XW",
        "track-count": 10,
        "media": [],
    }
    return row


def release_row(release: Release, inc: set[str]) -> Row:
    """A release that is looked up, with what is to be included."""
    row: Row = {
        "id": release.id,
        "title": release.title,
        "barcode": release.barcode,
        "asin": None,
        "country": "XW",
        "date": "1999-09-09",
        "disambiguation": "",
        "status": "Official",
    }
    if "artist-credits" in inc:
        row["artist-credit"] = credits_of(release.group.artist)
    if "release-groups" in inc:
        row["release-group"] = group_row(release.group)
        if "artist-credits" not in inc:
            del row["release-group"]["artist-credit"]
    return row


def url_row(resource: str, releases: list[Release]) -> Row:
    """An address with the releases that it is related to."""
    return {
        "id": mbid("url", resource),
        "resource": resource,
        "relations": [
            {
                "type": "free streaming",
                "type-id": "08445ccf-7b99-4438-9f9a-fb9ac18099ee",
                "target-type": "release",
                "direction": "backward",
                "attributes": [],
                "attribute-values": {},
                "begin": None,
                "end": None,
                "ended": False,
                "source-credit": "",
                "target-credit": "",
                "release": {
                    "id": release.id,
                    "title": release.title,
                    "barcode": release.barcode,
                    "disambiguation": "",
                },
            }
            for release in releases
        ],
    }
