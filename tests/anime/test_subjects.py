"""From Plex's rows to subjects with their facts."""

from custom_components.plex_sync.anime.facts import DatedBy, SubjectFacts
from custom_components.plex_sync.anime.memory import title_of
from custom_components.plex_sync.anime.subjects import (
    Title,
    Viewing,
    joined,
    season_key,
    subjects_of,
    title_key,
)
from custom_components.plex_sync.plex.model import (
    Episode,
    Movie,
    Season,
    Section,
    SectionType,
    Show,
)

SECTION = Section(key="1", uuid="anime", title="Anime", type=SectionType.SHOW)
AT = 1_790_000_000


def episode(
    number: int,
    *,
    views: int = 0,
    at: int | None = None,
    offset: int = 0,
    season: int = 1,
    copy: str = "",
) -> Episode:
    """An episode."""
    return Episode(
        rating_key=f"{season}.{number}{copy}",
        guid=f"plex://episode/{season}.{number}",
        show_key="10",
        season_key=f"1{season}",
        season_index=season,
        index=number,
        view_count=views,
        last_viewed_at=at,
        view_offset=offset,
    )


def show(
    *episodes: Episode, seasons: tuple[Season, ...] = (), guid: str = "plex://show/a"
) -> Title:
    """A show."""
    row = Show(
        section="1",
        rating_key="10",
        guid=guid,
        title="Mushishi",
        thumb="/show",
        user_rating=8.0,
    )
    return Title(row=row, section=SECTION, seasons=seasons, episodes=episodes)


def season_row(index: int = 1, *, watched: int = 0) -> Season:
    """A season."""
    return Season(
        rating_key=f"1{index}",
        show_key="10",
        index=index,
        thumb=f"/season/{index}",
        viewed_leaf_count=watched,
        user_rating=7.0,
    )


def views_of(facts: SubjectFacts) -> list[int]:
    """The views of each episode."""
    return [item.views for item in facts.items]


def test_keys_come_from_guids_only() -> None:
    """Keys hold no rating key and no language, and give their title back."""
    legacy = "com.plexapp.agents.hama://anidb-1?lang=en"
    assert title_key(legacy) == "com.plexapp.agents.hama://anidb-1"
    assert title_key("", "77") == "local://77"
    assert title_of(season_key("plex://show/a", 2)) == "plex://show/a"
    assert title_of("plex://movie/a") == "plex://movie/a"


def test_seasons_are_subjects() -> None:
    """Each season that has episodes is a subject, with pictures and a way to Plex."""
    title = show(
        episode(1), episode(1, season=0), episode(1, season=2), seasons=(season_row(2),)
    )
    specials, first, second = subjects_of(title, Viewing())
    assert specials.subject.subtitle == "Specials"
    assert first.subject.key == "plex://show/a#1"
    assert first.subject.reference == "10"
    assert first.rating is None
    assert second.subject.subtitle == "Season 2"
    assert second.subject.reference == "12"
    assert second.subject.picture is not None
    assert second.subject.picture.path == "/season/2"
    assert second.rating == 7.0
    assert second.title_rating == 8.0
    [link] = second.subject.links
    assert link.url.endswith("?key=%2Flibrary%2Fmetadata%2Fa")


def test_legacy_titles_have_no_page_of_plex() -> None:
    """A legacy agent's title has no link."""
    [facts] = subjects_of(show(episode(1), guid="local://1"), Viewing())
    assert facts.subject.links == ()


def test_marked_by_hand_without_a_count() -> None:
    """The season's own count tells what was marked as watched without a count."""
    all_of_it = show(episode(1), episode(2), seasons=(season_row(watched=2),))
    [facts] = subjects_of(all_of_it, Viewing())
    assert views_of(facts) == [1, 1]
    stamped = show(
        episode(1, views=1),
        episode(2, at=AT),
        episode(3),
        seasons=(season_row(watched=2),),
    )
    [facts] = subjects_of(stamped, Viewing())
    assert views_of(facts) == [1, 1, 0]
    open_choice = show(
        episode(1), episode(2), episode(3), seasons=(season_row(watched=2),)
    )
    [facts] = subjects_of(open_choice, Viewing())
    assert views_of(facts) == [0, 0, 0]


