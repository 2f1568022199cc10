"""The newer format: a graph of descriptors, `provider:id[:scope]`.

    {"anilist:20": {"tvdb_show:78857:s2": {"36-83": "1-48"}}}

Edges are directed; those that touch AniList are read from either end. A target may be
a comma list. Which episodes belong together follows from the lengths of both sides; a
ratio is only asked where an end is open, since the data disagree about its sign: `|2`
says that one episode of the source spans two of the target, `|-2` the opposite.

Scopes: `sN` is a season; AniDB's `R` (regular) is the regular numbering (season
`None`), `S` (specials) is season 0, its other kinds have no place in Plex. MyAnimeList
and films have no scope. `null` says that there is no such way, and takes away what the
opposite direction says.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
import re
from typing import Final

from .compiled import Collector, Compiled
from .grammar import RangeError, Segment, parse_v3_segment, season_of_key, split
from .model import Edge, ExternalId, Provider
from .spans import Span, align

_ANILIST: Final = "anilist"
_SEASONS: Final = (Provider.TVDB_SHOW, Provider.TMDB_SHOW, Provider.IMDB_SHOW)
_UNSCOPED: Final = (
    Provider.MAL,
    Provider.TVDB_MOVIE,
    Provider.TMDB_MOVIE,
    Provider.IMDB_MOVIE,
)
_READ: Final = {
    str(provider): provider for provider in (*_SEASONS, *_UNSCOPED, Provider.ANIDB)
}
_ANIDB_SCOPES: Final[Mapping[str, int | None]] = {"r": None, "s": 0}
_ANIDB_UNUSED: Final = ("o", "c", "t", "p")
_NUMBER = re.compile(r"[1-9]\d{0,11}")
_IMDB = re.compile(r"tt\d{4,12}")


@dataclass(frozen=True, slots=True)
class _Numbering:
    """A run of numbers that a provider counts: a season, a film, all of an id."""

    external_id: ExternalId
    season: int | None


@dataclass(frozen=True, slots=True)
class _Pair:
    """A provider's numbering and an AniList media, and which of them is the source."""

    numbering: _Numbering
    anilist_id: int
    from_anilist: bool


class _Unused(Exception):
    """A descriptor that is in order and of no use here."""


def compile_v3(entries: Iterable[tuple[object, object]], source: str) -> Compiled:
    """Compile the entries of a document of the newer format."""
    collector = Collector(source)
    cut: list[tuple[_Pair, str | None]] = []
    for key, targets in entries:
        name = str(key).strip()
        if name.startswith("$"):
            collector.skip("annotation")
        elif targets is None:
            collector.skip("unmapped_on_purpose")
        elif not isinstance(targets, Mapping):
            collector.refuse(name, targets, "entry_invalid")
        else:
            for target, ranges in targets.items():
                _compile_pair(collector, name, str(target).strip(), ranges, cut)
    for pair, text in cut:
        _cut(collector, pair, text)
    return collector.finish()


def _compile_pair(
    collector: Collector,
    source: str,
    target: str,
    ranges: object,
    cut: list[tuple[_Pair, str | None]],
) -> None:
    """Compile what one descriptor says of another."""
    entry = f"{source} {target}"
    count = len(ranges) if isinstance(ranges, Mapping) else 1
    try:
        pair = _pair(source, target)
    except _Unused as unused:
        for _ in range(count):
            collector.skip(str(unused))
        return
    except RangeError as error:
        texts = ranges.items() if isinstance(ranges, Mapping) else [("", ranges)]
        for text, value in texts:
            collector.refuse(entry, f"{text}: {value}", error.reason)
        return
    if ranges is None:
        collector.skip("unmapped_on_purpose")
        cut.append((pair, None))
    elif not isinstance(ranges, Mapping):
        collector.refuse(entry, ranges, "entry_invalid")
    else:
        for from_text, to_text in ranges.items():
            if to_text is None:
                collector.skip("unmapped_on_purpose")
                cut.append((pair, str(from_text)))
            else:
                _compile_range(collector, entry, pair, from_text, to_text)


