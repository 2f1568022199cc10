"""A music profile: the doors, the planner and the target behind its engine."""

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any, override

from homeassistant.config_entries import ConfigEntry
from homeassistant.const import CONF_ID, CONF_NAME
from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util

from ..const import (
    CONF_PLEX_USER,
    CONF_PREVIEW,
    CONF_SERVER,
    CONF_SPOTIFY,
    CONF_USER_ID,
    CONF_USER_NAME,
)
from ..handoff.arrivals import Arrivals
from ..handoff.hand_offs import HandOffs
from ..handoff.watch import HandOffWatch
from ..items.catalogue import Catalogue
from ..items.music_jobs import (
    MOST_BY_THEMSELVES,
    MUSIC_MOVED,
    Job,
    JobPlanner,
    job_request,
)
from ..items.saved_items import (
    CONF_CATEGORY,
    CONF_FOUND_BY_ITSELF,
    new_item,
    saved_items,
)
from ..items.standings import Standings, StandingsKeeper
from ..items.tidal_files import TidalFiles, async_tidal_client
from ..items.watch import ItemWatch
from ..mqtt.publisher import MqttPublisher
from ..music.archive import PlaylistVault
from ..music.collection import MusicCollection
from ..music.finder import Finder
from ..music.handoff.ledger import Ledger
from ..music.handoff.protocol import HandOff
from ..music.items import ItemKind, SavedItem
from ..music.planner import MusicOptions
from ..music.shelf import Shelf
from ..music.sources.files import PREFIX as FILE, FileSource
from ..music.sources.protocol import ItemHead, Source
from ..music.sources.spotify import SpotifySource
from ..music.target import PlaylistsTarget
from ..options import run_settings
from ..plex.server import PlexServer
from ..shared import Shared
from ..spotify import SpotifyClient, SpotifyUser
from ..sync.backups.model import Vault
from ..sync.engine import ProfileEngine
from ..sync.errors import ServiceError
from ..sync.journal.journal import Journal
from ..sync.requests import RunRequest, RunResult
from ..sync.runner import Runner
from ..sync.runs import Everything, Origin, RunKind, Scope, SinceCursors
from .music_choices import (
    CONF_ADD_PLAYED,
    CONF_LIBRARIES,
    CONF_PLAYED_CATEGORY,
    music_account,
    music_options,
)
from .profile import Profile

if TYPE_CHECKING:
    from ..coordinator import PlexSyncCoordinator


