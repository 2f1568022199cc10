"""Run the parts of `scripts/test`, and tell how they went."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
import filecmp
import os
from pathlib import Path
import re
import shutil
import subprocess
import sys
import tempfile
import time

ROOT = Path(__file__).parent.parent.parent
TOOLS = ROOT / "scripts" / "lib" / "tools"
OTHER_RELEASE = ROOT / "scripts" / "lib" / "other_release"
FRONTEND = ROOT / "custom_components" / "plex_sync" / "frontend"
BIN = Path(sys.executable).parent

COLOURS = re.compile(r"\x1b\[[0-9;]*m")
PYTEST_END = re.compile(r"\d+ \w+(, \d+ \w+)* in [\d.]+s")
VITEST_END = re.compile(r"^\s*Tests\s+\d")
COUNT = re.compile(r"(\d+) (passed|failed|errors?|skipped)")
COUNTED_AS = {"error": "failed", "errors": "failed"}
FAILED_FILE = re.compile(r"^(?:FAILED|ERROR) (tests/\S+?\.py)")


class PartFailed(Exception):
    """A part did not pass; the reason has been printed, or is the message."""


class LeftOut(Exception):
    """A part does not apply here; the message says why."""


@dataclass
class Report:
    """What became of a part."""

    name: str
    result: str = "passed"
    seconds: float = 0
    counts: dict[str, int] = field(default_factory=dict)
    note: str = ""


class Runner:
    """Runs programs for one part and counts the tests that they tell of."""

    def __init__(self, report: Report, arguments: Sequence[str]) -> None:
        """Keep where to count, and what the user has added."""
        self.report = report
        self.arguments = arguments
        self.failed: set[str] = set()
        """The files in which a test has failed."""

    def run(
        self,
        *command: str | Path,
        folder: Path = ROOT,
        environment: Mapping[str, str] | None = None,
    ) -> None:
        """Run a program and pass on what it prints; raises PartFailed."""
        with subprocess.Popen(
            command,
            cwd=folder,
            env={**os.environ, "PYTHONUNBUFFERED": "1", **(environment or {})},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
        ) as process:
            for line in process.stdout or ():
                print(line, end="", flush=True)
                self._count(COLOURS.sub("", line))
        if process.returncode:
            raise PartFailed

    def pytest(
        self, *arguments: str, environment: Mapping[str, str] | None = None
    ) -> None:
        """Run pytest."""
        colour = ["--color=yes"] if sys.stdout.isatty() else []
        self.run(
            sys.executable,
            "-m",
            "pytest",
            *colour,
            *arguments,
            *self.arguments,
            environment=environment,
        )

    def tools(self, *names: str) -> dict[str, str]:
        """Get programs; the environment that finds them."""
        answer = subprocess.run(
            [TOOLS, *names], stdout=subprocess.PIPE, text=True, check=False
        )
        if answer.returncode:
            raise PartFailed(f"needs {' and '.join(names)}")
        return {"PATH": f"{answer.stdout.strip()}{os.pathsep}{os.environ['PATH']}"}

    def other_release(self) -> str:
        """Return the Python with the other release of Home Assistant; empty: none."""
        answer = subprocess.run(
            [OTHER_RELEASE], stdout=subprocess.PIPE, text=True, check=False
        )
        return answer.stdout.strip() if answer.returncode == 0 else ""

    def _count(self, line: str) -> None:
        if found := FAILED_FILE.match(line):
            self.failed.add(found[1])
        if PYTEST_END.search(line) or VITEST_END.match(line):
            for number, word in COUNT.findall(line):
                word = COUNTED_AS.get(word, word)
                self.report.counts[word] = self.report.counts.get(word, 0) + int(number)


def lint(runner: Runner) -> None:
    """Form and habits of Python and of shell scripts."""
    failed = False
    for command in (
        (BIN / "ruff", "format", "--check", "."),
        (BIN / "ruff", "check", "."),
        (BIN / "shellcheck", *shell_scripts()),
    ):
        try:
            runner.run(*command)
        except PartFailed:
            failed = True
    if failed:
        raise PartFailed


def types(runner: Runner) -> None:
    """Types of all Python."""
    runner.run(BIN / "mypy", *runner.arguments)


def unit(runner: Runner) -> None:
    """All tests that need no Home Assistant and no browser beside them."""
    everything = ["-n", "2", "--cov", "--cov-report=term", "--timeout=120"]
    runner.pytest(
        "-q",
        *([] if runner.arguments else everything),
        "--ignore=tests/e2e",
        "--ignore=tests/contract",
        environment=runner.tools("mosquitto"),
    )


def contract(runner: Runner) -> None:
    """The fakes and the clients against the real contracts of the services."""
    if not os.environ.get("PLEX_SYNC_CONTRACTS"):
        raise LeftOut("PLEX_SYNC_CONTRACTS does not say where the contracts are")
    if not any((ROOT / "tests/contract").rglob("test_*.py")):
        raise LeftOut("there is no such test yet")
    runner.pytest("-q", "--timeout=300", "tests/contract")


def cards(runner: Runner) -> None:
    """The dashboard's cards: types, tests, and that what is shipped is what is built."""
    if not (FRONTEND / "package.json").exists():
        raise LeftOut("there are no cards yet")
    tools = runner.tools("node")

    def run(*command: str) -> None:
        runner.run(*command, folder=FRONTEND, environment=tools)

    run("npm", "ci", "--no-audit", "--no-fund")
    run("npx", "tsc", "--noEmit")
    run("npx", "vitest", "run", *runner.arguments)
    with tempfile.TemporaryDirectory() as folder:
        shipped = Path(folder) / "dist"
        if (FRONTEND / "dist").exists():
            shutil.copytree(FRONTEND / "dist", shipped)
        run("npm", "run", "build")
        if differing := sorted(differences(shipped, FRONTEND / "dist")):
            raise PartFailed(f"dist was not what src builds: {', '.join(differing)}")


