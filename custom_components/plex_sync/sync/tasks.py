"""Work that a cancellation may not leave half done."""

import asyncio
from collections.abc import Awaitable
from typing import Any


async def to_its_end[T](work: Awaitable[T]) -> T:
    """Do work as a whole: a cancellation takes effect when it is done."""
    task = asyncio.ensure_future(work)
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        while not task.done():
            await _wait(task)
        if not task.cancelled():
            # What went wrong is of no use to anybody any more.
            task.exception()
        raise


async def _wait(task: asyncio.Future[Any]) -> None:
    try:
        await asyncio.wait([task])
    except asyncio.CancelledError:
        # Asked for again: it is under way already.
        return
