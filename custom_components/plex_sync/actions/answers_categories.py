"""What has a category as plain data, for actions, the sensor and the cards."""

from collections.abc import Iterable

from ..music.categories import CategorisedItem, categories_of
from ..texts import refusal
from .answers import Answer


def is_playable(item: CategorisedItem) -> bool:
    """Whether Home Assistant's own Plex players can play it."""
    return bool(item.media_content_id)


def media_text(item: CategorisedItem) -> str:
    """Say why it cannot be played; empty where it can."""
    # Home Assistant takes the full stop off an error.
    return f"{str(refusal(item.reason)).rstrip('.')}." if item.reason else ""


def media_answer(item: CategorisedItem) -> Answer:
    """Answer with how something is played: what the sensor tells of it."""
    return {
        "title": item.title,
        "category": item.category,
        "media_content_id": item.media_content_id,
        "media_content_type": item.media_content_type,
        "picture": item.picture,
        "reason": item.reason,
    }


def categorised_answer(item: CategorisedItem) -> Answer:
    """Answer with all that is known of something that has a category."""
    return {
        "item": item.key,
        "kind": item.kind,
        **media_answer(item),
        "rating_key": item.rating_key,
        "playable": is_playable(item),
        "text": media_text(item),
        "certain": item.certain,
    }


def counts_answer(items: Iterable[CategorisedItem]) -> list[Answer]:
    """Answer with the categories, and how many things are in each."""
    known = list(items)
    return [
        {"category": name, "count": len(in_category(known, name))}
        for name in categories_of(known)
    ]


def in_category(items: Iterable[CategorisedItem], name: str) -> list[CategorisedItem]:
    """Return what has a category, in whatever case it is written."""
    wanted = name.strip().casefold()
    return [item for item in items if item.category.casefold() == wanted]
