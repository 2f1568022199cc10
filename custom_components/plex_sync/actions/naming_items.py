"""Saved items as actions name them: by key, by link, or by title."""

from collections.abc import Iterable, Sequence

from ..music.items import SavedItem
from ..music.sources.files import PREFIX as FILE
from ..profiles.music_profile import MusicProfile
from ..sync.errors import ServiceError
from ..texts import refusal


def items_named(profile: MusicProfile, names: Iterable[str]) -> list[SavedItem]:
    """Return the saved items that are meant, each once, in the order of the names.

    Raises:
        ServiceValidationError: a name means none, or several.
    """
    found: dict[str, SavedItem] = {}
    for name in names:
        item = _item_named(profile, name.strip())
        found[item.key] = item
    return list(found.values())


def key_of(profile: MusicProfile, text: str) -> str:
    """Return the key of the item that a link, a key or a file's name means.

    Raises:
        ServiceError: no source of the profile understands it; the reason says why.
    """
    *accounts, files = profile.sources()
    for source in () if text.startswith(FILE) else accounts:
        try:
            return source.key_of(text)
        except ServiceError as err:
            # Only what is no link at all can be the name of a file.
            if err.reason != "link_unknown":
                raise
    return files.key_of(text)


def _item_named(profile: MusicProfile, name: str) -> SavedItem:
    items = profile.items()
    if found := [item for item in items if item.key == name]:
        return found[0]
    titled: Sequence[SavedItem] = [
        item for item in items if item.title.casefold() == name.casefold()
    ]
    if len(titled) > 1:
        raise refusal("item_ambiguous", item=name, count=str(len(titled)))
    if titled:
        return titled[0]
    try:
        key = key_of(profile, name)
    except ServiceError:
        key = ""
    if found := [item for item in items if item.key == key]:
        return found[0]
    raise refusal("item_not_found", item=name)
