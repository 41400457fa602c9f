"""A cost scenario as a chart, and on paper: the annex to a proposal, to be recomputed by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.template.loader import render_to_string

from instruments.domain.wording import as_decimal, whole_euro
from instruments.enums import Reading
from instruments.models import CostScenario
from instruments.queries.cost import Worked, worked_out
from werkbedrijf.lib.charts import BarChart, BarRow, bar_chart

if TYPE_CHECKING:
    from werkbedrijf.printing.press import Pdf


def cost_chart(scenario: CostScenario, readings: tuple[Worked, Worked]) -> BarChart:
    """Two bars per year, in whole euro."""
    on_top, in_all = readings
    last = on_top.years[-1].count.year
    sentence = (
        f"In {last} kost het {whole_euro(on_top.years[-1].total)} als het memo cumulatief is bedoeld, en "
        f"{whole_euro(in_all.years[-1].total)} als het om het totaal gaat."
    )
    return bar_chart(
        f"Kosten per jaar in euro, {scenario.manner}",
        sentence,
        [Reading.ON_TOP.short, Reading.IN_ALL.short],
        [
            BarRow(str(one.count.year), (int(as_decimal(one.total, 0)), int(as_decimal(other.total, 0))))
            for one, other in zip(on_top.years, in_all.years, strict=True)
        ],
    )


def print_scenario(scenario: CostScenario, created: str) -> Pdf:
    """The figures, both readings, the chart and the sources.

    created: W3C date and time, so that the same gives the same bytes.
    """
    from werkbedrijf.printing.press import join, lay_out  # its first import takes a second

    readings = worked_out(scenario)
    title = f"Kosten loonwaardemeting: {scenario}"
    html = render_to_string(
        "instruments/loonwaarde/cost_print.html",
        {
            "title": title,
            "subject": "Aantallen en kosten per jaar, in twee lezingen van het memo van 2 oktober 2014",
            "created": created,
            "scenario": scenario,
            "readings": readings,
            "chart": cost_chart(scenario, readings),
        },
    )
    return join([lay_out(html, head=f"Werkbedrijf Twente · {title}")])
