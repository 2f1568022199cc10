"""Which of equally right tracks is taken: the user's preference, then a fixed order."""

from ..model import Preference
from .judging import Judgement, Wanted

type Rank = tuple[float | str, ...]


def rank(judgement: Judgement, wanted: Wanted, preference: Preference) -> Rank:
    """What to sort by, best first; never equal for two tracks."""
    row = judgement.row
    explicit = wanted.explicit if preference.explicit is None else preference.explicit
    version = wanted.title.version
    return (
        -judgement.confidence,
        judgement.version.names != version.names,
        not judgement.same_album,
        len(version.soft ^ judgement.version.soft),
        preference.album_over_compilation and row.compilation,
        explicit is not None and row.explicit not in (None, explicit),
        _place(row.section, preference.sections),
        preference.lossless and not row.lossless,
        -row.bitrate if preference.bitrate else 0,
        row.year or 9999,
        judgement.seconds or 0,
        row.key,
        row.title,
        row.album,
    )


def _place(section: str, sections: tuple[str, ...]) -> int:
    return sections.index(section) if section in sections else len(sections)
