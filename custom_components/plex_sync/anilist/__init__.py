"""The door to AniList: lists, media, search, saves and deletes over GraphQL."""

from .client import ENDPOINT, AniListClient
from .limiter import Lane, Limiter, OnWait
from .model import (
    ENTRY_FIELDS,
    STATUSES,
    AnimeList,
    Delete,
    Entry,
    EntryValue,
    ListItem,
    Media,
    MediaAnswer,
    MediaStatus,
    Save,
    SaveAnswer,
    SaveResult,
    ScoreFormat,
    SearchQuery,
    Viewer,
)

__all__ = [
    "ENDPOINT",
    "ENTRY_FIELDS",
    "STATUSES",
    "AniListClient",
    "AnimeList",
    "Delete",
    "Entry",
    "EntryValue",
    "Lane",
    "Limiter",
    "ListItem",
    "Media",
    "MediaAnswer",
    "MediaStatus",
    "OnWait",
    "Save",
    "SaveAnswer",
    "SaveResult",
    "ScoreFormat",
    "SearchQuery",
    "Viewer",
]
