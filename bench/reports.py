"""What do the PDFs of the verslag cost: beside laying each out by itself, beside a browser, and for every municipality?

    .venv/bin/python bench/reports.py [--decisions 6] [--councils 342] [--without-chromium]

Over an invented year (tests/reports/sample.py), about 20 pages a copy. Each way runs in processes of its own, one
after the other: the nineteen copies as the workers make them (one worker, two), the same copies laid out one by one,
and the same HTML printed by Chromium, started once. Then 342 councils by one worker: seconds and memory per copy, the
first tenth of them beside the last. Seconds of the processor and of the clock; memory is the highest of one process.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "werkbedrijf.settings")

CREATED = "2027-01-20T10:00:00+01:00"
AIM = 0.35  # of one by one, per core (part 6 of the plan)
FLAT = 1.15  # the last tenth of 342 councils beside the first: more is not flat


def invented(councils: int, decisions: int) -> tuple[dict[str, Any], list[str]]:
    """The invented year and who receives it: the nineteen of Twente, or `councils` councils and the other five."""
    from tests.reports.sample import sample_figures

    figures = sample_figures(decisions=decisions)
    if councils:
        model = figures["parties"][0]
        names = {f"raad-{n}": f"Gemeente {n}" for n in range(1, councils + 1)}
        figures["parties"] = [
            {**model, "slug": slug, "name": name, "body": f"gemeenteraad van {name}"}
            for slug, name in names.items()
        ] + figures["parties"][14:]
    return figures, [party["slug"] for party in figures["parties"]]


def own(figures: dict[str, Any], slug: str, place: int) -> dict[str, Any]:
    """The figures for the own chapter of one of many councils: it takes the place of one of the fourteen."""
    if not slug.startswith("raad-"):
        return figures
    lines = [*figures["realisation"]["municipalities"]]
    lines[place % 14] = {**lines[place % 14], "slug": slug, "name": slug.replace("raad-", "Gemeente ")}
    return {**figures, "realisation": {**figures["realisation"], "municipalities": lines}}


def work(way: str, share: tuple[int, int], councils: int, decisions: int) -> None:
    """In a process of its own: make these copies in this way, and tell what it took as JSON on the last line."""
    import django

    django.setup()
    from reports.kinds.verslag.print import common_part, lay_out_common, print_copy
    from werkbedrijf.lib.canonical import canonical_json
    from werkbedrijf.printing.press import press

    figures, slugs = invented(councils, decisions)
    frozen = canonical_json(figures)
    press()  # fonts and style are read once per process, whichever way
    clock, processor = time.perf_counter(), time.process_time()
    pages, seconds, memory, hashes = 0, [], [], {}
    if way == "shared":
        common_part(frozen, 1, CREATED)
    for place, slug in list(enumerate(slugs))[share[0] :: share[1]]:
        began = time.process_time()
        if way == "shared":
            common = common_part(frozen, 1, CREATED)
        else:
            common = lay_out_common(figures, edition=1, created=CREATED)
        pdf = print_copy(common, own(figures, slug, place), slug, edition=1, created=CREATED)
        seconds.append(time.process_time() - began)
        memory.append(_resident())
        pages += pdf.pages
        hashes[slug] = pdf.sha256
    taken = {
        "clock": time.perf_counter() - clock,
        "processor": time.process_time() - processor,
        "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "pages": pages,
        "seconds": seconds,
        "memory": memory,
        "hashes": hashes,
    }
    print(json.dumps(taken))


def _resident() -> float:
    """Megabytes (2 to the power of 20, as the system counts) that this process holds now."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize() / 2**20


@dataclass
class Taken:
    """What one way took, all its processes together; memory is the highest of one of them."""

    clock: float
    processor: float
    peak: float
    pages: int
    hashes: dict[str, str] = field(default_factory=dict)
    seconds: list[float] = field(default_factory=list)  # of the processor, per copy
    memory: list[float] = field(default_factory=list)  # megabytes held after each copy


def run(way: str, decisions: int, workers: int = 1, councils: int = 0) -> Taken:
    """All copies, by so many processes at once."""
    command = [sys.executable, __file__, "--decisions", str(decisions), "--councils", str(councils)]
    processes = [
        subprocess.Popen([*command, "--work", way, str(n), str(workers)], stdout=subprocess.PIPE, text=True)
        for n in range(workers)
    ]
    said = [json.loads(process.communicate()[0].splitlines()[-1]) for process in processes]
    return Taken(
        clock=max(one["clock"] for one in said),
        processor=sum(one["processor"] for one in said),
        peak=max(one["peak"] for one in said),
        pages=sum(one["pages"] for one in said),
        hashes={slug: sha for one in said for slug, sha in one["hashes"].items()},
        seconds=[each for one in said for each in one["seconds"]],
        memory=[each for one in said for each in one["memory"]],
    )


def html_of_each(decisions: int) -> list[str]:
    """Exactly the HTML that is laid out for each recipient, as one page: front, shared part and own chapter."""
    import django

    django.setup()
    from reports.kinds.verslag import print as verslag

    figures, slugs = invented(0, decisions)
    parts: list[str] = []
    lay_out = verslag.lay_out

    def listen(html: str, **edges: Any) -> Any:
        parts.append(html)
        return lay_out(html, **edges)

    verslag.lay_out = listen
    common = verslag.lay_out_common(figures, edition=1, created=CREATED)
    shared, found = parts.pop(), []
    for slug in slugs:
        verslag.print_copy(common, figures, slug, edition=1, created=CREATED)
        chapter, front = parts.pop(0), parts.pop(0)  # in the order in which they are laid out
        bodies = [re.split(r"</?body>", html)[1] for html in (front, shared, chapter)]
        found.append(front[: front.index("<body>")] + "<body>" + "".join(bodies) + "</body></html>")
    return found


