"""Between MusicBrainz's JSON and the records of this door; nulls are nothing."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from ..sync.errors import IncompleteAnswer
from .limiter import SERVICE
from .model import Release, ReleaseGroup

type Row = Mapping[str, Any]


@contextmanager
def understanding(what: str) -> Iterator[None]:
    """Read an answer; one that is not shaped as expected is incomplete.

    Raises:
        IncompleteAnswer: something that should be there is not.
    """
    try:
        yield
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise IncompleteAnswer(SERVICE, f"{what}: not as expected") from error


def releases_of(rows: Sequence[Row | None] | None) -> list[Release]:
    """The releases of a list; those that nobody has put into a group are left out."""
    found = (release_of(row) for row in rows or () if row)
    return [release for release in found if release is not None]


def release_of(row: Row) -> Release | None:
    """A release; `None`: what makes it one is missing."""
    artists = _artists(row.get("artist-credit"))
    group = group_of(row.get("release-group") or {}, artists)
    if group is None or not row.get("id"):
        return None
    return Release(
        id=row["id"],
        title=row.get("title") or "",
        group=group,
        artists=artists,
        barcode=row.get("barcode") or "",
    )


def group_of(row: Row, artists: tuple[str, ...] = ()) -> ReleaseGroup | None:
    """A release group; `None`: what makes it one is missing.

    Args:
        row: its JSON.
        artists: whom a release of it credits, where it does not say itself.
    """
    if not row.get("id"):
        return None
    return ReleaseGroup(
        id=row["id"],
        title=row.get("title") or "",
        artists=_artists(row.get("artist-credit")) or artists,
        primary_type=row.get("primary-type") or "",
        secondary_types=tuple(filter(None, row.get("secondary-types") or ())),
    )


def releases_of_recordings(rows: Sequence[Row | None] | None) -> list[Release]:
    """The releases that recordings are on, each once."""
    found = [
        release
        for row in rows or ()
        if row
        for release in releases_of(_with_artists(row))
    ]
    return list({release.id: release for release in found}.values())


def linked_releases(row: Row) -> list[str]:
    """The ids of the releases that an address is related to."""
    return [
        release["id"]
        for relation in row.get("relations") or ()
        if (release := (relation or {}).get("release")) and release.get("id")
    ]


def _with_artists(recording: Row) -> list[Row]:
    """The releases of a recording; one that credits nobody has the recording's artists."""
    artists = recording.get("artist-credit")
    return [
        release
        if release.get("artist-credit")
        else {**release, "artist-credit": artists}
        for release in recording.get("releases") or ()
        if release
    ]


def _artists(credits: Sequence[Row | None] | None) -> tuple[str, ...]:
    """The names of those who are credited, as they stand on the release."""
    names = (
        credit.get("name") or (credit.get("artist") or {}).get("name")
        for credit in credits or ()
        if credit
    )
    return tuple(filter(None, names))
