"""The compiled mappings on disk, and overrides on top of them."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
import sqlite3

import pytest

from custom_components.plex_sync.anime.mapping.compile import compile_document
from custom_components.plex_sync.anime.mapping.compiled import Compiled
from custom_components.plex_sync.anime.mapping.model import (
    NOTHING,
    OVERRIDE,
    Edge,
    ExternalId,
    Provider,
)
from custom_components.plex_sync.anime.mapping.overrides import Override
from custom_components.plex_sync.anime.mapping.store import MappingStore, StoreState

TVDB = ExternalId(Provider.TVDB_SHOW, "76885")
FILM = ExternalId(Provider.TMDB_MOVIE, "129")
UNKNOWN = ExternalId(Provider.TVDB_SHOW, "1")
COMPILED = compile_document(
    {
        "anilist:1": {"tvdb_show:76885:s1": {"1-26": "1-26"}},
        "anilist:199": {"tmdb_movie:129": {"1": "1"}, "mal:x": {"1": "1"}},
    }
)
STATE = StoreState(content_hash="c0ffee" * 10, source="test", compiler=1)


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[MappingStore]:
    """An empty store."""
    opened = MappingStore(tmp_path / "cache" / "mappings.db")
    await opened.load()
    yield opened
    await opened.close()


async def test_empty_store_knows_nothing(store: MappingStore) -> None:
    """Nothing is asked of a file that was never there."""
    assert await store.edges_for([TVDB]) == {}
    assert store.state == StoreState()
    assert await store.warnings() == []


async def test_edges_are_found_by_id(store: MappingStore) -> None:
    """As they were compiled."""
    await store.replace(COMPILED, STATE)
    found = await store.edges_for([TVDB, FILM, FILM, UNKNOWN])
    assert found == {TVDB: COMPILED.edges[:1], FILM: COMPILED.edges[1:]}
    assert await store.warnings() == list(COMPILED.warnings)
    assert (store.state.edges, store.state.warnings) == (2, 1)
    assert store.version == "c0ffeec0ffeec0ff.1"


async def test_store_survives_a_restart(store: MappingStore, tmp_path: Path) -> None:
    """What it holds, and what is known about it."""
    await store.replace(COMPILED, STATE)
    await store.note(replace(store.state, stale_since="2026-11-21T01:00:00+00:00"))
    await store.close()
    again = MappingStore(tmp_path / "cache" / "mappings.db")
    await again.load()
    assert again.state == store.state
    assert TVDB in await again.edges_for([TVDB])
    await again.close()
    await again.close()


async def test_replacing_is_all_or_nothing(store: MappingStore) -> None:
    """A failure half-way leaves the old edges."""
    await store.replace(COMPILED, STATE)
    bad = replace(COMPILED.edges[0], anilist_id="x")  # type: ignore[arg-type]
    with pytest.raises(sqlite3.IntegrityError):
        await store.replace(Compiled(edges=(COMPILED.edges[1], bad)), STATE)
    assert set(await store.edges_for([TVDB, FILM])) == {TVDB, FILM}
    await store.replace(Compiled(edges=COMPILED.edges[:1]), STATE)
    assert set(await store.edges_for([TVDB, FILM])) == {TVDB}


@pytest.mark.parametrize("content", [b"this is no database at all" * 100, None])
async def test_file_that_is_of_no_use_is_replaced(
    tmp_path: Path, content: bytes | None
) -> None:
    """Damaged, or of another edition: it is only a cache."""
    path = tmp_path / "mappings.db"
    if content is None:
        with sqlite3.connect(path) as connection:
            connection.execute("pragma user_version = 99")
        connection.close()
    else:
        path.write_bytes(content)
    store = MappingStore(path)
    await store.load()
    await store.replace(COMPILED, STATE)
    assert TVDB in await store.edges_for([TVDB])
    await store.close()


async def test_file_out_of_reach_is_not_replaced(tmp_path: Path) -> None:
    """A folder in its place is somebody else's."""
    path = tmp_path / "mappings.db"
    path.mkdir()
    store = MappingStore(path)
    with pytest.raises(OSError, match="SQLITE_CANTOPEN"):
        await store.load()
    await store.close()
    assert path.is_dir()


