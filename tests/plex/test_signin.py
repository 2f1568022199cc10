"""Signing in with a code."""

from collections.abc import AsyncIterator
from urllib.parse import parse_qs, urlsplit

import aiohttp
import pytest

from custom_components.plex_sync.plex.endpoints import PlexEndpoints
from custom_components.plex_sync.plex.failures import PinExpired
from custom_components.plex_sync.plex.signin import PlexSignIn
from custom_components.plex_sync.sync.errors import (
    IncompleteAnswer,
    RateLimited,
    Refused,
    ServiceUnavailable,
)
from tests.fakes.plex import FakePlex, Fault, Kind

CLIENT = "client-1"
BEGIN = 1_800_000_000


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        """Begin at a time."""
        self.time = float(BEGIN)

    def __call__(self) -> float:
        """The time."""
        return self.time


@pytest.fixture
def clock() -> Clock:
    """The clock of whoever signs in."""
    return Clock()


@pytest.fixture
async def sign_in(plex: FakePlex, clock: Clock) -> AsyncIterator[PlexSignIn]:
    """A way into an account."""
    way = PlexSignIn(
        CLIENT, endpoints=PlexEndpoints(plex.plextv_url), timeout=5.0, now=clock
    )
    yield way
    await way.close()


async def test_a_person_signs_in(plex: FakePlex, sign_in: PlexSignIn) -> None:
    """No token until the code is confirmed, then the account's."""
    pin = await sign_in.begin()
    assert await sign_in.poll(pin) is None
    plex.plex_tv.link_pin(pin.id, plex.owner)
    assert await sign_in.poll(pin) == plex.owner.account_token
    assert pin.expires_at == BEGIN + 900


async def test_the_page_knows_who_asks(sign_in: PlexSignIn) -> None:
    """The link carries the client, the code and the name, behind the #."""
    pin = await sign_in.begin("https://home.example/back?a=1&b=2")
    link = urlsplit(pin.link)
    assert (link.netloc, link.path, link.query) == ("app.plex.tv", "/auth", "")
    assert parse_qs(link.fragment.removeprefix("?")) == {
        "clientID": [CLIENT],
        "code": [pin.code],
        "context[device][product]": ["Plex Sync"],
        "context[device][deviceName]": ["Plex Sync"],
        "forwardUrl": ["https://home.example/back?a=1&b=2"],
    }
    assert "forwardUrl" not in (await sign_in.begin()).link
    assert pin.code not in repr(pin)


async def test_the_page_lets_a_client_in(plex: FakePlex, sign_in: PlexSignIn) -> None:
    """Pressing the button confirms the code, and leads back."""
    pin = await sign_in.begin()
    async with aiohttp.ClientSession(plex.app_url) as browser:
        async with browser.get("/auth") as page:
            assert "<button>" in await page.text()
        async with browser.post("/auth", data={"code": "guessed"}) as answer:
            assert answer.status == 404
        assert await sign_in.poll(pin) is None
        for forward in ("", "https://home.example/back"):
            said = {"code": pin.code, "forward": forward}
            async with browser.post(
                "/auth", data=said, allow_redirects=False
            ) as answer:
                assert answer.headers.get("Location", "") == forward
    assert await sign_in.poll(pin) == plex.owner.account_token


async def test_only_who_got_a_code_may_use_it(
    plex: FakePlex, sign_in: PlexSignIn
) -> None:
    """Another client's identifier is told that there is no such code."""
    pin = await sign_in.begin()
    plex.plex_tv.link_pin(pin.id, plex.owner)
    other = PlexSignIn("client-2", endpoints=PlexEndpoints(plex.plextv_url))
    with pytest.raises(PinExpired):
        await other.poll(pin)
    await other.close()


async def test_a_code_expires_there(plex: FakePlex, sign_in: PlexSignIn) -> None:
    """What plex.tv does not know any more has expired."""
    pin = await sign_in.begin()
    plex.plex_tv.pins.expire(pin.id)
    with pytest.raises(PinExpired) as caught:
        await sign_in.poll(pin)
    assert caught.value.reason == "pin_expired"
    assert pin.code not in str(caught.value)


async def test_a_code_expires_here(
    plex: FakePlex, sign_in: PlexSignIn, clock: Clock
) -> None:
    """After its time it counts only if it was confirmed after all."""
    early, late = await sign_in.begin(), await sign_in.begin()
    clock.time += 900
    plex.plex_tv.link_pin(late.id, plex.owner)
    assert await sign_in.poll(late) == plex.owner.account_token
    with pytest.raises(PinExpired):
        await sign_in.poll(early)


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (Fault("drop_before", service="plex_tv"), ServiceUnavailable),
        (Fault("rubbish", service="plex_tv"), ServiceUnavailable),
        (Fault("empty", service="plex_tv"), ServiceUnavailable),
        (Fault("half_page", service="plex_tv"), IncompleteAnswer),
        (Fault("status", service="plex_tv", status=503), ServiceUnavailable),
        (Fault("status", service="plex_tv", status=429), RateLimited),
        (Fault("status", service="plex_tv", status=422), Refused),
    ],
)
async def test_a_bad_day(
    plex: FakePlex, sign_in: PlexSignIn, fault: Fault, error: type[Exception]
) -> None:
    """A failure is told, and the same code may be asked for again."""
    pin = await sign_in.begin()
    plex.faults.add(fault)
    with pytest.raises(error) as caught:
        await sign_in.poll(pin)
    assert not isinstance(caught.value, PinExpired)
    assert await sign_in.poll(pin) is None


@pytest.mark.parametrize("kind", ["rubbish", "empty", "drop_before"])
async def test_no_code_is_given_out(
    plex: FakePlex, sign_in: PlexSignIn, kind: Kind
) -> None:
    """An answer that is none brings no code."""
    plex.faults.add(Fault(kind, service="plex_tv"))
    with pytest.raises(ServiceUnavailable):
        await sign_in.begin()


@pytest.mark.parametrize(
    "answer",
    [
        "[]",
        '{"id": 1, "code": "x"}',
        '{"id": 1, "expiresIn": 900}',
        '{"code": "x", "expiresIn": "900"}',
    ],
)
async def test_a_code_that_lacks_something(
    plex: FakePlex, sign_in: PlexSignIn, answer: str
) -> None:
    """Without its number, its text or its time a code is none."""
    plex.plex_tv.pins.raw = answer
    with pytest.raises(ServiceUnavailable):
        await sign_in.begin()
