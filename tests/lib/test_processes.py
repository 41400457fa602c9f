"""The supervisor of bin/start: what it starts it also ends, however it ends itself."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from werkbedrijf.lib.processes import ProcessFailed, Program, last_lines, run_to_end, stop_all, wait_until
from werkbedrijf.start import CannotStart, only_one, read_port

# A parent that starts a child of its own, as Celery does, and writes both numbers down.
FAMILY = (
    "import os, subprocess, sys, time\n"
    "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'])\n"
    "print(os.getpid(), child.pid, flush=True)\n"
    "time.sleep(60)\n"
)
STUBBORN = (
    "import signal, time\n"
    "signal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
    "print('ready', flush=True)\n"
    "time.sleep(60)\n"
)


def is_alive(number: int) -> bool:
    """Whether the process still runs; a zombie that waits for its parent does not."""
    try:
        state = Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def wait_for_death(numbers: list[int], seconds: float = 5) -> list[int]:
    deadline = time.monotonic() + seconds
    while (alive := [number for number in numbers if is_alive(number)]) and time.monotonic() < deadline:
        time.sleep(0.02)
    return alive


def started(tmp_path: Path, code: str) -> Program:
    program = Program("Proef", [sys.executable, "-c", code], tmp_path / "log" / "proef.log")
    program.start(os.environ)
    wait_until(lambda: bool(last_lines(program.log)), [program], 10, "Proef")
    return program


def test_stop_ends_child_and_grandchild(tmp_path: Path) -> None:
    program = started(tmp_path, FAMILY)
    numbers = [int(word) for word in last_lines(program.log)[-1].split()]
    assert len(numbers) == 2
    assert stop_all([program]) == []
    assert wait_for_death(numbers) == []


def test_stop_kills_what_does_not_listen(tmp_path: Path) -> None:
    program = started(tmp_path, STUBBORN)
    assert stop_all([program], patience=0.5) == ["Proef"]
    assert program.ended == -signal.SIGKILL


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the kernel's death signal is Linux's own")
def test_killed_supervisor_takes_its_program_with_it(tmp_path: Path) -> None:
    supervisor = (
        "import os, sys, time\n"
        "from pathlib import Path\n"
        "from werkbedrijf.lib.processes import Program\n"
        "program = Program('Proef', [sys.executable, '-c', 'import time; time.sleep(60)'], Path(sys.argv[1]))\n"
        "program.start(os.environ)\n"
        "print(program.process.pid, flush=True)\n"
        "time.sleep(60)\n"
    )
    command = [sys.executable, "-c", supervisor, str(tmp_path / "log")]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    child = int(process.stdout.readline())
    assert is_alive(child)
    process.kill()
    process.wait()
    process.stdout.close()
    assert wait_for_death([child]) == []


def test_guard_ends_what_a_killed_supervisor_left(tmp_path: Path) -> None:
    """Also the grandchild, and also a child that does not listen to the polite signal."""
    supervisor = (
        "import os, sys, time\n"
        "from pathlib import Path\n"
        "from werkbedrijf.lib.processes import Guard, Program\n"
        "guard, code = Guard(), 'import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN)\\n' + sys.argv[2]\n"
        "program = Program('Proef', [sys.executable, '-c', code], Path(sys.argv[1]))\n"
        "program.start(os.environ)\n"
        "guard.watch(program)\n"
        "time.sleep(60)\n"
    )
    log = tmp_path / "log"
    process = subprocess.Popen([sys.executable, "-c", supervisor, str(log), FAMILY])
    deadline = time.monotonic() + 10
    while not last_lines(log) and time.monotonic() < deadline:
        time.sleep(0.02)
    numbers = [int(word) for word in last_lines(log)[-1].split()]
    assert all(is_alive(number) for number in numbers)
    process.kill()
    process.wait()
    assert wait_for_death(numbers, seconds=8) == []


def test_run_to_end_tells_which_and_why(tmp_path: Path) -> None:
    log = tmp_path / "stap.log"
    command = [sys.executable, "-c", "print('schijf vol'); raise SystemExit(7)"]
    with pytest.raises(ProcessFailed, match=r"De stap is mislukt \(afsluitcode 7\)\.") as failure:
        run_to_end("De stap", command, log, os.environ)
    assert failure.value.status == 7
    assert last_lines(failure.value.log) == ["schijf vol"]


def test_wait_until_notices_that_a_program_ended(tmp_path: Path) -> None:
    program = Program("De werker", [sys.executable, "-c", "raise SystemExit(3)"], tmp_path / "log")
    program.start(os.environ)
    with pytest.raises(ProcessFailed, match=r"De werker stopte meteen \(afsluitcode 3\)\."):
        wait_until(lambda: False, [program], 10, "De website")


def test_port_in_use_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        monkeypatch.setenv("PORT", str(port))
        with pytest.raises(CannotStart, match=f"Poort {port} is al in gebruik"):
            read_port()


@pytest.mark.parametrize("text", ["0", "65536", "http", "-1", "80a"])
def test_port_that_is_none_is_refused(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setenv("PORT", text)
    with pytest.raises(CannotStart, match="PORT moet een getal"):
        read_port()


def test_second_start_in_the_same_folder_is_refused(tmp_path: Path) -> None:
    with only_one(tmp_path), pytest.raises(CannotStart, match=f"draait hier al \\(proces {os.getpid()}\\)"):
        only_one(tmp_path)
    only_one(tmp_path).close()  # free again once the first has gone