async def test_numbers_that_are_none_count_as_nothing(store: MappingStore) -> None:
    """The cache may have been touched by others."""
    await store._run(lambda database: database.set_meta({"edges": "many"}))
    await store.load()
    assert store.state.edges == 0


async def test_overrides_come_on_top(store: MappingStore) -> None:
    """Of ids that the file knows, and of others."""
    await store.replace(COMPILED, STATE)
    mappings = store.with_overrides(
        [
            Override(external_id=TVDB, season=1, start=13, anilist_id=5),
            Override(external_id=TVDB, season=0, anilist_id=None),
            Override(external_id=UNKNOWN, season=2, end=6, anilist_id=9),
        ]
    )
    found = await mappings.edges_for([TVDB, FILM, UNKNOWN])
    assert [(edge.anilist_id, edge.source) for edge in found[TVDB]] == [
        (5, OVERRIDE),
        (NOTHING, OVERRIDE),
        (1, "v3"),
    ]
    assert [edge.anilist_id for edge in found[UNKNOWN]] == [9]
    assert found[FILM] == COMPILED.edges[1:]
    assert await mappings.edges_for([FILM]) == {FILM: COMPILED.edges[1:]}


async def test_explains_with_overrides(store: MappingStore) -> None:
    """The same edges that a run would see, and which version they are of."""
    await store.replace(COMPILED, STATE)
    mappings = store.with_overrides([Override(external_id=FILM, anilist_id=None)])
    show = await mappings.explain_show([TVDB], [(1, 1), (1, 27)])
    assert (show.verdict, show.version) == ("mapped_in_part", mappings.version)
    assert (await mappings.explain_movie([FILM])).verdict == "excluded"


async def test_version_tells_files_and_overrides_apart(store: MappingStore) -> None:
    """Whatever order the overrides come in."""
    first = Override(external_id=TVDB, season=1, anilist_id=5)
    second = Override(external_id=FILM, anilist_id=None)
    plain = store.with_overrides().version
    assert plain == store.version
    both = store.with_overrides([first, second]).version
    assert both == store.with_overrides([second, first]).version
    assert len({plain, both, store.with_overrides([first]).version}) == 3
    await store.replace(COMPILED, STATE)
    assert store.with_overrides([first, second]).version != both


def test_override_is_a_plain_record() -> None:
    """It goes to the journal and comes back."""
    override = Override(
        external_id=TVDB, season=2, start=3, end=9, anilist_id=5, target_start=2
    )
    record = override.as_json()
    assert record == {
        "external_id": "tvdb_show:76885",
        "season": 2,
        "start": 3,
        "end": 9,
        "anilist_id": 5,
        "target_start": 2,
        "target_end": None,
    }
    assert Override.from_json(record) == override
    assert Override.from_json(
        {"external_id": "plex:plex://show/5d9c", "anilist_id": None}
    ) == Override(
        external_id=ExternalId(Provider.PLEX, "plex://show/5d9c"), anilist_id=None
    )


@pytest.mark.parametrize(
    "record",
    [
        {},
        {"external_id": "tvdb_show:1"},
        {"external_id": "tvdb_show", "anilist_id": 1},
        {"external_id": "kitsu:1", "anilist_id": 1},
        {"external_id": "tvdb_show:1", "anilist_id": "1"},
        {"external_id": "tvdb_show:1", "anilist_id": True},
        {"external_id": "tvdb_show:1", "anilist_id": 1, "season": -1},
        {"external_id": "tvdb_show:1", "anilist_id": 1, "start": 5, "end": 4},
    ],
)
def test_rubbish_is_no_override(record: dict[str, str | int | None]) -> None:
    """Refused before it is kept."""
    with pytest.raises(ValueError):
        Override.from_json(record)


def test_film_override_covers_one_film() -> None:
    """A film has no episodes that could run on."""
    edge = Override(external_id=FILM, anilist_id=5).as_edge()
    assert edge == Edge(
        external_id=FILM,
        season=None,
        start=1,
        end=None,
        anilist_id=5,
        target_start=1,
        target_end=None,
        source=OVERRIDE,
    )
