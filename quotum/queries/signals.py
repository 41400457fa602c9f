"""Thresholds of the board, what went over them, and what UWV's seat remarked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from governance.models import AgendaItem
from governance.permissions import visible_items
from quotum.enums import SignalKind
from quotum.models import QuarterRemark, Signal, SignalThreshold
from quotum.queries.comparison import SectorLine


def thresholds_in_use() -> dict[SignalKind, SignalThreshold]:
    """Per kind the last threshold that was set, also when it says that the board wants no such signal."""
    found: dict[SignalKind, SignalThreshold] = {}
    for threshold in SignalThreshold.objects.order_by("set_at", "pk").select_related("decision"):
        found[SignalKind(threshold.kind)] = threshold
    return found


@dataclass(frozen=True, slots=True)
class SignalLine:
    """A signal as one reader gets it. item: None for who may not see it. is_past: its sector is not behind any more."""

    signal: Signal
    item: AgendaItem | None
    is_past: bool


def signals_of(user: Any, year: int, lines: Iterable[SectorLine]) -> list[SignalLine]:
    """The signals of a year, newest quarter first. lines: of the sectors of that year, as they are now."""
    caught_up = {line.sector.pk for line in lines if line.pace is not None and not line.pace.is_behind}
    signals = list(Signal.objects.filter(year=year).select_related("sector", "threshold", "item__meeting"))
    seen = set(visible_items(user).filter(pk__in=[s.item_id for s in signals]).values_list("pk", flat=True))
    return [
        SignalLine(
            signal,
            signal.item if signal.item_id in seen else None,
            signal.sector_id in caught_up,
        )
        for signal in signals
    ]


def remarks_of(year: int) -> list[QuarterRemark]:
    """What UWV's seat remarked on the quarters of a year, newest first."""
    return list(QuarterRemark.objects.filter(year=year).select_related("seat"))


@dataclass(frozen=True, slots=True)
class ThresholdLine:
    """One kind of signal with its threshold; None when the board has set none yet."""

    kind: SignalKind
    threshold: SignalThreshold | None


def threshold_lines() -> list[ThresholdLine]:
    """Every kind of signal, in a fixed order."""
    found = thresholds_in_use()
    return [ThresholdLine(kind, found.get(kind)) for kind in SignalKind]
