"""Which album of MusicBrainz a wanted one is: by the surest way, and asked once."""

import pytest

from custom_components.plex_sync.music.handoff.identifying import (
    Identifier,
    Undecided,
    Way,
)
from custom_components.plex_sync.music.handoff.model import Want
from custom_components.plex_sync.sync.errors import Refused, ServiceUnavailable
from tests.fakes.musicbrainz import FakeMusicBrainz
from tests.spotify.conftest import JumpingTime

from .conftest import ALBUM, PAGE, Barcodes, KeptFacts, album, days, now_of, track

BARCODE = "724352959051"
ISRC = "GBAYE0000351"
IDIOTEQUE = track("Idioteque", album_uri=ALBUM, isrc=ISRC)


async def found_by(identifier: Identifier, want: Want) -> tuple[str, Way] | None:
    """The release group of a want, and how it was found."""
    found = await identifier.identify(want)
    return (found.release_group, found.way) if found else None


async def test_barcode_comes_first(
    musicbrainz: FakeMusicBrainz, identifier: Identifier, barcodes: Barcodes
) -> None:
    """However many zeros Spotify writes in front of it; then nothing else is asked."""
    barcodes.known[ALBUM] = f"00{BARCODE}"
    kid_a = musicbrainz.add_album("Kid A", "Radiohead", barcode=BARCODE)
    musicbrainz.add_album("Kid A", "Radiohead", isrcs=(ISRC,))
    assert await found_by(identifier, IDIOTEQUE) == (kid_a.id, Way.UPC)
    assert musicbrainz.asked == ["/release"]


async def test_barcode_of_a_single_is_that_single(
    musicbrainz: FakeMusicBrainz, identifier: Identifier, barcodes: Barcodes
) -> None:
    """The very same record: its kind says nothing against it."""
    barcodes.known[ALBUM] = BARCODE
    single = musicbrainz.add_album(
        "Creep", "Radiohead", primary="Single", barcode=BARCODE
    )
    want = track("Creep", album="Creep", album_uri=ALBUM)
    assert await found_by(identifier, want) == (single.id, Way.UPC)


async def test_barcode_that_was_used_twice(
    musicbrainz: FakeMusicBrainz, identifier: Identifier, barcodes: Barcodes
) -> None:
    """Names decide; on something else entirely it tells nothing."""
    barcodes.known[ALBUM] = BARCODE
    musicbrainz.add_album("Polka Party", "Somebody", barcode=BARCODE)
    assert await found_by(identifier, IDIOTEQUE) is None
    kid_a = musicbrainz.add_album("Kid A", "Radiohead", barcode=BARCODE)
    want = track("Idioteque", album_uri=f"{ALBUM}2")
    barcodes.known[want.album_uri] = f"0{BARCODE}"
    assert await found_by(identifier, want) == (kid_a.id, Way.UPC)


async def test_barcode_on_two_editions_of_an_artist(
    musicbrainz: FakeMusicBrainz, identifier: Identifier, barcodes: Barcodes
) -> None:
    """The one that bears the wanted name."""
    barcodes.known[ALBUM] = BARCODE
    musicbrainz.add_album("Amnesiac", "Radiohead", barcode=BARCODE)
    kid_a = musicbrainz.add_album("Kid A", "Radiohead", barcode=BARCODE)
    assert await found_by(identifier, IDIOTEQUE) == (kid_a.id, Way.UPC)


async def test_recording_comes_second(
    musicbrainz: FakeMusicBrainz, identifier: Identifier, barcodes: Barcodes
) -> None:
    """On the album: neither on its single nor on a compilation, nor on a live one."""
    barcodes.known[ALBUM] = BARCODE
    for title, facts in (
        ("Idioteque", {"primary": "Single"}),
        ("Kid A", {"primary": "Single"}),
        ("Kid A", {"secondary": ("Compilation",)}),
        ("The Best Of", {"secondary": ("Compilation",)}),
        ("Kid A", {"secondary": ("Live",)}),
        ("Amnesiac", {}),
    ):
        musicbrainz.add_album(title, "Radiohead", isrcs=(ISRC,), **facts)
    kid_a = musicbrainz.add_album("Kid A", "Radiohead", isrcs=(ISRC,))
    assert await found_by(identifier, IDIOTEQUE) == (kid_a.id, Way.ISRC)
    assert musicbrainz.asked == ["/release", "/recording"]


