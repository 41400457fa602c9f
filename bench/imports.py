"""What does reading a long file cost, beside the least that it could cost, and how much memory does it take?

    .venv/bin/python bench/imports.py [--rows 100000 1000000] [--sqlite]

The same file twice, each in a process of its own with a new and empty database: once as bare as can be (csv.reader,
look up the keys, one INSERT for 5,000 rows at a time, nothing checked), and once as the application does it (every cell
checked, doubles and personal data looked for, sums kept, hidden until it counts, with its pauses for others). Then it
is taken over, and the monitor with ten years of quarters is asked for. Memory: the highest of the process, and what
reading added to it. A thread that appends to the ledger meanwhile says how long a ballot would wait.
"""

from __future__ import annotations

import argparse
import csv
import itertools
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from datetime import date, timedelta
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

QUARTERS = [(year, quarter) for year in range(2014, 2024) for quarter in (1, 2, 3, 4)]  # ten years
GROUPS, SIDES, MEASURES = (
    ("pw", "wajong", "wsw", "wiw-id", "overig"),
    ("markt", "overheid"),
    ("nieuw", "stand"),
)
MUNICIPALITIES = 14
HEADER = ["jaar", "kwartaal", "gemeente", "sector", "groep", "werkgever", "maat", "eenheid", "aantal"]


