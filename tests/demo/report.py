"""What a run of every job came to, for people and for machines."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

OUTCOMES = ("synced", "failed", "not_found", "deleted", "undone")


@dataclass
class ProfileReport:
    """What became of one profile."""

    outcomes: Mapping[str, int] = field(default_factory=dict)
    requests: Mapping[str, int | None] = field(
        default_factory=lambda: {"anilist": None, "plex": None}
    )
    entries: int | None = None
    equal: int | None = None
    seconds: float = 0.0
    planned: int | None = None
    """How many changes were planned by the run right after, or by a preview."""
    found: Mapping[str, int] = field(default_factory=dict)
    """Music: how many tracks were matched, are to be looked at, and are missing."""
    reasons: list[str] = field(default_factory=list)
    """What did not go as it should."""

    def as_json(self) -> dict[str, Any]:
        """Return it as plain data."""
        return {
            **self.found,
            "outcomes": {name: self.outcomes.get(name, 0) for name in OUTCOMES},
            "requests": dict(self.requests),
            "verified": {"entries": self.entries, "equal": self.equal},
            "planned_next": self.planned,
            "seconds": round(self.seconds, 2),
        }


@dataclass
class HandOffReport:
    """What became of what was handed to one program."""

    requested: int = 0
    arrived: int = 0
    placed: int = 0
    reasons: list[str] = field(default_factory=list)
    """What did not go as it should."""

    def as_json(self) -> dict[str, int]:
        """Return it as plain data."""
        return {
            "requested": self.requested,
            "arrived": self.arrived,
            "placed": self.placed,
        }


@dataclass
class MqttReport:
    """What became of the categories at the broker."""

    published: int = 0
    removed: int = 0
    seen_by_second_client: int = 0
    reasons: list[str] = field(default_factory=list)
    """What did not go as it should."""

    def as_json(self) -> dict[str, int]:
        """Return it as plain data."""
        return {
            "published": self.published,
            "removed": self.removed,
            "seen_by_second_client": self.seen_by_second_client,
        }


@dataclass
class Report:
    """What became of all profiles."""

    profiles: dict[str, ProfileReport] = field(default_factory=dict)
    passed_on: dict[str, HandOffReport | MqttReport] = field(default_factory=dict)
    """By the program, or `mqtt`."""
    warnings: list[str] = field(default_factory=list)
    """Log lines of level warning and above that come from the integration."""

    @property
    def ok(self) -> bool:
        """Whether all went as it should."""
        return not self.warnings and not self.reasons

    @property
    def reasons(self) -> list[str]:
        """What did not go as it should, over all profiles."""
        return [
            f"{name}: {reason}"
            for name, reasons in (
                *((name, each.reasons) for name, each in self.profiles.items()),
                *((name, each.reasons) for name, each in self.passed_on.items()),
            )
            for reason in reasons
        ]

    def as_json(self) -> dict[str, Any]:
        """Return it as one document."""
        document: dict[str, Any] = {
            "ok": self.ok,
            "profiles": {
                name: profile.as_json() for name, profile in self.profiles.items()
            },
            **{name: part.as_json() for name, part in self.passed_on.items()},
            "warnings": len(self.warnings),
        }
        if not self.ok:
            document["reasons"] = [*self.reasons, *self.warnings]
        return document

    def lines(self) -> list[str]:
        """Return it as a table."""
        services = {"anilist": "AniList", "spotify": "Spotify", "plex": "Plex"}
        head = ("profile", *OUTCOMES, *services.values(), "verified", "seconds")
        rows: list[tuple[str, ...]] = [head]
        for name, profile in self.profiles.items():
            counts = [str(profile.outcomes.get(one, 0)) for one in OUTCOMES]
            asked = [str(profile.requests.get(one, "–")) for one in services]
            verified = f"{profile.equal} of {profile.entries}"
            rows.append((name, *counts, *asked, verified, f"{profile.seconds:.1f}"))
        widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
        lines = [
            "  ".join(
                cell.rjust(width) for cell, width in zip(row, widths, strict=True)
            )
            for row in rows
        ]
        lines += [
            f"{name}: {profile.planned} changes are planned, none is written."
            for name, profile in self.profiles.items()
            if profile.planned
        ]
        lines += [
            f"{name}: " + ", ".join(f"{count} {what}" for what, count in found.items())
            for name, profile in self.profiles.items()
            if (found := profile.found)
        ]
        lines += [
            f"{name}: "
            + ", ".join(
                f"{count} {what.replace('_', ' ')}" for what, count in found.items()
            )
            for name, part in self.passed_on.items()
            if (found := part.as_json())
        ]
        lines += [f"! {reason}" for reason in (*self.reasons, *self.warnings)]
        return [*lines, "All went well." if self.ok else "Not all went well."]