class MusicProfile(Profile):
    """The playlists of a streaming account or of files, and one Plex user's playlists."""

    sides: Mapping[str, str] = {"Plex": "plex", "Spotify": "spotify"}

    def __init__(
        self,
        hass: HomeAssistant,
        entry: ConfigEntry[Any],
        shared: Shared,
        journal: Journal,
        plex: PlexServer,
        files: FileSource,
        spotify: SpotifyClient | None,
        programs: Sequence[HandOff] = (),
    ) -> None:
        """Build the engine between the doors; nothing is asked yet."""
        self.plex = plex
        self.files = files
        self.spotify: SpotifySource | None = None
        if spotify is not None:
            # Who it is was found out at set-up: a service that is out of reach, or
            # wants to be signed in to again, keeps nothing else from working.
            user = entry.data[CONF_SPOTIFY]
            self.spotify = SpotifySource(
                spotify, SpotifyUser(id=user[CONF_USER_ID], name=user[CONF_USER_NAME])
            )
        self._entry = entry
        self.account = music_account(entry.data)
        self.collection = MusicCollection(
            shared.music, plex.tracks, self.account, self._libraries
        )
        self.shelf = Shelf(journal, self.account)
        self.target = PlaylistsTarget(
            plex.playlists,
            self.collection,
            self.shelf,
            self.account,
            lambda: [item.key for item in self.items()],
        )
        self.standings = StandingsKeeper(entry, journal)
        self.catalogue = Catalogue(
            hass,
            entry,
            journal,
            self.standings,
            Finder(plex, self.shelf, self.collection, self.account),
        )
        self.mqtt = MqttPublisher(hass, entry, journal, self.catalogue)
        self._hass = hass
        self._watch: ItemWatch | None = None
        self.hand_off_watch: HandOffWatch | None = None
        tidal = async_tidal_client(hass, entry.options, shared.endpoints)
        self.tidal = TidalFiles(hass, entry, tidal, journal) if tidal else None
        ledger = Ledger(journal, entry.entry_id)
        self.asked = HandOffs(hass, entry, self, programs, ledger)
        self.planner = JobPlanner(
            add_played=self._add_played,
            played_by=lambda: [self.spotify] if self.spotify else [],
            items=self.items,
            source_of=self.source_of,
            collection=self.collection,
            playlists=plex.playlists,
            shelf=self.shelf,
            target=self.target,
            options=self.options,
            clock=dt_util.now,
            arrivals=self.asked.arrivals,
        )
        runner = Runner(
            profile=entry.entry_id,
            planner=self.planner,
            target=self.target,
            journal=journal,
            writer_lock=shared.locks.of(self.account),
            settings=lambda: run_settings(entry.options),
            report=lambda progress: self.engine.report(progress),
            clock=dt_util.now,
        )
        self.engine = ProfileEngine(
            profile=entry.entry_id, runner=runner, target=self.target, journal=journal
        )

    def options(self) -> MusicOptions:
        """Return the options of the moment."""
        return music_options(self._entry.options)

    def items(self) -> Sequence[SavedItem]:
        """Return the saved items of the moment."""
        return saved_items(self._entry)

    def source_of(self, key: str) -> Source | None:
        """Return where an item comes from; `None`: its source is not set up."""
        return self.files if key.startswith(FILE) else self.spotify

    def sources(self) -> Sequence[Source]:
        """Return all that items can come from."""
        return [*([self.spotify] if self.spotify else []), self.files]

    @override
    def scope(self, kind: RunKind, origin: Origin) -> Scope:
        if kind is RunKind.FULL:
            return Everything()
        # By itself only the library is looked at; the sources have their daily turn.
        return SinceCursors() if origin is Origin.USER else MUSIC_MOVED

    @override
    def requests(
        self, kind: RunKind, origin: Origin, *, dry_run: bool = False
    ) -> Sequence[RunRequest]:
        if kind is not RunKind.FULL or origin is Origin.USER or self.is_preview:
            return super().requests(kind, origin, dry_run=dry_run)
        return [job_request(job, origin, dry_run=dry_run) for job in self.jobs(dry_run)]

    @property
    def is_preview(self) -> bool:
        """Whether the first plan of all is still to be looked at."""
        return bool(self._entry.options.get(CONF_PREVIEW))

    def jobs(self, dry_run: bool = False) -> Sequence[Job]:
        """Return what there is to do by itself; a dry run adds nothing."""
        wanted = [Job.PLAYLISTS]
        if self._entry.options.get(CONF_ADD_PLAYED) and self.spotify and not dry_run:
            wanted.insert(0, Job.ACCOUNTS)
        if any(item.kind is ItemKind.ALBUM for item in self.items()):
            wanted.append(Job.ALBUMS)
        return wanted

    @override
    def async_attend(self, coordinator: PlexSyncCoordinator) -> None:
        self._watch = ItemWatch(coordinator, self)
        self._watch.async_start()
        self.hand_off_watch = HandOffWatch(coordinator, self.asked)
        self.hand_off_watch.async_start()
        Arrivals(coordinator, self, self.asked).async_start()
        self.catalogue.async_start()
        self.mqtt.async_start()

    @override
    async def async_settled(self, result: RunResult) -> None:
        await self.async_refresh()

    async def async_refresh(self) -> None:
        """Bring what is shown of the items in line with what is known by now.

        Raises:
            JournalError: the journal cannot be read.
        """
        if self._watch is not None:
            await self._watch.async_refresh()

    async def async_standings(self) -> Standings:
        """Return how the items of the moment stand.

        Raises:
            JournalError: it cannot be read.
        """
        shown = [standing.item for standing in self.standings.now.items.values()]
        if shown != self.items():
            await self.async_refresh()
        return self.standings.now

    def _add_played(self, heads: Sequence[ItemHead]) -> Collection[str]:
        """Save what was played, as long as there are not too many such items."""
        already = sum(item.found_by_itself for item in self.items())
        choices = {
            CONF_FOUND_BY_ITSELF: True,
            CONF_CATEGORY: str(self._entry.options.get(CONF_PLAYED_CATEGORY) or ""),
        }
        added = list(heads)[: max(0, MOST_BY_THEMSELVES - already)]
        for head in added:
            self._hass.config_entries.async_add_subentry(
                self._entry, new_item(head, choices)
            )
        return [head.key for head in added]

    @override
    async def async_connect(self) -> None:
        server = await self.plex.connect()
        if server.machine_identifier != self._entry.data[CONF_SERVER][CONF_ID]:
            raise ServiceError("Plex", server.name, reason="other_server")
        await self.standings.async_load()
        await self.asked.ledger.load()

    async def async_scan(self) -> None:
        """Have Plex look for new files of music.

        Raises:
            ServiceError: it cannot be asked, or this user may not.
        """
        sections = await self.plex.sections()
        chosen = self._libraries()
        await self.plex.look_for_files(
            section.key
            for section in sections
            if section.type == "artist" and (not chosen or section.key in chosen)
        )

    @override
    async def async_close(self) -> None:
        await self.asked.async_close()
        await self.engine.close()
        await self.mqtt.async_close()
        await self.plex.close()

    @override
    def vault(self, *, in_run: bool = False) -> Vault:
        name = str(self._entry.data[CONF_PLEX_USER].get(CONF_NAME) or "")
        return PlaylistVault(self.target, self.collection, name, dt_util.utcnow)

    @override
    def diagnostics(self) -> Mapping[str, Any]:
        items = self.items()
        return {
            "items": len(items),
            "kinds": sorted(item.kind for item in items),
            "modes": sorted(item.mode for item in items),
            "handed_on": self.asked.diagnostics(),
            "categories": len(self.catalogue.categories),
            "with_category": len(self.catalogue.now),
            "mqtt": self.mqtt.diagnostics(),
        }

    def _libraries(self) -> Sequence[str]:
        return tuple(self._entry.options.get(CONF_LIBRARIES, ()))
