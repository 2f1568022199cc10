"""What slskd is asked to look for."""

from hypothesis import given, strategies as st
import pytest

from custom_components.plex_sync.music.handoff.model import Want, WantKind
from custom_components.plex_sync.music.handoff.query import LONGEST, clean, search_text


def text_of(title: str, *artists: str, album: str = "") -> str:
    """The text for a track."""
    return search_text(
        Want(
            uid="spotify:track:1",
            kind=WantKind.TRACK,
            title=title,
            artists=artists,
            album=album,
        )
    )


@pytest.mark.parametrize(
    ("artist", "title", "text"),
    [
        ("Nova", "Don't Stop", "Nova Don t Stop"),
        ("P!nk", "What About Us", "Pink What About Us"),
        ("Ke$ha", "TiK ToK", "Kesha TiK ToK"),
        ("A$AP Rocky", "Pr@ise", "AsAP Rocky Praise"),
        ("Nova", "Help!", "Nova Help"),
        ("AC/DC", "T.N.T.", "AC DC TNT"),
        ("Beyoncé", "Señorita", "Beyonce Senorita"),
        ("Björk", "Jóga", "Bjork Joga"),
        ("Mø", "Straße", "Mo Strasse"),
        ("-Nova-", "--One", "Nova- One"),
        ("Jay-Z", "Ninety-Nine – Problems", "Jay-Z Ninety-Nine Problems"),
        ("Simon & Garfunkel", "#1 + 1 = 100%", "Simon Garfunkel 1 1 100"),
        ("Кино", "Группа крови", "Кино Группа крови"),
        ("Ёлка", "Твой", "Ёлка Твой"),
        ("高橋洋子", "残酷な天使のテーゼ", "高橋洋子 残酷な天使のテーゼ"),
        ("방탄소년단", "봄날", "방탄소년단 봄날"),
    ],
)
def test_signs_go_and_letters_of_all_scripts_stay(
    artist: str, title: str, text: str
) -> None:
    """Latin letters lose their accents, others are spelled with theirs."""
    assert text_of(title, artist) == text


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("One - Remastered 2011", "Nova One"),
        ("One (2011 Remaster)", "Nova One"),
        ("One - Radio Edit", "Nova One"),
        ("One (feat. Eva & Ben)", "Nova One"),
        ("One (with Eva)", "Nova One"),
        ("One feat. Eva", "Nova One"),
        ("One - Live at Home", "Nova One Live at Home"),
        ("One (Eva Remix)", "Nova One Eva Remix"),
        ("One (And It Goes)", "Nova One And It Goes"),
        ("(I Can't) One", "Nova I Can t One"),
        ("One (Eva Remix) Again", "Nova One Eva Remix Again"),
    ],
)
def test_what_changes_nothing_is_left_out(title: str, text: str) -> None:
    """All words have to be in a path: the fewer, the more is found."""
    assert text_of(title, "Nova", "Eva") == text


def test_text_is_never_empty() -> None:
    """Titles of nothing but signs, and things that nobody knows by name."""
    assert text_of("÷", "Ed", album="Divide") == "Ed Divide"
    assert text_of("÷", "Ed") == "Ed ÷"
    assert text_of("???", "!!!") == "!!! ???"
    assert text_of("", "", album="First") == "First"
    assert text_of("") == "spotify:track:1"


def test_long_text_is_cut_at_a_word() -> None:
    """Nobody names a file like that."""
    text = text_of("word " * 100, "Nova")
    assert len(text) <= LONGEST
    assert text.endswith(" word")
    assert len(text_of("w" * 300)) == LONGEST


@given(st.text(max_size=60))
def test_cleaning_twice_changes_nothing(text: str) -> None:
    """And no word begins with a hyphen, which would mean: without it."""
    once = clean(text)
    assert clean(once) == once
    assert not any(word.startswith("-") for word in once.split())


@given(st.text(max_size=40), st.lists(st.text(max_size=20), max_size=3), st.text())
def test_there_is_always_something_to_ask_for(
    title: str, artists: list[str], album: str
) -> None:
    """Whatever a source calls things."""
    assert text_of(title, *artists, album=album).strip()
