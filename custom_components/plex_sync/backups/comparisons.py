"""The comparison of each profile that was made last, so that its pages belong together."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from homeassistant.core import callback
from homeassistant.util import dt as dt_util
from homeassistant.util.hass_dict import HassKey
from homeassistant.util.ulid import ulid_now

from ..const import DOMAIN
from ..coordinator import PlexSyncCoordinator
from ..sync.backups.compare import Comparison

KEPT_FOR: Final = timedelta(minutes=10)

_KEPT: HassKey[dict[str, KeptComparison]] = HassKey(f"{DOMAIN}_comparisons")


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptComparison:
    """A comparison that can be asked for again, page by page."""

    name: str
    backup: str
    """The file's name."""
    at: datetime
    comparison: Comparison


@callback
def async_keep(
    coordinator: PlexSyncCoordinator, backup: str, comparison: Comparison
) -> KeptComparison:
    """Keep a comparison under a new name, until the next one or the unload."""
    kept = KeptComparison(
        name=ulid_now(),
        backup=backup,
        at=dt_util.utcnow(),
        comparison=comparison,
    )
    entry = coordinator.config_entry
    comparisons = coordinator.hass.data.setdefault(_KEPT, {})

    @callback
    def forget() -> None:
        comparisons.pop(entry.entry_id, None)

    if entry.entry_id not in comparisons:
        entry.async_on_unload(forget)
    comparisons[entry.entry_id] = kept
    return kept


@callback
def async_kept(
    coordinator: PlexSyncCoordinator, name: str | None, backup: str
) -> KeptComparison | None:
    """Return the comparison of a name; `None`: it is not kept any more."""
    comparisons = coordinator.hass.data.get(_KEPT, {})
    kept = comparisons.get(coordinator.config_entry.entry_id)
    if kept is None or (kept.name, kept.backup) != (name, backup):
        return None
    return kept if dt_util.utcnow() - kept.at < KEPT_FOR else None
