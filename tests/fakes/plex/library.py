"""What a Plex server holds: libraries, items, users, their watching."""

from collections.abc import Iterator
from dataclasses import dataclass, field

TYPE_NUMBERS = {
    "movie": 1,
    "show": 2,
    "season": 3,
    "episode": 4,
    "artist": 8,
    "album": 9,
    "track": 10,
}
LEAVES = {"movie", "episode"}


@dataclass(eq=False)
class Section:
    """A library."""

    key: str
    uuid: str
    title: str
    type: str
    agent: str
    scanner: str
    items: list[Item] = field(default_factory=list)
    created_at: int = 1_600_000_000
    updated_at: int = 1_700_000_000
    scanned_at: int = 1_700_000_000
    content_changed_at: int = 18_253_756
    refreshing: bool = False

    def all(self, kind: str) -> Iterator[Item]:
        """Every item of a kind."""
        for item in self.items:
            yield from item.descendants(kind)


@dataclass(eq=False)
class Item:
    """A film, show, season or episode; its watching is kept by its guid, as Plex does."""

    kind: str
    rating_key: int
    section: Section
    title: str
    guid: str
    index: int | None = None
    parent: Item | None = None
    external_ids: tuple[str, ...] = ()
    original_title: str | None = None
    year: int | None = None
    genres: tuple[str, ...] = ()
    duration: int = 1_440_000
    added_at: int = 1_700_000_000
    updated_at: int = 1_700_000_100
    show_ordering: str | None = None
    children: list[Item] = field(default_factory=list)
    rendered: dict[str, str] = field(default_factory=dict, repr=False)

    def descendants(self, kind: str) -> Iterator[Item]:
        """Itself and all below it, of one kind."""
        if self.kind == kind:
            yield self
        for child in self.children:
            yield from child.descendants(kind)

    def leaves(self) -> Iterator[Item]:
        """What can be watched."""
        if self.kind in LEAVES:
            yield self
        for child in self.children:
            yield from child.leaves()

    def season(self, index: int) -> Item:
        """A season of a show."""
        return next(child for child in self.children if child.index == index)

    def episode(self, season: int, index: int) -> Item:
        """An episode of a show."""
        children = self.season(season).children
        return next(child for child in children if child.index == index)

    def changed(self) -> None:
        """Forget how it was rendered, its descendants as well."""
        self.rendered.clear()
        for child in self.children:
            child.changed()


@dataclass(slots=True)
class WatchState:
    """What one user did with one item."""

    view_count: int | None = None
    last_viewed_at: int | None = None
    view_offset: int = 0
    user_rating: float | None = None
    last_rated_at: int | None = None
    by_hand: bool = False
    """Marked as watched; may lack a view count."""

    @property
    def watched(self) -> bool:
        """Whether it was seen to its end at least once."""
        return bool(self.view_count) or self.by_hand


UNTOUCHED = WatchState()


@dataclass(slots=True)
class Wish:
    """A title of a watch-list."""

    guid: str
    type: str
    title: str
    year: int | None = None
    external_ids: tuple[str, ...] = ()


@dataclass(eq=False)
class User:
    """Somebody who may use the server."""

    name: str
    kind: str
    """`owner`, `home` (a managed user has no e-mail) or `friend`."""
    plex_tv_id: int
    account_id: int
    """The server's number: 1 for its owner, that of plex.tv for the others."""
    token: str
    """Good for this server."""
    account_token: str
    """Good for plex.tv, and for this server."""
    email: str | None = None
    pin: str | None = None
    sections: set[str] | None = None
    """Keys of the libraries shared; `None`: all."""
    states: dict[str, WatchState] = field(default_factory=dict)
    watchlist: list[Wish] = field(default_factory=list)
    reviews: dict[str, str | None] = field(default_factory=dict)
    """Words by guid; `None`: rated without a word."""
    pending: bool = False
    """Invited, and has not accepted yet."""

    @property
    def uuid(self) -> str:
        """What plex.tv knows the account by, beside its number."""
        return f"{self.plex_tv_id:016x}"

    def state(self, item: Item) -> WatchState:
        """What the user did with an item, to read."""
        return self.states.get(item.guid, UNTOUCHED)

    def touch(self, item: Item) -> WatchState:
        """What the user did with an item, to change."""
        return self.states.setdefault(item.guid, WatchState())

    def sees(self, section: Section) -> bool:
        """Whether a library is shared with the user."""
        return self.sections is None or section.key in self.sections


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """A view that was played to its end."""

    number: int
    account_id: int
    item: Item
    viewed_at: int
