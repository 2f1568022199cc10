"""The words of the engine, as typed records."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field as attribute
from datetime import datetime
from enum import StrEnum

type JsonValue = (
    str | int | float | bool | Sequence[JsonValue] | Mapping[str, JsonValue] | None
)
type JsonObject = Mapping[str, JsonValue]

type ProfileId = str
"""The id of a profile: its config entry's id."""
type AccountKey = str
"""A writing side's account, as `service:id`; one writer and one limiter each."""
type SubjectKey = str
"""Made of stable ids, never of a rating key: `plex://show/5d9c…#2` is a season."""
type TargetKey = str
"""Survives deletion and re-creation: an AniList media id, a saved item's id."""
type State = Mapping[str, JsonValue]
"""What a target holds, by field name; `None` instead of a state means: not there."""


class FieldKind(StrEnum):
    """How values of a field are compared, merged and shown."""

    SCALAR = "scalar"
    DATE = "date"  # "2026-11-21", "2026-11" or "2026"; None = empty
    SCORE = "score"  # 0-100; None = empty
    SET = "set"  # a sorted list of strings
    SEQUENCE = "sequence"  # a list of keys of things, in order, repetitions allowed


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A field of a target."""

    name: str
    kind: FieldKind = FieldKind.SCALAR
    pinnable: bool = True
    clearable: bool = True
    """Whether the service can hold this field empty."""
    ranks: Mapping[str, int] | None = None
    """For *forward*: the rank of each value, where values are not numbers."""
    earlier_is_forward: bool = False
    """For *forward*: smaller goes forward, as with the day something was started."""


class Policy(StrEnum):
    """How far a wish of the source may go against what the target holds."""

    OFF = "off"
    FILL_EMPTY = "fill_empty"
    FORWARD = "forward"  # sequences: only ever grow
    MIRROR = "mirror"  # follows the source, but for what the user did by hand
    EXACT = "exact"  # whatever the user did


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A way from a record to a page of a service."""

    label: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A reference to a picture at a service; never an address with a token."""

    service: str
    path: str
    adult: bool = False
    """Whether it is veiled until somebody wants to see it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """One thing on the reading side that a person would name."""

    key: SubjectKey
    title: str
    subtitle: str = ""
    """What tells it from its siblings, such as "Season 2"."""
    section: str = ""
    """The library or list that it stands in."""
    kind: str = ""
    """The reading side's own word for it: movie, season, track."""
    picture: Picture | None = None
    links: Sequence[Link] = ()
    reference: str = ""
    """How the reading side finds it today (a rating key); may go stale."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What the reading side asks of one field, by which rule and on which evidence."""

    value: JsonValue
    policy: Policy
    rule: str
    evidence: JsonObject = attribute(default_factory=dict)
    """For a sequence: of items that come in, by the item; with a rule of its own."""
    meaning: JsonValue = None
    """What to remember of this wish, where the value alone does not tell what is asked.

    A planner that merges by itself puts the source's own list here.
    """

    @property
    def asked(self) -> JsonValue:
        """What the base keeps of this wish."""
        return self.value if self.meaning is None else self.meaning


