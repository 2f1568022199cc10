"""Parts of the integration for programs that need no Home Assistant.

Its package begins by importing Home Assistant, which takes seconds. `without_home_assistant`
puts an empty package in that place, so that what lies within can be imported by itself.
"""

from pathlib import Path
import sys
from types import ModuleType

PACKAGE = "custom_components.plex_sync"
FOLDER = Path(__file__).parent.parent.parent / "custom_components" / "plex_sync"


def without_home_assistant() -> None:
    """Let `custom_components.plex_sync.…` be imported without its first lines."""
    if PACKAGE not in sys.modules:
        package = ModuleType(PACKAGE)
        package.__path__ = [str(FOLDER)]
        sys.modules[PACKAGE] = package
