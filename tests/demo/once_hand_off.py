"""What is missing handed on once, brought, and held against where it should land."""

import asyncio
from typing import Any

from tests.e2e.harness.client import HomeAssistantFailed
from tests.e2e.harness.home_assistant import HomeAssistant
from tests.e2e.harness.websocket import CommandFailed
from tests.fakes.spotify import Song

from .programs import BY_ALBUM, BY_TRACK, PLAYLIST, WHOLE_ALBUM, Programs
from .report import HandOffReport
from .services import SampleServices
from .setup import DOMAIN, change_options, until_there

WITHIN = 90
"""Seconds from the request to the place in the playlist."""
STEP = 0.3
"""Seconds between two steps of what is under way."""
EXPECTED = {
    "lidarr": {BY_ALBUM, WHOLE_ALBUM[0]},
    "slskd": set(BY_TRACK),
}
"""What each program can get, as its requests are titled."""


async def hand_off_once(
    home: HomeAssistant, services: SampleServices, entry: str
) -> dict[str, HandOffReport]:
    """Turn both programs on, ask, let them bring, and ask once more."""
    programs = services.programs
    reports = {name: HandOffReport() for name in EXPECTED}
    for name in EXPECTED:
        await change_options(home, entry, name, programs.options(name))
        await until_there(home, entry, f"send_to_{name}")
    moving = asyncio.create_task(programs.go_on(STEP))
    try:
        for name, report in reports.items():
            await _ask(home, entry, name, report)
        await _until_placed(home, entry, reports)
        for name, report in reports.items():
            report.arrived = len(programs.arrived[name])
            await _ask_again(home, entry, name, report, programs)
    except (HomeAssistantFailed, CommandFailed, TimeoutError) as err:
        reports["lidarr"].reasons.append(str(err) or "it took too long")
    finally:
        moving.cancel()
    _verify(services, reports["lidarr"])
    return reports


async def _send(home: HomeAssistant, entry: str, name: str) -> dict[str, Any]:
    answer: dict[str, Any] = await home.action(
        f"{DOMAIN}.send_to_{name}",
        {
            "config_entry_id": entry,
            "items": [PLAYLIST, WHOLE_ALBUM[0]][: 2 if name == "lidarr" else 1],
            "wait": True,
        },
        response=True,
    )
    return answer


async def _ask(
    home: HomeAssistant, entry: str, name: str, report: HandOffReport
) -> None:
    """Ask a program; what nobody has is given up at once."""
    answer = await _send(home, entry, name)
    asked = {
        request["title"]
        for request in answer["requests"]
        if request["state"] != "given_up"
    }
    report.requested = len(asked)
    if asked != EXPECTED[name]:
        report.reasons.append(f"asked for {sorted(asked)}, not {EXPECTED[name]}")


async def _until_placed(
    home: HomeAssistant, entry: str, reports: dict[str, HandOffReport]
) -> None:
    """Wait until nothing that was asked for is missing any more."""
    async with asyncio.timeout(WITHIN):
        while True:
            answer = await home.action(
                f"{DOMAIN}.get_missing", {"config_entry_id": entry}, response=True
            )
            missing = {thing["title"] for thing in answer["missing"]}
            for name, report in reports.items():
                report.placed = len(EXPECTED[name] - missing)
            if not missing & set().union(*EXPECTED.values()):
                return
            await asyncio.sleep(0.5)


async def _ask_again(
    home: HomeAssistant,
    entry: str,
    name: str,
    report: HandOffReport,
    programs: Programs,
) -> None:
    """A second night asks for nothing."""
    before = (list(programs.lidarr.written), list(programs.slskd.searched))
    answer = await _send(home, entry, name)
    if answer["wanted"] or before != (programs.lidarr.written, programs.slskd.searched):
        report.reasons.append(f"asked again for {answer['wanted']}")


def _verify(services: SampleServices, report: HandOffReport) -> None:
    """Hold the playlist against its order at the source."""
    music = services.sounds
    [source] = [
        playlist
        for playlist in services.spotify.playlists.values()
        if playlist.title == PLAYLIST
    ]
    wanted = [song.title for song in source.entries if isinstance(song, Song)]
    found = [line.partition(" – ")[2] for line in music.held()[PLAYLIST]]
    if found != wanted:
        report.reasons.append(f"{PLAYLIST} holds {found}, wanted {wanted}")
