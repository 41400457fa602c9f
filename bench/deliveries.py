"""How long do the nineteen PDFs take, with the common part laid out once, and one by one?

    .venv/bin/python bench/deliveries.py [--decisions 44]

Both ways in the same run and the same process, over an invented year (tests/reports/sample.py); about 44 decisions
make 20 pages a copy. Seconds of the processor, with those of the clock beside them.
"""

from __future__ import annotations

import argparse
import os
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "werkbedrijf.settings")

import django  # noqa: E402 (the path and the settings come first)

django.setup()

from reports.kinds.verslag.print import lay_out_common, print_copy  # noqa: E402
from tests.reports.sample import sample_figures  # noqa: E402
from werkbedrijf.printing.press import Pdf, press  # noqa: E402

CREATED = "2027-01-20T10:00:00+01:00"
AIM = 0.35  # of one by one, per core (part 6 of the plan)


def timed(work: Callable[[], list[Pdf]]) -> tuple[list[Pdf], float, float]:
    """What came out, seconds of the processor, seconds on the clock."""
    clock, processor = time.perf_counter(), time.process_time()
    made = work()
    return made, time.process_time() - processor, time.perf_counter() - clock


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--decisions", type=int, default=44)
    figures = sample_figures(decisions=arguments.parse_args().decisions)
    slugs = [party["slug"] for party in figures["parties"]]

    def once() -> list[Pdf]:
        common = lay_out_common(figures, edition=1, created=CREATED)
        return [print_copy(common, figures, slug, edition=1, created=CREATED) for slug in slugs]

    def one_by_one() -> list[Pdf]:
        return [
            print_copy(
                lay_out_common(figures, edition=1, created=CREATED),
                figures,
                slug,
                edition=1,
                created=CREATED,
            )
            for slug in slugs
        ]

    press()  # fonts and style are read once per process, whichever way
    shared, shared_cpu, shared_clock = timed(once)
    single, single_cpu, single_clock = timed(one_by_one)
    if [pdf.sha256 for pdf in shared] != [pdf.sha256 for pdf in single]:
        sys.exit("De twee manieren geven niet dezelfde bestanden.")
    pages = sum(pdf.pages for pdf in shared)
    size = sum(len(pdf.content) for pdf in shared)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{len(shared)} pdf's, {pages} pagina's, {size / 1e6:.1f} MB, hoogste geheugen {peak:.0f} MB")
    print(f"{'':32}{'processor':>12}{'klok':>12}{'per pdf':>12}")
    rows = (
        ("gemeenschappelijk deel één keer", shared_cpu, shared_clock),
        ("een voor een", single_cpu, single_clock),
    )
    for name, cpu, clock in rows:
        print(f"{name:32}{cpu:>10.2f} s{clock:>10.2f} s{cpu / len(slugs):>10.2f} s")
    print(
        f"{'verhouding (doel ' + str(AIM) + ')':32}{shared_cpu / single_cpu:>12.2f}{shared_clock / single_clock:>12.2f}"
    )


if __name__ == "__main__":
    main()
