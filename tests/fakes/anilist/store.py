"""The data of the fake AniList, and what saving does to it."""

from collections.abc import Callable, Mapping
import copy
from datetime import UTC, datetime
from itertools import count
import time
from typing import Any

from .records import (
    NO_DATE,
    Activity,
    Date,
    Entry,
    Refusal,
    Row,
    User,
    Ways,
    date_of,
    date_text,
    raw_score,
)

_RANGES = {
    "progress": (0, None),
    "repeat": (0, 1000),
    "priority": (0, 255),
    "scoreRaw": (0, 100),
}
_PLAIN = {
    "status": "status",
    "progress": "progress",
    "repeat": "repeat",
    "priority": "priority",
    "private": "private",
    "hiddenFromStatusLists": "hidden",
}


class Store:
    """Media, users with their entries, the feed."""

    def __init__(self, ways: Ways, clock: Callable[[], float] = time.time) -> None:
        """Begin empty."""
        self.ways = ways
        self.clock = clock
        self.media: dict[int, Row] = {}
        self.users: list[User] = []
        self.activities: list[Activity] = []
        self._media_ids = count(900_001)
        self._user_ids = count(5_001)
        self._entry_ids = count(70_000_001)
        self._last_update = 0

    def add_media(self, media: Mapping[str, Any]) -> Row:
        """Add a media; what is not given has a plain value."""
        row: Row = {
            "type": "ANIME",
            "format": "TV",
            "status": "FINISHED",
            "episodes": 12,
            "synonyms": [],
            "isAdult": False,
            "nextAiringEpisode": None,
            **media,
        }
        row.setdefault("id", next(self._media_ids))
        title = row.get("title", f"Media {row['id']}")
        row["title"] = {
            "romaji": None,
            "english": None,
            "native": None,
            **(title if isinstance(title, dict) else {"romaji": title}),
        }
        for key in ("startDate", "endDate"):
            if not isinstance(row.get(key), dict):
                row[key] = date_row(date_of(row.get(key)))
        row.setdefault("seasonYear", row["startDate"]["year"])
        row.setdefault("siteUrl", f"https://anilist.co/anime/{row['id']}")
        picture = (
            f"https://s4.anilist.co/file/anilistcdn/media/anime/cover/{row['id']}.jpg"
        )
        row.setdefault("coverImage", {"large": picture, "medium": picture})
        self.media[row["id"]] = row
        return row

    def add_user(self, name: str, token: str, **options: Any) -> User:
        """Add an account."""
        user = User(id=next(self._user_ids), name=name, token=token, **options)
        self.users.append(user)
        return user

    def user_of(self, token: str) -> User | None:
        """Whose token it is."""
        return next((user for user in self.users if user.token == token), None)

    def user_named(self, name: str) -> User:
        """An account by its name."""
        return next(user for user in self.users if user.name == name)

    def set_entry(self, user: User, media_id: int, fields: Mapping[str, Any]) -> Entry:
        """Set fields as a person does on the site; named as records name them."""
        entry = user.entries.get(media_id) or self._new_entry(user, media_id)
        for name, value in fields.items():
            match name:
                case "started_at":
                    entry.started = date_of(value)
                case "completed_at":
                    entry.completed = date_of(value)
                case "custom_lists":
                    entry.custom_lists = set(value)
                    known = user.custom_lists
                    known += [one for one in value if one not in known]
                case "hidden_from_status_lists":
                    entry.hidden = value
                case "score":
                    entry.score = value or 0
                case _ if hasattr(entry, name):
                    setattr(entry, name, value)
                case _:
                    raise ValueError(f"No such field: {name}")
        entry.updated_at = self._tick()
        return entry

    def save(self, user: User, arguments: Mapping[str, Any]) -> Entry:
        """`SaveMediaListEntry`."""
        self._validate(user, arguments)
        entry = self._entry_to_save(user, arguments)
        before = (entry.status, entry.progress) if entry.updated_at else (None, 0)
        media = self.media[entry.media_id]
        for argument, attribute in _PLAIN.items():
            if arguments.get(argument) is not None:
                setattr(entry, attribute, arguments[argument])
        self._set_score(user, entry, arguments)
        self._set_notes(entry, arguments)
        entry.started = self._date(entry.started, arguments, "startedAt")
        entry.completed = self._date(entry.completed, arguments, "completedAt")
        self._set_lists(user, entry, arguments)
        episodes = media.get("episodes")
        if self.ways.fills_on_completed and arguments.get("status") == "COMPLETED":
            if episodes and before[0] != "COMPLETED":
                entry.progress = episodes
            if entry.completed == NO_DATE and before[0] != "COMPLETED":
                today = datetime.fromtimestamp(self.clock(), UTC)
                entry.completed = (today.year, today.month, today.day)
        if self.ways.clamps_progress and episodes:
            entry.progress = min(entry.progress, episodes)
        entry.updated_at = self._tick()
        if (entry.status, entry.progress) != before:
            self._tell(user, entry)
        return entry

    def delete(self, user: User, entry_id: int | None) -> None:
        """`DeleteMediaListEntry`."""
        for media_id, entry in user.entries.items():
            if entry.id == entry_id:
                del user.entries[media_id]
                return
        raise Refusal("Not Found.", 404)

    def snapshot(self) -> tuple[list[dict[int, Entry]], list[Activity]]:
        """All that mutations change."""
        return copy.deepcopy([user.entries for user in self.users]), [*self.activities]

    def roll_back(
        self, snapshot: tuple[list[dict[int, Entry]], list[Activity]]
    ) -> None:
        """Put a snapshot back."""
        for user, entries in zip(self.users, snapshot[0], strict=True):
            user.entries = entries
        self.activities[:] = snapshot[1]

    def _entry_to_save(self, user: User, arguments: Mapping[str, Any]) -> Entry:
        if (entry_id := arguments.get("id")) is not None:
            for entry in user.entries.values():
                if entry.id == entry_id:
                    return entry
            raise Refusal("Not Found.", 404)
        media_id = arguments.get("mediaId")
        if media_id not in self.media:
            raise _invalid("mediaId", "The selected media id is invalid.")
        return user.entries.get(media_id) or self._new_entry(user, media_id)

    def _new_entry(self, user: User, media_id: int) -> Entry:
        entry = Entry(
            id=next(self._entry_ids),
            user_id=user.id,
            media_id=media_id,
            created_at=int(self.clock()),
            advanced_scores=dict.fromkeys(user.advanced_scoring, 0.0),
        )
        user.entries[media_id] = entry
        return entry

    def _validate(self, user: User, arguments: Mapping[str, Any]) -> None:
        for argument, (least, most) in _RANGES.items():
            value = arguments.get(argument)
            if value is None:
                continue
            if value < least:
                raise _invalid(argument, f"The {argument} must be at least {least}.")
            if most is not None and value > most:
                raise _invalid(
                    argument, f"The {argument} may not be greater than {most}."
                )
        if len(arguments.get("notes") or "") > 6000:
            raise _invalid(
                "notes", "The notes may not be greater than 6000 characters."
            )
        if self.ways.refuses_null:
            for argument, value in arguments.items():
                if value is None:
                    raise _invalid(argument, f"The {argument} may not be null.")

    def _set_score(
        self, user: User, entry: Entry, arguments: Mapping[str, Any]
    ) -> None:
        raw = arguments.get("scoreRaw")
        if raw is None and (shown := arguments.get("score")) is not None:
            raw = raw_score(shown, user.score_format)
        if raw is None or (raw == 0 and self.ways.clears_score_with == "none"):
            return
        entry.score = raw

    def _set_notes(self, entry: Entry, arguments: Mapping[str, Any]) -> None:
        if "notes" not in arguments:
            return
        notes = arguments["notes"]
        form = "null" if notes is None else "empty" if notes == "" else None
        if form is None:
            entry.notes = notes
        elif self.ways.clears_notes_with in (form, "both"):
            entry.notes = None

    def _date(self, held: Date, arguments: Mapping[str, Any], argument: str) -> Date:
        if argument not in arguments:
            return held
        given = arguments[argument]
        date = NO_DATE if given is None else _date_from(given)
        if date != NO_DATE:
            return date
        form = "null" if given is None else "nulls"
        return NO_DATE if self.ways.clears_date_with in (form, "both") else held

    def _set_lists(
        self, user: User, entry: Entry, arguments: Mapping[str, Any]
    ) -> None:
        names = arguments.get("customLists")
        if names is not None and (names or self.ways.clears_custom_lists):
            entry.custom_lists = set(names) & set(user.custom_lists)
        scores = arguments.get("advancedScores")
        if scores is not None:
            given = zip(user.advanced_scoring, scores, strict=False)
            entry.advanced_scores = {**entry.advanced_scores, **dict(given)}

    def _tick(self) -> int:
        """A unix time that is never the same twice."""
        self._last_update = max(self._last_update + 1, int(self.clock()))
        return self._last_update

    def _tell(self, user: User, entry: Entry) -> None:
        """Put a line into the feed."""
        if entry.status in user.disabled_list_activity or entry.private:
            return
        self.activities.append(
            Activity(
                user_id=user.id,
                media_id=entry.media_id,
                status=entry.status,
                progress=entry.progress,
                created_at=entry.updated_at,
            )
        )


def plain(entry: Entry) -> Row:
    """An entry as a plain dict, for comparisons; unset values are `None`."""
    return {
        "status": entry.status,
        "progress": entry.progress,
        "repeat": entry.repeat,
        "score": entry.score or None,
        "notes": entry.notes or None,
        "started_at": date_text(entry.started),
        "completed_at": date_text(entry.completed),
        "private": entry.private,
        "hidden_from_status_lists": entry.hidden,
        "custom_lists": sorted(entry.custom_lists),
        "advanced_scores": {k: v for k, v in entry.advanced_scores.items() if v},
        "priority": entry.priority,
    }


def date_row(date: Date) -> Row:
    """A `FuzzyDate`."""
    return dict(zip(("year", "month", "day"), date, strict=True))


def _date_from(given: Mapping[str, int | None]) -> Date:
    return (given.get("year"), given.get("month"), given.get("day"))


def _invalid(argument: str, sentence: str) -> Refusal:
    return Refusal("validation", 400, {argument: [sentence]})
