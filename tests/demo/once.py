"""Every job once, in a real Home Assistant, held against what is expected."""

from tests.e2e.harness.client import HomeAssistantFailed
from tests.e2e.harness.home_assistant import HomeAssistant

from .jobs import act, first_run, read_outcomes, sync
from .once_hand_off import hand_off_once
from .once_mqtt import mqtt_once
from .once_music import music_once
from .report import ProfileReport, Report
from .services import SampleServices, Services
from .setup import DOMAIN, SetUpFailed, set_up_profile

PROBLEMS = ("not_found", "failed", "review")
LAST_STEP = "settings"


async def run_once(
    home: HomeAssistant, services: Services, *, fault: str = "", apply: bool = True
) -> Report:
    """Set up each profile, let its job run, verify, and run it again."""
    report = Report()
    profile = report.profiles["anime"] = ProfileReport()

    def before(step: str) -> None:
        """From the last step on, the first run may begin by itself."""
        if step == LAST_STEP:
            services.requests()
            if fault and isinstance(services, SampleServices):
                services.break_something(fault)

    answers = {**services.answers, "dry_run": not apply}
    try:
        entry = await set_up_profile(home, "anime", answers, before)
        await _anime(home, services, entry["entry_id"], profile, apply)
    except (SetUpFailed, HomeAssistantFailed) as err:
        profile.reasons.append(str(err))
    if services.music_answers is not None and not fault:
        music = report.profiles["music"] = ProfileReport(
            requests={"spotify": None, "plex": None}
        )
        try:
            made = await music_once(home, services, music, apply=apply)
            if isinstance(services, SampleServices) and not music.reasons:
                report.passed_on |= await hand_off_once(home, services, made)
                mqtt = await mqtt_once(home, services.broker, made)
                report.passed_on["mqtt"] = mqtt
        except (SetUpFailed, HomeAssistantFailed) as err:
            music.reasons.append(str(err))
    report.warnings = home.problems().ours
    return report


async def _anime(
    home: HomeAssistant,
    services: Services,
    entry: str,
    profile: ProfileReport,
    apply: bool,
) -> None:
    if not apply:
        plan = await sync(home, entry, dry_run=True)
        if isinstance(plan, str):
            profile.reasons.append(plan)
        else:
            profile.planned = plan["plan"]["change_count"]
            profile.seconds = plan["seconds"]
        return
    run = await first_run(home, entry)
    counted = services.requests()
    profile.requests = {"anilist": counted.anilist, "plex": counted.plex}
    profile.seconds = run["seconds"]
    await read_outcomes(home, entry, profile)
    if run["result"] != "ok":
        profile.reasons.append(run["text"] or f"{run['result']}: {run['reason']}")
    if isinstance(services, SampleServices):
        await _verify(home, entry, profile, services, whole=not profile.reasons)
    if profile.reasons:
        return
    await act(home, entry, "switch", "turn_off", "automatic_sync")
    services.requests()
    second = await sync(home, entry)
    if isinstance(second, str):
        profile.reasons.append(f"second run: {second}")
        return
    again = services.requests()
    profile.planned = second["plan"]["change_count"]
    if profile.planned:
        profile.reasons.append(f"the second run planned {profile.planned} changes")
    if again.anilist is not None and again.anilist != 1:
        profile.reasons.append(f"the second run asked AniList {again.anilist} times")


async def _verify(
    home: HomeAssistant,
    entry: str,
    profile: ProfileReport,
    services: SampleServices,
    *,
    whole: bool,
) -> None:
    """Hold the list against what was written down; one by one if `whole`."""
    expectation = services.household.expectation
    profile.entries = len(expectation.entries)
    profile.equal = services.equal()
    if not whole:
        return
    profile.reasons += services.differences()
    records = await home.action(
        f"{DOMAIN}.get_history",
        {"config_entry_id": entry, "outcomes": list(PROBLEMS), "limit": 100},
        response=True,
    )
    found = {one["title"]: one["outcome"] for one in records["records"]}
    if found != expectation.problems:
        profile.reasons.append(f"problems are {found}, not {expectation.problems}")
    wanted = dict.fromkeys(PROBLEMS, 0)
    for kind in expectation.problems.values():
        wanted[kind] += 1
    counted = {kind: profile.outcomes.get(kind, 0) for kind in PROBLEMS}
    if counted != wanted:
        profile.reasons.append(f"counters say {counted}, not {wanted}")
