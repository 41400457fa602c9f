"""What the verslag says of provisions (articles 7 and 9): package, uniformity, notices, loonwaarde."""

from __future__ import annotations

from datetime import date
from typing import Any

from instruments.domain.uniformity import Uniformity
from instruments.enums import NoticeState, Standing
from instruments.models import Notice, NoticeStep, OwnInstrument
from instruments.queries.requirements import method_on
from instruments.queries.uniformity import MatrixRow, matrix
from werkbedrijf.lib.dates import date_words


def package_figures(year: int, last: date) -> dict[str, Any]:
    """The package in force on day `last`, and how each municipality compares with it; `number` None without one."""
    found = matrix(last)
    package = found.package.catalogue if found.package else None
    return {
        "number": package.number if package else None,
        "title": package.title if package else "",
        "decision": package.decision.number if package and package.decision else "",
        "in_force_from": date_words(package.in_force_from) if package and package.in_force_from else "",
        "region": _uniformity(found.figure),
        "instruments": [{"name": column.name, **_uniformity(figure)} for column, figure in found.by_column],
        "municipalities": [
            {"slug": row.party.slug, "name": row.party.name, **_uniformity(row.figure)} for row in found.rows
        ],
        "deviations": {row.party.slug: _deviations(row) for row in found.rows},
        "notices": _notices(year),
        "own_instruments": sum(one.is_offered(last) for one in OwnInstrument.objects.order_by("pk")),
        "example": found.is_example,
    }


def _uniformity(figure: Uniformity) -> dict[str, Any]:
    return {
        "equal": figure.equal,
        "differs": figure.differs,
        "missing": figure.missing,
        "open": figure.open,
        "words": figure.in_words,
    }


def _deviations(row: MatrixRow) -> list[dict[str, Any]]:
    """Where one municipality is not equal to the package, and how; what was not assessed stands last."""
    cells = [cell for cell in row.cells if cell.standing != Standing.EQUAL]
    cells.sort(key=lambda cell: cell.standing == Standing.OPEN)
    return [
        {
            "instrument": cell.column.name,
            "standing": cell.standing.label,
            "how": cell.row.difference if cell.row and cell.standing != Standing.OPEN else cell.why,
            "example": cell.row is not None and cell.row.is_example,
        }
        for cell in cells
    ]


def _notices(year: int) -> dict[str, int]:
    """How often a party was spoken to in the year, how many of all ended in it, and how many are open now."""
    raised = NoticeStep.objects.filter(kind=NoticeState.RAISED, at__year=year)
    return {
        "raised": raised.order_by().values("notice").distinct().count(),
        "closed": Notice.objects.filter(closed_at__year=year).count(),
        "open": Notice.objects.open().count(),
    }


def loonwaarde_figures(last: date) -> dict[str, Any]:
    """Which method counts on day `last`: by_law, or chosen by which decision; both "" when there is none."""
    found = method_on(last)
    choice = found.choice
    return {
        "by_law": found.by_law.name if found.by_law else "",
        "law_from": date_words(found.law_from),
        "chosen": choice.effect_sentence() if choice else "",
        "decision": choice.decision.number if choice and choice.decision else "",
        "example": bool(choice and choice.is_example),
    }
