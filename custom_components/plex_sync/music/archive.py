"""Backups of playlists: with every track's own words, so that people can read them."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Final

from ..sync.backups.model import Account, Backup, BackupEntry, Contents, WrongEntry
from ..sync.model import JsonObject, JsonValue, State, TargetKey
from .collection import MusicCollection
from .model import LibraryTrack, ThingKey
from .target import FIELDS, PlaylistsTarget

SERVICE: Final = "plex"
TRACKS: Final = "tracks"
LONGEST: Final = 100_000
"""Tracks of one playlist."""


async def take_playlists(
    target: PlaylistsTarget,
    collection: MusicCollection,
    name: str,
    clock: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> Contents:
    """Read the playlists of all saved items.

    Raises:
        ServiceError: Plex cannot be read.
    """
    states = await target.read(None)
    there = {key: state for key, state in states.items() if state is not None}
    keys = {track for state in there.values() for track in track_keys(state)}
    tracks = await collection.tracks(keys)
    return Contents(
        account=Account(
            service=SERVICE, id=target.account.removeprefix(f"{SERVICE}:"), name=name
        ),
        taken_at=clock(),
        entries=sorted(
            (
                BackupEntry(
                    target=key, title=str(state.get("title") or ""), state=state
                )
                for key, state in there.items()
            ),
            key=lambda entry: (entry.title.casefold(), entry.target),
        ),
        details={TRACKS: {key: _words(track) for key, track in sorted(tracks.items())}},
    )


class PlaylistVault:
    """One Plex user's playlists as backups know them."""

    def __init__(
        self,
        target: PlaylistsTarget,
        collection: MusicCollection,
        name: str,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """Keep both sides; nothing is read yet."""
        self._target = target
        self._collection = collection
        self._name = name
        self._clock = clock
        self._known: Mapping[ThingKey, LibraryTrack] = {}

    async def take(self) -> Contents:
        """Read the playlists of all saved items.

        Raises:
            ServiceError: Plex cannot be read.
        """
        return await take_playlists(
            self._target, self._collection, self._name, self._clock
        )

    async def ready(self, backup: Contents) -> None:
        """Look up which tracks of a backup the library still has.

        Raises:
            ServiceError: the library cannot be read.
        """
        await self._collection.refresh()
        keys = {key for entry in backup.entries for key in track_keys(entry.state)}
        self._known = await self._collection.tracks(keys)

    def fit(
        self,
        entry: BackupEntry,
        backup: Contents,
        now: Contents,
        current: State | None,
    ) -> tuple[State, Sequence[str]]:
        """Return what can be put back of a playlist, and which tracks are gone."""
        return fit_playlist(entry, self._known)


def fit_playlist(
    entry: BackupEntry, known: Mapping[ThingKey, LibraryTrack]
) -> tuple[State, Sequence[str]]:
    """Return what can be put back of a playlist, and which tracks are gone.

    Args:
        entry: the playlist as it was saved.
        known: what the library has of its tracks, by the keys of then.
    """
    wanted = track_keys(entry.state)
    gone = [key for key in wanted if key not in known]
    tracks = [known[key].key for key in wanted if key in known]
    return {**entry.state, TRACKS: tracks}, gone


def track_keys(state: State) -> list[ThingKey]:
    """The tracks of a playlist, in order."""
    tracks = state.get(TRACKS)
    if not isinstance(tracks, Sequence) or isinstance(tracks, str):
        return []
    return [str(key) for key in tracks]


def _words(track: LibraryTrack) -> JsonObject:
    return {
        "title": track.title,
        "artist": track.track_artist or track.artist,
        "album": track.album,
        "milliseconds": track.milliseconds,
        "file": track.file_name,
    }


class PlaylistRules:
    """Checks the playlists of a backup before any of them is written."""

    def clean(
        self, target: TargetKey, state: JsonObject
    ) -> tuple[State, Sequence[str]]:
        """Return a playlist's known fields, and the names of those that are not known.

        Raises:
            WrongEntry: it cannot be used.
        """
        wrong = [] if target else ["target"]
        if not _are_keys(state.get(TRACKS)):
            wrong.append(TRACKS)
        wrong += [
            name
            for name in ("title", "summary", "poster")
            if not isinstance(state.get(name), str | None)
        ]
        if wrong:
            raise WrongEntry(*wrong)
        known = {name: value for name, value in state.items() if name in FIELDS}
        return known, sorted(state.keys() - FIELDS.keys())

    def foreign(self, document: Mapping[str, JsonValue]) -> Backup | None:
        """No other program's files of playlists are known."""
        return None


def _are_keys(value: JsonValue) -> bool:
    return (
        isinstance(value, list)
        and len(value) <= LONGEST
        and all(isinstance(each, str) for each in value)
    )
