"""The merge of a playlist: what the source does, what the user does, what files do."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field as attribute

from hypothesis import given, strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
import pytest

from custom_components.plex_sync.music.items import Mode
from custom_components.plex_sync.music.merge import (
    Placed,
    Wanted,
    merge_playlist,
    pack,
    unpack,
)


@dataclass
class World:
    """A source, a library and a playlist, as small as they can be."""

    source: list[str]
    playlist: list[str] = attribute(default_factory=list)
    library: dict[str, str] = attribute(default_factory=dict)
    """The rating key of each track that has a file."""
    found_for: dict[str, str] = attribute(default_factory=dict)
    """Which track stands for a song of the source, where it is not of its name."""
    chosen: set[str] = attribute(default_factory=set)
    was: dict[str, Placed] = attribute(default_factory=dict)
    mode: Mode = Mode.KEEP_EDITS
    lacking: set[str] = attribute(default_factory=set)
    """What was sent to the server and never stood in the playlist."""
    scans: int = 0

    def __post_init__(self) -> None:
        """Own every song."""
        self.library = self.library or {name: f"k-{name}" for name in "abcdefgh"}

    def wanted(self) -> list[Wanted]:
        """Say what the source asks for, each occurrence by its own name."""
        seen: dict[str, int] = {}
        wanted = []
        for song in self.source:
            count = seen[song] = seen.get(song, -1) + 1
            track = self.found_for.get(song, song)
            owned = track in self.library or track in self.playlist
            wanted.append(
                Wanted(f"{song}#{count}", track if owned else None, song in self.chosen)
            )
        return wanted

    def sync(self) -> str:
        """Merge and write; returns the playlist as one word."""
        merged = merge_playlist(
            self.was,
            self.wanted(),
            self.playlist,
            self.library.get,
            self.mode,
            self.lacking,
        )
        self.playlist = list(merged.tracks)
        self.was = dict(unpack(pack(merged.placement)))
        return "".join(self.playlist)

    def lose(self, track: str) -> None:
        """Take a file away: Plex takes its track out of the playlist as well."""
        self.library.pop(track, None)
        self.playlist = [each for each in self.playlist if each != track]

    def find(self, track: str) -> None:
        """Put a file back; to Plex it is a new one."""
        self.scans += 1
        self.library[track] = f"k-{track}-{self.scans}"


def synced(source: str, mode: Mode = Mode.KEEP_EDITS) -> World:
    """Return a world whose playlist has been made."""
    world = World(list(source), mode=mode)
    world.sync()
    return world


def test_first_sync_writes_the_source_in_order_with_its_repetitions() -> None:
    """Nothing is there yet: the playlist is the source."""
    assert World(list("abcab")).sync() == "abcab"


def test_missing_track_is_left_out_and_takes_its_place_when_it_arrives() -> None:
    """Not at the end, where it was found, but where the source has it."""
    world = World(list("abc"), library={"a": "1", "c": "3"})
    assert world.sync() == "ac"
    world.find("b")
    assert world.sync() == "abc"


@pytest.mark.parametrize(
    ("by_hand", "source", "wanted"),
    [
        ("abxc", "abcd", "abxcd"),  # put in
        ("ac", "abcd", "acd"),  # taken out
        ("cab", "abcd", "cabd"),  # moved
        ("", "abcd", "d"),  # all taken out
        ("abcc", "abc", "abcc"),  # put in twice
        ("axc", "abc", "axc"),  # exchanged
    ],
)
def test_what_the_user_does_survives_what_the_source_does(
    by_hand: str, source: str, wanted: str
) -> None:
    """In the next sync and in the one after."""
    world = synced("abc")
    world.playlist, world.source = list(by_hand), list(source)
    assert world.sync() == wanted
    assert world.sync() == wanted


def test_one_of_two_equal_tracks_is_taken_out_and_stays_out() -> None:
    """The other one stays where it is."""
    world = synced("abab")
    world.playlist = list("aba")
    assert world.sync() == "aba"
    world.source.append("c")
    assert world.sync() == "abac"


def test_track_that_was_taken_out_comes_when_the_source_adds_it_again() -> None:
    """The source took it out, too, in the meantime: it is a new one."""
    world = synced("abc")
    world.playlist = list("ac")
    world.source = list("ac")
    assert world.sync() == "ac"
    world.source = list("abc")
    assert world.sync() == "abc"


def test_file_that_goes_and_comes_back_is_no_removal_by_the_user() -> None:
    """Whether a sync saw it missing or not."""
    world = synced("abc")
    world.lose("b")
    assert world.sync() == "ac"
    world.find("b")
    assert world.sync() == "abc"
    world.lose("b")
    world.find("b")
    assert world.sync() == "abc"


def test_taken_out_stays_out_though_its_file_goes_and_comes_back() -> None:
    """The user's word outlives the file."""
    world = synced("abc")
    world.playlist = list("ac")
    world.sync()
    world.lose("b")
    assert world.sync() == "ac"
    world.find("b")
    assert world.sync() == "ac"


