"""Text as it is looked for by hand: no capitals, no accents, single spaces."""

from unicodedata import combining, normalize


def folded(text: str) -> str:
    """Fold a text; every script keeps its letters."""
    if text.isascii():
        return " ".join(text.casefold().split())
    apart = normalize("NFKD", text.casefold())
    kept = "".join(character for character in apart if not combining(character))
    return " ".join(normalize("NFC", kept).split())
