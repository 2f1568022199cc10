"""System health: whether services are asked elsewhere, the journal, AniList's limiter."""

from pathlib import Path
from typing import Any

from homeassistant.components import system_health
from homeassistant.core import HomeAssistant, callback

from .const import DOMAIN
from .shared import async_get_shared


@callback
def async_register(
    _hass: HomeAssistant, register: system_health.SystemHealthRegistration
) -> None:
    """Register what is told."""
    register.async_register_info(async_system_health_info)


async def async_system_health_info(hass: HomeAssistant) -> dict[str, Any]:
    """Return what the health page shows."""
    shared = async_get_shared(hass)
    size = await hass.async_add_executor_job(_megabytes, shared.journal_path)
    return {
        "profiles": len(hass.config_entries.async_loaded_entries(DOMAIN)),
        "endpoints_overridden": ", ".join(shared.endpoints.overridden) or "none",
        "journal_size": f"{size:.1f} MB",
        "anilist_paused": f"{shared.limiter.paused_for:.0f} s",
        "can_reach_anilist": system_health.async_check_can_reach_url(
            hass, shared.endpoints.anilist
        ),
    }


def _megabytes(path: Path) -> float:
    """Measure the journal with what it has not yet taken in."""
    files = path.parent.glob(f"{path.name}*")
    return sum(file.stat().st_size for file in files) / 1_000_000
