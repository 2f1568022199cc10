"""The jobs of a music profile once, held against what is expected."""

from tests.e2e.harness.home_assistant import HomeAssistant

from .jobs import act, first_runs, read_outcomes, sync
from .report import ProfileReport
from .services import SampleServices, Services
from .setup import DOMAIN, set_up_profile

FEW_REQUESTS = 7
"""Of a second run right after the first, to both sides: one for each album of two."""


async def music_once(
    home: HomeAssistant, services: Services, profile: ProfileReport, *, apply: bool
) -> str:
    """Set the profile up, let its first run make the playlists, and run it again.

    Returns the id of its entry.
    """
    answers = {**(services.music_answers or {}), "dry_run": not apply}

    def before(step: str) -> None:
        """From the last step on, the first run may begin by itself."""
        if step == "items":
            services.requests()

    made = await set_up_profile(home, "music", answers, before)
    entry = str(made["entry_id"])
    if not apply:
        plan = await sync(home, entry, dry_run=True)
        if isinstance(plan, str):
            profile.reasons.append(plan)
        else:
            profile.planned = plan["plan"]["change_count"]
            profile.seconds = plan["seconds"]
        return entry
    runs = await first_runs(home, entry, await _jobs(home, entry))
    counted = services.requests()
    profile.requests = {"spotify": counted.spotify, "plex": counted.plex}
    profile.seconds = sum(run["seconds"] for run in runs)
    profile.found = {
        name: sum(run["notes"].get(name, 0) for run in runs)
        for name in ("matched", "review", "missing")
    }
    await read_outcomes(home, entry, profile)
    profile.reasons += [
        run["text"] or f"{run['result']}: {run['reason']}"
        for run in runs
        if run["result"] != "ok"
    ]
    if profile.reasons:
        return entry
    if isinstance(services, SampleServices):
        _verify(profile, services)
    await act(home, entry, "switch", "turn_off", "automatic_sync")
    services.requests()
    second = await sync(home, entry)
    if isinstance(second, str):
        profile.reasons.append(f"second run: {second}")
        return entry
    again = services.requests()
    profile.planned = second["plan"]["change_count"]
    if profile.planned:
        profile.reasons.append(f"the second run planned {profile.planned} changes")
    if again.plex is not None and again.plex + (again.spotify or 0) > FEW_REQUESTS:
        profile.reasons.append(
            f"the second run asked Plex {again.plex} and Spotify {again.spotify} times"
        )
    return entry


async def _jobs(home: HomeAssistant, entry: str) -> int:
    """How many runs begin by themselves: playlists, then albums if there are any."""
    answer = await home.action(
        f"{DOMAIN}.get_items", {"config_entry_id": entry}, response=True
    )
    return 1 + any(item["kind"] == "album" for item in answer["items"])


def _verify(profile: ProfileReport, services: SampleServices) -> None:
    """Hold the playlists against what was written down."""
    music = services.sounds
    profile.entries = len(music.expected)
    profile.equal = music.equal()
    profile.reasons += music.differences()
    wanted = {"not_found": len(music.missing), "review": len(music.review)}
    counted = {name: profile.outcomes.get(name, 0) for name in wanted}
    if counted != wanted:
        profile.reasons.append(f"counters say {counted}, not {wanted}")