def test_better_match_takes_the_place_of_the_former_one() -> None:
    """At its place, and not if the user had taken the former one out."""
    world = synced("abc")
    world.found_for["b"] = "h"
    assert world.sync() == "ahc"
    world.playlist = list("ac")
    world.found_for["b"] = "g"
    world.sync()
    assert world.sync() == "ac"


def test_track_that_the_user_chose_comes_back_though_it_was_taken_out() -> None:
    """Who chooses another one wants it there."""
    world = synced("abc")
    world.playlist = list("ac")
    world.sync()
    world.found_for["b"], world.chosen = "h", {"b"}
    assert world.sync() == "ahc"


def test_refused_match_leaves_the_playlist() -> None:
    """The user said: not this one; nothing stands for it now."""
    world = synced("abc")
    world.found_for["b"] = "no such track"
    assert world.sync() == "ac"


def test_track_that_only_the_playlist_still_shows_is_not_taken_out() -> None:
    """While a library is scanned again its tracks are out of sight."""
    world = synced("abc")
    del world.library["b"]
    assert world.sync() == "abc"


def test_playlist_that_is_taken_over_keeps_the_users_tracks_and_order() -> None:
    """What agrees is not put there twice."""
    world = World(list("abcd"), playlist=list("cxab"))
    assert world.sync() == "cxabd"
    assert world.sync() == "cxabd"


def test_mirror_follows_the_source_whatever_the_user_does() -> None:
    """Its content and its order."""
    world = synced("abc", Mode.MIRROR)
    world.playlist = list("xcb")
    assert world.sync() == "abc"
    world.source = list("cb")
    assert world.sync() == "cb"


def test_append_only_ever_adds_at_the_end() -> None:
    """Nothing is moved or taken out; what the user takes out stays out."""
    world = synced("abc", Mode.APPEND)
    world.playlist, world.source = list("xcb"), list("dcef")
    assert world.sync() == "xcbdef"
    world.source = []
    assert world.sync() == "xcbdef"


def test_restored_list_without_memory_is_joined_without_doubles() -> None:
    """What says nothing of occurrences is only a list of tracks."""
    world = synced("abc")
    world.was = dict(unpack(["a", "b", "c"]))
    assert world.was == {}
    assert world.sync() == "abc"


SONGS = st.lists(st.sampled_from("abcdefgh"), max_size=12)
MODES = st.sampled_from(Mode)


@given(SONGS, SONGS, SONGS, MODES)
def test_second_sync_changes_nothing(
    before: Sequence[str], by_hand: Sequence[str], source: Sequence[str], mode: Mode
) -> None:
    """Whatever was settled, whatever the user and the source have done since."""
    world = World(list(before), mode=mode)
    world.sync()
    world.playlist, world.source = list(by_hand), list(source)
    once = world.sync()
    assert world.sync() == once


@given(SONGS, SONGS, st.data())
def test_source_alone_is_followed_exactly(
    before: Sequence[str], source: Sequence[str], data: st.DataObject
) -> None:
    """Without a hand on the playlist it is the source, in its order."""
    world = World(list(before), mode=data.draw(st.sampled_from(list(Mode)[:2])))
    world.sync()
    world.source = list(source)
    assert world.sync() == "".join(source)


@given(SONGS, SONGS)
def test_whatever_the_user_did_stays_while_the_source_rests(
    before: Sequence[str], by_hand: Sequence[str]
) -> None:
    """Put in, taken out, moved, put in twice: all of it, exactly."""
    world = synced("".join(before))
    world.playlist = list(by_hand)
    assert world.sync() == "".join(by_hand)
    assert world.sync() == "".join(by_hand)


@given(SONGS, SONGS, SONGS)
def test_undone_sync_is_the_same_when_it_is_done_again(
    before: Sequence[str], by_hand: Sequence[str], source: Sequence[str]
) -> None:
    """Undone, the playlist and what was settled are those of before."""
    world = synced("".join(before))
    world.playlist = list(by_hand)
    was, stood = world.was, list(world.playlist)
    world.source = list(source)
    done = world.sync()
    world.was, world.playlist = was, list(stood)
    assert world.sync() == done
    world.was, world.playlist, world.source = was, stood, list(before)
    assert world.sync() == "".join(by_hand)


