"""Who may do what with a profile: one check for actions, cards and everything else."""

from enum import StrEnum
from typing import Final

from homeassistant.auth.models import User
from homeassistant.auth.permissions.const import POLICY_CONTROL, POLICY_READ
from homeassistant.config_entries import ConfigEntry
from homeassistant.const import Platform
from homeassistant.core import Context, HomeAssistant, callback
from homeassistant.exceptions import Unauthorized, UnknownUser
from homeassistant.helpers import entity_registry as er

from .const import DOMAIN, STATUS


class Right(StrEnum):
    """What somebody wants to do."""

    SEE = "see"
    ACT = "act"
    ADMINISTER = "administer"


_POLICIES: Final = {Right.SEE: POLICY_READ, Right.ACT: POLICY_CONTROL}


class NotAllowed(Unauthorized):
    """A user lacks the right; says so in words."""

    def __init__(self, user: User, entry: ConfigEntry, right: Right) -> None:
        """Name the profile and the right."""
        super().__init__(
            user_id=user.id, config_entry_id=entry.entry_id, permission=right
        )
        self.translation_domain = DOMAIN
        self.translation_key = f"may_not_{right}"
        self.translation_placeholders = {"profile": entry.title}
        self.generate_message = True


async def async_check_right(
    hass: HomeAssistant, context: Context, entry: ConfigEntry, right: Right
) -> None:
    """Let the context's user through; without a user it is an automation, and may.

    Raises:
        Unauthorized: the user may not.
    """
    if context.user_id is None:
        return
    user = await hass.auth.async_get_user(context.user_id)
    if user is None:
        raise UnknownUser(context=context)
    if not async_may(hass, user, entry, right):
        raise NotAllowed(user, entry, right)


@callback
def async_may(
    hass: HomeAssistant, user: User, entry: ConfigEntry, right: Right
) -> bool:
    """Whether a user has a right: it is that on the profile's status entity."""
    if user.is_admin:
        return True
    if right is Right.ADMINISTER:
        return False
    entity_id = er.async_get(hass).async_get_entity_id(
        Platform.SENSOR, DOMAIN, f"{entry.entry_id}_{STATUS}"
    )
    return entity_id is not None and user.permissions.check_entity(
        entity_id, _POLICIES[right]
    )
