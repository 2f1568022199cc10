"""Publishing the categories over MQTT: which broker, and under which names."""

from collections.abc import Mapping
from typing import Any, Final

from homeassistant.config_entries import ConfigFlowResult, OptionsFlow
from homeassistant.helpers.selector import (
    BooleanSelector,
    NumberSelector,
    NumberSelectorConfig,
    NumberSelectorMode,
    TextSelector,
)
import voluptuous as vol

from ..broker import BrokerClient
from ..const import DOMAIN
from ..mqtt.brokers import is_set_up
from ..mqtt.settings import (
    CONF_ADDRESS,
    CONF_BROKER,
    CONF_DISCOVERY,
    CONF_DISCOVERY_PREFIX,
    CONF_ENABLED,
    CONF_MQTT,
    CONF_PASSWORD,
    CONF_PORT,
    CONF_PREFIX,
    CONF_TLS,
    CONF_USER,
    CONF_VERIFY_TLS,
    DEFAULT_PORT,
    HOME_ASSISTANT,
    OWN,
    MqttSettings,
    access_of,
)
from ..music.mqtt_messages import DEFAULT_DISCOVERY_PREFIX, DEFAULT_PREFIX
from ..music.mqtt_names import is_prefix, node_of
from ..sync.errors import InvalidToken, ServiceError
from .doors import PATIENCE
from .selectors import choice
from .steps import TOKEN

_DEFAULTS: Final[Mapping[str, Any]] = {
    CONF_ENABLED: False,
    CONF_BROKER: HOME_ASSISTANT,
    CONF_PREFIX: DEFAULT_PREFIX,
    CONF_DISCOVERY_PREFIX: DEFAULT_DISCOVERY_PREFIX,
    CONF_ADDRESS: "",
    CONF_PORT: DEFAULT_PORT,
    CONF_TLS: False,
    CONF_VERIFY_TLS: True,
    CONF_USER: "",
}
_OF_OWN: Final = frozenset(
    {CONF_ADDRESS, CONF_PORT, CONF_TLS, CONF_VERIFY_TLS, CONF_USER, CONF_PASSWORD}
)
"""What is of no use with Home Assistant's connection."""
_PORT: Final = NumberSelector(
    NumberSelectorConfig(min=1, max=65535, step=1, mode=NumberSelectorMode.BOX)
)


