"""Items of a source to choose from, as a field of a form."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from homeassistant.core import HomeAssistant
from homeassistant.helpers.aiohttp_client import async_get_clientsession
from homeassistant.helpers.selector import (
    SelectOptionDict,
    SelectSelector,
    SelectSelectorConfig,
    SelectSelectorMode,
)

from ..items.spotify_access import async_spotify_token
from ..music.items import ItemKind
from ..music.sources.files import FileSource
from ..music.sources.folder import ImportFolder
from ..music.sources.protocol import ItemHead, ItemState, Source
from ..music.sources.spotify import SpotifySource
from ..profiles.music_choices import IMPORTS
from ..spotify import SpotifyClient
from .doors import shared_of

CONF_ITEMS: Final = "items"


async def async_sources(
    hass: HomeAssistant, spotify: Mapping[str, Any] | None
) -> Sequence[Source]:
    """Return what items can come from: the account, and the files that lie ready.

    Raises:
        ServiceError: the account does not answer.
    """
    sources: list[Source] = []
    if spotify:
        shared = shared_of(hass)
        client = SpotifyClient(
            async_get_clientsession(hass),
            await async_spotify_token(hass, spotify, shared.endpoints),
            limiter=shared.spotify_limiter,
            endpoint=shared.endpoints.spotify,
        )
        sources.append(SpotifySource(client, await client.me()))
    folder = ImportFolder(Path(hass.config.path(str(IMPORTS))))
    sources.append(FileSource(folder))
    return sources


async def listed(
    hass: HomeAssistant, spotify: Mapping[str, Any] | None
) -> Sequence[ItemHead]:
    """Return all that can be chosen.

    Raises:
        ServiceError: the account does not answer.
    """
    return [
        head
        for source in await async_sources(hass, spotify)
        for head in (await source.items()).items
        if head.state is ItemState.READABLE
    ]


def items_field(heads: Iterable[ItemHead]) -> SelectSelector:
    """Return a selector of some items."""
    return SelectSelector(
        SelectSelectorConfig(
            options=[
                SelectOptionDict(value=head.key, label=_label(head)) for head in heads
            ],
            mode=SelectSelectorMode.DROPDOWN,
            multiple=True,
        )
    )


def _label(head: ItemHead) -> str:
    """What an item is called in a list; albums say so by their artists."""
    parts = [head.title]
    if head.kind is ItemKind.ALBUM and head.owner:
        parts.append(head.owner)
    if head.total is not None:
        parts.append(str(head.total))
    return " · ".join(parts)
