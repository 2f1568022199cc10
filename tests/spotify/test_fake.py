"""The fake itself: signing in, and what development apps are not given."""

from collections.abc import Mapping
from urllib.parse import parse_qs, urlsplit

import aiohttp
import pytest

from tests.fakes.spotify import Account, FakeSpotify

CLIENT = {"client_id": "our-client", "client_secret": "our-secret"}
REDIRECT = "https://my.home-assistant.io/redirect/oauth"
ASKED = {
    "client_id": "our-client",
    "response_type": "code",
    "redirect_uri": REDIRECT,
    "state": "abc",
    "scope": "user-library-read playlist-read-private",
}


async def allowed(
    fake: FakeSpotify, session: aiohttp.ClientSession, answer: str = "agree"
) -> Mapping[str, list[str]]:
    """What the browser brings back once a person has pressed a button."""
    async with session.get(fake.authorize_url, params=ASKED) as response:
        assert "Agree" in await response.text()
    async with session.post(
        fake.authorize_url,
        params=ASKED,
        data={"answer": answer},
        allow_redirects=False,
    ) as response:
        location = response.headers["Location"]
    assert location.startswith(REDIRECT)
    return parse_qs(urlsplit(location).query)


async def test_person_signs_in_and_tokens_are_refreshed(
    fake: FakeSpotify, session: aiohttp.ClientSession, anna: Account
) -> None:
    """A code works once; a refreshed token takes the place of the one before."""
    brought = await allowed(fake, session)
    assert brought["state"] == ["abc"]
    form = {
        **CLIENT,
        "grant_type": "authorization_code",
        "code": brought["code"][0],
        "redirect_uri": REDIRECT,
    }
    async with session.post(fake.token_url, data=form) as response:
        first = await response.json()
    assert first["scope"] == ASKED["scope"]
    assert first["access_token"] == anna.token
    async with session.post(fake.token_url, data=form) as response:
        assert response.status == 400
        assert (await response.json())["error"] == "invalid_grant"
    form = {"grant_type": "refresh_token", "refresh_token": first["refresh_token"]}
    basic = aiohttp.encode_basic_auth("our-client", "our-secret")
    headers = {"Authorization": basic}
    async with session.post(fake.token_url, data=form, headers=headers) as response:
        second = await response.json()
    assert second["access_token"] == anna.token != first["access_token"]
    fake.revoke(anna)
    async with session.post(fake.token_url, data=form | CLIENT) as response:
        assert (await response.json())["error"] == "invalid_grant"


async def test_person_may_say_no(
    fake: FakeSpotify, session: aiohttp.ClientSession, anna: Account
) -> None:
    """The browser comes back without a code."""
    brought = await allowed(fake, session, "cancel")
    assert brought == {"state": ["abc"], "error": ["access_denied"]}


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"client_secret": "guess"}, "invalid_client"),
        ({"grant_type": "password"}, "unsupported_grant_type"),
        ({"code": "guess"}, "invalid_grant"),
        ({"redirect_uri": "https://evil.example"}, "invalid_grant"),
    ],
)
async def test_what_does_not_fit_brings_no_token(
    fake: FakeSpotify,
    session: aiohttp.ClientSession,
    anna: Account,
    change: dict[str, str],
    error: str,
) -> None:
    """In the words that OAuth has for it."""
    code = (await allowed(fake, session))["code"][0]
    form = {
        **CLIENT,
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": REDIRECT,
        **change,
    }
    async with session.post(fake.token_url, data=form) as response:
        assert response.status == 400
        assert (await response.json())["error"] == error


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/playlists/{own}/items", 200),
        ("/playlists/{own}/tracks", 403),
        ("/playlists/{other}", 200),
        ("/playlists/{other}/items", 403),
        ("/playlists/{own}/items?limit=51", 400),
        ("/me/tracks?limit=0", 400),
        ("/tracks?ids=1,2", 404),
    ],
)
async def test_development_apps_get_what_they_get(
    fake: FakeSpotify,
    session: aiohttp.ClientSession,
    anna: Account,
    ben: Account,
    path: str,
    status: int,
) -> None:
    """Own playlists, fifty entries a page, nothing in batches."""
    own = fake.add_playlist(anna, "Own", fake.add_songs(2))
    other = fake.add_playlist(ben, "Of Ben", fake.add_songs(2))
    headers = {"Authorization": f"Bearer {anna.token}"}
    address = fake.url + path.format(own=own.id, other=other.id)
    async with session.get(address, headers=headers) as response:
        assert response.status == status
    fake.development = False
    if status == 403:
        async with session.get(address, headers=headers) as response:
            assert response.status == 200
