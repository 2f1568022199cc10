"""The journal's door; each call is one transaction."""

from .choosing import Choosing
from .journal_file import JournalChange
from .keeping import Keeping
from .looking import Looking
from .planning import KnownState, Planning
from .running import Running

__all__ = ["Journal", "JournalChange", "KnownState"]


class Journal(Running, Planning, Choosing, Looking, Keeping):
    """Everything that must not be forgotten, in one SQLite file."""