def _compile_range(
    collector: Collector, entry: str, pair: _Pair, from_text: object, to_text: object
) -> None:
    """Compile one range; one bad segment makes all of it unreliable."""
    try:
        source = parse_v3_segment(str(from_text).strip())
        targets = [parse_v3_segment(part) for part in split(str(to_text))]
        spans = align(source, targets)
    except RangeError as error:
        collector.refuse(entry, f"{from_text}: {to_text}", error.reason)
        return
    collector.map(*(_edge(pair, span, collector.source) for span in spans))


def _edge(pair: _Pair, span: Span, source: str) -> Edge:
    """Turn a span so that it leads to AniList."""
    from_start, from_end = span.source_start, span.source_end
    to_start, to_end = span.target_start, span.target_end
    numerator, denominator = span.targets, span.sources
    if pair.from_anilist:
        from_start, to_start = to_start, from_start
        from_end, to_end = to_end, from_end
        numerator, denominator = denominator, numerator
    return Edge(
        external_id=pair.numbering.external_id,
        season=pair.numbering.season,
        start=from_start,
        end=from_end,
        anilist_id=pair.anilist_id,
        target_start=to_start,
        target_end=to_end,
        numerator=numerator,
        denominator=denominator,
        source=source,
    )


def _cut(collector: Collector, pair: _Pair, text: str | None) -> None:
    """Take away the edges that are explicitly none."""
    segment = Segment(text="")
    if text is not None:
        try:
            segment = parse_v3_segment(text.strip())
        except RangeError as error:
            collector.warn(str(pair.anilist_id), text, error.reason)
            return
    for edge in list(collector.edges):
        if (
            edge.external_id != pair.numbering.external_id
            or edge.season != pair.numbering.season
            or edge.anilist_id != pair.anilist_id
        ):
            continue
        start, end = (
            (edge.target_start, edge.target_end)
            if pair.from_anilist
            else (edge.start, edge.end)
        )
        inside = segment.end is None or (end is not None and end <= segment.end)
        if start >= segment.start and inside:
            del collector.edges[edge]


def _pair(source: str, target: str) -> _Pair:
    """Tell which side is AniList's.

    Raises:
        RangeError: a descriptor cannot be read.
        _Unused: none is AniList's, or the other is of no use.
    """
    ends = [_split_descriptor(text) for text in (source, target)]
    sides = [provider == _ANILIST for provider, *_ in ends]
    if sides == [True, True] or not any(sides):
        raise _Unused("other_providers")
    anilist, other = ends if sides[0] else ends[::-1]
    if anilist[2] or not _NUMBER.fullmatch(anilist[1]):
        raise RangeError("anilist_id_invalid")
    return _Pair(_numbering(*other), int(anilist[1]), from_anilist=sides[0])


def _split_descriptor(text: str) -> tuple[str, str, str]:
    provider, _, rest = text.partition(":")
    external_id, _, scope = rest.partition(":")
    return provider.strip().lower(), external_id.strip(), scope.strip().lower()


def _numbering(name: str, external_id: str, scope: str) -> _Numbering:
    provider = _READ.get(name)
    if provider is None:
        raise _Unused("other_providers")
    imdb = provider in (Provider.IMDB_SHOW, Provider.IMDB_MOVIE)
    if not (_IMDB if imdb else _NUMBER).fullmatch(external_id):
        raise RangeError("id_invalid")
    known = ExternalId(provider, external_id)
    if provider in _SEASONS:
        season = season_of_key(scope)
        if season is None:
            raise RangeError("scope_invalid")
        return _Numbering(known, season)
    if provider is Provider.ANIDB:
        if scope in _ANIDB_UNUSED:
            raise _Unused("scope_unused")
        if scope not in _ANIDB_SCOPES:
            raise RangeError("scope_invalid")
        return _Numbering(known, _ANIDB_SCOPES[scope])
    if scope:
        raise RangeError("scope_invalid")
    return _Numbering(known, None)
