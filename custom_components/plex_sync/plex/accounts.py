"""Whose the token is, in the server's own numbering of its users."""

from ..sync.errors import InvalidToken, Refused, ServiceOff, ServiceUnavailable
from . import rows
from .api import PlexApi
from .endpoints import PlexEndpoints
from .failures import SERVICE
from .pages import PageReader

OWNER = 1
"""The server's number of its owner; everybody else keeps their number of plex.tv."""


def own_account_id(api: PlexApi, reader: PageReader, endpoints: PlexEndpoints) -> int:
    """Find the number: one request for the owner, two or three for anybody else.

    Only the owner may list a server's accounts, so being let in settles it. Another's
    history holds their own views alone, so any line of it names them; where it is
    empty, plex.tv is asked, which takes the token of an account but perhaps not one
    that is good for this server only.

    Raises:
        ServiceUnavailable: `reason="account_unknown"` when nothing told.
    """
    try:
        api.small("/accounts")
    except InvalidToken, ServiceOff, Refused:
        pass
    else:
        return OWNER
    history = reader.page(
        "/status/sessions/history/all",
        {"sort": "viewedAt:desc"},
        rows.view,
        page_size=1,
    )
    if history.rows:
        return history.rows[0].account_id
    try:
        return api.plex_tv_id(endpoints.plex_tv)
    except InvalidToken, ServiceOff, Refused, ValueError:
        raise ServiceUnavailable(
            SERVICE, "whose the token is cannot be told", reason="account_unknown"
        ) from None
