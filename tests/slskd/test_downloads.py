"""Downloads: asked for, looked at, called off."""

import pytest

from custom_components.plex_sync.slskd import NotConnected, SlskdClient, TransferRefused
from custom_components.plex_sync.sync.errors import ServiceUnavailable
from tests.fakes.slskd import FakeSlskd

PATH = "@@ben\\Music\\Nova\\First\\01 - One.flac"


async def test_download_is_followed_to_its_end(
    fake: FakeSlskd, client: SlskdClient
) -> None:
    """State, bytes and percent; a peer's name may hold any sign."""
    name = "ben / 100% #1?"
    fake.peer(name).share(PATH)
    assert await client.transfers(name) == []
    await client.enqueue(name, PATH, 1000)
    [waiting] = await client.transfers(name)
    assert waiting.states == {"Queued", "Remotely"}
    assert not waiting.is_running
    assert not waiting.is_over
    fake.advance()
    [running] = await client.transfers(name)
    assert running.is_running
    assert (running.transferred, running.percent) == (250, 25.0)
    fake.advance(3)
    [over] = await client.transfers(name)
    assert over.is_over
    assert over.has_succeeded
    assert (over.username, over.path, over.size) == (name, PATH, 1000)


async def test_what_is_under_way_is_not_refused(
    fake: FakeSlskd, client: SlskdClient
) -> None:
    """In the words of several versions of slskd."""
    fake.peer("ben").share(PATH)
    for status in (409, 500):
        text = "Skipped: Already in progress"
        fake.fail(method="POST", path="/transfers", status=status, text=text)
        await client.enqueue("ben", PATH, 1000)
    assert fake.downloads == []


async def test_what_slskd_refuses_without_a_word_is_refused(
    fake: FakeSlskd, client: SlskdClient
) -> None:
    """It may be under way, or not: whoever asks has to look."""
    fake.peer("ben").share(PATH)
    await client.enqueue("ben", PATH, 1000)
    with pytest.raises(TransferRefused) as refused:
        await client.enqueue("ben", PATH, 1000)
    assert refused.value.reason == "peer_refused"


@pytest.mark.parametrize(
    ("status", "text", "reason"),
    [
        (500, "User ben appears to be offline", "peer_offline"),
        (500, "Transfer rejected: File not shared.", "not_shared"),
        (403, "Transfer rejected: Banned", "peer_refused"),
        (500, '{"title": "Failed to connect to 203.0.113.9:2234"}', "peer_refused"),
        (400, "", "peer_refused"),
    ],
)
async def test_refusal_is_told_in_words_of_ours(
    fake: FakeSlskd, client: SlskdClient, status: int, text: str, reason: str
) -> None:
    """Slskd's own name people and their addresses."""
    fake.fail(method="POST", path="/transfers", status=status, text=text)
    with pytest.raises(TransferRefused) as refused:
        await client.enqueue("ben", PATH, 1000)
    assert refused.value.reason == reason
    assert "ben" not in str(refused.value)
    assert "203" not in str(refused.value)
    assert len(fake.seen) == 1


async def test_without_the_network_no_peer_is_blamed(
    fake: FakeSlskd, client: SlskdClient
) -> None:
    """Slskd itself is offline: another source would fail as well."""
    fake.connected = False
    with pytest.raises(NotConnected):
        await client.enqueue("ben", PATH, 1000)


@pytest.mark.parametrize("late", [False, True])
async def test_download_whose_answer_is_lost_is_not_asked_for_again(
    fake: FakeSlskd, client: SlskdClient, *, late: bool
) -> None:
    """It may be under way."""
    fake.peer("ben").share(PATH)
    fake.fail(method="POST", path="/transfers", cut=True, late=late)
    with pytest.raises(ServiceUnavailable):
        await client.enqueue("ben", PATH, 1000)
    assert len(fake.seen) == 1
    assert len(fake.downloads) == late


async def test_download_is_called_off_and_taken_off_the_list(
    fake: FakeSlskd, client: SlskdClient
) -> None:
    """All that there ever was can still be asked for; what is gone is fine."""
    fake.peer("ben").share(PATH)
    await client.enqueue("ben", PATH, 1000)
    [transfer] = await client.transfers("ben")
    await client.cancel("ben", transfer.id)
    [cancelled] = await client.transfers("ben")
    assert cancelled.states == {"Completed", "Cancelled"}
    await client.cancel("ben", transfer.id, remove=True)
    assert await client.transfers("ben") == []
    assert [one.id for one in await client.all_transfers()] == [transfer.id]
    await client.cancel("ben", "00000000-0000-0000-0000-000000000000")
