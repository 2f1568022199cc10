"""The action that shows how one title is matched."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any, Final

from homeassistant.core import ServiceCall
from homeassistant.helpers import config_validation as cv
import voluptuous as vol

from ..coordinator import PlexSyncCoordinator
from ..music.decisions import decisions_on
from ..music.matching import Explanation, Index, Matcher
from ..music.model import Candidate, LibraryTrack, SourceTrack
from ..rights import Right
from .action import Action, music_profile
from .answers import Answer
from .naming_items import items_named

ATTR_TITLE: Final = "title"
ATTR_ARTIST: Final = "artist"
ATTR_ALBUM: Final = "album"
ATTR_DURATION: Final = "duration"
ATTR_ISRC: Final = "isrc"
ATTR_URI: Final = "uri"
ATTR_ITEM: Final = "item"


async def _async_test_match(
    coordinator: PlexSyncCoordinator, call: ServiceCall
) -> Answer:
    """Match one title against the user's music, and show every rung of the ladder."""
    profile = music_profile(coordinator)
    uri: str = call.data.get(ATTR_URI, "")
    sections: tuple[str, ...] = ()
    item = ""
    if name := call.data.get(ATTR_ITEM):
        [found] = items_named(profile, [name])
        item, sections = found.key, found.sections
    known = await coordinator.journal.known(coordinator.config_entry.entry_id)
    seconds: float | None = call.data.get(ATTR_DURATION)
    wanted = SourceTrack(
        uri=uri,
        title=call.data[ATTR_TITLE],
        artists=tuple(call.data.get(ATTR_ARTIST, ())),
        album=call.data.get(ATTR_ALBUM, ""),
        milliseconds=None if seconds is None else round(seconds * 1000),
        isrc=call.data.get(ATTR_ISRC, "").upper().replace("-", "") or None,
    )
    words = decisions_on(known.decisions, item, uri) if uri else ()
    preference = profile.options().preference

    def explain(tracks: Iterator[LibraryTrack]) -> Explanation:
        return Matcher(Index.build(tracks), preference).explain(wanted, words)

    await profile.collection.refresh()
    explanation = await profile.collection.read(explain, sections)
    match = explanation.match
    candidates = [
        *match.candidates,
        *(each for rung in explanation.rungs for each in rung.candidates),
    ]
    titles = await profile.collection.tracks({each.track for each in candidates})
    return {
        "band": match.band,
        "step": match.step,
        "reason": match.reason,
        "confidence": round(match.confidence, 3),
        "track": _track(match.track, titles) if match.track else None,
        "candidates": _candidates(match.candidates, titles),
        "read_as": {
            "title": explanation.title,
            "subtitles": list(explanation.subtitles),
            "versions": list(explanation.versions),
            "artists": list(explanation.artists),
        },
        "ladder": [
            {"step": rung.step, "candidates": _candidates(rung.candidates, titles)}
            for rung in explanation.rungs
        ],
    }


def _candidates(
    candidates: Collection[Candidate], titles: Mapping[str, LibraryTrack]
) -> list[Answer]:
    return [
        {
            **_track(each.track, titles),
            "confidence": round(each.confidence, 3),
            "reason": each.reason,
            "details": dict(each.details),
        }
        for each in candidates
    ]


def _track(key: str, titles: Mapping[str, LibraryTrack]) -> Answer:
    """Answer with a track of the library; what was left behind is only a key."""
    answer: dict[str, Any] = {"track": key}
    if (track := titles.get(key)) is not None:
        answer |= {
            "title": track.title,
            "artist": track.track_artist or track.artist,
            "album": track.album,
            "seconds": None
            if track.milliseconds is None
            else round(track.milliseconds / 1000),
            "rating_key": track.rating_key,
        }
    return answer


MUSIC_MATCHING_ACTIONS: Final = (
    Action(
        name="test_match",
        handler=_async_test_match,
        right=Right.SEE,
        fields={
            vol.Required(ATTR_TITLE): cv.string,
            vol.Optional(ATTR_ARTIST): vol.All(cv.ensure_list, [cv.string]),
            vol.Optional(ATTR_ALBUM): cv.string,
            vol.Optional(ATTR_DURATION): vol.All(
                vol.Coerce(float), vol.Range(min=0, max=86_400)
            ),
            vol.Optional(ATTR_ISRC): cv.string,
            vol.Optional(ATTR_URI): cv.string,
            vol.Optional(ATTR_ITEM): cv.string,
        },
        only_reads=True,
    ),
)