class MqttSteps(OptionsFlow):
    """The steps of the options that are about MQTT."""

    _mqtt: Mapping[str, Any]
    """What was chosen in the first step."""

    async def async_step_mqtt(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Ask whether, by which connection, and under which names."""
        before: Mapping[str, Any] = self.config_entry.options.get(CONF_MQTT, {})
        errors: dict[str, str] = {}
        if user_input is not None:
            typed = {key: _stripped(value) for key, value in user_input.items()}
            chosen = {**before, CONF_BROKER: OWN, **typed}
            errors = self._mqtt_errors(chosen) if chosen[CONF_ENABLED] else {}
            if not errors:
                self._mqtt = chosen
                if chosen[CONF_ENABLED] and chosen[CONF_BROKER] == OWN:
                    return await self.async_step_mqtt_broker()
                return self._keep_mqtt(chosen)
            before = chosen
        return self.async_show_form(
            step_id="mqtt",
            data_schema=self._mqtt_schema(before),
            errors=errors,
        )

    async def async_step_mqtt_broker(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Ask where a broker of one's own is, and connect to it."""
        values = {**_DEFAULTS, **self._mqtt}
        errors: dict[str, str] = {}
        if user_input is not None:
            typed = {CONF_USER: "", CONF_PASSWORD: "", **user_input}
            for key in (CONF_ADDRESS, CONF_USER):
                typed[key] = typed[key].strip()
            typed[CONF_PORT] = int(typed[CONF_PORT])
            is_same = all(
                typed[key] == values[key] for key in (CONF_ADDRESS, CONF_USER)
            )
            if not typed[CONF_PASSWORD] and typed[CONF_USER] and is_same:
                typed[CONF_PASSWORD] = values.get(CONF_PASSWORD, "")
            chosen = {**self._mqtt, **typed}
            if not (error := await _async_broker_error(chosen)):
                return self._keep_mqtt(chosen)
            errors["base"] = error
            values |= typed
        return self.async_show_form(
            step_id="mqtt_broker",
            data_schema=vol.Schema(
                {
                    vol.Required(
                        CONF_ADDRESS, default=values[CONF_ADDRESS]
                    ): TextSelector(),
                    vol.Required(CONF_PORT, default=values[CONF_PORT]): _PORT,
                    vol.Required(CONF_TLS, default=values[CONF_TLS]): BooleanSelector(),
                    vol.Required(
                        CONF_VERIFY_TLS, default=values[CONF_VERIFY_TLS]
                    ): BooleanSelector(),
                    vol.Optional(
                        CONF_USER, description={"suggested_value": values[CONF_USER]}
                    ): TextSelector(),
                    # A secret is never shown again.
                    vol.Optional(CONF_PASSWORD): TOKEN,
                }
            ),
            errors=errors,
        )

    def _mqtt_schema(self, before: Mapping[str, Any]) -> vol.Schema:
        values = {**_DEFAULTS, **before}
        has_own = is_set_up(self.hass)
        brokers = [HOME_ASSISTANT, OWN] if has_own else [OWN]
        if values[CONF_BROKER] not in brokers:
            values[CONF_BROKER] = OWN
        # Home Assistant has entities of its own already.
        discovery = before.get(CONF_DISCOVERY, values[CONF_BROKER] == OWN)
        form: dict[vol.Marker, Any] = {
            vol.Required(CONF_ENABLED, default=values[CONF_ENABLED]): BooleanSelector()
        }
        if has_own:
            form[vol.Required(CONF_BROKER, default=values[CONF_BROKER])] = choice(
                "mqtt_broker", brokers
            )
        form[vol.Required(CONF_PREFIX, default=values[CONF_PREFIX])] = TextSelector()
        form[vol.Required(CONF_DISCOVERY, default=discovery)] = BooleanSelector()
        form[
            vol.Required(CONF_DISCOVERY_PREFIX, default=values[CONF_DISCOVERY_PREFIX])
        ] = TextSelector()
        return vol.Schema(form)

    def _mqtt_errors(self, chosen: Mapping[str, Any]) -> dict[str, str]:
        """Return what is wrong with the names, by field."""
        errors: dict[str, str] = {}
        for key in (CONF_PREFIX, CONF_DISCOVERY_PREFIX):
            if not is_prefix(chosen[key]):
                errors[key] = "mqtt_prefix"
        if errors:
            return errors
        if chosen[CONF_PREFIX] == chosen[CONF_DISCOVERY_PREFIX]:
            return {CONF_PREFIX: "mqtt_prefix_taken"}
        node = node_of(chosen[CONF_PREFIX]).casefold()
        for entry in self.hass.config_entries.async_entries(DOMAIN):
            settings = MqttSettings.from_options(entry.options)
            is_other = entry.entry_id != self.config_entry.entry_id
            taken = node_of(settings.naming.prefix).casefold()
            if is_other and settings.enabled and taken == node:
                return {CONF_PREFIX: "mqtt_prefix_taken"}
        return {}

    def _keep_mqtt(self, chosen: Mapping[str, Any]) -> ConfigFlowResult:
        kept = {
            key: value
            for key, value in chosen.items()
            if chosen[CONF_BROKER] == OWN or key not in _OF_OWN
        }
        options = {**self.config_entry.options, CONF_MQTT: kept}
        return self.async_create_entry(data=options)


def _stripped(value: Any) -> Any:
    return value.strip() if isinstance(value, str) else value


async def _async_broker_error(chosen: Mapping[str, Any]) -> str:
    """Return why a broker cannot be used; empty: it lets us in."""
    access = access_of(chosen)
    if access is None or not access.address:
        return "mqtt_address"
    client = BrokerClient(access, timeout=PATIENCE / 2)
    try:
        await client.connect()
    except InvalidToken:
        return "mqtt_sign_in"
    except ServiceError as err:
        return "mqtt_tls" if err.reason == "tls" else "mqtt_unreachable"
    finally:
        await client.close()
    return ""
