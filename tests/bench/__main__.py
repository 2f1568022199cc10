"""`scripts/bench`: measures, prints a table, fails beyond a budget."""

import argparse
import asyncio
from collections.abc import Mapping, Sequence
import json
import sys
from typing import Any

from . import anime, journal, match, music, restore


def main() -> int:
    """Read the options and measure."""
    parser = argparse.ArgumentParser(
        prog="scripts/bench", description="Measures what must stay within budgets."
    )
    parser.add_argument(
        "what",
        nargs="?",
        default="anime",
        choices=["anime", "journal", "match", "music", "restore"],
    )
    parser.add_argument("--json", action="store_true", help="print one JSON document")
    parser.add_argument(
        "--small", action="store_true", help="a few of everything, to see that it works"
    )
    parser.add_argument(
        "--read", type=int, metavar="SEED", help="match: draw accepted pairs to be read"
    )
    options = parser.parse_args()
    if options.read is not None:
        print("\n".join(match.sample(options.read)))
        return 0
    document, rows, over = asyncio.run(_MEASURES[options.what](small=options.small))
    if options.json:
        print(json.dumps({**document, "beyond": over}, indent=1))
    else:
        print(_table(rows))
        for note in document.get("notes", ()):
            print(note)
        print("\n".join(f"! {line}" for line in over) or "All within the budgets.")
    return 1 if over else 0


type Measured = tuple[Mapping[str, Any], Sequence[Mapping[str, Any]], list[str]]
"""A document, the lines of a table, and what is beyond its budget."""


async def _anime(*, small: bool) -> Measured:
    rows = await anime.measure(small=small)
    lines = [row.as_json() for row in rows]
    document = {"rows": lines, "notes": anime.notes(rows)}
    return document, lines, [each for row in rows for each in anime.beyond(row)]


async def _journal(*, small: bool) -> Measured:
    row = await journal.measure(small=small)
    return row.as_json(), [row.as_json()], journal.beyond(row)


async def _music(*, small: bool) -> Measured:
    rows = await music.measure(small=small)
    lines = [row.as_json() for row in rows]
    document = {"rows": lines, "notes": music.notes(rows)}
    return document, lines, [each for row in rows for each in music.beyond(row)]


async def _restore(*, small: bool) -> Measured:
    rows = await restore.measure(small=small)
    lines = [row.as_json() for row in rows]
    return (
        {"rows": lines},
        lines,
        [each for row in rows for each in restore.beyond(row)],
    )


async def _match(*, small: bool) -> Measured:
    document = match.measure(small=small)
    document["notes"] = match.notes(document)
    return document, match.rows(document), match.beyond(document)


_MEASURES = {
    "anime": _anime,
    "journal": _journal,
    "match": _match,
    "music": _music,
    "restore": _restore,
}


def _table(rows: Sequence[Mapping[str, Any]]) -> str:
    lines = [[name.replace("_", " ") for name in rows[0]]]
    lines += [[str(value) for value in row.values()] for row in rows]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "\n".join(
        "  ".join(cell.rjust(width) for cell, width in zip(line, widths, strict=True))
        for line in lines
    )


if __name__ == "__main__":
    sys.exit(main())
