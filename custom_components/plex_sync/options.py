"""The options of a profile, out of its config entry; each has a default."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time, timedelta
from typing import Any, Self

from homeassistant.util import dt as dt_util

from .const import CONF_AUTOMATIC_SYNC, CONF_DRY_RUN, CONF_PREVIEW
from .sync.guard import GuardLimits
from .sync.runner import RunSettings

_GUARD = GuardLimits()


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduleOptions:
    """When a profile runs by itself."""

    automatic: bool = True
    dry_run: bool = False
    """What is wanted is planned and shown, not written."""
    full_sync_time: time = time(2)
    """Local."""
    full_sync_days: int = 1
    poll_interval: timedelta | None = timedelta(seconds=60)
    """`None`: no polling."""

    @classmethod
    def from_options(cls, options: Mapping[str, Any]) -> Self:
        """Read the options of an entry."""
        at = dt_util.parse_time(str(options.get("full_sync_time") or ""))
        seconds = float(options.get("poll_interval", 60))
        return cls(
            automatic=bool(options.get(CONF_AUTOMATIC_SYNC, True)),
            dry_run=bool(options.get(CONF_DRY_RUN, False)),
            full_sync_time=at or time(2),
            full_sync_days=max(1, int(options.get("full_sync_days", 1))),
            poll_interval=timedelta(seconds=seconds) if seconds > 0 else None,
        )

    @property
    def full_sync_interval(self) -> timedelta:
        """How long a full run stands for the state of things."""
        return timedelta(days=self.full_sync_days)


@dataclass(frozen=True, slots=True, kw_only=True)
class RetentionOptions:
    """How much of the past a profile keeps."""

    days: int = 365
    records: int = 100_000

    @classmethod
    def from_options(cls, options: Mapping[str, Any]) -> Self:
        """Read the options of an entry."""
        return cls(
            days=max(1, int(options.get("history_days", 365))),
            records=max(1, int(options.get("history_records", 100_000))),
        )


def run_settings(options: Mapping[str, Any]) -> RunSettings:
    """Read what runs obey."""
    return RunSettings(
        destructive=bool(options.get("destructive", False)),
        preview=bool(options.get(CONF_PREVIEW, False)),
        guard=GuardLimits(
            lowered=int(options.get("guard_lowered", _GUARD.lowered)),
            lowered_share=_share(options, "guard_lowered", _GUARD.lowered_share),
            deleted=int(options.get("guard_deleted", _GUARD.deleted)),
            deleted_share=_share(options, "guard_deleted", _GUARD.deleted_share),
            sequence_share=_share(options, "guard_sequence", _GUARD.sequence_share),
            library_share=_share(options, "guard_library", _GUARD.library_share),
        ),
    )


def _share(options: Mapping[str, Any], name: str, default: float) -> float:
    """Read a share, which people give in percent."""
    percent = options.get(f"{name}_percent")
    return default if percent is None else float(percent) / 100
