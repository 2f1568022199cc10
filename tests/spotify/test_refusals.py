"""What Spotify refuses, and what is said of it."""

import aiohttp
import pytest

from custom_components.plex_sync.spotify import (
    Gone,
    Limiter,
    MadeBySpotify,
    MissingScope,
    NotRegistered,
    PremiumLapsed,
    SpotifyClient,
)
from custom_components.plex_sync.sync.errors import (
    InvalidToken,
    Refused,
    ServiceOff,
    ServiceUnavailable,
)
from tests.fakes.spotify import Account, FakeSpotify


async def test_token_that_expired_on_its_way_is_replaced(
    fake: FakeSpotify, session: aiohttp.ClientSession, anna: Account, limiter: Limiter
) -> None:
    """The supplier is asked once more, and has another one by then."""
    tokens = iter(["stale", anna.token, anna.token])

    async def token() -> str:
        return next(tokens)

    client = SpotifyClient(session, token, limiter=limiter, endpoint=fake.url)
    assert (await client.me()).name == "Anna"
    assert fake.requests == 2


async def test_token_that_stays_refused_is_told(
    fake: FakeSpotify, session: aiohttp.ClientSession, limiter: Limiter
) -> None:
    """The same token is not tried twice, and no message holds it."""

    async def token() -> str:
        return "BQ-secret"

    client = SpotifyClient(session, token, limiter=limiter, endpoint=fake.url)
    fake.fail("status", status=401, message="No good: BQ-secret")
    with pytest.raises(InvalidToken) as caught:
        await client.me()
    assert caught.value.message == "No good: …"
    assert fake.requests == 1


async def test_supplier_that_always_has_another_bad_token_is_given_up(
    fake: FakeSpotify, session: aiohttp.ClientSession, limiter: Limiter
) -> None:
    """One more attempt is enough."""
    number = iter(range(100))

    async def token() -> str:
        return f"bad-{next(number)}"

    client = SpotifyClient(session, token, limiter=limiter, endpoint=fake.url)
    with pytest.raises(InvalidToken):
        await client.me()
    assert fake.requests == 2


async def test_lapsed_premium_of_the_apps_owner_has_its_own_name(
    fake: FakeSpotify, client: SpotifyClient
) -> None:
    """Whatever is asked, as JSON or as plain text."""
    fake.premium = False
    with pytest.raises(PremiumLapsed) as caught:
        await client.liked_songs()
    assert isinstance(caught.value, ServiceOff)
    assert caught.value.reason == "premium_lapsed"
    words = "Active premium subscription required for the owner of the app."
    fake.premium = True
    fake.fail("plain", status=403, message=words)
    with pytest.raises(PremiumLapsed):
        await client.playlist("0" * 22)


async def test_account_that_the_app_does_not_know_has_its_own_name(
    client: SpotifyClient, anna: Account
) -> None:
    """The app's owner has to add it to the list."""
    anna.registered = False
    with pytest.raises(NotRegistered) as caught:
        await client.me()
    assert caught.value.reason == "not_registered"


async def test_missing_scope_is_cured_by_signing_in_again(
    fake: FakeSpotify, client: SpotifyClient, anna: Account
) -> None:
    """Trying again is not tried."""
    anna.scopes = ["playlist-read-private"]
    with pytest.raises(MissingScope) as caught:
        await client.liked_songs()
    assert isinstance(caught.value, InvalidToken)
    assert fake.requests == 1


async def test_playlist_of_spotifys_own_is_named(
    fake: FakeSpotify, client: SpotifyClient
) -> None:
    """It is there for people, and not for apps."""
    playlist_id = fake.add_playlist_of_spotify("Today's Top Hits")
    for reading in (client.playlist(playlist_id), client.playlist_content(playlist_id)):
        with pytest.raises(MadeBySpotify) as caught:
            await reading
        assert caught.value.reason == "made_by_spotify"


async def test_deleted_things_are_gone(
    fake: FakeSpotify, client: SpotifyClient, ben: Account
) -> None:
    """A playlist, an album, a track; somebody's private playlist looks the same."""
    private = fake.add_playlist(ben, "Private", public=False)
    for reading in (
        client.playlist("0" * 22),
        client.playlist(private.id),
        client.album("0" * 22),
        client.track("0" * 22),
    ):
        with pytest.raises(Gone) as caught:
            await reading
        assert caught.value.reason == "gone"


async def test_other_refusals_keep_spotifys_words(
    fake: FakeSpotify, client: SpotifyClient
) -> None:
    """With no address in them."""
    fake.fail("status", status=400, message="Invalid base62 id")
    with pytest.raises(Refused) as caught:
        await client.track("x")
    assert caught.value.message == "Invalid base62 id"
    fake.fail("plain", status=302, message="Over there")
    with pytest.raises(ServiceUnavailable, match="Over there"):
        await client.me()
    fake.fail("plain", status=418, message="")
    with pytest.raises(Refused, match="HTTP 418"):
        await client.me()