async def test_link_comes_third(
    musicbrainz: FakeMusicBrainz, identifier: Identifier
) -> None:
    """Somebody has said that Spotify's page is that of this release."""
    kid_a = musicbrainz.add_album("キッドA", "レディオヘッド", links=(PAGE,))
    assert await found_by(identifier, IDIOTEQUE) == (kid_a.id, Way.LINK)
    assert musicbrainz.asked == [
        "/recording",
        "/url",
        f"/release/{kid_a.releases[0].id}",
    ]


async def test_text_comes_last(
    musicbrainz: FakeMusicBrainz, identifier: Identifier
) -> None:
    """The edition does not count; at least three candidates are looked at."""
    musicbrainz.add_album("Kid", "Radiohead Tribute Band")
    musicbrainz.add_album("Kid A", "Radiohead", primary="Single")
    kid_a = musicbrainz.add_album("Kid A", "Radiohead")
    want = album("KID A (Deluxe Edition)", album_uri=ALBUM)
    assert await found_by(identifier, want) == (kid_a.id, Way.TEXT)
    assert musicbrainz.asked == ["/url", "/release-group"]


@pytest.mark.parametrize(
    ("title", "artist", "facts"),
    [
        ("Kid A", "Somebody Else", {}),
        ("Kid A", "Radiohead", {"primary": "Single"}),
        ("Kid A", "Radiohead", {"primary": "Broadcast"}),
        ("Kid A", "Radiohead", {"secondary": ("Compilation",)}),
        ("Kid A", "Radiohead", {"secondary": ("DJ-mix",)}),
        ("Kid A (Live)", "Radiohead", {}),
        ("Kid B", "Radiohead", {}),
        ("Kid A", "Various Artists", {}),
    ],
)
async def test_what_is_not_the_album_is_not_taken_for_it(
    musicbrainz: FakeMusicBrainz,
    identifier: Identifier,
    title: str,
    artist: str,
    facts: dict[str, object],
) -> None:
    """A wrong album is worse than none."""
    musicbrainz.add_album(title, artist, isrcs=(ISRC,), **facts)  # type: ignore[arg-type]
    assert await identifier.identify(IDIOTEQUE) is None


async def test_compilation_is_taken_where_it_is_wanted(
    musicbrainz: FakeMusicBrainz, identifier: Identifier
) -> None:
    """Its name says what it is; another one of that name by nobody else."""
    musicbrainz.add_album("Greatest Hits", "ABBA", secondary=("Compilation",))
    queen = musicbrainz.add_album("Greatest Hits", "Queen", secondary=("Compilation",))
    want = album("Greatest Hits", "Queen")
    assert await found_by(identifier, want) == (queen.id, Way.TEXT)


async def test_album_of_which_nobody_has_said_the_kind(
    musicbrainz: FakeMusicBrainz, identifier: Identifier
) -> None:
    """May be it, but one that is surely an album comes before it."""
    unknown = musicbrainz.add_album("Kid A", "Radiohead", primary=None)
    want = album()
    assert await found_by(identifier, want) == (unknown.id, Way.TEXT)
    known = musicbrainz.add_album("Kid A", "Radiohead Live", primary="Album")
    other = album("Kid A", "Radiohead Live")
    assert await found_by(identifier, other) == (known.id, Way.TEXT)


async def test_track_without_an_album(
    musicbrainz: FakeMusicBrainz, identifier: Identifier
) -> None:
    """Is on the one that its recording is on; without that, nothing can be asked."""
    musicbrainz.add_album(
        "Hits", "Radiohead", secondary=("Compilation",), isrcs=(ISRC,)
    )
    kid_a = musicbrainz.add_album("Kid A", "Radiohead", isrcs=(ISRC,))
    want = track("Idioteque", album="", isrc=ISRC)
    assert await found_by(identifier, want) == (kid_a.id, Way.ISRC)
    asked = list(musicbrainz.asked)
    assert await identifier.identify(track("Else", album="")) is None
    assert musicbrainz.asked == asked


async def test_nothing_is_asked_twice(
    musicbrainz: FakeMusicBrainz,
    identifier: Identifier,
    barcodes: Barcodes,
    time: JumpingTime,
) -> None:
    """What was found is believed for long, also for the album's other tracks."""
    kid_a = musicbrainz.add_album("Kid A", "Radiohead", isrcs=(ISRC,))
    assert await found_by(identifier, IDIOTEQUE) == (kid_a.id, Way.ISRC)
    asked = list(musicbrainz.asked)
    time.now += days(300)
    others = [
        track("Optimistic", album_uri=ALBUM, isrc="GBAYE0000350"),
        album(album_uri=ALBUM),
    ]
    for want in (IDIOTEQUE, *others):
        assert await found_by(identifier, want) == (kid_a.id, Way.ISRC)
    assert (musicbrainz.asked, barcodes.asked) == (asked, [ALBUM])


