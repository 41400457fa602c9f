"""Runs all checks and says per part how it went; bin/test starts it after bin/setup --test.

With CI=true a part that cannot run is a failure; otherwise it is reported as skipped, with the reason. The last line
is `N passed, N failed`, summed over the runs of pytest; the exit status is 0 only when every part is in order.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from tests.chromium import find_chromium
from tests.postgres import CannotRun, new_database, running_postgres

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
REPORTS = ROOT / "var" / "test"
# A file stays with one process: what it loads once (the example, the table of addresses) is not loaded twice.
TWO_AT_ONCE = ("-n", "2", "--dist", "loadfile", "--no-loadscope-reorder")
# Compiled once for all processes, also where the machine forbids to write beside the source.
COMPILED = {"PYTHONPYCACHEPREFIX": str(ROOT / "var" / "pycache"), "PYTHONDONTWRITEBYTECODE": ""}
TEMPLATE = "walked"  # the database on PostgreSQL in which the migrations were walked
Work = Callable[["Part"], bool]


@dataclass
class Part:
    """One line of the summary."""

    name: str
    state: str = "in orde"  # or "NIET IN ORDE", "overgeslagen"
    seconds: float = 0.0
    remark: str = ""
    passed: int = 0
    failed: int = 0
    output: IO[str] | None = None  # where what it prints goes, when that is not the screen

    def call(self, arguments: Sequence[str], environment: Mapping[str, str] | None = None) -> int:
        """Run a command for this part; its exit status."""
        return subprocess.run(
            arguments,
            cwd=ROOT,
            env={**os.environ, **(environment or {})},
            stdout=self.output,
            stderr=subprocess.STDOUT if self.output else None,
        ).returncode


@dataclass
class Checks:
    """Collects the parts; `strict` (CI=true) turns what cannot run into a failure."""

    strict: bool
    deep: bool
    parts: list[Part] = field(default_factory=list)
    begin: float = field(default_factory=time.monotonic)

    def run(self, name: str, work: Work) -> None:
        """Run one part, which prints as it goes."""
        print(f"\n=== {name}", flush=True)
        part = Part(name)
        self.parts.append(part)
        self._do(part, work)

    def run_beside(self, *lanes: Mapping[str, Work]) -> None:
        """Run the parts of each lane one after the other, the lanes beside each other; prints per part at the end."""
        parts = [[(Part(name), work) for name, work in lane.items()] for lane in lanes]
        self.parts += [part for lane in parts for part, _ in lane]

        def follow(lane: Sequence[tuple[Part, Work]]) -> None:
            for part, work in lane:
                with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as part.output:
                    self._do(part, work)
                    part.output.seek(0)
                    print(f"\n=== {part.name}\n{part.output.read()}", end="", flush=True)

        with ThreadPoolExecutor(len(lanes)) as threads:
            list(threads.map(follow, parts))

    def _do(self, part: Part, work: Work) -> None:
        """Note the time of a part; `work` says whether it is in order and may add numbers and a remark."""
        begin = time.monotonic()
        try:
            if not work(part):
                part.state = "NIET IN ORDE"
        except CannotRun as reason:
            part.remark = str(reason)
            part.state = "NIET IN ORDE" if self.strict else "overgeslagen"
        part.seconds = time.monotonic() - begin

    def command(self, *arguments: str, **environment: str) -> Work:
        """Work that is in order when the command ends with 0."""
        environment = {"DJANGO_SETTINGS_MODULE": "tests.settings", **environment}
        return lambda part: part.call(arguments, environment) == 0

    def pytest(self, label: str, *arguments: str, environment: Mapping[str, str] | None = None) -> Work:
        """Work that runs pytest and counts what passed and failed."""
        report = REPORTS / f"{label}.xml"
        command = [
            str(BIN / "python"),
            "-m",
            "pytest",
            "-q",
            f"--junitxml={report}",
            "--durations=5",
            *arguments,
        ]
        # The deep tests lie side by side: a process that runs out of work takes half of what the other one has left.
        command += ["--deep", "--dist", "worksteal"] if self.deep else []

        def work(part: Part) -> bool:
            report.unlink(missing_ok=True)
            status = part.call(command, environment)
            part.passed, part.failed, skipped = count(report)
            part.remark = f"{part.passed} geslaagd, {part.failed} mislukt" + (
                f", {skipped} overgeslagen" * bool(skipped)
            )
            if self.strict and skipped:
                part.remark += " (overslaan mag niet in CI)"
                return False
            return status == 0

        return work

    def summary(self) -> int:
        """Print a line per part and the closing line; the exit status of the whole."""
        print("\n" + "=" * 72)
        for part in self.parts:
            print(f"{part.name:<34}{part.state:<14}{part.seconds:7.1f} s  {part.remark}")
        print(f"{'Totaal':<48}{time.monotonic() - self.begin:7.1f} s")
        wrong = [part.name for part in self.parts if part.state == "NIET IN ORDE"]
        if wrong:
            print(f"Niet in orde: {', '.join(wrong)}.")
        print(
            f"{sum(p.passed for p in self.parts)} passed, {sum(p.failed for p in self.parts)} failed",
            flush=True,
        )
        return 1 if wrong else 0


def count(report: Path) -> tuple[int, int, int]:
    """Passed, failed and skipped tests of a JUnit report; a run that wrote none has failed once."""
    try:
        suites = list(ElementTree.parse(report).getroot().iter("testsuite"))
    except (OSError, ElementTree.ParseError):
        return 0, 1, 0
    total, failures, errors, skipped = (
        sum(int(suite.get(name, "0")) for suite in suites)
        for name in ("tests", "failures", "errors", "skipped")
    )
    return total - failures - errors - skipped, failures + errors, skipped


class Postgres:
    """The server of DATABASE_URL, or one of our own that stops at the end.

    In one of our own the migrations are walked once, and each process of the tests begins with a copy of that.
    """

    def __init__(self, checks: Checks, until_the_end: contextlib.ExitStack) -> None:
        self.checks, self.own, self.reason = checks, False, ""
        self.url = os.environ.get("DATABASE_URL", "")
        if not self.url.startswith("postgres"):
            try:  # here and not in a thread: the server ends with the thread that started it
                self.url, self.own = until_the_end.enter_context(running_postgres()), True
            except CannotRun as reason:
                self.reason = str(reason)

    def migrate(self, part: Part) -> bool:
        if self.reason:
            raise CannotRun(self.reason)
        if not self.own:
            part.remark = "de tests lopen ze zelf langs"
            return True
        walk = (str(BIN / "python"), "manage.py", "migrate", "-v0")
        return self.checks.command(*walk, DATABASE_URL=new_database(self.url, TEMPLATE))(part)

    def tests(self, part: Part) -> bool:
        if self.reason:
            raise CannotRun(self.reason)
        environment = {"DATABASE_URL": self.url} | ({"TEST_TEMPLATE": TEMPLATE} if self.own else {})
        # What touches no database has been run once already.
        select = ["-m", "not browser and database", *TWO_AT_ONCE]
        return self.checks.pytest("postgres", *select, environment=environment)(part)


def in_browser(checks: Checks, *arguments: str, environment: Mapping[str, str]) -> Work:
    """The journeys, two at a time, each file in one Chromium: a journey mostly waits for what it sees."""

    def work(part: Part) -> bool:
        if find_chromium() is None:
            raise CannotRun("Geen Chromium gevonden (apt-get install chromium, of CHROMIUM=pad).")
        select = ["tests/browser", "-m", "browser", *arguments, *TWO_AT_ONCE]
        return checks.pytest("browser", *select, environment=environment)(part)

    return work


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="bin/test", description="All checks of Werkbedrijf Twente.")
    parser.add_argument("--deep", action="store_true", help="exhaustive and storm tests in full")
    chosen = parser.parse_args(arguments)
    REPORTS.mkdir(parents=True, exist_ok=True)
    os.environ.update(COMPILED)
    checks = Checks(strict=os.environ.get("CI", "").lower() in ("1", "true"), deep=chosen.deep)
    python, ruff, sqlite = str(BIN / "python"), str(BIN / "ruff"), {"DATABASE_URL": ""}
    # The tables straight from the models. That the migrations lead to the same tables says "Migraties volledig", and
    # the tests on PostgreSQL and every bin/start, also that of the browser's tests, walk them.
    models = "--nomigrations"
    with contextlib.ExitStack() as until_the_end:
        postgres = Postgres(checks, until_the_end)
        checks.run_beside(
            {
                "Opmaak (ruff format)": checks.command(ruff, "format", "--check", "."),
                "Fouten (ruff check)": checks.command(ruff, "check", "."),
                "Migraties volledig": checks.command(
                    python, "manage.py", "makemigrations", "--check", "--dry-run"
                ),
                "Migraties op PostgreSQL": postgres.migrate,
            },
            {"Typen (mypy)": checks.command(str(BIN / "mypy"))},
        )
        quick, rest = (
            "not browser and not database and not rendering",
            "not browser and (database or rendering)",
        )
        units = checks.pytest("units", "-m", quick, models, *TWO_AT_ONCE, environment=sqlite)
        checks.run("Tests zonder database", units)
        suite = checks.pytest("sqlite", "-m", rest, models, *TWO_AT_ONCE, environment=sqlite)
        checks.run("Tests op SQLite en van de PDF's", suite)
        checks.run("Tests op PostgreSQL", postgres.tests)
        checks.run("Tests in de browser", in_browser(checks, models, environment=sqlite))
    return checks.summary()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
