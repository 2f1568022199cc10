"""Matching: which track of the library is the one that a playlist names.

Pure and deterministic: no I/O, nothing of Home Assistant; it may run in a thread.
"""

from .albums import AlbumMatch, AlbumTrack, Ownership, match_album
from .explanation import Explanation, Rung
from .index import Index
from .matcher import Matcher, Thresholds
from .reasons import REASONS, Reason, Step
from .remembering import forget

__all__ = [
    "REASONS",
    "AlbumMatch",
    "AlbumTrack",
    "Explanation",
    "Index",
    "Matcher",
    "Ownership",
    "Reason",
    "Rung",
    "Step",
    "Thresholds",
    "forget",
    "match_album",
]
