"""Settings of all tests: sockets stay on loopback, engine tests stay light."""

import asyncio
import os

from hypothesis import settings
import pytest
import pytest_socket

# First of all: the test plugin has a `custom_components` of its own, and whichever is
# imported first is the one that Home Assistant finds.
import custom_components.plex_sync  # noqa: F401
from tests.e2e.harness.loopback import keep_c_ares_on_loopback

CONTRACTS = "PLEX_SYNC_CONTRACTS"
"""Names the folder with the real contracts of the services."""

collect_ignore = [] if os.environ.get(CONTRACTS) else ["contract"]

LOOPBACK = ["127.0.0.1", "localhost", "::1"]

settings.register_profile("ci", derandomize=True, deadline=None, print_blob=True)
settings.register_profile("dev", deadline=None)
settings.load_profile("ci" if os.environ.get("CI") else "dev")


def pytest_configure(config: pytest.Config) -> None:
    """Let tests reach this machine, where the fakes are, and no other."""
    known: dict[str, set[str]] = {}

    def allow_loopback(*_: object, **__: object) -> None:
        pytest_socket.enable_socket()
        pytest_socket.socket_allow_hosts(
            LOOPBACK, allow_unix_socket=True, resolution_cache=known
        )

    # The test plugin disables sockets before each test, ahead of fixtures of any scope.
    # A fixture would come too late for fakes that live as long as a module.
    patch = pytest.MonkeyPatch()
    patch.setattr(pytest_socket, "disable_socket", allow_loopback)
    config.add_cleanup(patch.undo)
    keep_c_ares_on_loopback(lambda event, address: None)


def pytest_report_header() -> str | None:
    """Say so when tests are left out."""
    if os.environ.get(CONTRACTS):
        return None
    return f"tests/contract is left out: {CONTRACTS} is not set"


@pytest.fixture(autouse=True)
async def enable_event_loop_debug(request: pytest.FixtureRequest) -> None:
    """Replace the plugin's: only where Home Assistant runs is it worth its time."""
    if "hass" in request.fixturenames:
        asyncio.get_running_loop().set_debug(True)


@pytest.fixture(autouse=True)
def find_integration(request: pytest.FixtureRequest) -> None:
    """Let Home Assistant find the integration, in tests that run one."""
    if "hass" in request.fixturenames:
        request.getfixturevalue("enable_custom_integrations")
