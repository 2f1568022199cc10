"""The options of a music profile about Lidarr."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
import re
from typing import Any, Final

from homeassistant.config_entries import ConfigFlowResult, OptionsFlowWithReload
from homeassistant.const import CONF_API_KEY, CONF_URL, CONF_VERIFY_SSL
from homeassistant.helpers.selector import (
    BooleanSelector,
    SelectOptionDict,
    SelectSelector,
    SelectSelectorConfig,
    SelectSelectorMode,
    TextSelector,
    TimeSelector,
)
import voluptuous as vol

from ..const import CONF_ENTRY_ID, CONF_SERVER, LIDARR_DOMAIN
from ..handoff.lidarr_access import (
    CONF_AUTOMATIC,
    CONF_ENABLED,
    CONF_LIDARR,
    CONF_METADATA_PROFILE,
    CONF_QUALITY_PROFILE,
    CONF_ROOT_FOLDER,
    CONF_TAG,
    CONF_TIME,
    async_lidarr_client,
    lidarr_options,
)
from ..lidarr import SERVICE, Profile, RootFolder
from ..lidarr.failures import ENTRY_GONE, NOT_LIDARR, ROOT_FOLDER_GONE
from ..lidarr.transport import PORT
from ..sync.errors import ServiceError, ServiceUnavailable
from .addresses import server_url
from .doors import PATIENCE
from .steps import TOKEN

BY_ADDRESS: Final = "address"
KEY_REFUSED: Final = "lidarr_key_refused"
ENTRY_REFUSED: Final = "lidarr_entry_refused"
_TAG: Final = re.compile(r"[a-z0-9-]*")
_ERRORS: Final[Mapping[str, str]] = {
    "invalid_token": KEY_REFUSED,
    ENTRY_GONE: ENTRY_GONE,
    NOT_LIDARR: NOT_LIDARR,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Offers:
    """What a Lidarr has to choose from."""

    folders: Sequence[RootFolder]
    qualities: Sequence[Profile]
    kinds: Sequence[Profile]


class LidarrSteps(OptionsFlowWithReload):
    """Turn Lidarr on, and choose what it does with what it is asked for."""

    _lidarr: Mapping[str, Any] = {}
    """What is chosen so far; kept with the last step."""

    async def async_step_lidarr(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Say what it does, and ask whether, and which Lidarr it is."""
        before = lidarr_options(self.config_entry.options)
        errors: dict[str, str] = {}
        if user_input is not None:
            if not user_input[CONF_ENABLED]:
                return self._keep({**before, CONF_ENABLED: False})
            self._lidarr, errors = _with_connection(before, user_input)
            if not errors:
                try:
                    await self._async_offers()
                except ServiceError as error:
                    errors["base"] = self._error(error)
                else:
                    return await self.async_step_lidarr_choices()
        return self.async_show_form(
            step_id="lidarr",
            data_schema=self.add_suggested_values_to_schema(
                self._lidarr_schema(), user_input or _shown(before)
            ),
            errors=errors,
        )

    async def async_step_lidarr_choices(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Ask where albums go, how good they are to be, and when they are asked for."""
        errors: dict[str, str] = {}
        try:
            offers = await self._async_offers()
        except ServiceError as error:
            # Its first form can say so, and takes another address.
            return self._lidarr_again(self._error(error))
        values = dict(self._lidarr)
        if user_input is not None:
            values |= _chosen(user_input)
        folder = values.get(CONF_ROOT_FOLDER)
        if not offers.folders:
            errors["base"] = "lidarr_no_root_folder"
        elif folder and folder not in {each.path for each in offers.folders}:
            errors[CONF_ROOT_FOLDER] = ROOT_FOLDER_GONE
        if not _TAG.fullmatch(values[CONF_TAG]):
            errors[CONF_TAG] = "lidarr_tag"
        if user_input is not None and not errors:
            return self._keep({**values, CONF_ENABLED: True})
        return self.async_show_form(
            step_id="lidarr_choices",
            data_schema=_choices_schema(offers, values),
            errors=errors,
        )

    def _keep(self, values: Mapping[str, Any]) -> ConfigFlowResult:
        """Keep what is chosen; what other forms are about stays."""
        options = {**self.config_entry.options, CONF_LIDARR: dict(values)}
        return self.async_create_entry(data=options)

    def _lidarr_again(self, error: str) -> ConfigFlowResult:
        return self.async_show_form(
            step_id="lidarr",
            data_schema=self.add_suggested_values_to_schema(
                self._lidarr_schema(), {**_shown(self._lidarr), CONF_ENABLED: True}
            ),
            errors={"base": error},
        )

    async def _async_offers(self) -> Offers:
        """Ask Lidarr what there is to choose from.

        Raises:
            ServiceError: it does not answer, or is none.
        """
        client = async_lidarr_client(self.hass, self._lidarr, timeout=PATIENCE)
        try:
            async with asyncio.timeout(PATIENCE):
                await client.version()
                return Offers(
                    folders=await client.root_folders(),
                    qualities=await client.quality_profiles(),
                    kinds=await client.metadata_profiles(),
                )
        except TimeoutError:
            raise ServiceUnavailable(SERVICE, "no answer in time") from None

    def _error(self, error: ServiceError) -> str:
        """Return the translation key for what went wrong."""
        key = _ERRORS.get(error.reason, "lidarr_unreachable")
        if key == KEY_REFUSED and CONF_ENTRY_ID in self._lidarr:
            return ENTRY_REFUSED
        return key

    def _lidarr_schema(self) -> vol.Schema:
        fields: dict[vol.Marker, Any] = {
            vol.Required(CONF_ENABLED, default=True): BooleanSelector()
        }
        entries = self.hass.config_entries.async_entries(
            LIDARR_DOMAIN, include_ignore=False, include_disabled=False
        )
        if entries:
            options = [
                *(
                    SelectOptionDict(value=entry.entry_id, label=entry.title)
                    for entry in entries
                ),
                SelectOptionDict(value=BY_ADDRESS, label=BY_ADDRESS),
            ]
            fields[vol.Required(CONF_SERVER, default=options[0]["value"])] = (
                SelectSelector(
                    SelectSelectorConfig(
                        options=options,
                        mode=SelectSelectorMode.LIST,
                        translation_key="lidarr_server",
                    )
                )
            )
        return vol.Schema(
            {
                **fields,
                vol.Optional(CONF_URL): TextSelector(),
                vol.Optional(CONF_API_KEY): TOKEN,
                vol.Optional(CONF_VERIFY_SSL, default=True): BooleanSelector(),
            }
        )


def _with_connection(
    before: Mapping[str, Any], typed: Mapping[str, Any]
) -> tuple[dict[str, Any], dict[str, str]]:
    """Return the options with the Lidarr that was chosen, and what is wrong with it."""
    ways = {CONF_ENTRY_ID, CONF_URL, CONF_API_KEY, CONF_VERIFY_SSL}
    values = {key: value for key, value in before.items() if key not in ways}
    if (server := typed.get(CONF_SERVER, BY_ADDRESS)) != BY_ADDRESS:
        return {**values, CONF_ENTRY_ID: server}, {}
    url = server_url(typed.get(CONF_URL, ""), PORT)
    # An empty key is the one that is there.
    key = typed.get(CONF_API_KEY, "").strip() or before.get(CONF_API_KEY, "")
    errors = {}
    if url is None:
        errors[CONF_URL] = "lidarr_address"
    if not key:
        errors[CONF_API_KEY] = "lidarr_key_needed"
    values |= {
        CONF_URL: url,
        CONF_API_KEY: key,
        CONF_VERIFY_SSL: typed.get(CONF_VERIFY_SSL, True),
    }
    return values, errors


def _shown(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the first form begins with; the key is never shown."""
    shown = {
        key: values[key]
        for key in (CONF_ENABLED, CONF_URL, CONF_VERIFY_SSL)
        if key in values
    }
    if CONF_ENTRY_ID in values:
        shown[CONF_SERVER] = values[CONF_ENTRY_ID]
    elif CONF_URL in values:
        shown[CONF_SERVER] = BY_ADDRESS
    return shown


def _chosen(typed: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the second form brought as it is kept."""
    return {
        **typed,
        CONF_QUALITY_PROFILE: int(typed[CONF_QUALITY_PROFILE]),
        CONF_METADATA_PROFILE: int(typed[CONF_METADATA_PROFILE]),
        CONF_TAG: typed.get(CONF_TAG, "").strip().lower(),
    }


def _choices_schema(offers: Offers, values: Mapping[str, Any]) -> vol.Schema:
    folders = [
        SelectOptionDict(value=folder.path, label=folder.path)
        for folder in offers.folders
    ]
    return vol.Schema(
        {
            _begun(CONF_ROOT_FOLDER, values, folders): _dropdown(folders),
            **{
                _begun(key, values, options): _dropdown(options)
                for key, options in (
                    (CONF_QUALITY_PROFILE, _profiles(offers.qualities)),
                    (CONF_METADATA_PROFILE, _profiles(offers.kinds)),
                )
            },
            vol.Optional(
                CONF_TAG, description={"suggested_value": values[CONF_TAG]}
            ): TextSelector(),
            vol.Required(CONF_TIME, default=values[CONF_TIME]): TimeSelector(),
            vol.Required(
                CONF_AUTOMATIC, default=values[CONF_AUTOMATIC]
            ): BooleanSelector(),
        }
    )


def _begun(
    key: str, values: Mapping[str, Any], options: Sequence[SelectOptionDict]
) -> vol.Marker:
    """Return a field that begins with its value of now, or with the only choice."""
    there = [option["value"] for option in options]
    if (now := str(values.get(key, ""))) in there:
        return vol.Required(key, default=now)
    return vol.Required(key, default=there[0]) if len(there) == 1 else vol.Required(key)


def _profiles(profiles: Sequence[Profile]) -> list[SelectOptionDict]:
    return [SelectOptionDict(value=str(each.id), label=each.name) for each in profiles]


def _dropdown(options: Sequence[SelectOptionDict]) -> SelectSelector:
    return SelectSelector(
        SelectSelectorConfig(options=list(options), mode=SelectSelectorMode.DROPDOWN)
    )
