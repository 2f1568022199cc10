"""A Home Assistant with one profile, in which nothing runs by itself."""

import asyncio
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final, Self

from tests.demo.setup import DOMAIN, set_up_profile
from tests.e2e.harness.home_assistant import INTEGRATION, HomeAssistant
from tests.fakes.anilist import FakeAniList
from tests.fakes.plex import FakePlex

PROBE: Final = Path(__file__).parent / "plex_sync_probe"


class BenchHome:
    """One configuration folder, started anew for each measurement."""

    def __init__(
        self,
        folder: Path,
        plex: FakePlex,
        anilist: FakeAniList,
        mappings: str,
        **others: str,
    ) -> None:
        """Keep the services; `mappings` is the address of a mapping file.

        Others are named as the YAML names their endpoints.
        """
        endpoints = {
            "anilist": anilist.url,
            "plex_tv": plex.plextv_url,
            "discover": plex.discover_url,
            "mappings": mappings,
            "mappings_fallback": mappings,
            **others,
        }
        lines = [f"    {name}: {address}" for name, address in endpoints.items()]
        yaml = ["plex_sync_probe:", "plex_sync:", "  endpoints:", *lines, ""]
        self.home = HomeAssistant(
            folder, yaml="\n".join(yaml), integrations=(INTEGRATION, PROBE)
        )
        self._plex = plex
        self.entry = ""

    @property
    def journal_path(self) -> Path:
        """Where the journal's file is."""
        return self.home.config / ".storage" / "plex_sync.db"

    async def __aenter__(self) -> Self:
        """Start it."""
        await self.home.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        """Stop it."""
        await self.home.stop()

    async def set_up(self, token: str) -> None:
        """Make the profile; `token` is that of AniList."""
        answers = {
            "plex.server": "address",
            "url": self._plex.url,
            "plex_address.token": self._plex.owner.token,
            "anilist.token": token,
            # A preview comes first, so that the first measured run is the first run.
            "dry_run": True,
        }
        await self._set_up("anime", answers)
        await self.act("refresh_mappings")

    async def set_up_music(self, token: str, items: Sequence[str]) -> None:
        """Make a music profile of saved items; `token` is that of Spotify."""
        answers = {
            "plex.server": "address",
            "url": self._plex.url,
            "plex_address.token": self._plex.owner.token,
            "account": "token",
            "access_token": token,
            "items": list(items),
            # Nothing is read before the first measured run.
            "automatic_sync": False,
            "dry_run": True,
        }
        await self._set_up("music", answers)

    async def _set_up(self, kind: str, answers: Mapping[str, Any]) -> None:
        """Make a profile in which nothing runs by itself."""
        entry = await set_up_profile(self.home, kind, answers)
        self.entry = entry["entry_id"]
        for switch in ("automatic_sync", "dry_run"):
            await self._turn_off(switch)
        await self.act("stop")

    async def settled(self) -> None:
        """Wait until what starts late has started."""
        await asyncio.sleep(3)

    async def act(self, action: str, **data: Any) -> Mapping[str, Any]:
        """Run an action of the profile; its answer."""
        answer: Mapping[str, Any] = await self.home.action(
            f"{DOMAIN}.{action}",
            {"config_entry_id": self.entry, **data},
            response=True,
        )
        return answer

    async def _turn_off(self, key: str) -> None:
        registry = await self.home.call("config/entity_registry/list")
        name = next(
            one["entity_id"]
            for one in registry
            if one["config_entry_id"] == self.entry and one["translation_key"] == key
        )
        await self.home.action("switch.turn_off", target={"entity_id": name})
