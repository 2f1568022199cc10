"""Why a track was matched, or was not: words that the cards translate."""

from enum import StrEnum


class Step(StrEnum):
    """The rung of the ladder that decided."""

    DECISION = "decision"
    ISRC = "isrc"
    EXACT = "exact"
    FUZZY = "fuzzy"
    NONE = "none"


class Reason(StrEnum):
    """Translation keys; every `Match` and every `Candidate` carries one."""

    # the user's word
    DECIDED = "decided"
    DECIDED_TRACK_GONE = "decided_track_gone"
    NEVER = "never"
    # what speaks for a track
    SAME_ISRC = "same_isrc"
    SAME_TITLE_AND_ARTIST = "same_title_and_artist"
    GUEST_NOT_NAMED = "guest_not_named"
    SUBTITLE_LEFT_OUT = "subtitle_left_out"
    OTHER_SCRIPT = "other_script"
    SPELLED_ALIKE = "spelled_alike"
    TITLE_CONTAINED = "title_contained"
    ARTIST_ALIKE = "artist_alike"
    ARTIST_UNKNOWN = "artist_unknown"
    ARTIST_IN_OTHER_SCRIPT = "artist_in_other_script"
    # what speaks against it
    OTHER_VERSION = "other_version"
    RE_RECORDING = "re_recording"
    OTHER_GUEST = "other_guest"
    DURATION_DIFFERS = "duration_differs"
    VERSION_UNCERTAIN = "version_uncertain"
    SUBTITLE_DIFFERS = "subtitle_differs"
    TITLE_SIMILAR = "title_similar"
    OTHER_ARTIST = "other_artist"
    OTHER_TITLE = "other_title"
    ISRC_OF_OTHER_TITLE = "isrc_of_other_title"
    REFUSED = "refused"
    # nothing to go by
    NOTHING_SIMILAR = "nothing_similar"
    NO_TITLE = "no_title"


REASONS = tuple(reason.value for reason in Reason)
"""All of them, for translations and their tests."""
