"""What sources say of saved items: their heads, and the content of those that moved."""

import asyncio
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field as attribute, fields, replace
from typing import Any, Final, cast

from ..sync.errors import InvalidToken, ServiceError
from ..sync.protocols import Report
from ..sync.runs import Progress, Stage
from ..sync.turns import in_turns, let_go
from .items import SavedItem
from .library.lines import Line, Packed, Packing
from .library.store import LibraryStore
from .model import SourceTrack
from .naming import title_of
from .snapshot import Refusal
from .sources.protocol import Content, ItemHead, ItemState, LeftOut, Source, state_of

NO_SOURCE: Final = "source_not_set_up"
_FIELDS: Final = tuple(each.name for each in fields(SourceTrack))


def source_name(item: str) -> str:
    """Under which name the tracks of an item are kept."""
    return f"source/{item}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadContent:
    """An item's whole content, kept small until all of a run is read."""

    head: ItemHead
    """As it was when the content was read."""
    tracks: Packed[SourceTrack]
    left_out: LeftOut = attribute(default_factory=LeftOut)


type Heads = Mapping[str, ItemHead]


class SourceReading:
    """Asks each item's own source, and keeps what it said of the tracks.

    Args:
        source_of: gives the source of an item; `None`: it is not set up any more.
        store: where the tracks of an item are kept while its content stays the same.
    """

    def __init__(
        self, source_of: Callable[[str], Source | None], store: LibraryStore
    ) -> None:
        """Keep both."""
        self._source_of = source_of
        self._store = store

    async def heads(
        self, items: Collection[SavedItem]
    ) -> tuple[Heads, Sequence[Refusal]]:
        """What items say about themselves, and which of them are not given.

        Raises:
            InvalidToken: the user has to sign in to a source again.
            ServiceError: no item at all can be read.
        """
        heads: dict[str, ItemHead] = {}
        refused: list[Refusal] = []
        failed: ServiceError | None = None
        by_source: dict[int, tuple[Source, list[SavedItem]]] = {}
        for item in items:
            if (source := self._source_of(item.key)) is None:
                refused.append(Refusal(item=item, reason=NO_SOURCE))
            else:
                by_source.setdefault(id(source), (source, []))[1].append(item)
        for source, asked in by_source.values():
            try:
                answers = await source.heads([item.key for item in asked])
            except InvalidToken:
                raise
            except ServiceError as error:
                failed = error
                refused += [_refusal(item, error) for item in asked]
                continue
            for item in asked:
                answer = answers[item.key]
                if isinstance(answer, ServiceError):
                    refused.append(_refusal(item, answer))
                elif answer.state is not ItemState.READABLE:
                    refused.append(Refusal(item=item, reason=answer.state))
                else:
                    heads[item.key] = answer
        if failed is not None and not heads:
            raise failed
        return heads, refused

    async def contents(
        self, items: Sequence[SavedItem], heads: Heads, report: Report
    ) -> tuple[Mapping[str, ReadContent], Sequence[Refusal]]:
        """The whole content of items; what has not changed is not asked for again.

        Raises:
            InvalidToken: the user has to sign in to a source again.
        """
        contents: dict[str, ReadContent] = {}
        refused: list[Refusal] = []
        for place, item in enumerate(items, start=1):
            progress = Progress(
                stage=Stage.READING,
                section=title_of(item, heads[item.key]),
                section_index=place,
                section_count=len(items),
            )
            report(progress)

            def tell(done: int, total: int, shown: Progress = progress) -> None:
                report(replace(shown, processed=done, total=total))

            try:
                contents[item.key] = await self._content(item, heads[item.key], tell)
            except InvalidToken:
                raise
            except ServiceError as error:
                refused.append(_refusal(item, error))
        return contents, refused

    async def _content(
        self, item: SavedItem, head: ItemHead, tell: Callable[[int, int], None]
    ) -> ReadContent:
        name = source_name(item.key)
        kept = await self._store.kept_packed(name, _track)
        if kept is not None and head.version and kept.version == head.version:
            return ReadContent(head=head, tracks=kept.lines)
        source = self._source_of(item.key)
        if source is None:
            raise ServiceError("Plex Sync", reason=NO_SOURCE)
        content = await source.content(item.key, tell)
        tracks = await asyncio.to_thread(_packed, content)
        if content.head.version:
            await self._store.keep_packed(name, content.head.version, tracks)
        return ReadContent(head=content.head, tracks=tracks, left_out=content.left_out)


def _packed(content: Content) -> Packed[SourceTrack]:
    """Zip the tracks of an item, and let go of what they were."""
    packing = Packing()
    for track in in_turns(content.tracks):
        packing.add(_line(track))
    if isinstance(content.tracks, list):
        let_go(content.tracks)
    return packing.packed(_track)


def _refusal(item: SavedItem, error: ServiceError) -> Refusal:
    return Refusal(
        item=item,
        reason=error.reason,
        message=error.message,
        lasting=state_of(error) is not None,
    )


def _line(track: SourceTrack) -> dict[str, Any]:
    return {name: getattr(track, name) for name in _FIELDS}


def _track(line: Line) -> SourceTrack:
    known = cast("Mapping[str, Any]", line)
    return SourceTrack(
        **{
            **known,
            "artists": tuple(known["artists"]),
            "album_artists": tuple(known["album_artists"]),
        }
    )