def e2e(runner: Runner) -> None:
    """Scenarios with a real Home Assistant, a real browser, a real broker."""
    environment = {
        **runner.tools("chromium", "mosquitto"),
        "PLEX_SYNC_OTHER_RELEASE": runner.other_release(),
    }
    common = ("-v", "--timeout=300", "--durations=5")
    if runner.arguments:
        runner.pytest(*common, "tests/e2e", environment=environment)
        return
    # Files beside each other: they wait for services far more than they work.
    beside = ("-n", "2", "--dist", "loadfile")
    try:
        runner.pytest(*common, *beside, "tests/e2e", environment=environment)
    except PartFailed:
        if not runner.failed:
            raise
        # Two browsers at once can be slower than people are patient: what has failed
        # has to pass by itself, and is named.
        again = sorted(runner.failed)
        counts = runner.report.counts
        total = counts.get("passed", 0) + counts.get("failed", 0)
        print(f"\nOnce more, by themselves: {', '.join(again)}", flush=True)
        runner.pytest(*common, *again, environment=environment)
        runner.report.counts = {"passed": total}
        runner.report.note = f"passed by themselves: {', '.join(again)}"


PARTS: Mapping[str, Callable[[Runner], None]] = {
    "lint": lint,
    "types": types,
    "unit": unit,
    "contract": contract,
    "cards": cards,
    "e2e": e2e,
}


def shell_scripts() -> list[Path]:
    """All shell scripts of the project."""
    files = [
        path
        for folder in ("scripts", ".ci")
        for path in sorted((ROOT / folder).rglob("*"))
        if path.is_file()
    ]
    return [path for path in files if path.suffix == ".sh" or is_bash(path)]


def is_bash(path: Path) -> bool:
    """Whether a file without a suffix is a bash script."""
    return not path.suffix and b"bash" in path.read_bytes().partition(b"\n")[0]


def differences(before: Path, after: Path) -> Iterator[str]:
    """The files that are not alike in two folders."""
    names = {
        str(path.relative_to(folder))
        for folder in (before, after)
        for path in folder.rglob("*")
        if path.is_file()
    }
    for name in names:
        both = (before / name).exists() and (after / name).exists()
        if not both or not filecmp.cmp(before / name, after / name, shallow=False):
            yield name


def run_part(name: str, arguments: Sequence[str]) -> Report:
    """Run one part; never raises for what the part does."""
    report = Report(name)
    title = (PARTS[name].__doc__ or "").rstrip(".")
    print(f"\n── {name}: {title}", flush=True)
    began = time.monotonic()
    try:
        PARTS[name](Runner(report, arguments))
    except LeftOut as err:
        report.result, report.note = "left out", str(err)
        print(f"left out: {err}")
    except PartFailed as err:
        report.result, report.note = "failed", str(err)
        if report.note:
            print(report.note)
    report.seconds = time.monotonic() - began
    return report


def summarise(reports: Sequence[Report]) -> None:
    """Print the table and the closing line."""
    print()
    for report in reports:
        counts = ", ".join(f"{number} {word}" for word, number in report.counts.items())
        row = f"{report.name:<9} {report.result:<9} {report.seconds:6.1f} s  "
        print(row + "; ".join(filter(None, (counts, report.note))))
    total = {
        word: sum(report.counts.get(word, 0) for report in reports)
        for word in ("passed", "failed", "skipped")
    }
    print(", ".join(f"{number} {word}" for word, number in total.items()), flush=True)


def main(arguments: Sequence[str]) -> int:
    """Run what was asked for; 0 if all of it passed."""
    name, *rest = arguments or [""]
    if name and name not in PARTS:
        print(f"There is no part {name}; there are {', '.join(PARTS)}.")
        return 2
    reports = [run_part(one, rest) for one in ([name] if name else PARTS)]
    summarise(reports)
    return int(any(report.result == "failed" for report in reports))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