async def test_what_is_not_there_is_asked_for_after_a_month(
    musicbrainz: FakeMusicBrainz,
    identifier: Identifier,
    barcodes: Barcodes,
    time: JumpingTime,
) -> None:
    """Each way by itself; nothing of it before."""
    ways = ["/recording", "/url", "/release-group"]
    assert await identifier.identify(IDIOTEQUE) is None
    assert musicbrainz.asked == ways
    time.now += days(29)
    kid_a = musicbrainz.add_album("Kid A", "Radiohead")
    assert await identifier.identify(IDIOTEQUE) is None
    assert musicbrainz.asked == ways
    time.now += days(1)
    assert await found_by(identifier, IDIOTEQUE) == (kid_a.id, Way.TEXT)
    assert musicbrainz.asked == ways * 2
    assert barcodes.asked == [ALBUM] * 2


async def test_user_who_asks_again_is_not_told_what_was_kept(
    musicbrainz: FakeMusicBrainz,
    identifier: Identifier,
    barcodes: Barcodes,
    time: JumpingTime,
) -> None:
    """But once is enough for all tracks of the album."""
    other = track("Optimistic", album_uri=ALBUM)
    assert await identifier.identify(IDIOTEQUE) is None
    assert len(musicbrainz.asked) == 3
    time.now += 60
    now = now_of(time)
    assert await identifier.identify(IDIOTEQUE, since=now) is None
    assert await identifier.identify(other, since=now) is None
    assert len(musicbrainz.asked) == 6
    assert len(barcodes.asked) == 2


async def test_source_that_does_not_answer_leaves_the_other_ways(
    musicbrainz: FakeMusicBrainz,
    identifier: Identifier,
    barcodes: Barcodes,
) -> None:
    """Only where they lead nowhere nothing can be said."""
    barcodes.error = ServiceUnavailable("Spotify")
    with pytest.raises(Undecided) as caught:
        await identifier.identify(track("Optimistic", album_uri=f"{ALBUM}2"))
    assert caught.value.error is barcodes.error
    kid_a = musicbrainz.add_album("Kid A", "Radiohead", isrcs=(ISRC,))
    assert await found_by(identifier, IDIOTEQUE) == (kid_a.id, Way.ISRC)


async def test_album_that_the_source_no_longer_has(
    musicbrainz: FakeMusicBrainz, identifier: Identifier, barcodes: Barcodes
) -> None:
    """Has no barcode; that is kept, too."""
    barcodes.error = Refused("Spotify", reason="gone")
    assert await identifier.identify(IDIOTEQUE) is None
    assert await identifier.identify(IDIOTEQUE) is None
    assert barcodes.asked == [ALBUM]
    assert "/release" not in musicbrainz.asked


async def test_what_was_answered_is_kept_when_musicbrainz_falls_silent(
    musicbrainz: FakeMusicBrainz, identifier: Identifier, cache: KeptFacts
) -> None:
    """The next time goes on from there."""
    musicbrainz.fail(status=500, path="/url")
    with pytest.raises(ServiceUnavailable):
        await identifier.identify(IDIOTEQUE)
    assert len(cache.kept) == 2
    assert await identifier.identify(IDIOTEQUE) is None
    assert musicbrainz.asked == ["/recording", "/url", "/url", "/release-group"]


async def test_a23_a_whole_chain_keeps_its_distance(
    musicbrainz: FakeMusicBrainz, identifier: Identifier, barcodes: Barcodes
) -> None:
    """Found or not, refused or not: a second at least, and always by name."""
    barcodes.known[ALBUM] = BARCODE
    musicbrainz.fail(status=404, path="/recording")
    musicbrainz.fail(status=503, path="/url")
    musicbrainz.fail(status=400, path="/release-group")
    assert await identifier.identify(IDIOTEQUE) is None
    musicbrainz.add_album("Kid A", "Radiohead", links=(PAGE,))
    await identifier.identify(album("Amnesiac"))
    await identifier.identify(track("Else", album="Else", album_uri=f"{ALBUM}3"))
    assert len(musicbrainz.seen) == 8
    assert min(musicbrainz.gaps) >= 1
    assert all("PlexSync/1.2.3" in one.user_agent for one in musicbrainz.seen)
