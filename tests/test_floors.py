"""The house keeps its floors: imports go down only, and only doors connect.

1. `sync/`; 2. the doors; 3. the kinds of profile; 4. the files of Home Assistant.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

PACKAGE = "custom_components.plex_sync"
FOLDER = Path(__file__).parent.parent / "custom_components" / "plex_sync"

ENGINE = frozenset({"sync"})
DOORS = frozenset(
    {
        "anibridge",
        "anilist",
        "broker",
        "lidarr",
        "musicbrainz",
        "plex",
        "slskd",
        "spotify",
        "tidal",
    }
)
KINDS = frozenset({"anime", "music"})
# How errors are told, and a container that knows nothing of anything.
FOR_ALL_DOORS = frozenset({f"{PACKAGE}.sync.errors", f"{PACKAGE}.sync.columns"})

OF_HOME_ASSISTANT = frozenset({"homeassistant", "probatio", "voluptuous"})
CONNECTS = frozenset(
    {
        "aiohttp",
        "aiopyarr",
        "ftplib",
        "http.client",
        "httpx",
        "paho",
        "plexapi",
        "plexwebsocket",
        "requests",
        "smtplib",
        "socket",
        "urllib.request",
        "urllib3",
        "websocket",
        "websockets",
    }
)
# Home Assistant's files hand a session to the doors and serve pages of their own.
SERVES = frozenset({"aiohttp"})


@dataclass(frozen=True, slots=True)
class Import:
    """An imported name, in full: `custom_components.plex_sync.sync.model.State`."""

    name: str
    line: int
    for_types_only: bool


def floor_of(part: str) -> int:
    """The floor of a folder or a file at the root of the integration."""
    if part in ENGINE:
        return 1
    if part in DOORS:
        return 2
    return 3 if part in KINDS else 4


def is_within(name: str, modules: frozenset[str]) -> bool:
    """Whether an imported name is one of some modules, or inside of one."""
    return any(name == one or name.startswith(f"{one}.") for one in modules)


def imports_of(source: str, module: str, *, is_package: bool) -> Iterator[Import]:
    """All imports of a module, wherever they stand, relative ones resolved."""
    tree = ast.parse(source)
    typing_only = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING")
        for statement in node.body
        for inner in ast.walk(statement)
    }
    package = module.split(".") if is_package else module.split(".")[:-1]
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else []
            parent = ".".join([*above, *([node.module] if node.module else [])])
            names = [f"{parent}.{alias.name}" for alias in node.names]
        else:
            continue
        for name in names:
            yield Import(name, node.lineno, id(node) in typing_only)


def offences(source: str, path: Path) -> list[str]:
    """What a file of the integration, named by its path in it, does wrong."""
    part = path.parts[0] if len(path.parts) > 1 else path.stem
    floor = floor_of(part)
    is_package = path.stem == "__init__"
    module = ".".join([PACKAGE, *path.with_suffix("").parts])
    module = module.removesuffix(".__init__")
    found = []
    for one in imports_of(source, module, is_package=is_package):
        reason = ""
        if one.name.startswith(f"{PACKAGE}."):
            target = one.name.removeprefix(f"{PACKAGE}.").split(".")[0]
            inside = target == part and len(path.parts) > 1
            if inside:
                continue
            if floor < 4 and floor_of(target) > floor:
                reason = "imports upwards"
            elif floor == 2 and target in DOORS:
                reason = "a door that imports another"
            elif floor == 2 and not is_within(one.name, FOR_ALL_DOORS):
                reason = "a door that imports more of the engine than its errors"
            elif floor == 3 and target in KINDS:
                reason = "a kind of profile that imports another"
        elif floor < 4 and is_within(one.name, OF_HOME_ASSISTANT):
            reason = "knows of Home Assistant"
        elif floor == 2 or one.for_types_only:
            continue
        elif is_within(one.name, CONNECTS) and not (
            floor == 4 and is_within(one.name, SERVES)
        ):
            reason = "opens connections and is no door"
        if reason:
            found.append(f"{path}:{one.line}: {one.name}: {reason}")
    return found


def test_house_keeps_its_floors() -> None:
    """No file of the integration imports what it must not."""
    files = sorted(FOLDER.rglob("*.py"))
    assert files
    assert [
        offence
        for file in files
        for offence in offences(file.read_text(), file.relative_to(FOLDER))
    ] == []


@pytest.mark.parametrize(
    ("path", "source", "reason"),
    [
        ("sync/run.py", "from ..anilist.model import Entry", "upwards"),
        ("sync/run.py", "from .. import anilist", "upwards"),
        ("sync/run.py", "def f():\n    import aiohttp", "no door"),
        ("sync/run.py", "from homeassistant.core import HomeAssistant", "Home Assist"),
        ("sync/deep/run.py", "from ...const import DOMAIN", "upwards"),
        ("plex/rows.py", "import voluptuous as vol", "Home Assistant"),
        ("plex/rows.py", "from ..anilist import client", "a door that imports another"),
        ("plex/rows.py", "from ..sync.model import State", "more of the engine"),
        ("plex/__init__.py", "from ..sync import model", "more of the engine"),
        ("plex/rows.py", "from ..anime.rules import Rule", "upwards"),
        ("anime/rules.py", "import requests", "no door"),
        ("anime/rules.py", "from urllib.request import urlopen", "no door"),
        ("anime/rules.py", "from urllib import request", "no door"),
        ("anime/rules.py", "from http import client", "no door"),
        ("anime/rules.py", "from ..music import merge", "a kind of profile that"),
        ("anime/rules.py", "from ..coordinator import Profile", "upwards"),
        (
            "anime/rules.py",
            "import custom_components.plex_sync.coordinator",
            "upwards",
        ),
        ("coordinator.py", "from plexapi.server import PlexServer", "no door"),
        ("coordinator.py", "import socket", "no door"),
    ],
)
def test_offence_is_found(path: str, source: str, reason: str) -> None:
    """The check above is able to fail."""
    [offence] = offences(source, Path(path))
    assert reason in offence


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("__init__.py", "from .coordinator import Profile"),
        ("coordinator.py", "from .anime.planner import AnimePlanner"),
        ("coordinator.py", "from homeassistant.core import HomeAssistant"),
        ("websocket_api.py", "from aiohttp import web"),
        ("anime/planner.py", "from ..plex.model import Show"),
        ("anime/planner.py", "from ..sync.model import State"),
        ("anime/mapping/store.py", "from ..rules import Rule"),
        ("anime/rules.py", "from urllib.parse import urlsplit"),
        (
            "anime/rules.py",
            "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import aiohttp",
        ),
        ("plex/server.py", "import requests\nfrom ..sync.errors import ServiceError"),
        ("plex/__init__.py", "from .server import connect"),
        ("sync/__init__.py", "from . import model\nfrom .model import State"),
    ],
)
def test_what_is_allowed_passes(path: str, source: str) -> None:
    """The check above does not cry wolf."""
    assert offences(source, Path(path)) == []
