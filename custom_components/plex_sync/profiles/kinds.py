"""The kinds of profile: what builds each of them, and the account that it writes to."""

from collections.abc import Awaitable, Callable, Mapping
from types import MappingProxyType
from typing import Any, Final

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant

from ..const import KIND, KIND_ANIME, KIND_MUSIC
from ..shared import Shared
from ..sync.journal.journal import Journal
from ..sync.model import AccountKey
from .anime_profile import account_of as anime_account_of, async_build_anime_profile
from .building_music import async_build_music_profile
from .music_choices import music_account
from .profile import Profile

type Build = Callable[
    [HomeAssistant, ConfigEntry[Any], Shared, Journal], Awaitable[Profile]
]

BUILDERS: Final[Mapping[str, Build]] = MappingProxyType(
    {KIND_ANIME: async_build_anime_profile, KIND_MUSIC: async_build_music_profile}
)


async def async_build_profile(
    hass: HomeAssistant, entry: ConfigEntry[Any], shared: Shared, journal: Journal
) -> Profile:
    """Build the profile of an entry; nothing is asked of the services yet.

    Raises:
        ServiceError: an entry that it reads an address or a token from is gone.
        OSError: a file that it needs can neither be read nor replaced.
    """
    return await BUILDERS[entry.data[KIND]](hass, entry, shared, journal)


def account_of(entry: ConfigEntry[Any]) -> AccountKey:
    """Return the account that an entry's profile writes to."""
    if entry.data[KIND] == KIND_MUSIC:
        return music_account(entry.data)
    return anime_account_of(entry)
