"""`scripts/bench`: measures, prints a table, fails beyond a budget."""

import argparse
import asyncio
import json
import sys

from . import anime


def main() -> int:
    """Read the options and measure."""
    parser = argparse.ArgumentParser(
        prog="scripts/bench", description="Measures what must stay within budgets."
    )
    parser.add_argument("what", nargs="?", default="anime", choices=["anime"])
    parser.add_argument("--json", action="store_true", help="print one JSON document")
    options = parser.parse_args()
    rows = asyncio.run(anime.measure())
    over = [line for row in rows for line in anime.beyond(row)]
    if options.json:
        document = {"rows": [row.as_json() for row in rows], "beyond": over}
        print(json.dumps(document, indent=1))
    else:
        print(_table([row.as_json() for row in rows]))
        print("\n".join(f"! {line}" for line in over) or "All within the budgets.")
    return 1 if over else 0


def _table(rows: list[dict[str, object]]) -> str:
    lines = [[name.replace("_", " ") for name in rows[0]]]
    lines += [[str(value) for value in row.values()] for row in rows]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "\n".join(
        "  ".join(cell.rjust(width) for cell, width in zip(line, widths, strict=True))
        for line in lines
    )


if __name__ == "__main__":
    sys.exit(main())
