"""From a document to edges, whatever its format."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import chain, islice
from typing import Final

from .compiled import Compiled
from .formats import SAMPLE, MappingFormat, detect_entries, refusal_of
from .model import MappingRefused
from .v2 import compile_v2
from .v3 import compile_v3

_COMPILERS: Final = {MappingFormat.V2: compile_v2, MappingFormat.V3: compile_v3}


def compile_document(document: object, source: str = "") -> Compiled:
    """Compile a whole document into edges.

    Args:
        document: the document, as JSON or YAML gives it.
        source: what every edge is marked with; empty: the format's name.

    Raises:
        MappingRefused: it is in none of the formats that are read.
    """
    if not isinstance(document, Mapping):
        raise MappingRefused(refusal_of(document))
    return compile_entries(document.items(), source)


def compile_entries(
    entries: Iterable[tuple[object, object]], source: str = ""
) -> Compiled:
    """Compile a document's entries into edges, one by one; arguments as above.

    Raises:
        MappingRefused: they are in none of the formats that are read.
    """
    rest = iter(entries)
    sample = list(islice(rest, SAMPLE))
    found = detect_entries(sample)
    compiled = _COMPILERS[found](chain(sample, rest), source or found.value)
    return replace(compiled, format=found.value)
