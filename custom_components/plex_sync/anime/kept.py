"""Facts of a service that were asked for once, and hold while they are young."""

import asyncio
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from ..sync.model import JsonValue
from ..sync.protocols import Cache
from ..sync.turns import in_turns


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptFacts[Fact]:
    """One namespace of a cache, and what a fact looks like in it."""

    cache: Cache
    namespace: str
    clock: Callable[[], datetime]
    read: Callable[[JsonValue], Fact]
    write: Callable[[Fact], JsonValue]
    lasts: Callable[[Fact], timedelta]
    """How long a fact is young."""

    async def young(self, names: Collection[str]) -> dict[str, Fact]:
        """Give what is there, and young enough."""
        kept = await self.cache.get(self.namespace, names)
        # In a thread: thousands of facts would hold up the event loop.
        return await asyncio.to_thread(self._young, kept, self.clock())

    async def put(self, facts: Mapping[str, Fact]) -> None:
        """Keep facts, as of now."""
        values = await asyncio.to_thread(self._written, facts)
        await self.cache.put(self.namespace, values)

    def _young(
        self, kept: Mapping[str, tuple[JsonValue, datetime]], now: datetime
    ) -> dict[str, Fact]:
        found: dict[str, Fact] = {}
        for name, (value, at) in in_turns(kept.items()):
            fact = self.read(value)
            if now - at < self.lasts(fact):
                found[name] = fact
        return found

    def _written(self, facts: Mapping[str, Fact]) -> dict[str, JsonValue]:
        return {name: self.write(fact) for name, fact in in_turns(facts.items())}