@dataclass(frozen=True, slots=True, kw_only=True)
class Removal:
    """The reading side asks for the target itself to go."""

    rule: str
    evidence: JsonObject = attribute(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """All that the subjects of one target ask of it."""

    target: TargetKey
    title: str
    """The target's own title, for people."""
    subjects: Sequence[Subject]
    wishes: Mapping[str, Wish]
    """By field name; a field that is not here is not asked for."""
    facts: str
    """A fingerprint of the subjects' facts: a hold ends when it changes."""
    removal: Removal | None = None
    picture: Picture | None = None
    links: Sequence[Link] = ()
    creates: bool = True
    """Whether a target that is not there may be made for this."""


class ProblemKind(StrEnum):
    """Why a subject has no way, or an uncertain one, to its target."""

    NOT_FOUND = "not_found"
    FAILED = "failed"
    REVIEW = "review"
    CONFLICT = "conflict"


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """A subject that did not reach its target; the texts are keys for translations."""

    subject: Subject
    kind: ProblemKind
    reason: str
    """What went wrong, as a translation key of the cards and actions."""
    details: JsonObject = attribute(default_factory=dict)
    """Values for the reason's sentence, and what was tried."""
    message: str = ""
    """The service's own words, where it has any; never with an address or a secret."""
    target: TargetKey | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """What a read covered. Only what was read whole may close a problem or remove."""

    subjects: frozenset[SubjectKey] = frozenset()
    everything: bool = False
    """The whole reading side was read: a subject that did not show up is gone."""
    groups: frozenset[str] = frozenset()
    """What stands before the first slash of keys: all subjects of these were read."""

    def covers(self, subject: SubjectKey) -> bool:
        """Whether this read can say something about a subject."""
        return (
            self.everything
            or subject in self.subjects
            or (bool(self.groups) and subject.partition("/")[0] in self.groups)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """Something about the whole profile that the user should mend."""

    reason: str
    """A translation key: `library_gone`, `mappings_stale`."""
    details: JsonObject = attribute(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposals:
    """What a planner makes of a snapshot."""

    proposals: Sequence[Proposal]
    problems: Sequence[Problem]
    coverage: Coverage
    memory: Mapping[SubjectKey, JsonObject] = attribute(default_factory=dict)
    """What to keep of each subject that was looked at, for the planner's next read."""
    cursors: Mapping[str, JsonValue] = attribute(default_factory=dict)
    """Where each source stands after this read; only for what was read whole."""
    library_size: int | None = None
    """How many subjects a whole read saw, for the guard; `None` if not whole."""
    notes: JsonObject = attribute(default_factory=dict)
    """Counts worth telling, such as titles that were looked at or left out."""
    notices: Sequence[Notice] = ()


class EditKind(StrEnum):
    """The kinds of edit."""

    SET = "set"
    INSERT = "insert"
    REMOVE = "remove"
    MOVE = "move"
    REPLACE = "replace"


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """The unit of a difference, with the rule and the evidence for it."""

    field: str
    kind: EditKind = EditKind.SET
    before: JsonValue = None
    after: JsonValue = None
    position: int | None = None
    """In a sequence: where the occurrence stands afterwards (removed: stood before)."""
    origin: int | None = None
    """Where an occurrence that is moved stood before."""
    rule: str = ""
    evidence: JsonObject = attribute(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Base:
    """What was last settled for a target, the third side of every merge."""

    state: State | None
    """The target's fields as settled; `None`: settled as not there."""
    asked: Mapping[str, JsonValue] = attribute(default_factory=dict)
    """What the reading side asked for then; a policy may have kept it from going in."""
    created: bool = False
    """Whether this profile made the target: only such a target may be deleted."""
    facts: str = ""
    """The fingerprint of the subjects' facts when this was settled."""
    doubted: bool = False
    """It came out of a backup: more may have been settled since; see `doubt`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedChange:
    """All edits of one target that a run wants to make."""

    target: TargetKey
    title: str
    subjects: Sequence[Subject]
    before: State | None
    after: State | None
    """What the target should hold afterwards; `None`: it is deleted."""
    edits: Sequence[Edit]
    conflicts: Sequence[Edit] = ()
    """Left to the user: both sides changed. Written only when confirmed."""
    disputed: Mapping[str, JsonValue] = attribute(default_factory=dict)
    """The values that the conflicts are about, as they are wanted, by field."""
    facts: str = ""
    fingerprint: str = ""
    picture: Picture | None = None
    links: Sequence[Link] = ()
    lowers: bool = False
    """Whether a value goes back, for the guard."""
    base: Base | None = None
    """The base once this is settled, but for the values that are read back."""
    base_before: Base | None = None
    origin_records: Sequence[int] = ()
    """The records that an undo or redo answers to, oldest first."""

    @property
    def creates(self) -> bool:
        """Whether the target is not there yet."""
        return self.before is None

    @property
    def deletes(self) -> bool:
        """Whether the target goes."""
        return self.after is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Write:
    """One target to be written, with only what differs."""

    target: TargetKey
    before: State | None
    after: State | None
    edits: Sequence[Edit]

    @property
    def fields(self) -> Mapping[str, JsonValue]:
        """The fields to be sent, by name, with the values wanted; empty to delete."""
        if self.after is None:
            return {}
        return {edit.field: self.after.get(edit.field) for edit in self.edits}


class WriteResult(StrEnum):
    """What a target says of one write."""

    APPLIED = "applied"
    REFUSED = "refused"
    UNKNOWN = "unknown"  # the answer was lost: the truth has to be read


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """The answer to one write."""

    target: TargetKey
    result: WriteResult
    message: str = ""
    """Why it was refused, in the service's own words."""
    state: State | None = None
    """What the service holds now, where its answer says so."""
    verified: bool = False
    """Whether `state` is what the service holds (`None`: nothing)."""
    unclearable: Collection[str] = ()
    """Fields that could not be emptied by any form."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """Left by an undo: this edit is not proposed while the facts are what they were."""

    target: TargetKey
    field: str
    """A field's name, or `*` for the target itself (its creation or deletion)."""
    facts: str
    record: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """All that planning may know besides the snapshot, and all that it may use."""

    now: datetime
    """With the zone of the profile."""
    bases: Mapping[TargetKey, Base] = attribute(default_factory=dict)
    """Of the targets that the snapshot is about."""
    settled_targets: int = 0
    """How many targets of the profile were ever settled, whatever the snapshot is."""
    doubts_unknown: bool = False
    """Whether targets without a base may have been settled all the same."""
    holds: Sequence[Hold] = ()
    pins: Mapping[TargetKey, frozenset[str]] = attribute(default_factory=dict)
    decisions: Mapping[str, JsonValue] = attribute(default_factory=dict)
    ignored: frozenset[tuple[SubjectKey, str]] = frozenset()
    """Problems that the user does not want to hear of: (subject, kind)."""
    destructive: bool = False


def subject_keys(subjects: Iterable[Subject]) -> list[SubjectKey]:
    """The keys of subjects, in their order."""
    return [subject.key for subject in subjects]
