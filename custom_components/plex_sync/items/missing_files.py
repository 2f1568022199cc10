"""Lists of what is missing as files that other programs can follow."""

from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
import tempfile
from typing import Any, Final

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant, callback
from homeassistant.util import slugify

from ..const import DOMAIN
from ..music.export import SPOTIFY, LinkService, album_links, as_table, track_links
from ..music.items import SavedItem
from ..music.missing import MissingTrack
from .standings import Standings

CONF_FOLDER: Final = "folder"
"""In the data of an entry: the folder that its first title has given it."""
BY_ITEM: Final = "missing"
"""The folder of the tables; all of it is ours."""


@callback
def async_folder(hass: HomeAssistant, entry: ConfigEntry[Any]) -> Path:
    """Return the folder of a profile: named by its first title, and never renamed."""
    if not (name := entry.data.get(CONF_FOLDER)):
        taken = {
            other.data.get(CONF_FOLDER)
            for other in hass.config_entries.async_entries(DOMAIN)
        } | {"backups", "import"}
        first = slugify(entry.title) or "music"
        names = (first, *(f"{first}_{number}" for number in range(2, len(taken) + 3)))
        name = next(each for each in names if each not in taken)
        hass.config_entries.async_update_entry(
            entry, data={**entry.data, CONF_FOLDER: name}
        )
    return Path(hass.config.path(DOMAIN, name))


def write_missing_files(folder: Path, standings: Standings) -> None:
    """Write what is missing, as tables and with links to Spotify; blocks.

    Raises:
        OSError: the disk is full, or the folder cannot be written.
    """
    write_link_files(folder, standings, SPOTIFY)
    tables = _tables(standings)
    _write(folder, tables)
    for path in (folder / BY_ITEM).glob("*.csv"):
        if f"{BY_ITEM}/{path.name}" not in tables:
            path.unlink(missing_ok=True)


def write_link_files(folder: Path, standings: Standings, service: LinkService) -> None:
    """Write the lists with links to a service; blocks.

    Raises:
        OSError: the disk is full, or the folder cannot be written.
    """
    items = {key: standing.item for key, standing in standings.items.items()}
    tracks, albums = _link_files(service.name)
    texts = {
        tracks: track_links(standings.missing, items, service),
        albums: album_links(standings.missing, items, service),
    }
    _write(folder, texts)


def remove_link_files(folder: Path, service: str) -> None:
    """Remove the lists with links to a service that is no longer set up; blocks.

    Raises:
        OSError: the folder cannot be written.
    """
    for name in _link_files(service):
        (folder / name).unlink(missing_ok=True)


def _link_files(service: str) -> tuple[str, str]:
    """Name the lists of tracks and of albums."""
    return f"missing_tracks_{service}.txt", f"missing_albums_{service}.txt"


def _tables(standings: Standings) -> dict[str, str]:
    """Return the table of each item, by its name within the folder of the profile."""
    items = {key: standing.item for key, standing in standings.items.items()}
    by_item: dict[str, list[MissingTrack]] = defaultdict(list)
    for track in standings.missing:
        by_item[track.item].append(track)
    return {
        f"{BY_ITEM}/{name}.csv": as_table(by_item[key], items)
        for name, key in _table_names(items).items()
    }


def _write(folder: Path, texts: Mapping[str, str]) -> None:
    """Write files aside and rename them; those that are as they should be stay."""
    (folder / BY_ITEM).mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        path, content = folder / name, text.encode()
        if path.is_file() and path.read_bytes() == content:
            continue
        with tempfile.NamedTemporaryFile(
            dir=path.parent, prefix=".", suffix=".part", delete_on_close=False
        ) as file:
            file.write(content)
            file.close()
            Path(file.name).chmod(0o644)
            Path(file.name).replace(path)


def _table_names(items: Mapping[str, SavedItem]) -> dict[str, str]:
    """Give each item's table a name of its own; equal titles are numbered."""
    names: dict[str, str] = {}
    for key, item in items.items():
        first = slugify(item.title)[:100] or "untitled"
        number, name = 1, first
        while name in names:
            number += 1
            name = f"{first}_{number}"
        names[name] = key
    return names
