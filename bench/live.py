"""What does a vote cost, and how fast does it reach the screens, with many open streams?

    .venv/bin/python bench/live.py [--streams 500] [--votes 3] [--within 4] [--processes 1] [--postgres]
    .venv/bin/python bench/live.py --all       with one and two web processes, on SQLite and on PostgreSQL

Starts the application with a database of its own, opens the streams, and lets eight members vote through the same
forms that their phones send, all of them within a few seconds. Prints each figure with its aim and how many times the
aim it is: p50, p95 and p99 over all streams, and the processor of the web processes: at rest, and per vote (opening,
eight ballots, closing, and telling every stream of each), with and without the pages of the phones.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import re
import resource
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

QUIET = 8.0  # seconds over which the processor at rest is measured
CLOSE_TO_OUTCOME = {1: 150.0, 2: 300.0}  # milliseconds at p99, by the number of web processes
AIMS = {
    "cast to stored, p95": 100.0,
    "processor at rest": 1.0,
    "processor, vote open": 1.0,
    "processor per vote": 0.20,
}


def percentile(values: list[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def prepare(votes: int) -> tuple[int, list[int], dict[str, str]]:
    """An open meeting with eight seats present: its id, its items to decide on, and a session for each person."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.test import Client

    from governance.enums import Role
    from tests.governance.factories import SEATS, decide_item, make_board, make_meeting, make_person

    call_command("migrate", verbosity=0)
    board = make_board()
    people = {slug: board.holders[slug] for slug in SEATS}
    people |= {"secretary": board.secretary, "reader": make_person("Toehoorder", Role.OBSERVER)}
    sessions = {}
    for name, person in people.items():
        client = Client()
        client.force_login(person)
        sessions[name] = client.cookies["sessionid"].value
    meeting = make_meeting(board, proposals=votes)
    return meeting.pk, [decide_item(meeting, n + 1).pk for n in range(votes)], sessions


