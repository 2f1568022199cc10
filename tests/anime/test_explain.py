"""Why a title is or is not mapped, and what each rule says."""

from collections.abc import Mapping, Sequence
from typing import Any

from custom_components.plex_sync.anime.mapping.model import NOTHING, OVERRIDE
from custom_components.plex_sync.anime.options import AnimeOptions
from custom_components.plex_sync.sync.model import Base, Context
from custom_components.plex_sync.sync.runs import Subjects

from .builders import NOW
from .household import PROFILE, Household


async def explain(home: Household, title: str, **bases: Base) -> Mapping[str, Any]:
    """Ask for an explanation."""
    context = Context(now=NOW, bases={key[1:]: base for key, base in bases.items()})
    told: Mapping[str, Any] = await home.planner.explain(
        Subjects(titles=frozenset({title})),
        await home.journal.known(PROFILE),
        context,
    )
    return told


def verdicts(told: Mapping[str, Any]) -> dict[str, str]:
    """The verdict on each subject."""
    subjects: Sequence[Mapping[str, Any]] = told["titles"][0]["subjects"]
    return {each["subtitle"]: each["verdict"] for each in subjects}


async def test_a_show_is_explained(home: Household) -> None:
    """Ids, edges, a verdict for each season, the entry, and all that the rules say."""
    show = home.plex.add_show(
        "Mushishi", seasons={1: 2, 2: 2, 3: 2, 4: 1}, external_ids=("tvdb://1",)
    )
    home.anilist.add_media(id=100, title="Mushishi", episodes=2)
    home.edges.show(1, 100, end=2, target_end=2)
    home.edges.show(1, 101, season=2, end=1)
    home.edges.show(1, NOTHING, season=4, source=OVERRIDE)
    home.plex.watch(home.plex.owner, show.season(1), at=home.ago(days=1))
    home.plex.rate(home.plex.owner, show.season(1), 9)
    home.anilist.set_entry(home.user, 100, status="CURRENT", progress=1)
    base = Base(state={"status": "CURRENT"}, created=True)
    told = await explain(home, "mushishi", _100=base)
    [title] = told["titles"]
    assert "tvdb_show:1" in title["ids"]
    assert title["edge_count"] == 3
    assert verdicts(told) == {
        "Season 1": "mapped",
        "Season 2": "partly_mapped",
        "Season 3": "not_mapped",
        "Season 4": "excluded",
    }
    known, unknown = told["media"]
    assert known["entry"]["progress"] == 1
    assert known["base"]["created"]
    rules = {each["field"]: each for each in known["rules"]}
    assert (rules["status"]["now"], rules["status"]["wanted"]) == (
        "CURRENT",
        "COMPLETED",
    )
    assert rules["status"]["rule"] == "all_watched"
    assert rules["score"]["policy"] == "off"
    assert (unknown["id"], unknown["known"], unknown["base"]) == (101, False, None)
    assert home.user.entries[100].progress == 1


async def test_titles_found_by_title_and_not_at_all(home: Household) -> None:
    """What the search settled is told; what is in no library, too."""
    home.options = AnimeOptions(search_threshold=90)
    found = home.plex.add_movie("Akira", year=1988)
    home.plex.add_movie("Unseen", external_ids=("tmdb://1",))
    home.edges.film(1, NOTHING, source=OVERRIDE)
    home.anilist.add_media(
        id=47, title="Akira", episodes=1, format="MOVIE", startDate="1988-07-16"
    )
    home.plex.watch(home.plex.owner, found, at=home.ago(days=1))
    assert verdicts(await explain(home, "Akira")) == {"": "found_by_title"}
    assert verdicts(await explain(home, "Unseen")) == {"": "excluded"}
    told = await explain(home, "Nowhere")
    assert told["unknown"] == ["Nowhere"]
    assert told["titles"] == []
