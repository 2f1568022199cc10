"""The door and the fake against AniList's own schema, recordings and media."""

from collections.abc import Iterator
import json
from pathlib import Path
from typing import Any

import aiohttp
from aiohttp import web
from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLObjectType,
    GraphQLSchema,
    build_schema,
    introspection_types,
    parse,
    specified_scalar_types,
    validate,
)
import pytest

from custom_components.plex_sync.anilist import AniListClient, Limiter
from custom_components.plex_sync.anilist.documents import (
    COMPLEXITY_LIMIT,
    Document,
    all_documents,
)
from custom_components.plex_sync.anilist.entries import media_of
from custom_components.plex_sync.anilist.limiter import Lane
from custom_components.plex_sync.anilist.transport import Answer, Transport
from custom_components.plex_sync.sync.errors import RateLimited, Refused
from tests.fakes.anilist import SDL, FakeAniList

pytestmark = pytest.mark.contract

DOCUMENTS = list(all_documents())


@pytest.fixture(scope="module")
def real(contracts: Path) -> GraphQLSchema:
    """AniList's whole schema."""
    text = (contracts / "anilist" / "schema.graphql").read_text(encoding="utf-8")
    return build_schema(text, assume_valid_sdl=True)


@pytest.fixture(scope="module")
def ours() -> GraphQLSchema:
    """The part of it that the fake has."""
    return build_schema(SDL)


@pytest.mark.parametrize("document", DOCUMENTS, ids=range(len(DOCUMENTS)))
def test_documents_are_valid(real: GraphQLSchema, document: Document) -> None:
    """Each at its smallest and at its largest, and none costs too much."""
    assert validate(real, parse(document.text)) == []
    assert document.complexity <= COMPLEXITY_LIMIT


@pytest.mark.parametrize("document", DOCUMENTS, ids=range(len(DOCUMENTS)))
async def test_fake_counts_what_the_door_counts(document: Document) -> None:
    """The fake counts what graphql has parsed, the door counts words."""
    async with FakeAniList() as fake, aiohttp.ClientSession() as session:
        payload = {"query": document.text, "variables": dict(document.variables)}
        async with session.post(fake.url, json=payload) as response:
            assert response.status in {200, 401, 404}
        assert fake.operations[0].complexity == document.complexity


def test_fake_is_a_true_part(real: GraphQLSchema, ours: GraphQLSchema) -> None:
    """Every type, field, argument and value of the fake is the real one's."""
    assert list(differences(real, ours)) == []


def differences(real: GraphQLSchema, ours: GraphQLSchema) -> Iterator[str]:
    """What the fake has that the real one has not, or has otherwise."""
    known = {*specified_scalar_types, *introspection_types}
    for name, kind in ours.type_map.items():
        if name in known:
            continue
        other = real.type_map.get(name)
        if other is None or type(other) is not type(kind):
            yield f"{name}: no such type"
        elif isinstance(kind, GraphQLEnumType):
            assert isinstance(other, GraphQLEnumType)
            if extra := kind.values.keys() - other.values.keys():
                yield f"{name}: no such values: {extra}"
        elif isinstance(kind, GraphQLObjectType | GraphQLInputObjectType):
            assert isinstance(other, GraphQLObjectType | GraphQLInputObjectType)
            yield from field_differences(name, kind, other)


def field_differences(
    name: str,
    kind: GraphQLObjectType | GraphQLInputObjectType,
    other: GraphQLObjectType | GraphQLInputObjectType,
) -> Iterator[str]:
    """The same for the fields of a type."""
    for field_name, field in kind.fields.items():
        real_field = other.fields.get(field_name)
        if real_field is None or str(real_field.type) != str(field.type):
            yield f"{name}.{field_name}: {field.type}"
            continue
        for argument, given in getattr(field, "args", {}).items():
            real_given = real_field.args.get(argument)
            if real_given is None or str(real_given.type) != str(given.type):
                yield f"{name}.{field_name}({argument}: {given.type})"


