"""Fixtures of the end-to-end tests: one Home Assistant a module, on its own loop."""

from collections.abc import AsyncIterator
import pathlib

from playwright.async_api import expect
import pytest
import pytest_asyncio

from .harness.home_assistant import HomeAssistant

HERE = pathlib.Path(__file__).parent

# Two browsers and two Home Assistants share the machine: what is looked for may be late.
expect.set_options(timeout=30_000)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run a module's tests on the loop that its Home Assistant's session lives on."""
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.e2e)
            item.add_marker(pytest.mark.asyncio(loop_scope="module"), append=False)


@pytest.fixture(autouse=True)
def verify_cleanup() -> None:
    """Replace the plugin's: it would end the loop that a module goes on using."""


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def home_assistant(
    tmp_path_factory: pytest.TempPathFactory,
) -> AsyncIterator[HomeAssistant]:
    """A Home Assistant that has just been set up, without a profile."""
    async with HomeAssistant(tmp_path_factory.mktemp("config")) as running:
        yield running
