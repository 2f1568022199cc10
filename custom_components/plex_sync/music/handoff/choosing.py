"""Which of MusicBrainz's release groups is the album that is wanted."""

from collections.abc import Iterable
import re
from typing import Final

from ...musicbrainz import Release, ReleaseGroup
from ..matching.artists import Agreement, compare, read_artists
from ..matching.witnesses import same_album
from .model import Want

SAME_ARTIST: Final = frozenset({Agreement.SAME, Agreement.PART, Agreement.OTHER_GUEST})
_ALBUMS: Final = frozenset({"Album", "EP"})
_GATHERED: Final = frozenset({"Compilation", "DJ-mix", "Mixtape/Street"})
_CALLS_ITSELF_GATHERED: Final = re.compile(
    r"\b(?:best of|greatest|hits|collection|anthology|essentials?|singles|gold|rarities"
    r"|b-?sides|complete|retrospective|definitive|platinum|collected|lo mejor|grandes"
    r"|éxitos|exitos|mixtape|mixed|dj)\b",
    re.IGNORECASE,
)


def fitting(want: Want, groups: Iterable[ReleaseGroup]) -> ReleaseGroup | None:
    """The group that is the wanted album for sure; `None`: none of them.

    A single is not taken for the album that bears its name, nor is a compilation, unless
    the wanted one calls itself so.
    """
    found = [group for group in groups if is_album_of(want, group)]
    return min(found, key=_strangeness, default=None)


def is_album_of(want: Want, group: ReleaseGroup) -> bool:
    """Whether a group may be the wanted album by all that is known of both."""
    if not _is_album(group) or not _is_by(want, group):
        return False
    if not want.album:
        # Only what a recording is on is asked about without a title.
        return not _is_gathered(group)
    if not same_album(want.album, group.title):
        return False
    return not _is_gathered(group) or bool(_CALLS_ITSELF_GATHERED.search(want.album))


def bearing(want: Want, releases: Iterable[Release]) -> ReleaseGroup | None:
    """The group that bears the barcode of the wanted album; `None`: none, or many.

    A barcode tells more than words, but at times it was used twice, or mistyped: one that
    is on an album of another name by somebody else tells nothing.
    """
    groups = {release.group.id: release for release in releases}
    likely = [
        release.group
        for release in groups.values()
        if _is_by(want, release.group)
        or same_album(want.album, release.group.title)
        or same_album(want.album, release.title)
    ]
    if len(likely) == 1:
        return likely[0]
    return fitting(want, likely)


def groups_of(releases: Iterable[Release]) -> list[ReleaseGroup]:
    """The groups of releases, each once."""
    return list({release.group.id: release.group for release in releases}.values())


def _is_album(group: ReleaseGroup) -> bool:
    return not group.primary_type or group.primary_type in _ALBUMS


def _is_gathered(group: ReleaseGroup) -> bool:
    return not _GATHERED.isdisjoint(group.secondary_types)


def _is_by(want: Want, group: ReleaseGroup) -> bool:
    ours, theirs = read_artists(want.artists), read_artists(group.artists)
    return compare(ours, theirs) in SAME_ARTIST


def _strangeness(group: ReleaseGroup) -> tuple[bool, int, bool]:
    """The less the better: albums before EPs, plain ones before live ones."""
    return (
        _is_gathered(group),
        len(group.secondary_types),
        group.primary_type != "Album",
    )
