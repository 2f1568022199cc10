"""What of an answer was asked for: `total,items(is_local,item(name,uri))`."""

import re
from typing import Any

_TOKEN = re.compile(r"[(),]|[^(),]+")

type Wanted = dict[str, "Wanted"]


def wanted_of(text: str) -> Wanted:
    """Read what was asked for; empty: all of it."""
    top: Wanted = {}
    path = [top]
    last = top
    for token in _TOKEN.findall(text):
        if token == "(":
            path.append(last)
        elif token == ")":
            path.pop()
        elif token != ",":
            last = path[-1].setdefault(token.strip(), {})
    return top


def only(value: Any, wanted: Wanted) -> Any:
    """That part of an answer; what is not there is left out without a word."""
    if not wanted:
        return value
    if isinstance(value, list):
        return [only(each, wanted) for each in value]
    if isinstance(value, dict):
        return {
            name: only(value[name], inner)
            for name, inner in wanted.items()
            if name in value
        }
    return value
