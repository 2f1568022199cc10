"""A household's server, and all that may happen to it."""

from collections.abc import Mapping
import time
from uuid import NAMESPACE_URL, uuid5

from .library import HistoryEntry, Item, Section, User, Wish

AGENTS = {
    "movie": ("tv.plex.agents.movie", "Plex Movie"),
    "show": ("tv.plex.agents.series", "Plex TV Series"),
    "artist": ("tv.plex.agents.music", "Plex Music"),
}


class PlexWorld:
    """Libraries, users, views; times are whole seconds since 1970 (UTC)."""

    def __init__(self, name: str = "Living room", owner: str = "Alex") -> None:
        """Begin with an owner, and nothing to watch."""
        self.name = name
        self.version = "1.43.3.10861-07dfddaeb"
        self.machine_identifier = uuid5(NAMESPACE_URL, name).hex
        self.sections: list[Section] = []
        self.users: list[User] = []
        self.history: list[HistoryEntry] = []
        self.ignored_params: set[str] = set()
        """Params that the server pretends not to know: `sort`, `title`, `accountID`."""
        self.missing_paths: set[str] = set()
        """Paths that an old server does not have yet."""
        self._items: dict[int, Item] = {}
        self._listings: dict[tuple[str, str], list[Item]] = {}
        self._next_key = 100
        self._next_view = 1
        self.owner = self._add_user(
            owner, "owner", email=f"{owner.lower()}@example.com"
        )
        self.owner.account_id = 1
        # An owner's server takes the token of the account itself.
        self.owner.token = self.owner.account_token

    @property
    def home(self) -> list[User]:
        """Who lives here."""
        return [user for user in self.users if user.kind != "friend"]

    def add_home_user(self, name: str, *, pin: str | None = None) -> User:
        """Somebody of the home, without an e-mail of their own."""
        return self._add_user(name, "home", pin=pin)

    def add_friend(self, name: str, *, sections: set[str] | None = None) -> User:
        """Somebody with an account of their own, with whom libraries are shared."""
        email = f"{name.lower()}@example.com"
        return self._add_user(name, "friend", email=email, sections=sections)

    def user_of(self, token: str) -> User | None:
        """Whom the server lets in with a token."""
        users = (user for user in self.users if token in _tokens(user))
        return next(users, None) if token else None

    def account_of(self, token: str) -> User | None:
        """Whom plex.tv lets in with a token."""
        users = (user for user in self.users if user.account_token == token)
        return next(users, None) if token else None

    def add_section(
        self, title: str, type: str = "show", *, agent: str | None = None
    ) -> Section:
        """A library."""
        key = str(len(self.sections) + 1)
        default, scanner = AGENTS[type]
        uuid = str(uuid5(NAMESPACE_URL, f"{self.name}/{key}"))
        section = Section(key, uuid, title, type, agent or default, scanner)
        self.sections.append(section)
        return section

    def section(self, key: str) -> Section | None:
        """A library by its key."""
        return next((each for each in self.sections if each.key == key), None)

    def rename_section(self, section: Section, title: str) -> None:
        """Give a library another name."""
        section.title = title

    def add_movie(
        self,
        title: str,
        *,
        section: Section | None = None,
        guid: str | None = None,
        external_ids: tuple[str, ...] = (),
        original_title: str | None = None,
        year: int | None = 2001,
        genres: tuple[str, ...] = ("Animation", "Fantasy"),
        duration: int = 7_200_000,
    ) -> Item:
        """A film; without a section in the first library of films."""
        item = self._item(
            "movie", section or self._first("movie", "Movies"), title, guid
        )
        item.external_ids, item.original_title = external_ids, original_title
        item.year, item.genres, item.duration = year, genres, duration
        item.section.items.append(item)
        return item

    def add_show(
        self,
        title: str,
        *,
        seasons: Mapping[int, int],
        section: Section | None = None,
        guid: str | None = None,
        external_ids: tuple[str, ...] = (),
        original_title: str | None = None,
        year: int | None = 2001,
        genres: tuple[str, ...] = ("Animation", "Fantasy"),
        duration: int = 1_440_000,
        show_ordering: str | None = None,
    ) -> Item:
        """A show with so many episodes in each season; season 0 holds the specials."""
        show = self._item("show", section or self._first("show", "Anime"), title, guid)
        show.external_ids, show.original_title = external_ids, original_title
        show.year, show.genres, show.duration = year, genres, duration
        show.show_ordering = show_ordering
        show.section.items.append(show)
        for index, count in seasons.items():
            for number in range(1, count + 1):
                self.add_episode(show, index, number)
        return show

    def add_episode(self, show: Item, season_index: int, index: int) -> Item:
        """One more episode, in a season that need not be there yet."""
        found = (each for each in show.children if each.index == season_index)
        if (season := next(found, None)) is None:
            title = f"Season {season_index}" if season_index else "Specials"
            season = self._item("season", show.section, title, None, show, season_index)
            show.children.append(season)
        title = f"Episode {index}"
        episode = self._item("episode", show.section, title, None, season, index)
        episode.duration, episode.genres = show.duration, ()
        season.children.append(episode)
        season.rendered.clear()
        show.rendered.clear()
        return episode

    def remove(self, item: Item) -> None:
        """Take an item out of its library; its history stays."""
        siblings = item.parent.children if item.parent else item.section.items
        siblings.remove(item)
        for kind in ("movie", "show", "season", "episode"):
            for each in item.descendants(kind):
                self._items.pop(each.rating_key)
        self._listings.clear()
        if item.parent:
            item.parent.changed()

    def rescan(self, section: Section) -> None:
        """Take a library in anew: other rating keys, same guids, same watching."""
        for kind in ("movie", "show", "season", "episode"):
            for item in section.all(kind):
                self._items.pop(item.rating_key)
                item.rating_key = self._key(item)
        for item in section.items:
            item.changed()

    def item(self, rating_key: int) -> Item | None:
        """An item by its rating key."""
        return self._items.get(rating_key)

    def listing(self, section: Section, kind: str) -> list[Item]:
        """All of one kind in a library."""
        at = section.key, kind
        if at not in self._listings:
            self._listings[at] = list(section.all(kind))
        return self._listings[at]

    def watch(self, user: User, item: Item, *, at: int | None = None) -> None:
        """See it to its end; a season or a show episode by episode, a minute apart."""
        begin = int(time.time()) if at is None else at
        for number, leaf in enumerate(item.leaves()):
            state = user.touch(leaf)
            state.view_count = (state.view_count or 0) + 1
            state.last_viewed_at = begin + 60 * number
            state.view_offset = 0
            self.history.append(
                HistoryEntry(
                    self._next_view, user.account_id, leaf, state.last_viewed_at
                )
            )
            self._next_view += 1

    def mark_watched(
        self,
        user: User,
        item: Item,
        *,
        at: int | None = None,
        view_count: int | None = 1,
    ) -> None:
        """Mark by hand: no history; `view_count=None`: not even a count."""
        for leaf in item.leaves():
            state = user.touch(leaf)
            state.by_hand = True
            state.view_count = view_count
            state.last_viewed_at = int(time.time()) if at is None else at
            state.view_offset = 0

    def mark_unwatched(self, user: User, item: Item) -> None:
        """Take the watching away, but not the history."""
        for leaf in item.leaves():
            state = user.touch(leaf)
            state.by_hand = False
            state.view_count = state.last_viewed_at = None
            state.view_offset = 0

    def set_offset(
        self, user: User, item: Item, milliseconds: int, *, at: int | None = None
    ) -> None:
        """Leave a view in its middle."""
        state = user.touch(item)
        state.view_offset = milliseconds
        state.last_viewed_at = int(time.time()) if at is None else at

    def rate(
        self, user: User, item: Item, rating: float | None, *, at: int | None = None
    ) -> None:
        """Rate, 0-10; `None` takes the rating away."""
        state = user.touch(item)
        state.user_rating = rating
        state.last_rated_at = None
        if rating is not None:
            state.last_rated_at = int(time.time()) if at is None else at

    def wish(
        self,
        user: User,
        title: str,
        *,
        guid: str,
        type: str = "show",
        year: int | None = None,
        external_ids: tuple[str, ...] = (),
    ) -> Wish:
        """Put a title on a user's watch-list."""
        wish = Wish(guid, type, title, year, external_ids)
        user.watchlist.append(wish)
        return wish

    def _first(self, type: str, title: str) -> Section:
        """The first library of a type, made where there is none."""
        found = (each for each in self.sections if each.type == type)
        return next(found, None) or self.add_section(title, type)

    def _item(
        self,
        kind: str,
        section: Section,
        title: str,
        guid: str | None,
        parent: Item | None = None,
        index: int | None = None,
    ) -> Item:
        """A new item, with a rating key and, where none is given, a modern guid."""
        number = self._next_key
        item = Item(
            kind, number, section, title, guid or f"plex://{kind}/{number:024x}"
        )
        item.parent, item.index = parent, index
        item.rating_key = self._key(item)
        self._listings.clear()
        return item

    def _key(self, item: Item) -> int:
        """The next rating key, for an item."""
        key = self._next_key
        self._next_key += 1
        self._items[key] = item
        return key

    def _add_user(
        self,
        name: str,
        kind: str,
        *,
        email: str | None = None,
        pin: str | None = None,
        sections: set[str] | None = None,
    ) -> User:
        """Somebody with tokens of their own."""
        number = 555_000_001 + len(self.users)
        user = User(name, kind, number, number, f"server-{name}", f"account-{name}")
        user.email, user.pin, user.sections = email, pin, sections
        self.users.append(user)
        return user


def _tokens(user: User) -> set[str]:
    """What lets a user into the server."""
    return {user.token, user.account_token}
