"""Sentences for people about why something was not done."""

from collections.abc import Mapping
from typing import Any, Final

from homeassistant.exceptions import HomeAssistantError, ServiceValidationError

from .const import DOMAIN
from .sync.errors import ServiceError
from .sync.requests import RunResult

REFUSALS: Final = frozenset(
    {"no_plan", "not_undoable", "would_delete", "changed_since"}
)
"""Why a run was not even begun: the caller has asked for what cannot be."""

FAILURES: Final = frozenset(
    {
        "account_unknown",
        "all_sources_failed",
        "already_saved",
        "backup_disk_full",
        "backup_failed",
        "feed_not_quiet",
        "file_columns",
        "file_empty",
        "file_kind",
        "file_link",
        "file_not_json",
        "file_not_text",
        "file_not_understood",
        "file_outside",
        "file_too_large",
        "file_unreadable",
        "forbidden",
        "gone",
        "incomplete_answer",
        "invalid_token",
        "journal_closed",
        "journal_failed",
        "lidarr_album_removed",
        "lidarr_download_failed",
        "lidarr_entry_gone",
        "lidarr_import_waits",
        "lidarr_metadata_profile_gone",
        "lidarr_not_monitored",
        "lidarr_quality_profile_gone",
        "lidarr_refused",
        "lidarr_root_folder_gone",
        "liked_of_other",
        "link_kind",
        "link_other_service",
        "link_shortened",
        "link_unknown",
        "made_by_spotify",
        "missing_scope",
        "no_mappings",
        "not_found_by_plex",
        "not_lidarr",
        "not_on_lidarr",
        "not_on_musicbrainz",
        "no_source",
        "not_registered",
        "playlist_not_own",
        "premium_lapsed",
        "rate_limited",
        "refused",
        "service_off",
        "service_unavailable",
        "slskd_not_connected",
        "sign_in_refused",
        "tls",
        "unexpected",
    }
)
"""Reasons of failures that have a sentence of their own."""

MEDIA_REASONS: Final = frozenset(
    {
        "media_empty",
        "media_gone",
        "media_no_album",
        "media_not_yet",
        "media_other_server",
        "media_out_of_reach",
        "media_user_unknown",
    }
)
"""Why Home Assistant's own Plex players cannot play what has a category."""

GUARD_REASONS: Final = frozenset(
    {
        "library_shrunk",
        "preview",
        "sequence_halved",
        "too_many_deleted",
        "too_many_lowered",
    }
)
"""Why a plan was kept and waits for the user."""


def failure(service: str, reason: str, message: str) -> HomeAssistantError:
    """Make an error out of what a service did; its text is translated."""
    return HomeAssistantError(
        translation_domain=DOMAIN,
        translation_key=reason if reason in FAILURES else "run_failed",
        translation_placeholders={"service": service, "message": message or reason},
    )


def failure_of(err: ServiceError) -> HomeAssistantError:
    """Make an error that Home Assistant shows, out of a door's."""
    return failure(err.service, err.reason, err.message)


def refusal(key: str, **placeholders: str) -> ServiceValidationError:
    """Make a refusal; its text is translated."""
    return ServiceValidationError(
        translation_domain=DOMAIN,
        translation_key=key,
        translation_placeholders=placeholders or None,
    )


def raise_for(result: RunResult) -> None:
    """Raise what a run's result says, unless it went well.

    Raises:
        ServiceValidationError: what was asked for cannot be.
        HomeAssistantError: a service let the run down.
    """
    if result.error is not None:
        raise failure_of(result.error)
    if result.result == "failed" and result.reason in REFUSALS:
        raise refusal(result.reason)


def placeholders_of(details: Mapping[str, Any]) -> dict[str, str]:
    """Turn a reason's details into what a translation takes."""
    return {key: str(value) for key, value in details.items()}
