"""What MusicBrainz answers with, as far as it is of use."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseGroup:
    """An album in all its editions."""

    id: str
    title: str
    artists: tuple[str, ...] = ()
    """As they are credited; empty: the answer does not say."""
    primary_type: str = ""
    """`Album`, `EP`, `Single`, `Broadcast`, `Other`; empty: nobody has said."""
    secondary_types: tuple[str, ...] = ()
    """`Compilation`, `Live`, `Soundtrack`, …"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """One edition of an album."""

    id: str
    title: str
    group: ReleaseGroup
    artists: tuple[str, ...] = ()
    barcode: str = ""