def run_chromium(pages: list[str]) -> Taken | None:
    """These pages printed by a browser that is started once, with our style and fonts; None when there is none."""
    from tests.chromium import find_chromium

    executable = find_chromium()
    if executable is None:
        return None
    from django.template.loader import render_to_string
    from playwright.sync_api import Route, sync_playwright
    from pypdf import PdfReader

    from werkbedrijf.printing.press import FONTS, font_path

    host = "http://bench.invalid/"
    style = render_to_string("print/print.css").replace("asset:", host)
    known = {host + name.removeprefix("asset:"): font_path(name).read_bytes() for name in FONTS}
    known |= {
        f"{host}{n}": html.replace("</head>", f"<style>{style}</style></head>", 1).encode()
        for n, html in enumerate(pages)
    }

    def answer(route: Route) -> None:
        body = known.get(route.request.url)
        kind = "font/ttf" if route.request.url.endswith(".ttf") else "text/html; charset=utf-8"
        route.fulfill(status=200 if body else 404, body=body or b"", content_type=kind)

    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        sheet = browser.new_page()
        sheet.route("**/*", answer)
        sheet.goto(f"{host}0")
        sheet.pdf(path=f"{folder}/warm.pdf")
        clock, processor = time.perf_counter(), _children()[0]
        for number in range(len(pages)):
            sheet.goto(f"{host}{number}")
            sheet.pdf(path=f"{folder}/{number}.pdf", prefer_css_page_size=True, tagged=True, outline=True)
        taken, (used, peak) = time.perf_counter() - clock, _children()
        browser.close()
        count = sum(len(PdfReader(f"{folder}/{number}.pdf").pages) for number in range(len(pages)))
    return Taken(taken, used - processor, peak, count)


def _children() -> tuple[float, float]:
    """Seconds of the processor of all processes below this one, and the most megabytes that one of them held."""
    stats, below = {}, {os.getpid()}
    for entry in Path("/proc").iterdir():
        try:
            if entry.name.isdigit():
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
                high = re.search(r"VmHWM:\s+(\d+)", (entry / "status").read_text())
                ticks = int(fields[11]) + int(fields[12])
                stats[int(entry.name)] = (int(fields[1]), ticks, int(high[1]) / 1024 if high else 0.0)
        except OSError:
            continue  # ended while we looked
    while grown := {pid for pid, (parent, *_) in stats.items() if parent in below} - below:
        below |= grown
    found = [stats[pid] for pid in below - {os.getpid()} if pid in stats]
    return sum(ticks for _, ticks, _ in found) / os.sysconf("SC_CLK_TCK"), max(high for *_, high in found)


def line(name: str, taken: Taken, copies: int) -> None:
    print(
        f"{name:38}{taken.processor:9.2f} s{taken.clock:9.2f} s{taken.processor / copies:9.3f} s{taken.peak:8.0f} MB"
    )


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--decisions", type=int, default=6, help="about 20 pages a copy")
    arguments.add_argument("--councils", type=int, default=342, help="0 leaves them out")
    arguments.add_argument("--without-chromium", action="store_true")
    arguments.add_argument("--work", nargs=3, metavar=("WAY", "N", "OF"), help=argparse.SUPPRESS)
    chosen = arguments.parse_args()
    if chosen.work:
        way, number, of = chosen.work
        work(way, (int(number), int(of)), chosen.councils, chosen.decisions)
        return
    print(f"load of the machine at the start: {os.getloadavg()[0]:.1f}")
    one, two = (run("shared", chosen.decisions, workers) for workers in (1, 2))
    single = run("one by one", chosen.decisions)
    if not one.hashes == two.hashes == single.hashes:
        sys.exit("The ways do not give the same files.")
    copies = len(one.hashes)
    print(f"{copies} copies of {one.pages / copies:.1f} pages")
    print(f"{'':38}{'processor':>11}{'clock':>11}{'per copy':>11}{'memory':>11}")
    line("shared part once, one worker", one, copies)
    line("shared part once, two workers", two, copies)
    line("each by itself, one worker", single, copies)
    browser = None if chosen.without_chromium else run_chromium(html_of_each(chosen.decisions))
    if browser:
        line(f"Chromium ({browser.pages / copies:.1f} pages)", browser, copies)
    print(f"of each by itself, per core: {one.processor / single.processor:.2f} (aim {AIM})")
    if browser:
        cpu, clock, both = (
            one.processor / browser.processor,
            one.clock / browser.clock,
            two.clock / browser.clock,
        )
        print(f"of Chromium, which uses several processes: {cpu:.2f} of its processor (aim below 1);")
        print(f"{clock:.2f} of its clock with one worker, {both:.2f} with two")
    if chosen.councils:
        flat(run("shared", chosen.decisions, 1, chosen.councils))


def flat(many: Taken) -> None:
    """What the first and the last copies of many cost; the very first ones fill the caches."""
    tenth = len(many.seconds) // 10
    first, last = (statistics.median(many.seconds[part]) for part in (slice(0, tenth), slice(-tenth, None)))
    held, end = (statistics.median(many.memory[part]) for part in (slice(0, tenth), slice(-tenth, None)))
    line(f"{len(many.seconds)} copies, one worker", many, len(many.seconds))
    print(
        f"seconds a copy, first and last tenth: {first:.3f} and {last:.3f}, {last / first:.2f} (aim at most {FLAT})"
    )
    print(
        f"megabytes held, first and last tenth: {held:.0f} and {end:.0f}, {end / held:.2f} (aim at most {FLAT})"
    )


if __name__ == "__main__":
    main()
