"""What MusicBrainz is asked, and what is read out of its answers."""

import pytest

from custom_components.plex_sync.musicbrainz import MusicBrainzClient, ReleaseGroup
from custom_components.plex_sync.sync.errors import IncompleteAnswer
from tests.fakes.musicbrainz import FakeMusicBrainz

PAGE = "https://open.spotify.com/album/0000000000000000000001"


async def test_releases_of_a_barcode(
    fake: FakeMusicBrainz, client: MusicBrainzClient
) -> None:
    """However many zeros it was typed with; each names its group."""
    group = fake.add_album("Kid A", "Radiohead", barcode="724352959051")
    fake.add_album("Amnesiac", "Radiohead", barcode="724353276423")
    [found] = await client.releases_by_barcode(["00724352959051", "724352959051"])
    assert (found.title, found.barcode) == ("Kid A", "724352959051")
    assert found.artists == ("Radiohead",)
    assert found.group == ReleaseGroup(
        id=group.id, title="Kid A", artists=("Radiohead",), primary_type="Album"
    )
    assert fake.seen[0].query["query"] == "barcode:(00724352959051 OR 724352959051)"


async def test_releases_of_a_recording(
    fake: FakeMusicBrainz, client: MusicBrainzClient
) -> None:
    """On which albums, singles and compilations it is, in one answer."""
    isrc = "GBAYE0000351"
    fake.add_album("Kid A", "Radiohead", isrcs=(isrc,))
    fake.add_album("Idioteque", "Radiohead", primary="Single", isrcs=(isrc,))
    fake.add_album("Best Of", "Radiohead", secondary=("Compilation",), isrcs=(isrc,))
    found = await client.releases_by_isrc(isrc)
    assert [(one.group.primary_type, one.group.secondary_types) for one in found] == [
        ("Album", ()),
        ("Single", ()),
        ("Album", ("Compilation",)),
    ]
    assert fake.asked == ["/recording"]


async def test_release_of_a_page(
    fake: FakeMusicBrainz, client: MusicBrainzClient
) -> None:
    """By way of the relation; the release names its group."""
    group = fake.add_album("Kid A", "Radiohead", primary="EP", links=(PAGE,))
    found = await client.release_by_link(PAGE)
    assert found is not None
    assert (found.group.id, found.group.primary_type) == (group.id, "EP")
    assert fake.asked == ["/url", f"/release/{group.releases[0].id}"]


async def test_page_that_nobody_has_related(
    fake: FakeMusicBrainz, client: MusicBrainzClient
) -> None:
    """No such thing is no error; nor is a relation without a release."""
    assert await client.release_by_link(PAGE) is None
    fake.fail(status=200, path="/url", body={"id": "1", "relations": [{}, None]})
    assert await client.release_by_link(PAGE) is None
    assert fake.asked == ["/url", "/url"]


async def test_search_by_text(fake: FakeMusicBrainz, client: MusicBrainzClient) -> None:
    """Several candidates, and signs of the query language mean nothing."""
    for number in range(7):
        fake.add_album(f"Help {number}", "AC/DC")
    found = await client.search_release_groups("Help! (OR else)", "AC/DC")
    assert [group.title for group in found] == [f"Help {n}" for n in range(5)]
    [seen] = fake.seen
    assert seen.query["query"] == (
        r"releasegroup:(Help\! \(or else\)) AND artist:(AC\/DC)"
    )
    assert int(seen.query["limit"]) >= 3
    await client.search_release_groups("Help")
    assert fake.seen[-1].query["query"] == "releasegroup:(Help)"


@pytest.mark.parametrize(
    "body",
    [
        {"releases": [{"id": "1", "release-group": {"id": 7, "artist-credit": [7]}}]},
        {"releases": 7},
    ],
)
async def test_answers_of_another_shape_are_no_answers(
    fake: FakeMusicBrainz, client: MusicBrainzClient, body: object
) -> None:
    """Nothing is made of them."""
    fake.fail(status=200, body=body)
    with pytest.raises(IncompleteAnswer):
        await client.releases_by_barcode(["1"])


async def test_what_nobody_has_filled_in_is_nothing(
    fake: FakeMusicBrainz, client: MusicBrainzClient
) -> None:
    """A group without a kind, a release without a group, nulls everywhere."""
    group = {"id": "g", "title": None, "primary-type": None, "secondary-types": None}
    rows = [
        None,
        {"id": "1", "release-group": None},
        {"id": None, "release-group": group},
        {
            "id": "2",
            "title": None,
            "barcode": None,
            "artist-credit": [None, {"name": None, "artist": None}],
            "release-group": group,
        },
    ]
    fake.fail(status=200, body={"releases": rows})
    [found] = await client.releases_by_barcode(["1"])
    assert (found.id, found.title, found.artists) == ("2", "", ())
    assert found.group == ReleaseGroup(id="g", title="")
