"""The mapping against another reading of the grammar: ranges written out as pairs."""

from collections.abc import Mapping
from dataclasses import dataclass

from hypothesis import given, strategies as st

from custom_components.plex_sync.anime.episodes import map_show
from custom_components.plex_sync.anime.mapping.compile import compile_document
from custom_components.plex_sync.anime.mapping.model import Edge, ExternalId, Provider

SHOW = ExternalId(Provider.TVDB_SHOW, "10")
HORIZON = 60
"""No generated episode has a higher number; open ranges are written out to here."""


@dataclass(frozen=True)
class Pair:
    """One Plex episode that is AniList episodes, and how exact the range was."""

    season: int
    episode: int
    anilist_id: int
    numbers: tuple[int, ...]
    part: tuple[int, int]
    exactness: tuple[int, int]


def write_out(
    pairs: list[Pair],
    season: int,
    anilist_id: int,
    plex: tuple[int, int | None],
    numbers: list[int],
    ratio: int,
) -> None:
    """Deal out AniList's numbers to the episodes of a range, one after another."""
    first, last = plex
    exactness = (0, (last - first)) if last else (1, -first)
    episodes = list(range(first, (last or HORIZON) + 1))
    if ratio > 0:  # so many episodes make one
        groups = [episodes[at : at + ratio] for at in range(0, len(episodes), ratio)]
        for group, number in zip(groups, numbers, strict=False):
            size = len(group) if last else ratio
            for part, episode in enumerate(group, start=1):
                pairs.append(
                    Pair(
                        season, episode, anilist_id, (number,), (part, size), exactness
                    )
                )
    else:  # one episode makes so many
        for at, episode in enumerate(episodes):
            covered = tuple(numbers[at * -ratio : (at + 1) * -ratio])
            if covered:
                pairs.append(
                    Pair(season, episode, anilist_id, covered, (1, 1), exactness)
                )


def judge(pairs: list[Pair]) -> dict[tuple[int, int], Pair | None]:
    """Choose for each episode the most exact pair; `None`: several media are."""
    chosen: dict[tuple[int, int], Pair | None] = {}
    for key in {(pair.season, pair.episode) for pair in pairs}:
        claims = [pair for pair in pairs if (pair.season, pair.episode) == key]
        best = min(pair.exactness for pair in claims)
        winners = [pair for pair in claims if pair.exactness == best]
        alone = len({pair.anilist_id for pair in winners}) == 1
        chosen[key] = winners[0] if alone else None
    return chosen


def check(document: Mapping[str, object], pairs: list[Pair]) -> None:
    """Map every episode that there could be, and compare."""
    edges: dict[ExternalId, list[Edge]] = {}
    for edge in compile_document(document).edges:
        edges.setdefault(edge.external_id, []).append(edge)
    present = [(season, number) for season in range(5) for number in range(1, HORIZON)]
    mapping = map_show([SHOW], edges, present)
    expected = judge(pairs)
    found = {
        episode.key: (
            media.anilist_id,
            tuple(range(episode.first, episode.last + 1)),
            (episode.part, episode.parts),
        )
        for media in mapping.media.values()
        for episode in media.episodes
    }
    assert found == {
        key: (pair.anilist_id, pair.numbers, pair.part)
        for key, pair in expected.items()
        if pair is not None and key in present
    }
    left = {(each.season, each.episode): each.reason for each in mapping.unmapped}
    assert set(found) | set(left) == set(present)
    assert not set(found) & set(left)
    ambiguous = {key for key, pair in expected.items() if pair is None}
    assert {key for key, reason in left.items() if reason == "ambiguous"} == (
        ambiguous & set(present)
    )


RATIOS = st.sampled_from([1, 1, 1, 2, 3, -2, -3])


@st.composite
def closed_range(draw: st.DrawFn, multiple: int = 1) -> tuple[int, int]:
    """First and last of a range, whose length is a multiple."""
    first = draw(st.integers(1, 20))
    return first, first + multiple * draw(st.integers(1, 6)) - 1


@st.composite
def older(draw: st.DrawFn) -> tuple[dict[str, object], list[Pair]]:
    """A document of the older format, and its pairs."""
    document: dict[str, object] = {}
    pairs: list[Pair] = []
    for anilist_id in range(1, draw(st.integers(1, 4)) + 1):
        table: dict[str, str] = {}
        number = 1
        seasons = sorted(draw(st.sets(st.integers(0, 4), min_size=1, max_size=3)))
        last_open = draw(st.booleans()) and 0 not in seasons
        for season in seasons:
            texts = []
            for at in range(draw(st.integers(1, 2))):
                ratio = draw(RATIOS)
                first, last = draw(closed_range(max(ratio, 1)))
                written = f"e{first}" if first == last else f"e{first}-e{last}"
                suffix = f"|{ratio}" if ratio != 1 else ""
                is_open = last_open and season == seasons[-1] and at == 0
                if is_open:
                    written = draw(st.sampled_from([f"e{first}-", f" E{first}-"]))
                texts.append(written + suffix)
                end = HORIZON if is_open else last
                length = end - first + 1
                # every number that the range could take
                count = length * -ratio if ratio < 0 else -(-length // ratio)
                numbers = list(range(number, number + count))
                write_out(
                    pairs,
                    season,
                    anilist_id,
                    (first, None if is_open else last),
                    numbers,
                    ratio,
                )
                number += count
                if is_open:
                    break
            table[f"s{season}"] = ",".join(texts)
        document[str(anilist_id)] = {"tvdb_id": 10, "tvdb_mappings": table}
    return document, pairs


@st.composite
def newer(draw: st.DrawFn) -> tuple[dict[str, object], list[Pair]]:
    """A document of the newer format, in either direction, and its pairs."""
    document: dict[str, dict[str, dict[str, str]]] = {}
    pairs: list[Pair] = []
    for anilist_id in range(1, draw(st.integers(1, 4)) + 1):
        for season in draw(st.sets(st.integers(0, 4), min_size=1, max_size=3)):
            ratio = draw(RATIOS)
            first, last = draw(closed_range(max(ratio, 1)))
            length = last - first + 1
            count = length * -ratio if ratio < 0 else length // ratio
            start = draw(st.integers(1, 20))
            # between closed ranges neither sign nor ratio says anything
            sign = draw(st.sampled_from(["", f"|{ratio}", f"|{-ratio}"]))
            provider, anilist = f"tvdb_show:10:s{season}", f"anilist:{anilist_id}"
            span, target = f"{first}-{last}", f"{start}-{start + count - 1}"
            if draw(st.booleans()):
                entry = document.setdefault(anilist, {}).setdefault(provider, {})
                entry[target] = span + sign
            else:
                entry = document.setdefault(provider, {}).setdefault(anilist, {})
                entry[span] = target + sign
            write_out(
                pairs,
                season,
                anilist_id,
                (first, last),
                list(range(start, start + count)),
                ratio,
            )
    return dict(document), pairs


@given(older())
def test_older_format_is_its_pairs(case: tuple[dict[str, object], list[Pair]]) -> None:
    """Whatever ranges, ratios and overlaps there are."""
    check(*case)


@given(newer())
def test_newer_format_is_its_pairs(case: tuple[dict[str, object], list[Pair]]) -> None:
    """Whatever direction and sign an entry has."""
    check(*case)
