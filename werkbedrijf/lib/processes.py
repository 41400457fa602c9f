"""Processes that belong together: started with a log file each, watched, and stopped without leaving one behind.

A plain supervisor for one machine; it knows nothing of what it runs. Every child leads a process group of its own,
so that its own children go with it. Should this process be killed, then on Linux the kernel tells the children, and a
guard ends what is still there after a few seconds.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

PR_SET_PDEATHSIG = 1
Preparation = Callable[[], None]


class StopRequested(BaseException):
    """Somebody pressed Ctrl-C or sent a signal: not an error, so nothing that catches Exception may catch it."""


class ProcessFailed(Exception):
    """A process ended that should not have, with this status; `log` is the file in which it says why."""

    def __init__(self, sentence: str, log: Path, status: int | None = None) -> None:
        super().__init__(sentence)
        self.log = log
        self.status = status


@dataclass
class Program:
    """What to run: a name for people, the command, and the signals that stop it, from polite to firm."""

    name: str
    command: Sequence[str]
    log: Path
    stop_signals: Sequence[signal.Signals] = (signal.SIGTERM,)
    orphan_signal: signal.Signals = signal.SIGTERM
    process: subprocess.Popen[bytes] | None = field(default=None, repr=False)
    started: float = 0.0

    def start(self, environment: Mapping[str, str], append: bool = False) -> None:
        """Start it in a process group of its own, with output to its log file."""
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with self.log.open("ab" if append else "wb") as output:
            self.process = _spawn(self.command, environment, output, self.orphan_signal)
        self.started = time.monotonic()

    @property
    def ended(self) -> int | None:
        """The exit status once it has ended, else None."""
        return self.process.poll() if self.process else None


class Guard:
    """A process that ends the given programs, with their children, if this process dies without having done so."""

    def __init__(self) -> None:
        guard = Path(__file__).with_name("guard.py")
        command = [sys.executable, "-S", "-E", str(guard)]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, text=True, start_new_session=True)  # noqa: S603
        self._watched: dict[str, int] = {}

    def watch(self, program: Program) -> None:
        """Put the program on the guard's list, in the place of an earlier run of it."""
        assert program.process is not None, "only what was started can be watched"  # noqa: S101
        if before := self._watched.get(program.name):
            self._tell(f"- {before}")
        self._watched[program.name] = program.process.pid
        self._tell(f"+ {program.process.pid}")

    def dismiss(self) -> None:
        """All is stopped in an orderly way: the guard goes home with an empty list."""
        for group in self._watched.values():
            self._tell(f"- {group}")
        if self._process.stdin:
            self._process.stdin.close()
        self._process.wait()

    def _tell(self, line: str) -> None:
        if self._process.stdin and self._process.poll() is None:
            self._process.stdin.write(line + "\n")
            self._process.stdin.flush()


def _die_with_parent(number: int) -> Preparation | None:
    """For Linux: what a child does between fork and exec to get signal `number` when its parent dies."""
    if not sys.platform.startswith("linux"):
        return None
    libc = ctypes.CDLL(None, use_errno=True)
    parent = os.getpid()

    def prepare() -> None:
        libc.prctl(PR_SET_PDEATHSIG, number, 0, 0, 0)
        if os.getppid() != parent:  # the parent died before the request was made
            os._exit(1)

    return prepare


def _spawn(
    command: Sequence[str], environment: Mapping[str, str], output: IO[bytes], orphan_signal: int
) -> subprocess.Popen[bytes]:
    # preexec_fn is safe here: this process has one thread, and the function only makes two system calls.
    return subprocess.Popen(  # noqa: S603 (the commands are the project's own)
        list(command),
        env=dict(environment),
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT,
        start_new_session=True,
        preexec_fn=_die_with_parent(orphan_signal),
    )


def run_to_end(name: str, command: Sequence[str], log: Path, environment: Mapping[str, str]) -> None:
    """Run one command to its end; raises ProcessFailed when it fails, and ends it when a stop is asked for."""
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("wb") as output:
        process = _spawn(command, environment, output, signal.SIGKILL)
    try:
        status = process.wait()
    except BaseException:
        _signal_group(process.pid, signal.SIGKILL)
        process.wait()
        raise
    if status != 0:
        raise ProcessFailed(f"{name} is mislukt (afsluitcode {status}).", log, status)


def stop_all(programs: Sequence[Program], patience: float = 6.0) -> list[str]:
    """Stop the programs together; returns the names of those that had to be killed.

    Each gets its stop signals in turn, spread over `patience` seconds, and then SIGKILL for its whole group.
    """
    started = [(program, program.process) for program in programs if program.process]
    running = [(program, process) for program, process in started if process.poll() is None]
    sent = dict.fromkeys((program.name for program in programs), 0)
    begin = time.monotonic()
    while running and (passed := time.monotonic() - begin) < patience:
        for program, process in running:
            due = int(passed / patience * len(program.stop_signals)) + 1
            for number in program.stop_signals[sent[program.name] : due]:
                process.send_signal(number)  # Popen itself looks first whether the process still is there
            sent[program.name] = due
        time.sleep(0.03)
        running = [(program, process) for program, process in running if process.poll() is None]
    killed = [program.name for program, _ in running]
    for _, process in started:  # also what a leader that ended left behind in its group
        _signal_group(process.pid, signal.SIGKILL)
        process.wait()
    return killed


def _signal_group(group: int, number: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):  # then nobody is left in it
        os.killpg(group, number)


def raise_on_stop_signals() -> None:
    """From now on Ctrl-C, SIGTERM and SIGHUP raise StopRequested in the main thread, once; later ones are ignored."""

    def handler(number: int, frame: object) -> None:
        ignore_stop_signals()
        raise StopRequested

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, handler)


def ignore_stop_signals() -> None:
    """While everything is being stopped, further signals change nothing."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)


def wait_until(ready: Callable[[], bool], watched: Sequence[Program], seconds: float, what: str) -> None:
    """Wait until `ready` says yes; raises ProcessFailed when a watched program ends first or it takes too long."""
    deadline = time.monotonic() + seconds
    while not ready():
        for program in watched:
            if program.ended is not None:
                raise ProcessFailed(
                    f"{program.name} stopte meteen (afsluitcode {program.ended}).", program.log
                )
        if time.monotonic() > deadline:
            raise ProcessFailed(f"{what} is na {seconds:.0f} seconden nog niet klaar.", watched[0].log)
        time.sleep(0.05)


def last_lines(log: Path, count: int = 12) -> list[str]:
    """The last lines of a log file, without empty ones; an unreadable file gives none."""
    try:
        text = log.read_bytes()[-20_000:].decode("utf-8", "replace")
    except OSError:
        return []
    return [line for line in text.splitlines() if line.strip()][-count:]
