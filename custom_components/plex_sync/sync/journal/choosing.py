"""What the user has settled: decisions, pins, holds, problems not to be told of."""

from collections.abc import Callable, Collection, Sequence

from sqlalchemy.orm import Session

from ..model import AccountKey, Hold, JsonValue, ProfileId, SubjectKey, TargetKey
from . import deleting, forgetting, knowledge, pins, tokens
from .finishing import Touched
from .journal_file import JournalFile
from .records import close_problems
from .tables import RecordRow


class Choosing(JournalFile):
    """Keeps what the user has chosen."""

    async def decide(self, profile: ProfileId, key: str, value: JsonValue) -> None:
        """Keep what the user settled; `None` forgets it."""
        now = self._now

        def work(session: Session) -> None:
            if value is None:
                knowledge.drop_notes(session, profile, knowledge.DECISIONS, [key])
            else:
                values = {key: value}
                knowledge.put_notes(session, profile, knowledge.DECISIONS, values, now)

        await self._database.write(work)

    async def ignore(self, profile: ProfileId, record: int) -> bool:
        """Close a problem and never open it again; whether there was such a one."""
        now, touched = self._now, Touched([], [], [])

        def work(session: Session) -> bool:
            row = session.get(RecordRow, record)
            if row is None or row.profile != profile or row.problem is None:
                return False
            value = {"subject": row.subject, "kind": row.problem, "title": row.title}
            key = f"{row.problem}:{row.subject}"
            knowledge.put_notes(session, profile, knowledge.IGNORED, {key: value}, now)
            close_problems(session, [record], now)
            touched.changed.append(record)
            return True

        found = await self._database.write(work)
        self._tell(profile, touched)
        return found

    async def close_problems(self, profile: ProfileId, records: Sequence[int]) -> None:
        """Close problems that the user has settled; a run may find them again."""
        now = self._now
        await self._database.write(
            lambda session: close_problems(session, records, now)
        )
        self._tell(profile, Touched([], list(records), []))

    async def forget(
        self,
        profile: ProfileId,
        account: AccountKey,
        subject: SubjectKey,
        decisions: Callable[[str], bool],
    ) -> None:
        """Forget a subject that is followed no more; its history stays.

        Args:
            profile: whose subject.
            account: the account that its target belongs to.
            subject: the subject, and the group of all whose keys begin with it.
            decisions: tells by its key whether a decision is about the subject.
        """
        now, touched = self._now, Touched([], [], [])
        await self._database.write(
            lambda session: forgetting.forget_subject(
                session, profile, account, subject, decisions, now, touched
            )
        )
        self._tell(profile, touched)

    async def pin(
        self, account: AccountKey, target: TargetKey, fields: Sequence[str], title: str
    ) -> None:
        """Pin fields of a target; none of them lifts its pins."""
        now = self._now

        await self._database.write(
            lambda session: pins.put_pins(session, account, target, fields, title, now)
        )

    async def pins(self, account: AccountKey) -> list[pins.Pin]:
        """Return the pins of an account, last changed first."""
        return await self._database.read(
            lambda session: pins.all_pins(session, account)
        )

    async def add_pins(
        self,
        account: AccountKey,
        target: TargetKey,
        fields: Collection[str],
        title: str,
    ) -> frozenset[str]:
        """Pin more fields of a target; returns all that are pinned then."""
        now = self._now
        return await self._database.write(
            lambda session: pins.add_pins(session, account, target, fields, title, now)
        )

    async def lift_pins(
        self,
        account: AccountKey,
        target: TargetKey,
        fields: Collection[str] | None = None,
    ) -> frozenset[str]:
        """Lift pins of a target, `None`: all of them; returns those that are left."""
        now = self._now
        return await self._database.write(
            lambda session: pins.lift_pins(session, account, target, fields, now)
        )

    async def delete_records(
        self, profile: ProfileId, ids: Collection[int], *, ignore: bool = False
    ) -> list[int]:
        """Remove lines of the timeline; returns those for which none of them went.

        Args:
            profile: whose records.
            ids: which; a pending one, or one of another profile, stays and keeps all.
            ignore: whether open problems are never to be opened again.
        """
        now, touched = self._now, Touched([], [], [])
        kept = await self._database.write(
            lambda session: deleting.delete_records(
                session, profile, ids, ignore=ignore, at=now, touched=touched
            )
        )
        self._tell(profile, touched)
        return kept

    async def holds(self, profile: ProfileId) -> list[Hold]:
        """Return the holds that undoing has left."""
        return await self._database.read(
            lambda session: knowledge.holds_of(session, profile)
        )

    async def lift_holds(self, profile: ProfileId, target: TargetKey) -> int:
        """End the holds of a target by hand; how many there were."""

        def work(session: Session) -> int:
            holds = knowledge.holds_of(session, profile)
            ended = [hold for hold in holds if hold.target == target]
            knowledge.end_holds(session, profile, ended)
            return len(ended)

        return await self._database.write(work)

    async def settle_size(self, profile: ProfileId, size: int) -> None:
        """Keep how many subjects there are, as the user has confirmed it."""
        now, values = self._now, {"library_size": size}
        await self._database.write(
            lambda session: knowledge.put_notes(
                session, profile, knowledge.PROFILE, values, now
            )
        )

    async def keep_token(
        self, profile: ProfileId, secret: str, token: tokens.Token
    ) -> None:
        """Keep a token with what it is good for."""
        now = self._now
        await self._database.write(
            lambda session: tokens.put_token(session, profile, secret, token, now)
        )

    async def token(self, profile: ProfileId, secret: str) -> tokens.Token | None:
        """Return what a token is good for; `None`: the profile has none such."""
        return await self._database.read(
            lambda session: tokens.get_token(session, profile, secret)
        )

    async def use_token(self, profile: ProfileId, secret: str) -> bool:
        """Use a token up; whether it had not been used before."""
        return await self._database.write(
            lambda session: tokens.use_token(session, profile, secret)
        )
