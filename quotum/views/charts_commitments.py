"""What the chart of commitments says: allocated beside promised per sector, and the sentence that tells it."""

from __future__ import annotations

from quotum.queries.promised import Promised
from werkbedrijf.lib.charts import BarChart, BarRow, bar_chart, thousands


def promised_chart(year: int, promised: Promised) -> BarChart | None:
    """Two bars per sector: allocated and promised; None when there is nothing to draw."""
    if promised.allocated is None and not promised.promised:
        return None
    return bar_chart(
        f"Verdeelde en door werkgevers toegezegde banen per sector in {year}",
        _sentence(promised),
        ["verdeeld", "toegezegd"],
        [
            BarRow(f"{line.sector.name} ({line.sector.code})", (line.allocated, line.promised))
            for line in promised.lines
        ],
    )


def _sentence(promised: Promised) -> str:
    if promised.allocated is None:
        return f"Werkgevers zegden {thousands(promised.promised)} banen toe; een verdeling is er niet."
    allocated, made = thousands(promised.allocated), thousands(promised.promised)
    sentence = f"Van de {allocated} verdeelde banen zijn er {made} toegezegd."
    short = promised.furthest_short
    if short is not None:
        sentence += f" De meeste toezeggingen ontbreken in {short.sector.name}: {thousands(short.short)}."
    return sentence
