"""What is made ready before a run writes is put back after it, however that has ended."""

from dataclasses import dataclass, field as attribute

import pytest

from custom_components.plex_sync.sync.errors import ServiceError
from custom_components.plex_sync.sync.requests import RunRequest
from custom_components.plex_sync.sync.runs import RunKind

from .profiles import Words


@dataclass
class Curtain:
    """Is drawn while somebody writes on the shelf."""

    words: Words
    stuck: bool = False
    seen: list[str] = attribute(default_factory=list)

    async def prepare(self, request: RunRequest, changes: int) -> None:
        """Draw it."""
        if self.stuck:
            raise ServiceError("Shelf", "the curtain is stuck", reason="stuck")
        self.seen.append(f"{request.kind} {changes} {len(self.words.shelf.lists)}")

    async def clear_up(self) -> None:
        """Open it."""
        self.seen.append(f"open {len(self.words.shelf.lists)}")


@pytest.fixture
def curtain(words: Words) -> Curtain:
    """A curtain before the shelf."""
    curtain = Curtain(words)
    words.engine.surround(curtain)
    return curtain


async def test_it_is_ready_before_the_first_write_and_back_after_the_last(
    words: Words, curtain: Curtain
) -> None:
    """A run that writes nothing makes nothing ready."""
    words.book.lists |= {"a": ["ant"], "b": ["bee"]}
    await words.sync()
    assert curtain.seen == ["full 2 0", "open 2"]
    await words.sync()
    assert curtain.seen[2:] == ["open 2"]
    await words.sync(RunKind.FULL, dry_run=True)
    assert curtain.seen[3:] == ["open 2"]


@pytest.mark.parametrize("fault", ["crashes", "unwritable"])
async def test_it_is_put_back_after_a_failure(
    words: Words, curtain: Curtain, fault: str
) -> None:
    """Whether it was foreseen or not."""
    words.book.lists |= {"a": ["ant"]}
    setattr(words.shelf, fault, True)
    assert (await words.sync()).result == "failed"
    assert curtain.seen == ["full 1 0", "open 0"]


async def test_nothing_is_written_where_it_cannot_be_made_ready(
    words: Words, curtain: Curtain
) -> None:
    """The run says why."""
    curtain.stuck = True
    words.book.lists |= {"a": ["ant"]}
    failed = await words.sync()
    assert (failed.result, failed.reason) == ("failed", "stuck")
    assert words.shelf.batches == 0
    assert curtain.seen == ["open 0"]
