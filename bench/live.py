"""How fast does a vote reach the screens: from cast to progress and from close to outcome, with many open streams?

    .venv/bin/python bench/live.py [--streams 500] [--votes 3]

Starts the application with a database of its own, opens the streams, and lets eight members vote through the same
forms that their phones send. Prints p50 and p99 over all streams, and the processor at rest and at work.
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
from pathlib import Path
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

QUIET = 8.0  # seconds over which the processor at rest is measured
AIMS = {"close to outcome, p99": 150.0, "cast to stored, p95": 100.0}  # milliseconds, with one web process


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
        self.heard: dict[str, list[float]] = {}  # version → when each stream got it

    def processor(self) -> float:
        """Seconds of the processor that the application has used so far."""
        fields = Path(f"/proc/{self.process}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

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
            sys.exit(f"De pagina {page} van {who} heeft geen formulier {address}.")
        return action[1], f"{cookie}; csrftoken={token[1]}", {**hidden, **fields}

    async def act(self, who: str, page: str, address: str, **fields: str) -> tuple[float, list[float]]:
        """Send a form: milliseconds until it was stored, and until each stream had the news."""
        path, cookie, filled = await self.form(who, page, address, **fields)
        await asyncio.sleep(0.4)
        known, start = set(self.heard), time.perf_counter()
        answer = await self.ask(path, cookie, filled)
        stored = (time.perf_counter() - start) * 1000
        if " 303 " not in answer.split("\r\n")[0]:
            sys.exit(f"{path} antwoordt {answer.splitlines()[0]}")
        await asyncio.sleep(0.8)
        news = [moment for version in set(self.heard) - known for moment in self.heard[version]]
        return stored, [(moment - start) * 1000 for moment in news]


async def measure(site: Site, streams: int, items: list[int]) -> None:
    listeners = []
    for _ in range(streams):
        listeners.append(asyncio.create_task(site.listen()))
        await asyncio.sleep(0.005)
    while sum(map(len, site.heard.values())) < streams:
        await asyncio.sleep(0.05)
    before = site.processor()
    await asyncio.sleep(QUIET)
    at_rest = (site.processor() - before) / QUIET * 100
    stored: list[float] = []
    progress: list[float] = []
    outcome: list[float] = []
    work: list[float] = []
    for item in items:
        await site.act("secretary", "tijdens", rf"/vergaderingen/\d+/aan-de-orde/{item}/")
        await site.act("secretary", "tijdens", r"/agendapunten/\d+/stemming-openen/")
        begin = site.processor()
        for seat in [name for name in site.sessions if name not in ("secretary", "reader")]:
            took, seen = await site.act(seat, "stemmen", r"/stemmingen/\d+/stem/", choice="for")
            stored.append(took)
            progress += seen
        outcome += (await site.act("secretary", "tijdens", r"/stemmingen/\d+/sluiten/"))[1]
        work.append(site.processor() - begin)
    for listener in listeners:
        listener.cancel()
    missed = streams * len(items) * 9 - len(progress) - len(outcome)
    measured = {
        "cast to stored, p50": percentile(stored, 0.5),
        "cast to stored, p95": percentile(stored, 0.95),
        "cast to progress, p50": percentile(progress, 0.5),
        "cast to progress, p99": percentile(progress, 0.99),
        "close to outcome, p50": percentile(outcome, 0.5),
        "close to outcome, p99": percentile(outcome, 0.99),
    }
    print(f"{streams} streams, {len(items)} votes of 8 seats; {missed} messages missed")
    for name, value in measured.items():
        print(f"{name:<24}{value:8.0f} ms" + (f"   (aim {AIMS[name]:.0f} ms)" if name in AIMS else ""))
    print(f"{'processor at rest':<24}{at_rest:8.2f} % of a core")
    print(
        f"{'processor per vote':<24}{sum(work) / len(work):8.2f} s, with the pages of eight phones and a close"
    )


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--streams", type=int, default=500)
    arguments.add_argument("--votes", type=int, default=3)
    chosen = arguments.parse_args()
    resource.setrlimit(resource.RLIMIT_NOFILE, (4096, resource.getrlimit(resource.RLIMIT_NOFILE)[1]))
    with tempfile.TemporaryDirectory(prefix="werkbedrijf-live-") as var, socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
        probe.close()
        os.environ |= {"VAR_DIR": var, "DJANGO_SETTINGS_MODULE": "werkbedrijf.settings", "LOG_LEVEL": "ERROR"}
        os.environ["ENVIRONMENT"] = "test"  # plain static files: nothing of them is measured
        meeting, items, sessions = prepare(chosen.votes)
        command = [sys.executable, "-m", "uvicorn", "werkbedrijf.asgi:application", "--port", str(port)]
        command += ["--log-level", "error", "--timeout-graceful-shutdown", "1"]
        with subprocess.Popen(command, cwd=ROOT) as process:
            try:
                wait_until_open(port)
                asyncio.run(measure(Site(port, process.pid, meeting, sessions), chosen.streams, items))
            finally:
                process.terminate()


def wait_until_open(port: int) -> None:
    deadline = time.monotonic() + 30
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
