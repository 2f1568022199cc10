"""What came into sequences, left them or moved in them, by the names of things."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace

from ..actions.answers import Answer
from ..coordinator import PlexSyncCoordinator
from ..profiles.music_profile import MusicProfile
from ..sync.journal.shapes import RecordDetail, edit_to_json
from ..sync.model import Edit, EditKind, Field, FieldKind, JsonValue, State
from ..sync.sequence import difference, with_replacements


async def async_sequences(
    coordinator: PlexSyncCoordinator, detail: RecordDetail, offset: int, limit: int
) -> Answer:
    """Tell the edits of each sequence, a page of them, and what the things are called.

    Long sequences take a while to compare, so that is done in a thread.
    """
    fields = coordinator.engine.target.fields
    found = await coordinator.hass.async_add_executor_job(_edits, detail, fields)
    pages = {name: edits[offset : offset + limit] for name, edits in found.items()}
    keys = {
        key
        for name, edits in pages.items()
        for key in (
            *(str(key) for edit in edits for key in (edit.before, edit.after) if key),
            *_keys(detail.before, name)[offset : offset + limit],
            *_keys(detail.after, name)[offset : offset + limit],
        )
    }
    return {
        "sequences": {
            name: {
                **_counts(edits),
                "count": len(edits),
                "edits": [edit_to_json(edit) for edit in pages[name]],
            }
            for name, edits in found.items()
        },
        "names": await _async_names(coordinator, keys),
    }


def _edits(detail: RecordDetail, fields: Mapping[str, Field]) -> dict[str, list[Edit]]:
    told = {
        (edit.field, edit.after): edit for edit in detail.record.edits if edit.evidence
    }

    def reasoned(edit: Edit) -> Edit:
        """Give an edit the reason that the record has for it."""
        known = told.get((edit.field, edit.after))
        if known is None or edit.kind is not EditKind.INSERT:
            return edit
        return replace(edit, rule=known.rule, evidence=known.evidence)

    return {
        name: with_replacements(
            [
                reasoned(edit)
                for edit in difference(
                    name, _keys(detail.before, name), _keys(detail.after, name)
                )
            ]
        )
        for name in _sequences(detail, fields)
    }


def _sequences(detail: RecordDetail, fields: Mapping[str, Field]) -> Iterator[str]:
    for name, field in fields.items():
        is_there = name in {**(detail.before or {}), **(detail.after or {})}
        if field.kind is FieldKind.SEQUENCE and is_there:
            yield name


def _keys(state: State | None, name: str) -> list[str]:
    value: JsonValue = (state or {}).get(name)
    return [str(each) for each in value] if isinstance(value, list | tuple) else []


def _counts(edits: list[Edit]) -> dict[str, int]:
    counted = Counter(edit.kind for edit in edits)
    kinds = (EditKind.INSERT, EditKind.REMOVE, EditKind.MOVE, EditKind.REPLACE)
    return {str(kind): counted[kind] for kind in kinds}


async def _async_names(coordinator: PlexSyncCoordinator, keys: set[str]) -> Answer:
    """Name tracks of the library; those that are gone have no name any more."""
    profile = coordinator.profile
    if not keys or not isinstance(profile, MusicProfile):
        return {}
    tracks = await profile.collection.tracks(keys)
    return {
        key: " · ".join(
            filter(None, (track.title, track.track_artist or track.artist, track.album))
        )
        for key, track in tracks.items()
    }
