"""Texts for people outside of a form, in the language of the house."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Self

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers.translation import async_get_translations

from .const import DOMAIN

_STATUSES: Final = (
    "completed",
    "current",
    "dropped",
    "paused",
    "planning",
    "repeating",
)
"""Keys of translations are small; AniList's words for them are not."""


async def async_words(hass: HomeAssistant) -> dict[str, str]:
    """Return what fields and values are called, in the language of the house."""
    texts = await _async_texts(hass, "selector")
    words: dict[str, str] = {}
    for name in ("entry_field", "entry_status"):
        prefix = f"selector.{name}.options."
        words |= {
            key.removeprefix(prefix): text
            for key, text in texts.items()
            if key.startswith(prefix)
        }
    return words | {key.upper(): words[key] for key in _STATUSES if key in words}


@dataclass(frozen=True, slots=True, kw_only=True)
class Texts:
    """What is said to people, in the language of the house."""

    words: Mapping[str, str]
    """What fields and values are called."""
    texts: Mapping[str, str]
    """Whole sentences, by category and key."""

    @classmethod
    async def async_load(cls, hass: HomeAssistant) -> Self:
        """Load the texts; what a language lacks is in English."""
        texts: dict[str, str] = {}
        for category in ("common", "exceptions", "issues"):
            texts |= await _async_texts(hass, category)
        return cls(words=await async_words(hass), texts=texts)

    def say(self, key: str, **placeholders: str) -> str:
        """Return a sentence."""
        return self.texts[f"common.{key}"].format(**placeholders)

    def issue(self, key: str, **placeholders: str) -> str:
        """Return the title of a repair."""
        return self.texts[f"issues.{key}.title"].format(**placeholders)

    def word(self, name: object) -> str:
        """Return what a field or a value is called."""
        return "–" if name is None else self.words.get(str(name), str(name))

    def error(self, err: HomeAssistantError) -> str:
        """Return what an error says; somebody else's in its own words."""
        text = self.texts.get(f"exceptions.{err.translation_key}.message")
        if err.translation_domain != DOMAIN or text is None:
            return str(err)
        return text.format(**(err.translation_placeholders or {}))


async def _async_texts(hass: HomeAssistant, category: str) -> dict[str, str]:
    """Return all texts of a category, by what comes after the domain."""
    texts = await async_get_translations(hass, hass.config.language, category, {DOMAIN})
    return {
        key.removeprefix(f"component.{DOMAIN}."): text for key, text in texts.items()
    }
