"""What Home Assistant's own checks look at: manifest, quality scale, languages."""

import ast
import json
from pathlib import Path
import re
from typing import Any, Final

from awesomeversion import AwesomeVersion, AwesomeVersionStrategy
import homeassistant
from homeassistant.const import Platform
from packaging.requirements import Requirement
import yaml

from custom_components.plex_sync import PLATFORMS
from custom_components.plex_sync.const import DOMAIN

ROOT: Final = Path(__file__).parents[2]
PACKAGE: Final = ROOT / "custom_components" / DOMAIN
COMPONENTS: Final = Path(homeassistant.__file__).parent / "components"
MANIFEST: Final[dict[str, Any]] = json.loads((PACKAGE / "manifest.json").read_text())
TEXTS: Final[dict[str, Any]] = json.loads(
    (PACKAGE / "translations" / "en.json").read_text(encoding="utf-8")
)
ALWAYS_THERE: Final = {"diagnostics", "repairs", "system_health"}
"""Home Assistant calls these files itself, and only where it has them."""
_RULES: Final = """
    action-setup appropriate-polling brands common-modules config-flow
    config-flow-test-coverage dependency-transparency docs-actions docs-conditions
    docs-high-level-description docs-installation-instructions
    docs-removal-instructions docs-triggers entity-event-setup entity-unique-id
    has-entity-name runtime-data test-before-configure test-before-setup
    unique-config-entry action-exceptions config-entry-unloading
    docs-configuration-parameters docs-installation-parameters entity-unavailable
    integration-owner log-when-unavailable parallel-updates reauthentication-flow
    test-coverage devices diagnostics discovery discovery-update-info
    docs-data-update docs-examples docs-known-limitations docs-supported-devices
    docs-supported-functions docs-troubleshooting docs-use-cases dynamic-devices
    entity-category entity-device-class entity-disabled-by-default
    entity-translations exception-translations icon-translations
    reconfiguration-flow repair-issues stale-devices async-dependency
    inject-websession strict-typing
"""
RULES: Final = frozenset(_RULES.split())
CHAPTERS: Final = {
    "docs-actions": "### Actions",
    "docs-configuration-parameters": "Options, to be changed at any time",
    "docs-data-update": "## How data is updated",
    "docs-examples": "## Examples",
    "docs-installation-instructions": "## Installation",
    "docs-installation-parameters": "On set-up:",
    "docs-known-limitations": "## Known limitations",
    "docs-removal-instructions": "## Removal",
    "docs-supported-functions": "## Supported functions",
    "docs-troubleshooting": "## Troubleshooting",
    "docs-use-cases": "## Use cases",
}


def test_manifest_is_as_home_assistant_wants_it() -> None:
    """Order, address, class and version; nothing that only core integrations have."""
    keys = list(MANIFEST)
    assert keys[:2] == ["domain", "name"]
    assert keys[2:] == sorted(keys[2:])
    assert MANIFEST["domain"] == PACKAGE.name
    assert MANIFEST["config_flow"] is True
    assert MANIFEST["integration_type"] == "service"
    assert MANIFEST["iot_class"] == "cloud_polling"
    assert all(owner.startswith("@") for owner in MANIFEST["codeowners"])
    for key in ("documentation", "issue_tracker"):
        assert MANIFEST[key].startswith("https://")
    version = AwesomeVersion(MANIFEST["version"])
    assert version.strategy is AwesomeVersionStrategy.SEMVER


def test_requirements_leave_room_for_home_assistants_own() -> None:
    """Nothing is pinned that core pins as well, and each has a lower bound."""
    for text in MANIFEST["requirements"]:
        requirement = Requirement(text)
        assert [each.operator for each in requirement.specifier] == [">="]


def used_components() -> set[str]:
    """The components of Home Assistant that the code imports."""
    found: set[str] = set()
    for file in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.ImportFrom) and node.module:
                parts = node.module.split(".")
                if parts[:2] == ["homeassistant", "components"]:
                    found |= {parts[2]} if parts[2:] else {n.name for n in node.names}
    return found


def test_what_is_used_is_depended_on() -> None:
    """Each component that is imported is there before the integration is."""
    depended = {*MANIFEST["dependencies"], *MANIFEST["after_dependencies"]}
    assert all((COMPONENTS / name).is_dir() for name in depended)
    platforms = set(map(str, Platform))
    assert used_components() - platforms - ALWAYS_THERE <= depended


def test_platforms_have_their_files() -> None:
    """What is set up is there."""
    assert all((PACKAGE / f"{platform}.py").exists() for platform in PLATFORMS)


def test_every_rule_of_the_quality_scale_is_kept_or_does_not_apply() -> None:
    """Exempt only with a reason."""
    scale = yaml.safe_load((PACKAGE / "quality_scale.yaml").read_text())
    assert scale["rules"].keys() == RULES
    for rule, state in scale["rules"].items():
        if state != "done":
            assert state["status"] == "exempt", rule
            assert state["comment"].strip(), rule


def test_readme_has_the_chapters_that_the_scale_asks_for() -> None:
    """And its pictures are there."""
    readme = (ROOT / "README.md").read_text()
    for rule, heading in CHAPTERS.items():
        assert heading in readme, rule
    for picture in re.findall(r"!\[[^\]]*\]\(([^)]+)\)", readme):
        assert (ROOT / picture).exists(), picture


def test_menus_and_fields_have_a_word_for_each_choice() -> None:
    """What a menu describes it also names, and the same for fields."""
    for part in ("config", "options"):
        for step in TEXTS[part]["step"].values():
            for forms in (step, *step.get("sections", {}).values()):
                assert forms.get("data_description", {}).keys() <= (
                    forms.get("data", {}).keys()
                )
            assert step.get("menu_option_descriptions", {}).keys() <= (
                step.get("menu_options", {}).keys()
            )
