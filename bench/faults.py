"""Is a ballot ever lost or doubled? Many submissions, repeated and cut off, while the server is killed in between.

    .venv/bin/python bench/faults.py [--submissions 10000] [--postgres]

Eight members change their vote over and over. Of the submissions 30 % are sent again with the same key (a double
click, a retry) and of 20 % the connection is cut: before the text is complete, or before the answer is read. Half of
those are tried again, as a page does. In every vote the server is killed once with ballots on their way. An answer
303 is an acknowledgement: that ballot has to be in the database once, and the last one of each seat in the count.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode
from uuid import UUID, uuid4

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.live import Site, own_environment, prepare, running  # noqa: E402  (after the path)

REPEATED, CUT, TRIED_AGAIN = 0.30, 0.20, 0.5
CHOICES = ("for", "against", "abstained")


@dataclass
class Sent:
    """What the members sent, by key: the seat and choice, and which keys were acknowledged."""

    ballots: dict[UUID, tuple[str, str]] = field(default_factory=dict)
    acknowledged: set[UUID] = field(default_factory=set)
    last: dict[str, UUID] = field(default_factory=dict)  # by seat, the last one acknowledged
    requests: int = 0
    repeated: int = 0
    cut: int = 0
    refused: list[str] = field(default_factory=list)


class FaultySite(Site):
    """The site as a bad connection shows it."""

    async def send(self, path: str, cookie: str, form: dict[str, str], cut: str = "") -> str:
        """The first line of the answer; empty when the connection was cut, by us or by a server that died."""
        body = urlencode(form).encode()
        head = (
            f"POST {path} HTTP/1.1\r\nHost: localhost:{self.port}\r\nConnection: close\r\nCookie: {cookie}\r\n"
            f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        try:
            reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
            writer.write(head.encode() + (body[: len(body) // 2] if cut == "half" else body))
            await writer.drain()
            if cut:
                writer.transport.abort()
                return ""
            line = await asyncio.wait_for(reader.readline(), 30)
            await reader.read()
            writer.close()
        except (OSError, TimeoutError):
            return ""
        return line.decode()


Form = tuple[str, str, dict[str, str]]  # address, cookie, fields


async def member(
    site: FaultySite, seat: str, form_of: Form, times: int, sent: Sent, chance: random.Random
) -> None:
    """One member who votes over and over, one submission after the other."""
    path, cookie, fields = form_of
    for number in range(times):
        key, choice = uuid4(), chance.choice(CHOICES)
        form = {**fields, "choice": choice, "request_key": str(key)}
        sent.ballots[key] = (seat, choice)
        copies = 2 if chance.random() < REPEATED else 1
        last = (
            number == times - 1
        )  # the last one is always tried again, so that the count can be told in advance
        cut = chance.choice(("half", "unread")) if chance.random() < CUT else ""
        sent.repeated += copies > 1
        sent.cut += bool(cut)
        answers = await asyncio.gather(
            *[site.send(path, cookie, form, cut if copy == 0 else "") for copy in range(copies)]
        )
        sent.requests += copies
        deadline = time.monotonic() + 60
        while not any(answers) and (last or not cut or chance.random() < TRIED_AGAIN):
            if time.monotonic() > deadline:
                sys.exit("De toepassing antwoordt niet meer.")
            await asyncio.sleep(0.05)
            answers = [await site.send(path, cookie, form)]
            sent.requests += 1
        for answer in answers:
            if " 303 " in answer:
                sent.acknowledged.add(key)
                sent.last[seat] = key
            elif answer:
                sent.refused.append(answer.strip())


def check(sent: Sent, vote_id: int, closed: bool) -> tuple[int, int, int, int]:
    """Ballots stored, lost and doubled, and seats whose count differs from what was acknowledged last."""
    from governance.models import Ballot, Vote

    rows = list(
        Ballot.objects.filter(vote_seat__vote=vote_id).values_list(
            "request_key", "vote_seat__seat__slug", "choice"
        )
    )
    stored: dict[UUID, list[tuple[str, str]]] = {}
    for key, seat, choice in rows:
        stored.setdefault(key, []).append((seat, choice))
    lost = sum(stored.get(key, [None])[0] != sent.ballots[key] for key in sent.acknowledged)
    doubled = sum(len(found) > 1 for found in stored.values()) + len(set(stored) - set(sent.ballots))
    outcome = Vote.objects.get(pk=vote_id).outcome
    expected = [sent.ballots[key][1] for key in sent.last.values()]
    wrong = sum(abs(outcome[choice] - expected.count(choice)) for choice in CHOICES) if closed else 8
    return len(rows), lost, doubled, wrong


async def one_vote(site: FaultySite, item: int, times: int, chance: random.Random, sent: Sent) -> None:
    await site.act("secretary", "tijdens", rf"/vergaderingen/\d+/aan-de-orde/{item}/")
    await site.act("secretary", "tijdens", r"/agendapunten/\d+/stemming-openen/")
    seats = [name for name in site.sessions if name not in ("secretary", "reader")]
    forms = {seat: await site.form(seat, "stemmen", r"/stemmingen/\d+/stem/") for seat in seats}
    await asyncio.gather(*[member(site, seat, forms[seat], times, sent, chance) for seat in seats])


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--submissions", type=int, default=10_000)
    arguments.add_argument("--votes", type=int, default=4, help="over which they are spread")
    arguments.add_argument("--seed", type=int, default=6)
    arguments.add_argument(
        "--postgres", action="store_true", help="a PostgreSQL of its own, instead of SQLite"
    )
    chosen = arguments.parse_args()
    times, chance = max(1, chosen.submissions // (chosen.votes * 8)), random.Random(chosen.seed)
    total = [0, 0, 0, 0]
    submissions = requests = repeated = cut = acknowledged = refused = 0
    begin = time.monotonic()
    with own_environment(chosen.postgres) as (var, port):
        meeting, items, sessions = prepare(chosen.votes)
        from governance.models import Vote

        for item in items:
            sent, vote = asyncio.run(_with_a_killed_server(var, port, meeting, sessions, item, times, chance))
            closed = Vote.objects.get(pk=vote).state != "open"
            total = [a + b for a, b in zip(total, check(sent, vote, closed), strict=True)]
            submissions, requests = submissions + len(sent.ballots), requests + sent.requests
            repeated, cut = repeated + sent.repeated, cut + sent.cut
            acknowledged, refused = acknowledged + len(sent.acknowledged), refused + len(sent.refused)
    stored, lost, doubled, wrong = total
    print("PostgreSQL" if chosen.postgres else "SQLite", f"{time.monotonic() - begin:.0f} s", sep=", ")
    print(f"{submissions} submissions in {requests} requests; the server killed {chosen.votes} time(s)")
    print(f"{repeated} repeated ({repeated / submissions:.0%}), {cut} cut off ({cut / submissions:.0%})")
    print(f"{acknowledged} acknowledged, {stored} stored, {refused} answered otherwise")
    print(f"{lost} lost, {doubled} doubled, {wrong} counted otherwise (aim 0, 0, 0)")
    sys.exit(1 if lost or doubled or wrong or refused else 0)


async def _with_a_killed_server(
    var: str,
    port: int,
    meeting: int,
    sessions: dict[str, str],
    item: int,
    times: int,
    chance: random.Random,
) -> tuple[Sent, int]:
    """One vote, in the middle of which the server is killed and started again; what was sent, and which vote it was."""
    from asgiref.sync import sync_to_async

    from governance.models import Vote
    from tests.governance.factories import CHAIR, VICE_CHAIR

    sent = Sent()
    with running(var, port) as process:
        site = FaultySite(port, process.pid, meeting, sessions)
        voting = asyncio.create_task(one_vote(site, item, times, chance, sent))
        while len(sent.acknowledged) < times * 2 and not voting.done():  # of about seven times as many
            await asyncio.sleep(0.01)
        process.kill()
        process.wait()
    # In a thread: the members go on trying while the new server comes up.
    manager = running(var, port)
    process = await asyncio.to_thread(manager.__enter__)
    try:
        site.process = process.pid
        await voting
        await site.act("secretary", "tijdens", r"/stemmingen/\d+/sluiten/")
        vote = await sync_to_async(Vote.objects.latest)("pk")
        if (
            vote.is_tied
        ):  # as many for as against, the chair having abstained: the meeting waits for that office
            office = {"chair": CHAIR, "vice_chair": VICE_CHAIR}[vote.waiting_for]
            await site.act(office, "stemmen", r"/stemmingen/\d+/beslissende-stem/", choice="for")
    finally:
        await asyncio.to_thread(manager.__exit__, None, None, None)
    return sent, int(vote.pk)


if __name__ == "__main__":
    main()
