"""What the user should mend, as repairs that go when it is mended."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any, Final

from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import issue_registry as ir

from .const import DOMAIN
from .sync.model import Notice
from .texts import GUARD_REASONS, placeholders_of

PLAN_WAITING: Final = "plan_waiting"
JOURNAL_UNREADABLE: Final = "journal_unreadable"
RUN_NOTICES: Final = frozenset({"account_unknown", "library_gone", "watchlist_refused"})
"""What full runs notice, and what the next one finds mended."""
STANDING_NOTICES: Final = frozenset({"mappings_refused", "mappings_stale"})
"""What can be told at any time."""


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
            ir.async_delete_issue(hass, DOMAIN, _id(reason, entry_id))
    for reason, several in found.items():
        if reason in RUN_NOTICES | STANDING_NOTICES:
            details = {
                key: ", ".join(str(notice.details.get(key, "")) for notice in several)
                for key in several[0].details
            }
            _create(hass, entry_id, reason, reason, {"profile": title, **details})


@callback
def async_update_plan_waiting(
    hass: HomeAssistant,
    entry_id: str,
    title: str,
    reason: str,
    details: Mapping[str, Any],
) -> None:
    """Raise the issue of a plan that waits for the user, or drop it."""
    if reason not in GUARD_REASONS:
        ir.async_delete_issue(hass, DOMAIN, _id(PLAN_WAITING, entry_id))
        return
    placeholders = {"profile": title, **placeholders_of(details)}
    _create(hass, entry_id, PLAN_WAITING, reason, placeholders)


@callback
def async_update_journal(
    hass: HomeAssistant, entry_id: str, path: str, message: str | None
) -> None:
    """Raise the issue of a journal that cannot be read, or drop it."""
    if message is None:
        ir.async_delete_issue(hass, DOMAIN, _id(JOURNAL_UNREADABLE, entry_id))
        return
    _create(
        hass,
        entry_id,
        JOURNAL_UNREADABLE,
        JOURNAL_UNREADABLE,
        {"path": path, "message": message},
        ir.IssueSeverity.ERROR,
    )


@callback
def async_delete_all(hass: HomeAssistant, entry_id: str) -> None:
    """Drop all issues of a profile."""
    for kind in (*RUN_NOTICES, *STANDING_NOTICES, PLAN_WAITING, JOURNAL_UNREADABLE):
        ir.async_delete_issue(hass, DOMAIN, _id(kind, entry_id))


def _id(kind: str, entry_id: str) -> str:
    return f"{kind}_{entry_id}"


def _create(
    hass: HomeAssistant,
    entry_id: str,
    kind: str,
    translation_key: str,
    placeholders: dict[str, str],
    severity: ir.IssueSeverity = ir.IssueSeverity.WARNING,
) -> None:
    ir.async_create_issue(
        hass,
        DOMAIN,
        _id(kind, entry_id),
        data={"entry_id": entry_id},
        is_fixable=False,
        severity=severity,
        translation_key=translation_key,
        translation_placeholders=placeholders,
    )
