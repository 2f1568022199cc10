"""What entries of backups may look like, whatever kind of profile they are of."""

from collections.abc import Mapping, Sequence

from ..anime.backup_rules import AniListRules
from ..music.archive import TRACKS, PlaylistRules
from ..sync.backups.model import Backup
from ..sync.model import JsonObject, JsonValue, State, TargetKey


class AllRules:
    """The rules of each kind; an entry with tracks is a playlist."""

    def __init__(self) -> None:
        """Know all kinds."""
        self._anime = AniListRules()
        self._music = PlaylistRules()

    def clean(
        self, target: TargetKey, state: JsonObject
    ) -> tuple[State, Sequence[str]]:
        """Return an entry's known fields, and the names of those that are not known.

        Raises:
            WrongEntry: it cannot be used.
        """
        rules = self._music if TRACKS in state else self._anime
        return rules.clean(target, state)

    def foreign(self, document: Mapping[str, JsonValue]) -> Backup | None:
        """Read a file of another program; `None`: it is none that is known."""
        return self._anime.foreign(document)
