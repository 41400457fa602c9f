"""Whether the parts of a delivery add up, and what is not in it.

A total that the file itself gives must be met but for rounding: each part is rounded to a whole job, so the sum can be
off by half a job for each. Such a difference is a note; more is an error. Two breakdowns need not add up to each
other without a total row: a job can be known by municipality and not by sector. That is a note.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol

from quotum.domain.quarters import Quarter
from quotum.enums import Dimension, Measure, Unit

# How the parts of a breakdown are called, and how one speaks of the codes that are absent.
PARTS = {
    Dimension.SECTOR: ("de sectoren", "sectoren"),
    Dimension.MUNICIPALITY: ("de gemeenten", "gemeenten"),
    Dimension.GROUP: ("de groepen", "groepen"),
    Dimension.SIDE: ("markt en overheid", "delen"),
}


def rounding_of(parts: int) -> int:
    """How far the sum of so many parts, each rounded to a whole number, can be from the rounded total: at least 1."""
    return max(1, parts // 2)


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
    rows: Iterable[Figure], known: Mapping[Dimension, Mapping[str, str]]
) -> tuple[list[str], list[str]]:
    """Problems that refuse the file, and notes. known: per breakdown, code to name of all that could be there."""
    problems: list[str] = []
    notes: list[str] = []
    series: dict[tuple[int, int, str, str], dict[str, dict[str, int]]] = {}
    for row in rows:
        kinds = series.setdefault((row.year, row.quarter, row.measure, row.unit), {})
        kinds.setdefault(row.kind, {})[row.code] = row.count
    for (year, quarter, measure, unit), kinds in sorted(series.items()):
        name = f"{Quarter(year, quarter)} ({Measure(measure).label}, {Unit(unit).label})"
        stated = kinds.pop("total", {}).get("")
        sums = {Dimension(kind): sum(parts.values()) for kind, parts in kinds.items()}
        if not sums:
            problems.append(
                f"Van {name} staat er alleen een totaal. Voeg de cijfers per sector of per gemeente toe."
            )
        for kind, total in sums.items():
            label = PARTS[kind][0]
            difference = total - stated if stated is not None else 0
            if abs(difference) > rounding_of(len(kinds[kind])):
                problems.append(
                    f"Van {name} zijn {label} samen {total}, maar de regel met het totaal zegt {stated}. "
                    "Maak ze gelijk of laat de regel met het totaal weg."
                )
            elif difference:
                notes.append(
                    f"Van {name} zijn {label} samen {total} en het totaal {stated}: een verschil door afronding."
                )
            notes += _absent(name, kind, kinds[kind], known[kind])
        if stated is None and len(set(sums.values())) > 1:
            each = [f"{PARTS[kind][0]} samen {total}" for kind, total in sums.items()]
            notes.append(
                f"Van {name} zijn {', '.join(each[:-1])} en {each[-1]}. "
                "Dat kan kloppen, als niet van elke baan alles bekend is."
            )
    return problems, notes


def _absent(name: str, kind: Dimension, given: Mapping[str, int], known: Mapping[str, str]) -> list[str]:
    absent = [label for code, label in known.items() if code not in given]
    if not absent:
        return []
    return [
        f"Van {name} ontbreken de {PARTS[kind][1]} {', '.join(absent)}. "
        "Ontbreken is geen 0: er komt geen cijfer te staan."
    ]
