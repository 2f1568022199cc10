"""What a dry run leaves of a publication: a file that says what would be sent."""

from collections.abc import Mapping, Sequence
import json
import logging
from pathlib import Path
from typing import Any, Final

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util

from ..items.missing_files import async_folder
from ..music.categories import CategorisedItem
from ..music.mqtt_manifest import manifest_of
from ..music.mqtt_messages import Messages
from ..music.mqtt_plan import PublishPlan
from .settings import HOME_ASSISTANT, OWN, MqttSettings

_LOGGER = logging.getLogger(__name__)

MANIFEST: Final = "mqtt_dry_run_manifest.json"


async def async_write_manifest(
    hass: HomeAssistant,
    entry: ConfigEntry[Any],
    settings: MqttSettings,
    items: Sequence[CategorisedItem],
    wanted: Messages,
    plan: PublishPlan,
) -> None:
    """Write the manifest; if it cannot be, the log says so."""
    manifest = manifest_of(
        items if settings.enabled else (),
        settings.naming,
        wanted,
        plan,
        broker=HOME_ASSISTANT if settings.access is None else OWN,
        now=dt_util.now(),
    )
    folder = async_folder(hass, entry)
    try:
        await hass.async_add_executor_job(_write, folder, manifest)
    except OSError as err:
        _LOGGER.warning(
            "%s: %s cannot be written: %s",
            entry.title,
            MANIFEST,
            err.strerror or type(err).__name__,
        )


def _write(folder: Path, manifest: Mapping[str, Any]) -> None:
    """Write it aside and rename it; blocks.

    Raises:
        OSError: the disk is full, or the folder cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps(manifest, indent=2, ensure_ascii=False) + "\n"
    aside = folder / f".{MANIFEST}.part"
    aside.write_text(text, encoding="utf-8")
    aside.replace(folder / MANIFEST)
