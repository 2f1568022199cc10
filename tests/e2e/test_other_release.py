"""The other release of Home Assistant that is supported boots it, sets it up, runs it."""

import os
from pathlib import Path

import pytest

from tests.demo.configuration import yaml_of
from tests.demo.once import run_once
from tests.demo.services import SampleServices

from .harness.home_assistant import HomeAssistant

PYTHON = os.environ.get("PLEX_SYNC_OTHER_RELEASE", "")
"""The Python of an environment with that release."""


@pytest.mark.skipif(not PYTHON, reason="PLEX_SYNC_OTHER_RELEASE names no Python")
async def test_other_release_boots_sets_up_and_runs(tmp_path: Path) -> None:
    """From an empty home to a list that is right, without a warning of ours."""
    async with SampleServices() as services:
        home = HomeAssistant(
            tmp_path, yaml=yaml_of(services.endpoints), python=Path(PYTHON)
        )
        async with home:
            version = (await home.rest("GET", "/api/config"))["version"]
            assert version.startswith("2026.11.")
            report = await run_once(home, services)
            assert report.ok, "\n".join(report.lines())
            assert services.differences() == []
            assert await home.stop() == 0
    assert home.problems().ours == []
