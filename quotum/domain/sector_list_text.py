"""A list of sectors as it is written down: a line per sector, and under it a line per branch.

B-E: Industrie, energie, water en afval
G-I: Handel, vervoer en horeca
- G: Handel
- H-I: Vervoer en horeca
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from quotum.domain.classification import ClassificationError, Section, partition_errors, sections_of
from quotum.domain.divisions import division_errors, is_divisions

LONGEST_CODE, LONGEST_NAME = 10, 80
MOST_LINES = 200


@dataclass(frozen=True, slots=True)
class WrittenBranch:
    """A part of a sector: by sections ("G"), or by divisions of the classification ("47")."""

    code: str
    name: str

    @property
    def is_division(self) -> bool:
        return is_divisions(self.code)


@dataclass(frozen=True, slots=True)
class WrittenSector:
    """A sector with its branches, if it has any."""

    code: str
    name: str
    branches: tuple[WrittenBranch, ...] = ()


def write_list(sectors: Sequence[WrittenSector]) -> str:
    """The list as text, as `read_list` reads it."""
    lines = []
    for sector in sectors:
        lines.append(f"{sector.code}: {sector.name}")
        lines += [f"- {branch.code}: {branch.name}" for branch in sector.branches]
    return "\n".join(lines)


def read_list(text: str, sections: Sequence[Section]) -> tuple[list[WrittenSector], list[str]]:
    """The sectors in the order written, and everything that is wrong with them, in Dutch with the line or the section.

    A list must be a partition of `sections`; the branches of a sector one of that sector, by sections or by divisions.
    """
    sectors: list[WrittenSector] = []
    errors: list[str] = []
    lines = [(number, line.strip()) for number, line in enumerate(text.splitlines(), start=1) if line.strip()]
    if not lines:
        return [], ["Schrijf ten minste één sector op, zoals “F: Bouwnijverheid”."]
    if len(lines) > MOST_LINES:
        return [], [f"Een indeling heeft hoogstens {MOST_LINES} regels."]
    for number, line in lines:
        is_branch = line[0] in "-–•*"
        code, colon, name = (part.strip() for part in line.lstrip("-–•* ").partition(":"))
        code = code.upper().replace(" ", "").replace("–", "-")
        if not colon or not code or not name:
            errors.append(
                f"Regel {number}: schrijf een code, een dubbele punt en een naam, zoals “F: Bouwnijverheid”."
            )
        elif len(code) > LONGEST_CODE or len(name) > LONGEST_NAME:
            errors.append(
                f"Regel {number}: een code heeft hoogstens {LONGEST_CODE} tekens en een naam {LONGEST_NAME}."
            )
        elif not is_branch:
            sectors.append(WrittenSector(code, name))
        elif not sectors:
            errors.append(f"Regel {number}: een branche staat onder de sector waar zij bij hoort.")
        else:
            last = sectors.pop()
            sectors.append(WrittenSector(last.code, last.name, (*last.branches, WrittenBranch(code, name))))
    if errors:
        return sectors, errors
    errors += _twice([sector.code for sector in sectors], "De code {} staat bij twee sectoren.")
    errors += partition_errors([sector.code for sector in sectors], sections)
    for sector in sectors:
        errors += _branch_errors(sector, sections)
    return sectors, errors


def _twice(codes: Sequence[str], sentence: str) -> list[str]:
    return [sentence.format(code) for code, count in Counter(codes).items() if count > 1]


def _branch_errors(sector: WrittenSector, sections: Sequence[Section]) -> list[str]:
    codes = [branch.code for branch in sector.branches]
    if not codes:
        return []
    errors = _twice(codes, f"De code {{}} staat bij twee branches van {sector.name}.")
    if len(codes) == 1:
        errors.append(f"{sector.name} heeft één branche: noem er ten minste twee, of geen.")
    numbered = [branch for branch in sector.branches if branch.is_division]
    if errors:
        return errors
    if numbered and len(numbered) < len(codes):
        return [f"De branches van {sector.name} zijn deels secties en deels afdelingen. Kies één van beide."]
    try:
        own = sections_of(sector.code, sections)
    except ClassificationError:
        return []  # said of the sector itself
    inside = [section for section in sections if section.letter in own]
    if numbered:
        divisions = [section.divisions for section in inside]
        found = division_errors(codes, divisions if all(divisions) else [])
    else:
        found = partition_errors(codes, inside)
    return [f"Branches van {sector.name}: {error}" for error in found]
