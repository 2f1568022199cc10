"""`scripts/demo`: a whole home to look at, or every job once."""

import argparse
import asyncio
import json
from pathlib import Path
import signal
import sys
import tempfile

from tests.e2e.harness.home_assistant import HomeAssistant

from .configuration import yaml_of
from .dashboard import make_dashboard, make_room_for_opener
from .once import run_once
from .services import FAULTS, GivenServices, SampleServices, Services
from .setup import set_up_profile
from .stage import on_stage


def main() -> int:
    """Read the options and go."""
    options = _parser().parse_args()
    return asyncio.run(_run(options))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="scripts/demo",
        description="A real Home Assistant with Plex Sync and services to try it on.",
    )
    parser.add_argument("--once", action="store_true", help="run every job once")
    parser.add_argument("--json", action="store_true", help="print one JSON document")
    parser.add_argument("--fault", choices=FAULTS, help="let one thing go wrong")
    parser.add_argument("--port", type=int, help="of Home Assistant")
    given = parser.add_argument_group("services that are already there")
    given.add_argument("--plex", metavar="URL")
    given.add_argument("--plex-token", metavar="TOKEN")
    given.add_argument("--anilist", metavar="URL", default="")
    given.add_argument("--anilist-token", metavar="TOKEN")
    given.add_argument("--mappings", metavar="URL-OR-FILE", default="")
    given.add_argument("--spotify", metavar="URL", default="")
    given.add_argument("--spotify-token", metavar="TOKEN", default="")
    given.add_argument("--user", metavar="NAME", help="whose watching to sync")
    given.add_argument("--apply", action="store_true", help="write, not only preview")
    return parser


def _services(options: argparse.Namespace) -> Services:
    if not options.plex:
        return SampleServices()
    if not (options.plex_token and options.anilist_token):
        raise SystemExit("--plex needs --plex-token and --anilist-token as well.")
    return GivenServices(
        plex=options.plex,
        plex_token=options.plex_token,
        anilist=options.anilist,
        anilist_token=options.anilist_token,
        mappings=options.mappings,
        user=options.user or "",
        spotify=options.spotify,
        spotify_token=options.spotify_token,
    )


async def _run(options: argparse.Namespace) -> int:
    with tempfile.TemporaryDirectory(prefix="plex-sync-demo-") as folder:
        async with _services(options) as services:
            home = HomeAssistant(
                Path(folder), yaml=yaml_of(services.endpoints), port=options.port
            )
            make_room_for_opener(home.config)
            async with home:
                if options.once:
                    return await _once(home, services, options)
                return await _live(home, services, preview=not _applies(options))


def _applies(options: argparse.Namespace) -> bool:
    """Whether the first run writes: on the samples always, elsewhere if asked to."""
    return bool(options.apply or not options.plex)


async def _once(
    home: HomeAssistant, services: Services, options: argparse.Namespace
) -> int:
    report = await run_once(
        home, services, fault=options.fault or "", apply=_applies(options)
    )
    if options.json:
        print(json.dumps(report.as_json(), indent=1))
    else:
        print("\n".join(report.lines()))
    return 0 if report.ok else 1


async def _live(home: HomeAssistant, services: Services, *, preview: bool) -> int:
    answers = {**services.answers, "dry_run": preview}
    await set_up_profile(home, "anime", answers)
    if services.music_answers is not None:
        music = {**services.music_answers, "dry_run": preview}
        made = await set_up_profile(home, "music", music)
        if isinstance(services, SampleServices):
            async with on_stage(home, services, made["entry_id"]):
                return await _wait(home)
    return await _wait(home)


async def _wait(home: HomeAssistant) -> int:
    """Tell where to look, until somebody ends it."""
    address = await make_dashboard(home)
    print(f"Open {address}\nEnd it with Ctrl-C.", flush=True)
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    await stop.wait()
    return 0


if __name__ == "__main__":
    sys.exit(main())
