"""The ids of a title, out of the guids that Plex and its agents give it."""

from collections.abc import Iterable
import re
from typing import Final, Literal

from .mapping.model import ExternalId, Provider

type Kind = Literal["movie", "show"]

_PROVIDERS: Final[dict[Kind, dict[str, Provider]]] = {
    "movie": {
        "tvdb": Provider.TVDB_MOVIE,
        "tmdb": Provider.TMDB_MOVIE,
        "imdb": Provider.IMDB_MOVIE,
        "anidb": Provider.ANIDB,
        "mal": Provider.MAL,
    },
    "show": {
        "tvdb": Provider.TVDB_SHOW,
        "tmdb": Provider.TMDB_SHOW,
        "imdb": Provider.IMDB_SHOW,
        "anidb": Provider.ANIDB,
        "mal": Provider.MAL,
    },
}

_SCHEMES: Final = {
    "tvdb": "tvdb",
    "tmdb": "tmdb",
    "imdb": "imdb",
    "anidb": "anidb",
    "mal": "mal",
    "myanimelist": "mal",
    "com.plexapp.agents.thetvdb": "tvdb",
    "com.plexapp.agents.thetvdbdvdorder": "tvdb",
    "com.plexapp.agents.tvdb": "tvdb",
    "com.plexapp.agents.themoviedb": "tmdb",
    "com.plexapp.agents.tmdb": "tmdb",
    "com.plexapp.agents.imdb": "imdb",
    "com.plexapp.agents.anidb": "anidb",
    "com.plexapp.agents.anidbrenewed": "anidb",
    "com.plexapp.agents.myanimelist": "mal",
    "net.fribbtastic.coding.plex.myanimelist": "mal",
}
_HAMA: Final = "com.plexapp.agents.hama"

_GUID = re.compile(r"\s*(?P<scheme>[A-Za-z0-9.+_-]+)://(?P<rest>[^?#]*)")
_HAMA_ID = re.compile(r"(?P<name>tvdb|anidb|tmdb|tsdb|imdb)(?P<mode>\d?)-(?P<id>\w+)")
_NUMBER = re.compile(r"0*(?P<number>[1-9]\d{0,11})")
_IMDB = re.compile(r"tt\d{4,12}")

_HAMA_ORDERINGS: Final = {
    ("tvdb", ""): "tvdbAiring",
    ("tvdb", "2"): "tvdbAiring",
    ("tvdb", "3"): "tvdbAbsolute",
    ("tvdb", "4"): "tvdbAbsolute",
    ("tvdb", "5"): "tvdbAbsolute",
    ("tmdb", ""): "tmdbAiring",
    ("tsdb", ""): "tmdbAiring",
}


def parse_guids(guid: str, external_ids: Iterable[str], kind: Kind) -> list[ExternalId]:
    """Give a title's ids: that of its agent first, then the listed ones, each once.

    Guids of a season or an episode of legacy agents give the ids of their show. What
    is not an id of a known provider is left out.
    """
    found = (_parse(text, kind) for text in (guid, *external_ids))
    return list(dict.fromkeys(each for each in found if each is not None))


def parse_numbers(guid: str) -> tuple[int, int] | None:
    """Read season and episode out of a legacy guid (`…://81797/22/70?lang=en`)."""
    match = _GUID.match(guid)
    parts = match["rest"].split("/") if match else []
    if len(parts) != 3 or not (parts[1].isdecimal() and parts[2].isdecimal()):
        return None
    return int(parts[1]), int(parts[2])


def ordering_of(guid: str, *settings: str) -> str:
    """Tell how a show's episodes are numbered, as a value of Plex's `showOrdering`.

    The agent knows best where its guid says so; then the settings in their order (the
    show's, the library's). Empty: nobody says.
    """
    match = _GUID.match(guid)
    if match and (scheme := match["scheme"].lower()) != "plex":
        if scheme == "com.plexapp.agents.thetvdbdvdorder":
            return "tvdbDvd"
        if scheme == _HAMA and (hama := _HAMA_ID.match(match["rest"])):
            return _HAMA_ORDERINGS.get((hama["name"], hama["mode"]), "")
    return next((setting for setting in settings if setting), "")


def plex_id(guid: str) -> ExternalId:
    """Make an id of Plex's own guid, without the agent's language."""
    return ExternalId(Provider.PLEX, guid.partition("?")[0].strip())


def _parse(text: str, kind: Kind) -> ExternalId | None:
    match = _GUID.match(text)
    if match is None:
        return None
    scheme, rest = match["scheme"].lower(), match["rest"]
    if scheme == _HAMA:
        hama = _HAMA_ID.match(rest)
        if hama is None:
            return None
        # HAMA writes `tsdb` for The Movie Database's series
        name = {"tsdb": "tmdb"}.get(hama["name"], hama["name"])
        return _external_id(name, hama["id"], kind)
    name = _SCHEMES.get(scheme, "")
    value = rest.partition("/")[0].strip()
    if name == "tmdb" and value.startswith("tt"):
        name = "imdb"  # the legacy agent takes either
    return _external_id(name, value, kind)


def _external_id(name: str, value: str, kind: Kind) -> ExternalId | None:
    provider = _PROVIDERS[kind].get(name)
    if provider is None:
        return None
    if name == "imdb":
        return ExternalId(provider, value) if _IMDB.fullmatch(value) else None
    number = _NUMBER.fullmatch(value)
    return ExternalId(provider, number["number"]) if number else None
