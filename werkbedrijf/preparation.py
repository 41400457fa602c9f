"""Before the application starts on this machine: database, data of Twente, example data, collected static files."""

from __future__ import annotations

import sqlite3
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path

from werkbedrijf.lib.fingerprint import Stamp, files_in, fingerprint
from werkbedrijf.lib.processes import ProcessFailed, run_to_end

BASE_DIR = Path(__file__).resolve().parent.parent
APPS = ("werkbedrijf", "governance", "instruments", "quotum", "reports")
NO_ACCOUNTS = 3  # exit status of the question whether there are accounts
HAS_ACCOUNTS = (
    "from django.contrib.auth import get_user_model as model; "
    f"raise SystemExit(0 if model().objects.exists() else {NO_ACCOUNTS})"
)


class Preparation:
    """Brings the database and the static files in `var` up to date, each step as one line through `step`."""

    def __init__(self, var: Path, environment: Mapping[str, str], step: Callable[[str], None]) -> None:
        self.var = var
        self.environment = environment
        self.step = step
        self.database = var / "db.sqlite3"
        self.own_database = not any(environment.get(name) for name in ("DATABASE_URL", "DATABASE_URL_FILE"))

    def prepare(self) -> None:
        """Do what is needed and nothing else; raises ProcessFailed when a step fails."""
        self._prepare_database()
        self._prepare_static()

    def manage(self, name: str, *arguments: str, **environment: str) -> None:
        """Run a management command to its end; `name` says in a message what failed."""
        command = [sys.executable, str(BASE_DIR / "manage.py"), *arguments]
        run_to_end(
            name, command, self.var / "log" / f"{arguments[0]}.log", {**self.environment, **environment}
        )

    def _prepare_database(self) -> None:
        stamp = Stamp(self.var / "setup" / "start-database")
        sources = files_in(
            *(BASE_DIR / app for app in APPS), BASE_DIR / "data", suffixes=(".py", ".csv", ".json")
        )
        if stamp.matches(fingerprint(sources, self._database_identity())):
            return
        if self.own_database and not self.database.exists():
            self._fill_new()
        else:
            self._fill()
        stamp.remember(fingerprint(sources, self._database_identity()))

    def _fill_new(self) -> None:
        """A new database is made beside its place and moved there when it is whole: a half one is never met."""
        draft = self.database.with_name("db.new.sqlite3")
        for leftover in draft.parent.glob(f"{draft.name}*"):
            leftover.unlink()
        self._fill(DATABASE_URL=f"sqlite:///{draft}")
        with closing(sqlite3.connect(draft)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # all of it in the one file that is moved
        for suffix in (
            "-wal",
            "-shm",
        ):  # of a database that somebody deleted: it would be replayed into the new one
            self.database.with_name(self.database.name + suffix).unlink(missing_ok=True)
        draft.rename(self.database)

    def _fill(self, **environment: str) -> None:
        self.step("Database bijwerken")
        self.manage("Het bijwerken van de database", "migrate", "--no-input", **environment)
        self.step("Gegevens van Twente laden (partijen, overeenkomst, zetels, CBS-cijfers)")
        self.manage("Het laden van de gegevens van Twente", "load_twente", **environment)
        try:
            self.manage(
                "De vraag of er accounts zijn", "shell", "--no-imports", "-c", HAS_ACCOUNTS, **environment
            )
        except ProcessFailed as failure:
            if failure.status != NO_ACCOUNTS:
                raise
            self.step("Voorbeeldgegevens laden (rollen, vergaderingen, besluiten, realisatie)")
            self.manage("Het laden van de voorbeeldgegevens", "load_demo", **environment)

    def _database_identity(self) -> object:
        """Changes when another database is put in the place of the one that was prepared."""
        if not self.own_database:
            return time.time()  # we cannot see it from here: always look
        return self.database.stat().st_ino if self.database.exists() else None

    def _prepare_static(self) -> None:
        stamp = Stamp(self.var / "setup" / "start-static")
        manifest = self.var / "staticfiles" / "staticfiles.json"
        files = files_in(BASE_DIR / "werkbedrijf" / "static", self.var / "static") + [
            BASE_DIR / "requirements.lock"
        ]
        if stamp.matches(fingerprint(files, manifest.exists())):
            return
        self.step("Stijl, lettertypen en scripts verzamelen")
        self.manage("Het verzamelen van de statische bestanden", "collectstatic", "--no-input", "--clear")
        stamp.remember(fingerprint(files, manifest.exists()))
