"""Whom a profile can follow, as a field of a form."""

from collections.abc import Sequence
from typing import Final

from homeassistant.helpers.selector import (
    SelectOptionDict,
    SelectSelector,
    SelectSelectorConfig,
    SelectSelectorMode,
)

from ..plex.people import PlexUser

CONF_USER: Final = "user"
TOKEN_OWNER: Final = "token_owner"
"""The only one to choose where the token is good for a server alone."""


def user_keys(users: Sequence[PlexUser]) -> list[str]:
    """Return what the form sends for each user; the first is suggested."""
    return [str(user.plex_tv_id) for user in users] or [TOKEN_OWNER]


def user_field(users: Sequence[PlexUser]) -> SelectSelector:
    """Return a selector of one user."""
    names = [user.name for user in users] or [TOKEN_OWNER]
    return SelectSelector(
        SelectSelectorConfig(
            options=[
                SelectOptionDict(value=key, label=name)
                for key, name in zip(user_keys(users), names, strict=True)
            ],
            mode=SelectSelectorMode.DROPDOWN,
            translation_key="plex_user",
        )
    )
