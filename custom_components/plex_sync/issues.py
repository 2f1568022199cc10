"""What the user should mend, as repairs that go when it is mended."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any, Final

from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import issue_registry as ir
from homeassistant.util import dt as dt_util

from .const import DOMAIN, HAND_OFFS
from .sync.model import Notice
from .texts import GUARD_REASONS, placeholders_of

BACKUP_FAILED: Final = "backup_failed"
BACKUP_REASONS: Final = frozenset({"backup_disk_full", BACKUP_FAILED, "backup_overdue"})
"""Why there is no backup; each has texts of its own."""
PLAN_WAITING: Final = "plan_waiting"
PLAN_FAILED: Final = "plan_failed"
PLAN_CHANGED_SINCE: Final = "plan_changed_since"
HAND_OFF_FAILED: Final = "hand_off_failed"
JOURNAL_UNREADABLE: Final = "journal_unreadable"
MQTT_REFUSED: Final = "mqtt_refused"
MQTT_UNREACHABLE: Final = "mqtt_unreachable"
MQTT_REASONS: Final = frozenset({MQTT_REFUSED, MQTT_UNREACHABLE})
"""Why the categories are not at the broker."""
TOKEN_EXPIRES: Final = "token_expires"
LIBRARY_GONE: Final = "library_gone"
MAPPINGS_STALE: Final = "mappings_stale"
RUN_NOTICES: Final = frozenset(
    {
        "account_unknown",
        LIBRARY_GONE,
        "music_library_shrunk",
        "reviews_no_account",
        "watchlist_refused",
    }
)
"""What full runs notice, and what the next one finds mended."""
STANDING_NOTICES: Final = frozenset({"mappings_refused", MAPPINGS_STALE})
"""What can be told at any time."""
OTHERS: Final = frozenset(
    {
        BACKUP_FAILED,
        HAND_OFF_FAILED,
        JOURNAL_UNREADABLE,
        MQTT_REFUSED,
        MQTT_UNREACHABLE,
        PLAN_CHANGED_SINCE,
        PLAN_FAILED,
        PLAN_WAITING,
        TOKEN_EXPIRES,
    }
)
FIXABLE: Final = frozenset(
    {
        BACKUP_FAILED,
        JOURNAL_UNREADABLE,
        LIBRARY_GONE,
        MAPPINGS_STALE,
        PLAN_WAITING,
        TOKEN_EXPIRES,
    }
)
"""What the user can mend out of the repair itself."""

ENTRY_ID: Final = "entry_id"
KIND: Final = "kind"
UUIDS: Final = "uuids"
TITLES: Final = "titles"
"""Of the libraries that are gone, one a line; each has its uuid in the same place."""


@callback
def async_update_notices(
    hass: HomeAssistant,
    entry_id: str,
    title: str,
    notices: Iterable[Notice],
    mended: Collection[str],
) -> None:
    """Raise an issue for each reason, and drop those of `mended` that are not noticed."""
    found: dict[str, list[Notice]] = defaultdict(list)
    for notice in notices:
        found[notice.reason].append(notice)
    for reason in mended:
        if reason not in found:
            async_delete(hass, entry_id, reason)
    for reason, several in found.items():
        if reason in RUN_NOTICES | STANDING_NOTICES:
            details = {
                key: ", ".join(str(notice.details.get(key, "")) for notice in several)
                for key in several[0].details
            }
            placeholders = {"profile": title, **details}
            _create(hass, entry_id, reason, reason, placeholders, about=several)


@callback
def async_update_plan_waiting(
    hass: HomeAssistant,
    entry_id: str,
    title: str,
    reason: str,
    details: Mapping[str, Any],
) -> None:
    """Raise the issue of a plan that waits for the user, or drop it.

    Args:
        hass: Home Assistant.
        entry_id: of the profile.
        title: of the profile.
        reason: why it waits; another one drops the issue.
        details: for the reason's sentence, the numbers of the plan among them.
    """
    if reason not in GUARD_REASONS:
        async_delete(hass, entry_id, PLAN_WAITING)
        return
    placeholders = {"profile": title, **placeholders_of(details)}
    _create(hass, entry_id, PLAN_WAITING, reason, placeholders)


@callback
def async_raise_plan_failed(
    hass: HomeAssistant, entry_id: str, title: str, message: str
) -> None:
    """Tell why a plan that somebody wanted to have applied was not."""
    placeholders = {"profile": title, "message": message}
    _create(hass, entry_id, PLAN_FAILED, PLAN_FAILED, placeholders)


@callback
def async_raise_plan_changed_since(
    hass: HomeAssistant, entry_id: str, title: str, count: int, titles: str
) -> None:
    """Tell what of an applied plan was left out, because it has changed meanwhile."""
    placeholders = {"profile": title, "count": str(count), "titles": titles}
    _create(hass, entry_id, PLAN_CHANGED_SINCE, PLAN_CHANGED_SINCE, placeholders)


@callback
def async_raise_backup_failed(
    hass: HomeAssistant, entry_id: str, title: str, reason: str, message: str
) -> None:
    """Tell that no backup can be taken, and what to do.

    Args:
        hass: Home Assistant.
        entry_id: of the profile.
        title: of the profile.
        reason: one of `BACKUP_REASONS`.
        message: the system's or the service's own words.
    """
    placeholders = {"profile": title, "message": message}
    _create(hass, entry_id, BACKUP_FAILED, reason, placeholders)


@callback
def async_raise_hand_off_failed(
    hass: HomeAssistant, entry_id: str, title: str, service: str, message: str
) -> None:
    """Tell why nothing can be handed to a program."""
    placeholders = {
        "profile": title,
        "service": HAND_OFFS[service],
        "message": message,
    }
    kind = hand_off_issue(service)
    _create(hass, entry_id, kind, HAND_OFF_FAILED, placeholders)


def hand_off_issue(service: str) -> str:
    """Return the kind of issue that is about a program."""
    return f"{HAND_OFF_FAILED}_{service}"


@callback
def async_update_mqtt(
    hass: HomeAssistant, entry_id: str, title: str, reason: str, message: str
) -> None:
    """Raise the issue of a broker that does not take what it should, or drop it.

    Args:
        hass: Home Assistant.
        entry_id: of the profile.
        title: of the profile.
        reason: one of `MQTT_REASONS`; empty: all is well.
        message: what the broker does.
    """
    for other in MQTT_REASONS - {reason}:
        async_delete(hass, entry_id, other)
    if reason:
        _create(hass, entry_id, reason, reason, {"profile": title, "message": message})


@callback
def async_update_token(
    hass: HomeAssistant, entry_id: str, title: str, ends: datetime | None
) -> None:
    """Raise the issue of a token that ends soon, or drop it."""
    if ends is None:
        async_delete(hass, entry_id, TOKEN_EXPIRES)
        return
    date = f"{dt_util.as_local(ends):%Y-%m-%d}"
    placeholders = {"profile": title, "date": date}
    _create(hass, entry_id, TOKEN_EXPIRES, TOKEN_EXPIRES, placeholders)


@callback
def async_update_journal(
    hass: HomeAssistant, entry_id: str, path: str, message: str | None
) -> None:
    """Raise the issue of a journal that cannot be used, or drop it."""
    if message is None:
        async_delete(hass, entry_id, JOURNAL_UNREADABLE)
        return
    _create(
        hass,
        entry_id,
        JOURNAL_UNREADABLE,
        JOURNAL_UNREADABLE,
        {"path": path, "message": message},
        severity=ir.IssueSeverity.ERROR,
    )


@callback
def async_delete(hass: HomeAssistant, entry_id: str, kind: str) -> None:
    """Drop an issue of a profile, if it is there."""
    ir.async_delete_issue(hass, DOMAIN, issue_id(kind, entry_id))


@callback
def async_delete_all(hass: HomeAssistant, entry_id: str) -> None:
    """Drop all issues of a profile."""
    for kind in (
        RUN_NOTICES | STANDING_NOTICES | OTHERS | set(map(hand_off_issue, HAND_OFFS))
    ):
        async_delete(hass, entry_id, kind)


def issue_id(kind: str, entry_id: str) -> str:
    """Return the id of a profile's issue."""
    return f"{kind}_{entry_id}"


def _create(
    hass: HomeAssistant,
    entry_id: str,
    kind: str,
    translation_key: str,
    placeholders: dict[str, str],
    *,
    severity: ir.IssueSeverity = ir.IssueSeverity.WARNING,
    about: Collection[Notice] = (),
) -> None:
    ir.async_create_issue(
        hass,
        DOMAIN,
        issue_id(kind, entry_id),
        data={
            ENTRY_ID: entry_id,
            KIND: kind,
            UUIDS: "\n".join(str(each.details.get("uuid", "")) for each in about),
            TITLES: "\n".join(str(each.details.get("title", "")) for each in about),
        },
        is_fixable=kind in FIXABLE,
        severity=severity,
        translation_key=translation_key,
        translation_placeholders=placeholders,
    )
