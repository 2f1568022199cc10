"""The real mapping files: nothing in them vanishes silently."""

from collections.abc import Mapping
import csv
import json
import os
from pathlib import Path
from time import process_time
from typing import Any

import pytest
import yaml

from custom_components.plex_sync.anime.episodes import map_show
from custom_components.plex_sync.anime.mapping.compile import (
    compile_document,
    compile_entries,
)
from custom_components.plex_sync.anime.mapping.compiled import Compiled
from custom_components.plex_sync.anime.mapping.model import (
    Edge,
    ExternalId,
    MappingRefused,
    Provider,
)
from custom_components.plex_sync.anime.mapping.reading import read_entries

pytestmark = pytest.mark.contract

FOLDER = Path(os.environ.get("PLEX_SYNC_CONTRACTS", "")) / "mappings"
V3 = ("anibridge-v3/mappings.json", "anibridge-v3/mappings.edits.yaml")
V2 = ("plexanibridge-v2/mappings.json", "plexanibridge-v2/mappings.edits.json")
COUNTS = "plexanibridge-v2/anilist_episode_counts.json"


def load(name: str) -> dict[Any, Any]:
    """Read a file by the libraries that everybody uses."""
    text = (FOLDER / name).read_text(encoding="utf-8")
    document = json.loads(text) if name.endswith(".json") else yaml.safe_load(text)
    assert isinstance(document, dict)
    return document


def listed(value: object) -> list[object]:
    """None, one, or several."""
    return [] if value is None else value if isinstance(value, list) else [value]


def count_v2(document: Mapping[Any, Any]) -> int:
    """Count entries: every id of a title, every segment of every season."""
    count = 0
    for key, entry in document.items():
        if str(key).startswith("$") or entry is None:
            count += 1
            continue
        for field in ("anidb_id", "mal_id", "imdb_id", "tmdb_movie_id"):
            count += len(listed(entry.get(field)))
        for field, id_field in (
            ("tvdb_mappings", "tvdb_id"),
            ("tmdb_mappings", "tmdb_show_id"),
        ):
            table = entry.get(field) or {}
            count += sum(len(ranges.split(",")) for ranges in table.values())
            count += 0 if table else len(listed(entry.get(id_field)))
    return count


def count_v3(document: Mapping[Any, Any]) -> int:
    """Count entries: every range of every pair."""
    return sum(
        1
        if str(key).startswith("$")
        else sum(len(ranges) for ranges in targets.values())
        for key, targets in document.items()
    )


