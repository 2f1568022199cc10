"""How an action names a title: by subject, by title, by rating key, by an id of its own."""

from dataclasses import dataclass
from typing import Any, Final

from homeassistant.core import ServiceCall
from homeassistant.helpers import config_validation as cv
import voluptuous as vol

from .actions.action import anime_profile
from .anime.guids import plex_id
from .anime.lookup import choose
from .anime.mapping.model import ExternalId, Provider
from .coordinator import PlexSyncCoordinator
from .plex.model import Movie, Show
from .sync.errors import Refused
from .sync.runs import Subjects
from .texts import refusal

ATTR_SUBJECT: Final = "subject"
ATTR_TITLE: Final = "title"
ATTR_RATING_KEY: Final = "rating_key"
ATTR_EXTERNAL_ID: Final = "external_id"
ATTR_SEASON: Final = "season"

TITLE_FIELDS: Final[dict[vol.Marker, Any]] = {
    vol.Optional(ATTR_SUBJECT): cv.string,
    vol.Optional(ATTR_TITLE): cv.string,
    vol.Optional(ATTR_RATING_KEY): cv.string,
}
PLACE_FIELDS: Final[dict[vol.Marker, Any]] = {
    **TITLE_FIELDS,
    vol.Optional(ATTR_EXTERNAL_ID): cv.string,
    vol.Optional(ATTR_SEASON): cv.positive_int,
}

_FILMS: Final = (Provider.TVDB_MOVIE, Provider.TMDB_MOVIE, Provider.IMDB_MOVIE)
_WITHOUT_SEASONS: Final = (Provider.ANIDB, Provider.MAL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """What a mapping is about: a film, or a season of a show."""

    external_id: ExternalId
    season: int | None


def subjects_of(call: ServiceCall) -> Subjects:
    """Return the titles that a call names.

    Raises:
        ServiceValidationError: it names none.
    """
    subject, title, rating_key = (
        frozenset({name} if (name := call.data.get(field)) else ())
        for field in (ATTR_SUBJECT, ATTR_TITLE, ATTR_RATING_KEY)
    )
    if not subject | title | rating_key:
        raise refusal("no_title")
    return Subjects(keys=subject, titles=title, references=rating_key)


async def async_place_of(coordinator: PlexSyncCoordinator, call: ServiceCall) -> Place:
    """Return what a mapping is about.

    Raises:
        ServiceValidationError: it cannot be told, or there is no such title.
        ServiceError: Plex cannot be asked.
    """
    season: int | None = call.data.get(ATTR_SEASON)
    if (name := call.data.get(ATTR_EXTERNAL_ID)) is not None:
        external_id = _external_id(name)
        if external_id.provider in _FILMS:
            return Place(external_id=external_id, season=None)
        if season is None and external_id.provider not in _WITHOUT_SEASONS:
            raise refusal("no_season")
        return Place(external_id=external_id, season=season)
    if (subject := call.data.get(ATTR_SUBJECT)) is not None:
        head, mark, number = subject.rpartition("#")
        if mark and number.isdecimal():
            return Place(external_id=plex_id(head), season=int(number))
        return Place(external_id=plex_id(subject), season=None)
    row = await _async_row(coordinator, call)
    if isinstance(row, Show) and season is None:
        raise refusal("no_season")
    is_film = isinstance(row, Movie)
    return Place(external_id=plex_id(row.guid), season=None if is_film else season)


def _external_id(name: str) -> ExternalId:
    provider, _, number = name.partition(":")
    if provider not in list(Provider) or not number:
        raise refusal("no_external_id", external_id=name)
    return ExternalId(Provider(provider), number)


async def _async_row(
    coordinator: PlexSyncCoordinator, call: ServiceCall
) -> Movie | Show:
    """Return the title that a call names by its title or rating key."""
    plex = anime_profile(coordinator).plex
    if (rating_key := call.data.get(ATTR_RATING_KEY)) is not None:
        try:
            return await plex.title(rating_key)
        except Refused as err:
            if err.reason != "gone":
                raise
            raise refusal("title_not_found", title=rating_key) from err
    if (title := call.data.get(ATTR_TITLE)) is None:
        raise refusal("no_title")
    options = anime_profile(coordinator).options()
    found: dict[str, Movie | Show] = {}
    for section in choose(await plex.sections(), options):
        for row in await plex.find_titles(section, title):
            found[plex_id(row.guid).id] = row
    if not found:
        raise refusal("title_not_found", title=title)
    if len(found) > 1:
        raise refusal("title_ambiguous", title=title, count=str(len(found)))
    return next(iter(found.values()))