class Site:
    """The running application, asked over plain sockets so that the asking costs little."""

    def __init__(self, port: int, process: int, meeting: int, sessions: dict[str, str]) -> None:
        self.port, self.process, self.meeting, self.sessions = port, process, meeting, sessions
        self.acts = 0.0  # seconds of the processor for acts and what they push, without the pages before them
        self.heard: dict[str, list[float]] = {}  # version → when each stream got it

    def processor(self) -> float:
        """Seconds of the processor that the web processes have used so far."""
        ticks = 0
        for entry in Path("/proc").iterdir():
            if entry.name.isdigit():
                try:
                    fields = (entry / "stat").read_text().rpartition(")")[2].split()
                except OSError:
                    continue  # ended while we looked
                if self.process in (int(entry.name), int(fields[1])):
                    ticks += int(fields[11]) + int(fields[12])
        return ticks / os.sysconf("SC_CLK_TCK")

    async def ask(self, path: str, cookie: str, form: dict[str, str] | None = None) -> str:
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        body = urlencode(form).encode() if form else b""
        lines = [
            f"{'POST' if form else 'GET'} {path} HTTP/1.1",
            f"Host: localhost:{self.port}",
            "Connection: close",
            f"Cookie: {cookie}",
            "Content-Type: application/x-www-form-urlencoded",
            f"Content-Length: {len(body)}",
        ]
        writer.write("\r\n".join([*lines, "", ""]).encode() + body)
        answer = (await reader.read()).decode(errors="replace")
        writer.close()
        return answer

    async def listen(self) -> None:
        """One stream, for as long as the measurement lasts."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        cookie = f"sessionid={self.sessions['reader']}"
        head = f"GET /vergaderingen/{self.meeting}/live/ HTTP/1.1\r\nHost: localhost:{self.port}\r\n"
        writer.write(f"{head}Cookie: {cookie}\r\n\r\n".encode())
        while line := await reader.readline():
            if line.startswith(b"id: "):
                self.heard.setdefault(line.decode().strip(), []).append(time.perf_counter())

    async def form(self, who: str, page: str, address: str, **fields: str) -> tuple[str, str, dict[str, str]]:
        """The form on this page whose address matches, filled in: address, cookie, fields."""
        cookie = f"sessionid={self.sessions[who]}"
        html = await self.ask(f"/vergaderingen/{self.meeting}/{page}/", cookie)
        action = re.search(rf'action="({address})"', html)
        hidden = dict(
            re.findall(r'name="(csrfmiddlewaretoken|text_sha256|request_key)" value="([^"]+)"', html)
        )
        token = re.search(r"csrftoken=([^;]+)", html)
        if action is None or token is None:
            status, title = html.partition("\r\n")[0], re.search(r"<title>([^<]*)", html)
            shown = f"{status}, titel: {title[1].strip() if title else 'geen'}, {len(html)} tekens"
            sys.exit(f"De pagina {page} van {who} heeft geen formulier {address} ({shown}).")
        return action[1], f"{cookie}; csrftoken={token[1]}", {**hidden, **fields}

    async def post(self, path: str, cookie: str, form: dict[str, str]) -> tuple[float, float]:
        """Send a form: when, and after how many milliseconds it was stored."""
        start = time.perf_counter()
        answer = await self.ask(path, cookie, form)
        if " 303 " not in answer.split("\r\n")[0]:
            sys.exit(f"{path} antwoordt {answer.splitlines()[0]}")
        return start, (time.perf_counter() - start) * 1000

    async def act(self, who: str, page: str, address: str, **fields: str) -> tuple[float, list[float]]:
        """Send a form: milliseconds until it was stored, and until each stream had the news."""
        form = await self.form(who, page, address, **fields)
        [(_, stored)], news = await self.at_work([self.post(*form)])
        return stored, news

    async def cast(self, seats: list[str], within: float) -> tuple[list[float], list[float]]:
        """A ballot of each seat, all within these seconds: the same, the news being that of the last one."""
        forms = [await self.form(seat, "stemmen", r"/stemmingen/\d+/stem/", choice="for") for seat in seats]

        async def later(number: int) -> tuple[float, float]:
            await asyncio.sleep(number * within / len(seats))
            return await self.post(*forms[number])

        sent, news = await self.at_work([later(number) for number in range(len(seats))])
        return [stored for _, stored in sent], news

    async def at_work(
        self, acts: list[Coroutine[Any, Any, tuple[float, float]]]
    ) -> tuple[list[tuple[float, float]], list[float]]:
        """Do these with the processor measured; what they gave, and when each stream had what came of the last."""
        await asyncio.sleep(0.4)
        before, known = self.processor(), set(self.heard)
        sent = await asyncio.gather(*acts)
        await asyncio.sleep(1.5)  # the last progress may wait a second for its turn
        self.acts += self.processor() - before
        start = max(start for start, _ in sent)
        newest = max(set(self.heard) - known, key=lambda line: int(line.split()[1]), default="")
        return sent, [(moment - start) * 1000 for moment in self.heard.get(newest, [])]

    async def share(self, seconds: float) -> float:
        """Per cent of a core that the web processes use in these seconds, in which nobody does anything."""
        before = self.processor()
        await asyncio.sleep(seconds)
        return (self.processor() - before) / seconds * 100


async def measure(
    site: Site, streams: int, items: list[int], within: float
) -> tuple[dict[str, tuple[float, str]], int]:
    """Every figure with its unit, and how many messages did not come."""
    listeners = []
    for _ in range(streams):
        listeners.append(asyncio.create_task(site.listen()))
        await asyncio.sleep(0.005)
    while sum(map(len, site.heard.values())) < streams:
        await asyncio.sleep(0.05)
    await asyncio.sleep(1)
    at_rest = await site.share(QUIET)
    seats = [name for name in site.sessions if name not in ("secretary", "reader")]
    stored: list[float] = []
    progress: list[float] = []
    outcome: list[float] = []
    opened, work, pure = 0.0, 0.0, 0.0
    for item in items:
        await site.act("secretary", "tijdens", rf"/vergaderingen/\d+/aan-de-orde/{item}/")
        begin, site.acts = site.processor(), 0.0
        await site.act("secretary", "tijdens", r"/agendapunten/\d+/stemming-openen/")
        took, seen = await site.cast(seats, within)
        stored += took
        progress += seen
        outcome += (await site.act("secretary", "tijdens", r"/stemmingen/\d+/sluiten/"))[1]
        work += site.processor() - begin
        pure += site.acts
        opened += await site.share(QUIET / 2)  # right after a change it looks as often as during a vote
    for listener in listeners:
        listener.cancel()
    votes = len(items)
    return {
        "cast to stored, p50": (percentile(stored, 0.5), "ms"),
        "cast to stored, p95": (percentile(stored, 0.95), "ms"),
        "cast to progress, p50": (percentile(progress, 0.5), "ms"),
        "cast to progress, p99": (percentile(progress, 0.99), "ms"),
        "close to outcome, p50": (percentile(outcome, 0.5), "ms"),
        "close to outcome, p99": (percentile(outcome, 0.99), "ms"),
        "processor at rest": (at_rest, "% of a core"),
        "processor, vote open": (opened / votes, "% of a core, between two acts"),
        "processor per vote": (pure / votes, "s"),
        "with eight phones": (work / votes, "s, their pages and those of who leads"),
    }, 2 * streams * votes - len(progress) - len(outcome)


def report(figures: dict[str, tuple[float, str]], aims: dict[str, float]) -> None:
    print(f"{'':<24}{'figure':>9}{'aim':>9}{'ratio':>9}")
    for name, (value, unit) in figures.items():
        aim = f"{aims[name]:9.2f}{value / aims[name]:9.2f}" if name in aims else " " * 18
        print(f"{name:<24}{value:9.2f}{aim}  {unit}")


def pace() -> float:
    """Milliseconds of processor for a fixed piece of work: how fast this machine is just now."""
    before = time.thread_time()
    sum(number * number % 7 for number in range(1_000_000))
    return (time.thread_time() - before) * 1000


@contextmanager
def running(var: str, port: int, processes: int = 1) -> Iterator[subprocess.Popen[bytes]]:
    """The application under uvicorn on this port, with the database that the environment names."""
    command = [sys.executable, "-m", "uvicorn", "werkbedrijf.asgi:application", "--port", str(port)]
    command += ["--log-level", "error", "--timeout-graceful-shutdown", "1"]
    command += ["--workers", str(processes)] if processes > 1 else []
    environment = {**os.environ, "VAR_DIR": var}
    with subprocess.Popen(command, cwd=ROOT, env=environment) as process:
        try:
            wait_until_open(port)
            yield process
        finally:
            process.terminate()


@contextmanager
def own_environment(postgres: bool) -> Iterator[tuple[str, int]]:
    """A scratch folder and a free port, and the settings of the test environment with an empty database."""
    from tests.postgres import running_postgres

    with (
        tempfile.TemporaryDirectory(prefix="werkbedrijf-bench-") as var,
        running_postgres() if postgres else nullcontext("") as database,
        socket.socket() as probe,
    ):
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
        probe.close()
        os.environ |= {"VAR_DIR": var, "DATABASE_URL": database, "LOG_LEVEL": "ERROR"}
        # plain static files: nothing of them is measured
        os.environ |= {"DJANGO_SETTINGS_MODULE": "werkbedrijf.settings", "ENVIRONMENT": "test"}
        yield var, port


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--streams", type=int, default=500)
    arguments.add_argument("--votes", type=int, default=3)
    arguments.add_argument("--within", type=float, default=4, help="seconds in which all eight vote")
    arguments.add_argument("--processes", type=int, choices=sorted(CLOSE_TO_OUTCOME), default=1)
    arguments.add_argument("--all", action="store_true", help="one and two processes, SQLite and PostgreSQL")
    arguments.add_argument(
        "--postgres", action="store_true", help="a PostgreSQL of its own, instead of SQLite"
    )
    chosen = arguments.parse_args()
    if chosen.all:
        same = [
            "--streams",
            str(chosen.streams),
            "--votes",
            str(chosen.votes),
            "--within",
            str(chosen.within),
        ]
        for database in ([], ["--postgres"]):
            for processes in CLOSE_TO_OUTCOME:
                command = [sys.executable, __file__, *same, "--processes", str(processes), *database]
                subprocess.run(command, check=True)
        return
    resource.setrlimit(resource.RLIMIT_NOFILE, (4096, resource.getrlimit(resource.RLIMIT_NOFILE)[1]))
    with own_environment(chosen.postgres) as (var, port):
        meeting, items, sessions = prepare(chosen.votes)
        begin = pace()
        with running(var, port, chosen.processes) as process:
            site = Site(port, process.pid, meeting, sessions)
            figures, missed = asyncio.run(measure(site, chosen.streams, items, chosen.within))
        database = "PostgreSQL" if chosen.postgres else "SQLite"
        print(f"\n{database}, {chosen.processes} web process(es), {chosen.streams} streams,", end=" ")
        print(
            f"{chosen.votes} votes of 8 seats within {chosen.within:g} s; {missed} messages missed;", end=" "
        )
        print(f"pace of the machine {begin:.0f} and {pace():.0f} ms")
        report(figures, {**AIMS, "close to outcome, p99": CLOSE_TO_OUTCOME[chosen.processes]})


def wait_until_open(port: int) -> None:
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    sys.exit("De toepassing antwoordt niet.")


if __name__ == "__main__":
    main()
