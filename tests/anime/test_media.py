"""What AniList knows of media, written down."""

from custom_components.plex_sync.anilist.model import Media, MediaStatus
from custom_components.plex_sync.anime.media import from_json, now_utc, to_json

MEDIA = Media(
    id=1,
    title="Mushishi",
    titles=("Mushishi", "蟲師"),
    format="TV",
    status=MediaStatus.FINISHED,
    episodes=26,
)


def test_facts_read_back() -> None:
    """Facts, and that there are none, read back as they were."""
    assert from_json(to_json(MEDIA)) == MEDIA
    assert from_json(to_json(None)) is None


def test_facts_of_another_edition_read_back() -> None:
    """A field that is no longer known is dropped, one that is new has its default."""
    assert from_json({"id": 1, "title": "One", "colour": "red"}) == Media(
        id=1, title="One"
    )
    assert now_utc().tzinfo is not None
