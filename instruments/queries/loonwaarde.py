"""Reads of the loonwaarde: the numbers of the law with what is not known of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from instruments.enums import AmountKind
from instruments.models import LegalAmount

RUNNING_OUT = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class KindLine:
    """One number of the law: all its rows, the newest first, and which of them holds on the day (None: unknown)."""

    kind: AmountKind
    rows: tuple[LegalAmount, ...]
    now: LegalAmount | None


def amounts_by_kind(on: date) -> list[KindLine]:
    """Every kind with its rows. Two queries."""
    now = LegalAmount.objects.on(on)
    rows: dict[str, list[LegalAmount]] = {}
    for row in LegalAmount.objects.select_related("entered_by").order_by("-valid_from"):
        rows.setdefault(row.kind, []).append(row)
    return [KindLine(kind, tuple(rows.get(kind, ())), now.get(kind)) for kind in AmountKind]


def amounts_running_out(on: date) -> list[LegalAmount]:
    """The newest row of each number that is not known a month after day `on`, or not any more. Two queries."""
    later = LegalAmount.objects.on(on + RUNNING_OUT)
    newest = {row.kind: row for row in LegalAmount.objects.order_by("valid_from")}
    return [row for kind, row in newest.items() if AmountKind(kind) not in later]