def test_bulk_stamps_are_no_first_views() -> None:
    """Three episodes stamped at once have no day, but for one that the history knows."""
    title = show(*(episode(number, views=1, at=AT) for number in (1, 2, 3, 4)))
    [facts] = subjects_of(title, Viewing(first_views={"1.4": AT - 500}))
    assert [item.dated_by for item in facts.items] == [
        None,
        None,
        None,
        DatedBy.HISTORY,
    ]
    assert facts.items[3].first_viewed_at == AT - 500


def test_bulk_stamps_count_over_the_whole_title() -> None:
    """The stamps of several seasons are looked at together."""
    title = show(
        episode(1, views=1, at=AT),
        episode(1, views=1, at=AT + 1, season=2),
        episode(1, views=1, at=AT + 2, season=3),
    )
    for facts in subjects_of(title, Viewing()):
        assert facts.items[0].dated_by is None


def test_first_views_are_remembered() -> None:
    """What an earlier run kept counts, unless the history knows an earlier view."""
    title = show(
        episode(1, views=2, at=AT), episode(2, views=2, at=AT), episode(3, views=0)
    )
    memory = {"plex://show/a#1": {"first": {"1": AT - 900, "2": AT - 100, "3": AT}}}
    viewing = Viewing(memory=memory, first_views={"1.1": AT - 5, "1.2": AT - 700})
    [facts] = subjects_of(title, viewing)
    assert [item.first_viewed_at for item in facts.items] == [AT - 900, AT - 700, None]


def test_copies_of_an_episode_are_one() -> None:
    """Two files of one episode: the one that was watched further counts."""
    title = show(episode(1), episode(1, views=1, at=AT, copy="b"))
    [facts] = subjects_of(title, Viewing(continuing={"1.1"}))
    assert views_of(facts) == [1]
    assert facts.continuing


def test_the_next_season_is_watch_listed() -> None:
    """Of a watch-listed show the first season without any view is the wished one."""
    title = show(
        episode(1, season=0),
        episode(1, views=1, at=AT),
        episode(1, season=2),
        episode(1, season=3),
    )
    viewing = Viewing(watchlisted={"plex://show/a"})
    assert [facts.watchlisted for facts in subjects_of(title, viewing)] == [
        False,
        False,
        True,
        False,
    ]


def test_films_are_subjects() -> None:
    """A film is a subject with one item."""
    row = Movie(
        section="2",
        rating_key="20",
        guid="plex://movie/b",
        title="Akira",
        view_count=1,
        last_viewed_at=AT,
        user_rating=9.0,
    )
    viewing = Viewing(continuing={"20"}, watchlisted={"plex://movie/b"})
    [facts] = subjects_of(Title(row=row, section=SECTION), viewing)
    assert facts.season is None
    assert facts.subject.key == "plex://movie/b"
    assert facts.subject.picture is None
    assert facts.items[0].rating == 9.0
    assert facts.active
    assert facts.continuing
    assert facts.watchlisted


def test_subjects_of_two_libraries_are_joined() -> None:
    """The same season twice: its episodes together, each watched as far as anywhere."""
    here = subjects_of(show(episode(1, views=1, at=AT), episode(2)), Viewing())
    there = subjects_of(
        show(episode(1), episode(2), episode(3), seasons=(season_row(),)), Viewing()
    )
    [facts] = joined([*here, *there])
    assert [(item.number, item.views) for item in facts.items] == [
        (1, 1),
        (2, 0),
        (3, 0),
    ]
    assert facts.rating == 7.0


def test_fingerprints_name_what_was_done() -> None:
    """Untouched episodes and times do not change the name; a view does."""
    [one] = subjects_of(show(episode(1, views=1, at=AT)), Viewing())
    [same] = subjects_of(show(episode(1, views=1, at=AT + 9), episode(2)), Viewing())
    [other] = subjects_of(show(episode(1, views=2, at=AT)), Viewing())
    [begun] = subjects_of(show(episode(1, views=1, at=AT, offset=5)), Viewing())
    assert one.fingerprint == same.fingerprint
    assert len({one.fingerprint, other.fingerprint, begun.fingerprint}) == 3
