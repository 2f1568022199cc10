"""An anime profile: the doors, the planner and the target behind its engine."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any, override

from homeassistant.config_entries import ConfigEntry
from homeassistant.const import CONF_ID, CONF_TOKEN
from homeassistant.core import HomeAssistant
from homeassistant.helpers.aiohttp_client import async_get_clientsession
from homeassistant.util import dt as dt_util

from ..anilist import AniListClient, Lane, ScoreFormat
from ..anime.archive import AniListVault
from ..anime.mapping.model import Edge, ExternalId
from ..anime.options import AnimeOptions
from ..anime.planner import AnimePlanner
from ..anime.snapshot import Snapshot
from ..anime.target import AniListTarget, account_key
from ..coming_over import async_take_in
from ..connection import async_client_identifier, plex_connection
from ..const import (
    CONF_ACCOUNT_ID,
    CONF_ANILIST,
    CONF_MAPPINGS_SOURCE,
    CONF_PLEX_USER,
    CONF_SERVER,
    CONF_USER_ID,
    CONF_USER_NAME,
)
from ..mappings import MappingKeeper
from ..options import run_settings
from ..overrides import overrides_in
from ..plex.accounts import OWNER
from ..plex.reviews import PlexReviews
from ..plex.server import PlexServer
from ..plex.users import PlexAccount
from ..shared import Shared
from ..sync.backups.model import Vault
from ..sync.engine import ProfileEngine
from ..sync.errors import ServiceError
from ..sync.journal.journal import Journal
from ..sync.model import AccountKey, JsonValue, Notice, Policy
from ..sync.protocols import Known, Report
from ..sync.runner import Runner
from ..sync.runs import Everything, Progress, Scope, Stage
from .profile import Profile


def anime_options(options: Mapping[str, Any]) -> AnimeOptions:
    """Read what the user has chosen out of the options of an entry."""
    prefix = "policy_"
    idle = str(options.get("idle_status") or "none")
    return AnimeOptions.from_mapping(
        {
            **options,
            "policies": {
                name.removeprefix(prefix): value
                for name, value in options.items()
                if name.startswith(prefix)
            },
            "watchlist_planning": options.get("watchlist", False),
            "search_threshold": int(options.get("search_threshold") or 0),
            "idle_status": None if idle == "none" else idle.upper(),
            "idle_weeks": int(options.get("idle_weeks") or 16),
            "zone": str(dt_util.get_default_time_zone()),
        }
    )


def account_of(entry: ConfigEntry[Any]) -> AccountKey:
    """Return the account that an entry's profile writes to."""
    return account_key(entry.data[CONF_ANILIST][CONF_USER_ID])


class _OwnMappings:
    """The mappings as the profile sees them, with its overrides of the moment."""

    def __init__(self, keeper: MappingKeeper) -> None:
        self._keeper = keeper
        self._view = keeper.store.with_overrides()

    def take(self, decisions: Mapping[str, JsonValue]) -> None:
        """Put the user's own word on top."""
        self._view = self._keeper.store.with_overrides(overrides_in(decisions))

    async def edges_for(
        self, ids: Collection[ExternalId]
    ) -> Mapping[ExternalId, tuple[Edge, ...]]:
        return await self._view.edges_for(ids)


class _Planner(AnimePlanner):
    """A planner that has its mappings and the account's ways at hand when it reads."""

    def __init__(self, profile: AnimeProfile, **arguments: Any) -> None:
        super().__init__(**arguments)
        self._profile = profile
        self._knows_score_format = False

    @override
    async def read(self, scope: Scope, known: Known, report: Report) -> Snapshot:
        await self._profile.async_prepare(known)
        if not isinstance(scope, Everything) and not self._knows_score_format:
            await self._learn_score_format()
        snapshot = await super().read(scope, known, report)
        self._knows_score_format |= isinstance(scope, Everything)
        return snapshot

    async def _learn_score_format(self) -> None:
        """Ask how the account rates; a poll alone would never get to know."""
        if self._options().policy("score") is not Policy.OFF:
            self._score_format = (await self._anilist.viewer()).score_format
            self._knows_score_format = True


