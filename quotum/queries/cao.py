"""Reads of agreements in cao's: per sector, with where each stands, and which run out without another after them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from governance.permissions import today
from quotum.domain.cao import without_successor
from quotum.enums import CaoState
from quotum.models import CaoAgreement, Sector
from quotum.queries.sector_lists import sectors_in_use
from werkbedrijf.web.words import matching

STATES = {
    "nu": (CaoState.RUNNING, CaoState.EXPIRING),
    "straks": (CaoState.FUTURE,),
    "verlopen": (CaoState.EXPIRED,),
}


@dataclass(frozen=True, slots=True)
class CaoLine:
    """One agreement: where it stands, and whether it runs out (or did) while none follows."""

    cao: CaoAgreement
    state: CaoState
    runs_out: bool


@dataclass(frozen=True, slots=True)
class SectorCaos:
    """One sector with its agreements, those that last longest first."""

    sector: Sector
    lines: tuple[CaoLine, ...]


def cao_lines(on: date | None = None) -> list[CaoLine]:
    """Every agreement with where it stands on day `on`. One query."""
    day = on or today()
    rows = list(CaoAgreement.objects.select_related("sector", "recorded_by"))
    open_ended = without_successor((row.term for row in rows), day)
    return [CaoLine(row, row.term.state(day), row.pk in open_ended) for row in rows]


def caos_found(words: Sequence[str], every: bool, on: date | None = None) -> list[CaoLine]:
    """Agreements by words of the cao and of what it says, in the order of the list. Two queries."""
    rows = matching(CaoAgreement.objects.all(), ("title", "agreement"), words, every=every)
    keys = set(rows.values_list("pk", flat=True))
    return [line for line in cao_lines(on) if line.cao.pk in keys] if keys else []


def caos_by_sector(code: str = "", state: str = "", on: date | None = None) -> list[SectorCaos]:
    """Per sector its agreements; sectors of the list in use also without one, unless the list is narrowed.

    code: only this sector. state: only those that stand so (a word of STATES). Agreements under an earlier sector list
    stand with the sector of the same code, since a cao does not change with the board's list.
    """
    lines = [line for line in cao_lines(on) if not state or line.state in STATES[state]]
    sectors = {sector.code: sector for sector in sectors_in_use(on)}
    for line in lines:
        sectors.setdefault(line.cao.sector.code, line.cao.sector)
    found: dict[str, list[CaoLine]] = {one: [] for one in sectors if not code or one == code}
    for line in lines:
        if line.cao.sector.code in found:
            found[line.cao.sector.code].append(line)
    return [
        SectorCaos(sectors[one], tuple(rows)) for one, rows in found.items() if rows or not (code or state)
    ]


def running_out(on: date | None = None) -> list[CaoLine]:
    """The agreements that run out, or did, while none follows: who made them is asked what comes next."""
    return sorted(
        (line for line in cao_lines(on) if line.runs_out), key=lambda line: line.cao.valid_to or date.max
    )
