"""Options, out of `config.yaml`: those that have a counterpart, by their names here."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final

from ...sync.model import JsonValue, Policy
from .model import FoundProfile, Left
from .pins import FIELDS, NEWER_FIELDS

DAY: Final = 86_400
"""Seconds."""
EXCLUDED: Final = ("notes", "score")
"""Fields that are left alone there unless somebody says otherwise."""
DEFAULT_MAPPINGS: Final = "PlexAniBridge-Mappings/v2/mappings.json"
_MIRRORED: Final = ("status", "progress", "repeat")
_OF_ITS_OWN: Final = frozenset(
    {
        "batch_requests",
        "data_path",
        "log_level",
        "plex_metadata_source",
        "polling_scan",
    }
)
"""Options of the way in which that program works."""

type Options = dict[str, JsonValue]


class _NotTaken(Exception):
    """An option that is not taken, with the reason as a translation key."""


def read_settings(document: object, file: str) -> tuple[list[FoundProfile], list[Left]]:
    """Read the profiles of a configuration, and tell what is not one."""
    if not isinstance(document, Mapping):
        return [], [Left(subject=file, reason="not_settings")]
    common = document.get("global_config")
    common = common if isinstance(common, Mapping) else document
    profiles = document.get("profiles")
    if not isinstance(profiles, Mapping) and not common.keys() & _KNOWN:
        return [], [Left(subject=file, reason="not_settings")]
    own = profiles if isinstance(profiles, Mapping) else {"default": {}}
    found: list[FoundProfile] = []
    left: list[Left] = []
    for name, values in own.items():
        if values is not None and not isinstance(values, Mapping):
            left.append(Left(subject=f"{file}: {name}", reason="not_settings"))
            continue
        merged = {**common, **(values or {})}
        found.append(_profile(str(name), merged))
    return found, left


def _profile(name: str, values: Mapping[object, Any]) -> FoundProfile:
    options: Options = {}
    titles: tuple[str, ...] = ()
    left: list[Left] = []
    for key, value in values.items():
        option = str(key)
        if value is None or option in _ABOUT or option in ("profiles", "global_config"):
            continue
        try:
            if option == "plex_sections":
                titles = tuple(_texts(value))
            else:
                options |= _taken(option, value)
        except _NotTaken as err:
            left.append(Left(subject=option, reason=str(err)))
        except ValueError, TypeError:
            left.append(Left(subject=option, reason="option_makes_no_sense"))
    if options.get("destructive"):
        options = {**_mirrored(options), **options}
    return FoundProfile(
        name=name,
        options=options,
        library_titles=titles,
        plex_url=_text(values.get("plex_url")),
        plex_token=_text(values.get("plex_token")),
        plex_user=_text(values.get("plex_user")),
        anilist_token=_text(values.get("anilist_token")),
        left=left,
    )


def _taken(option: str, value: Any) -> Options:
    """Return what an option is here.

    Raises:
        _NotTaken: it has no counterpart.
        ValueError: its value makes no sense.
    """
    if option in _TAKEN:
        return _TAKEN[option](value)
    if option in _OF_ITS_OWN or option.startswith("web_"):
        raise _NotTaken("option_of_its_own")
    raise _NotTaken("option_unknown")


def _modes(value: Any) -> Options:
    modes = set(_texts(value))
    if not modes & {"periodic", "poll", "webhook"}:
        return {"automatic_sync": False}
    return {} if modes & {"poll", "webhook"} else {"poll_interval": 0}


def _interval(value: Any) -> Options:
    if not isinstance(value, int) or isinstance(value, bool):
        raise _NotTaken("option_schedule")
    if value < DAY:
        raise _NotTaken("option_daily")
    return {"full_sync_days": min(30, round(value / DAY))}


def _poll_interval(value: Any) -> Options:
    if not isinstance(value, int) or isinstance(value, bool):
        raise _NotTaken("option_schedule")
    return {"poll_interval": max(30, min(DAY, value)) if value > 0 else 0}


def _excluded(value: Any) -> Options:
    named = {NEWER_FIELDS.get(name, name) for name in _texts(value)}
    if unknown := named - set(FIELDS):
        raise ValueError(unknown)
    policies: Options = {f"policy_{name}": Policy.OFF.value for name in sorted(named)}
    freed = {f"policy_{name}": Policy.MIRROR.value for name in EXCLUDED}
    return {**freed, **policies}


def _threshold(value: Any) -> Options:
    return {"search_threshold": 0 if int(value) < 0 else max(50, min(100, int(value)))}


def _source(value: Any) -> Options:
    address = _text(value)
    if not address.startswith(("http://", "https://")):
        raise _NotTaken("option_makes_no_sense")
    return {} if DEFAULT_MAPPINGS in address else {"mappings_source": address}


def _rules(_value: Any) -> Options:
    raise _NotTaken("option_rules")


def _switch(name: str) -> Callable[[Any], Options]:
    def read(value: Any) -> Options:
        if not isinstance(value, bool):
            raise TypeError(name)
        return {name: value}

    return read


_TAKEN: Final[Mapping[str, Callable[[Any], Options]]] = {
    "backup_retention_days": lambda value: {"backup_days": max(0, int(value))},
    "destructive_sync": _switch("destructive"),
    "dry_run": _switch("dry_run"),
    "excluded_sync_fields": _excluded,
    "full_scan": _switch("full_scan"),
    "mappings_url": _source,
    "plex_genres": lambda value: {"genres": list(_texts(value))},
    "poll_interval": _poll_interval,
    "scan_interval": _interval,
    "scan_modes": _modes,
    "search_fallback_threshold": _threshold,
    "sync_interval": _interval,
    "sync_modes": _modes,
    "sync_rules": _rules,
}
_ABOUT: Final = frozenset({"anilist_token", "plex_token", "plex_url", "plex_user"})
"""Whom a profile is about: no options."""


_KNOWN: Final = frozenset({*_TAKEN, *_ABOUT, "plex_sections"})


def _mirrored(options: Options) -> Options:
    """What somebody has chosen who lets Plex lower values there."""
    names = [f"policy_{name}" for name in _MIRRORED]
    return {name: Policy.MIRROR.value for name in names if name not in options}


def _texts(value: Any) -> Iterator[str]:
    """Give the texts of a list, or of one written with commas."""
    listed: Sequence[Any] = value.split(",") if isinstance(value, str) else value or ()
    if not isinstance(listed, list | tuple):
        raise TypeError(type(value).__name__)
    yield from (str(each).strip() for each in listed if str(each).strip())


def _text(value: Any) -> str:
    return value.strip() if isinstance(value, str) else ""
