"""Runs all checks one after the other and says per part how it went; bin/test starts it after bin/setup --test.

With CI=true a part that cannot run is a failure; otherwise it is reported as skipped, with the reason. The last line
is `N passed, N failed`, summed over the runs of pytest; the exit status is 0 only when every part is in order.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import subprocess
import sys
import time
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.chromium import find_chromium
from tests.postgres import CannotRun, running_postgres

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
REPORTS = ROOT / "var" / "test"
# A file stays with one process: what it loads once (the example, the table of addresses) is not loaded twice.
TWO_AT_ONCE = ("-n", "2", "--dist", "loadfile")


@dataclass
class Part:
    """One line of the summary."""

    name: str
    state: str = "in orde"  # or "NIET IN ORDE", "overgeslagen"
    seconds: float = 0.0
    remark: str = ""
    passed: int = 0
    failed: int = 0


@dataclass
class Checks:
    """Collects the parts; `strict` (CI=true) turns what cannot run into a failure."""

    strict: bool
    deep: bool
    parts: list[Part] = field(default_factory=list)

    def run(self, name: str, work: Callable[[Part], bool]) -> None:
        """Run one part and note its time; `work` says whether it is in order and may add numbers and a remark."""
        print(f"\n=== {name}", flush=True)
        part, begin = Part(name), time.monotonic()
        try:
            if not work(part):
                part.state = "NIET IN ORDE"
        except CannotRun as reason:
            part.remark = str(reason)
            part.state = "NIET IN ORDE" if self.strict else "overgeslagen"
        part.seconds = time.monotonic() - begin
        self.parts.append(part)

    def command(self, *arguments: str) -> Callable[[Part], bool]:
        """Work that is in order when the command ends with 0."""
        environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings"}
        return lambda part: subprocess.run(arguments, cwd=ROOT, env=environment).returncode == 0

    def pytest(
        self, label: str, *arguments: str, environment: Mapping[str, str] | None = None
    ) -> Callable[[Part], bool]:
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
            status = subprocess.run(command, cwd=ROOT, env={**os.environ, **(environment or {})}).returncode
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
        print(f"{'Totaal':<48}{sum(part.seconds for part in self.parts):7.1f} s")
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


def on_postgres(checks: Checks) -> Callable[[Part], bool]:
    """The suite on PostgreSQL: the server of DATABASE_URL, or one of our own."""

    def work(part: Part) -> bool:
        given = os.environ.get("DATABASE_URL", "")
        with contextlib.nullcontext(given) if given.startswith("postgres") else running_postgres() as url:
            # Walks the migrations; what touches no database has been run once already.
            select = ["-m", "not browser", "--database-only", *TWO_AT_ONCE]
            return checks.pytest("postgres", *select, environment={"DATABASE_URL": url})(part)

    return work


def in_browser(checks: Checks, environment: Mapping[str, str]) -> Callable[[Part], bool]:
    """The journeys, two at a time, each file in one Chromium: a journey mostly waits for what it sees."""

    def work(part: Part) -> bool:
        if find_chromium() is None:
            raise CannotRun("Geen Chromium gevonden (apt-get install chromium, of CHROMIUM=pad).")
        return checks.pytest("browser", "-m", "browser", *TWO_AT_ONCE, environment=environment)(part)

    return work


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="bin/test", description="All checks of Werkbedrijf Twente.")
    parser.add_argument("--deep", action="store_true", help="exhaustive and storm tests in full")
    chosen = parser.parse_args(arguments)
    REPORTS.mkdir(parents=True, exist_ok=True)
    checks = Checks(strict=os.environ.get("CI", "").lower() in ("1", "true"), deep=chosen.deep)
    python, sqlite = str(BIN / "python"), {"DATABASE_URL": ""}

    checks.run("Opmaak (ruff format)", checks.command(str(BIN / "ruff"), "format", "--check", "."))
    checks.run("Fouten (ruff check)", checks.command(str(BIN / "ruff"), "check", "."))
    checks.run("Typen (mypy)", checks.command(str(BIN / "mypy")))
    missing = ["manage.py", "makemigrations", "--check", "--dry-run"]
    checks.run("Migraties volledig", checks.command(python, *missing))
    # The tables straight from the models: four seconds less per process. That the migrations lead to the same tables
    # says the part above, and the suite on PostgreSQL and every bin/start walk them.
    models, quick, pdf = "--nomigrations", "not browser and not rendering", "rendering and not browser"
    suite = checks.pytest("sqlite", "-m", quick, models, *TWO_AT_ONCE, environment=sqlite)
    checks.run("Tests op SQLite", suite)
    prints = checks.pytest("pdf", "-m", pdf, models, *TWO_AT_ONCE, environment=sqlite)
    checks.run("Tests van de PDF's", prints)
    checks.run("Tests op PostgreSQL", on_postgres(checks))
    checks.run("Tests in de browser", in_browser(checks, sqlite))
    return checks.summary()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
