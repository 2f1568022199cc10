"""Changes of playlists whose answers are lost, and errors that keep secrets."""

import logging

import pytest

from custom_components.plex_sync.plex.server import PlexServer
from custom_components.plex_sync.sync.errors import (
    IncompleteAnswer,
    InvalidToken,
    Refused,
    ServiceError,
    ServiceUnavailable,
)
from tests.fakes.plex import FakePlex, Fault, Kind, Playlist

TRACKS = 3


@pytest.fixture
def playlist(plex: FakePlex) -> Playlist:
    """A playlist of three tracks."""
    tracks = [plex.add_track(f"Song {number}") for number in range(TRACKS)]
    return plex.add_playlist(plex.owner, "Morning", *tracks)


@pytest.mark.parametrize(("kind", "count"), [("drop_before", 3), ("drop_after", 4)])
async def test_a_lost_answer_leaves_it_open(
    plex: FakePlex, door: PlexServer, playlist: Playlist, kind: Kind, count: int
) -> None:
    """Before or after it was done: the same error, and nothing is sent twice."""
    plex.faults.add(Fault(kind, "/items", method="PUT"))
    key = str(playlist.rating_key)
    with pytest.raises(ServiceUnavailable):
        await door.playlists.add(key, playlist.rating_keys[:1])
    assert len(playlist.items) == count
    assert len(await door.playlists.items(key)) == count


@pytest.mark.parametrize(
    "kind", ["drop_after", "half_page", "not_well_formed", "empty"]
)
async def test_a_playlist_whose_making_got_no_answer(
    plex: FakePlex, door: PlexServer, playlist: Playlist, kind: Kind
) -> None:
    """It may be there: the list of playlists tells."""
    plex.faults.add(Fault(kind, "/playlists", method="POST"))
    with pytest.raises(ServiceUnavailable):
        await door.playlists.create("Evening", playlist.rating_keys)
    titles = [row.title for row in await door.playlists.all()]
    made = kind in {"drop_after", "half_page"}
    assert titles == ["Morning", *(["Evening"] if made else [])]


async def test_a_batch_in_the_middle_that_fails(
    plex: FakePlex, door: PlexServer, playlist: Playlist
) -> None:
    """What came before it is there, what comes after it is not sent."""
    tracks = [plex.add_track(f"More {number}") for number in range(500)]
    keys = [str(track.rating_key) for track in tracks]

    def next_fails() -> None:
        plex.faults.add(Fault("status", "/items", method="PUT", status=500))

    plex.faults.add(Fault("call", "/items", method="PUT", call=next_fails))
    with pytest.raises(ServiceUnavailable):
        await door.playlists.add(str(playlist.rating_key), keys)
    assert playlist.rating_keys[TRACKS:] == keys[:200]


async def test_tracks_that_are_silently_dropped(
    plex: FakePlex, door: PlexServer, playlist: Playlist
) -> None:
    """The server says that all is well; only reading again shows what is missing."""
    plex.drop_every = 3
    keys = playlist.rating_keys
    await door.playlists.add(str(playlist.rating_key), [*keys, "999999"])
    items = await door.playlists.items(str(playlist.rating_key))
    assert [item.track.rating_key for item in items] == [*keys, *keys[:2]]


@pytest.mark.parametrize("kind", ["half_page", "short_page"])
async def test_half_a_playlist_is_none(
    plex: FakePlex, door: PlexServer, playlist: Playlist, kind: Kind
) -> None:
    """Items that were announced and did not come: refused."""
    plex.faults.add(Fault(kind, "/items"))
    with pytest.raises(IncompleteAnswer):
        await door.playlists.items(str(playlist.rating_key))


async def test_half_a_list_of_playlists_is_none(
    plex: FakePlex, door: PlexServer, playlist: Playlist
) -> None:
    """Or those that did not come would be taken for deleted."""
    plex.faults.add(Fault("short_page", "/playlists"))
    with pytest.raises(IncompleteAnswer):
        await door.playlists.all()


async def test_a_token_that_has_expired(
    plex: FakePlex, door: PlexServer, playlist: Playlist
) -> None:
    """The user has to sign in again."""
    await door.connect()
    plex.expire(plex.owner)
    with pytest.raises(InvalidToken):
        await door.playlists.add(str(playlist.rating_key), playlist.rating_keys)


@pytest.mark.parametrize(
    "fault",
    [
        Fault("status", "/items", status=400),
        Fault("status", "/items", status=500),
        Fault("drop_before", "/items"),
        Fault("rubbish", "/items"),
        Fault("expired_token", "/items"),
    ],
    ids=lambda fault: f"{fault.kind}{fault.status}",
)
async def test_no_error_carries_the_token_or_an_address(
    plex: FakePlex,
    door: PlexServer,
    playlist: Playlist,
    fault: Fault,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Neither the error, nor what caused it, nor the log."""
    caplog.set_level(logging.DEBUG)
    plex.faults.add(Fault(**{name: getattr(fault, name) for name in fault.__slots__}))
    with pytest.raises(ServiceError) as caught:
        await door.playlists.add(str(playlist.rating_key), playlist.rating_keys)
    said = f"{caught.value!s} {caught.value!r} {caught.value.__cause__!r}"
    assert plex.owner.token not in said + caplog.text
    assert "127.0.0.1" not in said


async def test_a_playlist_of_films_is_no_playlist(
    plex: FakePlex, door: PlexServer
) -> None:
    """Asked for by its key it is refused."""
    films = plex.add_playlist(plex.owner, "Films")
    films.kind = "video"
    with pytest.raises(Refused) as caught:
        await door.playlists.one(str(films.rating_key))
    assert caught.value.reason == "gone"
