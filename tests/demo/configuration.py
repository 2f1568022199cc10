"""The lines of `configuration.yaml` that lead the integration to other addresses."""

from collections.abc import Mapping


def yaml_of(endpoints: Mapping[str, str]) -> str:
    """Name the addresses; nothing where the real ones serve."""
    if not endpoints:
        return ""
    lines = [f"    {name}: {address}" for name, address in endpoints.items()]
    return "\n".join(["plex_sync:", "  endpoints:", *lines, ""])
