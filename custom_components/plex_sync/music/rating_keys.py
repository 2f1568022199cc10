"""Where each track of a large library is today, in little memory."""

from collections.abc import Iterator, Mapping
from typing import override

from .matching.columns import Chains, Texts
from .model import ThingKey


class RatingKeys(Mapping[ThingKey, str]):
    """Under which rating key each track is there."""

    def __init__(self) -> None:
        """Begin empty."""
        self._texts = Texts(2)
        self._places = Chains()
        self._count = 0

    def note(self, key: ThingKey, rating_key: str) -> None:
        """Keep where a track is; what is said last counts."""
        if self.get(key) != rating_key:
            self._texts.append(key, rating_key)
            self._places.add(key, self._count)
            self._count += 1

    @override
    def __getitem__(self, key: ThingKey) -> str:
        for place in self._places.find(key):
            known, rating_key = self._texts[place]
            if known == key:
                return rating_key
        raise KeyError(key)

    @override
    def __iter__(self) -> Iterator[ThingKey]:
        """Each key, once."""
        return iter(dict.fromkeys(self._texts[at][0] for at in range(self._count)))

    @override
    def __len__(self) -> int:
        return sum(1 for _ in self)
