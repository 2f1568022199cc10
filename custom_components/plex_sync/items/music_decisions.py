"""The user's word on tracks and playlists: kept, and what it settles closed at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from homeassistant.util import dt as dt_util

from ..coordinator import PlexSyncCoordinator
from ..music.decisions import EVERYWHERE, decision_key, playlist_key, write_decision
from ..music.missing import MissingThing, care_key, care_taken
from ..music.model import Decision, VerdictKind
from ..profiles.music_profile import MusicProfile
from ..sync.journal.shapes import Record
from ..sync.model import JsonObject
from ..sync.runs import Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class AboutTrack:
    """The track that a word is about."""

    uri: str
    item: str = EVERYWHERE
    """The key of the saved item in which it holds."""
    title: str = ""
    artists: Sequence[str] = ()


async def async_decide(
    coordinator: PlexSyncCoordinator,
    profile: MusicProfile,
    about: AboutTrack,
    kind: VerdictKind,
    tracks: Sequence[str] = (),
) -> JsonObject:
    """Keep the user's word on a track; what was open about it is settled.

    What is refused is refused besides what was refused before.
    """
    journal, entry_id = coordinator.journal, coordinator.config_entry.entry_id
    key = decision_key(about.uri, about.item)
    if kind is VerdictKind.NOT_THIS:
        known = (await journal.known(entry_id)).decisions.get(key)
        if isinstance(known, Mapping) and known.get("kind") == kind:
            before: Any = known.get("tracks") or ()
            tracks = [*before, *(track for track in tracks if track not in before)]
    value = {
        **write_decision(Decision(kind=kind, tracks=tuple(tracks))),
        "title": about.title,
        "artists": list(about.artists),
        "at": dt_util.utcnow().isoformat(),
    }
    await journal.decide(entry_id, key, value)
    await journal.close_problems(
        entry_id,
        [
            record.id
            for record in await async_problems(coordinator)
            if _is_about(record, about)
        ],
    )
    await profile.async_refresh()
    return value


async def async_decide_playlist(
    coordinator: PlexSyncCoordinator,
    profile: MusicProfile,
    offer: Record,
    *,
    take_over: bool,
) -> None:
    """Let an item take over the playlist that is offered to it, or leave it alone."""
    item = offer.subjects[0].key
    rating_key = offer.details.get("rating_key") if take_over else None
    value: JsonObject = {
        "rating_key": rating_key,
        "title": offer.details.get("title"),
        "at": dt_util.utcnow().isoformat(),
    }
    entry_id = coordinator.config_entry.entry_id
    await coordinator.journal.decide(entry_id, playlist_key(item), value)
    await coordinator.journal.close_problems(entry_id, [offer.id])
    await profile.async_refresh()


async def async_take_care(
    coordinator: PlexSyncCoordinator,
    profile: MusicProfile,
    thing: MissingThing,
    *,
    is_cared_for: bool,
    is_hidden: bool = False,
) -> None:
    """Keep, or take back, that the user looks after something that is missing."""
    value = care_taken(dt_util.utcnow(), is_hidden=is_hidden) if is_cared_for else None
    entry_id = coordinator.config_entry.entry_id
    await coordinator.journal.decide(entry_id, care_key(thing.uid), value)
    await profile.async_refresh()


async def async_never(
    coordinator: PlexSyncCoordinator, profile: MusicProfile, thing: MissingThing
) -> None:
    """Look for something never again: a track everywhere, an album's tracks in it."""
    for track in thing.tracks:
        about = AboutTrack(
            uri=track.uri,
            item=EVERYWHERE if thing.kind is None else track.item,
            title=track.title,
            artists=track.artists,
        )
        await async_decide(coordinator, profile, about, VerdictKind.NEVER)
        if thing.kind is None:
            return


async def async_problems(coordinator: PlexSyncCoordinator) -> list[Record]:
    """Return the open problems of tracks and of offered playlists, newest first."""
    return await coordinator.journal.open_problems(
        coordinator.config_entry.entry_id, (Outcome.NOT_FOUND, Outcome.REVIEW)
    )


def _is_about(record: Record, about: AboutTrack) -> bool:
    if record.details.get("uri") != about.uri:
        return False
    item = record.subjects[0].key.partition("/")[0]
    return about.item in (EVERYWHERE, item)