@given(SONGS, st.sets(st.sampled_from("abcdefgh")), MODES)
def test_what_was_missing_arrives_at_its_place(
    source: Sequence[str], missing: set[str], mode: Mode
) -> None:
    """One after the other; appended, it comes in the order of arrival."""
    owned = {name: f"k-{name}" for name in "abcdefgh" if name not in missing}
    world = World(list(source), library=owned or {"z": "k-z"}, mode=mode)
    assert world.sync() == "".join(song for song in source if song not in missing)
    for song in sorted(missing):
        world.find(song)
        world.sync()
    if mode is Mode.APPEND:
        assert sorted(world.playlist) == sorted(source)
    else:
        assert world.playlist == list(source)


@given(SONGS, st.sampled_from("abcdefgh"))
def test_track_that_goes_and_comes_back_was_taken_out_by_nobody(
    source: Sequence[str], song: str
) -> None:
    """Whether a sync came between or not, it is where the source has it."""
    world = synced("".join(source))
    world.lose(song)
    assert world.sync() == "".join(each for each in source if each != song)
    world.find(song)
    assert world.sync() == "".join(source)
    world.lose(song)
    world.find(song)
    assert world.sync() == "".join(source)


@given(SONGS, st.sampled_from("abcdefgh"))
def test_track_that_never_arrived_was_taken_out_by_nobody(
    source: Sequence[str], song: str
) -> None:
    """The server refused it, though it stood in the playlist before."""
    world = synced("".join(source))
    world.playlist = [each for each in world.playlist if each != song]
    world.lacking = {song}
    assert world.sync() == "".join(source)


class UserAndSource(RuleBasedStateMachine):
    """Both sides change, files come and go, and syncs run in between."""

    def __init__(self) -> None:
        """Begin with a playlist that was synced, and own tracks of the user's."""
        super().__init__()
        self.world = synced("abcd")
        self.added: list[str] = []
        self.taken_out: set[str] = set()
        self.count = 0

    @rule()
    def sync(self) -> None:
        """Sync; a second time at once changes nothing."""
        once = self.world.sync()
        assert self.world.sync() == once

    @rule(data=st.data())
    def user_adds(self, data: st.DataObject) -> None:
        """Put a track of the user's own somewhere into the playlist."""
        self.count += 1
        track = f"<{self.count}>"
        self.world.library[track] = track
        place = data.draw(st.integers(0, len(self.world.playlist)))
        self.world.playlist.insert(place, track)
        self.added.append(track)

    @precondition(lambda self: bool(set(self.world.playlist) & set("abcdefgh")))
    @rule(data=st.data())
    def user_takes_out(self, data: st.DataObject) -> None:
        """Take a song of the source out of the playlist, right after a sync."""
        self.world.sync()
        songs = [each for each in self.world.playlist if each in "abcdefgh"]
        if songs:
            song = data.draw(st.sampled_from(songs))
            self.world.playlist = [each for each in self.world.playlist if each != song]
            self.taken_out.add(song)
            self.world.sync()

    @rule(song=st.sampled_from("abcdefgh"))
    def source_adds(self, song: str) -> None:
        """Add a song at the source."""
        if song not in self.world.source:
            self.world.source.insert(len(self.world.source) // 2, song)

    @rule(song=st.sampled_from("abcdefgh"))
    def source_takes_out(self, song: str) -> None:
        """Take a song out at the source, and sync: it may come back as a new one."""
        if song in self.world.source:
            self.world.source.remove(song)
            self.world.sync()
            self.taken_out.discard(song)

    @rule(song=st.sampled_from("abcdefgh"))
    def file_goes(self, song: str) -> None:
        """Lose a file."""
        self.world.lose(song)

    @rule(song=st.sampled_from("abcdefgh"))
    def file_comes(self, song: str) -> None:
        """Get a file back."""
        if song not in self.world.library:
            self.world.find(song)

    @invariant()
    def what_the_user_added_is_there_in_order(self) -> None:
        """Each of them once."""
        there = [each for each in self.world.playlist if each.startswith("<")]
        assert sorted(there) == sorted(self.added)

    @invariant()
    def what_the_user_took_out_stays_out(self) -> None:
        """As long as the source has not taken it out as well."""
        assert not self.taken_out & set(self.world.playlist)

    @invariant()
    def nothing_that_is_owned_and_wanted_is_lacking_after_a_sync(self) -> None:
        """What the source asks for and nobody took out is there."""
        after: Callable[[], str] = World(
            list(self.world.source),
            list(self.world.playlist),
            dict(self.world.library),
            was=dict(self.world.was),
        ).sync
        owned = {song for song in self.world.source if song in self.world.library}
        assert owned - self.taken_out <= set(after())


TestUserAndSource = UserAndSource.TestCase
