"""From witnesses to a verdict: how sure, and why."""

from dataclasses import dataclass
import re

from .artists import Agreement, Artists, compare, is_various, read_artist, read_artists
from .index import Row
from .reasons import Reason
from .titles import Title, read_title
from .versions import Version
from .witnesses import (
    Likeness,
    Versions,
    compare_titles,
    compare_versions,
    read_album,
    same_album,
    same_numbers,
    seconds_apart,
)

CLOSE = 3.0
NEAR = 10.0
CERTAIN = 0.98
# Words that are easily left out of a title; whoever sings without the singer says so.
_LEFT_OUT = frozenset(
    {"live", "remix", "extended", "mixed", "alternate", "version", "duet", "demo"}
)
_MIXES = frozenset({"remix", "extended", "alternate", "version", "duet"})


@dataclass(frozen=True, slots=True)
class Wanted:
    """A source track, read."""

    title: Title
    artists: Artists
    album: str
    milliseconds: int | None
    explicit: bool | None


@dataclass(frozen=True, slots=True)
class Judgement:
    """How well one library track agrees."""

    row: Row
    confidence: float
    reason: Reason
    title: Likeness
    artists: Agreement
    versions: Versions
    seconds: float | None
    same_album: bool
    version: Version

    def details(self) -> dict[str, str | float | bool | None]:
        """The witnesses as the cards show them."""
        return {
            "title": self.title.value,
            "artists": self.artists.value,
            "versions": self.versions.value,
            "seconds": self.seconds,
            "album": self.same_album,
        }


def judge(wanted: Wanted, row: Row) -> Judgement:
    """Compare a wanted track with one of the library."""
    title = read_title(row.title)
    artists = artists_of(row, title)
    agreement = agree(wanted, row, artists)
    likeness = compare_titles(wanted.title, title)
    versions = compare_versions(wanted.title, wanted.album, title, row.album, artists)
    seconds = seconds_apart(wanted.milliseconds, row.milliseconds)
    album = same_album(wanted.album, row.album)
    case = _Case(
        wanted, row, title, artists, likeness, agreement, versions, seconds, album
    )
    confidence, reason = case.verdict()
    return Judgement(
        row,
        round(confidence, 3),
        reason,
        likeness,
        agreement,
        versions,
        seconds,
        album,
        title.version,
    )


def artists_of(row: Row, title: Title) -> Artists:
    """Everybody on a library track."""
    name = row.track_artist or row.artist
    return (
        read_artists((name,), title.guests) if name else read_artists((), title.guests)
    )


def agree(wanted: Wanted, row: Row, artists: Artists) -> Agreement:
    """How the artists agree; the album's artist helps where the track's is another."""
    agreement = compare(wanted.artists, artists)
    if agreement is Agreement.DIFFERENT and row.track_artist:
        by_album = compare(wanted.artists, read_artist(row.artist))
        if by_album in (Agreement.SAME, Agreement.PART):
            return Agreement.ALIKE
    if agreement is Agreement.UNKNOWN and row.artist and row.track_artist:
        return compare(wanted.artists, read_artist(row.artist))
    return agreement


