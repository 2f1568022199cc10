"""Finding titles on a Plex server: by rating key, by their own keys."""

from collections.abc import Iterable, Sequence, Set as AbstractSet
from typing import Final

from ..plex.model import Movie, Section, SectionType, Show
from ..plex.server import PlexServer
from ..sync.errors import Refused
from ..sync.protocols import Known
from .memory import reference_of, title_of
from .options import AnimeOptions
from .subjects import Title, title_key

GONE: Final = "gone"
"""The reason with which Plex refuses what is no longer there."""


class TitleLookup:
    """Reads single titles, one to three requests each."""

    def __init__(self, plex: PlexServer) -> None:
        """Keep the door."""
        self._plex = plex

    async def titles(
        self, keys: Iterable[str], sections: Sequence[Section]
    ) -> list[Title]:
        """Read titles by rating key; what is gone or in no chosen library is not."""
        found = []
        for key in keys:
            row = await self.row(key)
            section = section_of(row, sections) if row else None
            if row is not None and section is not None:
                found.append(await self.title(row, section))
        return found

    async def title(self, row: Movie | Show, section: Section) -> Title:
        """Complete a title with its seasons and episodes."""
        if isinstance(row, Movie):
            return Title(row=row, section=section)
        return Title(
            row=row,
            section=section,
            seasons=await self._plex.seasons_of(row.rating_key),
            episodes=await self._plex.episodes_of(row.rating_key),
        )

    async def row(self, key: str) -> Movie | Show | None:
        """Read a film or show by rating key; `None`: there is none any more."""
        try:
            return await self._plex.title(key)
        except Refused as error:
            if error.reason != GONE:
                raise
            return None

    async def by_key(
        self,
        keys: AbstractSet[str],
        known: Known,
        sections: Sequence[Section],
        *,
        search: bool = True,
    ) -> list[Title]:
        """Read titles by their keys: where they stood last, else by going through all."""
        places = {
            title_of(key): reference
            for key in known.memory
            if title_of(key) in keys
            and (reference := reference_of(key, known.memory)) is not None
        }
        found = [
            title
            for title in await self.titles(sorted(places.values()), sections)
            if title.key in keys
        ]
        missing = keys - {title.key for title in found}
        for section in sections if missing and search else ():
            rows = (
                await self._plex.movies(section)
                if section.type is SectionType.MOVIE
                else await self._plex.shows(section)
            )
            found += [
                await self.title(row, section)
                for row in rows
                if title_key(row.guid, row.rating_key) in missing
            ]
        return found


def choose(sections: Iterable[Section], options: AnimeOptions) -> list[Section]:
    """Give the libraries that the user has chosen; without a choice all of them."""
    return [
        section
        for section in sections
        if section.type in (SectionType.MOVIE, SectionType.SHOW)
        and (not options.libraries or section.uuid in options.libraries)
    ]


def section_of(row: Movie | Show, sections: Iterable[Section]) -> Section | None:
    """Give the library that a title stands in, if it is one of these."""
    return next((each for each in sections if each.key == row.section), None)
