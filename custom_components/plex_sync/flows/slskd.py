"""The options of a music profile about slskd."""

import asyncio
from collections.abc import Mapping
import re
from types import MappingProxyType
from typing import Any, Final

from homeassistant.config_entries import ConfigFlowResult, OptionsFlowWithReload
from homeassistant.const import CONF_API_KEY, CONF_URL, CONF_VERIFY_SSL
from homeassistant.helpers.selector import (
    BooleanSelector,
    SelectOptionDict,
    Selector,
    SelectSelector,
    SelectSelectorConfig,
    SelectSelectorMode,
    TextSelector,
    TimeSelector,
)
import voluptuous as vol

from ..handoff.slskd_access import (
    CONF_AUTOMATIC,
    CONF_ENABLED,
    CONF_FORMATS,
    CONF_MIN_BITRATE,
    CONF_MOST_TRIES,
    CONF_SLSKD,
    CONF_TIME,
    async_slskd_client,
    slskd_options,
)
from ..music.handoff.ranking import FORMATS
from ..slskd import Pace
from ..sync.errors import (
    IncompleteAnswer,
    InvalidToken,
    RateLimited,
    Refused,
    ServiceError,
)
from .addresses import server_url
from .doors import PATIENCE
from .selectors import whole_number
from .steps import TOKEN

PORT: Final = 5030
_PAGE: Final = re.compile(
    r"/(?:searches|browse|chat|downloads|login|rooms|system|uploads|users)(?:/.*)?$"
)
"""What a browser shows of slskd's own pages."""
_NAMES: Final[Mapping[str, str]] = {
    "alac": "ALAC (Apple Lossless)",
    "m4a": "M4A (AAC)",
    "ogg": "Ogg Vorbis",
    "opus": "Opus",
    "wv": "WavPack",
}
FIELDS: Final[Mapping[str, Selector[Any]]] = MappingProxyType(
    {
        CONF_ENABLED: BooleanSelector(),
        CONF_URL: TextSelector(),
        CONF_API_KEY: TOKEN,
        CONF_VERIFY_SSL: BooleanSelector(),
        CONF_FORMATS: SelectSelector(
            SelectSelectorConfig(
                options=[
                    SelectOptionDict(value=each, label=_NAMES.get(each, each.upper()))
                    for each in FORMATS
                ],
                # Keeps the order in which they are chosen.
                mode=SelectSelectorMode.DROPDOWN,
                multiple=True,
            )
        ),
        CONF_MIN_BITRATE: whole_number(0, 320, "kbit/s"),
        CONF_MOST_TRIES: whole_number(1, 10),
        CONF_TIME: TimeSelector(),
        CONF_AUTOMATIC: BooleanSelector(),
    }
)
MAY_BE_EMPTY: Final[Mapping[str, Any]] = MappingProxyType(
    {CONF_API_KEY: "", CONF_FORMATS: [], CONF_URL: ""}
)
"""A form leaves out what was emptied."""


class SlskdSteps(OptionsFlowWithReload):
    """Turn slskd on, and choose what it is asked for."""

    async def async_step_slskd(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Say what it does, and ask whether, where it is, and what files are taken."""
        before = slskd_options(self.config_entry.options)
        values, errors = before, dict[str, str]()
        if user_input is not None:
            values = _typed(user_input, before)
            if values[CONF_ENABLED]:
                errors = _missing(values) or await self._async_errors(values)
            if not errors:
                options = {**self.config_entry.options, CONF_SLSKD: values}
                return self.async_create_entry(data=options)
        return self.async_show_form(
            step_id="slskd",
            data_schema=vol.Schema(
                {_marker(key, values): field for key, field in FIELDS.items()}
            ),
            errors=errors,
        )

    async def _async_errors(self, values: Mapping[str, Any]) -> dict[str, str]:
        """Return what is wrong with the slskd that was named, by field."""
        pace = Pace(request=PATIENCE / 2, busy=PATIENCE / 2, tries=1)
        client = async_slskd_client(self.hass, values, pace=pace)
        try:
            async with asyncio.timeout(PATIENCE):
                application = await client.application()
        except TimeoutError:
            return {"base": "slskd_unreachable"}
        except ServiceError as error:
            return _error(error)
        return {} if application.logged_in else {"base": "slskd_not_connected"}


def _error(error: ServiceError) -> dict[str, str]:
    """Return the sentence for what went wrong, at its field."""
    match error:
        case InvalidToken():
            return {CONF_API_KEY: "slskd_key_refused"}
        case RateLimited():
            return {"base": "slskd_busy"}
        case IncompleteAnswer() | Refused():
            return {CONF_URL: "not_slskd"}
        case ServiceError(reason="tls"):
            return {CONF_URL: "slskd_tls"}
    return {"base": "slskd_unreachable"}


def _typed(typed: Mapping[str, Any], before: Mapping[str, Any]) -> dict[str, Any]:
    """Return what was typed as it is kept; an empty key is the one that is there."""
    values = {**before, **MAY_BE_EMPTY, **typed}
    text = values[CONF_URL].strip()
    url = server_url(text, PORT) if text else ""
    return {
        **values,
        # What is no address stays as it was typed, to be mended.
        CONF_URL: text if url is None else _PAGE.sub("", url),
        CONF_API_KEY: values[CONF_API_KEY].strip() or before[CONF_API_KEY],
        CONF_FORMATS: list(dict.fromkeys(values[CONF_FORMATS])),
        CONF_MIN_BITRATE: int(values[CONF_MIN_BITRATE]),
        CONF_MOST_TRIES: int(values[CONF_MOST_TRIES]),
    }


def _missing(values: Mapping[str, Any]) -> dict[str, str]:
    """Return what it cannot be turned on without, by field."""
    errors = {}
    if not values[CONF_URL] or server_url(values[CONF_URL]) is None:
        errors[CONF_URL] = "slskd_address"
    if not values[CONF_API_KEY]:
        errors[CONF_API_KEY] = "slskd_key_needed"
    if not values[CONF_FORMATS]:
        errors[CONF_FORMATS] = "slskd_format_needed"
    return errors


def _marker(key: str, values: Mapping[str, Any]) -> vol.Marker:
    """Return a field that begins with its value of now."""
    # A key is never shown again.
    if key == CONF_API_KEY:
        return vol.Optional(key)
    if key in MAY_BE_EMPTY:
        return vol.Optional(key, description={"suggested_value": values[key]})
    return vol.Required(key, default=values[key])