def sectors_for(rows: int) -> int:
    """As many sectors as give at least this many different figures over ten years."""
    others = len(QUARTERS) * len(GROUPS) * len(SIDES) * len(MEASURES) * MUNICIPALITIES
    return max(10, -(-rows // others))


def write(path: Path, rows: int) -> None:
    """A file of so many rows, the same every time."""
    combinations = itertools.product(
        QUARTERS,
        [f"GM{9000 + n}" for n in range(MUNICIPALITIES)],
        [f"S{n:03}" for n in range(sectors_for(rows))],
        GROUPS,
        SIDES,
        MEASURES,
    )
    with path.open("w", encoding="utf-8", newline="") as text:
        writer = csv.writer(text, delimiter=";")
        writer.writerow(HEADER)
        for n, ((year, quarter), place, sector, group, side, measure) in enumerate(combinations):
            if n == rows:
                break
            writer.writerow([year, quarter, place, sector, group, side, measure, "banen", n % 23])


def highest() -> float:
    """The most memory that this process has had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def prepare(rows: int) -> Any:
    """An empty database with a board, fourteen municipalities and enough sectors; gives UWV's staff."""
    import django

    django.setup()
    from django.core.management import call_command

    from governance.models import Party
    from quotum.models import Sector, SectorList
    from quotum.models.sectors import FOUNDING
    from tests.quotum.factories import make_quotum

    call_command("migrate", verbosity=0)
    quotum = make_quotum()
    Party.objects.filter(kind="municipality").update(kind="employers")
    for n in range(MUNICIPALITIES):
        Party.objects.create(
            kind="municipality",
            name=f"Gemeente {n}",
            slug=f"gemeente-{n}",
            body="raad",
            cbs_code=f"GM{9000 + n}",
            joined_on=date(2014, 12, 12),
        )
    sectors = SectorList.objects.create(version=2, title="Proef", in_force_from=date(2016, 1, 1), **FOUNDING)
    Sector.objects.bulk_create(
        Sector(sector_list=sectors, code=f"S{n:03}", name=f"Sector {n}", position=n + 1)
        for n in range(sectors_for(rows))
    )
    return quotum.uwv_staff


def keep(path: Path, person: Any) -> Any:
    from django.core.files.uploadedfile import TemporaryUploadedFile

    from quotum.actions import keep_file
    from quotum.imports import receive

    upload = TemporaryUploadedFile("detail.csv", "text/csv", path.stat().st_size, None)
    with path.open("rb") as source:
        while block := source.read(1 << 20):
            upload.write(block)
    return keep_file(receive(upload), by=person, source="UWV", published_on=date(2025, 2, 1))


def bare(path: Path, rows: int) -> None:
    """The least: parse, look up, insert."""
    person = prepare(rows)
    from django.db import connection, transaction
    from django.utils import timezone

    from governance.models import Party
    from quotum.models import DetailFigure, FileImport, Sector

    now = timezone.now()
    file = FileImport.objects.create(
        owner=person,
        source="UWV",
        published_on=date(2025, 2, 1),
        created_at=now,
        expires_at=now + timedelta(days=1),
    )
    before, start, used = highest(), time.perf_counter(), time.thread_time()
    sectors = dict(Sector.objects.filter(code__startswith="S").values_list("code", "pk"))
    places = dict(Party.objects.values_list("cbs_code", "pk"))
    measures, sides = {"nieuw": "new", "stand": "stock"}, {"markt": "market", "overheid": "government"}
    pk = file.pk.hex if connection.vendor == "sqlite" else file.pk
    insert = (
        f'INSERT INTO {DetailFigure._meta.db_table} (file_import_id, "key", year, quarter, municipality_id, sector_id,'  # noqa: S608
        f' "group", side, measure, unit, "count") VALUES ({", ".join(["%s"] * 11)})'
    )
    with path.open(encoding="utf-8", newline="") as text, connection.cursor() as cursor:
        reader = csv.reader(text, delimiter=";")
        next(reader)
        number = 0
        while chunk := list(itertools.islice(reader, 5_000)):
            values = []
            for year, quarter, place, sector, group, side, measure, _, count in chunk:
                number += 1
                values.append(
                    (pk, number, int(year), int(quarter), places[place], sectors[sector], group, sides[side],
                     measures[measure], "jobs", int(count))
                )  # fmt: skip
            with transaction.atomic():
                cursor.executemany(insert, values)
    processor = time.thread_time() - used
    print(f"{time.perf_counter() - start:.2f} {processor:.2f} {highest():.0f} {highest() - before:.0f}")


def ours(path: Path, rows: int) -> None:
    """As the application does it, with somebody who votes meanwhile; then taken over, and the monitor."""
    person = prepare(rows)
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from governance.actions.ledger import append_event
    from quotum.actions import read_file, take_over_file

    file = keep(path, person)
    waits, done = [], threading.Event()

    def votes() -> None:
        while not done.wait(0.05):
            begin = time.perf_counter()
            append_event("bench", None, {})
            waits.append(time.perf_counter() - begin)
        connection.close()

    thread = threading.Thread(target=votes)
    before, start, used = highest(), time.perf_counter(), time.thread_time()
    thread.start()
    read_file(file.pk)
    seconds, processor, memory = time.perf_counter() - start, time.thread_time() - used, highest()
    done.set()
    thread.join()
    file.refresh_from_db()
    if file.rows != rows:
        sys.exit(f"{file.state}: {file.rows} of {rows} rows, {file.errors[:3]}")
    start = time.perf_counter()
    take_over_file(file, by=person)
    taking_over = time.perf_counter() - start
    client = Client(headers={"host": "localhost"})
    client.force_login(person)
    clock = []
    for _ in range(6):
        start = time.perf_counter()
        client.get("/quotum/?jaar=2023")
        clock.append((time.perf_counter() - start) * 1000)
    with CaptureQueriesContext(connection) as queries:
        page = client.get("/quotum/?jaar=2023")
        asked = len(queries.captured_queries)
    if page.status_code != 200:
        sys.exit(f"monitor: {page.status_code}")
    start = time.perf_counter()
    client.get("/quotum/uitsnede/?jaar=2023&per=gemeente&groep=wajong")
    cut = (time.perf_counter() - start) * 1000
    figures = [
        f"{seconds:.2f}",
        f"{processor:.2f}",
        f"{memory:.0f}",
        f"{memory - before:.0f}",
        f"{max(waits) * 1000:.0f}",
        f"{statistics.median(waits) * 1000:.1f}",
        f"{taking_over:.2f}",
        f"{asked}",
        f"{statistics.median(clock[1:]):.0f}",
        f"{cut:.0f}",
    ]
    print(" ".join(figures))


def run(step: str, path: Path, rows: int, database: str, folder: str) -> list[str]:
    """One step in a process of its own; the figures that it prints."""
    if database.startswith("sqlite"):
        database = f"sqlite:///{folder}/{step}-{rows}.sqlite3"
    facts = {
        "DATABASE_URL": database,
        "VAR_DIR": folder,
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "LOG_LEVEL": "ERROR",
    }
    command = [sys.executable, __file__, "--step", step, "--file", str(path), "--rows", str(rows)]
    done = subprocess.run(command, env={**os.environ, **facts}, stdout=subprocess.PIPE, text=True, check=True)
    return done.stdout.split()


def report(rows: int, database: str, folder: str, again: str = "") -> None:
    path = Path(folder) / f"{rows}.csv"
    write(path, rows)
    least = run("bare", path, rows, database, folder)
    real = run("ours", path, rows, again or database, folder)
    ratio, on_processor = float(real[0]) / float(least[0]), float(real[1]) / float(least[1])
    print(f"\n{database.split(':')[0]}, {rows} rijen, {path.stat().st_size / 1e6:.1f} MB")
    line = "  {:24}{:>8} s   processor {:>7} s   geheugen {:>5} MB (erbij {} MB)"
    print(line.format("kaal lezen en invoegen", *least))
    print(line.format("inlezen", *real[:4]), f"  verhouding {ratio:.2f}, processor {on_processor:.2f}")
    print(f"  wie intussen stemt, wacht hoogstens {real[4]} ms, midden {real[5]} ms")
    print(
        f"  overnemen {real[6]} s; monitor met tien jaar {real[8]} ms, {real[7]} queries; uitsnede {real[9]} ms"
    )
    sys.stdout.flush()


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--rows", type=int, nargs="*", default=[100_000, 1_000_000])
    arguments.add_argument("--sqlite", action="store_true", help="only SQLite")
    arguments.add_argument("--step", choices=["bare", "ours"], help=argparse.SUPPRESS)
    arguments.add_argument("--file", type=Path, help=argparse.SUPPRESS)
    chosen = arguments.parse_args()
    if chosen.step:
        {"bare": bare, "ours": ours}[chosen.step](chosen.file, chosen.rows[0])
        return
    with tempfile.TemporaryDirectory() as folder:
        for rows in chosen.rows:
            report(rows, "sqlite", folder)
    if chosen.sqlite:
        return
    from tests.postgres import running_postgres

    for rows in chosen.rows:
        with (
            tempfile.TemporaryDirectory() as folder,
            running_postgres() as first,
            running_postgres() as second,
        ):
            report(rows, first, folder, second)


if __name__ == "__main__":
    main()
