"""The older format: one object for each AniList id, with ids and season tables.

    {"20": {"tvdb_id": 78857, "tvdb_mappings": {"s1": "e1-e35", "s2": "e1-e48"}, …}}

A season table lists the provider's episodes in the order in which they make up the
media: seasons by number, specials first, then as written. So the AniList number of an
episode is its place in that order, and where a place before it is open or unreadable,
it is not known. `|2`: two provider episodes make one of AniList's; `|-2`: one covers
two. Films and the ids of AniDB and MyAnimeList stand for the whole media; these number
regularly (season `None`). An IMDb id is taken for films only: it knows no seasons.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
import re
from typing import Final

from .compiled import Collector, Compiled
from .grammar import (
    EPISODE_ZERO,
    LENIENT,
    RangeError,
    Segment,
    parse_v2_segment,
    season_of_key,
    split,
)
from .model import Edge, ExternalId, Provider

_TABLES: Final = {
    "tvdb_mappings": ("tvdb_id", Provider.TVDB_SHOW),
    "tmdb_mappings": ("tmdb_show_id", Provider.TMDB_SHOW),
}
_WHOLE: Final = {
    "anidb_id": Provider.ANIDB,
    "mal_id": Provider.MAL,
    "tmdb_movie_id": Provider.TMDB_MOVIE,
    "imdb_id": Provider.IMDB_MOVIE,
}
_FILMS: Final = (Provider.TMDB_MOVIE, Provider.IMDB_MOVIE)
_NUMBER = re.compile(r"[1-9]\d{0,11}")
_IMDB = re.compile(r"tt\d{4,12}")


@dataclass(slots=True)
class _Place:
    """Where the next segment starts on AniList; `None`: it is not known any more."""

    next: int | None = 1


def compile_v2(entries: Iterable[tuple[object, object]], source: str) -> Compiled:
    """Compile the entries of a document of the older format."""
    collector = Collector(source)
    relatives: list[Edge] = []
    for key, entry in entries:
        name = str(key).strip()
        if name.startswith("$"):
            collector.skip("annotation")
        elif not _NUMBER.fullmatch(name):
            collector.refuse(name, entry, "anilist_id_invalid")
        elif entry is None:
            collector.skip("unmapped_on_purpose")
        elif not isinstance(entry, Mapping):
            collector.refuse(name, entry, "entry_invalid")
        else:
            _compile_entry(collector, int(name), entry, relatives)
    _add_relatives(collector, relatives)
    return collector.finish()


def _add_relatives(collector: Collector, relatives: Iterable[Edge]) -> None:
    """Take the further ids of lists; most of them belong to other media."""
    owned = {
        edge.external_id
        for edge in collector.edges
        if edge.external_id.provider is Provider.MAL
    }
    for edge in relatives:
        if edge.external_id in owned:
            collector.skip("id_of_another_media")
        else:
            collector.map(edge)


def _compile_entry(
    collector: Collector,
    anilist_id: int,
    entry: Mapping[object, object],
    relatives: list[Edge],
) -> None:
    for field, provider in _WHOLE.items():
        for place, value in enumerate(_listed(entry.get(field))):
            external_id = _external_id(provider, value)
            name = f"{anilist_id}.{field}"
            if external_id is None:
                collector.refuse(name, value, "id_invalid")
                continue
            end = 1 if provider in _FILMS else None
            edge = Edge(
                external_id=external_id,
                season=None,
                start=1,
                end=end,
                anilist_id=anilist_id,
                target_start=1,
                target_end=end,
                source=collector.source,
            )
            if provider is Provider.MAL and place > 0:
                relatives.append(edge)
            else:
                collector.map(edge)
    for field, (id_field, provider) in _TABLES.items():
        _compile_table(collector, anilist_id, entry, field, id_field, provider)


def _compile_table(
    collector: Collector,
    anilist_id: int,
    entry: Mapping[object, object],
    field: str,
    id_field: str,
    provider: Provider,
) -> None:
    table = entry.get(field)
    external_ids: list[ExternalId] = []
    for value in _listed(entry.get(id_field)):
        external_id = _external_id(provider, value)
        if external_id is None:
            collector.refuse(f"{anilist_id}.{id_field}", value, "id_invalid")
        else:
            external_ids.append(external_id)
            if not table:
                collector.skip("id_without_ranges")
    if not table:
        return
    if not isinstance(table, Mapping):
        collector.refuse(f"{anilist_id}.{field}", table, "entry_invalid")
        return
    seasons: list[tuple[int, str]] = []
    for key, ranges in table.items():
        season = season_of_key(str(key))
        name = f"{anilist_id}.{field}.{key}"
        if ranges is None:
            collector.skip("unmapped_on_purpose")
        elif season is None:
            collector.refuse(name, ranges, "season_key_invalid")
        elif not isinstance(ranges, str):
            collector.refuse(name, ranges, "range_unreadable")
        else:
            seasons.append((season, ranges))
    place = _Place()
    open_main = any(_is_open(ranges) for season, ranges in seasons if season)
    for season, ranges in sorted(seasons):
        name = f"{anilist_id}.{field}.s{season}"
        for text in split(ranges):
            if season == 0 and open_main:
                # nobody knows where specials stand among episodes that still come
                collector.refuse(name, text, "special_without_place")
            elif segment := _segment(collector, name, text, place):
                _map_segment(
                    collector, name, segment, place, season, anilist_id, external_ids
                )


def _segment(
    collector: Collector, name: str, text: str, place: _Place
) -> Segment | None:
    """Read a segment; one that cannot be read leaves those after it without a place."""
    try:
        segment = parse_v2_segment(text)
    except RangeError as error:
        collector.refuse(name, text, error.reason)
        if error.reason != EPISODE_ZERO:
            place.next = None
        return None
    if segment.lenient:
        collector.warn(name, text, LENIENT)
    return segment


def _map_segment(
    collector: Collector,
    name: str,
    segment: Segment,
    place: _Place,
    season: int,
    anilist_id: int,
    external_ids: Sequence[ExternalId],
) -> None:
    target_start = place.next
    ratio = segment.ratio or 1
    numerator, denominator = (-ratio, 1) if ratio < 0 else (1, ratio)
    target_end: int | None = None
    if target_start is not None and segment.length is not None:
        covered = -(-segment.length * numerator // denominator)
        target_end = target_start + covered - 1
        place.next = target_end + 1
        if segment.length % denominator:
            collector.warn(name, segment.text, "ratio_remainder")
    else:
        place.next = None
    if target_start is None:
        collector.refuse(name, segment.text, "place_unknown")
    elif not external_ids:
        collector.refuse(name, segment.text, "id_missing")
    else:
        collector.map(
            *(
                Edge(
                    external_id=external_id,
                    season=season,
                    start=segment.start,
                    end=segment.end,
                    anilist_id=anilist_id,
                    target_start=target_start,
                    target_end=target_end,
                    numerator=numerator,
                    denominator=denominator,
                    source=collector.source,
                )
                for external_id in external_ids
            )
        )


def _is_open(ranges: str) -> bool:
    """Whether a season's ranges have an open end."""
    for text in split(ranges):
        try:
            if parse_v2_segment(text).end is None:
                return True
        except RangeError:
            continue
    return False


def _external_id(provider: Provider, value: object) -> ExternalId | None:
    """Check an id; `None`: it is none."""
    if isinstance(value, bool) or not isinstance(value, int | str):
        return None
    text = str(value).strip()
    pattern = _IMDB if provider is Provider.IMDB_MOVIE else _NUMBER
    return ExternalId(provider, text) if pattern.fullmatch(text) else None


def _listed(value: object) -> list[object]:
    """Give the values of a field that holds none, one, or a list."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]
