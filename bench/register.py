"""How long do the register and the search take with many decisions, and how many queries, on both databases?

    .venv/bin/python bench/register.py [--decisions 2000] [--rounds 20]

Each database in a process of its own, new and empty. The decisions are written as rows: every tenth adopts a
vice-chair (and so replaces the one before), one in twenty-five is withdrawn. A page is asked for through the whole
application. Milliseconds, the median of the rounds: of our processor (PostgreSQL works in another process) and on the
clock. The aim is for one page, on the processor; the files hold everything.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

AIM = 150.0  # milliseconds for a page, of our own choice: with all else a reader takes that for at once
PAGES = {
    "register, eerste bladzijde": "/besluiten/",
    "register, laatste bladzijde": "/besluiten/?pagina=100",
    "register, drie woorden": "/besluiten/?zoek=verdeling+banen+bouw",
    "register, woord dat nergens staat": "/besluiten/?zoek=kanarie",
    "register, wat geldt": "/besluiten/?stand=in_force",
    "register, van kracht op een dag": "/besluiten/?op=2020-06-01",
    "een besluit": "/besluiten/2025-001/",
    "overal zoeken": "/zoeken/?q=wat+besloten+wij+over+de+no-riskpolis",
    "alles als CSV": "/besluiten/besluiten.csv",
    "alles als JSON": "/besluiten/besluiten.json",
}
TOPICS = (
    "De verdeling van garantiebanen over bouw, zorg en handel blijft zoals zij is, met één wijziging in de telling.",
    "Er komt een no-riskpolis van zes maanden, en de werkgever draagt de eerste week zelf.",
    "UWV meldt het bestuur elk kwartaal hoeveel banen er per sector zijn bijgekomen en hoe vast die cijfers staan.",
    "De drie locaties werken onder één naam en met één aanspreekpunt per werkgever en per sector.",
)


def fill(decisions: int) -> Any:
    """A board with as many decisions, 100 a year up to 2026; gives somebody who may read them all."""
    from governance.enums import AdoptableState
    from governance.models import Decision, DecisionPoint, Proposal, ViceChairTerm, Withdrawal
    from tests.governance.factories import SEATS, make_board

    board = make_board()
    pattern, first = Decision.objects.get(), decisions // 100
    items = _items(pattern, decisions)
    proposals = Proposal.objects.bulk_create(
        Proposal(item=item, title=item.title, article=pattern.article, created_by=board.secretary)
        for item in items
    )
    points = DecisionPoint.objects.bulk_create(
        DecisionPoint(proposal=proposal, position=1, number="1", text="x") for proposal in proposals
    )
    made = []
    for n, point in enumerate(points):
        year = 2026 - first + n // 100 + 1
        day = pattern.decided_at.replace(year=year) + timedelta(days=n % 100)
        made.append(
            Decision(
                year=year,
                number_in_year=n % 100 + 1 + (year == pattern.year),
                decided_at=day,
                meeting=pattern.meeting,
                vote=pattern.vote,
                point=point,
                article=pattern.article,
                title=f"Onderwerp {n}",
                text=f"{TOPICS[n % len(TOPICS)]} Dit is nummer {n}.",
                sentence=pattern.sentence,
                text_sha256="0" * 64,
            )
        )
    made = Decision.objects.bulk_create(made)
    adopted = {"state": AdoptableState.ADOPTED, "content_sha256": "0" * 64}
    ViceChairTerm.objects.bulk_create(
        ViceChairTerm(
            seat=board.seats[SEATS[1 + n % 7]],
            decision=decision,
            decision_point=decision.point,
            in_force_from=date(decision.year, 1, 1) + timedelta(days=n % 300),
            **adopted,
        )
        for n, decision in enumerate(made[::10])
    )
    Withdrawal.objects.bulk_create(
        Withdrawal(
            withdraws=earlier,
            subject=earlier.number,
            decision=later,
            decision_point=later.point,
            in_force_from=later.decided_at.date(),
            **adopted,
        )
        for earlier, later in zip(made[1::25], made[26::25], strict=False)
    )
    return board.chair


def _items(pattern: Any, number: int) -> list[Any]:
    from governance.models import AgendaItem

    return AgendaItem.objects.bulk_create(
        AgendaItem(meeting=pattern.meeting, position=n + 2, kind="decide", title=f"Onderwerp {n}")
        for n in range(number)
    )


def measure(decisions: int, rounds: int) -> None:
    """In the process of one database: fill it, ask for every page, print a line each."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    call_command("migrate", verbosity=0)
    client = Client(headers={"host": "localhost"})
    client.force_login(fill(decisions))
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    print(
        f"\n{connection.vendor}, {decisions} besluiten{'':14}{'queries':>9}{'processor':>12}{'klok':>9}{'van doel':>10}"
    )
    for name, address in PAGES.items():
        clock, processor = [], []
        for _ in range(rounds):
            begin, used = time.perf_counter(), time.process_time()
            response = client.get(address)
            clock.append((time.perf_counter() - begin) * 1000)
            processor.append((time.process_time() - used) * 1000)
            if response.status_code != 200:
                sys.exit(f"{address}: {response.status_code}")
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        used, waited = statistics.median(processor), statistics.median(clock)
        ratio = "" if address.endswith(("csv", "json")) else f"{used / AIM:.2f}"
        print(f"{name:40}{len(queries):>9}{used:>12.0f}{waited:>9.0f}{ratio:>10}", flush=True)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--decisions", type=int, default=2000)
    arguments.add_argument("--rounds", type=int, default=20)
    arguments.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    chosen = arguments.parse_args()
    if chosen.here:
        measure(chosen.decisions, chosen.rounds)
        return
    from tests.postgres import running_postgres

    again = [
        sys.executable,
        __file__,
        "--here",
        f"--decisions={chosen.decisions}",
        f"--rounds={chosen.rounds}",
    ]
    with tempfile.TemporaryDirectory() as folder, running_postgres() as postgres:
        for url in (f"sqlite:///{folder}/db.sqlite3", postgres):
            facts = {"DATABASE_URL": url, "VAR_DIR": folder, "DJANGO_SETTINGS_MODULE": "tests.settings"}
            subprocess.run(again, env={**os.environ, **facts}, check=True)
    print(f"\nDoel: {AIM:.0f} ms voor een bladzijde.")


if __name__ == "__main__":
    main()
