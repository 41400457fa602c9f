"""What the charts of quotum say: their bars, their title, and the sentence that tells what they show."""

from __future__ import annotations

from collections.abc import Sequence

from quotum.models import Allocation
from quotum.queries import AllocationTable, PartTable, QuarterTotal, SectorLine, YearTotals
from werkbedrijf.lib.charts import BarChart, BarRow, bar_chart, thousands


def allocation_chart(allocation: Allocation, table: AllocationTable) -> BarChart:
    """One bar per sector: its garantiebanen."""
    largest = max(table.lines, key=lambda line: line.assigned)
    sentence = (
        f"{largest.sector.name} krijgt de meeste banen: "
        f"{thousands(largest.assigned)} van de {thousands(table.jobs)}."
    )
    return bar_chart(
        f"Garantiebanen per sector in {allocation.year}",
        sentence,
        ["garantiebanen"],
        [BarRow(f"{line.sector.name} ({line.sector.code})", (line.assigned,)) for line in table.lines],
    )


def monitor_chart(
    year: int, lines: Sequence[SectorLine], totals: YearTotals, behind: SectorLine | None
) -> BarChart | None:
    """Two bars per sector: allocated and realised; None when there is nothing to draw."""
    if totals.allocated is None and totals.realised is None:
        return None
    return bar_chart(
        f"Verdeelde en gerealiseerde banen per sector in {year}",
        _monitor_sentence(year, totals, behind),
        ["verdeeld", "gerealiseerd"],
        [
            BarRow(f"{line.sector.name} ({line.sector.code})", (line.allocated, line.realised))
            for line in lines
        ],
    )


def _monitor_sentence(year: int, totals: YearTotals, behind: SectorLine | None) -> str:
    if totals.realised is None:
        return f"Er zijn {thousands(totals.allocated)} banen verdeeld; realisatiecijfers over {year} zijn er nog niet."
    if totals.allocated is None:
        return f"Er zijn {thousands(totals.realised)} banen gerealiseerd; voor {year} is geen verdeling vastgesteld."
    allocated, realised = thousands(totals.allocated), thousands(totals.realised)
    sentence = f"Van de {allocated} verdeelde banen zijn er {realised} gerealiseerd."
    if behind is not None:
        sentence += (
            f" Het verst achter op schema ligt {behind.sector.name}: "
            f"{thousands(behind.realised)} van {thousands(behind.allocated)}."
        )
    return sentence


def part_chart(title: str, table: PartTable) -> BarChart | None:
    """One bar per municipality or group, the largest first; None when there is nothing to draw."""
    known = [line for line in table.lines if line.realised is not None]
    if not any(line.realised for line in known):
        return None
    largest = sorted(known, key=lambda line: -(line.realised or 0))
    first = largest[0]
    sentence = f"De meeste banen: {first.name}, {thousands(first.realised)} van de {thousands(table.total)}."
    return bar_chart(
        title, sentence, ["gerealiseerd"], [BarRow(line.name, (line.realised,)) for line in largest]
    )


def quarter_chart(year: int, totals: Sequence[QuarterTotal]) -> BarChart | None:
    """Two bars per quarter: the year before, and this year; None when this year has no figures."""
    known = [one for one in totals if one.realised is not None]
    if not known:
        return None
    last = known[-1]
    sentence = f"In kwartaal {last.number} van {year} kwamen er {thousands(last.realised)} banen bij"
    if last.before is not None:
        sentence += f"; in hetzelfde kwartaal van {year - 1} waren dat er {thousands(last.before)}"
    return bar_chart(
        f"Nieuwe banen per kwartaal in {year - 1} en {year}",
        sentence + ".",
        [str(year - 1), str(year)],
        [BarRow(f"Kwartaal {one.number}", (one.before, one.realised)) for one in totals],
    )
