"""What comes over and what does not, as two lists for people."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from homeassistant.core import HomeAssistant
from homeassistant.helpers.translation import async_get_translations

from ..anime.coming_over.model import ComingOver, FoundPin, FoundProfile, Left
from ..const import DOMAIN
from ..running.plan_summary import plain

MOST: Final = 15
"""Lines of a list that are shown; the rest is counted."""


async def async_list(
    hass: HomeAssistant,
    found: ComingOver,
    other: FoundProfile,
    pins: Sequence[FoundPin],
    *,
    is_new: bool,
) -> dict[str, str]:
    """Return the lists in the language of the house, as Markdown.

    Args:
        hass: Home Assistant.
        found: all that the files hold.
        other: the profile that is brought over.
        pins: its pins.
        is_new: whether it becomes a profile of its own here.
    """
    words = await _async_words(hass)
    taken = [
        f"{words[name]}: {count}"
        for name, count in (
            ("pins", len(pins)),
            ("mappings", len(found.overrides)),
        )
        if count
    ]
    if is_new:
        signing_in = {
            "plex_address": plain(other.plex_url),
            "user": plain(other.plex_user),
            "libraries": plain(", ".join(other.library_titles)),
        }
        taken += [f"{words[name]}: {text}" for name, text in signing_in.items() if text]
        tokens = {
            "plex_token": other.plex_token,
            "anilist_token": other.anilist_token,
        }
        # What they are is nobody's business.
        taken += [words[name] for name, token in tokens.items() if token]
    taken += [
        f"{words.get(name, name)}: {_value(value, words)}"
        for name, value in other.options.items()
    ]
    left = [_left(each, words) for each in (*found.left, *other.left)]
    return {"taken": _lines(taken), "left": _lines(left)}


def _lines(texts: Sequence[str]) -> str:
    if not texts:
        return "–"
    shown = [f"- {text}" for text in texts[:MOST]]
    if len(texts) > MOST:
        shown.append(f"- … (+{len(texts) - MOST})")
    return "\n".join(shown)


def _left(left: Left, words: Mapping[str, str]) -> str:
    return f"**{plain(left.subject)}**: {words[left.reason]}"


def _value(value: Any, words: Mapping[str, str]) -> str:
    """Put the value of an option into words."""
    if isinstance(value, bool):
        return words["yes" if value else "no"]
    if isinstance(value, list):
        return plain(", ".join(str(each) for each in value)) or "–"
    return words.get(f"policy:{value}") or plain(str(value))


async def _async_words(hass: HomeAssistant) -> dict[str, str]:
    """Return what reasons, policies and options are called."""
    language = hass.config.language
    texts = await async_get_translations(hass, language, "selector", {DOMAIN})
    options = await async_get_translations(hass, language, "options", {DOMAIN})
    sections = f"component.{DOMAIN}.options.step.init.sections."
    words = {
        key.rpartition(".")[2]: text
        for key, text in options.items()
        if key.startswith(sections) and ".data." in key
    }
    words |= _choices(texts, "coming_over")
    policies = _choices(texts, "policy")
    return words | {f"policy:{name}": text for name, text in policies.items()}


def _choices(texts: Mapping[str, str], name: str) -> Mapping[str, str]:
    prefix = f"component.{DOMAIN}.selector.{name}.options."
    found: Iterable[tuple[str, str]] = texts.items()
    return {
        key.removeprefix(prefix): text for key, text in found if key.startswith(prefix)
    }
