"""A real Home Assistant, as a process of its own in a throw-away configuration folder."""

import asyncio
from collections.abc import Mapping, Sequence
import json
import os
from pathlib import Path
import subprocess
import sys
from typing import Self

import aiohttp

from .client import Client, HomeAssistantFailed
from .configuration import prepare
from .log import Problems, problems
from .loopback import Attempt, attempts, guarded_environment
from .ports import free_port

INTEGRATION = (
    Path(__file__).parent.parent.parent.parent / "custom_components" / "plex_sync"
)
START_WITHIN = 180.0
STOP_WITHIN = 60.0


class HomeAssistant(Client):
    """Starts, asks, stops, kills and starts again, on one configuration folder.

    Nothing goes beyond loopback: the steps of onboarding that set up cloud services are
    marked as done, nothing is installed at run time, and a guard refuses the rest.
    """

    def __init__(
        self,
        config: Path,
        *,
        yaml: str = "",
        time_zone: str = "UTC",
        integrations: Sequence[Path] = (INTEGRATION,),
        environment: Mapping[str, str] | None = None,
        port: int | None = None,
        python: Path | None = None,
    ) -> None:
        """Keep the choices.

        Args:
            config: the configuration folder; made, or used again as it is.
            yaml: lines for `configuration.yaml`, such as `plex_sync: …`.
            time_zone: of the home.
            integrations: folders that are copied to `custom_components` at each start.
            environment: variables for the process.
            port: to listen on; a free one otherwise.
            python: that has the Home Assistant to run; the one of this process otherwise.
        """
        self.port = port or free_port()
        super().__init__(f"http://127.0.0.1:{self.port}")
        self.config = config
        self._yaml = yaml
        self._time_zone = time_zone
        self._python = python or Path(sys.executable)
        self._integrations = integrations
        self._environment = dict(environment or {})
        self._earlier_log: list[str] = []
        self._process: subprocess.Popen[bytes] | None = None

    async def __aenter__(self) -> Self:
        """Start it."""
        try:
            await self.start()
        except BaseException:
            await self.stop()
            raise
        return self

    async def __aexit__(self, *_: object) -> None:
        """Stop it."""
        await self.stop()

    async def start(self, yaml: str | None = None) -> None:
        """Start it, sign in, and wait until everything is set up.

        The first time, the owner is made. `yaml` replaces the lines of the last start.
        """
        if yaml is not None:
            self._yaml = yaml
        await asyncio.to_thread(
            prepare,
            self.config,
            port=self.port,
            time_zone=self._time_zone,
            yaml=self._yaml,
            integrations=self._integrations,
        )
        self.connect()
        self._process = await asyncio.to_thread(self._spawn)
        try:
            async with asyncio.timeout(START_WITHIN):
                while not await self._answers():
                    await asyncio.sleep(0.05)
                await self.sign_in(onboarded=self._onboarded())
                while (await self.rest("GET", "/api/config"))["state"] != "RUNNING":
                    await asyncio.sleep(0.05)
        except TimeoutError:
            raise HomeAssistantFailed(
                f"not running after {START_WITHIN:.0f} s:\n{self._last_words()}"
            ) from None

    async def stop(self) -> int | None:
        """Stop it politely, by force after a minute; its exit code."""
        process = self._process
        if process is not None and process.poll() is None:
            process.terminate()
            try:
                await asyncio.to_thread(process.wait, STOP_WITHIN)
            except subprocess.TimeoutExpired:
                process.kill()
        return await self._ended()

    async def kill(self) -> None:
        """End it as a power cut would."""
        if self._process is not None:
            self._process.kill()
        await self._ended()

    async def restart(self) -> None:
        """Stop it and start it again."""
        await self.stop()
        await self.start()

    @property
    def running(self) -> bool:
        """Whether the process lives."""
        return self._process is not None and self._process.poll() is None

    @property
    def pid(self) -> int:
        """The number of the process."""
        if self._process is None:
            raise HomeAssistantFailed("not started")
        return self._process.pid

    def resident_memory(self) -> int:
        """Resident memory of the process in bytes, where /proc tells it."""
        pages = Path(f"/proc/{self.pid}/statm").read_text().split()[1]
        return int(pages) * os.sysconf("SC_PAGE_SIZE")

    def log_lines(self) -> list[str]:
        """The whole log, of earlier starts too."""
        log = self.config / "home-assistant.log"
        now = log.read_text(errors="replace").splitlines() if log.exists() else []
        # The last start's lines are among the earlier ones as soon as it has ended.
        return self._earlier_log + (now if self._process is not None else [])

    def problems(self) -> Problems:
        """Warnings and worse of the log."""
        return problems(self.log_lines())

    def attempts(self) -> list[Attempt]:
        """What wanted to go beyond loopback, and was refused."""
        return attempts(self._attempts_file)

    @property
    def _attempts_file(self) -> Path:
        return self.config / "attempts.jsonl"

    def _spawn(self) -> subprocess.Popen[bytes]:
        with (self.config / "output.log").open("ab") as output:
            return subprocess.Popen(
                [
                    str(self._python),
                    "-m",
                    "homeassistant",
                    "--config",
                    str(self.config),
                    "--skip-pip",
                    "--log-no-color",
                ],
                cwd=self.config,
                env={
                    **os.environ,
                    **guarded_environment(self._attempts_file),
                    **self._environment,
                },
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    async def _answers(self) -> bool:
        """Whether its pages are served; raises if it has ended."""
        if not self.running:
            raise HomeAssistantFailed(f"ended while starting:\n{self._last_words()}")
        try:
            async with self.session.get(f"{self.url}/manifest.json") as response:
                return response.status == 200
        except aiohttp.ClientError:
            return False

    async def _ended(self) -> int | None:
        """Clean up after the process; its exit code."""
        code = None
        if self._process is not None:
            code = await asyncio.to_thread(self._process.wait)
            self._earlier_log = self.log_lines()
            self._process = None
        await self.disconnect()
        return code

    def _onboarded(self) -> bool:
        """Whether the owner has been made, by this start or an earlier one."""
        stored = json.loads((self.config / ".storage" / "onboarding").read_text())
        return "user" in stored["data"]["done"]

    def _last_words(self) -> str:
        output = self.config / "output.log"
        return output.read_text(errors="replace")[-3000:] if output.exists() else ""
