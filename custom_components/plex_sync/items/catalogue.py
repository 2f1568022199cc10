"""What has a category in a music profile, and how it is played."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
import logging
from typing import Any, Final, cast

from homeassistant.config_entries import ConfigEntry
from homeassistant.const import CONF_NAME, CONF_TOKEN
from homeassistant.core import HomeAssistant, callback

from ..const import (
    CONF_ACCOUNT_ID,
    CONF_ID,
    CONF_PLEX,
    CONF_PLEX_USER,
    CONF_SERVER,
    PLEX_DOMAIN,
)
from ..music.categories import CategorisedItem, CategorisedKind, categories_of
from ..music.finder import Finder
from ..music.items import ItemKind, SavedItem
from ..music.media_ids import MediaServer, media_id
from ..music.whereabouts import OUT_OF_REACH, PlexItem, Whereabouts
from ..pictures import PLEX, PictureSize, async_picture_address
from ..plex.things import ThingKind
from ..sync.errors import ServiceError
from ..sync.journal.journal import Journal
from ..sync.model import JsonValue, Picture
from .catalogue_watch import CatalogueWatch
from .plex_items import plex_items
from .saved_items import saved_items
from .standings import StandingsKeeper

_LOGGER = logging.getLogger(__name__)

NOTES: Final = "categories"
"""Under this name the journal keeps what was found."""
OWNER: Final = 1


class Catalogue:
    """Everything of one music profile that has a category."""

    def __init__(
        self,
        hass: HomeAssistant,
        entry: ConfigEntry[Any],
        journal: Journal,
        standings: StandingsKeeper,
        finder: Finder,
    ) -> None:
        """Nothing is read yet."""
        self.now: Sequence[CategorisedItem] = ()
        """What was found out last."""
        self._hass = hass
        self._entry = entry
        self._journal = journal
        self._standings = standings
        self._finder = finder
        self._listeners: list[Callable[[], None]] = []
        self._lock = asyncio.Lock()

    @property
    def categories(self) -> Sequence[str]:
        """The categories that there are, in alphabetical order."""
        return categories_of(self.now)

    def item(self, key: str) -> CategorisedItem | None:
        """What was found out last of an item; `None`: it has no category."""
        return next((each for each in self.now if each.key == key), None)

    @callback
    def async_listen(self, listener: Callable[[], None]) -> Callable[[], None]:
        """Be told when `now` has become another one; returns how to stop that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    @callback
    def async_start(self) -> None:
        """Keep `now` up to date by itself, until the entry is unloaded."""
        CatalogueWatch(self._hass, self._entry, self._standings, self).async_start()

    async def async_items(self) -> Sequence[CategorisedItem]:
        """Find out what has a category, and how it is played.

        Plex is asked only if anything has one. While it is out of reach the answer is
        what was known before, marked as not certain.

        Raises:
            JournalError: the journal cannot be read.
        """
        async with self._lock:
            saved = [item for item in saved_items(self._entry) if item.category.strip()]
            chosen = [item for item in plex_items(self._entry) if item.category.strip()]
            found, certain = await self._async_found(saved, chosen)
            server = self._server()
            items = [
                *(
                    self._item(item, _kind(item), found, server, certain=certain)
                    for item in saved
                ),
                *(
                    self._item(
                        item, CategorisedKind.PLEX, found, server, certain=certain
                    )
                    for item in chosen
                ),
            ]
        self._async_set(items)
        return items

    async def _async_found(
        self, saved: Sequence[SavedItem], chosen: Sequence[PlexItem]
    ) -> tuple[Mapping[str, Whereabouts], bool]:
        """Where all of it is, and whether that was found out just now."""
        profile = self._entry.entry_id
        notes = await self._journal.notes(profile, NOTES)
        known = {key: _whereabouts(value) for key, value in notes.items()}
        if not saved and not chosen:
            found: Mapping[str, Whereabouts] = {}
        else:
            try:
                found = await self._finder.find(saved, chosen, known)
            except (ServiceError, OSError) as err:
                _LOGGER.debug(
                    "%s: where things are cannot be told: %s", self._entry.title, err
                )
                return known, False
        if found != known:
            changed = {
                key: cast("JsonValue", asdict(each)) for key, each in found.items()
            }
            gone = dict.fromkeys(known.keys() - found.keys())
            await self._journal.put_notes(profile, NOTES, {**gone, **changed})
        return found, True

    def _item(
        self,
        item: SavedItem | PlexItem,
        kind: CategorisedKind,
        found: Mapping[str, Whereabouts],
        server: MediaServer,
        *,
        certain: bool,
    ) -> CategorisedItem:
        """Tell of one thing what is known."""
        nothing = Whereabouts(kind=ThingKind.PLAYLIST, reason=OUT_OF_REACH)
        place = found.get(item.key, nothing)
        content_id = content_type = ""
        reason = place.reason
        if place.rating_key and not reason:
            media = media_id(server, place.kind, place.rating_key, place.title)
            content_id, content_type = media.content_id, media.content_type
            reason = media.reason
        picture = Picture(service=PLEX, path=place.thumb)
        return CategorisedItem(
            key=item.key,
            kind=kind,
            title=item.title,
            category=item.category.strip(),
            guid=item.guid if isinstance(item, PlexItem) else "",
            rating_key=place.rating_key,
            media_content_id=content_id,
            media_content_type=content_type,
            reason=reason,
            picture=async_picture_address(
                self._hass, self._entry, picture, PictureSize.LARGE
            )
            or "",
            certain=certain,
        )

    def _server(self) -> MediaServer:
        """The server as Home Assistant's own Plex integration knows it."""
        data = self._entry.data
        user, server_id = data[CONF_PLEX_USER], data[CONF_SERVER][CONF_ID]
        entries = self._hass.config_entries.async_entries(
            PLEX_DOMAIN, include_ignore=False, include_disabled=False
        )
        own = [entry for entry in entries if entry.unique_id == server_id]
        token = user.get(CONF_TOKEN) or data[CONF_PLEX].get(CONF_TOKEN)
        # Without a token of its own the profile uses that of Home Assistant's entry.
        is_same = token is None or any(
            entry.data.get("server_config", {}).get(CONF_TOKEN) == token
            for entry in own
        )
        return MediaServer(
            id=server_id,
            name=str(own[0].data.get(CONF_SERVER) or "") if own else "",
            user=str(user.get(CONF_NAME) or ""),
            is_own=is_same or user[CONF_ACCOUNT_ID] == OWNER,
            # Without any Plex of Home Assistant's own it may still be set up.
            is_there=bool(own) or not entries,
        )

    @callback
    def _async_set(self, items: Sequence[CategorisedItem]) -> None:
        """Keep what was found out, and tell whoever listens if it is something else."""
        if list(self.now) == list(items):
            return
        self.now = items
        for listener in list(self._listeners):
            listener()


def _kind(item: SavedItem) -> CategorisedKind:
    is_album = item.kind is ItemKind.ALBUM
    return CategorisedKind.ALBUM if is_album else CategorisedKind.PLAYLIST


def _whereabouts(value: JsonValue) -> Whereabouts:
    """Read what was kept."""
    kept = cast("dict[str, Any]", value)
    return Whereabouts(**{**kept, "kind": ThingKind(kept["kind"])})