class AnimeProfile(Profile):
    """One Plex user's watching, and that user's AniList list."""

    sides: Mapping[str, str] = {"Plex": "plex", "AniList": "anilist"}

    def __init__(
        self,
        entry: ConfigEntry[Any],
        shared: Shared,
        journal: Journal,
        keeper: MappingKeeper,
        plex: PlexServer,
        anilist: AniListClient,
        reviews: PlexReviews,
        open_account: Callable[[], PlexAccount],
    ) -> None:
        """Build the engine between two doors; `open_account` is a third, seldom used."""
        self.mappings = keeper
        self.anilist = anilist.lane(Lane.USER)
        self._entry = entry
        self._open_account = open_account
        self.plex = plex
        self._reviews = reviews
        self._own_mappings = _OwnMappings(keeper)
        self._before_waiting: Progress | None = None
        in_runs = anilist.lane(Lane.RUN, self._on_wait)
        user_id: int = entry.data[CONF_ANILIST][CONF_USER_ID]
        self.planner = _Planner(
            self,
            plex=plex,
            anilist=in_runs,
            user_id=user_id,
            score_format=ScoreFormat.POINT_100,
            mappings=self._own_mappings,
            cache=journal,
            options=self.options,
            account_id=entry.data[CONF_PLEX_USER][CONF_ACCOUNT_ID],
            reviews=reviews,
            clock=dt_util.now,
        )
        target = AniListTarget(in_runs, user_id)
        runner = Runner(
            profile=entry.entry_id,
            planner=self.planner,
            target=target,
            journal=journal,
            writer_lock=shared.locks.of(target.account),
            settings=lambda: run_settings(entry.options),
            report=lambda progress: self.engine.report(progress),
            clock=dt_util.now,
        )
        self.engine = ProfileEngine(
            profile=entry.entry_id, runner=runner, target=target, journal=journal
        )

    @property
    def score_format(self) -> str:
        """How the account rates, as it was told last."""
        return self.planner.score_format

    def options(self) -> AnimeOptions:
        """Return the options of the moment."""
        return anime_options(self._entry.options)

    @override
    async def async_connect(self) -> None:
        server = await self.plex.connect()
        if server.machine_identifier != self._entry.data[CONF_SERVER][CONF_ID]:
            raise ServiceError("Plex", server.name, reason="other_server")

    async def async_prepare(self, known: Known) -> None:
        """Have mappings, not too old, and the user's own word on top of them.

        Raises:
            ServiceError: there are no mappings at all.
        """
        await self.mappings.async_ensure()
        self._own_mappings.take(known.decisions)

    @override
    async def async_close(self) -> None:
        await self.engine.close()
        await self.plex.close()
        await self._reviews.close()

    @override
    async def async_accounts(self) -> Collection[int]:
        user = self._entry.data[CONF_PLEX_USER]
        if user[CONF_ACCOUNT_ID] != OWNER:
            # Everybody but an owner has the same number everywhere.
            return ()
        account = self._open_account()
        try:
            return ((await account.itself()).id,)
        finally:
            await account.close()

    @override
    def vault(self, *, in_run: bool = False) -> Vault:
        account = self._entry.data[CONF_ANILIST]
        return AniListVault(
            self.anilist.lane(Lane.RUN if in_run else Lane.USER),
            account[CONF_USER_ID],
            str(account.get(CONF_USER_NAME) or ""),
            dt_util.utcnow,
        )

    @override
    def notices(self) -> Sequence[Notice]:
        return self.mappings.notices()

    @override
    def diagnostics(self) -> Mapping[str, Any]:
        state = asdict(self.mappings.store.state)
        state.pop("source")
        return {"mappings": state}

    def _on_wait(self, seconds: float) -> None:
        """Show that AniList lets a run wait, and go on with what was shown before."""
        if self.engine.running is None:
            return
        shown = self.engine.progress
        if seconds > 0:
            if shown is not None and shown.stage is not Stage.WAITING:
                self._before_waiting = shown
            basis = self._before_waiting or Progress(stage=Stage.WAITING)
            waiting = replace(basis, stage=Stage.WAITING, waiting_seconds=seconds)
            self.engine.report(waiting)
        elif self._before_waiting is not None:
            self.engine.report(self._before_waiting)
            self._before_waiting = None


async def async_build_anime_profile(
    hass: HomeAssistant, entry: ConfigEntry[Any], shared: Shared, journal: Journal
) -> AnimeProfile:
    """Build an anime profile; nothing is asked of the services yet.

    Raises:
        ServiceError: the Plex entry that it reads its address from is gone.
        OSError: the file of the mappings can neither be read nor replaced.
    """
    connection = plex_connection(hass, entry.data)
    keeper = await shared.async_keeper(entry.options.get(CONF_MAPPINGS_SOURCE, ""))
    client_identifier = await async_client_identifier(hass)

    def of_account[Door: (PlexAccount, PlexReviews)](door: type[Door]) -> Door:
        return door(
            connection.token,
            client_identifier=client_identifier,
            endpoints=shared.endpoints.plex,
        )

    profile = AnimeProfile(
        entry,
        shared,
        journal,
        keeper,
        PlexServer(
            connection.url,
            connection.token,
            verify_tls=connection.verify_tls,
            client_identifier=client_identifier,
            endpoints=shared.endpoints.plex,
        ),
        AniListClient(
            async_get_clientsession(hass),
            entry.data[CONF_ANILIST][CONF_TOKEN],
            limiter=shared.limiter,
            endpoint=shared.endpoints.anilist,
        ),
        of_account(PlexReviews),
        lambda: of_account(PlexAccount),
    )
    await async_take_in(hass, entry, journal, account_of(entry), profile.anilist)
    return profile
