"""Divisions: the two digits below a section of the SBI, and what makes branches of divisions fill their sector.

A code is a division ("47"), a range ("45-47"), or these joined by + ("45+47").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

_CODE = re.compile(r"[0-9]{2}(?:-[0-9]{2})?(?:\+[0-9]{2}(?:-[0-9]{2})?)*")
# Per section, for a classification whose own source gives none: SBI 2008 follows NACE Rev. 2 (Regulation (EC) No
# 1893/2006, annex I) in its first two digits. Not in the data that was given; quotum/data/README.md says so.
NACE_REV_2 = {
    "A": "01-03", "B": "05-09", "C": "10-33", "D": "35", "E": "36-39", "F": "41-43", "G": "45-47", "H": "49-53",
    "I": "55-56", "J": "58-63", "K": "64-66", "L": "68", "M": "69-75", "N": "77-82", "O": "84", "P": "85",
    "Q": "86-88", "R": "90-93", "S": "94-96", "T": "97-98", "U": "99",
}  # fmt: skip
# In the European classification and not in the Dutch one: may be named, need not be.
NOT_IN_THE_NETHERLANDS = frozenset({5, 7})


def is_divisions(code: str) -> bool:
    """Whether the code is of divisions, which are numbers."""
    return _CODE.fullmatch(code) is not None


def divisions_of(code: str) -> list[int]:
    """Every division that a code stands for, in the order written; a division that stands in it twice, twice."""
    found: list[int] = []
    for part in code.split("+"):
        first, _, last = part.partition("-")
        found += range(int(first), int(last or first) + 1)
    return found


def division_errors(codes: Sequence[str], own: Iterable[str]) -> list[str]:
    """What keeps these codes from filling a sector exactly, in Dutch sentences; empty when they do.

    own: the codes of the divisions of its sections; without any only what stands there twice can be told.
    """
    errors = []
    holders: dict[int, list[str]] = {}
    for code in codes:
        found = divisions_of(code)
        if not found:
            errors.append(f"De code “{code}” loopt van achter naar voren. Draai de nummers om.")
        for division in found:
            holders.setdefault(division, []).append(code)
    known = {division for code in own for division in divisions_of(code)}
    for division, where in sorted(holders.items()):
        if len(where) > 1:
            errors.append(
                f"Afdeling {division:02} staat twee keer: bij {' en bij '.join(where)}. Laat haar één keer staan."
            )
        if known and division not in known:
            errors.append(f"Afdeling {division:02} hoort niet bij deze sector. Haal haar weg.")
    errors += [
        f"Afdeling {division:02} ontbreekt. Zet haar bij een van de branches."
        for division in sorted(known - holders.keys() - NOT_IN_THE_NETHERLANDS)
    ]
    return errors
