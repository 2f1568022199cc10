"""The resolvers of the fake AniList: what each root field answers."""

from collections.abc import Callable
from difflib import SequenceMatcher
from typing import Any

from .records import Entry, Refusal, Row, User, shown_score
from .store import Store, date_row

_GROUPS = {
    "CURRENT": "Watching",
    "PLANNING": "Planning",
    "COMPLETED": "Completed",
    "DROPPED": "Dropped",
    "PAUSED": "Paused",
    "REPEATING": "Rewatching",
}


class Answers:
    """Answers for one request of one user."""

    def __init__(self, store: Store, viewer: User | None) -> None:
        """Answer what this user may see."""
        self._store = store
        self._viewer = viewer
        self.root: dict[str, Callable[..., Any]] = {
            "Viewer": lambda: self._user(self._signed_in()),
            "Media": self._media_by_id,
            "Page": self._page,
            "MediaListCollection": self._collection,
            "SaveMediaListEntry": self._save,
            "DeleteMediaListEntry": self._delete,
            "UpdateUser": self._update_user,
        }

    def _signed_in(self) -> User:
        if self._viewer is None:
            raise Refusal("Unauthorized.", 401)
        return self._viewer

    def _save(self, **arguments: Any) -> Row:
        user = self._signed_in()
        return self._entry(user, self._store.save(user, arguments))

    def _delete(self, id: int | None = None) -> Row:
        self._store.delete(self._signed_in(), id)
        return {"deleted": True}

    def _update_user(self, disabledListActivity: list[Row] | None = None) -> Row:
        user = self._signed_in()
        for option in disabledListActivity or ():
            if option["disabled"]:
                user.disabled_list_activity.add(option["type"])
            else:
                user.disabled_list_activity.discard(option["type"])
        return self._user(user)

    def _media_by_id(self, **arguments: Any) -> Row:
        if "id" in arguments:
            found = self._store.media.get(arguments["id"])
        else:
            found = next(iter(self._search(arguments)), None)
        if found is None:
            raise Refusal("Not Found.", 404)
        return self._media(found)

    def _page(self, page: int = 1, perPage: int = 50) -> Row:
        size = max(1, min(50, perPage))
        info: Row = {"perPage": size, "currentPage": page, "total": 5000}

        def media(**arguments: Any) -> list[Row]:
            found = self._search(arguments)
            start = (page - 1) * size
            info["hasNextPage"] = len(found) > start + size
            return [self._media(row) for row in found[start : start + size]]

        return {"pageInfo": info, "media": media}

    def _search(self, arguments: Row) -> list[Row]:
        """Media that match a field's arguments."""
        found = list(self._store.media.values())
        if (wanted := arguments.get("id_in")) is not None:
            found = [self._store.media[i] for i in wanted if i in self._store.media]
        if (single := arguments.get("id")) is not None:
            found = [row for row in found if row["id"] == single]
        for argument, key in (("type", "type"), ("format", "format")):
            if (value := arguments.get(argument)) is not None:
                found = [row for row in found if row[key] == value]
        if (formats := arguments.get("format_in")) is not None:
            found = [row for row in found if row["format"] in formats]
        if (title := arguments.get("search")) is not None:
            rated = [(_likeness(row, title), row) for row in found]
            rated = [pair for pair in rated if pair[0] >= 0.6]
            found = [row for _, row in sorted(rated, key=lambda pair: -pair[0])]
        return found

    def _collection(
        self,
        userId: int | None = None,
        userName: str | None = None,
        type: str | None = None,
        chunk: int = 1,
        **_: Any,
    ) -> Row:
        if type is None or (userId is None and userName is None):
            raise Refusal("User ID and Media Type arguments required.", 400)
        owner = next(
            (user for user in self._store.users if userId == user.id),
            next((user for user in self._store.users if userName == user.name), None),
        )
        if owner is None:
            raise Refusal("User not found", 404)
        entries = [
            entry
            for entry in owner.entries.values()
            if owner is self._viewer or not entry.private
        ]
        size = self._store.ways.chunk_size or max(1, len(entries))
        part = entries[(chunk - 1) * size : chunk * size]
        return {
            "hasNextChunk": len(entries) > chunk * size,
            "user": self._user(owner),
            "lists": [group for group in self._groups(owner, part) if group["entries"]],
        }

    def _groups(self, owner: User, entries: list[Entry]) -> list[Row]:
        shown = {entry.media_id: self._entry(owner, entry) for entry in entries}
        by_status = [
            {
                "name": name,
                "status": status,
                "isCustomList": False,
                "isSplitCompletedList": False,
                "entries": [
                    shown[entry.media_id]
                    for entry in entries
                    if entry.status == status and not entry.hidden
                ],
            }
            for status, name in _GROUPS.items()
        ]
        by_name = [
            {
                "name": name,
                "status": None,
                "isCustomList": True,
                "isSplitCompletedList": False,
                "entries": [
                    shown[entry.media_id]
                    for entry in entries
                    if name in entry.custom_lists
                ],
            }
            for name in owner.custom_lists
        ]
        return by_status + by_name

    def _user(self, user: User) -> Row:
        return {
            "id": user.id,
            "name": user.name,
            "siteUrl": f"https://anilist.co/user/{user.name}",
            "options": {
                "titleLanguage": user.title_language,
                "displayAdultContent": False,
                "timezone": user.timezone,
                "disabledListActivity": [
                    {"type": status, "disabled": status in user.disabled_list_activity}
                    for status in _GROUPS
                ],
            },
            "mediaListOptions": {
                "scoreFormat": user.score_format,
                "rowOrder": "score",
                "animeList": {
                    "customLists": list(user.custom_lists),
                    "advancedScoring": list(user.advanced_scoring),
                    "advancedScoringEnabled": bool(user.advanced_scoring),
                },
            },
        }

    def _entry(self, owner: User, entry: Entry) -> Row:
        def score(format: str | None = None) -> float:
            return shown_score(entry.score, format or owner.score_format)

        def custom_lists(asArray: bool = False) -> Any:
            on = {name: name in entry.custom_lists for name in owner.custom_lists}
            if asArray:
                return [{"name": name, "enabled": value} for name, value in on.items()]
            return self._map(on)

        return {
            "id": entry.id,
            "userId": entry.user_id,
            "mediaId": entry.media_id,
            "status": entry.status,
            "score": score,
            "progress": entry.progress,
            "repeat": entry.repeat,
            "priority": entry.priority,
            "private": entry.private,
            "notes": entry.notes,
            "hiddenFromStatusLists": entry.hidden,
            "customLists": custom_lists,
            "advancedScores": self._map(entry.advanced_scores),
            "startedAt": date_row(entry.started),
            "completedAt": date_row(entry.completed),
            "updatedAt": entry.updated_at,
            "createdAt": entry.created_at,
            "media": lambda: self._media(self._store.media[entry.media_id]),
        }

    def _map(self, values: Row | dict[str, float]) -> Any:
        if not values and self._store.ways.empty_maps_are_lists:
            return []
        return dict(values)

    def _media(self, row: Row) -> Row:
        def entry_of_viewer() -> Row | None:
            if self._viewer is None:
                return None
            entry = self._viewer.entries.get(row["id"])
            return self._entry(self._viewer, entry) if entry else None

        language = self._viewer.title_language if self._viewer else "ROMAJI"
        titles = row["title"]
        preferred = titles.get(language.removesuffix("_STYLISED").lower())
        return {
            **row,
            "title": {**titles, "userPreferred": preferred or titles["romaji"]},
            "mediaListEntry": entry_of_viewer,
        }


def _likeness(row: Row, title: str) -> float:
    """How like one of a media's titles a text is, 0-1."""
    wanted = title.casefold().strip()
    names = [*row["title"].values(), *row["synonyms"]]
    best = 0.0
    for name in (name.casefold() for name in names if name):
        if wanted == name or wanted in name.split(": "):
            return 1.0
        matcher = SequenceMatcher(None, name, wanted)
        if matcher.real_quick_ratio() > best and matcher.quick_ratio() > best:
            best = max(best, matcher.ratio())
    return best
