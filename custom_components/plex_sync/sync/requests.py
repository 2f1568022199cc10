"""What can be asked of a profile's engine, and what it answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field as attribute, replace

from .backups.model import RestoreOrder
from .errors import ServiceError
from .model import JsonObject, PlannedChange, TargetKey
from .plan import Plan
from .runs import Everything, Origin, RunKind, Scope, Subjects, Targets


@dataclass(frozen=True, slots=True, kw_only=True)
class RunRequest:
    """A run that somebody asks for."""

    kind: RunKind
    origin: Origin = Origin.USER
    scope: Scope = attribute(default_factory=Everything)
    dry_run: bool = False
    """Plan, keep the plan, and stop."""
    records: frozenset[int] = frozenset()
    """Undo and redo: which changes."""
    fingerprints: frozenset[str] | None = None
    """Apply: which changes of the kept plan; `None`: all."""
    confirmed: bool = False
    """Do what is a conflict, too."""
    pin: bool = False
    """Undo: pin the fields that go back, so that no run touches them again."""
    restore: RestoreOrder | None = None
    """Restore: from which backup, and what of it."""
    quiet: bool | None = None
    """Whether others are not told of what it writes; `None`: as the profile has it."""
    user: str | None = None
    """The person who asks; `None`: nobody in particular."""

    def joined(self, other: RunRequest) -> RunRequest | None:
        """Return one request for both, or `None` if they must stay two."""
        if self.user != other.user:
            return replace(self, user=None).joined(replace(other, user=None))
        alone = self.records | other.records or (
            self.fingerprints is not None or other.fingerprints is not None
        )
        alone = alone or self.restore is not None or other.restore is not None
        if alone or self.dry_run != other.dry_run or self.confirmed != other.confirmed:
            return None
        match self.kind, other.kind:
            case (RunKind.FULL, RunKind.FULL):
                wider = _wider(self.scope, other.scope)
                return replace(self, scope=wider) if wider is not None else None
            case (RunKind.FULL, RunKind.POLL):
                return self
            case (RunKind.POLL, RunKind.FULL):
                return other
            case (RunKind.POLL, RunKind.POLL):
                return self
            case (mine, theirs) if mine is theirs:
                scope = _union(self.scope, other.scope)
                return replace(self, scope=scope) if scope is not None else None
            case _:
                return None


def _wider(first: Scope, second: Scope) -> Scope | None:
    """Return the one of two scopes that has the other one in it."""
    if first == second or first == Everything():
        return first
    return second if second == Everything() else None


def _union(first: Scope, second: Scope) -> Scope | None:
    match first, second:
        case Subjects(), Subjects():
            return Subjects(
                first.keys | second.keys,
                first.titles | second.titles,
                first.references | second.references,
            )
        case Targets(), Targets():
            return Targets(first.keys | second.keys)
        case _:
            return None


@dataclass(frozen=True, slots=True, kw_only=True)
class RunResult:
    """How a run ended."""

    request: RunRequest
    result: str
    """`ok`, `nothing`, `planned` (dry run), `guarded`, `failed`, `stopped`."""
    run_id: int | None = None
    counts: Mapping[str, int] = attribute(default_factory=dict)
    plan: Plan | None = None
    changed_since: Sequence[PlannedChange] = ()
    """Apply: what was not written, because the target holds something else by now."""
    skipped: Mapping[TargetKey, str] = attribute(default_factory=dict)
    """Undo, redo, restore: targets that were left as they are, each with the reason."""
    error: ServiceError | None = None
    reason: str = ""
    """A translation key: what the guard said, or why nothing could be done."""
    details: JsonObject = attribute(default_factory=dict)
    seconds: float = 0.0

    @property
    def went_well(self) -> bool:
        """Whether the run did what it was asked to."""
        return self.result in ("ok", "nothing", "planned")