def test_differences_are_found(real: GraphQLSchema) -> None:
    """The check above is able to fail."""
    wrong = build_schema(
        "type Query {Viewer: User! Page(page: String, size: Int): Page}"
        " type User {id: Int! colour: String} type Page {media: Media}"
        " enum MediaType {ANIME NOVEL} type Nothing {id: Int} type Media {id: Int}"
    )
    assert len(list(differences(real, wrong))) == 8


def recordings(contracts: Path) -> list[tuple[str, dict[str, Any]]]:
    """All recorded exchanges that have a body."""
    return [
        (file.stem, exchange)
        for file in sorted((contracts / "anilist" / "recorded").glob("*.json"))
        for exchange in json.loads(file.read_text(encoding="utf-8"))
        if isinstance(exchange["response"].get("json"), dict)
    ]


async def exchange(recorded: dict[str, Any]) -> Answer:
    """What the door makes of a recorded answer."""
    response = recorded["response"]

    async def answer(_: web.Request) -> web.Response:
        kept = {
            key: value
            for key, value in response["headers"].items()
            if key.startswith(("X-", "Retry"))
        }
        return web.json_response(
            response["json"], status=response["status"], headers=kept
        )

    app = web.Application()
    app.router.add_post("/", answer)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    host, port = runner.addresses[0][:2]

    async def no_time(_: float) -> None:
        raise TimeoutError

    limiter = Limiter(sleep=no_time)
    async with aiohttp.ClientSession() as session:
        transport = Transport(
            session,
            None,
            limiter=limiter,
            endpoint=f"http://{host}:{port}/",
            timeout=5,
        )
        try:
            return await transport.send(Document("{Viewer {id}}"), Lane.RUN)
        except TimeoutError:
            raise RateLimited("AniList", limiter.paused_for) from None
        finally:
            await runner.cleanup()


async def test_recorded_answers(contracts: Path) -> None:
    """Data is data, not found is said, too many is waited for."""
    seen = set()
    for name, recorded in recordings(contracts):
        status = recorded["response"]["status"]
        seen.add(status)
        if status == 429:
            with pytest.raises(RateLimited) as caught:
                await exchange(recorded)
            assert caught.value.seconds == pytest.approx(61, abs=1), name
            continue
        answer = await exchange(recorded)
        if status == 404:
            assert answer.errors[0].lines
            with pytest.raises(Refused, match="Not Found") as refused:
                answer.complete()
            assert refused.value.reason == "not_found"
            continue
        assert answer.complete().keys() == recorded["response"]["json"]["data"].keys()
    assert seen == {200, 404, 429}


async def test_recorded_media(contracts: Path) -> None:
    """Whole media objects as they were answered."""
    found = 0
    for _, recorded in recordings(contracts):
        data = recorded["response"]["json"].get("data") or {}
        if (row := data.get("Media")) and "title" in row:
            media = media_of(row)
            assert media.id == row["id"]
            assert media.cover is None or media.cover.startswith("https://")
            found += 1
    assert found


async def test_media(contracts: Path) -> None:
    """Real media become records, through the fake and the door."""
    text = (contracts / "anilist" / "media.json").read_text(encoding="utf-8")
    rows = {row["id"]: row for row in json.loads(text)}
    anime = {key: row for key, row in rows.items() if row["type"] == "ANIME"}
    async with FakeAniList() as fake, aiohttp.ClientSession() as session:
        fake.load_media(rows.values())
        client = AniListClient(session, None, limiter=Limiter(), endpoint=fake.url)
        answers = await client.media(rows)
        assert fake.requests == 1
    assert {key for key, answer in answers.items() if answer.media} == set(anime)
    for key, row in anime.items():
        media = answers[key].media
        assert media is not None
        assert media.title == row["title"]["romaji"]
        assert set(row["synonyms"]) <= set(media.titles)
        assert media.episodes == row["episodes"]
        assert media.status == row["status"]
        assert media.season_year == row["seasonYear"]
        assert media.site_url == row["siteUrl"]
