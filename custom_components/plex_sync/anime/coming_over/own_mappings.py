"""Own mappings, out of `mappings.custom.*`, in either of the two formats."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from ..mapping.formats import MappingFormat, detect_format
from ..mapping.model import Edge, MappingRefused
from ..mapping.overrides import Override
from ..mapping.v2 import compile_v2
from ..mapping.v3 import compile_v3
from .documents import Unreadable, read_document
from .model import Left

_INCLUDES: Final = "$includes"


def read_own_mappings(path: Path) -> tuple[list[Override], list[Left]]:
    """Read what can be taken as own mappings, and tell what cannot."""
    try:
        document = read_document(path)
    except Unreadable as err:
        return [], [Left(subject=path.name, reason=err.reason)]
    if not isinstance(document, Mapping):
        return [], [Left(subject=path.name, reason="not_mappings")]
    left = [
        Left(subject=str(address), reason="mappings_include")
        for address in _listed(document.get(_INCLUDES))
    ]
    entries = {
        key: value for key, value in document.items() if not str(key).startswith("$")
    }
    if not entries:
        return [], left
    try:
        found = detect_format({key: entries[key] for key in entries if entries[key]})
    except MappingRefused:
        return [], [*left, Left(subject=path.name, reason="not_mappings")]
    compiler = compile_v3 if found is MappingFormat.V3 else compile_v2
    compiled = compiler(entries.items(), path.name)
    left += (
        Left(subject=f"{warning.entry} {warning.text}", reason="mapping_refused")
        for warning in compiled.warnings
        if warning.refused
    )
    left += (
        Left(subject=str(key), reason="mapping_hidden")
        for key, value in entries.items()
        if value is None
    )
    overrides: list[Override] = []
    for edge in compiled.edges:
        if edge.numerator == edge.denominator:
            overrides.append(_override(edge))
        else:
            name = f"{edge.external_id.provider}:{edge.external_id.id}"
            left.append(Left(subject=name, reason="mapping_ratio"))
    return overrides, left


def _override(edge: Edge) -> Override:
    return Override(
        external_id=edge.external_id,
        season=edge.season,
        start=edge.start,
        end=edge.end,
        anilist_id=edge.anilist_id,
        target_start=edge.target_start,
        target_end=edge.target_end,
    )


def _listed(value: object) -> Sequence[object]:
    return value if isinstance(value, list) else ()
