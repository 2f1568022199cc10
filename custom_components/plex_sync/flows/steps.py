"""What all steps share."""

from collections.abc import Awaitable, Callable
from typing import Final

from homeassistant.config_entries import (
    SOURCE_REAUTH,
    SOURCE_RECONFIGURE,
    ConfigEntry,
    ConfigFlow,
    ConfigFlowResult,
)
from homeassistant.helpers.selector import (
    TextSelector,
    TextSelectorConfig,
    TextSelectorType,
)

type Step = Callable[[], Awaitable[ConfigFlowResult]]
"""Where a flow goes on, which depends on what it is for."""

TOKEN: Final = TextSelector(TextSelectorConfig(type=TextSelectorType.PASSWORD))


class ProfileSteps(ConfigFlow):
    """Base of the steps."""

    @property
    def _profile(self) -> ConfigEntry | None:
        """The profile that is signed in again or reconfigured; `None`: a new one."""
        if self.source == SOURCE_REAUTH:
            return self._get_reauth_entry()
        if self.source == SOURCE_RECONFIGURE:
            return self._get_reconfigure_entry()
        return None
