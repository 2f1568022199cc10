"""Print what Home Assistant would install at run time, one requirement a line.

For what every Home Assistant sets up unasked, for our integration, for the domains that
are given, and for all that those depend on. Run by the Python that has Home Assistant.
"""

import json
from pathlib import Path
import sys

import homeassistant
from homeassistant.bootstrap import CORE_INTEGRATIONS, DEFAULT_INTEGRATIONS
from homeassistant.requirements import DISCOVERY_INTEGRATIONS

COMPONENTS = Path(homeassistant.__file__).parent / "components"
OURS = Path(__file__).parent.parent.parent / "custom_components" / "plex_sync"


def main(domains: list[str]) -> None:
    """Walk the manifests by the rule that Home Assistant itself goes by."""
    waiting = {*CORE_INTEGRATIONS, *DEFAULT_INTEGRATIONS, *domains}
    seen: set[str] = set()
    ours = json.loads((OURS / "manifest.json").read_text())
    requirements: set[str] = set(ours["requirements"])
    while waiting:
        domain = waiting.pop()
        seen.add(domain)
        file = COMPONENTS / domain / "manifest.json"
        if not file.exists():
            continue
        manifest = json.loads(file.read_text())
        requirements.update(manifest.get("requirements", ()))
        # Some import what they name only there, as analytics does with hassio.
        needs = {
            *manifest.get("dependencies", ()),
            *manifest.get("after_dependencies", ()),
        }
        needs.update(
            name
            for name, keys in DISCOVERY_INTEGRATIONS.items()
            if any(key in manifest for key in keys)
        )
        waiting |= needs - seen
    print("\n".join(sorted(requirements, key=str.casefold)))


if __name__ == "__main__":
    main(sys.argv[1:])
