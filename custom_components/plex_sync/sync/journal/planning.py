"""What planning may know, and the plan that was shown."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from ..model import (
    AccountKey,
    Context,
    JsonObject,
    JsonValue,
    ProfileId,
    SubjectKey,
    TargetKey,
)
from . import copies, knowledge, plans
from .journal_file import JournalFile


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownState:
    """What earlier runs and the user left for a read."""

    cursors: Mapping[str, JsonValue]
    memory: Mapping[SubjectKey, JsonObject]
    retry: Collection[SubjectKey]
    decisions: Mapping[str, JsonValue]
    library_size: int | None = None


class Planning(JournalFile):
    """Tells what earlier runs and the user have left, and keeps the plan that waits."""

    async def known(self, profile: ProfileId) -> KnownState:
        """Return what is left for a read."""

        def work(session: Session) -> KnownState:
            def notes(namespace: str) -> dict[str, Any]:
                return knowledge.notes_of(session, profile, namespace)

            return KnownState(
                cursors=notes(knowledge.CURSORS),
                memory=notes(knowledge.MEMORY),
                retry=frozenset(notes(knowledge.RETRY)),
                decisions=notes(knowledge.DECISIONS),
                library_size=notes(knowledge.PROFILE).get("library_size"),
            )

        return await self._database.read(work)

    async def context(
        self,
        profile: ProfileId,
        account: AccountKey,
        now: datetime,
        destructive: bool,
        targets: Collection[TargetKey] | None = None,
    ) -> Context:
        """Return all that planning may know besides the snapshot.

        Args:
            profile: whose runs plan.
            account: whose pins count.
            now: the time, with the zone of the profile.
            destructive: whether targets may be deleted.
            targets: whose bases are loaded; `None`: all.
        """

        def work(session: Session) -> Context:
            ignored = knowledge.notes_of(session, profile, knowledge.IGNORED)
            return Context(
                now=now,
                bases=knowledge.bases_of(session, profile, targets),
                settled_targets=knowledge.count_bases(session, profile),
                doubts_unknown=copies.doubts_unknown(session, profile),
                holds=knowledge.holds_of(session, profile),
                pins=knowledge.pins_of(session, account),
                decisions=knowledge.notes_of(session, profile, knowledge.DECISIONS),
                ignored=frozenset(
                    (value["subject"], value["kind"]) for value in ignored.values()
                ),
                destructive=destructive,
            )

        return await self._database.read(work)

    async def keep_plan(self, profile: ProfileId, plan: plans.KeptPlan) -> None:
        """Keep a plan that is shown."""
        await self._database.write(
            lambda session: plans.put_plan(session, profile, plan)
        )

    async def kept_plan(self, profile: ProfileId) -> plans.KeptPlan | None:
        """Return the plan that was shown last, if it is not too old."""
        now = self._clock()
        return await self._database.read(
            lambda session: plans.get_plan(session, profile, now)
        )

    async def plan_note(self, profile: ProfileId) -> plans.PlanNote | None:
        """Say whether a plan is kept, without reading all of it."""
        now = self._clock()
        return await self._database.read(
            lambda session: plans.get_plan_note(session, profile, now)
        )

    async def discard_plan(self, profile: ProfileId) -> None:
        """Forget the plan that was shown."""
        await self._database.write(lambda session: plans.drop_plan(session, profile))
