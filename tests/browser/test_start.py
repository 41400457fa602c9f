"""bin/start itself: everything runs, a later start is short, and nothing stays behind, also when it is killed.

Among the browser's tests because it is as slow as those and needs to run only once, not on both databases.
"""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from werkbedrijf.lib.processes import ProcessFailed
from werkbedrijf.preparation import Preparation

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.skipif(
    not Path("/proc/self/stat").exists(), reason="reads /proc to see what is left"
)


def processes_below(parent: int) -> set[int]:
    """All living descendants of a process."""
    parents: dict[int, int] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                state, parent_id = (entry / "stat").read_text().rpartition(")")[2].split()[:2]
            except OSError:
                continue  # ended while we looked
            if state != "Z":
                parents[int(entry.name)] = int(parent_id)
    below, before = {parent}, set[int]()
    while below != before:
        before, below = below, below | {child for child, its_parent in parents.items() if its_parent in below}
    return (below - {parent}) & set(parents)


def alive(numbers: set[int]) -> set[int]:
    found = set()
    for number in numbers:
        try:
            if Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0] != "Z":
                found.add(number)
        except OSError:
            continue
    return found


class Start:
    """One run of werkbedrijf.start with files of its own; `lines` is what it said up to being ready."""

    def __init__(self, var: Path) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        left_out = ("DATABASE_URL", "REDIS_URL", "ENVIRONMENT", "DJANGO_SETTINGS_MODULE", "STARTED_AT")
        environment = {key: value for key, value in os.environ.items() if key not in left_out}
        environment |= {"VAR_DIR": str(var), "PORT": str(self.port)}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "werkbedrijf.start"],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.lines: list[str] = []
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.lines.append(line.rstrip())
            if "Stoppen met Ctrl-C" in line:
                return
        pytest.fail("\n".join(["bin/start did not get ready:", *self.lines]))

    def get(self, path: str) -> tuple[int, str]:
        connection = http.client.HTTPConnection("localhost", self.port, timeout=20)
        connection.request("GET", path)
        response = connection.getresponse()
        body = response.read().decode()
        connection.close()
        return response.status, body

    def health(self, name: str) -> int:
        """The health check of the containers, asked of this run: its exit status."""
        environment = dict(
            entry.split("=", 1)
            for entry in Path(f"/proc/{self.celery()}/environ").read_text().split("\0")
            if "=" in entry
        )
        command = [sys.executable, "-m", "werkbedrijf.health", name]
        deadline = time.monotonic() + 30
        while (
            status := subprocess.run(command, cwd=ROOT, env=environment).returncode
        ) and time.monotonic() < deadline:
            time.sleep(0.5)  # the site may answer a little before the worker does
        return status

    def celery(self) -> int:
        return next(
            number
            for number in processes_below(self.process.pid)
            if "celery" in Path(f"/proc/{number}/cmdline").read_text()
        )

    def said(self, sentence: str) -> bool:
        return any(sentence in line for line in self.lines)


@pytest.fixture
def var(tmp_path: Path) -> Path:
    folder = (
        tmp_path
        / "a-path-that-is-so-long-that-the-socket-of-the-broker-must-go-to-a-shorter-one-elsewhere"
        / "var"
    )
    folder.mkdir(parents=True)
    (folder / "static").symlink_to(ROOT / "var" / "static")
    return folder


def test_start_runs_everything_and_leaves_nothing(var: Path) -> None:
    first = Start(var)
    try:
        assert first.said("Voorbeeldgegevens laden")
        assert first.said(f"http://localhost:{first.port}")
        assert first.get("/gezond/") == (200, "ok")
        status, sign_in = first.get("/aanmelden/")
        assert status == 200
        assert "Voorzitter" in sign_in, "the roles of the example with one click"
        assert [first.health(name) for name in ("worker", "beat")] == [0, 0]
        below = processes_below(first.process.pid)
        assert len(below) >= 5, "broker, web, beat, worker and its children"
    finally:
        first.process.send_signal(signal.SIGTERM)
        rest, _ = first.process.communicate(timeout=30)
    assert first.process.returncode == 0, rest
    assert "Alles is gestopt" in rest
    assert alive(below) == set()

    second = Start(var)
    below = processes_below(second.process.pid)
    second.process.kill()
    second.process.communicate()
    assert not second.said("Database bijwerken")
    assert not second.said("Voorbeeldgegevens laden")
    assert not second.said("verzamelen")
    deadline = time.monotonic() + 15
    while alive(below) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert alive(below) == set()


def test_a_database_that_could_not_be_filled_is_not_left_behind(tmp_path: Path) -> None:
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "werkbedrijf.settings", "LOG_LEVEL": "nonsense"}
    environment |= {"VAR_DIR": str(tmp_path), "DATABASE_URL": ""}
    said: list[str] = []
    with pytest.raises(ProcessFailed, match="Het bijwerken van de database is mislukt"):
        Preparation(tmp_path, environment, said.append).prepare()
    assert said == ["Database bijwerken"]
    assert not (tmp_path / "db.sqlite3").exists()
