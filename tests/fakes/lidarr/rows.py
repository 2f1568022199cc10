"""How Lidarr writes down what it holds."""

from typing import Any

from .world import Album, Artist, Download

type Row = dict[str, Any]


def artist_row(artist: Artist) -> Row:
    """An `ArtistResource`."""
    row: Row = {
        "artistName": artist.name,
        "foreignArtistId": artist.foreign_id,
        "artistType": "Group",
        "status": "continuing",
        "ended": False,
        "disambiguation": "",
        "overview": "",
        "links": [],
        "images": [],
        "genres": [],
        "cleanName": artist.name.casefold().replace(" ", ""),
        "sortName": artist.name.casefold(),
        "tags": artist.tags,
        "qualityProfileId": artist.quality_profile_id,
        "metadataProfileId": artist.metadata_profile_id,
        "monitored": artist.monitored,
        "monitorNewItems": artist.monitor_new_items,
        "added": "2026-01-01T00:00:00Z",
        "ratings": {"votes": 0, "value": 0.0},
        "tadbId": 0,
        "discogsId": 0,
    }
    if artist.id:
        row |= {
            "id": artist.id,
            "path": f"{artist.root_folder.rstrip('/')}/{artist.name}",
            "artistMetadataId": artist.id,
        }
    return row


def album_row(album: Album) -> Row:
    """An `AlbumResource`; one that is looked up has no id and no statistics."""
    row: Row = {
        "title": album.title,
        "foreignAlbumId": album.foreign_id,
        "artistId": album.artist.id,
        "monitored": album.monitored,
        "anyReleaseOk": True,
        "profileId": album.artist.quality_profile_id,
        "duration": 200_000 * len(album.tracks),
        "albumType": "Album",
        "secondaryTypes": [],
        "mediumCount": 1,
        "ratings": {"votes": 0, "value": 0.0},
        "releaseDate": "1999-09-09T00:00:00Z",
        "releases": [],
        "genres": [],
        "media": [],
        "artist": artist_row(album.artist),
        "images": [],
        "links": [],
        "overview": "",
        "disambiguation": "",
        "grabbed": False,
    }
    if album.id:
        row |= {
            "id": album.id,
            "statistics": {
                "trackFileCount": album.files,
                "trackCount": album.wanted,
                "totalTrackCount": len(album.tracks),
                "sizeOnDisk": 1_000_000 * album.files,
                "percentOfTracks": album.percent,
            },
        }
    return row


def download_row(download: Download) -> Row:
    """A `QueueResource`."""
    row: Row = {
        "id": download.id,
        "size": download.size,
        "sizeleft": download.left,
        "title": download.album.title if download.album else "Something else",
        "status": download.status,
        "trackedDownloadStatus": "ok" if not download.messages else "warning",
        "trackedDownloadState": download.state,
        "statusMessages": [
            {"title": "A file", "messages": [message]} for message in download.messages
        ],
        "downloadId": f"download{download.id}",
        "protocol": "torrent",
        "downloadClient": "A client",
        "indexer": "An indexer",
        "trackFileCount": 0,
        "trackHasFileCount": 0,
        "downloadForced": False,
        "customFormats": [],
        "customFormatScore": 0,
    }
    if download.album is not None:
        row |= {
            "albumId": download.album.id,
            "artistId": download.album.artist.id,
        }
    if download.error is not None:
        row["errorMessage"] = download.error
    return row


def failure_row(name: str, words: str, value: object, code: str) -> Row:
    """A failed validation, as FluentValidation writes it."""
    return {
        "isWarning": False,
        "propertyName": name,
        "errorMessage": words,
        "attemptedValue": value,
        "severity": "error",
        "errorCode": code,
        "formattedMessageArguments": [],
        "formattedMessagePlaceholderValues": {},
    }