@dataclass(frozen=True, slots=True)
class _Case:
    """All witnesses of one pair."""

    wanted: Wanted
    row: Row
    title: Title
    artists: Artists
    likeness: Likeness
    agreement: Agreement
    versions: Versions
    seconds: float | None
    album: bool

    def within(self, seconds: float) -> bool:
        """Whether both durations are known and that close."""
        return self.seconds is not None and self.seconds <= seconds

    def verdict(self) -> tuple[float, Reason]:
        """The least of what each witness allows, and its reason."""
        confidence, reason = CERTAIN, Reason.SAME_TITLE_AND_ARTIST
        for heard in (
            self._artists(),
            self._title(),
            self._versions(),
            self._duration(),
        ):
            allowed, why = heard
            if allowed < confidence:
                confidence, reason = allowed, why
        return confidence, reason

    def _title(self) -> tuple[float, Reason]:
        sure_of_artist = self.agreement in (Agreement.SAME, Agreement.PART)
        match self.likeness:
            case Likeness.SAME:
                return 1, Reason.SAME_TITLE_AND_ARTIST
            case Likeness.SUBTITLE:
                if self.within(CLOSE) or (self.album and self.within(NEAR)):
                    return 0.95, Reason.SUBTITLE_LEFT_OUT
                fits = self.seconds is None and sure_of_artist
                return 0.9 if fits else 0.78, Reason.SUBTITLE_LEFT_OUT
            case Likeness.DASHED:
                if self.within(2) and (self.album or not self._numbered()):
                    return 0.9, Reason.SUBTITLE_LEFT_OUT
                return 0.76 if self.seconds is None else 0.7, Reason.SUBTITLE_LEFT_OUT
            case Likeness.SUBTITLES_DIFFER:
                close = self.within(1.5) and self.album
                return 0.74 if close else 0.5, Reason.SUBTITLE_DIFFERS
            case Likeness.SCRIPT:
                return 0.92 if self.within(CLOSE) else 0.78, Reason.OTHER_SCRIPT
            case Likeness.CONTAINED:
                sure = self.album and self.within(CLOSE) and sure_of_artist
                return 0.9 if sure else 0.74, Reason.TITLE_CONTAINED
            case Likeness.SLIP:
                sure = self.album and self.within(2) and sure_of_artist
                return 0.9 if sure else 0.76, Reason.SPELLED_ALIKE
            case Likeness.SIMILAR:
                likely = sure_of_artist and (
                    (self.album and self.within(1) and self._same_digits())
                    or (self.within(CLOSE) and not self._numbered())
                )
                return 0.74 if likely else 0.5, Reason.TITLE_SIMILAR
            case Likeness.DIFFERENT:
                return 0.0, Reason.OTHER_TITLE

    def _same_digits(self) -> bool:
        one, other = (
            re.findall(r"\d+", title.whole) for title in (self.wanted.title, self.title)
        )
        return one == other

    def _numbered(self) -> bool:
        return not same_numbers(self.wanted.title.whole, self.title.whole)

    def _artists(self) -> tuple[float, Reason]:
        match self.agreement:
            case Agreement.SAME:
                return 1, Reason.SAME_TITLE_AND_ARTIST
            case Agreement.PART:
                told = self.seconds is None or self.within(CLOSE)
                return 0.94 if told else 0.74, Reason.GUEST_NOT_NAMED
            case Agreement.OTHER_GUEST:
                common = len(self.wanted.artists.keys & self.artists.keys)
                sure = common > 2 and self.album and self.within(2)
                return 0.89 if sure else 0.72, Reason.OTHER_GUEST
            case Agreement.ALIKE:
                if self.likeness is not Likeness.SAME:
                    return 0.74, Reason.ARTIST_ALIKE
                # nobody else of nearly that name has a song of so long a name
                rare = self.seconds is None and len(self.title.key) >= 12
                return 0.9 if rare or self.within(CLOSE) else 0.76, Reason.ARTIST_ALIKE
            case Agreement.UNKNOWN:
                if self.album and self.within(2):
                    return 0.9, Reason.ARTIST_UNKNOWN
                nobody = is_various(self.wanted.artists) and is_various(self.artists)
                if nobody and self.within(2) and len(self.title.key) >= 12:
                    return 0.88, Reason.ARTIST_UNKNOWN
                told = self.seconds is None or self.within(CLOSE)
                return 0.76 if told else 0.5, Reason.ARTIST_UNKNOWN
            case Agreement.SCRIPT:
                same = self.likeness is Likeness.SAME and self.within(2)
                return 0.76 if same else 0.35, Reason.ARTIST_IN_OTHER_SCRIPT
            case Agreement.DIFFERENT:
                # artists take other names; nobody else has that place on that album
                renamed = self.album and self.within(2)
                return 0.72 if renamed else 0.3, Reason.OTHER_ARTIST

    def _versions(self) -> tuple[float, Reason]:
        if self.artists.imitates != self.wanted.artists.imitates:
            return 0.4, Reason.OTHER_VERSION
        match self.versions:
            case Versions.SAME:
                return 1, Reason.SAME_TITLE_AND_ARTIST
            case Versions.UNNAMED:
                if self.within(CLOSE):
                    return 0.92, Reason.VERSION_UNCERTAIN
                return 0.74 if self.seconds is None else 0.6, Reason.VERSION_UNCERTAIN
            case Versions.IMPLIED:
                if self.within(2.5):
                    return 0.92, Reason.VERSION_UNCERTAIN
                likely = self.seconds is None or self.within(NEAR)
                return 0.74 if likely else 0.55, Reason.VERSION_UNCERTAIN
            case Versions.RERECORDED:
                return 0.74, Reason.RE_RECORDING
            case Versions.OTHER:
                offered = _LEFT_OUT if self.within(1.5) else self._may_be_meant()
                if offered and self._claims() <= offered:
                    return 0.72, Reason.OTHER_VERSION
                return 0.45, Reason.OTHER_VERSION

    def _claims(self) -> frozenset[str]:
        """The classes that only one side has, by its title or its album."""
        mine = self.wanted.title.version.classes | read_album(self.wanted.album).implied
        theirs = self.title.version.classes | read_album(self.row.album).implied
        return mine ^ theirs

    def _may_be_meant(self) -> frozenset[str]:
        """Versions that may be meant by who gives title and artist only, as charts do."""
        told = self.wanted.milliseconds or self.wanted.album
        mine = self.wanted.title.version.classes
        return frozenset() if told or mine else _MIXES

    def _duration(self) -> tuple[float, Reason]:
        if self.seconds is None:
            return 0.95, Reason.SAME_TITLE_AND_ARTIST
        if self.within(CLOSE):
            return 1, Reason.SAME_TITLE_AND_ARTIST
        studio = not self.title.version.classes
        if studio and self.within(NEAR if self.album else 5):
            return 0.93, Reason.SAME_TITLE_AND_ARTIST
        longer = max(self.wanted.milliseconds or 0, self.row.milliseconds or 0) / 1000
        if self.within(NEAR):
            return 0.8, Reason.DURATION_DIFFERS
        if self._claims() or self.title.version.classes or self.seconds > longer * 0.4:
            return 0.6, Reason.DURATION_DIFFERS
        return 0.72, Reason.DURATION_DIFFERS