def obey_the_laws(compiled: Compiled) -> None:
    """Every entry has one end, and every edge makes sense."""
    assert compiled.entries == (
        compiled.mapped + compiled.refused + sum(compiled.skipped.values())
    )
    assert len(set(compiled.edges)) == len(compiled.edges)
    assert all(warning.reason and warning.entry for warning in compiled.warnings)
    for edge in compiled.edges:
        assert edge.anilist_id > 0
        assert edge.start > 0
        assert edge.target_start > 0
        assert 1 in (edge.numerator, edge.denominator)
        assert (edge.end is None) == (edge.target_end is None)
        if edge.end is not None and edge.target_end is not None:
            length = edge.end - edge.start + 1
            target_length = edge.target_end - edge.target_start + 1
            covered = -(-length * edge.numerator // edge.denominator)
            assert covered >= target_length > covered - edge.numerator


@pytest.mark.parametrize("name", [*V2, *V3])
def test_entries_become_edges_or_have_a_reason(name: str) -> None:
    """As many in as out; the same by our own way of reading a file."""
    document = load(name)
    start = process_time()
    compiled = compile_document(document)
    seconds = process_time() - start
    obey_the_laws(compiled)
    count = count_v2 if name in V2 else count_v3
    assert compiled.entries == count(document)
    assert compiled.edges
    assert seconds < 5
    again = list(read_entries((FOLDER / name).read_bytes(), name))
    assert again == list(document.items())


@pytest.mark.parametrize("name", V3)
def test_newer_format_has_no_refusals(name: str) -> None:
    """All of the community's edits are readable."""
    compiled = compile_document(load(name))
    assert not compiled.warnings
    assert compiled.mapped == compiled.entries - 1  # the schema's name


def test_older_and_newer_format_agree() -> None:
    """Where both count a season of TVDB, nearly all have the same numbers."""
    older, newer = (
        {
            (edge.external_id, edge.season, edge.anilist_id, edge.start): edge
            for edge in compile_document(load(name), "same").edges
            if edge.external_id.provider is Provider.TVDB_SHOW and edge.end
        }
        for name in (V2[0], V3[0])
    )
    both = older.keys() & newer.keys()
    equal = sum(older[key] == newer[key] for key in both)
    assert len(both) > 300
    assert equal / len(both) > 0.97


def test_lengths_are_those_of_anilist() -> None:
    """Of media whose episodes are known, nearly all tables add up to them."""
    counts = load(COUNTS)
    lengths: dict[tuple[int, ExternalId], int | None] = {}
    for edge in compile_document(load(V2[0])).edges:
        if edge.external_id.provider is not Provider.TVDB_SHOW or edge.season == 0:
            continue
        key = edge.anilist_id, edge.external_id
        lengths[key] = max(lengths.get(key) or 0, edge.target_end or 10**6)
    closed = {
        anilist_id: length
        for (anilist_id, _), length in lengths.items()
        if length and length < 10**6 and counts.get(str(anilist_id))
    }
    equal = sum(length == counts[str(key)] for key, length in closed.items())
    assert len(closed) > 300
    assert equal / len(closed) > 0.8


def test_episodes_of_all_shows_are_mapped_quickly() -> None:
    """A library of everything that the file knows; no episode is mapped twice."""
    seasons = load("plexanibridge-v2/tvdb_episode_counts.json")
    edges: dict[ExternalId, list[Edge]] = {}
    for edge in compile_document(load(V2[0])).edges:
        edges.setdefault(edge.external_id, []).append(edge)
    episodes = mapped = 0
    start = process_time()
    for tvdb_id, counts in seasons.items():
        external_id = ExternalId(Provider.TVDB_SHOW, tvdb_id)
        present = [
            (int(season), number)
            for season, count in counts.items()
            for number in range(1, count + 1)
        ]
        mapping = map_show([external_id], edges, present)
        keys = [
            episode.key
            for media in mapping.media.values()
            for episode in media.episodes
        ]
        left = [(each.season, each.episode) for each in mapping.unmapped]
        assert sorted([*keys, *left]) == sorted(present)
        episodes += len(present)
        mapped += len(keys)
    seconds = process_time() - start
    assert episodes > 15_000
    assert mapped / episodes > 0.3
    assert seconds / episodes * 15_000 < 1


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("kometa/anime_ids.json", "format_kometa"),
        ("fribb/anilist_index.json", "format_fribb"),
        ("fribb/tvdb_index.json", "format_fribb"),
        ("fribb/themoviedb_index.json", "format_fribb"),
        ("fribb/anime-lists-reduced.json", "format_fribb"),
        ("fribb/anime-list-full.2022-07.sample500.json", "format_fribb"),
        ("shinkro/tmdb-mal.yaml", "format_shinkro"),
        ("anime-lists/anime-list-master.xml", "format_scudlee"),
        ("animeapi/anilist_ids_titles.tsv", "not_json"),
        ("plexanibridge-v2/anilist_episode_counts.json", "format_unknown"),
        ("plexanibridge-v2/tvdb_episode_counts.json", "format_unknown"),
        ("manami/anime-offline-database-minified.schema.json", "format_unknown"),
    ],
)
def test_other_formats_are_refused_by_name(name: str, reason: str) -> None:
    """A file of another project says which one it is of."""
    path = FOLDER / name
    with pytest.raises(MappingRefused) as caught:
        compile_file(path)
    assert caught.value.reason == reason


def compile_file(path: Path) -> Compiled:
    """Take a file's whole way."""
    return compile_entries(read_entries(path.read_bytes(), path.name))


def test_titles_are_known() -> None:
    """Nearly every AniList id of the newer format is one that others know."""
    with (FOLDER / "animeapi/anilist_ids_titles.tsv").open(encoding="utf-8") as file:
        known = {int(row["anilist"]) for row in csv.DictReader(file, delimiter="\t")}
    found = {edge.anilist_id for edge in compile_document(load(V3[0])).edges}
    assert len(found & known) / len(found) > 0.7
