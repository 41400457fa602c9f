"""Whether the parts of a delivery add up, and what is not in it.

A total that the file itself gives must be met. Published parts miss their total by rounding now and then
(nationally by 1), so a difference of 1 is a note; more is an error. Sectors and municipalities need not add up to
each other without a total row: a job can be known by municipality and not by sector. That is a note.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol

from quotum.domain.quarters import Quarter
from quotum.enums import Dimension, Measure, Unit

ROUNDING = 1


class Figure(Protocol):
    """What the check needs to know of a row."""

    @property
    def year(self) -> int: ...
    @property
    def quarter(self) -> int: ...
    @property
    def kind(self) -> str: ...
    @property
    def code(self) -> str: ...
    @property
    def measure(self) -> str: ...
    @property
    def unit(self) -> str: ...
    @property
    def count(self) -> int: ...


def check_totals(
    rows: Iterable[Figure], sectors: Mapping[str, str], municipalities: Mapping[str, str]
) -> tuple[list[str], list[str]]:
    """Problems that refuse the file, and notes. sectors, municipalities: code to name, all that could be there."""
    problems: list[str] = []
    notes: list[str] = []
    series: dict[tuple[int, int, str, str], dict[str, dict[str, int]]] = {}
    for row in rows:
        kinds = series.setdefault((row.year, row.quarter, row.measure, row.unit), {})
        kinds.setdefault(row.kind, {})[row.code] = row.count
    for (year, quarter, measure, unit), kinds in sorted(series.items()):
        name = f"{Quarter(year, quarter)} ({Measure(measure).label}, {Unit(unit).label})"
        stated = kinds.get("total", {}).get("")
        sums = {kind: sum(parts.values()) for kind, parts in kinds.items() if kind != "total"}
        if not sums:
            problems.append(
                f"Van {name} staat er alleen een totaal. Voeg de cijfers per sector of per gemeente toe."
            )
        for kind, total in sums.items():
            label = "de sectoren" if kind == Dimension.SECTOR else "de gemeenten"
            difference = total - stated if stated is not None else 0
            if abs(difference) > ROUNDING:
                problems.append(
                    f"Van {name} zijn {label} samen {total}, maar de regel met het totaal zegt {stated}. "
                    "Maak ze gelijk of laat de regel met het totaal weg."
                )
            elif difference:
                notes.append(
                    f"Van {name} zijn {label} samen {total} en het totaal {stated}: een verschil door afronding."
                )
            notes += _absent(name, kind, kinds[kind], sectors if kind == Dimension.SECTOR else municipalities)
        if stated is None and len(set(sums.values())) > 1:
            notes.append(
                f"Van {name} zijn de sectoren samen {sums[Dimension.SECTOR.value]} en de gemeenten samen "
                f"{sums[Dimension.MUNICIPALITY.value]}. Dat kan kloppen, als niet van elke baan beide bekend zijn."
            )
    return problems, notes


def _absent(name: str, kind: str, given: Mapping[str, int], known: Mapping[str, str]) -> list[str]:
    absent = [code if kind == Dimension.SECTOR else known[code] for code in known if code not in given]
    if not absent:
        return []
    label = "sectoren" if kind == Dimension.SECTOR else "gemeenten"
    return [
        f"Van {name} ontbreken de {label} {', '.join(absent)}. Ontbreken is geen 0: er komt geen cijfer te staan."
    ]
